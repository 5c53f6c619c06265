"""The sheets that only Excel places: valid by themselves, marked, and the same each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.support.harrow import harrow, november
from tests.support.lists import HARROW_AS_OF, initial, list_of
from tests.support.package_checks import problems_of, schema_problems_of
from timeliness.case_list import CaseList, Field
from timeliness.indicators import published_definitions
from timeliness.list_check import ListCheck, check_list
from timeliness.measuring import measure
from timeliness.watch_list import watch
from timeliness.workbooks.defining import definitions_workbook
from timeliness.workbooks.list_checking import MOST_WARNINGS, check_workbook
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.placing import MARK, Made, NameInBook, read_mark
from timeliness.working_days import Convention

DAY = date(2010, 11, 1)
DEFINITIONS = published_definitions()


def check_of(case_list: CaseList) -> ListCheck:
    measurement = measure(case_list, DEFINITIONS.indicators.values(), as_of=HARROW_AS_OF)
    return check_list(measurement, HARROW_AS_OF, lambda finding: f"E{finding.row}")


def check(name: NameInBook) -> bytes:
    _, measurement = harrow()
    return check_workbook(check_list(measurement, HARROW_AS_OF, lambda _: ""), name_in_book=name)


def definitions(name: NameInBook) -> bytes:
    return definitions_workbook(
        DEFINITIONS,
        meanings={field.value: field.meaning for field in Field},
        convention=Convention.DAY_0.sentence,
        as_of=HARROW_AS_OF,
        name_in_book=name,
    )


def month(name: NameInBook) -> bytes:
    council, measurement = harrow()
    watched = watch(measurement, council.calendar, HARROW_AS_OF)
    return monthly_workbook(november(), watched=watched, name_in_book=name)


BUILT = {Made.CHECK: check, Made.DEFINITIONS: definitions, Made.MONTH: month}


@pytest.mark.parametrize("made", BUILT)
def test_the_workbook_is_valid_and_each_sheet_says_what_it_will_be_called(
    made: Made, tmp_path: Path
) -> None:
    build: Callable[[NameInBook], bytes] = BUILT[made]
    path = tmp_path / "sheets.xlsx"
    path.write_bytes(build(str))
    assert problems_of(path) == []
    assert schema_problems_of(path) == []
    content = build(lambda name: f"{name} (2)")
    assert content == build(lambda name: f"{name} (2)")
    path.write_bytes(content)
    for sheet in openpyxl.load_workbook(path).worksheets:
        mark = sheet.defined_names[MARK]
        assert mark.hidden
        assert read_mark(mark.attr_text or "") == (made, f"{sheet.title} (2)")


def test_a_month_that_is_not_to_be_placed_has_no_marks() -> None:
    assert MARK.encode() not in monthly_workbook(november())


def test_rows_to_look_at_beyond_the_thousandth_are_counted(tmp_path: Path) -> None:
    october = DAY.replace(month=10)
    early = [initial(child, DAY, date(2010, 11, 15), october) for child in range(1_200)]
    path = tmp_path / "check.xlsx"
    path.write_bytes(check_workbook(check_of(list_of(*early))))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    lines = [row[0].value for row in sheet.iter_rows()]
    assert f"And {1_200 - MOST_WARNINGS:,} more rows." in lines
