"""The account of rows: the same words on the console, on the sheet Check and on the Method."""

from __future__ import annotations

from datetime import date

import pytest

from tests.narrative.building import AS_OF, HEADINGS, council_of
from tests.support.lists import list_of
from tests.support.workbooks import sheet_of, table_in
from timeliness.explaining import explain
from timeliness.indicators import published_definitions
from timeliness.list_check import check_list
from timeliness.measuring import Measurement, measure
from timeliness.periods import read_month
from timeliness.reconciliation import Reconciliation, several_lines
from timeliness.summarising import measure_council, summarise
from timeliness.workbooks.list_checking import check_workbook
from timeliness.workbooks.monthly import monthly_workbook

SAID = "A row can stand in more than one line: one whose type is missing"
START, END = date(2010, 11, 1), date(2010, 11, 2)
PLAIN = (["1", "Core", START, END], ["2", "Initial", START, END])
OF_NO_TYPE = ["3", "", START, END]


def measured(*rows: list[object]) -> Measurement:
    return measure_council(council_of(), list_of(*rows, headings=HEADINGS), AS_OF)


def texts(content: bytes, sheet: str) -> str:
    found = sheet_of(content, sheet)
    words = (str(cell.value) for row in found.iter_rows() for cell in row if cell.value)
    return " ".join(" ".join(words).split())


def written(measurement: Measurement) -> dict[str, bytes]:
    month = summarise(council_of(), measurement, read_month("Nov 2010"), AS_OF)
    check = check_list(measurement, AS_OF, lambda _: "")
    return {"Method": monthly_workbook(month), "Check": check_workbook(check)}


@pytest.mark.parametrize("sheet", ["Method", "Check"])
def test_a_row_that_is_left_out_for_each_indicator_is_explained_beside_the_account(
    sheet: str,
) -> None:
    assert SAID in texts(written(measured(*PLAIN, OF_NO_TYPE))[sheet], sheet)
    assert SAID not in texts(written(measured(*PLAIN))[sheet], sheet)


REPEATED = ["1", "Core", START, END]


def test_a_repeated_row_is_left_out_for_the_indicator_of_its_type_alone() -> None:
    measurement = measured(*PLAIN, REPEATED, OF_NO_TYPE)
    of_initial, of_core = (measurement.cohort(code).reconciliation for code in ("NI59", "NI60"))
    # Of four rows the repeat and the one of no type are lost to NI 60, the latter alone to NI 59.
    assert of_initial == Reconciliation(4, completed=1, still_open=0, other=2, excluded=1)
    assert of_core == Reconciliation(4, completed=1, still_open=0, other=1, excluded=2)
    assert measurement.reconciliation == Reconciliation(4, 2, 0, other=0, excluded=2)


def test_what_is_wrong_with_a_type_that_nobody_asked_for_is_not_told() -> None:
    ni59 = published_definitions().indicator("NI59")
    case_list = list_of(*PLAIN, REPEATED, OF_NO_TYPE, headings=HEADINGS)
    measurement = measure(case_list, [ni59], as_of=AS_OF)
    assert [finding.check.code for finding in measurement.excluded] == ["type_missing"]
    alone = Reconciliation(4, completed=1, still_open=0, other=2, excluded=1)
    assert measurement.reconciliation == measurement.cohorts[0].reconciliation == alone


def test_an_indicator_is_explained_without_what_was_left_out_of_another() -> None:
    ni59, ni60 = (published_definitions().indicator(code) for code in ("NI59", "NI60"))
    measurement = measured(*PLAIN, REPEATED, OF_NO_TYPE)
    repeats = "this row repeats an earlier one"
    assert not any(repeats in said for said in explain(measurement, ni59))
    assert any(repeats in said and "row 4" in said for said in explain(measurement, ni60))
    for indicator in (ni59, ni60):
        assert any(
            "the type of assessment is missing" in s for s in explain(measurement, indicator)
        )


def test_the_same_word_stands_for_the_same_thing_on_every_account() -> None:
    content = written(measured(*PLAIN, OF_NO_TYPE))
    (first, *_) = table_in(content["Method"], "method_rows")
    assert list(first)[-2:] == ["Other types", "Left out"]
    check = [row["Rows"] for row in table_in(content["Check"], "check_rows")]
    assert check == ["Read", "Completed", "Still open", "Other types", "Left out"]


def test_an_indicator_of_which_every_row_is_left_out_has_its_column_on_the_check() -> None:
    check = check_list(measured(PLAIN[0], ["2", "Initial", END, START]), AS_OF, lambda _: "")
    assert [name for name, _ in check.went] == ["NI 59", "NI 60"]


def test_the_account_of_a_month_adds_up_where_the_list_has_indicators_of_other_years_too() -> None:
    # In November 2010 there is no limit for single assessments, so the month does not show them.
    later = ["9", "Single", date(2024, 3, 4), date(2024, 3, 25)]
    rows = table_in(written(measured(*PLAIN, later))["Method"], "method_rows")
    left_out = {str(row["Counted for"]): row["Left out"] for row in rows}
    assert left_out == {"NI 59": 0, "NI 60": 0, "CF 45": 1, "All together": 1}


def test_a_row_that_two_indicators_count_is_explained_too() -> None:
    one = Reconciliation(read=1, completed=1, still_open=0, other=0, excluded=0)
    assert several_lines([one], one) == ""
    assert several_lines([one, one], one).startswith(SAID)
