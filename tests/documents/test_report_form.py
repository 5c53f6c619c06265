"""How the committee report is built: for screen readers, for print, and the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from workbook_templates.make_committee_report import LOOKS, TABLE_STYLE, make_template

from tests.documents.building import TEMPLATE, charts, opened, report, settings, tables
from tests.support.contrast import contrast
from tests.support.editing import parts_of
from tests.support.lists import HARROW, HARROW_AS_OF
from tests.support.package_checks import schema_problems_of
from tests.support.rendering import convert, pdf_text, render_pages
from tests.support.surroundings import made_in_each


def headings(content: bytes) -> Iterator[int]:
    for paragraph in opened(content).paragraphs:
        assert paragraph.style is not None
        if found := re.fullmatch(r"Heading (\d)", paragraph.style.name or ""):
            yield int(found[1])


@pytest.mark.conforms("Use real headings, whose levels skip none")
def test_a_screen_reader_finds_one_title_and_headings_in_their_order() -> None:
    levels = list(headings(report()))
    assert levels[0] == 1
    assert {1, 2, 3} == set(levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    titles = [p for p in opened(report()).paragraphs if p.style and p.style.name == "Title"]
    assert [title.text for title in titles] == [settings().subject]
    named = [p.text for p in opened(report()).paragraphs if p.style and p.style.name == "Heading 1"]
    assert named == [
        "Section 1: Summary and recommendation",
        "Section 2: Report",
        "Section 3: Clearance",
        "Section 4: Contact",
    ]


@pytest.mark.conforms("Give every table a header row that is repeated on each page")
def test_every_table_has_one_header_row_that_is_repeated() -> None:
    found = opened(report()).tables
    assert len(found) == 5
    for table in found:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look is not None
        assert look.get(qn("w:firstRow")) == "1"


@pytest.mark.conforms("Describe every chart and table in words")
def test_every_chart_and_table_is_described() -> None:
    root = opened(report()).element.body
    said = [item.get("descr") for item in root.iter(qn("wp:docPr"))]
    assert len(said) == 2
    assert said[1] == (
        "Line chart of NI 60 by month of 2010-11, with the year to date and the target. NI 60: 86% "
        "in November 2010, up from 76% in October (not clearly different); 75% for the year to "
        "date, target 83%. The figures are in the table above it."
    )
    assert len({item.get("id") for item in root.iter(qn("wp:docPr"))}) == 2
    captions = [item.get(qn("w:val")) for item in root.iter(qn("w:tblCaption"))]
    assert len(captions) == 5
    assert all(captions)


@pytest.mark.conforms("State the language of the document")
def test_the_language_is_british_english() -> None:
    document = opened(report())
    assert document.core_properties.language == "en-GB"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert [item.get(qn("w:val")) for item in defaults.iter(qn("w:lang"))] == ["en-GB"]
    parts = parts_of(report())
    others = [
        language
        for name in parts
        if name.startswith("word/") and name.endswith(".xml")
        for language in re.findall(rb'<w:lang [^>]*w:val="([^"]+)"', parts[name])
        if language != b"en-GB"
    ]
    assert others == []


@pytest.mark.conforms("State the title and the author of the document")
def test_the_properties_are_the_teams_and_of_the_day_of_the_figures() -> None:
    found = opened(report()).core_properties
    assert found.title.endswith(": Harrow, November 2010")
    assert found.author == found.last_modified_by == "Harrow performance team"
    assert found.created is not None
    assert found.created.date() == HARROW_AS_OF
    assert "docProps/app.xml" not in parts_of(report())


@pytest.mark.conforms("Merge no cells and leave none of a table empty")
def test_no_cell_is_merged_or_empty() -> None:
    for table in tables(report()):
        assert all(cell.strip() for row in table for cell in row)
    assert not list(opened(report()).element.body.iter(qn("w:gridSpan"), qn("w:vMerge")))


@pytest.mark.conforms("Check the contrast of the report's colours")
def test_every_colour_stands_out_from_its_ground() -> None:
    assert all(contrast(str(colour), "FFFFFF") >= 4.5 for _, _, colour, _, _ in LOOKS.values())
    text = re.findall(r'w:color w:val="(\w{6})"', TABLE_STYLE)
    fill = re.findall(r'w:fill="(\w{6})"', TABLE_STYLE)
    assert contrast(text[0], fill[0]) >= 4.5
    for chart in charts(report()):
        for line in chart.iterfind(".//{*}ser/{*}spPr//{*}srgbClr"):
            assert contrast(line.get("val", ""), "FFFFFF") >= 3


def test_the_document_is_valid_and_its_template_is_the_one_that_the_script_makes(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report())
    assert schema_problems_of(path) == []
    assert parts_of(TEMPLATE.read_bytes()) == parts_of(make_template())
    assert schema_problems_of(TEMPLATE) == []


def test_the_pages_show_the_sentences_and_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report())
    pages = render_pages(path, tmp_path, dpi=40)
    assert len(pages) == 6
    text = " ".join(pdf_text(convert(path, tmp_path, "pdf")).split())
    assert "In November 2010, 86% (50 of 58) of core assessments were completed" in text
    assert "Page 6 of 6" in text
    assert "{{" not in text
    assert "{%" not in text


def test_the_same_month_gives_the_same_bytes_wherever_and_whenever(tmp_path: Path) -> None:
    month = ("--month", "nov-2010", "--as-of", HARROW_AS_OF)
    here, elsewhere = made_in_each(tmp_path, "report", HARROW / "council.toml", *month)
    assert here == elsewhere == report()
