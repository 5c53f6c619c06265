"""The Revisions: figures that differ from the workbook before, with the rows behind each."""

from timeliness.revisions import named
from timeliness.summary import MonthlySummary
from timeliness.workbooks.cells import Value
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Revisions"

_COUNTS = 15
"""The width of the columns that count, in characters."""


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the sheet of revisions."""
    sheet = template.sheet(SHEET)
    row = template.first_row("revisions")
    template.clear_below(sheet, row)
    row = write_heading(sheet, row, template.heading("revisions"))
    if not summary.revisions:
        none = "No figure of a month, the quarter or the year differs from a workbook built before."
        write_lines(sheet, row, none)
        return
    headings = [
        "Indicator",
        "Period",
        "In time before",
        "Completed before",
        "In time now",
        "Completed now",
        "Rows new in the figure",
        "Rows no longer in it",
    ]
    rows: list[list[Value]] = [
        [
            one.label,
            one.period,
            one.in_time_before,
            one.completed_before,
            one.in_time,
            one.completed,
            named(one.added),
            named(one.gone),
        ]
        for one in summary.revisions
    ]
    write_table(sheet, row, ["revisions"], headings, rows)
    # Headings of numbers stand at the right of their columns: narrower, they touch the next one.
    for column in "CDEF":
        sheet.column_dimensions[column].width = _COUNTS
