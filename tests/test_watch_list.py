"""The watch list: days by hand, the order, the words, the notes, and the time it takes."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trends.building import measured
from timeliness.case_list.names import NO_TEAM
from timeliness.indicators import Indicator, published_definitions
from timeliness.measuring import Measurement, measure
from timeliness.watch_list import SOON, Urgency, WatchList, watch
from timeliness.working_days import Calendar, Convention

AS_OF = date(2010, 11, 15)
"""A Monday; the limit of NI 59 is 10 working days."""


def opened(child: str, start: date, team: str = "East") -> list[object]:
    return [child, "Initial Assessment", start, start, None, team]


def done(child: str, start: date, end: date) -> list[object]:
    return [child, "Initial Assessment", start, start, end, "East"]


def listed(*rows: list[object], as_of: date = AS_OF) -> WatchList:
    return watch(measured(rows, as_of), Calendar(), as_of)


def measured_twice(good_is: str = "high") -> Measurement:
    """Measure two open assessments against NI 59 and against a limit of the council's own."""
    measurement = measured([opened("C1", date(2010, 11, 5)), opened("C2", AS_OF)], AS_OF)
    published = published_definitions().indicator("NI59")
    own = {
        "code": "SOONER",
        "name": "Initial assessments completed sooner",
        "title": "Initial assessments completed within {limit} working days of referral",
        "assessments": published.assessments,
        "clock_starts": published.clock_starts,
        "good_is": good_is,
        "limits": [{"from": date(2010, 4, 1), "working_days": 5}],
    }
    sooner = Indicator.model_validate(own)
    return measure(measurement.case_list, [published, sooner], None, AS_OF)


def test_days_used_days_left_and_the_due_date_are_those_of_the_calendar() -> None:
    # DOMAIN section 2: Monday 1 November to Monday 15 November 2010 are 10 working days.
    found = listed(opened("C1", date(2010, 11, 1)), opened("C2", date(2010, 10, 29)))
    late, today = found.assessments
    assert (today.start, today.due) == (date(2010, 11, 1), date(2010, 11, 15))
    assert (today.days_used, today.days_left, today.urgency) == (10, 0, Urgency.DUE_SOON)
    assert (late.start, late.due) == (date(2010, 10, 29), date(2010, 11, 12))
    assert (late.days_used, late.days_left, late.urgency) == (11, -1, Urgency.OVERDUE)


def test_the_most_overdue_come_first_then_those_due_soon_then_the_rest() -> None:
    starts = {
        "in hand": date(2010, 11, 12),
        "very late": date(2010, 9, 1),
        "soon": date(2010, 11, 5),
        "late": date(2010, 10, 20),
    }
    found = listed(*(opened(child, start) for child, start in starts.items()))
    assert [one.child for one in found.assessments] == ["very late", "late", "soon", "in hand"]
    assert [one.urgency for one in found.assessments] == [
        Urgency.OVERDUE,
        Urgency.OVERDUE,
        Urgency.DUE_SOON,
        Urgency.IN_HAND,
    ]
    assert found.reading == (
        "4 assessments were open on 15 Nov 2010: 2 overdue, 1 due within 5 working days and 1 with "
        "more time left."
    )


def test_five_days_left_are_soon_and_six_are_not() -> None:
    calendar = Calendar()
    starts = [AS_OF - timedelta(days=days) for days in range(20)]
    by_days_left = {10 - calendar.days_taken(start, AS_OF): start for start in starts}
    soon, in_hand = listed(
        opened("C1", by_days_left[SOON]), opened("C2", by_days_left[SOON + 1])
    ).assessments
    assert (soon.urgency, in_hand.urgency) == (Urgency.DUE_SOON, Urgency.IN_HAND)


def test_completed_ones_are_not_listed_and_each_row_is_named() -> None:
    found = listed(done("C1", date(2010, 11, 1), AS_OF), opened("C2", date(2010, 11, 2), ""))
    assert [(one.child, one.row, one.file, one.team) for one in found.assessments] == [
        ("C2", 3, "list.csv", NO_TEAM)
    ]


def test_an_assessment_that_two_indicators_count_is_one_open_assessment() -> None:
    found = watch(measured_twice(), Calendar(), AS_OF)
    assert [(one.indicator, one.child, one.urgency) for one in found.assessments] == [
        ("SOONER", "C1", Urgency.OVERDUE),
        ("NI 59", "C1", Urgency.DUE_SOON),
        ("SOONER", "C2", Urgency.DUE_SOON),
        ("NI 59", "C2", Urgency.IN_HAND),
    ]
    assert found.reading == (
        "2 assessments were open on 15 Nov 2010: 1 overdue, 1 due within 5 working days and 0 with "
        "more time left."
    )
    assert found.notes == (
        (
            "An assessment that several indicators count has a line for each; all together it is "
            "counted once, by the line with the fewest days left."
        ),
    )
    assert found.not_listed == 0


def test_where_a_lower_rate_is_better_nothing_is_overdue() -> None:
    found = watch(measured_twice("low"), Calendar(), AS_OF)
    assert [(one.indicator, one.child) for one in found.assessments] == [
        ("NI 59", "C1"),
        ("NI 59", "C2"),
    ]
    assert found.reading == (
        "2 assessments were open on 15 Nov 2010: 0 overdue, 1 due within 5 working days and 1 with "
        "more time left."
    )
    assert found.notes == (
        (
            "SOONER: a lower rate is better, so no open assessment is overdue and none is listed "
            "for it."
        ),
    )


def test_only_where_a_higher_rate_is_better_is_an_open_one_past_its_timescale() -> None:
    code = "open_past_timescale"
    assert [one.check.code for one in measured_twice("high").warnings] == [code]
    assert not measured_twice("low").warnings


def test_teams_are_counted_by_urgency() -> None:
    found = listed(
        opened("C1", date(2010, 9, 1), "West"),
        opened("C2", date(2010, 11, 5), "East"),
        opened("C3", date(2010, 11, 12), "East"),
        opened("C4", date(2010, 11, 12), "East"),
    )
    assert [(one.team, one.overdue, one.due_soon, one.in_hand) for one in found.teams] == [
        ("East", 0, 1, 2),
        ("West", 1, 0, 0),
    ]


def test_the_councils_own_convention_counts_here_too() -> None:
    calendar = Calendar(Convention.DAY_1)
    rows = [opened("C1", date(2010, 11, 2))]
    found = watch(measured(rows, AS_OF, calendar=calendar), calendar, AS_OF).assessments[0]
    assert (found.days_used, found.days_left) == (10, 0)
    assert found.due == AS_OF


def test_what_begins_after_the_day_is_not_listed_and_its_number_is_said() -> None:
    tomorrow = AS_OF + timedelta(days=1)
    one = listed(opened("C1", AS_OF), opened("C2", tomorrow))
    assert [found.child for found in one.assessments] == ["C1"]
    assert one.notes == ("NI 59: 1 assessment that begins after 15 Nov 2010 is not listed.",)
    none = listed(opened("C1", tomorrow), done("C2", tomorrow, tomorrow))
    assert none.reading == "No assessment was open on 15 Nov 2010."
    assert none.notes == ("NI 59: 2 assessments that begin after 15 Nov 2010 are not listed.",)


def test_what_was_completed_after_the_day_is_listed_and_its_number_is_said() -> None:
    start = date(2010, 11, 1)
    found = listed(
        done("on the day", start, AS_OF),
        done("three days later", start, AS_OF + timedelta(days=3)),
        done("a wrong year", start - timedelta(days=3), date(2031, 11, 1)),
    )
    assert [(one.child, one.days_left) for one in found.assessments] == [
        ("a wrong year", -1),
        ("three days later", 0),
    ]
    assert found.reading.startswith("2 assessments were open on 15 Nov 2010: 1 overdue, ")
    assert found.notes == (
        (
            "NI 59: 2 assessments completed after 15 Nov 2010 count as open on that day; check any "
            "completion date that lies ahead."
        ),
    )


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)), max_size=20),
    st.integers(0, 70),
)
def test_the_list_holds_those_that_had_begun_by_the_day_and_were_not_completed_by_it(
    rows: list[tuple[int, int | None]], day: int
) -> None:
    first = date(2010, 10, 1)
    written = [
        opened(str(number), first + timedelta(start))
        if taken is None
        else done(str(number), first + timedelta(start), first + timedelta(start + taken))
        for number, (start, taken) in enumerate(rows)
    ]
    # A list of no row is no case list.
    written.append(done("last", first, first))
    found = listed(*written, as_of=first + timedelta(day))
    assert {one.child for one in found.assessments} == {
        str(number)
        for number, (start, taken) in enumerate(rows)
        if start <= day and (taken is None or start + taken > day)
    }


def test_no_open_assessment_is_said_in_words() -> None:
    found = listed(done("C1", date(2010, 11, 1), AS_OF))
    assert found.assessments == ()
    assert found.reading == "No assessment was open on 15 Nov 2010."
    assert found.notes == ()


def test_a_limit_still_to_come_is_pointed_out() -> None:
    found = listed(opened("C1", date(2010, 3, 20)), as_of=date(2010, 3, 25))
    assert found.assessments[0].limit == 7
    assert found.notes == (
        (
            "NI 59 assessments completed from 01 Apr 2010 on will be measured against 10 working "
            "days; the due dates here are those of the limit of 25 Mar 2010."
        ),
    )


def test_open_assessments_without_a_limit_in_force_are_named_rather_than_dropped() -> None:
    indicator = published_definitions().indicator("NI59")
    limit = indicator.limits[0]
    ended = indicator.model_copy(update={"limits": (limit,)})
    measurement = measured([opened("C1", date(2010, 11, 1))], AS_OF, indicator=ended)
    found = watch(measurement, Calendar(), AS_OF)
    assert found.assessments == ()
    assert found.reading == "1 assessment was open on 15 Nov 2010: 1 without a due date."
    assert found.notes == (
        (
            "NI 59 has no limit in force on 15 Nov 2010, so 1 open assessment can be given no due "
            "date and cannot be listed."
        ),
    )


def test_the_identifier_of_a_child_is_in_no_representation() -> None:
    assert "C-4711" not in repr(listed(opened("C-4711", date(2010, 11, 1))))


@pytest.fixture(scope="module")
def large() -> Measurement:
    rows: list[list[object]] = []
    for number in range(20_000):
        start = date(2010, 4, 1) + timedelta(days=number % 200)
        end = None if number % 2 else start + timedelta(days=number % 15)
        team = f"Team {number % 12}"
        rows.append([f"C{number}", "Initial Assessment", start, start, end, team])
    return measured(rows, AS_OF)


def test_20_000_assessments_take_less_than_a_second(large: Measurement) -> None:
    began = time.perf_counter()
    found = watch(large, Calendar(), AS_OF)
    took = time.perf_counter() - began
    assert len(found.assessments) == 10_000
    assert took < 1.0
