"""The Contents: every sheet with a link and what it holds."""

from collections.abc import Sequence

from timeliness.workbooks.cells import Link
from timeliness.workbooks.placing import NameInBook
from timeliness.workbooks.tables import write_heading, write_table
from timeliness.workbooks.template import Template

SHEET = "Contents"

_PAGE_WIDTH = 90
"""What a sheet holds is a sentence, on one line."""


def render(
    template: Template, sheets: Sequence[tuple[str, str]], name_in_book: NameInBook = str
) -> None:
    """Fill the Contents.

    Args:
        template: the workbook.
        sheets: the name of each sheet and what it holds, in their order.
        name_in_book: gives the name that a sheet will have where the workbook is copied to.
    """
    sheet = template.sheet(SHEET)
    row = template.first_row("contents")
    template.clear_below(sheet, row)
    row = write_heading(sheet, row, template.heading("contents"))
    named = ((name_in_book(name), holds) for name, holds in sheets)
    rows = [(Link(name, name), holds) for name, holds in named]
    write_table(sheet, row, ["contents"], ["Sheet", "What it holds"], rows, widest=_PAGE_WIDTH)
