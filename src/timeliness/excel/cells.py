"""How cells travel between Excel and Python: serial numbers, texts, errors, and blocks of them.

The add-in hands over what ``Range.Value2`` holds: dates as serial numbers, all numbers as
floating point, empty cells as None. An error in a cell arrives as a whole number, which nothing
else does, and leaves as its own name, which the add-in turns into a true error value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias

from timeliness.case_list import Block
from timeliness.case_list.dates import ERROR_NUMBERS, DateSystem, is_empty, is_error, read_dates
from timeliness.errors import PeriodError, UnusableInputError
from timeliness.periods import Period, PeriodKind, financial_year_of, read_month, read_period
from timeliness.rates import Rate
from timeliness.targets import Target, target_in_cell

Cell: TypeAlias = str | float | int | bool | None
"""What one cell holds."""

Cells: TypeAlias = tuple[tuple[Any, ...], ...]
"""A block of cells as it arrives, row by row."""

_ERROR_NAMES = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
}
"""The error values that every Excel knows, by their numbers in VBA."""

_FIRST_ERROR = 2000


class ErrorValue(StrEnum):
    """An error value as a result; the add-in puts Excel's own error into the cell for it."""

    NOT_AVAILABLE = "#N/A"
    VALUE = "#VALUE!"


@dataclass(frozen=True)
class Place:
    """Where a block stands in its workbook, so that rows can be named as Excel shows them.

    Attributes:
        sheet: the sheet's name; empty where the block is no range of cells.
        row: the number of its first row.
        column: the number of its first column.
        date_system: the date system of its workbook.
        areas: how many separate areas were given; only one can be read.
    """

    sheet: str = ""
    row: int = 1
    column: int = 1
    date_system: DateSystem = DateSystem.FROM_1900
    areas: int = 1

    @classmethod
    def of(cls, sent: Sequence[Any] | None) -> Place:
        """Read what the add-in sends: sheet, row, column, whether dates count from 1904, areas."""
        if not sent:
            return cls()
        sheet, row, column, from_1904, areas = sent
        system = DateSystem.FROM_1904 if from_1904 else DateSystem.FROM_1900
        return cls(str(sheet or ""), int(row), int(column), system, int(areas))


def cells_of(value: object) -> Cells:
    """Give an argument as a block: one cell and one row become a block of their own."""
    if isinstance(value, (tuple, list)):
        if value and isinstance(value[0], tuple):
            return tuple(value)
        return tuple(tuple(row) if isinstance(row, (tuple, list)) else (row,) for row in value)
    return ((value,),)


def block_of(cells: Cells, place: Place) -> Block:
    """Make the block that the reader takes, without the empty rows below it.

    Args:
        cells: the cells as they arrived.
        place: where they stand.

    Raises:
        UnusableInputError: several areas were given at once, or no cell holds anything.
    """
    if place.areas > 1:
        raise UnusableInputError(
            "The case list must be one block of cells, and several were chosen: give one range."
        )
    last = _last_filled(cells)
    if not last:
        raise UnusableInputError(
            "The range is empty: give the cells of the case list with their headings."
        )
    return Block(
        cells[:last] if last < len(cells) else cells,
        sheet=place.sheet,
        first_row=place.row,
        first_column=place.column,
        date_system=place.date_system,
    )


def cell_of(value: object) -> Cell:
    """Give the one cell of an argument.

    Raises:
        UnusableInputError: the argument is a block of several cells.
    """
    cells = cells_of(value)
    if len(cells) != 1 or len(cells[0]) != 1:
        raise UnusableInputError("One cell is wanted here, and several were given.")
    cell: Cell = cells[0][0]
    return cell


def is_blank(cell: object) -> bool:
    """Whether an argument is left out: a word such as "n/a" is one that somebody gave."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def error_in(cell: object) -> str:
    """Name the error value that a cell holds, or give an empty text."""
    if not is_error(cell):
        return ""
    number = cell - ERROR_NUMBERS.start + _FIRST_ERROR
    # Younger versions have more of them, such as #SPILL! and #CALC!.
    return _ERROR_NAMES.get(number, ErrorValue.VALUE.value)


def figure_of(rate: Rate, measure: str) -> float | int | str:
    """Give what a cell shows of a rate.

    Args:
        rate: the rate.
        measure: "RATE", "IN_TIME" or "COMPLETED".
    """
    if measure == "RATE":
        return ErrorValue.NOT_AVAILABLE.value if rate.value is None else rate.value
    return rate.in_time if measure == "IN_TIME" else rate.completed


def period_in(value: object, place: Place) -> Period | None:
    """Read an argument as a period; an empty one means everything.

    Raises:
        PeriodError: it is no period.
        UnusableInputError: it is a block of cells.
    """
    cell = cell_of(value)
    if is_blank(cell):
        return None
    period = _read(cell, place, read_period)
    if period is None:
        raise PeriodError(
            'What was given as the period is neither a date nor a text such as "Nov 2010", '
            '"Q2 2010-11", "2010-11" or "YTD Nov 2010". A year by itself is written as text, as '
            'in "2010-11".'
        )
    return period


def month_in(value: object, place: Place) -> Period:
    """Read an argument as a month.

    Raises:
        PeriodError: it is no month, or empty.
        UnusableInputError: it is a block of cells.
    """
    month = _read(cell_of(value), place, read_month)
    if month is None:
        raise PeriodError('One month is wanted here, as a date or as text such as "Nov 2010".')
    return month


def year_in(value: object, place: Place) -> Period | None:
    """Read an argument as a financial year; a date gives the one that it lies in.

    Raises:
        PeriodError: it is no period.
        UnusableInputError: it is a block of cells.
    """
    period = period_in(value, place)
    if period is None or period.kind is PeriodKind.YEAR:
        return period
    return financial_year_of(period.end)


def number_in(value: object) -> float:
    """Read an argument as a number.

    Raises:
        UnusableInputError: it is none, or a block of cells.
    """
    cell = cell_of(value)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or is_error(cell):
        raise UnusableInputError("A number is wanted here, and the cell holds something else.")
    return float(cell)


def exact(number: float) -> Fraction:
    """Give a cell's number as the decimal that it is shown as: 0.83 is 83/100 and no hair less."""
    return Fraction(repr(number))


def target_in(value: object) -> Target:
    """Read an argument as a target: a share (0.83, shown as 83%), per cent (83, "83%") or words.

    Raises:
        UnusableInputError: it is a number that no target is, or a block of cells.
    """
    cell = cell_of(value)
    if is_empty(cell):
        return Target.of(None)
    try:
        return Target.of(target_in_cell(cell if isinstance(cell, str) else number_in(cell)))
    except ValueError:
        raise UnusableInputError("A target lies between 1% and 100%.") from None


def serial_of(day: date, system: DateSystem) -> float:
    """Give a day as the serial number that Excel holds."""
    return float((day - date(1970, 1, 1)).days + system.serial_of_1970)


def _read(cell: Cell, place: Place, reader: Callable[[str | date], Period]) -> Period | None:
    """Read a cell as a period, or give None: its text may be a name, which no message repeats."""
    written: str | date | None = cell if isinstance(cell, str) else None
    if isinstance(cell, float):
        written = read_dates([cell], place.date_system).days[0].item()
    with suppress(PeriodError):
        return None if written is None else reader(written)
    return None


def _last_filled(cells: Cells) -> int:
    """Count the rows down to the last one that holds anything.

    Whole columns end in many thousand empty rows, so a row is compared as a whole.
    """
    if not cells:
        return 0
    width = len(cells[0])
    nothing, blank = (None,) * width, ("",) * width
    for place in range(len(cells) - 1, -1, -1):
        row = cells[place]
        if row != nothing and row != blank and any(cell not in (None, "") for cell in row):  # noqa: PLR1714  (a set of rows would hash every cell)
            return place + 1
    return 0
