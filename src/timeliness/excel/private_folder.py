"""A folder for one button's work, that nobody else can read and that is gone when it is done.

A workbook on its way into Excel holds rows of children's cases, so it may not stay behind. Where
Excel would not let go of it, the next button takes it away.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from timeliness.errors import OutputError

_PREFIX = "timeliness-button-"

_LEFT_AFTER = 600
"""Seconds after which a folder is no other button's work but was left behind."""


@contextmanager
def private_folder(parent: Path | None = None) -> Iterator[Path]:
    """Give a new folder, and take it away with all that is in it.

    Args:
        parent: where it is made; the folder for temporary files of this person by default.

    Raises:
        OutputError: no folder can be made.
    """
    place = parent or Path(tempfile.gettempdir())
    with suppress(OSError):
        for left in place.glob(f"{_PREFIX}*"):
            if time.time() - left.stat().st_mtime > _LEFT_AFTER:
                shutil.rmtree(left, ignore_errors=True)
    try:
        # mkdtemp makes a folder that only its owner may enter.
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    except OSError:
        raise OutputError(
            "The folder for temporary files cannot be written: free some space on the disk, or "
            "ask IT to let you write there."
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
