"""What spreadsheet engines make of a workbook's formulas, cell by cell, in one form for all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import ironcalc
import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.editing import packed, parts_of

NOT_READ_FROM_A_FILE = "WORKDAY("
"""IronCalc reads this function of a file as if its days off were one cell, and typed as it is."""


def plain(value: Any) -> Any:
    """Give a cell's value as both engines can be compared: dates as numbers, empty as empty."""
    if isinstance(value, (date, datetime)):
        return float(value.toordinal() - date(1899, 12, 30).toordinal())
    if isinstance(value, (int, float)):
        return float(value)
    return value or ""


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-9
    return bool(one == other)


def cells_of(path: Path, *, values: bool) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path, data_only=values)
    found: dict[tuple[str, str], Any] = {}
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        for row in sheet.iter_rows():
            for cell in row:
                if values:
                    found[sheet.title, cell.coordinate] = plain(cell.value)
                elif cell.data_type == "f":
                    found[sheet.title, cell.coordinate] = cell.value
    return found


def by_ironcalc(path: Path, formulas: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Any]:
    """Let IronCalc work out a workbook. It takes an empty cell said to be a number for an error."""
    parts = parts_of(path.read_bytes())
    for name, content in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = content.replace(b' t="n"></c>', b"></c>")
    mended = path.with_suffix(".iron.xlsx")
    mended.write_bytes(packed(parts))
    model = ironcalc.load_from_xlsx(str(mended), "en", "UTC", "en")
    sheets = {one["name"]: number for number, one in enumerate(model.get_worksheets_properties())}
    places = {}
    for (sheet, address), formula in formulas.items():
        letters, row = coordinate_from_string(address)
        place = sheets[sheet], row, column_index_from_string(letters)
        places[sheet, address] = place
        if NOT_READ_FROM_A_FILE in formula:
            model.update_cell_with_formula(*place, formula)
    model.evaluate()
    return {key: plain(model.get_cell_value(*place)) for key, place in places.items()}
