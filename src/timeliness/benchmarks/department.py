"""The Department's C2 file as it is downloaded: how long children's assessments took, by council.

There is no column for 45 days: the share is worked out from the bands up to 41 to 45 days and the
number completed. Where a band that it takes is a symbol the share is that symbol too. It is not
worked out from the late bands instead, because bands do not always add up to the number completed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from timeliness.benchmarks.areas import ENGLAND, areas
from timeliness.benchmarks.figures import SYMBOLS_READ, Symbol, read_symbol, read_year
from timeliness.benchmarks.rows import RowError, text_of, wrong_rows
from timeliness.benchmarks.store import StoredFigure
from timeliness.case_list.blocks import Block
from timeliness.case_list.files import read_blocks
from timeliness.errors import PeriodError, UnusableInputError
from timeliness.periods import Period
from timeliness.words import listed

_COUNTS = (
    "Assessments_completed",
    "Same_day",
    "1-10_days",
    "11-20_days",
    "21-30_days",
    "31-40_days",
    "41-45_days",
)
_PLACES = ("time_period", "geographic_level", "region_code", "old_la_code")
_CATEGORY = "duration of assessment"
_MEASURES = (("CF10", 3, "10"), ("CF45", 7, "45"))
"""Each measure, where its bands end in these columns, and its limit in working days."""

_COUNT = re.compile(r"[0-9]{1,12}")
_STRONGEST_FIRST = (
    Symbol.CONFIDENTIAL,
    Symbol.LOW_RELIABILITY,
    Symbol.NOT_AVAILABLE,
    Symbol.NOT_APPLICABLE,
    Symbol.BREAK,
)


@dataclass(frozen=True)
class DepartmentFile:
    """What a C2 file holds.

    Attributes:
        figures: the figures in the form in which they are stored.
        rows: how many rows were taken.
        years: the years that they are of, in their order.
        left: how many rows were left, by the reason in words.
        notices: what a person should know about the file.
    """

    figures: tuple[StoredFigure, ...]
    rows: int
    years: tuple[Period, ...]
    left: Mapping[str, int]
    notices: tuple[str, ...]


def read_department_file(
    path: Path, first: Period | None = None, last: Period | None = None
) -> DepartmentFile:
    """Read a C2 file.

    Args:
        path: the file, as downloaded or as Excel saved it again.
        first: the first year to take; the first one in the file by default.
        last: the last year to take; the last one in the file by default.

    Raises:
        UnusableInputError: it cannot be read or is another file, or rows of it are wrong; each of
            the first ten is named with its row and column.
    """
    block = read_blocks(path)[0]
    reading = _Reading(block, first, last)
    faults = []
    for number, cells in enumerate(reading.rows, start=block.row_number(1)):
        try:
            reading.take(number, cells)
        except RowError as error:
            faults.append((number, error))
    if faults:
        raise wrong_rows(block.place, faults, "Nothing was imported.")
    if not reading.taken:
        raise UnusableInputError(
            f"{block.place} has no figure of the years asked for. Nothing was imported."
        )
    return reading.result()


class _Reading:
    """One reading of a file, row by row."""

    def __init__(self, block: Block, first: Period | None, last: Period | None) -> None:
        headings = [_folded(cell) for cell in block.rows[0]]
        missing = [f'"{name}"' for name in (*_PLACES, *_COUNTS) if _folded(name) not in headings]
        if missing:
            raise UnusableInputError(
                f"{block.place} lacks the column {listed(missing)}, so it is not the Department's "
                "file C2 on the duration of assessments: download that one from Children in need "
                "and import it as it is. Nothing was imported."
            )
        self.rows: Sequence[Sequence[Any]] = block.rows[1:]
        if block.sheet:
            self.rows = [[text_of(cell) for cell in cells] for cells in self.rows]
        self._notices = block.notices
        self._width = len(headings)
        self._first, self._last = first, last
        self._places = itemgetter(*(headings.index(name) for name in _PLACES))
        self._category = headings.index("category") if "category" in headings else None
        self._counts = itemgetter(*(headings.index(_folded(name)) for name in _COUNTS))
        self._years: dict[str, Period] = {}
        self._labels: dict[str, str] = {}
        self._release: Period | None = None
        self._known = areas()
        self._left: Counter[str] = Counter()
        self.taken: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {}
        self._figures: list[StoredFigure] = []

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Take a row, or note why it was left."""
        if len(cells) < self._width:
            if any(cell.strip() for cell in cells):
                raise RowError("the row has fewer cells than there are headings")
            return
        if self._category is not None and cells[self._category].casefold() != _CATEGORY:
            self._left["about something else than the duration of assessments"] += 1
            return
        text, level, region, council = self._places(cells)
        year = self._labels.get(text)
        if year is None:
            year = self._labels[text] = self._label(text)
        if not year:
            self._left["of other years"] += 1
            return
        if level == "Local authority":
            code, column = council, "old_la_code"
        elif level == "Regional":
            code, column = region, "region_code"
        elif level == "National":
            code, column = ENGLAND, ""
        else:
            self._left["neither national, regional nor of a council"] += 1
            return
        if code not in self._known:
            raise RowError(
                f"column {column}: this is the code of no council or region that this version of "
                "Timeliness knows. Check the file, or take the row out"
            )
        counts = self._counts(cells)
        before = self.taken.setdefault((year, code), (number, counts))
        if before[1] != counts:
            raise RowError(
                f"row {before[0]:,} has other figures for the same council and year. Keep the "
                "right one of the two"
            )
        if before[0] == number:
            self._add(self._known[code].name, code, year, counts)

    def _add(self, name: str, code: str, year: str, counts: tuple[str, ...]) -> None:
        """Add the figures of a row."""
        try:
            completed, *bands = map(int, counts)
        except ValueError:
            completed, bands = -1, []
        if completed < 0 or min(bands) < 0:
            _check_symbols(counts)
            for indicator, end, limit in _MEASURES:
                shown = _shown(counts[:end])
                self._figures.append((name, code, indicator, year, *shown, limit, ""))
            return
        within_45 = sum(bands)
        if within_45 > completed:
            raise RowError(
                "more assessments took up to 45 days than were completed, which is over 100%. "
                "Mend the row, or fetch the file again"
            )
        within_10 = bands[0] + bands[1]
        for indicator, in_time, limit in (("CF10", within_10, "10"), ("CF45", within_45, "45")):
            shown = _counted(in_time, completed)
            self._figures.append((name, code, indicator, year, *shown, limit, ""))

    def _label(self, text: str) -> str:
        """Read a year and give its label; none for a year that is not asked for."""
        try:
            year = read_year(text)
        except PeriodError:
            raise RowError("column time_period: this is no year such as 2024 or 202324") from None
        self._release = max(year, self._release or year)
        if (self._first and year < self._first) or (self._last and year > self._last):
            return ""
        self._years[year.label] = year
        return year.label

    def result(self) -> DepartmentFile:
        """Give what was taken, each figure with the release that it comes from."""
        years = sorted(self._years[label] for label in {label for label, _ in self.taken})
        release = self._release or years[-1]
        source = f"DfE, Children in need, C2 (to {release.label})"
        return DepartmentFile(
            figures=tuple((*figure[:-1], source) for figure in self._figures),
            rows=len(self.taken),
            years=tuple(years),
            left=dict(self._left),
            notices=self._notices,
        )


def _check_symbols(counts: tuple[str, ...]) -> None:
    """Refuse a row with a cell that is neither a count nor a symbol."""
    wrong = [
        name
        for name, text in zip(_COUNTS, counts, strict=True)
        if not _COUNT.fullmatch(text.strip()) and read_symbol(text) is None
    ]
    if wrong:
        raise RowError(
            f"column {listed(wrong)}: this is neither a whole number nor one of {SYMBOLS_READ}"
        )


def _shown(counts: tuple[str, ...]) -> tuple[str, str, str]:
    """Give what the store holds of counts among which symbols may be."""
    symbols = {read_symbol(text) for text in counts}
    symbol = next((one for one in _STRONGEST_FIRST if one in symbols), None)
    if symbol is not None:
        return symbol.value, "", ""
    completed, *bands = map(int, counts)
    return _counted(sum(bands), completed)


def _counted(in_time: int, completed: int) -> tuple[str, str, str]:
    """Give what the store holds of counts: the percentage, how many were in time, of how many."""
    if not completed:
        return Symbol.NOT_APPLICABLE.value, "", ""
    tenths = (2000 * in_time + completed) // (2 * completed)
    return f"{tenths // 10}.{tenths % 10}%", str(in_time), str(completed)


def _folded(cell: object) -> str:
    return re.sub(r"[^a-z0-9+]+", "_", str(cell or "").strip().casefold())
