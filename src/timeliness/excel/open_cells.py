"""Cells of an open workbook as blocks that the engine reads, with the place they came from."""

from __future__ import annotations

from dataclasses import replace

from xlwings import Book, Range, Sheet

from timeliness.case_list import Block
from timeliness.case_list.dates import DateSystem
from timeliness.errors import UnusableInputError
from timeliness.excel.cells import Cells, Place, block_of, cells_of


def place_of(cells: Range) -> Place:
    """Say where cells stand, and how their workbook counts days."""
    sheet = cells.sheet
    return Place(sheet.name, cells.row, cells.column, _date_system(sheet.book))


def clipped(cells: Range) -> Range | None:
    """Cut cells to the part of their sheet that is in use; None where they lie outside it.

    Whole columns are a million rows, of which a list fills some thousand.
    """
    sheet = cells.sheet
    used = sheet.used_range
    top, left = max(cells.row, used.row), max(cells.column, used.column)
    bottom = min(_end(cells.row, cells.shape[0]), _end(used.row, used.shape[0]))
    right = min(_end(cells.column, cells.shape[1]), _end(used.column, used.shape[1]))
    if bottom < top or right < left:
        return None
    return sheet.range((top, left), (bottom, right))


def values_of(cells: Range) -> Cells:
    """Give what cells hold, as Excel hands it over: an error stays an error, and no blank."""
    found = clipped(cells)
    return cells_of(found.raw_value) if found is not None else ()


def block_in(cells: Range) -> Block:
    """Read cells as a block.

    Raises:
        UnusableInputError: no cell holds anything.
    """
    found = clipped(cells)
    where = place_of(found or cells)
    block = block_of(cells_of(found.raw_value) if found is not None else (), where)
    return replace(block, file=cells.sheet.book.name)


def sheet_block(sheet: Sheet) -> Block | None:
    """Read all that a sheet holds; None where it is empty."""
    try:
        return block_in(sheet.used_range)
    except UnusableInputError:
        return None


def _date_system(book: Book) -> DateSystem:
    return DateSystem.FROM_1904 if book.api.Date1904 else DateSystem.FROM_1900


def _end(first: int, count: int) -> int:
    return first + count - 1
