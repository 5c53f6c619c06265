from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.by_hand import Assessment, counts, place
from tests.support.lists import initial, list_of
from tests.trends.building import counts_from
from timeliness.case_list import Block, read_block
from timeliness.case_list.names import NO_TEAM
from timeliness.indicators import published_definitions
from timeliness.measuring import measure
from timeliness.periods import PeriodKind, read_period
from timeliness.rates import Rate, Tally, change, rates_by, rates_by_team, tally

DEFINITIONS = published_definitions()
HEADINGS = [
    "Assessment type",
    "Date of referral",
    "Date of new information",
    "Start date",
    "End date",
    "Team",
]
WORDS = {"initial": "Initial Assessment", "core": "Core", "single": "C&F"}
CODES = {"initial": "NI59", "core": "NI60", "single": "CF45"}

DAYS = st.dates(date(2013, 4, 1), date(2016, 3, 31))
CELLS = st.sampled_from(["date", "datetime", "serial", "uk", "iso", "named"])


def cell(day: date | None, way: str) -> object:
    """Write a day in one of the ways that case lists do."""
    if day is None:
        return None
    match way:
        case "datetime":
            return datetime.combine(day, time(13, 45))
        case "serial":
            return float((day - date(1899, 12, 30)).days)
        case "uk":
            return f"{day:%d/%m/%Y}"
        case "iso":
            return day.isoformat()
        case "named":
            return f"{day:%d-%b-%Y}"
        case _:
            return day


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    start = draw(DAYS)
    end = start + timedelta(days=draw(st.integers(-5, 90)))
    return Assessment(
        kind=draw(st.sampled_from(sorted(WORDS))),
        referral=draw(st.none() | st.just(start - timedelta(days=draw(st.integers(0, 4))))),
        new_information=draw(st.none() | st.just(start)),
        start=draw(st.none() | st.just(start)),
        end=draw(st.none() | st.just(end)),
        team=draw(st.sampled_from([None, "East", "West"])),
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(assessments(), CELLS), min_size=1, max_size=40),
    st.none() | DAYS,
)
def test_the_engine_counts_what_plain_loops_count_one_day_at_a_time(
    rows: Sequence[tuple[Assessment, str]], as_of: date | None
) -> None:
    block = Block(
        [
            HEADINGS,
            *[
                [
                    WORDS[one.kind],
                    *(
                        cell(day, way)
                        for day in (one.referral, one.new_information, one.start, one.end)
                    ),
                    one.team,
                ]
                for one, way in rows
            ],
        ]
    )
    measurement = measure(read_block(block), DEFINITIONS.indicators.values(), as_of=as_of)
    expected = counts((one for one, _ in rows), as_of)
    found = {}
    for kind, code in CODES.items():
        for item in rates_by(tally(measurement.cohort(code)), PeriodKind.MONTH):
            if item.rate.completed:
                key = (kind, item.period.start.year, item.period.start.month)
                found[key] = (item.rate.in_time, item.rate.completed)
    assert found == expected
    went = measurement.reconciliation
    assert went.read == len(rows) == went.completed + went.still_open + went.excluded
    assert went.excluded == len({finding.row for finding in measurement.excluded})
    assert went.completed == sum(completed for _, completed in expected.values())
    assert went.still_open == sum(place(one, as_of) == "open" for one, _ in rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(assessments(), min_size=1, max_size=40))
def test_every_longer_period_and_all_teams_are_the_sums_of_their_parts(
    made: Sequence[Assessment],
) -> None:
    rows = [[WORDS[x.kind], x.referral, x.new_information, x.start, x.end, x.team] for x in made]
    measurement = measure(read_block(Block([HEADINGS, *rows])), DEFINITIONS.indicators.values())
    for cohort in measurement.cohorts:
        table = tally(cohort)
        months = rates_by(table, PeriodKind.MONTH)
        for kind in (PeriodKind.QUARTER, PeriodKind.YEAR):
            for item in rates_by(table, kind):
                inside = [m.rate for m in months if m.period.start in item.period]
                assert item.rate == sum(inside, Rate(0, 0))
        for item in rates_by(table, PeriodKind.YEAR):
            by_team = [t.rate for t in table.by_team(item.period)]
            assert item.rate == sum(by_team, Rate(0, 0))


def harrow_like() -> Tally:
    day = date(2010, 4, 30)
    rows = [initial(n, day, day if n < 3 else date(2010, 6, 30)) for n in range(5)]
    return tally(measure(list_of(*rows), [DEFINITIONS.indicator("NI59")]).cohorts[0])


def test_a_month_in_which_nothing_was_completed_appears_and_has_no_rate() -> None:
    months = rates_by(harrow_like(), PeriodKind.MONTH)
    assert [(m.period.label, m.rate) for m in months] == [
        ("Apr 2010", Rate(3, 3)),
        ("May 2010", Rate(0, 0)),
        ("Jun 2010", Rate(0, 2)),
    ]
    assert months[1].rate.value is None
    assert months[1].rate.percent is None
    assert months[1].rate.words == "no assessments completed"


def test_years_to_date_grow_from_month_to_month() -> None:
    found = rates_by(harrow_like(), PeriodKind.YEAR_TO_DATE)
    assert [x.rate for x in found] == [Rate(3, 3), Rate(3, 3), Rate(3, 5)]


def test_a_period_outside_the_list_has_nothing_completed() -> None:
    table = harrow_like()
    for text in ("Mar 2010", "Jul 2010", "2008-09", "Q1 2011-12"):
        assert table.rate(read_period(text)) == Rate(0, 0)


def test_a_team_that_the_list_does_not_hold_has_nothing_completed() -> None:
    table = harrow_like()
    year = read_period("2010-11")
    assert table.rate(year, "Nobody") == Rate(0, 0)
    assert table.rate(year, NO_TEAM) == Rate(3, 5)
    assert [x.team for x in rates_by_team(table)] == [NO_TEAM]


def test_a_list_without_completions_has_no_periods() -> None:
    table = tally(
        measure(
            list_of(initial(1, date(2010, 4, 1), None)), [DEFINITIONS.indicator("NI59")]
        ).cohorts[0]
    )
    assert rates_by(table, PeriodKind.MONTH) == ()
    assert table.rate(read_period("2010-11")) == Rate(0, 0)


@pytest.mark.parametrize(
    ("in_time", "completed", "shown"),
    [
        (55, 59, 93),
        (51, 57, 89),
        (50, 58, 86),
        (32, 42, 76),
        (1, 8, 13),
        (1, 200, 1),
        (0, 5, 0),
        (57, 200, 29),
    ],
)
def test_percentages_are_rounded_half_up_from_the_exact_fraction(
    in_time: int, completed: int, shown: int
) -> None:
    assert Rate(in_time, completed).percent == shown


def test_a_change_is_taken_between_the_exact_shares() -> None:
    assert change(Rate(269, 359), Rate(375, 475)) == Fraction(375, 475) - Fraction(269, 359)
    assert change(Rate(0, 0), Rate(1, 2)) is None


def test_impossible_counts_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="3 in time of 2"):
        Rate(3, 2)


def test_counts_of_which_no_team_is_known_are_all_without_one() -> None:
    months = counts_from(date(2011, 3, 1), [(1, 2), (3, 5)])
    assert months.teams == ()
    assert months.rate(None, "North") == Rate(0, 0)
    assert [(item.period.label, item.team, item.rate) for item in rates_by_team(months)] == [
        ("2010-11", NO_TEAM, Rate(1, 2)),
        ("2011-12", NO_TEAM, Rate(3, 5)),
    ]
