"""How sheets are printed: A4 landscape, one page wide, with file, period, day and page below."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.workbooks.page_breaks import break_pages, page_height, row_heights, rows_of_tables

_FOOTER_POINTS = 9
"""The size of a footer's letters."""


def set_up_printing(sheet: Worksheet, whose: str, *, on_one_page: bool = False) -> None:
    """Set a sheet up for A4, one page wide, with a footer.

    Args:
        sheet: the sheet, its tables written and its rows as tall as they will be.
        whose: the council, the month and the day of the figures, for the footer.
        on_one_page: whether all of the sheet is printed on one page, as small as that takes.
    """
    set_up_pages(sheet, on_one_page=on_one_page)
    if sheet.oddFooter is not None:
        # One text from the left on: two of a council with a longer name would be printed over each
        # other in the middle.
        texts = (f"{whose.replace('&', '&&')}. File: &F", "Page &P of &N")
        for part, text in zip((sheet.oddFooter.left, sheet.oddFooter.right), texts, strict=True):
            if part is not None:
                part.text, part.size = text, _FOOTER_POINTS


def set_up_pages(sheet: Worksheet, *, on_one_page: bool = False) -> None:
    """Set a sheet up for A4, one page wide, with no footer, its tables whole or with headings.

    A table that fits on a page stands on one. The headings of a longer one, and of a sheet's only
    one, are repeated on every page, but not above something else: an only table that fits on a
    page may have a chart or notes below it, and a longer one a table with other headings.

    Args:
        sheet: the sheet, its tables written and its rows as tall as they will be.
        on_one_page: whether all of the sheet is printed on one page, as small as that takes.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(on_one_page)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.6, footer=0.3)
    if on_one_page:
        return
    heights, page = row_heights(sheet), page_height(sheet)
    if repeated := _repeated_row(sheet, heights, page):
        sheet.print_title_rows = f"{repeated}:{repeated}"
    break_pages(sheet, heights, page)


def _repeated_row(sheet: Worksheet, heights: Sequence[float], page: float) -> int | None:
    """Choose the headings of columns that stand on every page from their table on, if any."""
    tables = sorted(rows_of_tables(sheet))
    for number, (first, last) in enumerate(tables):
        is_long = sum(heights[first - 1 : last]) > page
        is_all = len(tables) == 1 and last == sheet.max_row
        below = (_headings(sheet, row) for row, _ in tables[number:])
        if (is_long or is_all) and all(one == _headings(sheet, first) for one in below):
            return first
    return None


def _headings(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]
