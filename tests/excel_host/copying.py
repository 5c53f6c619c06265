"""A worksheet copied into another workbook, with what Excel takes along."""

from __future__ import annotations

from copy import deepcopy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

TAKES_NAMES_ALONG = True
"""Whether the names of a sheet go along with it, as they do in Excel."""


def copy_sheet(source: Worksheet, target: Workbook, place: int) -> Worksheet:
    """Copy a sheet: its cells, links, tables, hidden state and the names that it alone has.

    A name that is taken gets a number, as in Excel: "Summary (2)"; so do the names of tables.
    """
    taken = {title.casefold() for title in target.sheetnames}
    title, number = source.title, 1
    while title.casefold() in taken:
        number += 1
        title = f"{source.title[:27]} ({number})"
    made = target.create_sheet(title, place)
    assert isinstance(made, Worksheet)
    made.sheet_state = source.sheet_state
    for row in source.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or cell.value is None:
                continue
            _copy_cell(cell, made.cell(cell.row, cell.column))
    for key, name in source.defined_names.items() if TAKES_NAMES_ALONG else ():
        made.defined_names[key] = DefinedName(key, attr_text=name.attr_text, hidden=name.hidden)
    _copy_tables(source, made, target)
    return made


def _copy_cell(cell: Cell, made: Cell | MergedCell) -> None:
    assert isinstance(made, Cell)
    made.value = cell.value
    made.data_type = cell.data_type
    made.number_format = cell.number_format
    if cell.hyperlink is not None:
        made.hyperlink = Hyperlink(
            ref=made.coordinate, location=cell.hyperlink.location, target=cell.hyperlink.target
        )


def _copy_tables(source: Worksheet, made: Worksheet, target: Workbook) -> None:
    taken = {name for sheet in target.worksheets for name in sheet.tables}
    for table in source.tables.values():
        name, number = table.displayName, 1
        while name in taken:
            number += 1
            name = f"{table.displayName}_{number}"
        copied: Table = deepcopy(table)
        copied.displayName = copied.name = name
        made.add_table(copied)
