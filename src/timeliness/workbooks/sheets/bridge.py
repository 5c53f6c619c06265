"""The Bridge: the same assessments at each timescale that an indicator has had."""

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.summary import MonthlySummary
from timeliness.trends.bridge import EXPLANATION, Bridge, BridgeRow
from timeliness.workbooks.cells import RateCell, Value
from timeliness.workbooks.charts import ROWS_TAKEN, Line, line_chart
from timeliness.workbooks.styles import NAVY, ORANGE, PLUM, TEAL
from timeliness.workbooks.tables import TablePlace, write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Bridge"

_COLOURS = (ORANGE, NAVY, PLUM, TEAL)
"""A chart has at most four lines; an indicator with more limits has them in its table alone."""


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the Bridge, or take the sheet out where every indicator has had one limit only."""
    sheet = template.sheet(SHEET)
    bridges = [
        (indicator, indicator.trend.bridge)
        for indicator in summary.indicators
        if indicator.trend.bridge is not None and indicator.trend.bridge.months
    ]
    if not bridges:
        template.workbook.remove(sheet)
        return
    row = template.first_row("bridge")
    template.clear_below(sheet, row)
    row = write_lines(sheet, row, EXPLANATION) + 1
    for number, (indicator, bridge) in enumerate(bridges):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        row = write_heading(sheet, row, f"{indicator.label}: {template.heading('bridge')}")
        row = write_lines(sheet, row, bridge.reading) + 1
        of_months, of_years = ([indicator.code, "bridge", part] for part in ("months", "years"))
        # Eight months and their chart are more than a page: the tables have one of their own.
        sheet.row_breaks.append(Break(id=row + ROWS_TAKEN - 1))
        months = _write_rows(sheet, row + ROWS_TAKEN, of_months, bridge, bridge.months)
        _draw(sheet, row, months, indicator.label, bridge)
        row = _write_rows(sheet, months.next_row, of_years, bridge, bridge.years).next_row


def _write_rows(
    sheet: Worksheet, row: int, name: list[str], bridge: Bridge, rows: tuple[BridgeRow, ...]
) -> TablePlace:
    return write_table(
        sheet,
        row,
        name,
        [
            "Period",
            "Limit in force",
            "Completed",
            *(f"In time within {limit}" for limit in bridge.limits),
            *(f"Rate within {limit} working days" for limit in bridge.limits),
        ],
        [_row(one) for one in rows],
    )


def _row(one: BridgeRow) -> list[Value]:
    return [
        one.period.label,
        one.basis,
        one.rates[0].completed,
        *(rate.in_time for rate in one.rates),
        *(RateCell(rate) for rate in one.rates),
    ]


def _draw(sheet: Worksheet, row: int, months: TablePlace, label: str, bridge: Bridge) -> None:
    first_rate = 4 + len(bridge.limits)
    latest = bridge.months[-1]
    line_chart(
        sheet,
        months,
        [Line(first_rate + place, colour) for place, colour in _lines(bridge)],
        title=f"{label}, {latest.period.name}: {bridge.words_of(latest)}",
        description=(
            f"Line chart of {label} by month, counted against each timescale that it has had. "
            f"{latest.period.name}: {bridge.words_of(latest)}. The figures are in the table below "
            "the chart."
        ),
        at=f"A{row}",
    )


def _lines(bridge: Bridge) -> list[tuple[int, str]]:
    return list(zip(range(len(bridge.limits)), _COLOURS, strict=False))
