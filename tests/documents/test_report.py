"""The committee report: what it says, how it is built, and what an officer may do with it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
import pytest
from defusedxml.ElementTree import fromstring
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from workbook_templates.make_committee_report import LOOKS, TABLE_STYLE, make_template

from tests.benchmarks.building import YEAR, figure, question
from tests.narrative.building import council_of, summary_of
from tests.support.contrast import contrast
from tests.support.editing import packed, parts_of
from tests.support.harrow import november
from tests.support.lists import HARROW, HARROW_AS_OF, ROOT
from tests.support.package_checks import schema_problems_of
from tests.support.rendering import convert, pdf_text, render_pages
from tests.support.surroundings import made_in_each
from tests.support.workbooks import table_in
from timeliness.benchmarks.comparison import compare
from timeliness.benchmarks.figures import Figures
from timeliness.documents import committee_report
from timeliness.errors import TemplateError
from timeliness.leak_check import unseen_in
from timeliness.narrative import tell
from timeliness.periods import read_month
from timeliness.rates import Rate
from timeliness.reconciliation import Reconciliation
from timeliness.reporting import read_and_measure
from timeliness.settings import ReportTable, read_council
from timeliness.summary import MonthlySummary, summarise
from timeliness.workbooks.monthly import monthly_workbook

TEMPLATE = ROOT / "workbook_templates" / "committee_report.docx"


def settings() -> ReportTable:
    found = read_council(HARROW / "council.toml").settings.report
    assert found is not None
    return found


@lru_cache(maxsize=1)
def report() -> bytes:
    return committee_report(november(), settings())


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(content).paragraphs]


def tables(content: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in table.rows]
        for table in opened(content).tables
    ]


def charts(content: bytes) -> list[Element]:
    parts = sorted(parts_of(content).items())
    return [fromstring(part) for name, part in parts if name.startswith("word/charts/")]


def test_the_heading_block_says_what_the_settings_say() -> None:
    block = [line for line in lines(report()) if "\t" in line]
    assert block == [
        "Council:\tHarrow",
        "Report for:\tPerformance and Finance Scrutiny Sub-Committee",
        "Date of meeting:\t18 January 2011",
        "Subject:\tChildren's social care: initial and core assessments completed in time",
        "Period:\tNovember 2010 and the year to date, April to November 2010",
        "Responsible officer:\tCorporate Director of Children's Services",
        "Exempt:\tNo",
        "Enclosures:\tNone",
    ]


def test_every_paragraph_of_the_narrative_is_in_the_report() -> None:
    found = lines(report())
    for indicator in tell(november()).indicators:
        assert indicator.heading in found
        assert set(indicator.paragraphs) <= set(found)
        assert " ".join(indicator.in_short) in found


def test_the_table_of_indicators_is_the_one_that_was_reported() -> None:
    assert tables(report())[0] == [
        [
            "Indicator",
            "Oct 2010",
            "Nov 2010",
            "Year to date",
            "Change on Q2 result (percentage points)",
            "Target 2010-11",
        ],
        [
            "NI 59: initial assessments within 10 working days",
            "89% (51 of 57)",
            "93% (55 of 59)",
            "79% (375 of 475)",
            "+4",
            "As high as possible",
        ],
        [
            "NI 60: core assessments within 35 working days",
            "76% (32 of 42)",
            "86% (50 of 58)",
            "75% (206 of 275)",
            "+4",
            "83%",
        ],
    ]


@pytest.mark.parametrize(
    ("read", "excluded", "said"),
    [
        (1_072, 27, "27 of the 1,072 rows of the case lists were left out, and are named in "),
        (72, 1, "1 of the 72 rows of the case lists was left out, and is named in "),
        (72, 0, "no row of the case lists was left out."),
    ],
)
def test_the_report_says_as_of_which_day_it_is_and_how_many_rows_are_not_in_it(
    read: int, excluded: int, said: str
) -> None:
    went = Reconciliation(
        read=read, completed=read - excluded, still_open=0, other=0, excluded=excluded
    )
    summary = replace(november(), reconciliation=went)
    found = lines(committee_report(summary, settings()))
    (paragraph,) = [line for line in found if line.startswith("A rate is the number")]
    assert f"{summary.convention} Figures as of 6 December 2010; {said}" in paragraph


def test_each_indicator_has_its_table_of_months_and_its_benchmarks_with_their_basis() -> None:
    _, months, benchmarks, core_months, _ = tables(report())
    assert months[0] == ["Month", "In time", "Completed", "Rate", "Year to date"]
    assert months[1] == ["April 2010", "48", "61", "79%", "79% (48 of 61)"]
    assert len(months) == len(core_months) == 9
    assert core_months[-1] == ["November 2010", "50", "58", "86%", "75% (206 of 275)"]
    assert benchmarks[0][-1] == "Basis (working days)"
    assert benchmarks[1:4] == [
        ["Ealing", "Neighbour", "79%", "top of 11", "+8", "7"],
        ["Harrow", "This council", "71%", "third of 11", "[z]", "7"],
        ["Croydon", "Neighbour", "51%", "bottom of 11", "-20", "7"],
    ]
    assert benchmarks[4] == ["Barnet", "Neighbour", "[x]", "[x]", "[x]", "7"]
    table = opened(report()).tables[2]
    bold = [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows[1:]]
    assert [place for place, one in enumerate(bold) if one] == [1]
    assert any("[x] = not available" in line for line in lines(report()))


def test_a_benchmark_has_the_symbols_of_the_workbook_and_a_note_for_each_that_is_shown() -> None:
    published = Figures(
        [
            figure("Harrow", 80),
            figure("Barnet", "c"),
            figure("Barnet", 70, year=2022, basis=35),
            figure("Ealing", 70, basis=35),
            figure("Croydon", "u"),
        ]
    )
    found = compare(published, question("Barnet", "Ealing", "Croydon"), YEAR)
    summary = november()
    one = replace(summary.indicators[0], benchmark=found)
    summary = replace(summary, indicators=(one,))
    content = committee_report(summary, settings())
    reported = {row[0]: row[2:5] for row in tables(content)[2]}
    assert reported["Harrow"] == ["80%", "[z]", "[z]"]
    assert reported["Barnet"] == ["[c]", "[x]", "[x]"]
    assert reported["Ealing"] == ["70%", "[b]", "[b]"]
    assert reported["England"] == ["[x]", "[z]", "[x]"]
    (note,) = [line for line in lines(content) if "Difference is from" in line]
    assert re.findall(r"\[(\w)\] = ", note) == ["c", "z", "x", "u", "b"]

    for row in table_in(monthly_workbook(summary), "CF45_benchmarks"):
        name = str(row["Council or average"]).removesuffix(" (this council)")
        cells = [row["2023-24"], row["Rank"], row["Difference from Harrow (percentage points)"]]
        assert [one for one in cells if str(one).startswith("[")] == [
            one for one in reported[name] if one.startswith("[")
        ]


def test_what_is_not_set_is_none_and_texts_of_several_paragraphs_stay_so() -> None:
    found = lines(report())
    assert found[found.index("Financial implications") + 1] == "None"
    assert found[found.index("Corporate priorities") + 1] == "None"
    start = found.index("Background") + 1
    assert found[start].startswith("The sub-committee asked for a report")
    assert found[start + 1].startswith("Since April 2010 an initial assessment is to be")
    assert found[start + 2] == "Performance in detail"


def points_of(chart: Element, line: int) -> dict[str, float]:
    """Give the values of a chart's line by their places."""
    series = list(chart.iterfind(".//{*}ser"))[line]
    return {
        point.get("idx", ""): float(point.findtext("{*}v") or "")
        for point in series.iterfind("{*}val/{*}numLit/{*}pt")
    }


def test_the_charts_hold_the_months_as_they_are_shown_and_a_gap_for_none() -> None:
    first, second = charts(report())
    assert points_of(first, 0)["7"] == 55 / 59
    assert points_of(first, 1)["7"] == 375 / 475
    assert set(points_of(second, 2).values()) == {0.83}
    gap = summary_of({"Apr 2010": Rate(1, 2), "Jun 2010": Rate(2, 2)}, "Jun 2010")
    (chart,) = charts(committee_report(gap, settings()))
    assert points_of(chart, 0) == {"0": 0.5, "2": 1}
    assert not [name for name in parts_of(report()) if "embeddings" in name]


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


def edited(tmp_path: Path, change: Callable[[Document], object]) -> Path:
    document = docx.Document(str(TEMPLATE))
    change(document)
    path = tmp_path / "ours.docx"
    document.save(str(path))
    return path


def test_an_officers_wording_colours_and_order_hold(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        heading = document.styles["Heading 1"]
        heading.font.color.rgb = RGBColor(0x80, 0x16, 0x50)
        heading.font.size = Pt(20)
        for paragraph in document.paragraphs:
            if paragraph.text == "Section 3: Clearance":
                paragraph.runs[0].text = "Cleared by"
                paragraph.insert_paragraph_before("For {{ committee }}, by {{ team }} & others.")
        document.sections[0].header.paragraphs[0].text = "{{ council }} Council"

    content = committee_report(november(), settings(), edited(tmp_path, change))
    document = opened(content)
    found = lines(content)
    assert "Cleared by" in found
    assert "Section 3: Clearance" not in found
    assert (
        "For Performance and Finance Scrutiny Sub-Committee, by Harrow performance team & others."
        in found
    )
    assert document.styles["Heading 1"].font.size == Pt(20)
    assert document.sections[0].header.paragraphs[0].text == "Harrow Council"


def test_a_field_that_word_has_cut_into_runs_is_filled_in_all_the_same(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        line = document.add_paragraph("{{ coun")
        line.add_run("cil").bold = True
        line.add_run(" }}!")

    assert (
        lines(committee_report(november(), settings(), edited(tmp_path, change)))[-1] == "Harrow!"
    )


def test_a_template_that_another_word_processor_has_saved_is_filled_in_the_same_way(
    tmp_path: Path,
) -> None:
    template = convert(TEMPLATE, tmp_path, "docx")
    assert parts_of(template.read_bytes()) != parts_of(TEMPLATE.read_bytes())
    content = committee_report(november(), settings(), template)
    assert [line for line in lines(content) if line] == [line for line in lines(report()) if line]
    assert tables(content) == tables(report())
    assert len(charts(content)) == 2
    assert unseen_in(content, "report.docx") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ comittee }}", '"comittee" is not a field that can be filled in; "committee" is meant'),
        ("{{ zzz }}", '"zzz" is not a field that can be filled in; known here are council, team'),
        (
            "{% for x in figures %}{{ x.targt }}{% endfor %}",
            '"targt" is not a field that can be filled in; "target" is meant perhaps',
        ),
        ("{% for x in figures %}{{ x.target }}", "a field or a loop that is not whole"),
        ("{{ council", "a field or a loop that is not whole"),
        ("{{ council.__class__.__mro__ }}", '"__class__" is not a field'),
        ("{{ 1 / 0 }}", "a field or a loop that is not whole"),
        ("{{ open('x') }}", '"open" is not a field'),
        ("{{ figures() }}", "a field or a loop that is not whole"),
    ],
)
def test_a_field_that_is_not_known_or_not_whole_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    template = edited(tmp_path, lambda document: document.add_paragraph(text))
    with pytest.raises(TemplateError) as error:
        committee_report(november(), settings(), template)
    assert said in str(error.value)
    assert str(error.value).startswith("ours.docx")
    assert str(error.value).endswith(".")


def test_a_field_that_is_not_known_is_named_in_a_footer_too(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "{{ moth }}"

    with pytest.raises(TemplateError, match=r'"moth" is not a field .* "month" is meant'):
        committee_report(november(), settings(), edited(tmp_path, change))


def test_a_template_that_is_missing_or_no_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="was not found: check the name under"):
        committee_report(november(), settings(), tmp_path / "none.docx")
    for name, content in (
        ("text.docx", b"no document"),
        ("book.docx", (ROOT / "workbook_templates" / "monthly_summary.xlsx").read_bytes()),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(TemplateError, match="cannot be opened as a document"):
            committee_report(november(), settings(), tmp_path / name)
    (tmp_path / "bomb.docx").write_bytes(packed({"word/document.xml": bytes(20_000_000)}))
    with pytest.raises(TemplateError, match="would fill this machine's memory"):
        committee_report(november(), settings(), tmp_path / "bomb.docx")


def test_hostile_texts_stand_as_they_are() -> None:
    hostile = "<w:p>{{ council }} {% for %} & \x01 \ud800 “quoted” ]]>"
    said = "<w:p>{{ council }} {% for %} & “quoted” ]]>"
    summary = replace(november(), council=hostile, team=hostile.replace("\ud800", ""))
    changed = settings().model_copy(
        update={"background": f"One {hostile}\n\n\nTwo", "risk": hostile}
    )
    content = committee_report(summary, changed)
    found = lines(content)
    assert f"Council:\t{said}" in found
    assert found[found.index("Background") + 1] == f"One {said}"
    assert found[found.index("Background") + 2] == "Two"
    for name, part in parts_of(content).items():
        if name.endswith((".xml", ".rels")):
            fromstring(part)


def test_a_report_of_april_has_no_result_to_compare_with_and_no_neighbours() -> None:
    summary = summary_of({"Apr 2010": Rate(1, 2)}, "Apr 2010")
    content = committee_report(summary, settings().model_copy(update={"meeting": None}))
    figures = tables(content)[0]
    assert figures[0][4] == "Change on last quarter's result (percentage points)"
    assert figures[1][1] == "No assessments completed"
    assert figures[1][4] == "No quarter has ended yet"
    assert figures[1][5] == "None set"
    assert len(tables(content)) == 2
    assert "Date of meeting:\tTo be confirmed" in lines(content)
    assert council_of().settings.report is None


def test_an_unfinished_month_is_said_to_be_one() -> None:
    council = read_council(HARROW / "council.toml")
    early = HARROW_AS_OF.replace(month=11, day=30)
    summary: MonthlySummary = summarise(
        council, read_and_measure(council, early), read_month("Nov 2010"), early
    )
    said = "November 2010 was not over on 30 Nov 2010, so its figures will still change."
    assert said in lines(committee_report(summary, settings()))
    assert said not in lines(report())
