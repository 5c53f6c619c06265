"""The Late ones: how late the late assessments of the month were, in all and by team."""

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.trends.late import EXPLANATION, LateGroup
from timeliness.workbooks.cells import Shorthand, Value
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Late ones"


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the sheet of late assessments."""
    sheet = template.sheet(SHEET)
    row = template.first_row("late_ones")
    template.clear_below(sheet, row)
    row = write_lines(sheet, row, EXPLANATION) + 1
    for number, indicator in enumerate(summary.indicators):
        if number:
            # A table that began at the foot of a page would be parted from its headings.
            sheet.row_breaks.append(Break(id=row - 1))
        row = write_heading(sheet, row, f"{indicator.label}: {template.heading('late_ones')}")
        row = write_lines(sheet, row, _reading(indicator))
        row = _write_tables(sheet, row + 1, indicator)


def _reading(indicator: IndicatorSummary) -> str:
    if indicator.good_is == "low":
        return "A lower rate is better here, so none of those beyond the limit is late."
    return indicator.trend.late.reading


def _write_tables(sheet: Worksheet, row: int, indicator: IndicatorSummary) -> int:
    late = indicator.trend.late
    if indicator.good_is == "low" or not late.together.late:
        return row
    row = write_table(
        sheet,
        row,
        [indicator.code, "late", "teams"],
        ["Team", "Completed", "Late", "Median working days late", "Longest working days late"],
        [_row(one) for one in (*late.teams, late.together)],
    ).next_row
    return write_table(
        sheet,
        row,
        [indicator.code, "late", "bands"],
        ["Working days late", "Late"],
        [[band.words, band.late] for band in late.bands],
    ).next_row


def _row(group: LateGroup) -> list[Value]:
    return [
        group.team or "All together",
        group.completed,
        group.late,
        Shorthand.NOT_APPLICABLE if group.median is None else group.median,
        Shorthand.NOT_APPLICABLE if group.longest is None else group.longest,
    ]
