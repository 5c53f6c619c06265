"""How sheets are printed: A4 landscape, one page wide, with file, period, day and page below."""

from __future__ import annotations

from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_FOOTER_POINTS = 9
"""The size of a footer's letters."""


def set_up_printing(sheet: Worksheet, whose: str) -> None:
    """Set a sheet up for A4, one page wide, with a footer.

    Args:
        sheet: the sheet, its tables written.
        whose: the council, the month and the day of the figures, for the footer.
    """
    set_up_pages(sheet)
    if sheet.oddFooter is not None:
        # One text from the left on: two of a council with a longer name would be printed over each
        # other in the middle.
        texts = (f"{whose.replace('&', '&&')}. File: &F", "Page &P of &N")
        for part, text in zip((sheet.oddFooter.left, sheet.oddFooter.right), texts, strict=True):
            if part is not None:
                part.text, part.size = text, _FOOTER_POINTS


def set_up_pages(sheet: Worksheet) -> None:
    """Set a sheet up for A4, one page wide, with no footer.

    The headings of its only table stand on every page, unless something comes below the table,
    above which they would stand as well.

    Args:
        sheet: the sheet, its tables written.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.6, footer=0.3)
    tables = list(sheet.tables.values())
    if len(tables) == 1:
        cells = CellRange(tables[0].ref)
        if cells.max_row == sheet.max_row:
            sheet.print_title_rows = f"{cells.min_row}:{cells.min_row}"
