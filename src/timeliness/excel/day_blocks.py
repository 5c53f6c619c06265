"""A date, or a block of dates, as an argument: each cell a day, nothing, or a fault by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.dates import read_dates
from timeliness.errors import UnusableInputError
from timeliness.excel.cells import Cells, ErrorValue, Place, error_in
from timeliness.working_days import Dates


@dataclass(frozen=True, eq=False)
class DayBlock:
    """Days in the order of their cells, row by row.

    Attributes:
        days: ``datetime64[D]``, NaT where a cell holds none.
        faults: for each cell the error value that stands for it where it holds no day.
        width: how many columns the block has.
    """

    days: Dates
    faults: tuple[str, ...]
    width: int

    def __len__(self) -> int:
        return len(self.days)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether each cell holds a day."""
        known: NDArray[np.bool_] = ~np.isnat(self.days)
        return known

    def repeated(self, number: int) -> DayBlock:
        """Give a block of one cell as often as another block has cells."""
        return DayBlock(np.repeat(self.days, number), self.faults * number, self.width)

    def shaped(self, answers: Iterable[float | str]) -> list[list[float | str]]:
        """Put one answer a cell into rows as long as the block's."""
        given = list(answers)
        return [given[at : at + self.width] for at in range(0, len(given), self.width)]


def days_in(cells: Cells, place: Place) -> DayBlock:
    """Read a block of dates.

    Args:
        cells: the cells as they arrived.
        place: where they stand, for the date system.

    Raises:
        UnusableInputError: the block is empty, or its rows differ in length.
    """
    widths = {len(row) for row in cells}
    if len(widths) != 1 or widths == {0}:
        raise UnusableInputError("A date or a block of dates is wanted here.")
    flat = [cell for row in cells for cell in row]
    read = read_dates(flat, place.date_system)
    return DayBlock(read.days, tuple(_faults(flat, read.problems.tolist())), widths.pop())


def _faults(cells: list[Any], problems: list[int]) -> Iterator[str]:
    for cell, problem in zip(cells, problems, strict=True):
        value = ErrorValue.VALUE if problem else ErrorValue.NOT_AVAILABLE
        yield error_in(cell) or value.value
