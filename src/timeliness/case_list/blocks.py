"""A block of cells, wherever it came from: the one form in which rows reach the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from timeliness.case_list.dates import DateSystem

A_RANGE = "The range"
"""What stands for the name of a file where cells were given in a formula."""


@dataclass(frozen=True)
class Block:
    """Cells as they stand, with the place they came from.

    Attributes:
        rows: the cells, row by row; rows may differ in length.
        file: the file's name without its folder, or what stands for it in messages.
        sheet: the sheet's or table's name; empty where there is none.
        first_row: the number of the first row as Excel shows it.
        first_column: the number of the first column; A is 1.
        date_system: how serial numbers count.
        sha256: the SHA-256 of the file, in hexadecimal; empty for cells handed over.
        notices: what the reading found out and a person should know, a sentence each.
    """

    rows: Sequence[Sequence[Any]] = field(repr=False)
    file: str = A_RANGE
    sheet: str = ""
    first_row: int = 1
    first_column: int = 1
    date_system: DateSystem = DateSystem.FROM_1900
    sha256: str = ""
    notices: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The block as messages name it."""
        return f'{self.file}, sheet "{self.sheet}"' if self.sheet else self.file

    @property
    def is_range(self) -> bool:
        """Whether the cells were given in a formula and come from no file."""
        return self.file == A_RANGE

    def row_number(self, position: int) -> int:
        """Give the number that Excel shows for a row of the block."""
        return self.first_row + position


def column_letter(number: int) -> str:
    """Name a column as Excel does: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
