"""The performance workbook: its sheets, package and settings, and what it shows by itself."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import ironcalc
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from workbook_templates.case_formulas import case_formulas
from workbook_templates.make_performance_workbook import Content, make_workbook
from workbook_templates.rate_formulas import agreement
from workbook_templates.sample_cases import SAMPLE

from tests.support.lists import ROOT
from tests.support.package_checks import problems_of, schema_problems_of
from tests.support.performance_workbooks import harrow_content
from tests.support.rendering import pdf_text, render_pages, render_pdf
from tests.support.workbooks import sheet_of, table_in
from timeliness.case_list import Block, CaseListFile, read_case_list
from timeliness.excel.benchmark_answers import BENCHMARK_ANSWERS
from timeliness.excel.catalogue import functions_of
from timeliness.indicators import published_definitions
from timeliness.periods import read_period
from timeliness.settings import Placement
from timeliness.settings_sheet import SheetSettings, read_settings_sheet
from timeliness.workbooks.styles import Style
from timeliness.working_days import bank_holidays

TEMPLATE = ROOT / "workbook_templates" / "performance_workbook.xlsx"


@lru_cache(maxsize=1)
def harrow_bytes() -> bytes:
    return make_workbook(harrow_content())


def block_of(content: bytes, sheet: str) -> Block:
    """Read a sheet as the buttons do."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    return Block(rows, file="Work.xlsx", sheet=sheet)


def settings_of(content: bytes) -> SheetSettings:
    block, days = block_of(content, "Settings"), block_of(content, "Bank holidays")
    return read_settings_sheet(block, Path(), block.place, days_off=days)


def test_the_committed_workbook_is_what_its_script_makes_on_any_day(tmp_path: Path) -> None:
    assert TEMPLATE.read_bytes() == make_workbook()
    script = (
        "import sys; from workbook_templates.make_performance_workbook import make_workbook; "
        "sys.stdout.buffer.write(make_workbook())"
    )
    elsewhere = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    made = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=tmp_path, env=elsewhere
    )
    assert made.stdout == TEMPLATE.read_bytes()


@pytest.mark.parametrize("content", [Content(), harrow_content()], ids=["samples", "Harrow"])
def test_the_package_has_no_fault_that_we_or_the_open_xml_sdk_know(
    content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(make_workbook(content))
    assert problems_of(path) == []
    assert schema_problems_of(path) == []


def test_sheets_stand_in_their_order_and_only_house_styles_are_used() -> None:
    book = openpyxl.load_workbook(TEMPLATE)
    assert book.sheetnames == ["How to", "Cases", "Rates", "Settings", "Bank holidays"]
    assert book.active is book.worksheets[0]
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        assert sheet["A1"].style == Style.TITLE
        assert not sheet.merged_cells.ranges
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert cell.style in set(Style), (sheet.title, cell.coordinate)


def test_columns_that_work_by_themselves_do_so_in_new_rows_too() -> None:
    cases = sheet_of(TEMPLATE.read_bytes(), "Cases").tables["Cases"]
    formulas = {
        column.name: column.calculatedColumnFormula.attr_text
        for column in cases.tableColumns
        if column.calculatedColumnFormula
    }
    assert list(formulas) == list(case_formulas(published_definitions()))
    for row in table_in(TEMPLATE.read_bytes(), "Cases"):
        assert all(row[name] == f"={text}" for name, text in formulas.items())


def test_the_bank_holidays_are_those_of_the_calendar() -> None:
    rows = table_in(TEMPLATE.read_bytes(), "BankHolidays")
    assert {row["Kind"] for row in rows} == {"Bank holiday"}
    names = {row["Date"].date(): row["Name"] for row in rows if isinstance(row["Date"], datetime)}
    assert len(names) == len(rows)
    assert set(names) == bank_holidays()
    assert names[date(2011, 4, 29)] == "Wedding of William and Catherine"


def test_the_sample_cases_are_read_as_a_case_list_from_the_sheet_alone() -> None:
    found = read_case_list([CaseListFile(TEMPLATE, sheets=("Cases",))])
    assert len(found) == len(SAMPLE)
    assert found.teams == ("North", "South")


def test_the_settings_sheet_as_supplied_and_as_filled_is_read_without_a_word_of_toml() -> None:
    supplied = settings_of(TEMPLATE.read_bytes())
    assert supplied.council.name == "Our council"
    assert supplied.month == read_period("Oct 2026")
    assert supplied.placement is Placement.THIS_WORKBOOK
    assert supplied.council.settings.targets == {}
    harrow = settings_of(harrow_bytes())
    assert harrow.council.name == "Harrow"
    assert harrow.month == read_period("Nov 2010")
    assert harrow.council.settings.targets == {
        "2010-11": {"NI59": "as high as possible", "NI60": 83.0}
    }


def test_closure_days_are_set_where_excel_needs_them_too() -> None:
    closure = date(2010, 12, 29)
    filled = make_workbook(Content(closures={closure: "Office closed"}))
    assert settings_of(filled).council.settings.counting.closures == (closure,)


def test_every_formula_of_the_add_in_is_one_of_its_functions_with_arguments_that_it_takes() -> None:
    known = {function.name: function for function in functions_of(published_definitions())}
    written = [row["With the add-in"] for row in table_in(TEMPLATE.read_bytes(), "Rates")]
    used = set()
    for formula in written:
        name, _, rest = str(formula).removeprefix("=").partition("(")
        given = len(re.findall(r'INDEX\([^)]*\)|"[^"]*"|[^,]+', rest.removesuffix(")")))
        least = sum(not argument.optional for argument in known[name].arguments)
        assert least <= given <= len(known[name].arguments), formula
        used.add(name)
    # These give a table, a text and other councils' figures, which no formula of Excel's gives.
    assert set(known) - used == {"TIMELINESS_TABLE", "TIMELINESS_EXPLAIN", *BENCHMARK_ANSWERS}
    listed = {row["Formula"] for row in table_in(TEMPLATE.read_bytes(), "Functions")}
    assert listed == {function.usage for function in known.values()}


def test_no_formula_is_one_that_an_older_excel_lacks() -> None:
    for sheet in openpyxl.load_workbook(TEMPLATE).worksheets:
        assert isinstance(sheet, Worksheet)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert len(str(cell.value)) < 8192
                    assert not re.search(r"LAMBDA|LET\(|FILTER|UNIQUE|XLOOKUP|_xl", str(cell.value))


@pytest.mark.parametrize(
    ("by_add_in", "by_excel", "says"),
    [
        ("0.5", "0.5", "agrees"),
        ("0.1+0.2", "0.3", "agrees"),
        ("0.5", "0.51", "differs"),
        ('"Green"', '"Green"', "agrees"),
        ('"Green"', '"Red"', "differs"),
        ('"0.5"', "0.5", "differs"),
        ("NA()", "NA()", "agrees"),
        ("NA()", "0.5", "differs"),
        ("0.5", "NA()", "differs"),
        ('VALUE("x")', "NA()", "differs"),
        ("NI59_RATE(1)", "0.5", "add-in not installed"),
        ("NI59_RATE(1)", "NA()", "add-in not installed"),
    ],
)
def test_the_comparison_never_hides_an_error_and_knows_a_missing_add_in(
    by_add_in: str, by_excel: str, says: str
) -> None:
    assert compared(by_add_in, by_excel, "") == says


def test_what_need_not_be_equal_is_called_not_compared_rather_than_different() -> None:
    assert compared("0.5", "NA()", "1=2") == "not compared"
    assert compared("0.5", "NA()", "1=1") == "differs"
    assert compared("0.5", "0.5", "1=2") == "agrees"


def compared(by_add_in: str, by_excel: str, comparable: str) -> str:
    model = ironcalc.create("comparison", "en", "UTC", "en")
    model.set_user_input(0, 1, 1, f"={by_add_in}")
    model.set_user_input(0, 1, 2, f"={by_excel}")
    model.set_user_input(0, 1, 3, f"={agreement('A1', 'B1', comparable)}")
    model.evaluate()
    said = model.get_cell_value(0, 1, 3)
    assert isinstance(said, str)
    return said


def test_without_the_add_in_the_sheet_says_so_and_excels_own_figures_stand(tmp_path: Path) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(harrow_bytes())
    text = pdf_text(render_pdf(path, tmp_path))
    assert "The add-in is not installed here." in text
    (line,) = [line for line in text.splitlines() if re.match(r" *NI 59 +Rate +the month ", line)]
    assert re.search(r"#NAME\? +93% +add-in not installed +=NI59_RATE\(Cases\[#All\]", line)


def test_a_target_is_shown_as_it_was_set(tmp_path: Path) -> None:
    content = replace(
        harrow_content(),
        settings={"Target for NI 59 in 2010-11": [0.875], "Target for NI 60 in 2010-11": [0.29]},
    )
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(make_workbook(content))
    text = pdf_text(render_pdf(path, tmp_path))
    # The target stands on Rates first, then on Settings, where one that is not set stays empty.
    for label, on_rates, on_settings in (
        ("NI 59", "87.5%", "87.5%"),
        ("NI 60", "29%", "29%"),
        ("CF 45", "none set", "A percentage"),
    ):
        shown = re.findall(rf"Target for {label} in 2010-11 +(\S+(?: \S+)?)", text)
        assert shown == [on_rates, on_settings]
    assert problems_of(path) == []
    assert schema_problems_of(path) == []


def test_what_is_shown_on_rates_is_printed_on_the_page_of_its_figures() -> None:
    sheet = sheet_of(TEMPLATE.read_bytes(), "Rates")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert not sheet.row_breaks.brk


def test_every_page_of_the_workbook_can_be_printed(tmp_path: Path) -> None:
    assert len(render_pages(TEMPLATE, tmp_path)) > len(openpyxl.load_workbook(TEMPLATE).sheetnames)


def test_the_row_as_text_stands_last_shown_whole_and_explained() -> None:
    sheet = sheet_of(TEMPLATE.read_bytes(), "Cases")
    heads, *rows = sheet[sheet.tables["Cases"].ref]
    assert heads[-1].value == "Row as text"
    for row in rows:
        assert row[-1].alignment.shrink_to_fit
        assert not row[-1].alignment.wrap_text
    (help_,) = [
        rule
        for rule in sheet.data_validations.dataValidation
        if heads[-1].coordinate in str(rule.sqref)
    ]
    assert help_.showInputMessage
    assert "there is nothing to read or to fill in" in str(help_.prompt)
    assert help_.type is None
