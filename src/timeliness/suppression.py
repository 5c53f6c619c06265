"""Which counts a published copy may show, so that no hidden small number can be worked out.

A count is small when one to five assessments were in time, or one to five late: either one could
point to a child. Hiding the small cells alone is not enough, because months add up to years to
date and teams to a total. So nothing is hidden cell by cell:

- The months of a year are cut into runs. Only sums of whole runs are shown, and no run is small.
  Whatever is added or subtracted, nothing but sums of whole runs comes out, and a month within a
  run may be anything from nothing to all of it.
- The teams are parted into those shown and those hidden. The hidden ones together are never
  small, in the year, in the month, nor in the year without the month.

Nought is no small number, as in the Department's own publications, which show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeliness.rates import PeriodRate, Rate
from timeliness.summary import IndicatorSummary

SMALLEST_SHOWN = 6
"""The smallest count, other than nought, that a published copy shows."""


@dataclass(frozen=True)
class Disclosed:
    """The counts of one indicator that may be shown; None stands where one is hidden.

    Attributes:
        months: each month of the year so far, from April.
        years_to_date: the year to date at the end of each of them.
        previous_month: the month before the summary's month, which may be last year's March.
        quarter: the quarter up to the month.
        quarter_result: the year to date at the last finished quarter; also None without one.
        teams: the teams that are shown, in the year to date.
        teams_in_month: the same teams in the month; None where the month is hidden.
        hidden_teams: the names of the teams that are hidden.
    """

    months: tuple[Rate | None, ...]
    years_to_date: tuple[Rate | None, ...]
    previous_month: Rate | None
    quarter: Rate | None
    quarter_result: Rate | None
    teams: tuple[PeriodRate, ...]
    teams_in_month: tuple[PeriodRate, ...] | None
    hidden_teams: tuple[str, ...]

    @property
    def month(self) -> Rate | None:
        """The summary's own month, or None where it is hidden."""
        return self.months[-1]

    @property
    def year_to_date(self) -> Rate | None:
        """The year to date, or None where it is hidden."""
        return self.years_to_date[-1]


def is_small(rate: Rate) -> bool:
    """Whether one to five assessments were in time, or one to five late."""
    late = rate.completed - rate.in_time
    return 0 < rate.in_time < SMALLEST_SHOWN or 0 < late < SMALLEST_SHOWN


def disclose_all(indicator: IndicatorSummary) -> Disclosed:
    """Show every count of an indicator, where small numbers need not be hidden."""
    result = indicator.quarter_result
    return Disclosed(
        months=tuple(one.rate for one in indicator.months),
        years_to_date=tuple(one.year_to_date for one in indicator.months),
        previous_month=indicator.previous_month.before.rate,
        quarter=indicator.quarter.rate,
        quarter_result=result.before.rate if result else None,
        teams=indicator.teams,
        teams_in_month=indicator.teams_in_month,
        hidden_teams=(),
    )


def suppress(indicator: IndicatorSummary) -> Disclosed:
    """Decide which counts of an indicator may be shown while its small numbers stay hidden."""
    months = [one.rate for one in indicator.months]
    last = len(months)
    ends = _ends_of_runs(months)

    def between(first: int, end: int) -> Rate | None:
        shown = first in ends and end in ends
        return sum(months[first:end], Rate(0, 0)) if shown else None

    quarter_start = last - (indicator.quarter.period.month_number - 1) % 3 - 1
    result = indicator.quarter_result
    before = indicator.previous_month.before.rate
    month_is_shown = between(last - 1, last) is not None
    shown, hidden = (
        _part_teams(indicator.teams, indicator.teams_in_month if month_is_shown else ())
        if last in ends
        else ((), tuple(str(one.team) for one in indicator.teams))
    )
    return Disclosed(
        months=tuple(between(place, place + 1) for place in range(last)),
        years_to_date=tuple(between(0, place + 1) for place in range(last)),
        # In April the month before belongs to another year, in no sum of this one.
        previous_month=between(last - 2, last - 1) if last > 1 else _unless_small(before),
        quarter=between(quarter_start, last),
        quarter_result=between(0, result.before.period.month_number) if result else None,
        teams=tuple(one for one in indicator.teams if one.team in shown),
        teams_in_month=(
            tuple(one for one in indicator.teams_in_month if one.team in shown)
            if month_is_shown
            else None
        ),
        hidden_teams=hidden,
    )


def _unless_small(rate: Rate) -> Rate | None:
    return None if is_small(rate) else rate


def _ends_of_runs(months: Sequence[Rate]) -> frozenset[int]:
    """Cut the months into runs that are not small; give the months at which they end.

    Returns:
        How many months have passed at the end of each run, with 0 for the year's beginning; only
        0 where the whole year so far is small.
    """
    last = len(months)
    ends = list(range(last + 1))
    while True:
        small = next(
            (
                place
                for place in range(len(ends) - 1)
                if is_small(sum(months[ends[place] : ends[place + 1]], Rate(0, 0)))
            ),
            None,
        )
        if small is None:
            return frozenset(ends)
        movable = [end for end in ends[small : small + 2] if end not in (0, last)]
        if not movable:
            return frozenset({0})
        ends.remove(min(movable, key=lambda end: _worth(end, last)))


def _worth(end: int, last: int) -> tuple[bool, bool, int]:
    """Weigh the end of a run: the month itself is kept longest, then what a quarter ends on."""
    return (end == last - 1, end % 3 == 0, end)


def _part_teams(
    in_year: Sequence[PeriodRate], in_month: Sequence[PeriodRate]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the teams into those shown and those hidden.

    Args:
        in_year: each team's year to date.
        in_month: the same teams in the month, or nothing where no team's month is shown.
    """
    of_month = {one.team: one.rate for one in in_month}
    # The smallest teams come first, because they are the first to be hidden.
    order = sorted(in_year, key=lambda one: (one.rate.completed, str(one.team)))

    def has_small(teams: Sequence[PeriodRate]) -> bool:
        year = sum((one.rate for one in teams), Rate(0, 0))
        month = sum((of_month.get(one.team, Rate(0, 0)) for one in teams), Rate(0, 0))
        in_time, completed = year.in_time - month.in_time, year.completed - month.completed
        return is_small(year) or is_small(month) or is_small(Rate(in_time, completed))

    hidden = [one for one in order if has_small([one])]
    shown = [one for one in order if one not in hidden]
    while hidden and shown and (len(hidden) == 1 or has_small(hidden)):
        hidden.append(shown.pop(0))
    return (
        tuple(str(one.team) for one in shown),
        tuple(str(one.team) for one in in_year if one in hidden),
    )
