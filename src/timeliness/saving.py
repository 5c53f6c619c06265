"""The one way in which a file is written: aside first, then put in place in a single step.

Until the last moment the previous file stands as it was; a failure leaves it so, takes the
unfinished one away and says what to do.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

from timeliness.errors import OutputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


VERSIONS_KEPT = 3
"""How many earlier versions of a workbook are kept."""

VERSIONS_FOLDER = "earlier versions"
"""The folder, beside the workbooks, that holds their earlier versions."""

_ASIDE, _ASIDE_END = ".timeliness-", ".tmp"
_LOCK = ".timeliness-lock"


def write_file(path: Path, content: bytes, check: Callable[[bytes], None] | None = None) -> None:
    """Write a file whole, or leave what was there.

    Args:
        path: the file; its folder is made where it is missing.
        content: all of its bytes.
        check: looks at the bytes as they were read back from the disk, and raises when they must
            not be put in place.

    Raises:
        OutputError: the file is open in Excel, or the folder or disk does not take it.
    """
    _check_not_open(path)
    aside = path.with_name(f"{_ASIDE}{secrets.token_hex(8)}{_ASIDE_END}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # tempfile would try some two thousand million names where a folder refuses every one.
        with aside.open("x+b") as file:
            if sys.platform != "win32":
                # The lock tells a run that clears a folder that this file is not left from
                # another. On Windows nobody can take away a file while it is open.
                _locked(file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if check is not None:
                file.seek(0)
                check(file.read())
        aside.replace(path)
    except OSError as error:
        raise OutputError(_sentence(error, path)) from None
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def keep_version(path: Path) -> None:
    """Keep a copy of a workbook that is about to be replaced; the oldest of three goes.

    Raises:
        OutputError: the copy cannot be written.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(_sentence(error, path)) from None
    folder = path.parent / VERSIONS_FOLDER
    places = [
        folder / f"{path.stem} version {number}{path.suffix}"
        for number in range(1, VERSIONS_KEPT + 1)
    ]
    with suppress(OSError):
        if places[0].read_bytes() == content:
            # A run that was stopped after this copy was made is being made up for.
            return
    try:
        for younger, older in reversed(list(pairwise(places))):
            with suppress(FileNotFoundError):
                younger.replace(older)
    except OSError as error:
        raise OutputError(_sentence(error, places[0])) from None
    write_file(places[0], content)


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Be the only run that writes into a folder, and clear away what a stopped run left there.

    Raises:
        OutputError: another run is writing into the folder, or it cannot be written.
    """
    lock_path = folder / _LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock_path.open("w") as lock:
            if not _locked(lock.fileno()):
                raise OutputError(
                    f"Another run is writing into {folder}: wait until it has ended, then try "
                    "again."
                )
            for left in unfinished_in(folder):
                _clear(left)
            yield
    except OSError as error:
        raise OutputError(_sentence(error, folder)) from None
    with suppress(OSError):
        lock_path.unlink()


def unfinished_in(folder: Path) -> list[Path]:
    """Find what is half written in a folder and in those right below it, which a run writes too."""
    return sorted(
        path for below in ("", "*/") for path in folder.glob(f"{below}{_ASIDE}*{_ASIDE_END}")
    )


def _clear(left: Path) -> None:
    """Take away what a stopped run left, and nothing that is being written or stays open."""
    with suppress(OSError):
        with left.open("r+b") as file:
            is_left = _locked(file.fileno())
        if is_left:
            left.unlink()


def _locked(handle: int) -> bool:
    """Take the lock on an open file, which the system gives back when the process ends."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _check_not_open(path: Path) -> None:
    """Refuse while Excel's or Word's own lock file says that somebody has the file open."""
    # Word puts its mark in the place of a long name's first two letters, Excel before them.
    locks = {"Excel": f"~${path.name}", "Word": f"~${path.name[2:]}"}
    program = "Word" if path.suffix == ".docx" else "Excel"
    with suppress(OSError):
        if (path.parent / locks[program]).exists():
            raise OutputError(
                f"{path.name} is open in {program}: close it and try again. The file was not "
                "changed."
            )


def _sentence(error: OSError, path: Path) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            why = f"The disk is full, so {path.name} could not be written: free some space"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            why = (
                f"{path} could not be written: close it if it is open in another program, and "
                "check that you may write in its folder"
            )
        case errno.ENOTDIR | errno.EEXIST:
            why = f"{path.parent} is not a folder, so {path.name} could not be written in it"
        case errno.ENAMETOOLONG:
            why = (
                f"{path.name} has a longer name or path than the disk takes: choose a shorter "
                "name, or a folder inside fewer others"
            )
        case _:
            why = f"{path} could not be written ({error.strerror or 'the drive did not answer'})"
    return f"{why}. What was there before is unchanged."
