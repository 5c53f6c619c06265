from datetime import date, datetime, time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeliness.case_list.dates import ERROR_NUMBERS, DateProblem, DateSystem, is_empty, read_dates

NOVEMBER = date(2010, 11, 1)
DAYS = st.dates(date(2005, 1, 1), date(2040, 12, 31))


def read_one(cell: Any, system: DateSystem = DateSystem.FROM_1900) -> date | DateProblem | None:
    column = read_dates([cell], system)
    if column.problems[0]:
        return DateProblem(column.problems[0])
    day: date | None = column.days[0].item()
    return day


@pytest.mark.parametrize(
    "cell",
    [
        NOVEMBER,
        datetime(2010, 11, 1, 14, 35),
        40483,
        40483.0,
        40483.6,
        "2010-11-01",
        "2010-11-01T14:35:00",
        "2010-11-01 00:00:00",
        "01/11/2010",
        "1/11/2010",
        " 01/11/2010 14:35 ",
        "01/11/2010 2:35 pm",
        "01/11/2010\N{NO-BREAK SPACE}",
        "01-Nov-2010",
        "1-nov-2010",
        "1 November 2010",
    ],
)
def test_every_accepted_way_of_writing_a_day_gives_that_day(cell: object) -> None:
    assert read_one(cell) == NOVEMBER


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "-", "–", "#N/A", "n/a", "NULL", "\N{NO-BREAK SPACE}"]
)
def test_what_stands_for_nothing_is_an_empty_date_and_no_problem(cell: object) -> None:
    assert read_one(cell) is None
    assert is_empty(cell)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("May be 8 Jan 2000", DateProblem.TEXT),
        ("8 Jan 2000 perhaps", DateProblem.TEXT),
        ("Nov 2010", DateProblem.TEXT),
        ("40483", DateProblem.TEXT),
        (True, DateProblem.NUMBER),
        (time(12, 30), DateProblem.TEXT),
        (7.5, DateProblem.NUMBER),
        (-1, DateProblem.NUMBER),
        (1e300, DateProblem.NUMBER),
        (10692868.0, DateProblem.NUMBER),
        ("#REF!", DateProblem.ERROR),
        ("#VALUE!", DateProblem.ERROR),
        ("31/04/2010", DateProblem.NO_SUCH_DAY),
        ("2010-02-30", DateProblem.NO_SUCH_DAY),
        ("29/02/2010", DateProblem.NO_SUCH_DAY),
        ("11/25/2010", DateProblem.MONTH_FIRST),
        ("01/11/10", DateProblem.SHORT_YEAR),
        ("01-Nov-10", DateProblem.SHORT_YEAR),
        ("01/11/1910", DateProblem.OUTSIDE_CALENDAR),
        (date(1899, 12, 31), DateProblem.OUTSIDE_CALENDAR),
        (date(9999, 12, 31), DateProblem.OUTSIDE_CALENDAR),
    ],
)
def test_what_is_no_date_is_a_problem_with_a_name_and_never_a_missing_date(
    cell: object, problem: DateProblem
) -> None:
    assert read_one(cell) == problem


def test_a_serial_number_counts_from_1904_where_the_workbook_does() -> None:
    assert read_one(40483 - 1462, DateSystem.FROM_1904) == NOVEMBER


@given(
    st.lists(st.one_of(st.none(), DAYS), max_size=30),
    st.sampled_from(["serial", "date", "text", "iso"]),
)
def test_a_column_written_in_any_way_reads_back_as_the_days_it_was_made_of(
    days: list[date | None], way: str
) -> None:
    def cell(day: date | None) -> object:
        if day is None:
            return None
        match way:
            case "serial":
                return float((day - date(1899, 12, 30)).days)
            case "date":
                return day
            case "text":
                return f"{day:%d/%m/%Y}"
            case _:
                return day.isoformat()

    column = read_dates([cell(day) for day in days])
    assert [None if np.isnat(day) else day.item() for day in column.days] == days
    assert not column.problems.any()


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), DAYS)))
def test_any_cells_at_all_are_each_a_day_or_empty_or_a_problem(cells: list[object]) -> None:
    column = read_dates(cells)
    for cell, day, problem in zip(cells, column.days, column.problems, strict=True):
        if problem:
            assert np.isnat(day)
        else:
            assert np.isnat(day) == is_empty(cell)


def test_a_number_reads_the_same_alone_and_among_texts() -> None:
    alone = read_dates([40483.0, 12.0, None])
    among = read_dates([40483.0, 12.0, None, "01/11/2010"])
    assert list(among.problems[:3]) == list(alone.problems)
    assert among.days[0] == alone.days[0]


NEARLY = st.text("0123456789/- a\N{NO-BREAK SPACE}\xb2", min_size=10, max_size=10)
TEXTS = st.one_of(
    DAYS.map(lambda day: f"{day:%d/%m/%Y}"),
    DAYS.map(date.isoformat),
    st.sampled_from(
        [
            "31/04/2010",
            "04/31/2010",
            "29/02/2011",
            "29/02/2012",
            "00/01/2010",
            "01/00/2010",
            "31/12/2004",
            "01/01/2041",
            "2010-02-30",
            "01/01/0000",
            "1/11/2010 ",
            "01-11-2010",
            "2010/11/01",
            "          ",
            "#N/A     x",
        ]
    ),
    NEARLY,
)


@given(st.lists(TEXTS, min_size=3, max_size=12), st.sampled_from(["", None, "-", 0, 0.0, "soon"]))
def test_a_long_column_of_texts_is_read_as_each_of_them_alone(
    texts: list[str], other: object
) -> None:
    for column in ([*texts, *texts] * 9, [*texts, "", None] * 9, [*texts, other] * 9):
        read = read_dates(column)
        days, problems = read.days.tolist(), read.problems.tolist()
        for cell, day, problem in zip(column, days, problems, strict=True):
            alone = read_dates([cell])
            assert (day, problem) == (alone.days[0].item(), alone.problems[0])


SERIALS = st.sampled_from([40483.0, 40483.75, 40483, 12.0, 0, -5.0, 1e9, 10**400, True])
ANY_CELL = st.one_of(
    SERIALS,
    TEXTS,
    DAYS,
    st.sampled_from([None, "", "soon", ERROR_NUMBERS.start + 42, float("nan"), float("inf")]),
)


@given(SERIALS, st.lists(ANY_CELL, max_size=12))
def test_a_column_of_numbers_with_anything_among_them_is_read_as_each_cell_alone(
    first: float, rest: list[object]
) -> None:
    for column in ([first, *rest], [None, first, *rest] * 9):
        read = read_dates(column)
        days, problems = read.days.tolist(), read.problems.tolist()
        for cell, day, problem in zip(column, days, problems, strict=True):
            alone = read_dates([cell])
            assert (day, problem) == (alone.days[0].item(), alone.problems[0])
