"""Headings that councils really use are known in every spelling, with one row under them."""

from __future__ import annotations

import io
import tomllib
from importlib import resources

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table

from timeliness.leak_check import leaks_in
from timeliness.leak_check.headings import kept_under


def sheet_with(*rows: tuple[str | int | None, ...]) -> str:
    """Make a workbook with these rows alone, and say what should not leave."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return " ".join(leaks_in(made.getvalue(), "sent.xlsx"))


CHILD = [
    "Child Unique ID", "ChildUniqueID", "LAchildID", "Person ID", "Client ID", "Child", "Client",
    "ID", "Mosaic ID", "Swift ID", "UniquePupilNumber", "CHILD_ID", "child\xa0id", "PersonRef",
    "LCS ID", "NHSNumber", "Service User ID", "Case", "Child's ID",
    "Record ID", "ID number", "P ID", "Child Code", "UNIQUECHILDID",
]  # fmt: skip
BIRTH = [
    "DateOfBirth", "PersonBirthDate", "Date of Birth", "DOB", "D.O.B.", "Birth date", "Child DoB",
    "BIRTHDATE", "Date Of  Birth", "Birthday", "Born",
]  # fmt: skip
NAME = [
    "Name", "Child name", "ChildName", "Forename", "SURNAME", "FirstName", "Last_Name",
    "Name of child", "Person Name", "Child's name", "Client Surname", "Family Name", "Initials",
    "Name (child)", "Child/YP name", "Child initials",
]  # fmt: skip
WORKERS = ["Worker", "Allocated worker", "Social Worker Name", "Worker's name"]
DATES = [
    "Date of referral", "Date of Referral", "Referral Date", "CINreferralDate",
    "Assessment start date", "Continuous Assessment Start Date", "AssessmentActualStartDate",
    "IA Effective Start Date", "Date Started", "Assessment completion date",
    "Continuous Assessment Date of Authorisation", "AssessmentAuthorisationDate",
    "Core Assessment Effective End Date", "Date Completed", "Authorised Date",
]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "value", "reason"),
    [
        *((heading, 4711, "identifiers of children") for heading in CHILD),
        *((heading, "4/5/09", "dates of birth") for heading in BIRTH),
        *((heading, "Zzyzx Ab Quill", "names of children") for heading in NAME),
        *((heading, "Zzyzx Quill", "names of people") for heading in WORKERS),
        *((heading, "04/05/2010", "dates of single cases") for heading in DATES),
    ],
)
def test_one_row_under_a_heading_of_a_case_list_is_enough(
    heading: str, value: str | int, reason: str
) -> None:
    said = sheet_with(("Team", heading), ("East", value))
    assert reason in said
    assert str(value) not in said


SPOKEN = [
    *tomllib.loads(
        resources.files("timeliness.case_list")
        .joinpath("headings.toml")
        .read_text(encoding="utf-8")
    )["child"],
    "Date of Birth", "Birth Date", "Child Name", "First Name", "Family Name", "Child Unique Ref",
]  # fmt: skip


@given(
    st.sampled_from(SPOKEN),
    st.sampled_from(["", " ", "_", "  ", "\xa0", "-"]),
    st.sampled_from([str, str.upper, str.lower, str.title]),
)
def test_spelling_hides_no_heading(heading: str, between: str, case: object) -> None:
    assert callable(case)
    assert kept_under(f" {case(between.join(heading.split()))} ")


@pytest.mark.parametrize(
    "heading",
    [
        "Team", "In time", "Completed", "Month completed", "Children", "Cases",
        "Number of children",
        "Rate", "Council or average", "Source, or why there is no value", "Rank", "Good is",
        "Change on the year before (percentage points)", "Children's social care", "Start", "End",
    ],
)  # fmt: skip
def test_headings_of_counts_are_no_leak(heading: str) -> None:
    assert sheet_with(("Indicator", heading), ("NI 59", 12), ("NI 60", 4712)) == ""


def test_a_heading_with_nothing_or_a_symbol_under_it_says_nothing_of_a_child() -> None:
    assert sheet_with(("Indicator", "Name"), ("NI 59", None)) == ""
    assert sheet_with(("Indicator", "Name"), ("NI 59", "[c]")) == ""


def test_names_of_three_words_are_names_of_people() -> None:
    rows = [("Who",), *((f"Zz{letter} van der Quill-Abc",) for letter in "abcdef")]
    assert "names of people" in sheet_with(*rows)
    rows = [("Who",), *((f"Zz{letter} Mary O'Quill",) for letter in "abcdef")]
    assert "names of people" in sheet_with(*rows)
    assert sheet_with(*rows[:4]) == ""


def test_numbers_of_four_digits_are_identifiers_unless_they_are_counts_or_years() -> None:
    numbers = [(number,) for number in (4711, 4712, 4720, 4733, 4790)]
    assert "identifiers of children" in sheet_with(("Whom",), *numbers)
    assert "identifiers of children" in sheet_with(*numbers)
    assert sheet_with(("Assessments completed",), *numbers) == ""
    assert sheet_with(("Whom",), *((year,) for year in range(2006, 2012))) == ""
    assert sheet_with(("Whom",), *numbers[:4]) == ""


@pytest.mark.parametrize("heading", ["Year to date completed", "Assessments in time", "Children"])
def test_a_large_council_s_counts_of_a_year_are_no_identifiers(heading: str) -> None:
    counts = [(count,) for count in (9800, 10012, 11500, 13010, 14444, 15999, 104321)]
    assert sheet_with((heading,), *counts) == ""
    assert "identifiers of children" in sheet_with(("Whom",), *counts)


@pytest.mark.parametrize("heading", ["Children", "Year to date completed", "Assessment number"])
def test_identifiers_under_a_heading_of_counts_are_found_by_what_no_count_looks_like(
    heading: str,
) -> None:
    assert "identifiers" in sheet_with((heading,), *((f"AB{n}",) for n in range(10012, 10017)))
    assert "identifiers" in sheet_with((heading,), *((1001234 + n,) for n in range(5)))
    of_six = sheet_with((heading,), *((100123 + n,) for n in range(5)))
    assert ("identifiers" in of_six) is (heading == "Assessment number")


def test_an_excel_table_s_column_is_a_heading_wherever_its_cell_is() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("Team", "Client"))
    sheet.append(("East", None))
    sheet.add_table(Table(displayName="Sent", ref="A1:B2"))
    made = io.BytesIO()
    book.save(made)
    (said,) = leaks_in(made.getvalue(), "sent.xlsx")
    assert said == 'The table "Sent" has a heading for identifiers of children.'
