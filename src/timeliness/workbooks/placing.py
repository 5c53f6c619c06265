"""Sheets that Excel will copy into a person's own workbook: marked as ours, named as they fit.

The mark is a hidden name that belongs to the sheet alone. It goes along when the sheet is copied
and stays when it is renamed, and it says under which name the sheet was made: so a sheet that
somebody has renamed or copied for keeps can be told from the one that may be replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from timeliness.workbooks.package import worksheets_of

MARK = "_timeliness_made"
"""The hidden name of a sheet that was made by Timeliness; it holds the sheet's own name."""

NameInBook: TypeAlias = Callable[[str], str]
"""Gives the name that a sheet will have in the workbook into which it is copied."""


def mark_sheets(workbook: Workbook, name_in_book: NameInBook) -> None:
    """Mark every sheet of a finished workbook with the name that it will have."""
    for sheet in worksheets_of(workbook):
        quoted = name_in_book(sheet.title).replace('"', '""')
        sheet.defined_names[MARK] = DefinedName(MARK, attr_text=f'"{quoted}"', hidden=True)
