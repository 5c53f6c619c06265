"""Make committee_report.docx, the template that comes with Timeliness, from this text.

Run it from the project's root: python workbook_templates/make_committee_report.py
A council that wants its own look copies the document, changes the copy in Word and names it under
[report] in its council.toml; this script is for the copy that everybody starts from.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Report
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from timeliness.archives import packed, parts_of
from timeliness.saving import write_file

PATH = Path(__file__).parent / "committee_report.docx"
MADE_ON = datetime(2026, 11, 1, tzinfo=UTC)
NAVY = RGBColor(0x12, 0x43, 0x6D)
BLACK = RGBColor(0, 0, 0)
GREY = RGBColor(0x3D, 0x3D, 0x3D)

DETAIL, NUMBER, CELL, TABLE = "Report detail", "Table number", "Table text", "Timeliness table"

# Style: size in points, bold, colour, space before and after in points.
LOOKS: dict[str, tuple[int, bool, RGBColor, int, int]] = {
    "Normal": (11, False, BLACK, 0, 8),
    "Title": (18, True, NAVY, 0, 10),
    "Heading 1": (15, True, NAVY, 18, 6),
    "Heading 2": (13, True, NAVY, 14, 4),
    "Heading 3": (11, True, NAVY, 10, 4),
    "Caption": (10, True, GREY, 8, 4),
    "Footer": (10, False, GREY, 0, 0),
    DETAIL: (11, False, BLACK, 0, 4),
    CELL: (10, False, BLACK, 2, 2),
    NUMBER: (10, False, BLACK, 2, 2),
}
KEPT_WITH_NEXT = {"Heading 1", "Heading 2", "Heading 3", "Caption"}
UNWANTED = {"customXml", "thumbnail", "stylesWithEffects"}

TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TimelinessTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="4" w:space="0" w:color="12436D"/>
    <w:bottom w:val="single" w:sz="4" w:space="0" w:color="12436D"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="D9D9D9"/>
  </w:tblBorders></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="12436D"/></w:tcPr></w:tblStylePr>
</w:style>"""

# The lines of the heading block: label and field.
DETAILS = (
    ("Council", "{{ council }}"),
    ("Report for", "{{ committee }}"),
    ("Date of meeting", "{{ date }}"),
    ("Subject", "{{ subject }}"),
    ("Period", "{{ month }} and the year to date, {{ year_to_date_name }}"),
    ("Responsible officer", "{{ responsible_officer }}"),
    ("Exempt", "{{ exempt }}"),
    ("Enclosures", "{{ enclosures }}"),
)
IMPLICATIONS = (
    ("Financial implications", "financial"),
    ("Performance issues", "performance"),
    ("Environmental impact", "environmental"),
    ("Risk management implications", "risk"),
    ("Corporate priorities", "priorities"),
)
FIGURES = (
    ("Indicator", "row.indicator", 4.0),
    ("{{ previous_month_label }}", "row.previous_month", 2.3),
    ("{{ month_label }}", "row.month", 2.3),
    ("Year to date", "row.year_to_date", 2.6),
    ("Change on {{ quarter_result_label }} (percentage points)", "row.change", 2.8),
    ("Target {{ year }}", "row.target", 2.4),
)
MONTHS = (
    ("Month", "row.month_name", 4.0),
    ("In time", "row.in_time", 2.4),
    ("Completed", "row.completed", 2.4),
    ("Rate", "row.rate", 3.0),
    ("Year to date", "row.year_to_date", 4.6),
)
BENCHMARKS = (
    ("Council", "row.council", 4.4),
    ("Group", "row.group", 3.5),
    ("Rate", "row.rate", 1.6),
    ("Rank", "row.rank", 2.7),
    ("Difference (percentage points)", "row.difference", 2.4),
    ("Basis (working days)", "row.basis", 1.9),
)
OF_TEXT = {"row.indicator", "row.month_name", "row.council", "row.group"}


def make_template() -> bytes:
    """Give the bytes of the template."""
    report = Document()
    _strip(report)
    _set_page(report)
    _set_styles(report)
    report.add_paragraph("{{ subject }}", style="Title")
    for label, field in DETAILS:
        line = report.add_paragraph(style=DETAIL)
        line.add_run(f"{label}:").bold = True
        line.add_run(f"\t{field}")
    _section_1(report)
    _section_2(report)
    report.add_heading("Section 3: Clearance", 1)
    _texts(report, "clearance")
    report.add_heading("Section 4: Contact", 1)
    _texts(report, "contact")
    _footer(report)
    properties = report.core_properties
    properties.title = "Template of the committee report"
    properties.author = properties.last_modified_by = "Timeliness"
    properties.language = "en-GB"
    properties.comments = ""
    properties.created = properties.modified = MADE_ON
    raw = io.BytesIO()
    report.save(raw)
    return packed(parts_of(raw.getvalue()))


def _section_1(report: Report) -> None:
    report.add_heading("Section 1: Summary and recommendation", 1)
    report.add_heading("Summary", 2)
    report.add_paragraph(
        "This report gives the share of children's social care assessments that were completed in "
        "time in {{ month }} and in the year to date."
    )
    _texts(report, "summary")
    _texts(report, "notices")
    report.add_heading("Recommendation", 2)
    _texts(report, "recommendation")


def _section_2(report: Report) -> None:
    report.add_heading("Section 2: Report", 1)
    report.add_heading("Background", 2)
    _texts(report, "background")
    report.add_heading("Performance in detail", 2)
    report.add_paragraph(
        "A rate is the number of assessments completed in time, divided by all that were completed "
        "in the period, whenever they began. {{ convention }}"
    )
    report.add_paragraph("Table 1: the indicators in {{ month }}", style="Caption")
    _table(report, FIGURES, "figures", "The rates of each indicator, with n of N")
    _control(report, "for indicator in indicators")
    report.add_heading("{{ indicator.heading }}", 3)
    _texts(report, "indicator.paragraphs")
    report.add_paragraph("{{ indicator.months_caption }}", style="Caption")
    _table(report, MONTHS, "indicator.months", "The months of the year and the year to date")
    # One paragraph, so that no page comes between a caption and its chart.
    chart = report.add_paragraph("{{ indicator.chart_caption }}", style="Caption")
    chart.add_run().add_break()
    chart.add_run("{{ indicator.chart }}")
    _control(report, "if indicator.benchmarks")
    report.add_paragraph("{{ indicator.benchmarks_caption }}", style="Caption")
    _table(
        report,
        BENCHMARKS,
        "indicator.benchmarks",
        "This council beside its neighbours, the averages and the basis of each figure",
        own=True,
    )
    report.add_paragraph("{{ indicator.benchmarks_note }}")
    _control(report, "endif")
    _control(report, "endfor")
    for heading, field in IMPLICATIONS:
        report.add_heading(heading, 2)
        _texts(report, field)


def _texts(report: Report, field: str) -> None:
    """Write each text of a list as a paragraph of its own."""
    _control(report, f"for text in {field}")
    report.add_paragraph("{{ text }}")
    _control(report, "endfor")


def _control(report: Report, statement: str) -> None:
    """Write a paragraph that steers the filling and is not in the finished report."""
    report.add_paragraph(f"{{%p {statement} %}}")


def _table(
    report: Report,
    columns: Sequence[tuple[str, str, float]],
    rows: str,
    description: str,
    *,
    own: bool = False,
) -> None:
    """Write a table whose header row is repeated on each page, and a row for each of a list.

    Args:
        report: the document.
        columns: heading, field and width in centimetres of each.
        rows: the field that holds the rows.
        description: what a screen reader says of the table.
        own: whether the council's own row is set in bold.
    """
    heads, fields = [heading for heading, _, _ in columns], [field for _, field, _ in columns]
    lines = [f"{{{{ {field} }}}}" for field in fields]
    # The council's own row stands out by weight; the other tables have no such row.
    steered = [
        "{%tr for row in " + rows + " %}",
        *(
            ("{%tr if row.is_us %}", lines, "{%tr else %}", lines, "{%tr endif %}")
            if own
            else (lines,)
        ),
        "{%tr endfor %}",
    ]
    table = report.add_table(rows=1 + len(steered), cols=len(columns))
    table.style = TABLE
    table.autofit = False
    _describe(table, description)
    for place, (row, texts) in enumerate(zip(table.rows, [heads, *steered], strict=True)):
        if isinstance(texts, str):
            _write(row.cells[0], texts, CELL)
            continue
        _mark(row, "w:cantSplit")
        for cell, text, (_, field, width) in zip(row.cells, texts, columns, strict=True):
            _write(cell, text, CELL if field in OF_TEXT else NUMBER, bold=own and place == 3)
            cell.width = Cm(width)
    for column, (_, _, width) in zip(table.columns, columns, strict=True):
        column.width = Cm(width)
    _mark(table.rows[0], "w:tblHeader")
    # A paragraph keeps the table apart from what follows.
    report.add_paragraph(style=CELL)


def _describe(table: Table, description: str) -> None:
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="0020" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )
    properties.append(_element("w:tblCaption", "w:val", description))


def _write(cell: _Cell, text: str, style: str, *, bold: bool = False) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(text).bold = bold or None


def _mark(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _element(tag: str, key: str, value: str) -> BaseOxmlElement:
    made = OxmlElement(tag)
    made.set(qn(key), value)
    return made


def _strip(report: Report) -> None:
    """Take out what python-docx puts into a new document beside its text."""
    for relations in (report.part.package.rels, report.part.rels):
        for identifier, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in UNWANTED:
                del relations[identifier]
    for style in list(report.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _set_page(report: Report) -> None:
    (section,) = report.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _set_styles(report: Report) -> None:
    styles = report.styles
    for name in (DETAIL, CELL, NUMBER):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles.element.append(parse_xml(TABLE_STYLE))
    for name, (size, bold, colour, before, after) in LOOKS.items():
        style = _paragraph_style(report, name)
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), bold
        style.font.color.rgb = colour
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), "Arial")
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = name in KEPT_WITH_NEXT or None
    title = styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    detail = _paragraph_style(report, DETAIL)
    detail.paragraph_format.left_indent = Cm(4.6)
    detail.paragraph_format.first_line_indent = Cm(-4.6)
    detail.paragraph_format.tab_stops.add_tab_stop(Cm(4.6))
    number = _paragraph_style(report, NUMBER)
    number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # Text in a table's header takes its colour from the table's style.
    for name in (CELL, NUMBER):
        run = styles[name].element.rPr
        run.remove(run.find(qn("w:color")))
        run.remove(run.find(qn("w:b")))
    normal = styles["Normal"].element.rPr
    normal.remove(normal.find(qn("w:color")))
    normal.remove(normal.find(qn("w:b")))
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    language = _element("w:lang", "w:val", "en-GB")
    language.set(qn("w:eastAsia"), "en-GB")
    language.set(qn("w:bidi"), "ar-SA")
    defaults.append(language)


def _paragraph_style(report: Report, name: str) -> ParagraphStyle:
    style = report.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    return style


def _footer(report: Report) -> None:
    (section,) = report.sections
    line = section.footer.paragraphs[0]
    line.add_run("{{ council }}, {{ month }}. Page ")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Paragraph, name: str) -> None:
    """Write a field that Word works out: its beginning, its name, its end."""
    for kind in ("begin", name, "end"):
        run = line.add_run()._r
        if kind == name:
            text = OxmlElement("w:instrText")
            text.text = name
            run.append(text)
        else:
            run.append(_element("w:fldChar", "w:fldCharType", kind))


if __name__ == "__main__":
    write_file(PATH, make_template())
