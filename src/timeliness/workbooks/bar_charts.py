"""Bars of percentages, the best on top, with the one that matters marked by name and colour."""

from __future__ import annotations

import math
from collections.abc import Mapping

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.workbooks.charts import labels_on_all, set_up
from timeliness.workbooks.tables import TablePlace

_BAR_CM, _FRAME_CM = 0.52, 2.4
"""The height that each bar takes, and what title and axis take."""

_ROW_CM = 0.51
"""The height of a row of the body's font."""


class DescribedBarChart(BarChart):
    """A bar chart with the alternative text that a screen reader speaks."""

    # openpyxl collects what it writes from each class anew; this one writes what its parent does.
    __attrs__ = BarChart.__attrs__
    __nested__ = BarChart.__nested__
    __elements__ = BarChart.__elements__

    description = ""


def rows_taken(bars: int) -> int:
    """Give the number of rows that a chart with so many bars covers, and one for the gap."""
    return math.ceil((_FRAME_CM + bars * _BAR_CM) / _ROW_CM) + 1


def bar_chart(  # noqa: PLR0913  (each is said of the chart)
    sheet: Worksheet,
    table: TablePlace,
    column: int,
    bars: int,
    *,
    colour: str,
    marked: Mapping[int, str],
    title: str,
    description: str,
    at: str,
) -> DescribedBarChart:
    """Draw a column's first rows as bars, named by the table's first column.

    Args:
        sheet: the sheet that holds the table and takes the chart.
        table: where the table stands, sorted as the bars are to be.
        column: the column of the values; 1 is A.
        bars: how many rows from the top are drawn; each has a value.
        colour: the colour of the bars, six hexadecimal digits.
        marked: other colours, by the bar's place counted from 0.
        title: the message of the chart.
        description: the alternative text.
        at: the cell of its upper left corner.

    Returns:
        The chart, on its sheet already.
    """
    chart = DescribedBarChart()
    chart.description = description
    chart.type = "bar"
    chart.gapWidth = 40
    chart.legend = None
    set_up(chart, title, _FRAME_CM + bars * _BAR_CM)
    # Bars are drawn from the bottom up; the table reads from the top down.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    last = table.first_row + bars - 1
    values = Reference(sheet, min_col=column, min_row=table.header_row, max_row=last)
    series: Series = SeriesFactory(values, title_from_data=True)
    series.spPr = _fill(colour)
    series.dLbls = labels_on_all("outEnd", sheet.cell(table.first_row, column).number_format)
    for place, other in marked.items():
        series.dPt.append(DataPoint(idx=place, spPr=_fill(other)))
    chart.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=table.first_row, max_row=last))
    sheet.add_chart(chart, at)
    return chart


def _fill(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
