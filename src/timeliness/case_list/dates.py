"""Dates as officers paste them: real ones, Excel's serial numbers, and text among them.

Nothing is guessed and nothing is coerced. A cell is a date that can be written in one way only,
or it is empty, or it is a problem with a name; a problem never becomes a missing date.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property
from math import nan
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.plain_dates import plain_days
from timeliness.words import folded_text
from timeliness.working_days import FIRST_DAY, LAST_DAY, Dates
from timeliness.written_days import written_day


class DateSystem(IntEnum):
    """The day from which a workbook counts its serial numbers, by the year of that day."""

    FROM_1900 = 1900
    FROM_1904 = 1904

    @property
    def serial_of_1970(self) -> int:
        """The serial number of 1 January 1970."""
        return 25_569 if self is DateSystem.FROM_1900 else 24_107


class DateProblem(IntEnum):
    """Why a cell that is not empty gives no date."""

    NONE = 0
    TEXT = 1
    NUMBER = 2
    ERROR = 3
    NO_SUCH_DAY = 4
    MONTH_FIRST = 5
    SHORT_YEAR = 6
    OUTSIDE_CALENDAR = 7


@dataclass(frozen=True, eq=False)
class DateColumn:
    """One column of dates, a row each.

    Attributes:
        days: ``datetime64[D]``; NaT where the cell is empty or a problem.
        problems: ``uint8`` of the same length, a ``DateProblem`` each.
    """

    days: Dates
    problems: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.days)

    @cached_property
    def is_dated(self) -> NDArray[np.bool_]:
        """Whether each cell gives a day."""
        dated: NDArray[np.bool_] = ~np.isnat(self.days)
        return dated

    @cached_property
    def is_filled(self) -> NDArray[np.bool_]:
        """Whether each cell holds anything, readable as a date or not."""
        filled: NDArray[np.bool_] = self.is_dated | (self.problems > 0)
        return filled

    def at(self, places: NDArray[np.int64]) -> DateColumn:
        """Give the cells at some places, which are in order and none of them twice."""
        if len(places) == len(self):
            return self
        return DateColumn(self.days[places], self.problems[places])

    def with_others(self, others: DateColumn, where: NDArray[np.bool_]) -> DateColumn:
        """Give the column with another one's cells at some places."""
        return DateColumn(
            np.where(where, others.days, self.days),
            np.where(where, others.problems, self.problems),
        )

    @classmethod
    def empty(cls, length: int) -> DateColumn:
        """Make a column without dates, for a date that the list does not hold."""
        return cls(np.full(length, "NaT", dtype="datetime64[D]"), np.zeros(length, dtype=np.uint8))


ERROR_NUMBERS = range(-2_146_826_288, -2_146_826_188)
"""The whole numbers as which Excel hands over error values: 0x800A07D0 and the 99 after it.

A cell with an error is kept as that number, because a list of numbers that holds one is still as
quick to read; a text such as "#N/A" is a text.
"""

EMPTY_WORDS = frozenset({"", "-", "–", "—", "#n/a", "n/a", "null"})
"""What case systems and look-ups write into an empty cell, folded."""

_EMPTY = np.iinfo(np.int64).min
_EARLIEST = (FIRST_DAY - date(1970, 1, 1)).days
_LATEST = (LAST_DAY - date(1970, 1, 1)).days
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def read_dates(cells: Sequence[Any], system: DateSystem = DateSystem.FROM_1900) -> DateColumn:
    """Read a column of cells as dates.

    Args:
        cells: what the cells hold: dates, datetimes (their time of day is left off), serial
            numbers, text (ISO, dd/mm/yyyy, dd-Mon-yyyy, with or without a time), None.
        system: the date system of serial numbers.

    Returns:
        A day, an empty cell or a problem for every cell.
    """
    serials = as_numbers(cells)
    if serials is not None:
        return _decoded(_serial_codes(serials, system))
    read = _reader(system)
    first = _first_filled(cells)
    if isinstance(first, str):
        return _decoded(_written_codes(cells, read))
    if isinstance(first, (int, float)):
        try:
            serials = _packed(
                [nan if cell is None or isinstance(cell, str) else cell for cell in cells]
            )
        except _NO_NUMBERS:
            return _decoded(codes_of(cells, read))
        # Numbers with some dates as text among them: only what is no number is read by itself.
        codes = _serial_codes(serials, system)
        others = np.flatnonzero(np.isnan(serials))
        codes[others] = _written_codes([cells[place] for place in others.tolist()], read)
        return _decoded(codes)
    return _decoded(codes_of(cells, read))


def is_empty(cell: Any) -> bool:
    """Whether a cell holds nothing, or one of the words that stand for nothing."""
    if isinstance(cell, str):
        return folded_text(cell) in EMPTY_WORDS
    return cell is None or cell != cell  # noqa: PLR0124  (NaN, the only value unequal to itself)


def is_error(cell: object) -> TypeGuard[int]:
    """Whether a cell holds an error value that Excel handed over."""
    return isinstance(cell, int) and cell in ERROR_NUMBERS


def as_numbers(cells: Sequence[Any]) -> NDArray[np.float64] | None:
    """Give a column of numbers and empty cells as an array, NaN where empty; None for any other.

    Text that looks like a number is text: it is not converted.
    """
    if isinstance(_first_filled(cells), str):
        return None
    try:
        return _packed(cells)
    except _NO_NUMBERS:
        pass
    # Only where a column does not hold numbers alone are its empty cells looked for.
    try:
        return _packed([nan if cell is None else cell for cell in cells])
    except _NO_NUMBERS:
        return None


def _first_filled(cells: Sequence[Any]) -> Any:
    return next((cell for cell in cells if cell is not None), None)


_NO_NUMBERS = (struct.error, OverflowError)
"""What packing raises for a cell that is no number, or a whole one beyond floating point."""


def _packed(cells: Sequence[Any]) -> NDArray[np.float64]:
    # Packing is as quick as an array of NumPy's and refuses text, which that would convert. A
    # tuple is handed over as it is.
    return np.frombuffer(struct.Struct(f"{len(cells)}d").pack(*cells))


class _Codes(dict[Any, int]):
    """A code for each different cell, read when the cell is first met."""

    def __init__(self, read: Callable[[Any], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> int:
        code = self[cell] = self._read(cell)
        return code


def codes_of(cells: Sequence[Any], read: Callable[[Any], int]) -> NDArray[np.int64]:
    """Read cells into codes, each different cell once: a long column holds few of them."""
    return np.fromiter(map(_Codes(read).__getitem__, cells), dtype=np.int64, count=len(cells))


def _problem(problem: DateProblem) -> int:
    """Code a problem as a number that no day has."""
    return int(_EMPTY) + int(problem)


_NO_DATE = _problem(DateProblem.NUMBER)


def _serial_codes(serials: NDArray[np.float64], system: DateSystem) -> NDArray[np.int64]:
    """Code serial numbers as days since 1970, as empty where they are NaN, or as problems."""
    first, last = _EARLIEST + system.serial_of_1970, _LATEST + system.serial_of_1970 + 1
    inside = (serials >= first) & (serials < last)
    if inside.all():
        return serials.astype(np.int64) - system.serial_of_1970
    # A float cannot hold the code of a problem, so numbers become whole before they meet it.
    days = np.zeros(len(serials))
    np.copyto(days, serials, where=inside)
    codes = days.astype(np.int64) - system.serial_of_1970
    empty = np.isnan(serials)
    np.copyto(codes, _EMPTY, where=empty)
    wrong = ~(inside | empty)
    if wrong.any():
        codes[wrong] = _NO_DATE
        codes[(serials >= ERROR_NUMBERS.start) & (serials < ERROR_NUMBERS.stop)] = _problem(
            DateProblem.ERROR
        )
    return codes


def _written_codes(cells: Sequence[Any], read: Callable[[Any], int]) -> NDArray[np.int64]:
    """Code cells that are texts or empty: those in a usual way all at once, the others each."""
    plain = plain_days(cells)
    if plain is None:
        return codes_of(cells, read)
    codes, is_read = plain
    is_read &= (codes >= _EARLIEST) & (codes <= _LATEST)
    others = np.flatnonzero(~is_read)
    codes[others] = codes_of([cells[place] for place in others.tolist()], read)
    return codes


def _decoded(codes: NDArray[np.int64]) -> DateColumn:
    problems = np.zeros(len(codes), dtype=np.uint8)
    # Most columns hold nothing but days, which one look over them tells.
    if codes.min(initial=0) < _EMPTY + 16:
        wrong = (codes < _EMPTY + 16) & (codes != _EMPTY)
        problems[wrong] = codes[wrong] - _EMPTY
        codes[wrong] = _EMPTY
    return DateColumn(codes.view("datetime64[D]"), problems)


def _reader(system: DateSystem) -> Callable[[Any], int]:
    """Give the function that reads one cell into days since 1970, or a coded problem."""

    def read(cell: Any) -> int:
        if isinstance(cell, str):
            return _read_text(cell)
        if isinstance(cell, (datetime, date)):
            return _checked(cell.toordinal() - _EPOCH_ORDINAL)
        if is_error(cell):
            return _problem(DateProblem.ERROR)
        if is_empty(cell):
            return int(_EMPTY)
        if isinstance(cell, (int, float)):
            number = _checked(int(min(max(cell, -1e9), 1e9) // 1) - system.serial_of_1970)
            # A number beyond the calendar is an age or an identifier rather than a far day.
            return number if number > _EMPTY + 16 else _NO_DATE
        return _problem(DateProblem.TEXT)

    return read


def _checked(day: int) -> int:
    return day if _EARLIEST <= day <= _LATEST else _problem(DateProblem.OUTSIDE_CALENDAR)


def _read_text(cell: str) -> int:
    text = folded_text(cell)
    if text in EMPTY_WORDS:
        return int(_EMPTY)
    if text.startswith("#"):
        return _problem(DateProblem.ERROR)
    found = written_day(text)
    return _problem(DateProblem.TEXT) if found is None else _day(*found)


def _day(year: str, month: int, day: str) -> int:
    if len(year) == 2:
        return _problem(DateProblem.SHORT_YEAR)
    try:
        return _checked(date(int(year), month, int(day)).toordinal() - _EPOCH_ORDINAL)
    except ValueError:
        month_first = 12 < month <= 31 and 1 <= int(day) <= 12
        return _problem(DateProblem.MONTH_FIRST if month_first else DateProblem.NO_SUCH_DAY)
