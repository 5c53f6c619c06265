"""Cells as Excel hands them over: every number a float, errors as numbers, dates as datetimes."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel_host.state import Excel, ExcelError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
    "#SPILL!": -2146826243,
}
"""The numbers by which errors travel."""

Place = tuple[int, int, int, int]
"""A rectangle of cells: row, column, how many rows, how many columns."""

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", re.IGNORECASE)
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
_TABLE = re.compile(r"(\w+)(\[(#All|#Data)?\])?", re.IGNORECASE)


def value_of(excel: Excel, sheet: Worksheet, row: int, column: int) -> object:
    """Give what Range.Value gives for a cell."""
    cell = sheet._cells.get((row, column))
    if cell is None or isinstance(cell, MergedCell):
        return None
    value: object = cell.value
    if is_formula(cell):
        value = excel.book_of(sheet).results.get((sheet.title, cell.coordinate))
    match value:
        case bool() | None | datetime():
            return value
        case int() | float():
            return float(value)
        case date():
            return datetime.combine(value, time())
        case str():
            is_error = cell.data_type == "e" or is_formula(cell)
            return ERRORS.get(value, value) if is_error else value
        case _:
            raise TypeError(f"{sheet.title}!{cell.coordinate} holds {type(value).__name__}")


def formula_of(sheet: Worksheet, row: int, column: int) -> str:
    """Give what Range.Formula gives for a cell."""
    cell = sheet._cells.get((row, column))
    return "" if cell is None or cell.value is None else str(cell.value)


def is_formula(cell: Cell) -> bool:
    return cell.data_type == "f"


def used(sheet: Worksheet) -> Place:
    """Give the rectangle that holds every cell with a value; A1 for an empty sheet."""
    places = _cells_of(sheet)
    if not places:
        return 1, 1, 1, 1
    rows, columns = [place[0] for place in places], [place[1] for place in places]
    top, left = min(rows), min(columns)
    return top, left, max(rows) - top + 1, max(columns) - left + 1


def region_around(sheet: Worksheet, row: int, column: int) -> Place:
    """Give the block that blank rows and columns bound, as Ctrl+* selects it."""
    filled = _cells_of(sheet)
    top, left, bottom, right = row, column, row, column
    grown = True
    while grown:
        edge = {
            (one, two)
            for one in range(top - 1, bottom + 2)
            for two in range(left - 1, right + 2)
            if (one, two) in filled
        }
        before = top, left, bottom, right
        for one, two in edge:
            top, bottom = min(top, one), max(bottom, one)
            left, right = min(left, two), max(right, two)
        grown = before != (top, left, bottom, right)
    return top, left, bottom - top + 1, right - left + 1


def place_of(sheet: Worksheet, text: str) -> Place:
    """Read a reference as Worksheet.Range does: cells, columns, rows, a name or a table."""
    first, _, second = text.partition(":")
    if _CELL.fullmatch(first) and (not second or _CELL.fullmatch(second)):
        return _between(_cell(first), _cell(second or first))
    if found := _COLUMNS.fullmatch(text):
        left, right = (column_index_from_string(one.upper()) for one in found.groups())
        return 1, left, LAST_ROW, right - left + 1
    if found := _ROWS.fullmatch(text):
        top, bottom = (int(one) for one in found.groups())
        return top, 1, bottom - top + 1, LAST_COLUMN
    if (found := _TABLE.fullmatch(text)) and found[1] in sheet.tables:
        top, left, rows, columns = place_of(sheet, sheet.tables[found[1]].ref)
        whole = (found[3] or "").casefold() == "#all"
        return (top, left, rows, columns) if whole else (top + 1, left, rows - 1, columns)
    book = sheet.parent
    for names in (sheet.defined_names, book.defined_names if book else {}):
        if text in names:
            for title, cells in names[text].destinations:
                if title == sheet.title:
                    return place_of(sheet, cells)
    raise ExcelError("(-2146827284, 'Exception occurred.')")


def address_of(place: Place, *, absolute: bool = True) -> str:
    """Write a rectangle as Excel does."""
    row, column, rows, columns = place
    mark = "$" if absolute else ""
    last = f"{mark}{get_column_letter(column + columns - 1)}{mark}{row + rows - 1}"
    first = f"{mark}{get_column_letter(column)}{mark}{row}"
    if rows == LAST_ROW:
        return f"{mark}{get_column_letter(column)}:{mark}{get_column_letter(column + columns - 1)}"
    return first if first == last else f"{first}:{last}"


def _cells_of(sheet: Worksheet) -> dict[tuple[int, int], Cell]:
    """Give the cells that hold anything, by row and column."""
    return {
        place: cell
        for place, cell in sheet._cells.items()
        if isinstance(cell, Cell) and cell.value is not None
    }


def _cell(text: str) -> tuple[int, int]:
    found = _CELL.fullmatch(text)
    assert found
    return int(found[2]), column_index_from_string(found[1].upper())


def _between(one: tuple[int, int], two: tuple[int, int]) -> Place:
    top, left = min(one[0], two[0]), min(one[1], two[1])
    return top, left, max(one[0], two[0]) - top + 1, max(one[1], two[1]) - left + 1
