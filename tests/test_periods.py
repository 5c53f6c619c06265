from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeliness.errors import PeriodError
from timeliness.periods import (
    PeriodKind,
    financial_year,
    financial_year_of,
    last_quarter_result,
    month_before,
    month_of,
    months_between,
    quarter_of,
    quarter_to_date,
    read_month,
    read_period,
    year_to_date,
)

DAYS = st.dates(date(1995, 1, 1), date(2095, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Nov 2010", "nov-2010", "NOV 2010", "November 2010", "november-2010", "11/2010", "11-2010",
        "2010-11-05", "05/11/2010", "5 Nov 2010", "05-Nov-2010",
        " Nov\N{NO-BREAK SPACE}2010 ", date(2010, 11, 30), datetime(2010, 11, 1, 9, 30),
    ],
)  # fmt: skip
def test_a_month_is_read_in_every_way_that_officers_write_it(text: str | date) -> None:
    month = read_month(text)
    assert (month.start, month.end, month.kind) == (
        date(2010, 11, 1),
        date(2010, 11, 30),
        PeriodKind.MONTH,
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2010-11", date(2010, 4, 1), date(2011, 3, 31), "2010-11"),
        ("2010/11", date(2010, 4, 1), date(2011, 3, 31), "2010-11"),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31), "1999-00"),
        ("Q1 2010-11", date(2010, 4, 1), date(2010, 6, 30), "Q1 2010-11"),
        ("q2 2010/11", date(2010, 7, 1), date(2010, 9, 30), "Q2 2010-11"),
        ("Q4 2010-11", date(2011, 1, 1), date(2011, 3, 31), "Q4 2010-11"),
        ("YTD Nov 2010", date(2010, 4, 1), date(2010, 11, 30), "YTD Nov 2010"),
        ("year to date March 2011", date(2010, 4, 1), date(2011, 3, 31), "YTD Mar 2011"),
    ],
)
def test_longer_periods_are_read_as_councils_write_them(
    text: str, start: date, end: date, label: str
) -> None:
    period = read_period(text)
    assert (period.start, period.end, period.label) == (start, end, label)


def test_a_financial_year_is_refused_where_a_month_is_wanted_with_both_ways_to_write_it() -> None:
    for text in ("2010-11", "2010/11"):
        with pytest.raises(PeriodError) as error:
            read_month(text)
        assert "financial year from April 2010 to March 2011" in str(error.value)
        assert '"Nov 2010"' in str(error.value)
        assert '"Mar 2011"' in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "2010-12",
            'For the financial year write "2010-11"; for the month write "Dec 2010"',
        ),
        ("2010-10", 'for the month write "Oct 2010"'),
        ("2010-15", 'the year after 2010 is written "2010-11"'),
        ("Nov-10", 'Write a month as "Nov 2010"'),
        ("Novembr 2010", "is not a period"),
        ("13/2010", "is not a period"),
        ("Q5 2010-11", "is not a period"),
        ("Q2 2010", "is not a period"),
        ("31/02/2010", "is not a day of the calendar"),
        ("05/11/10", "is not a period"),
        ("Nov 0010", "which cannot be meant"),
        ("", "is not a period"),
    ],
)
def test_what_has_no_one_meaning_is_refused_with_how_to_write_it(text: str, said: str) -> None:
    with pytest.raises(PeriodError) as error:
        read_period(text)
    assert said in str(error.value)


def test_a_quarter_or_a_year_to_date_is_no_month() -> None:
    for text in ("Q2 2010-11", "YTD Nov 2010", "YTD 2010-11"):
        with pytest.raises(PeriodError, match=r"one month is wanted|financial year"):
            read_month(text)


@given(DAYS)
def test_every_label_reads_back_as_the_period_that_it_names(day: date) -> None:
    month = month_of(day)
    for period in (month, quarter_of(day), year_to_date(month), financial_year_of(day)):
        assert read_period(period.label) == period
        assert day in period
        assert financial_year_of(period.start) == financial_year_of(day)


@given(DAYS)
def test_the_year_begins_in_april_and_its_months_and_quarters_fill_it(day: date) -> None:
    year = financial_year_of(day)
    assert (year.start.month, year.start.day, year.end.month, year.end.day) == (4, 1, 3, 31)
    months = months_between(year.start, year.end)
    assert [month.month_number for month in months] == list(range(1, 13))
    assert [month.quarter_number for month in months] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize(
    ("month", "result"),
    [
        ("Apr 2010", None), ("Jun 2010", None), ("Jul 2010", "YTD Jun 2010"),
        ("Sep 2010", "YTD Jun 2010"), ("Oct 2010", "YTD Sep 2010"), ("Nov 2010", "YTD Sep 2010"),
        ("Jan 2011", "YTD Dec 2010"), ("Mar 2011", "YTD Dec 2010"),
    ],
)  # fmt: skip
def test_the_quarters_result_is_the_year_to_date_at_the_last_finished_quarter(
    month: str, result: str | None
) -> None:
    found = last_quarter_result(read_month(month))
    assert (found.label if found else None) == result


def test_a_quarter_that_is_not_over_says_how_far_it_goes() -> None:
    november = quarter_to_date(read_month("Nov 2010"))
    assert november.label == "Q3 to Nov 2010"
    assert november.name == "quarter 3 of 2010-11 up to November"
    assert quarter_to_date(read_month("Dec 2010")) == read_period("Q3 2010-11")


@given(st.dates(date(1990, 4, 1), date(2099, 12, 31)))
def test_the_label_of_every_period_is_read_back_as_that_period(day: date) -> None:
    month = month_of(day)
    for period in (
        month,
        quarter_to_date(month),
        quarter_of(day),
        year_to_date(month),
        financial_year_of(day),
    ):
        assert read_period(period.label) == period


def test_a_month_that_lies_in_another_quarter_is_refused_with_both_ways_out() -> None:
    with pytest.raises(PeriodError) as caught:
        read_period("Q2 to Nov 2010")
    assert str(caught.value) == (
        '"Q2 to Nov 2010" names two quarters: November 2010 lies in quarter 3. Write "Q3 to Nov '
        '2010", or "Q2 2010-11".'
    )


def test_periods_are_named_as_a_sentence_says_them() -> None:
    names = {
        "Nov 2010": "November 2010",
        "YTD Apr 2010": "April 2010",
        "YTD Nov 2010": "April to November 2010",
        "YTD Feb 2011": "April 2010 to February 2011",
        "Q2 2010-11": "quarter 2 of 2010-11",
        "2010-11": "2010-11",
    }
    assert {text: read_period(text).name for text in names} == names


def test_the_month_before_april_is_in_the_year_before() -> None:
    assert month_before(read_month("Apr 2010")).label == "Mar 2010"
    assert financial_year(2010).end == date(2011, 3, 31)
