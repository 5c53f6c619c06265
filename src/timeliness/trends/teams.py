"""How the teams differ, without calling chance a difference.

The comparison is that of a funnel plot (Spiegelhalter 2005, "Funnel plots for comparing
institutional performance"): each team is held against the rate of all teams together, within
limits that widen as its number of assessments falls. The limits leave 0.1% of chance results on
either side, which is what the outer lines of a funnel are drawn at, so that one team in many is
not singled out by luck; they are exact binomial ones, because teams are small.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from timeliness.periods import Period
from timeliness.rates import PeriodRate, Rate
from timeliness.trends.intervals import Interval, Standing, wilson_of_some
from timeliness.words import count_of

TAIL = 0.001
"""The share of chance results that lies beyond each limit."""

LIMITS_BASIS = "99.8% binomial limits about the rate of all teams together"
"""The method, as every output names it."""

EXPLANATION = (
    "A team with few assessments can be far from the others by chance alone: only a team outside "
    "the funnel is called above or below, and the rest are not clearly different."
)
"""What the comparison is, in the one sentence that an officer can say to a councillor."""


@dataclass(frozen=True)
class TeamStanding:
    """One team beside all teams together.

    Attributes:
        team: the team's name.
        rate: its counts.
        interval: the 95% Wilson interval of its rate.
        lower: the lowest share that chance alone would give a team of its size.
        upper: the highest.
        standing: how it lies to all teams together.
    """

    team: str
    rate: Rate
    interval: Interval
    lower: Fraction
    upper: Fraction
    standing: Standing


@dataclass(frozen=True)
class TeamComparison:
    """The teams of an indicator in a period.

    Attributes:
        period: the period.
        together: the counts of all teams.
        teams: each team that completed any assessment, the largest number first.
    """

    period: Period
    together: Rate
    teams: tuple[TeamStanding, ...]

    @property
    def message(self) -> str:
        """What the comparison says, as a chart's title has it."""
        called = len(self._called)
        if not called:
            return "no team is clearly different from all together"
        return (
            f"{count_of(called, 'team')} {'lies' if called == 1 else 'lie'} outside what chance "
            "would give"
        )

    @property
    def _called(self) -> tuple[TeamStanding, ...]:
        clear = {Standing.ABOVE, Standing.BELOW}
        return tuple(team for team in self.teams if team.standing in clear)

    @property
    def reading(self) -> str:
        """What the comparison says, in one sentence."""
        called = self._called
        all_teams = f"all teams together, {self.together.words}"
        if not called:
            return (
                f"{self.period.name}: no team is clearly different from {all_teams}; chance alone "
                "could explain the distances."
            )
        each = "; ".join(f"{team.team}, {team.rate.words}, is {team.standing}" for team in called)
        return f"{self.period.name}: {each}, against {all_teams}: more than chance would give."


def compare_teams(period: Period, rates: Iterable[PeriodRate]) -> TeamComparison | None:
    """Compare the teams of a period.

    Args:
        period: the period.
        rates: each team's counts in it; those with nothing completed are left out.

    Returns:
        The comparison, or None where there are fewer than two teams to compare.
    """
    counted = [(item.team, item.rate) for item in rates if item.team and item.rate.completed]
    if len(counted) < 2:
        return None
    together = sum((rate for _, rate in counted), start=Rate(0, 0))
    centre = Fraction(together.in_time, together.completed)
    compared = [_compare(team, rate, centre) for team, rate in counted]
    compared.sort(key=lambda one: (-one.rate.completed, one.team))
    return TeamComparison(period, together, tuple(compared))


def _compare(team: str, rate: Rate, centre: Fraction) -> TeamStanding:
    fewest, most = chance_counts(rate.completed, centre)
    return TeamStanding(
        team=team,
        rate=rate,
        interval=wilson_of_some(rate),
        lower=Fraction(fewest, rate.completed),
        upper=Fraction(most, rate.completed),
        standing=_standing(rate, fewest, most),
    )


def chance_counts(completed: int, share: Fraction) -> tuple[int, int]:
    """Give the fewest and the most in time that chance alone would give.

    Args:
        completed: how many assessments.
        share: the share in time that stands behind them.

    Returns:
        The smallest count whose lower tail of the binomial distribution, itself included, holds
        at least ``TAIL`` of it, and the largest whose upper tail does.
    """
    return (
        _fewest(completed, float(share)),
        completed - _fewest(completed, float(1 - share)),
    )


def _fewest(completed: int, share: float) -> int:
    if share in {0.0, 1.0}:
        return completed if share else 0
    hit, miss = math.log(share), math.log(1 - share)
    all_ways, below = math.lgamma(completed + 1), 0.0
    for count in range(completed):
        ways = all_ways - math.lgamma(count + 1) - math.lgamma(completed - count + 1)
        below += math.exp(ways + count * hit + (completed - count) * miss)
        if below >= TAIL:
            return count
    return completed


def _standing(rate: Rate, fewest: int, most: int) -> Standing:
    if rate.in_time < fewest:
        return Standing.BELOW
    return Standing.ABOVE if rate.in_time > most else Standing.NOT_CLEAR
