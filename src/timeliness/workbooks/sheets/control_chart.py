"""One control chart per indicator: the last months with limits, and a word for each."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from timeliness.summary import IndicatorSummary
from timeliness.trends.control_chart import EXPLANATION, ControlChart, ControlPoint
from timeliness.words import capitalised, percent_to_a_tenth
from timeliness.workbooks.cells import FineShare, RateCell, Value
from timeliness.workbooks.charts import ROWS_TAKEN, Line, break_line, line_chart, mark_points
from timeliness.workbooks.styles import GREY, NAVY, ORANGE, PLUM, Style
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Control chart"
"""The template's sheet, of which every indicator gets a copy."""

_LINE = 125
"""How many characters stand on a line of this sheet, whose table is wide: eight months and their
chart fill a printed page."""

_RATE, _CENTRE, _LOWER, _UPPER = 4, 5, 6, 7


def sheet_name(indicator: IndicatorSummary) -> str:
    """Name the sheet of an indicator's control chart."""
    return f"{indicator.label} control chart"


def render(template: Template, sheet: Worksheet, indicator: IndicatorSummary) -> None:
    """Fill an indicator's control chart.

    Args:
        template: the workbook.
        sheet: the indicator's copy of the template's sheet.
        indicator: the indicator's month.
    """
    chart = indicator.trend.chart
    row = template.first_row("control_chart")
    template.clear_below(sheet, row)
    row = write_lines(sheet, row, EXPLANATION, width=_LINE)
    row = write_lines(sheet, row, chart.reading, width=_LINE)
    for note in chart.notes:
        row = write_lines(sheet, row, note, Style.NOTE, width=_LINE)
    if not chart.points:
        return
    row = write_heading(sheet, row + 1, template.heading("control_chart"))
    after_chart = row + ROWS_TAKEN
    place = write_table(
        sheet,
        after_chart,
        [indicator.code, "control"],
        [
            "Month",
            "In time",
            "Completed",
            "Rate",
            "Centre line",
            "Lower limit",
            "Upper limit",
            "Reading",
            "Why",
            "Timescale",
        ],
        [_row(point, baseline.basis) for baseline in chart.baselines for point in baseline.points],
    )
    drawn = line_chart(
        sheet,
        place,
        [
            Line(_RATE, NAVY),
            Line(_CENTRE, GREY, dashed=True),
            Line(_LOWER, ORANGE, dashed=True),
            Line(_UPPER, ORANGE, dashed=True),
        ],
        title=f"{indicator.label}: {chart.message}",
        description=_description(indicator, chart),
        at=f"A{row}",
    )
    mark_points(
        drawn.series[0],
        [number for number, point in enumerate(chart.points) if point.is_marked],
        PLUM,
    )
    for series in drawn.series:
        break_line(series, _first_points(chart)[1:])


def _row(point: ControlPoint, basis: str) -> list[Value]:
    return [
        point.month.label,
        point.rate.in_time,
        point.rate.completed,
        RateCell(point.rate),
        FineShare(point.centre),
        FineShare(point.lower),
        FineShare(point.upper),
        point.word,
        capitalised("; ".join(point.reasons)) or "Within what chance alone would give",
        basis,
    ]


def _first_points(chart: ControlChart) -> Sequence[int]:
    """Give the place of the first point of each baseline."""
    places = [0]
    for baseline in chart.baselines[:-1]:
        places.append(places[-1] + len(baseline.points))
    return places


def _description(indicator: IndicatorSummary, chart: ControlChart) -> str:
    first, last = chart.points[0], chart.points[-1]
    marked = sum(point.is_marked for point in chart.points)
    return (
        f"Control chart of {indicator.label} by month from {first.month.name} to "
        f"{last.month.name}. {last.month.name} was {last.rate.words}, with a centre line of "
        f"{percent_to_a_tenth(last.centre)}. {chart.reading} {marked} of {len(chart.points)} "
        "points are marked. The figures and a word for each point are in the table below the chart."
    )
