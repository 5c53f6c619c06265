"""Native charts, drawn the same way everywhere: the message as the title, bare and legible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.narrative import label_positions
from timeliness.workbooks.styles import GREY
from timeliness.workbooks.tables import TablePlace

WIDTH_CM, HEIGHT_CM = 24, 7
"""The size of a chart: the width of a printed page, a good third of its height."""

ROWS_TAKEN = 14
"""How many rows a chart covers, so that what follows begins below it."""

_LINE_WIDTH = 28_000
"""The width of a line in English Metric Units: 2.2 points."""


@dataclass(frozen=True)
class Line:
    """One series of a line chart.

    Attributes:
        column: the column of the table that holds its values; 1 is A.
        colour: six hexadecimal digits.
        dashed: whether the line is broken, as a target's is.
        joined: whether its points are joined; those of separate things, such as teams, are not,
            and each carries its value.
        labelled: whether its last point carries its value, where points are joined.
    """

    column: int
    colour: str
    dashed: bool = False
    joined: bool = True
    labelled: bool = True


class DescribedLineChart(LineChart):
    """A line chart with the alternative text that a screen reader speaks."""

    # openpyxl collects what it writes from each class anew; this one writes what its parent does.
    __attrs__ = LineChart.__attrs__
    __nested__ = LineChart.__nested__
    __elements__ = LineChart.__elements__

    description = ""


def line_chart(
    sheet: Worksheet,
    table: TablePlace,
    lines: Sequence[Line],
    *,
    title: str,
    description: str,
    at: str,
    over: int = 1,
) -> DescribedLineChart:
    """Draw the columns of a table as lines of percentages over its first column, or another.

    Args:
        sheet: the sheet that holds the table and takes the chart.
        table: where the table stands.
        lines: at most four series; each is named by its column's heading.
        title: the message of the chart.
        description: the alternative text.
        at: the cell of its upper left corner.
        over: the column that names the points along the foot; where it is not the first, its
            heading stands below them.

    Returns:
        The chart, on its sheet already.
    """
    chart = DescribedLineChart()
    chart.description = description
    chart.legend = Legend(legendPos="b")
    set_up(chart, title, HEIGHT_CM)
    last_values = [_last_value(sheet, table, line) for line in lines]
    for line, position in zip(lines, label_positions(last_values), strict=True):
        chart.append(_series(sheet, table, line, position))
    chart.set_categories(
        Reference(sheet, min_col=over, min_row=table.first_row, max_row=table.last_row)
    )
    if over > 1:
        heading = str(sheet.cell(table.header_row, over).value)
        chart.x_axis.title = Title(tx=_rich(heading, 900), overlay=False)
    sheet.add_chart(chart, at)
    return chart


def set_up(chart: LineChart | BarChart, title: str, height_cm: float) -> None:
    """Give a chart of percentages its size, its title and its bare axes, from 0% to 100%."""
    chart.width, chart.height = WIDTH_CM, height_cm
    chart.title = chart_title(title)
    chart.y_axis.number_format = "0%"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.y_axis.majorUnit = 0.2
    chart.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    )
    # openpyxl leaves "deleted" unsaid, which Excel takes for yes.
    chart.x_axis.delete = chart.y_axis.delete = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _text(900)


def _last_value(sheet: Worksheet, table: TablePlace, line: Line) -> float | None:
    value = sheet.cell(table.last_row, line.column).value
    is_labelled = line.labelled and line.joined and not line.dashed
    return float(value) if is_labelled and isinstance(value, (int, float)) else None


def _series(
    sheet: Worksheet, table: TablePlace, line: Line, label_at: Literal["r", "t", "b"]
) -> Series:
    """Make a series of a table's column, with a gap where a cell has a shorthand for a number."""
    column = line.column
    values = Reference(sheet, min_col=column, min_row=table.header_row, max_row=table.last_row)
    series: Series = SeriesFactory(values, title_from_data=True)
    cells = [sheet.cell(row, column).value for row in range(table.first_row, table.last_row + 1)]
    is_number = [isinstance(cell, (int, float)) for cell in cells]
    if not all(is_number):
        series.val = NumDataSource(numRef=NumRef(f=_with_gaps(sheet, table, column, is_number)))
    stroke = (
        LineProperties(
            solidFill=line.colour, w=_LINE_WIDTH, prstDash="dash" if line.dashed else None
        )
        if line.joined
        else LineProperties(noFill=True)
    )
    series.spPr = GraphicalProperties(ln=stroke)
    series.smooth = False
    fill = GraphicalProperties(solidFill=line.colour, ln=LineProperties(solidFill=line.colour))
    series.marker = Marker(symbol="none") if line.dashed else Marker("circle", size=6, spPr=fill)
    if line.labelled and not line.dashed:
        shown_as = sheet.cell(table.last_row, column).number_format
        series.dLbls = _label_on_last(table, label_at, shown_as) if line.joined else labels_on_all()
        if not line.joined:
            # Other lines pass where the labels of such points stand: they end at the labels.
            series.dLbls.spPr = GraphicalProperties(
                solidFill="FFFFFF", ln=LineProperties(noFill=True)
            )
    return series


def _with_gaps(sheet: Worksheet, table: TablePlace, column: int, is_number: Sequence[bool]) -> str:
    """Write a reference to a column that has a gap for each cell without a number.

    Such a cell holds text, which would be drawn as zero. In its place the reference names the
    cell below the table, which is empty; numbers written into the chart itself would not do,
    because LibreOffice leaves out their series.
    """
    quoted = "'" + sheet.title.replace("'", "''") + "'"
    letter = get_column_letter(column)
    parts: list[str] = []
    row = table.first_row
    for numbers, run in groupby(is_number):
        length = len(list(run))
        if numbers:
            parts.append(f"{quoted}!${letter}${row}:${letter}${row + length - 1}")
        else:
            parts += [f"{quoted}!${letter}${table.last_row + 1}"] * length
        row += length
    return f"({','.join(parts)})"


def mark_points(series: Series, places: Iterable[int], colour: str) -> None:
    """Give points of a series a larger mark of another shape, so that colour is not alone.

    Args:
        series: the series.
        places: the points, counted from 0.
        colour: six hexadecimal digits.
    """
    for place in places:
        fill = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
        _point(series, place).marker = Marker("diamond", size=11, spPr=fill)


def break_line(series: Series, places: Iterable[int]) -> None:
    """Leave out the stretch of a line that leads to each of some points, counted from 0."""
    for place in places:
        _point(series, place).spPr = GraphicalProperties(ln=LineProperties(noFill=True))


def _point(series: Series, place: int) -> DataPoint:
    found = next((point for point in series.dPt if point.idx == place), None)
    if found is None:
        found = DataPoint(idx=place)
        series.dPt.append(found)
    return found


def chart_title(text: str) -> Title:
    """Make a chart's title: the message, in a size that does not crowd the lines."""
    title = Title(overlay=False)
    title.tx = _rich(text, 1200)
    title.layout = Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.01, y=0.01))
    return title


def _rich(text: str, size: int) -> Text:
    properties = ParagraphProperties(defRPr=_font(size, bold=True))
    run = RegularTextRun(rPr=_font(size, bold=True), t=text)
    return Text(rich=RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, r=[run])]))


def _font(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=GREY, latin=Font(typeface="Arial"))


def _text(size: int) -> RichText:
    properties = ParagraphProperties(defRPr=_font(size))
    return RichText(
        bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, endParaRPr=_font(size))]
    )


def labels_on_all(position: str = "t", number_format: str = "0%") -> DataLabelList:
    """Label every point of a series with its value, above it or where it is said."""
    labels = DataLabelList(showVal=True, numFmt=number_format, dLblPos=position)
    labels.showSerName = labels.showCatName = False
    labels.showLegendKey = labels.showPercent = False
    return labels


def _label_on_last(
    table: TablePlace, position: Literal["r", "t", "b"], number_format: str
) -> DataLabelList:
    """Label the last point of a line with its value, and no other."""
    last = DataLabel(idx=table.last_row - table.first_row)
    last.showVal = True
    last.showSerName = last.showCatName = last.showLegendKey = last.showPercent = False
    last.dLblPos = position
    last.numFmt = number_format if "%" in number_format else "0%"
    labels = DataLabelList(dLbl=[last])
    labels.showVal = labels.showSerName = labels.showCatName = False
    labels.showLegendKey = labels.showPercent = False
    return labels
