"""The one way in which a file is written: aside first, then put in place in a single step.

Until the last moment the previous file stands as it was; a failure leaves it so, takes the
unfinished one away and says what to do.
"""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from timeliness.errors import OutputError


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, or leave what was there.

    Args:
        path: the file; its folder is made where it is missing.
        content: all of its bytes.

    Raises:
        OutputError: the file is open in Excel, or the folder or disk does not take it.
    """
    _check_not_open(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".timeliness-", suffix=".tmp")
    except OSError as error:
        raise OutputError(_sentence(error, path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner may read; the result is an ordinary one.
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except OSError as error:
        raise OutputError(_sentence(error, path)) from None
    finally:
        with suppress(OSError):
            Path(aside).unlink(missing_ok=True)


def _check_not_open(path: Path) -> None:
    """Refuse while Excel's own lock file says that somebody has the workbook open."""
    with suppress(OSError):
        if (path.parent / f"~${path.name}").exists():
            raise OutputError(
                f"{path.name} is open in Excel: close it and try again. The file was not changed."
            )


def _sentence(error: OSError, path: Path) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            why = f"The disk is full, so {path.name} could not be written: free some space"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            why = (
                f"{path} could not be written: close it if it is open in another program, and "
                "check that you may write in its folder"
            )
        case errno.ENOTDIR | errno.EEXIST:
            why = f"{path.parent} is not a folder, so {path.name} could not be written in it"
        case errno.ENAMETOOLONG:
            why = f"The name {path.name} is too long for the disk: choose a shorter folder"
        case _:
            why = f"{path} could not be written ({error.strerror or 'the drive did not answer'})"
    return f"{why}. What was there before is unchanged."
