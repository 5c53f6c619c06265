"""The columns beside each case of the performance workbook: answers worked by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter
from workbook_templates.case_formulas import HEADINGS
from workbook_templates.make_performance_workbook import Content, make_workbook
from workbook_templates.sample_cases import Case, DateCell

from tests.support.engines import by_ironcalc, cells_of
from timeliness.case_list import Block, read_block
from timeliness.indicators import published_definitions
from timeliness.measuring import measure
from timeliness.periods import month_of, read_month
from timeliness.rates import Rate, tally
from timeliness.settings import CountingTable
from timeliness.targets import Target
from timeliness.workbooks.cells import Blank, Value
from timeliness.workbooks.styles import Style

FIRST_CASE = 6
COUNTS_OF_THE_MONTH = (30, 31)
"""The rows of Rates with n and N of NI 60 in the month."""
STATUS = 39
"""The row of Rates with the status of NI 60."""
EMPTY = Blank(Style.ROW_LABEL)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2010, 11, 1), date(2010, 11, 15), 10),
        (date(2010, 12, 20), date(2011, 1, 6), 10),
        (date(2010, 11, 6), date(2010, 11, 19), 10),
        (date(2010, 11, 6), date(2010, 11, 22), 11),
        (date(2011, 4, 20), date(2011, 5, 9), 9),
        (date(2010, 11, 15), date(2010, 11, 15), 0),
    ],
)
def test_counts_worked_by_hand_stand_beside_the_case(
    start: date, end: date, days: int, tmp_path: Path
) -> None:
    _, _, counted, _, in_time, _ = first_case(
        ("1", "Initial", start, None, start, end, ""), tmp_path
    )
    assert counted == days
    assert in_time == ("Yes" if days <= 10 else "No")


@pytest.mark.parametrize(
    ("kind", "end", "limit", "state"),
    [
        ("Initial", date(2010, 3, 31), 7, "Yes"),
        ("Initial", date(2010, 4, 1), 10, "Yes"),
        ("Initial", date(2008, 3, 31), "", "No limit then"),
        ("Core", date(2008, 4, 1), 35, "Yes"),
        ("Single", date(2013, 3, 31), "", "No limit then"),
        ("Single", date(2013, 4, 1), 45, "Yes"),
        ("Single", date(2041, 1, 1), 45, "Check the dates"),
        ("Single", "30/09/2013", "", "Check the dates"),
    ],
)
def test_the_limit_is_the_one_in_force_on_the_day_of_completion(
    kind: str, end: DateCell, limit: object, state: str, tmp_path: Path
) -> None:
    start = end if isinstance(end, date) else date(2013, 9, 2)
    case: Case = ("1", kind, start, None, start, end, "")
    *_, shown, in_time, _ = first_case(case, tmp_path)
    assert (shown, in_time) == (limit, state)


def test_an_empty_row_of_the_table_stays_empty(tmp_path: Path) -> None:
    assert first_case((None, "", None, None, None, None, ""), tmp_path) == [""] * 6


def test_a_completion_that_lies_ahead_is_in_no_figure_yet(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    # At midnight two programs may be on either side of it, so that today's are not looked at.
    ends = [today + timedelta(days=days) for days in (-2, -1, 2, 9)]
    cases: list[Case] = [(str(end), "Core", end, None, end, end, "") for end in ends]
    block = Block([list(HEADINGS.values()), *map(list, cases)])
    indicator = published_definitions().indicator("NI60")
    (cohort,) = measure(read_block(block), [indicator], as_of=today).cohorts
    for month in dict.fromkeys(map(month_of, ends)):
        path = tmp_path / "list.xlsx"
        path.write_bytes(make_workbook(Content(cases, month)))
        found = by_ironcalc(path, cells_of(path, values=False))
        completed = sum(end in month and end < today for end in ends)
        assert tally(cohort).rate(month) == Rate(completed, completed)
        assert [found["Rates", f"E{row}"] for row in COUNTS_OF_THE_MONTH] == [completed] * 2


@pytest.mark.parametrize(
    ("amber_within", "points"),
    [
        ([1], 1),
        ([5], 5),
        ([EMPTY], CountingTable().amber_within),
        ([], CountingTable().amber_within),
    ],
)
@pytest.mark.parametrize("late", [0, 3, 8])
def test_the_status_is_that_of_the_buttons_also_where_no_amber_is_set(
    amber_within: list[Value], points: float, late: int, tmp_path: Path
) -> None:
    start, end = date(2010, 9, 1), date(2010, 11, 26)
    cases: list[Case] = [
        (str(number), "Core", start, None, start if number < late else end, end, "")
        for number in range(10)
    ]
    given: dict[str, list[Value]] = {
        "Target for NI 60 in 2010-11": [0.72],
        "Amber within": amber_within,
    }
    path = tmp_path / "list.xlsx"
    path.write_bytes(make_workbook(Content(cases, read_month("Nov 2010"), given)))
    found = by_ironcalc(path, cells_of(path, values=False))
    expected = Target.of(72).status(
        Fraction(10 - late, 10), good_is_high=True, amber_within=Fraction(str(points)) / 100
    )
    assert found["Rates", f"E{STATUS}"] == expected


def first_case(case: Case, folder: Path) -> list[Any]:
    """Let IronCalc work out the columns beside one case."""
    path = folder / "one.xlsx"
    path.write_bytes(make_workbook(Content([case])))
    found = by_ironcalc(path, cells_of(path, values=False))
    first = len(HEADINGS) + 1
    letters = [get_column_letter(first + number) for number in range(6)]
    return [found["Cases", f"{letter}{FIRST_CASE}"] for letter in letters]
