from datetime import date, timedelta

import numpy as np
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from tests.support.by_hand import working_days
from timeliness.errors import CalendarError
from timeliness.working_days import FIRST_DAY, LAST_DAY, Calendar, Convention, bank_holidays

DAY_0, DAY_1 = Calendar(), Calendar(Convention.DAY_1)
DAYS = st.dates(FIRST_DAY, LAST_DAY - timedelta(days=400))

# Start, end, working days from day 0, and what Excel's NETWORKDAYS gives.
WORKED = [
    (date(2010, 11, 1), date(2010, 11, 15), 10, 11),
    (date(2010, 12, 20), date(2011, 1, 6), 10, 11),
    (date(2010, 11, 6), date(2010, 11, 19), 10, 10),
    (date(2010, 11, 6), date(2010, 11, 22), 11, 11),
    (date(2011, 4, 20), date(2011, 5, 9), 9, 10),
]


@pytest.mark.parametrize(("start", "end", "day_0", "networkdays"), WORKED)
def test_the_worked_table_of_the_counting_rule(
    start: date, end: date, day_0: int, networkdays: int
) -> None:
    assert DAY_0.days_taken(start, end) == day_0
    assert DAY_1.days_taken(start, end) == networkdays


def test_the_day_of_the_start_is_day_0_and_a_weekend_adds_nothing() -> None:
    friday = date(2010, 11, 5)
    assert [DAY_0.days_taken(friday, friday + timedelta(days=n)) for n in range(4)] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    "day",
    [
        date(2011, 4, 29), date(2012, 6, 4), date(2012, 6, 5), date(2020, 5, 8), date(2022, 6, 2),
        date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8), date(2010, 12, 27),
        date(2010, 12, 28), date(2011, 1, 3), date(2026, 12, 28),
    ],
)  # fmt: skip
def test_one_off_and_substitute_days_are_no_working_days(day: date) -> None:
    assert not DAY_0.is_working_day(day)


@pytest.mark.parametrize("day", [date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)])
def test_the_mondays_whose_holiday_was_moved_are_working_days(day: date) -> None:
    assert DAY_0.is_working_day(day)


def test_the_calendar_agrees_with_the_list_on_gov_uk_in_every_year_that_it_has() -> None:
    published = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    days = {holiday["date"] for holiday in published}
    # The list begins with the New Year's Day of one year and ends with the Boxing Day of another.
    years = range(min(days).year, max(days).year + 1)
    assert len(years) >= 10
    assert {day for day in bank_holidays() if day.year in years and day.weekday() < 5} == {
        day for day in days if day.weekday() < 5
    }


@given(DAYS, st.integers(0, 400))
def test_the_look_up_counts_what_walking_day_by_day_counts(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert DAY_0.days_taken(start, end) == working_days(start, end)
    assert DAY_1.days_taken(start, end) == working_days(start - timedelta(days=1), end)


@given(st.lists(st.tuples(DAYS, st.integers(-30, 400)), max_size=50))
def test_arrays_of_any_size_give_what_single_dates_give(pairs: list[tuple[date, int]]) -> None:
    pairs = [
        (start, length) for start, length in pairs if start + timedelta(days=length) >= FIRST_DAY
    ]
    starts = np.array([start for start, _ in pairs], dtype="datetime64[D]")
    ends = np.array([start + timedelta(days=n) for start, n in pairs], dtype="datetime64[D]")
    for calendar in (DAY_0, DAY_1):
        single = [calendar.days_taken(start, start + timedelta(days=n)) for start, n in pairs]
        assert calendar.days_taken(starts, ends).tolist() == single


@given(DAYS, st.integers(0, 60))
def test_the_due_date_is_the_last_working_day_in_time(start: date, limit: int) -> None:
    for calendar in (DAY_0, DAY_1):
        due = calendar.due(start, limit)
        assert due >= start
        if due > start:
            assert calendar.is_working_day(due)
            assert calendar.days_taken(start, due) == limit
        after = due + timedelta(days=1)
        while not calendar.is_working_day(after):
            after += timedelta(days=1)
        assert calendar.days_taken(start, after) > limit


def test_due_dates_of_a_column_are_found_together() -> None:
    starts = np.array(["2010-11-01", "2010-12-20"], dtype="datetime64[D]")
    assert DAY_0.due(starts, 10).tolist() == [date(2010, 11, 15), date(2011, 1, 6)]
    limits = np.array([10, 0], dtype=np.int32)
    assert DAY_0.due(starts, limits).tolist() == [date(2010, 11, 15), date(2010, 12, 20)]


def test_local_closure_days_are_left_out_only_where_they_are_set() -> None:
    closed = Calendar(closures=frozenset({date(2010, 12, 29), date(2010, 12, 25)}))
    start, end = date(2010, 12, 24), date(2010, 12, 31)
    assert DAY_0.days_taken(start, end) == 3
    assert closed.days_taken(start, end) == 2


@pytest.mark.parametrize("day", [date(2004, 12, 31), date(2041, 1, 1), date(1, 1, 1)])
def test_a_day_outside_the_calendar_is_refused_and_never_wraps_round(day: date) -> None:
    with pytest.raises(CalendarError, match="lies outside 2005 to 2040"):
        DAY_0.days_taken(day, date(2010, 11, 1))
    outside = np.array([day], dtype="datetime64[D]")
    inside = np.array(["2010-11-01"], dtype="datetime64[D]")
    for starts, ends in ((outside, inside), (inside, outside)):
        with pytest.raises(CalendarError, match="lies outside"):
            DAY_0.days_taken(starts, ends)


def test_a_missing_date_in_an_array_is_refused() -> None:
    with pytest.raises(CalendarError, match="is missing or"):
        DAY_0.days_taken(
            np.array(["NaT"], dtype="datetime64[D]"),
            np.array(["2010-11-01"], dtype="datetime64[D]"),
        )


def test_a_due_date_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarError, match="A due date lies outside"):
        DAY_0.due(LAST_DAY, 10)
