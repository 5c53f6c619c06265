"""The bridge, the teams and the late ones: hand counts and SciPy's binomial distribution."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from tests.trends.building import measured
from timeliness.case_list.names import NO_TEAM
from timeliness.periods import financial_year, months_between, read_month
from timeliness.rates import PeriodRate, Rate
from timeliness.trends.bridge import bridge
from timeliness.trends.intervals import Standing
from timeliness.trends.late import Late, late_in
from timeliness.trends.teams import TAIL, chance_counts, compare_teams
from timeliness.working_days import Calendar

AS_OF = date(2010, 12, 6)
YEAR = financial_year(2010)


CHILDREN = count(1)


def row(days: int, start: date, team: str = "") -> list[object]:
    """Make an initial assessment that took so many working days; every child is another one."""
    child = f"C{next(CHILDREN)}"
    return [child, "Initial Assessment", start, start, Calendar().due(start, days), team]


MARCH = [row(days, date(2010, 3, 1)) for days in (5, 7, 8, 10)]
APRIL = [row(days, date(2010, 4, 6)) for days in (0, 7, 8, 9, 10, 11)]


def test_the_same_assessments_are_counted_against_both_limits() -> None:
    cohort = measured([*MARCH, *APRIL], AS_OF).cohorts[0]
    found = bridge(cohort, months_between(date(2010, 2, 1), date(2010, 5, 31)))
    assert found is not None
    assert found.limits == (7, 10)
    assert [(one.period.label, one.basis, one.rates) for one in found.months] == [
        ("Mar 2010", "7 working days", (Rate(2, 4), Rate(4, 4))),
        ("Apr 2010", "10 working days", (Rate(2, 6), Rate(5, 6))),
    ]
    assert [(one.period.label, one.rates) for one in found.years] == [
        ("YTD Mar 2010", (Rate(2, 4), Rate(4, 4))),
        ("YTD Apr 2010", (Rate(2, 6), Rate(5, 6))),
    ]
    assert found.reading == (
        "April 2010: 33% (2 of 6) within 7 working days and 83% (5 of 6) within 10 working days. "
        "These are the same assessments, so the distance between the figures is the definition's "
        "alone."
    )


def test_each_months_rate_at_its_own_limit_is_the_one_that_is_reported() -> None:
    cohort = measured([*MARCH, *APRIL], AS_OF).cohorts[0]
    found = bridge(cohort, months_between(date(2010, 3, 1), date(2010, 4, 30)))
    assert found is not None
    for one, days in zip(found.months, (7, 10), strict=True):
        inside = [stop.item() in one.period for stop in cohort.completed.stop]
        in_time = int(cohort.completed.in_time[inside].sum())
        assert one.rates[found.limits.index(days)] == Rate(in_time, sum(inside))


def test_an_indicator_with_one_limit_has_no_bridge_and_empty_months_have_nothing_to_read() -> None:
    rows = [["C1", "Core Assessment", date(2010, 4, 6), date(2010, 4, 6), date(2010, 5, 6), ""]]
    cohort = measured(rows, AS_OF, code="NI60").cohorts[0]
    assert bridge(cohort, [read_month("May 2010")]) is None
    without = bridge(measured(APRIL, AS_OF).cohorts[0], [read_month("Jan 2010")])
    assert without is not None
    assert without.reading.startswith("No assessments were completed")


@given(st.integers(1, 400), st.fractions(0, 1))
def test_chance_counts_are_the_binomial_quantiles_of_scipy(number: int, share: Fraction) -> None:
    fewest, most = chance_counts(number, share)
    below, above = binom.cdf(fewest - 1, number, float(share)), binom.sf(most, number, float(share))
    assert below < TAIL + 1e-9
    assert above < TAIL + 1e-9
    assert binom.cdf(fewest, number, float(share)) >= TAIL - 1e-9
    assert binom.sf(most - 1, number, float(share)) >= TAIL - 1e-9


def team_rates(*teams: tuple[str, int, int]) -> list[PeriodRate]:
    return [PeriodRate(YEAR, Rate(in_time, number), team) for team, in_time, number in teams]


def test_a_small_team_far_from_the_rest_is_not_called_different() -> None:
    found = compare_teams(YEAR, team_rates(("East", 160, 200), ("West", 82, 100), ("Night", 3, 6)))
    assert found is not None
    assert {team.standing for team in found.teams} == {Standing.NOT_CLEAR}
    assert [team.team for team in found.teams] == ["East", "West", "Night"]
    assert found.reading == (
        "2010-11: no team is clearly different from all teams together, 80% (245 of 306); chance "
        "alone could explain the distances."
    )


def test_the_same_distance_in_a_large_team_is_called_below_and_its_rest_above() -> None:
    found = compare_teams(YEAR, team_rates(("East", 320, 350), ("Night", 150, 300)))
    assert found is not None
    assert [(team.team, team.standing) for team in found.teams] == [
        ("East", Standing.ABOVE),
        ("Night", Standing.BELOW),
    ]
    assert found.reading == (
        "2010-11: East, 91% (320 of 350), is above; Night, 50% (150 of 300), is below, against all "
        "teams together, 72% (470 of 650): more than chance would give."
    )


def test_limits_are_counts_of_the_team_so_that_the_edge_is_exact() -> None:
    centre = Fraction(3, 4)
    fewest, _ = chance_counts(100, centre)
    rest = 75 - fewest
    at_the_edge = compare_teams(YEAR, team_rates(("A", fewest, 100), ("B", 225 + rest, 300)))
    beyond = compare_teams(YEAR, team_rates(("A", fewest - 1, 100), ("B", 226 + rest, 300)))
    assert at_the_edge is not None
    assert beyond is not None
    assert at_the_edge.together.share == beyond.together.share == centre
    assert [team.standing for team in at_the_edge.teams if team.team == "A"] == [Standing.NOT_CLEAR]
    assert [team.standing for team in beyond.teams if team.team == "A"] == [Standing.BELOW]


def test_one_team_is_compared_with_nobody_and_all_in_time_is_no_difference() -> None:
    assert compare_teams(YEAR, team_rates(("East", 3, 4), ("West", 0, 0))) is None
    found = compare_teams(YEAR, team_rates(("East", 4, 4), ("West", 9, 9)))
    assert found is not None
    assert {team.standing for team in found.teams} == {Standing.NOT_CLEAR}
    assert [(team.lower, team.upper) for team in found.teams] == [(Fraction(1), Fraction(1))] * 2


@given(
    st.lists(
        st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=2,
        max_size=8,
    )
)
def test_a_team_is_called_only_outside_its_limits(counts: list[tuple[int, int]]) -> None:
    found = compare_teams(YEAR, team_rates(*((f"T{i}", *one) for i, one in enumerate(counts))))
    assert found is not None
    for team in found.teams:
        inside = team.lower <= Fraction(team.rate.in_time, team.rate.completed) <= team.upper
        assert inside == (team.standing is Standing.NOT_CLEAR)


def late(*rows: list[object]) -> Late:
    return late_in(measured(rows, AS_OF).cohorts[0], read_month("Nov 2010"))


START = date(2010, 10, 4)
"""A Monday from which 30 working days end on 15 November."""


def test_how_late_the_late_ones_were_by_band_and_team() -> None:
    found = late(
        row(10, date(2010, 11, 1), "East"),
        row(11, date(2010, 11, 1), "East"),
        row(15, date(2010, 11, 1), "East"),
        row(16, date(2010, 11, 1), "West"),
        row(30, START, ""),
        row(31, START, ""),
    )
    # Beyond 10 working days: 0, 1, 5, 6, 20 and 21.
    assert (found.together.completed, found.together.late) == (6, 5)
    assert (found.together.median, found.together.longest) == (6.0, 21)
    assert [(band.words, band.late) for band in found.bands] == [
        ("1 to 5", 2),
        ("6 to 10", 1),
        ("11 to 20", 1),
        ("21 to 40", 1),
        ("41 or more", 0),
    ]
    assert [(team.team, team.completed, team.late, team.median) for team in found.teams] == [
        ("East", 3, 2, 3.0),
        ("West", 1, 1, 6.0),
        (NO_TEAM, 2, 2, 20.5),
    ]
    assert found.reading == (
        "5 of 6 completed in November 2010 were late, by a median of 6 and at most 21 working days."
    )


def test_lateness_is_measured_against_the_limit_of_the_day_of_completion() -> None:
    cohort = measured([*MARCH, *APRIL], AS_OF).cohorts[0]
    assert late_in(cohort, read_month("Mar 2010")).together.late == 2
    assert late_in(cohort, read_month("Apr 2010")).together.late == 1


def test_none_late_and_none_completed_are_said_in_words() -> None:
    assert (
        late(row(3, date(2010, 11, 1))).reading
        == "None of the 1 completed in November 2010 was late."
    )
    assert late(row(3, date(2010, 6, 1))).reading == (
        "No assessments were completed in November 2010."
    )
    one = late(row(11, date(2010, 11, 1)))
    assert one.teams == ()
    assert one.reading == (
        "1 of 1 completed in November 2010 was late, by a median of 1 and at most 1 working day."
    )


@pytest.mark.parametrize("beyond", [1, 40, 41, 100])
def test_every_late_one_is_in_exactly_one_band(beyond: int) -> None:
    start = date(2010, 6, 1)
    one = row(10 + beyond, start)
    stop = one[4]
    assert isinstance(stop, date)
    found = late_in(measured([one], stop + timedelta(days=1)).cohorts[0], read_month(stop))
    assert sum(band.late for band in found.bands) == found.together.late == 1
