"""The Contents: every sheet with a link and what it holds."""

from collections.abc import Sequence

from timeliness.workbooks.cells import Link
from timeliness.workbooks.tables import write_heading, write_table
from timeliness.workbooks.template import Template

SHEET = "Contents"

_PAGE_WIDTH = 90
"""What a sheet holds is a sentence, on one line."""


def render(template: Template, sheets: Sequence[tuple[str, str]]) -> None:
    """Fill the Contents.

    Args:
        template: the workbook.
        sheets: the name of each sheet and what it holds, in their order.
    """
    sheet = template.sheet(SHEET)
    row = template.first_row("contents")
    template.clear_below(sheet, row)
    row = write_heading(sheet, row, template.heading("contents"))
    rows = [(Link(name, name), holds) for name, holds in sheets]
    write_table(sheet, row, ["contents"], ["Sheet", "What it holds"], rows, widest=_PAGE_WIDTH)
