"""One sheet per indicator: the months of the year, their chart, and the teams."""

from openpyxl.worksheet.worksheet import Worksheet

from timeliness.narrative import headline, headline_in_full
from timeliness.summary import IndicatorSummary
from timeliness.words import MONTHS_HEADINGS, NOTHING_TO_CHART
from timeliness.workbooks.cells import RateCell, Shorthand, Value, share_as_set
from timeliness.workbooks.charts import ROWS_TAKEN, Line, break_line, line_chart
from timeliness.workbooks.styles import GREY, NAVY, ORANGE
from timeliness.workbooks.tables import TablePlace, write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Indicator"
"""The template's sheet, of which every indicator gets a copy."""

_RATE, _YEAR_RATE, _TARGET = 4, 7, 8


def render(template: Template, sheet: Worksheet, indicator: IndicatorSummary) -> None:
    """Fill an indicator's sheet.

    Args:
        template: the workbook.
        sheet: the indicator's copy of the template's sheet.
        indicator: the indicator's month.
    """
    row = template.first_row("indicator_months")
    template.clear_below(sheet, row)
    heading = template.heading("indicator_months")
    row = write_heading(
        sheet, row, heading.replace("{year}", indicator.month.period.financial_year_label)
    )
    if indicator.mixed:
        row = write_lines(sheet, row, indicator.mixed)
    months = _write_months(sheet, row, indicator)
    if indicator.has_completions:
        row = _write_chart(template, sheet, months, indicator)
    else:
        row = write_lines(sheet, months.next_row, NOTHING_TO_CHART) + 1
    if indicator.teams:
        row = write_heading(sheet, row, template.heading("indicator_teams"))
        place = _write_teams(sheet, row, indicator)
        row = place.next_row
    for note in indicator.notes:
        if note != indicator.mixed:
            row = write_lines(sheet, row, note)


def _write_chart(
    template: Template, sheet: Worksheet, months: TablePlace, indicator: IndicatorSummary
) -> int:
    """Write the chart of the months below their table, and give the row after it."""
    row = write_heading(sheet, months.next_row, template.heading("indicator_chart"))
    _draw_months(sheet, row, months, indicator)
    return row + ROWS_TAKEN


def _write_months(sheet: Worksheet, row: int, indicator: IndicatorSummary) -> TablePlace:
    target = indicator.target.share
    headings = [*MONTHS_HEADINGS, "Target", *(["Limit in force"] if indicator.mixed else [])]
    rows: list[list[Value]] = [
        [
            one.month.label,
            one.rate.in_time,
            one.rate.completed,
            RateCell(one.rate),
            one.year_to_date.in_time,
            one.year_to_date.completed,
            RateCell(one.year_to_date),
            Shorthand.NOT_APPLICABLE if target is None else share_as_set(target),
            *([one.basis] if indicator.mixed else []),
        ]
        for one in indicator.months
    ]
    return write_table(sheet, row, [indicator.code, "months"], headings, rows)


def _draw_months(
    sheet: Worksheet, row: int, months: TablePlace, indicator: IndicatorSummary
) -> None:
    lines = [Line(_RATE, NAVY), Line(_YEAR_RATE, ORANGE)]
    if indicator.target.share is not None:
        lines.append(Line(_TARGET, GREY, dashed=True))
    drawn = line_chart(
        sheet,
        months,
        lines,
        title=headline(indicator),
        description=_description(indicator),
        at=f"A{row}",
    )
    for series, changes in zip(drawn.series, indicator.limit_changes, strict=False):
        break_line(series, changes)


def _description(indicator: IndicatorSummary) -> str:
    first, last = indicator.months[0].month, indicator.months[-1].month
    return (
        f"Line chart of {indicator.label} by month from {first.name} to {last.name}, with the "
        f"year to date{' and the target' if indicator.target.share is not None else ''}. "
        f"{headline_in_full(indicator)} The figures are in the table above the chart."
    )


def _write_teams(sheet: Worksheet, row: int, indicator: IndicatorSummary) -> TablePlace:
    month, year = indicator.month.period.label, indicator.year_to_date.period.label
    headings = [
        "Team",
        f"{month} in time",
        f"{month} completed",
        f"{month} rate",
        f"{year} in time",
        f"{year} completed",
        f"{year} rate",
    ]
    rows: list[list[Value]] = [
        [
            str(in_year.team),
            in_month.rate.in_time,
            in_month.rate.completed,
            RateCell(in_month.rate),
            in_year.rate.in_time,
            in_year.rate.completed,
            RateCell(in_year.rate),
        ]
        for in_month, in_year in zip(indicator.teams_in_month, indicator.teams, strict=True)
    ]
    return write_table(sheet, row, [indicator.code, "teams"], headings, rows)
