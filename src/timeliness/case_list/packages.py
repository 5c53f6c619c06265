"""A workbook's package, looked through before it is opened: whole, a workbook, and not too large.

The workbook reader holds a sheet as one block, empty cells included, so that two cells in opposite
corners would fill any memory as surely as a part that expands without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeliness.errors import UnusableInputError
from timeliness.unpacking import (
    DamagedPackageError,
    Limits,
    OutsidePackage,
    OverLimitsError,
)

LIMITS = Limits(parts=10_000, expanded=4 * 1024**3, expansion=200, always=64 * 1024**2)
"""What a workbook with case lists may hold; a real one grows about 10 to 40 times."""

MAX_CELLS = 100_000_000
"""The largest block of cells that a sheet may span, empty ones included."""

_WORKBOOKS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_SHEETS = "xl/worksheets/"

_OVERLAP = 64
# A pattern that begins with letters is found ten times faster than one that begins with a choice,
# so the usual ways to write a place are looked for one by one, and the odd one only where it is.
_PLACES = (re.compile(rb'r="([A-Za-z]{2,3})\d'), re.compile(rb"r='([A-Za-z]{2,3})\d"))
_ODD_PLACES = (re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{2,3})\d"),)
_NUMBERS = re.compile(rb"(\d{1,7})\s*[\"']")
_BLANKS = (b" ", b"\t", b"\n", b"\r")
_LAST_SINGLE_LETTER = 26
_LAST_ROW = 1_048_576


def checked_package(content: bytes, name: str) -> OutsidePackage:
    """Refuse a package that is broken or that would fill the memory, before it is opened.

    Args:
        content: the bytes of the file.
        name: its name, for messages.

    Returns:
        The package, every part of which is whole and within the limits.

    Raises:
        UnusableInputError: it is no workbook, is damaged, or would become too large.
    """
    try:
        package = OutsidePackage(content, LIMITS)
        if not _WORKBOOKS & set(package.names):
            raise UnusableInputError(
                f"{name} is a zip file but not a workbook: take the case list out of it, "
                "or export it again as .xlsx or .csv."
            )
        if _has_a_sheet_too_large(package):
            raise UnusableInputError(_bomb(name))
    except DamagedPackageError:
        raise UnusableInputError(damaged(name)) from None
    except OverLimitsError:
        raise UnusableInputError(_bomb(name)) from None
    return package


def damaged(name: str) -> str:
    """Say that a file is damaged, and what to do."""
    return (
        f"{name} is damaged or is not a workbook: open it in Excel and save it again, or "
        "export it again."
    )


def _has_a_sheet_too_large(package: OutsidePackage) -> bool:
    """Expand every part once, and look on the way how far the cells of sheets lie apart."""
    wide = {}
    for number, (part, pieces) in enumerate(package.parts()):
        widest = 1
        for piece in _overlapping(pieces):
            if part.startswith(_SHEETS):
                widest = max(widest, _widest_column(piece))
        if widest * _LAST_ROW > MAX_CELLS:
            wide[number] = widest
    # Few sheets are so wide that their rows must be looked at as well.
    return bool(wide) and any(
        wide[number] * max(map(_last_row, _overlapping(pieces))) > MAX_CELLS
        for number, (_, pieces) in enumerate(package.parts())
        if number in wide
    )


def _overlapping(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Let each piece begin with the end of the one before, where a cell's place may be cut."""
    end = b""
    for piece in pieces:
        joined = end + piece
        end = joined[-_OVERLAP:]
        yield joined


def _widest_column(text: bytes) -> int:
    """Give the number of the last column that a sheet's cells name; one letter counts as Z."""
    patterns = _ODD_PLACES if _is_oddly_spaced(text) else _PLACES
    wide = {letters for pattern in patterns for letters in pattern.findall(text)}
    return max(map(_column_number, wide), default=_LAST_SINGLE_LETTER)


def _last_row(text: bytes) -> int:
    """Give the greatest number that could be a row's, whichever way it is written."""
    return max((int(number) for number in _NUMBERS.findall(text)), default=1)


def _is_oddly_spaced(text: bytes) -> bool:
    """Whether blanks stand beside the sign in "r=", which XML allows and nobody writes."""
    return any(
        blank in text and ((b"r" + blank in text and blank + b"=" in text) or b"r=" + blank in text)
        for blank in _BLANKS
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _bomb(name: str) -> str:
    return (
        f"{name} is small but would fill this machine's memory when opened, which no case "
        "list does, so it was not opened. Export the list again from the case system."
    )
