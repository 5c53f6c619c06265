"""Finished workbooks read back: their sheets and their Excel tables."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes) -> openpyxl.Workbook:
    """Open the bytes of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_of(content: bytes, name: str) -> Worksheet:
    """Give a sheet by its name."""
    sheet = opened(content)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def table(sheet: Worksheet, name: str) -> list[dict[str, object]]:
    """Read an Excel table of a sheet as one dictionary a row."""
    heads, *rows = [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def table_in(content: bytes, name: str) -> list[dict[str, object]]:
    """Read an Excel table by its name, wherever in the workbook it is."""
    for sheet in opened(content).worksheets:
        assert isinstance(sheet, Worksheet)
        if name in sheet.tables:
            return table(sheet, name)
    raise AssertionError(f"no table {name}")
