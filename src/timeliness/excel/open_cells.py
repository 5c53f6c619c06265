"""Cells of an open workbook as blocks that the engine reads, with the place they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlwings import Book, Range, Sheet

from timeliness.case_list import Block
from timeliness.case_list.dates import DateSystem
from timeliness.errors import UnusableInputError
from timeliness.excel.cells import Place, block_of, cells_of

_MANY_ROWS = 100_000


def place_of(cells: Range) -> Place:
    """Say where cells stand, and how their workbook counts days."""
    sheet = cells.sheet
    return Place(sheet.name, cells.row, cells.column, _date_system(sheet.book))


def selected_cells(book: Book) -> Range | None:
    """Give the cells that are selected; None where it is a chart, a picture or nothing.

    What is no cell has no address, which xlwings meets as an error that it does not expect from a
    workbook that the add-in handed over.
    """
    try:
        return book.app.selection
    except AttributeError:
        return None


def in_use(sheet: Sheet) -> Range:
    """Give the cells of a sheet from the first that is used to the last row that holds anything.

    Formats alone can make a sheet "used" down to its last row, and each of its cells would travel.
    The last row is found by halves; counting sees every row, also those that a filter hides.
    """
    used = sheet.used_range
    filled, blank_from = 0, used.shape[0] + 1
    if blank_from <= _MANY_ROWS:
        return used
    count = sheet.book.app.api.WorksheetFunction.CountA
    while blank_from - filled > 1:
        middle = (filled + blank_from) // 2
        if count(used[middle - 1 : blank_from - 1, :].api):
            filled = middle
        else:
            blank_from = middle
    return used.resize(max(filled, 1))


def clipped(cells: Range) -> Range | None:
    """Cut cells to the part of their sheet that is in use; None where they lie outside it.

    Whole columns are a million rows, of which a list fills some thousand.
    """
    sheet = cells.sheet
    used = in_use(sheet)
    top, left = max(cells.row, used.row), max(cells.column, used.column)
    bottom = min(_end(cells.row, cells.shape[0]), _end(used.row, used.shape[0]))
    right = min(_end(cells.column, cells.shape[1]), _end(used.column, used.shape[1]))
    if bottom < top or right < left:
        return None
    return sheet.range((top, left), (bottom, right))


def block_in(cells: Range) -> Block:
    """Read cells as a block.

    Raises:
        UnusableInputError: no cell holds anything.
    """
    in_use = clipped(cells)
    # The raw value keeps an error in a cell apart from a blank, and a date from a number.
    values = cells_of(in_use.raw_value) if in_use else ()
    block = block_of(values, place_of(in_use or cells))
    return replace(block, file=cells.sheet.book.name)


def sheet_block(sheet: Sheet) -> Block | None:
    """Read all that a sheet holds; None where it is empty."""
    try:
        return block_in(in_use(sheet))
    except UnusableInputError:
        return None


def formulas_of(cells: Range) -> Iterator[tuple[int, int, str]]:
    """Give every formula of some cells with its place among them, counted from nought."""
    found = cells.formula
    rows = found if isinstance(found, (tuple, list)) else ((found,),)
    for down, row in enumerate(rows):
        for right, text in enumerate(row if isinstance(row, (tuple, list)) else (row,)):
            if isinstance(text, str) and text.startswith("="):
                yield down, right, text


def _date_system(book: Book) -> DateSystem:
    return DateSystem.FROM_1904 if book.api.Date1904 else DateSystem.FROM_1900


def _end(first: int, count: int) -> int:
    return first + count - 1
