"""The month's workbook: its figures, its look, its package, and the template behind it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture
from python_calamine import CalamineWorkbook
from workbook_templates.house_look import LOOKS
from workbook_templates.make_monthly_summary import make_template

from tests.narrative.building import summary_of
from tests.support.contrast import contrast
from tests.support.editing import packed, parts_of
from tests.support.harrow import november
from tests.support.lists import HARROW, HARROW_AS_OF, ROOT, initial, list_of
from tests.support.package_checks import problems_of, schema_problems_of
from tests.support.rendering import convert, pdf_text, render_pages
from tests.support.surroundings import made_in_each
from tests.support.workbooks import opened, sheet_of, table_in
from timeliness.errors import TemplateError
from timeliness.findings import Finding
from timeliness.periods import months_between, read_month
from timeliness.rates import Rate
from timeliness.settings import read_council
from timeliness.summarising import measure_council, summarise
from timeliness.workbooks.cells import Value, safe_text, write
from timeliness.workbooks.monthly import SECTIONS, monthly_workbook
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import write_table

TEMPLATE = ROOT / "workbook_templates" / "monthly_summary.xlsx"


@lru_cache(maxsize=1)
def harrow_bytes() -> bytes:
    return monthly_workbook(november())


def test_the_summary_holds_every_published_figure_in_its_cells() -> None:
    ni59, ni60 = table_in(harrow_bytes(), "summary_month")
    assert (ni59["Nov 2010 in time"], ni59["Nov 2010 completed [note 1]"]) == (55, 59)
    assert ni59["Nov 2010 rate"] == 55 / 59
    assert (ni59["Oct 2010 in time"], ni59["Oct 2010 completed"]) == (51, 57)
    assert (ni60["Nov 2010 in time"], ni60["Nov 2010 completed [note 1]"]) == (50, 58)
    assert (ni60["Oct 2010 in time"], ni60["Oct 2010 completed"]) == (32, 42)
    assert ni60["Status of Nov 2010 [note 4]"] == "Green"
    ni59, ni60 = table_in(harrow_bytes(), "summary_year")
    assert (ni59["YTD Nov 2010: in time"], ni59["YTD Nov 2010: completed"]) == (375, 475)
    assert (ni60["YTD Nov 2010: in time"], ni60["YTD Nov 2010: completed"]) == (206, 275)
    assert (ni59["Q2 result [note 3]"], ni60["Q2 result [note 3]"]) == (269 / 359, 124 / 175)
    for row in (ni59, ni60):
        change = row["Change on Q2 result (percentage points)"]
        assert isinstance(change, float)
        assert f"{change:+.0f}" == "+4"
    assert (ni59["Target 2010-11"], ni60["Target 2010-11"]) == ("as high as possible", 0.83)
    assert ni60["Status of YTD Nov 2010 [note 4]"] == "Red"


def test_each_indicators_sheet_has_its_months_teams_and_chart() -> None:
    months = table_in(harrow_bytes(), "NI60_months")
    assert [row["Month"] for row in months] == [
        f"{m} 2010" for m in ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    ]
    assert months[-1]["Rate"] == 50 / 58
    assert {row["Target"] for row in months} == {0.83}
    teams = table_in(harrow_bytes(), "NI60_teams")
    assert sum(int(str(row["YTD Nov 2010 completed"])) for row in teams) == 275


def test_the_sheets_stand_in_their_order_with_the_cursor_on_the_first() -> None:
    book = opened(harrow_bytes())
    assert book.sheetnames == [
        "Cover",
        "Contents",
        "Summary",
        "NI 59",
        "NI 60",
        "NI 59 control chart",
        "NI 60 control chart",
        "Benchmarks",
        "Year end",
        "Teams",
        "Bridge",
        "Late ones",
        "Excluded rows",
        "Revisions",
        "Notes",
        "Method",
    ]
    assert book.active is not None
    assert book.active.title == "Cover"
    assert book.properties.title == "Harrow: assessments completed in time, November 2010"
    assert book.properties.language == "en-GB"
    assert not book.defined_names


def test_the_sheet_method_says_how_working_days_were_counted() -> None:
    method = openpyxl.load_workbook(io.BytesIO(harrow_bytes()))["Method"]
    written = " ".join(str(cell.value) for row in method.iter_rows() for cell in row if cell.value)
    assert november().convention in " ".join(written.split())


def test_excluded_rows_and_sources_are_all_in_the_workbook() -> None:
    rows = table_in(harrow_bytes(), "excluded_rows")
    assert [(row["File"], row["Row"]) for row in rows] == [
        (finding.file, finding.row) for finding in november().excluded
    ]
    sources = table_in(harrow_bytes(), "method_sources")
    assert [row["SHA-256"] for row in sources] == [source.sha256 for source in november().sources]
    went = {str(row["Counted for"]): row for row in table_in(harrow_bytes(), "method_rows")}
    assert [
        went["All together"][x] for x in ("Rows read", "Completed", "Still open", "Left out")
    ] == [758, 750, 4, 4]


def test_rows_to_look_at_beyond_the_five_hundredth_are_counted_and_where_they_are_is_said() -> None:
    council = read_council(HARROW / "council.toml")
    october, day, later = date(2010, 10, 1), date(2010, 11, 1), date(2010, 11, 15)
    case_list = list_of(*(initial(child, day, later, october) for child in range(1_700)))
    measurement = measure_council(council, case_list, HARROW_AS_OF)
    content = monthly_workbook(
        summarise(council, measurement, read_month("Nov 2010"), HARROW_AS_OF)
    )
    assert len(table_in(content, "rows_to_look_at")) == 500
    lines = [row[0].value for row in opened(content)["Excluded rows"].iter_rows()]
    assert lines[-1] == "And 1,200 more rows: timeliness check lists them all."


def test_what_must_be_said_about_the_counting_stands_below_the_indicators_tables() -> None:
    council = read_council(HARROW / "council.toml")
    march, april = date(2010, 3, 31), date(2010, 4, 30)
    case_list = list_of(initial(1, march, march), initial(2, april, april))
    measurement = measure_council(council, case_list, HARROW_AS_OF)
    content = monthly_workbook(
        summarise(council, measurement, read_month("Apr 2010"), HARROW_AS_OF)
    )
    lines = [str(row[0].value) for row in opened(content)["NI 59"].iter_rows()]
    assert " ".join(lines[-2:]) == (
        "NI 59: March 2010 was measured against 7 working days and April 2010 against 10 working "
        "days, so the two cannot be compared."
    )


def test_no_cell_of_a_table_is_blank() -> None:
    for sheet in opened(harrow_bytes()).worksheets:
        assert isinstance(sheet, Worksheet)
        for found in sheet.tables.values():
            assert all(
                cell.value not in (None, "", "-") for row in sheet[found.ref] for cell in row
            )


def test_the_package_is_valid_to_the_schema_and_to_our_own_checks(tmp_path: Path) -> None:
    assert problems_of(harrow_bytes()) == []
    path = tmp_path / "month.xlsx"
    path.write_bytes(harrow_bytes())
    assert schema_problems_of(path) == []


def test_another_reader_finds_the_same_values() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(harrow_bytes()))
    cells = [cell for row in book.get_sheet_by_name("Summary").to_python() for cell in row]
    assert 55 / 59 in cells
    assert 206 / 275 in cells


def test_the_pages_show_the_figures_and_cut_no_word_off(tmp_path: Path) -> None:
    path = tmp_path / "month.xlsx"
    path.write_bytes(harrow_bytes())
    assert len(render_pages(path, tmp_path, dpi=40)) == 28
    text = " ".join(pdf_text(convert(path, tmp_path, "pdf")).split())
    for said in ("93%", "86%", "as high as possible", "No numeric target", "Green", "Red"):
        assert said in text
    assert "###" not in text


def test_the_same_month_gives_the_same_bytes_whatever_the_zone_the_locale_and_the_hash_seed(
    tmp_path: Path,
) -> None:
    here, elsewhere = made_in_each(tmp_path, "demo")
    assert here == elsewhere


def test_the_committed_template_is_the_one_that_its_script_makes() -> None:
    # Part by part, because the compression differs from one zlib to another.
    assert parts_of(TEMPLATE.read_bytes()) == parts_of(make_template())
    assert schema_problems_of(TEMPLATE) == []


def changed_template(tmp_path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(TEMPLATE)
    change(book)
    path = tmp_path / "ours.xlsx"
    book.save(path)
    return path


def test_an_officers_colours_logo_and_wording_are_in_every_workbook(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Picture.new("RGB", (60, 20), "#801650").save(logo)

    def change(book: openpyxl.Workbook) -> None:
        for style in vars(book)["_named_styles"]:
            if style.name == Style.SUBTITLE:
                style.font = Font(name="Arial", size=14, color="801650")
        cover = book["Cover"]
        assert isinstance(cover, Worksheet)
        cover["A1"] = "How quickly we assess in {council}"
        cover["A1"].font = Font(name="Arial", size=20, color="28A197")
        cover.add_image(Image(str(logo)), "H1")
        summary = book["Summary"]
        assert isinstance(summary, Worksheet)
        summary["A5"] = "This month"

    content = monthly_workbook(november(), changed_template(tmp_path, change))
    cover, summary = opened(content)["Cover"], opened(content)["Summary"]
    assert isinstance(cover, Worksheet)
    assert isinstance(summary, Worksheet)
    assert cover["A1"].value == "How quickly we assess in Harrow"
    assert cover["A1"].font.sz == 20
    (heading,) = [row[0] for row in cover.iter_rows(max_col=1) if row[0].value == "In short"]
    assert heading.font.sz == 14
    assert heading.font.color.rgb == "00801650"
    assert len(vars(cover)["_images"]) == 1
    assert summary["A5"].value == "This month"
    assert problems_of(content) == []


def test_the_cover_gives_the_counts_behind_its_headlines_with_limits_and_day() -> None:
    cover = opened(monthly_workbook(november()))["Cover"]
    assert isinstance(cover, Worksheet)
    # A longer line stands in several cells, one below the other.
    said = " ".join(str(row[0].value) for row in cover.iter_rows(max_col=1) if row[0].value)
    assert (
        "In time in November 2010, as of 6 December 2010: NI 59 55 of 59 (within 10 working days) "
        "and NI 60 50 of 58 (within 35 working days)."
    ) in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: book.remove(book["Notes"]), 'lacks the sheet "Notes"'),
        (lambda book: book.defined_names.pop("summary_year"), 'lacks the name "summary_year"'),
        (
            lambda book: book["Cover"].__setitem__("A1", "{city}"),
            "{city} is not a word that can be filled in",
        ),
        (
            lambda book: setattr(book.defined_names["notes"], "attr_text", "'Cover'!$A$1"),
            'the name "notes" must stand on a cell of the sheet "Notes"',
        ),
    ],
)
def test_a_template_that_lacks_something_says_what(
    tmp_path: Path, change: Callable[[openpyxl.Workbook], None], said: str
) -> None:
    with pytest.raises(TemplateError) as error:
        monthly_workbook(november(), changed_template(tmp_path, change))
    assert said in str(error.value)
    assert "ours.xlsx" in str(error.value)


def test_a_template_without_the_styles_names_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in dict.fromkeys(SECTIONS.values()):
        book.create_sheet(name)
    book.save(tmp_path / "plain.xlsx")
    with pytest.raises(TemplateError, match='the style "Percent"'):
        monthly_workbook(november(), tmp_path / "plain.xlsx")


def test_a_template_that_is_missing_or_no_workbook_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="was not found"):
        monthly_workbook(november(), tmp_path / "none.xlsx")
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(TemplateError, match="cannot be opened as a workbook"):
        monthly_workbook(november(), tmp_path / "text.xlsx")
    (tmp_path / "bomb.xlsx").write_bytes(packed({"xl/workbook.xml": bytes(20_000_000)}))
    with pytest.raises(TemplateError, match="would fill this machine's memory"):
        monthly_workbook(november(), tmp_path / "bomb.xlsx")


def test_cells_that_an_officer_merged_in_a_template_are_in_the_way_of_no_table(
    tmp_path: Path,
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for title in ("Summary", "Indicator", "Excluded rows"):
            sheet = book[title]
            assert isinstance(sheet, Worksheet)
            sheet.merge_cells("A1:C1")
            sheet.merge_cells(f"A{sheet.max_row}:D{sheet.max_row + 1}")

    content = monthly_workbook(november(), changed_template(tmp_path, change))
    for name in ("summary_year", "NI60_months", "excluded_rows"):
        assert table_in(content, name) == table_in(harrow_bytes(), name)
    title = opened(content)["Excluded rows"]
    assert isinstance(title, Worksheet)
    assert [merged.coord for merged in title.merged_cells.ranges] == ["A1:C1"]
    assert problems_of(content) == []


@pytest.mark.parametrize(
    ("headings", "rows", "said"),
    [
        (["Team", "team"], [["East", "West"]], "two headings are equal"),
        (["Team", "Rate"], [], "a table without rows"),
    ],
)
def test_a_table_that_excel_would_repair_is_never_made(
    headings: list[str], rows: list[list[Value]], said: str
) -> None:
    sheet = openpyxl.Workbook().create_sheet()
    with pytest.raises(ValueError, match=said):
        write_table(sheet, 1, ["teams"], headings, rows)
    assert not sheet.tables


@pytest.mark.parametrize(("month", "is_apart"), [("Nov 2010", False), ("Jan 2011", True)])
def test_the_chart_of_the_months_is_never_cut_in_two(month: str, is_apart: bool) -> None:
    counts = {
        one.name: Rate(3, 4)
        for one in months_between(read_month("Apr 2010").start, read_month(month).end)
    }
    sheet = sheet_of(monthly_workbook(summary_of(counts, month)), "NI 60")
    (heading,) = [row[0].row for row in sheet.iter_rows() if row[0].value == "Chart of the months"]
    # The empty row above the heading goes along with it.
    assert [mark.id for mark in sheet.row_breaks.brk] == [heading - 2] * is_apart


def test_an_ampersand_in_a_councils_name_stays_one_in_the_foot_of_each_page() -> None:
    content = monthly_workbook(replace(november(), council="Rivers & Hills"))
    feet = [
        re.findall(
            r"<oddFooter>(.*?)</oddFooter>", part.decode().replace("_x000a_", "\n"), re.DOTALL
        )
        for name, part in parts_of(content).items()
        if name.startswith("xl/worksheets/sheet")
    ]
    # A single one would begin one of Excel's codes.
    whose = "Rivers &amp;&amp; Hills, November 2010, as of 06 Dec 2010"
    foot = f"&amp;L&amp;9 {whose}. File: &amp;F&amp;R&amp;9 Page &amp;P of &amp;N"
    assert feet == [[foot]] * len(feet)


def test_every_style_has_the_contrast_that_reading_takes() -> None:
    for style, (_, _, size, bold, colour, fill, _) in LOOKS.items():
        assert contrast(colour, fill or "FFFFFF") >= 4.5, style
        assert size >= 10, style
        assert isinstance(bold, bool)


@given(st.text())
def test_no_text_from_outside_ever_becomes_a_formula(text: str) -> None:
    book = openpyxl.load_workbook(TEMPLATE)
    sheet = book["Notes"]
    assert isinstance(sheet, Worksheet)
    for row, hostile in enumerate(
        (text, f"={text}", f"+{text}", f"@{text}", f"\t={text}"), start=20
    ):
        cell = sheet.cell(row, 1)
        write(cell, hostile)
        assert cell.data_type == "s"
    assert len(safe_text(text * 40_000)) <= 32_767


def test_names_from_a_hostile_list_reach_the_file_as_text(tmp_path: Path) -> None:
    summary = november()
    finding = Finding('=HYPERLINK("http://x")', "@sheet", 3, "=1+1", summary.excluded[0].check)
    content = monthly_workbook(replace(summary, council="=cmd|' /C calc'!A0", excluded=(finding,)))
    for sheet in opened(content).worksheets:
        assert isinstance(sheet, Worksheet)
        assert not [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert problems_of(content) == []


def test_a_year_with_an_empty_month_shows_a_gap_and_not_zero(tmp_path: Path) -> None:
    council = read_council(HARROW / "council.toml")
    april, june = date(2010, 4, 30), date(2010, 6, 30)
    case_list = list_of(initial(1, april, april), initial(2, june, june))
    measurement = measure_council(council, case_list, HARROW_AS_OF)
    content = monthly_workbook(
        summarise(council, measurement, read_month("Jun 2010"), HARROW_AS_OF)
    )
    assert [row["Rate"] for row in table_in(content, "NI59_months")] == [1, "[z]", 1]
    chart = openpyxl.load_workbook(io.BytesIO(content))["NI 59"]
    (drawn,) = vars(chart)["_charts"]
    # April and June stand in rows of the table, May is the empty cell below it.
    first = chart.tables["NI59_months"].ref.split(":")[0]
    row = int(first.lstrip("A")) + 1
    assert drawn.ser[0].val.numRef.f == (
        f"('NI 59'!$D${row}:$D${row},'NI 59'!$D${row + 3},'NI 59'!$D${row + 2}:$D${row + 2})"
    )
    assert chart[f"D{row + 3}"].value is None
    path = tmp_path / "gap.xlsx"
    path.write_bytes(content)
    assert problems_of(content) == []
    assert schema_problems_of(path) == []
