"""Small numbers that are hidden, attacked with all that a published copy shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tests.support.harrow import november
from timeliness.periods import (
    last_quarter_result,
    month_before,
    months_between,
    quarter_to_date,
    read_month,
    year_to_date,
)
from timeliness.rates import PeriodRate, Rate
from timeliness.summary import Comparison, IndicatorSummary, MonthOfYear
from timeliness.suppression import Disclosed, disclose_all, is_small, suppress

NONE = Rate(0, 0)
BASIS = "35 working days"


def indicator_of(cells: list[list[Rate]], march: Rate = NONE) -> IndicatorSummary:
    """Make a month's summary from the counts of each team (rows) in each month from April."""
    last = len(cells[0])
    month = months_between(read_month("Apr 2010").start, read_month("Mar 2011").end)[last - 1]
    year = year_to_date(month)
    totals = [sum((row[place] for row in cells), NONE) for place in range(last)]
    names = months_between(year.start, month.end)
    to_date = [sum(totals[: place + 1], NONE) for place in range(last)]
    before = totals[-2] if last > 1 else march
    quarter, result = quarter_to_date(month), last_quarter_result(month)
    in_quarter = totals[last - 1 - (month.month_number - 1) % 3 :]
    teams = tuple(
        PeriodRate(year, sum(row, NONE), f"Team {number}") for number, row in enumerate(cells)
    )
    return replace(
        november().indicators[0],
        month=PeriodRate(month, totals[-1]),
        previous_month=Comparison(PeriodRate(month_before(month), before), None, BASIS),
        quarter=PeriodRate(quarter, sum(in_quarter, NONE)),
        year_to_date=PeriodRate(year, to_date[-1]),
        quarter_result=(
            Comparison(PeriodRate(result, to_date[result.month_number - 1]), None, BASIS)
            if result
            else None
        ),
        months=tuple(
            MonthOfYear(name, rate, so_far, BASIS, BASIS)
            for name, rate, so_far in zip(names, totals, to_date, strict=True)
        ),
        teams=teams,
        teams_in_month=tuple(
            PeriodRate(month, row[-1], team.team) for row, team in zip(cells, teams, strict=True)
        ),
    )


Mask = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Shown = list[tuple[Mask, Rate]]


def region(cells: list[list[Rate]], first: int, end: int, team: int | None = None) -> Mask:
    """Mark the counts of some months, of all teams or of one, among those of a table."""
    mask = np.zeros((len(cells), len(cells[0])))
    mask[slice(None) if team is None else slice(team, team + 1), first:end] = 1
    return mask


def everything_shown(cells: list[list[Rate]], shown: Disclosed, one: IndicatorSummary) -> Shown:
    """List each count in a file as the months and teams that it adds up, by the file's words."""
    last = len(cells[0])
    found: Shown = []

    def add(rate: Rate | None, first: int, end: int, team: int | None = None) -> None:
        if rate is not None:
            found.append((region(cells, first, end, team), rate))

    for place in range(last):
        add(shown.months[place], place, place + 1)
        add(shown.years_to_date[place], 0, place + 1)
    if last > 1:
        add(shown.previous_month, last - 2, last - 1)
    add(shown.quarter, last - 1 - (last - 1) % 3, last)
    if one.quarter_result:
        add(shown.quarter_result, 0, one.quarter_result.before.period.month_number)
    for rates, first in ((shown.teams, 0), (shown.teams_in_month or (), last - 1)):
        for item in rates:
            add(item.rate, first, last, int(str(item.team).removeprefix("Team ")))
    return found


def sensitive(cells: list[list[Rate]]) -> Shown:
    """List every month, team and team's month whose count is small."""
    shape = (len(cells), len(cells[0]))
    teams, last = range(shape[0]), shape[1]
    masks = [region(cells, month, month + 1) for month in range(last)]
    masks += [region(cells, 0, last, team) for team in teams]
    masks += [region(cells, last - 1, last, team) for team in teams]
    found = []
    for mask in masks:
        rate = sum(
            (cells[r][c] for r in range(shape[0]) for c in range(shape[1]) if mask[r, c]), NONE
        )
        if is_small(rate):
            found.append((mask, rate))
    return found


def recovered(cells: list[list[Rate]], shown: Shown) -> list[str]:
    """Attack: the least and the most that each small count can be, given all that is shown."""
    said = []
    for kind in ("in time", "late"):

        def count(rate: Rate, kind: str = kind) -> int:
            return rate.in_time if kind == "in time" else rate.completed - rate.in_time

        for mask, rate in sensitive(cells):
            if not 0 < count(rate) < 6:
                continue
            bounds = []
            for sign in (1, -1):
                done = linprog(
                    sign * mask.ravel(),
                    A_eq=np.array([known.ravel() for known, _ in shown]) if shown else None,
                    b_eq=[count(known) for _, known in shown] if shown else None,
                    bounds=(0, None),
                )
                bounds.append(np.inf if done.status == 3 else sign * done.fun)
            if bounds[0] > 0.5 or bounds[1] < 5.5:
                said.append(f"{rate} {kind} lies between {bounds[0]} and {bounds[1]}")
    return said


counts = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda x: Rate(x[0], sum(x)))
larger = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda x: Rate(x[0], sum(x)))


@st.composite
def tables(draw: st.DrawFn) -> list[list[Rate]]:
    teams, months = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    rates = draw(st.sampled_from([counts, larger, counts | larger]))
    return [[draw(rates) for _ in range(months)] for _ in range(teams)]


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_sum_or_difference_of_what_is_shown_gives_a_small_number_back(
    cells: list[list[Rate]],
) -> None:
    indicator = indicator_of(cells)
    shown = everything_shown(cells, suppress(indicator), indicator)
    assert not [rate for _, rate in shown if is_small(rate)]
    assert recovered(cells, shown) == []


@settings(max_examples=60, deadline=None)
@given(tables())
def test_what_is_shown_is_true(cells: list[list[Rate]]) -> None:
    indicator = indicator_of(cells)
    for mask, rate in everything_shown(cells, suppress(indicator), indicator):
        where = [(row, column) for row, column in zip(*np.nonzero(mask), strict=True)]
        assert rate == sum((cells[row][column] for row, column in where), NONE)


def test_the_attack_succeeds_where_only_the_small_cells_are_hidden() -> None:
    cells = [[Rate(20, 30), Rate(20, 23), Rate(20, 30)]]
    indicator = indicator_of(cells)
    everything = disclose_all(indicator)
    naive = replace(everything, months=(Rate(20, 30), None, Rate(20, 30)), previous_month=None)
    assert recovered(cells, everything_shown(cells, naive, indicator))


def test_a_hidden_month_takes_the_years_to_date_with_it_that_would_give_it_back() -> None:
    shown = suppress(indicator_of([[Rate(20, 30), Rate(20, 23), Rate(20, 30), Rate(40, 50)]]))
    assert shown.months == (None, None, Rate(20, 30), Rate(40, 50))
    assert shown.years_to_date == (None, Rate(40, 53), Rate(60, 83), Rate(100, 133))


def test_one_hidden_team_takes_the_next_smallest_with_it() -> None:
    cells = [[Rate(20, 23)], [Rate(30, 40)], [Rate(50, 60)]]
    shown = suppress(indicator_of(cells))
    assert shown.hidden_teams == ("Team 0", "Team 1")
    assert [one.team for one in shown.teams] == ["Team 2"]


def test_large_numbers_are_all_shown() -> None:
    cells = [[Rate(20, 30), Rate(20, 30)], [Rate(40, 50), Rate(10, 10)]]
    indicator = indicator_of(cells)
    assert suppress(indicator) == disclose_all(indicator)


def test_a_year_that_is_small_as_a_whole_shows_nothing() -> None:
    shown = suppress(indicator_of([[Rate(1, 1), Rate(1, 1)], [Rate(0, 1), Rate(1, 1)]]))
    assert set(shown.months) == set(shown.years_to_date) == {None}
    assert shown.teams == ()
    assert shown.hidden_teams == ("Team 0", "Team 1")


@pytest.mark.parametrize(("march", "expected"), [(Rate(3, 20), None), (Rate(9, 20), Rate(9, 20))])
def test_last_years_march_is_hidden_when_it_is_small(march: Rate, expected: Rate | None) -> None:
    assert suppress(indicator_of([[Rate(20, 30)]], march)).previous_month == expected
