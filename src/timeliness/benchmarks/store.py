"""Imported figures, kept as one plain CSV that Excel opens: a row for each figure."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from timeliness.benchmarks.areas import areas
from timeliness.benchmarks.figures import Figures, PublishedFigure, Symbol, read_year
from timeliness.errors import UnusableInputError
from timeliness.rates import Rate
from timeliness.saving import write_file

FILE = "published figures.csv"
"""The name of the store in its folder."""

_HEADINGS = (
    "Council", "Code", "Indicator", "Year", "Value", "In time", "Completed", "Basis", "Source",
)  # fmt: skip
"""The headings of an officer's own table, which the store is one of."""


StoredFigure: TypeAlias = tuple[str, ...]
"""A figure as a row of the store: a text under each heading.

The value is a percentage to one decimal for those who open the file, or a symbol; the exact share
is In time over Completed, which are empty with a symbol.
"""


@dataclass(frozen=True)
class Imported:
    """What an import changed.

    Attributes:
        path: the store.
        new: how many figures were not held before.
        revised: how many had another value before.
        unchanged: how many were held with the same value.
    """

    path: Path
    new: int
    revised: int
    unchanged: int


def default_folder(variables: Mapping[str, str] = os.environ) -> Path:
    """Give the folder of the store where none is named: the user's own, on this computer."""
    if sys.platform == "win32":
        root = Path(variables.get("APPDATA") or Path.home() / "AppData" / "Roaming")
        return root / "Timeliness" / "benchmarks"
    root = Path(variables.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return root / "timeliness" / "benchmarks"


def add_to_store(folder: Path, figures: Iterable[StoredFigure]) -> Imported:
    """Put figures into the store, in the place of those held for the same council and year.

    The same figures once more leave the file as it is, to the byte.

    Raises:
        UnusableInputError: what is there is no store.
        OutputError: the store cannot be written; it is as it was.
    """
    path = folder / FILE
    content, held = _read_rows(path)
    merged = {row[1:4]: row for row in held}
    new = revised = unchanged = 0
    for figure in figures:
        key = figure[1:4]
        before = merged.get(key)
        if before is None:
            new += 1
        elif before[4:8] == figure[4:8]:
            unchanged += 1
        else:
            revised += 1
        merged[key] = figure
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    writer.writerows(merged[key] for key in sorted(merged))
    # With the mark of UTF-8 Excel reads the names as they are.
    wanted = text.getvalue().encode("utf-8-sig")
    if wanted != content:
        write_file(path, wanted)
    return Imported(path, new, revised, unchanged)


_NONE = Figures()
"""What there is without a store, the same each time, so that nothing is worked out from it anew."""


def read_store(folder: Path) -> Figures:
    """Read the store; without one there are no figures.

    Raises:
        UnusableInputError: the file cannot be read or is no store, or a row of it is damaged.
    """
    path = folder / FILE
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return _NONE
    except OSError as error:
        raise _unreadable(path, error) from None
    return _figures(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _figures(path: Path, _changed: int, _size: int) -> Figures:
    """Read a store once for each state of the file, since formulas ask again and again."""
    return Figures(_figure(row, number, path) for number, row in enumerate(_read_rows(path)[1], 2))


def _figure(row: StoredFigure, number: int, path: Path) -> PublishedFigure:
    try:
        _, code, indicator, year, value, in_time, completed, basis, source = row
        symbol = None if completed else Symbol(value)
        rate = Rate(int(in_time), int(completed)) if symbol is None else None
        return PublishedFigure(
            area=areas()[code].code,
            indicator=indicator,
            year=read_year(year),
            share=rate.share if rate else None,
            rate=rate,
            symbol=symbol,
            basis=int(basis),
            source=source,
            reason=symbol.meaning if symbol else "",
        )
    except (ValueError, KeyError):
        raise UnusableInputError(
            f"{path}, row {number}: this row is damaged. Import the Department's file again after "
            "taking the store away; it holds nothing but imported figures."
        ) from None


def _read_rows(path: Path) -> tuple[bytes, list[StoredFigure]]:
    try:
        content = path.read_bytes()
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except FileNotFoundError:
        return b"", []
    except OSError as error:
        raise _unreadable(path, error) from None
    except (UnicodeDecodeError, csv.Error):
        rows = []
    width = len(_HEADINGS)
    if not rows or tuple(rows[0]) != _HEADINGS or any(len(row) != width for row in rows):
        raise UnusableInputError(
            f"{path} is no store of published figures, or somebody has changed its columns. Take "
            "it away and import the Department's file again."
        )
    return content, [tuple(row) for row in rows[1:]]


def _unreadable(path: Path, error: OSError) -> UnusableInputError:
    return UnusableInputError(
        f"{path} could not be read ({error.strerror or 'the drive did not answer'}): check that "
        "you have access to its folder, and the folder named as store under [benchmarks]."
    )
