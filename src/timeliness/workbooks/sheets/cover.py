"""The Cover: whose figures, which month, and each indicator in a line."""

from timeliness.narrative import counts_sentence, headline
from timeliness.summary import MonthlySummary
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import write_heading, write_lines
from timeliness.workbooks.template import Template

SHEET = "Cover"


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the Cover."""
    sheet = template.sheet(SHEET)
    row = template.first_row("cover_messages")
    template.clear_below(sheet, row)
    row = write_heading(sheet, row, template.heading("cover_messages"))
    for indicator in summary.indicators:
        row = write_lines(sheet, row, f"{headline(indicator)}.")
    if said := counts_sentence(summary):
        row = write_lines(sheet, row, said)
    for notice in summary.notices:
        row = write_lines(sheet, row + 1, notice, Style.NOTE)
