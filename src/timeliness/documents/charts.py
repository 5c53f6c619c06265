"""A chart of Word's own, drawn from the table of months, with its alternative text.

It is no picture: an officer may change its colours and size in Word, and it prints sharply. It
carries its values as they are shown and no workbook behind them, because such a workbook is what
should not leave a council.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from timeliness.narrative import label_positions

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_WIDTH, _HEIGHT = 5_760_000, 2_880_000
"""The size of a chart in English Metric Units: 16 by 8 centimetres."""

_FIRST_AXIS, _SECOND_AXIS = 111, 112
_GREY = "3D3D3D"


@dataclass(frozen=True)
class Line:
    """One line of a chart.

    Attributes:
        name: what it shows.
        shares: a share for each month; None leaves a gap.
        colour: six hexadecimal digits.
        dashed: whether the line is broken, as a target's is, and without marks and labels.
        gaps_before: the points, counted from 0, to which no line leads, because the limit changes.
    """

    name: str
    shares: Sequence[Fraction | None]
    colour: str
    dashed: bool = False
    gaps_before: Sequence[int] = ()


@dataclass(frozen=True)
class Chart:
    """A line chart of percentages by month.

    Attributes:
        title: its message.
        description: the alternative text that a screen reader speaks.
        months: the months along its foot.
        lines: at most four.
    """

    title: str
    description: str
    months: Sequence[str]
    lines: Sequence[Line]


class PlacedChart:
    """A chart as a template's field: it joins the document where the field stands."""

    def __init__(self, template: DocxTemplate, chart: Chart, number: int) -> None:
        """Take a chart that will be the document's chart of a number."""
        self._template, self._chart, self._number = template, chart, number
        self._times = 0

    def __html__(self) -> str:
        """Add the chart to the document and give the mark-up that shows it."""
        document = self._template.docx.part
        # A template that shows a chart twice has it twice, each in a part of its own.
        self._times += 1
        name = f"{self._number}{'' if self._times == 1 else f'_{self._times}'}"
        place = PackURI(f"/word/charts/chart{name}.xml")
        part = Part(place, _CONTENT_TYPE, _chart_part(self._chart).encode(), document.package)
        identifier = document.relate_to(part, RELATIONSHIP_TYPE.CHART)
        drawing = (
            f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{_WIDTH}" cy="{_HEIGHT}"/>'
            f'<wp:docPr id="{self._number}" name="Chart {name}" '
            f"descr={quoteattr(self._chart.description)}/>"
            f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_CHART}">'
            f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATIONSHIPS}" r:id="{identifier}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        # The field stands in the text of a run, which ends before the drawing and begins anew.
        return f'</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t xml:space="preserve">'


def _chart_part(chart: Chart) -> str:
    ends = [
        None if line.dashed or line.shares[-1] is None else float(line.shares[-1])
        for line in chart.lines
    ]
    lines = "".join(
        _series(chart, number, line, position)
        for number, (line, position) in enumerate(
            zip(chart.lines, label_positions(ends), strict=True)
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}">'
        '<c:roundedCorners val="0"/><c:chart>'
        f'<c:title>{_title(chart.title)}<c:overlay val="0"/></c:title>'
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}'
        f'<c:marker val="1"/><c:axId val="{_FIRST_AXIS}"/><c:axId val="{_SECOND_AXIS}"/>'
        f"</c:lineChart>{_axes()}</c:plotArea>"
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(900)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</c:spPr></c:chartSpace>"
    )


def _title(message: str) -> str:
    font = _font("rPr", 1100, bold=True).replace("<a:rPr", '<a:rPr lang="en-GB"')
    return (
        "<c:tx><c:rich><a:bodyPr/><a:p><a:pPr>"
        f"{_font('defRPr', 1100, bold=True)}</a:pPr><a:r>{font}"
        f"<a:t>{escape(message)}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def _series(chart: Chart, number: int, line: Line, label_at: str) -> str:
    months = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(month)}</c:v></c:pt>'
        for place, month in enumerate(chart.months)
    )
    values = "".join(
        f'<c:pt idx="{place}"><c:v>{float(share)!r}</c:v></c:pt>'
        for place, share in enumerate(line.shares)
        if share is not None
    )
    count = f'<c:ptCount val="{len(chart.months)}"/>'
    fill = f'<a:solidFill><a:srgbClr val="{line.colour}"/></a:solidFill>'
    dash = '<a:prstDash val="dash"/>' if line.dashed else ""
    mark = (
        '<c:symbol val="none"/>'
        if line.dashed
        else f'<c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}<a:ln>{fill}</a:ln></c:spPr>'
    )
    gaps = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:marker>{mark}</c:marker><c:bubble3D val="0"/>'
        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr></c:dPt>"
        for place in line.gaps_before
    )
    labels = "" if line.dashed else _label_on(len(chart.months) - 1, label_at)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:v>{escape(line.name)}</c:v></c:tx>"
        f'<c:spPr><a:ln w="28000" cap="rnd">{fill}{dash}<a:round/></a:ln></c:spPr>'
        f"<c:marker>{mark}</c:marker>{gaps}{labels}"
        f"<c:cat><c:strLit>{count}{months}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>0%</c:formatCode>{count}{values}</c:numLit></c:val>"
        '<c:smooth val="0"/></c:ser>'
    )


def _label_on(place: int, position: str) -> str:
    """Label the last point of a line with its value, and no other."""
    hidden = "".join(
        f'<c:{name} val="0"/>' for name in ("showLegendKey", "showVal", "showCatName",
                                            "showSerName", "showPercent", "showBubbleSize")
    )  # fmt: skip
    shown = hidden.replace('<c:showVal val="0"/>', '<c:showVal val="1"/>')
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{place}"/>'
        f'<c:numFmt formatCode="0%" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_text(900)}'
        f'<c:dLblPos val="{position}"/>{shown}</c:dLbl>{hidden}</c:dLbls>'
    )


def _axes() -> str:
    grid = (
        '<c:majorGridlines><c:spPr><a:ln><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill>'
        "</a:ln></c:spPr></c:majorGridlines>"
    )
    ends = '<c:max val="1"/><c:min val="0"/>'
    return (
        f'<c:catAx><c:axId val="{_FIRST_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        '</c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_text(900)}'
        f'<c:crossAx val="{_SECOND_AXIS}"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="{_SECOND_AXIS}"/><c:scaling><c:orientation val="minMax"/>{ends}'
        f'</c:scaling><c:delete val="0"/><c:axPos val="l"/>{grid}'
        '<c:numFmt formatCode="0%" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{_text(900)}'
        f'<c:crossAx val="{_FIRST_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/><c:majorUnit val="0.2"/></c:valAx>'
    )


def _text(size: int) -> str:
    return (
        f"<c:txPr><a:bodyPr/><a:p><a:pPr>{_font('defRPr', size)}</a:pPr>"
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _font(tag: str, size: int, *, bold: bool = False) -> str:
    weight = ' b="1"' if bold else ' b="0"'
    return (
        f'<a:{tag} sz="{size}"{weight}><a:solidFill><a:srgbClr val="{_GREY}"/></a:solidFill>'
        f'<a:latin typeface="Arial"/></a:{tag}>'
    )
