"""Cells as Excel's Value2 hands them over: serial numbers, floats, None, errors by number."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from timeliness.case_list.dates import DateSystem
from timeliness.case_list.files import read_blocks
from timeliness.excel.cells import Cells, serial_of

NA = -2_146_826_246
"""#N/A in a cell, as COM hands it to Python."""

DIV0 = -2_146_826_281
"""#DIV/0! in a cell."""

SPILL = -2_146_826_243
"""#SPILL!, which only younger versions of Excel have."""


def serial(year: int, month: int, day: int, system: DateSystem = DateSystem.FROM_1900) -> float:
    """Give a day as its serial number."""
    return serial_of(date(year, month, day), system)


def cells_in(path: Path) -> Cells:
    """Give the cells of a workbook's first sheet as Value2 would."""
    return tuple(tuple(map(_value2, row)) for row in read_blocks(path)[0].rows)


def _value2(cell: Any) -> Any:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return serial_of(cell, DateSystem.FROM_1900)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return None if cell == "" else cell
