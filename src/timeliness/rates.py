"""n, N and the rate: how many of the assessments completed in a period were in time.

A period's rate is the sum of the assessments in time over the sum of those completed, never a
mean of percentages. Nothing completed is no rate, which is not the same as 0%.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timeliness.measuring import Cohort
from timeliness.periods import (
    Period,
    PeriodKind,
    financial_year_of,
    months_between,
    quarter_of,
    year_to_date,
)
from timeliness.words import percent, rounded_half_up

NO_TEAM = "No team given"
"""The name under which assessments without a team are counted."""

_EPOCH_MONTH = 1970 * 12


@dataclass(frozen=True)
class Rate:
    """How many assessments were completed, and how many of them in time."""

    in_time: int
    completed: int

    def __post_init__(self) -> None:
        """Keep impossible counts from being made.

        Raises:
            ValueError: more were in time than were completed, or a count is negative.
        """
        if not 0 <= self.in_time <= self.completed:
            raise ValueError(f"{self.in_time} in time of {self.completed} completed")

    def __add__(self, other: Rate) -> Rate:
        """Add the counts, so that a sum's rate is the pooled one."""
        return Rate(self.in_time + other.in_time, self.completed + other.completed)

    @property
    def share(self) -> Fraction | None:
        """The exact share in time, or None when nothing was completed."""
        return Fraction(self.in_time, self.completed) if self.completed else None

    @property
    def value(self) -> float | None:
        """The share as the number that a cell holds, or None when nothing was completed."""
        return self.in_time / self.completed if self.completed else None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded half up, or None when nothing was completed."""
        return None if self.share is None else rounded_half_up(self.share * 100)

    @property
    def words(self) -> str:
        """The rate as a sentence has it: "93% (55 of 59)"."""
        if self.share is None:
            return "no assessments completed"
        return f"{percent(self.share)} ({self.in_time:,} of {self.completed:,})"


@dataclass(frozen=True)
class PeriodRate:
    """A rate with its period and, where it is one team's, the team."""

    period: Period
    rate: Rate
    team: str | None = None


@dataclass(frozen=True, eq=False)
class Tally:
    """The counts of one indicator by team and month, from which every period is summed.

    Attributes:
        first_month: the first month with a completion, as months since January 1970.
        in_time: counts in time, one row a team (the last row: no team), one column a month.
        completed: counts completed, in the same shape.
        teams: the teams' names in the order of the rows, without the last one.
    """

    first_month: int
    in_time: NDArray[np.int64]
    completed: NDArray[np.int64]
    teams: tuple[str, ...]

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """Every month from the first to the last completion; empty when there is none."""
        if not self.completed.shape[1]:
            return ()
        return months_between(
            _first_day(self.first_month),
            _first_day(self.first_month + self.completed.shape[1] - 1),
        )

    def rate(self, period: Period | None, team: str | None = None) -> Rate:
        """Count a period, for all teams or for one.

        Args:
            period: whole months; None for every completion of the list.
            team: a name from ``teams`` or NO_TEAM; a name that the list does not hold has
                nothing completed.
        """
        months = slice(None)
        if period is not None:
            months = slice(
                max(_month_number(period.start) - self.first_month, 0),
                max(_month_number(period.end) - self.first_month + 1, 0),
            )
        if team is None:
            rows = slice(None)
        elif team == NO_TEAM:
            rows = slice(len(self.teams), None)
        elif team in self.teams:
            rows = slice(self.teams.index(team), self.teams.index(team) + 1)
        else:
            return Rate(0, 0)
        return Rate(int(self.in_time[rows, months].sum()), int(self.completed[rows, months].sum()))

    def by_team(self, period: Period) -> tuple[PeriodRate, ...]:
        """Count a period for each team that completed any assessment in it."""
        names = (*self.teams, NO_TEAM)
        counted = (PeriodRate(period, self.rate(period, name), name) for name in names)
        return tuple(item for item in counted if item.rate.completed)


def tally(cohort: Cohort) -> Tally:
    """Count the completed assessments of an indicator by team and month."""
    done = cohort.completed
    if not len(done.records):
        nothing = np.zeros((len(cohort.teams) + 1, 0), dtype=np.int64)
        return Tally(0, nothing, nothing, cohort.teams)
    months = done.stop.astype("datetime64[M]").view(np.int64)
    first, last = int(months.min()), int(months.max())
    rows, columns = len(cohort.teams) + 1, last - first + 1
    # A missing team is -1, which as a row from the end is the last one.
    cells = (done.team % rows) * columns + (months - first)
    shape = (rows, columns)
    return Tally(
        first_month=first,
        in_time=np.bincount(cells[done.in_time], minlength=rows * columns).reshape(shape),
        completed=np.bincount(cells, minlength=rows * columns).reshape(shape),
        teams=cohort.teams,
    )


def rates_by(counts: Tally, by: PeriodKind) -> tuple[PeriodRate, ...]:
    """Count every period of a kind from the first to the last completion, also empty ones."""
    periods: dict[Period, None] = {}
    for month in counts.months:
        match by:
            case PeriodKind.MONTH:
                period = month
            case PeriodKind.QUARTER:
                period = quarter_of(month.start)
            case PeriodKind.YEAR_TO_DATE:
                period = year_to_date(month)
            case PeriodKind.YEAR:
                period = financial_year_of(month.start)
        periods[period] = None
    return tuple(PeriodRate(period, counts.rate(period)) for period in periods)


def rates_by_team(counts: Tally) -> tuple[PeriodRate, ...]:
    """Count every team in every financial year, so that no row mixes two years' limits."""
    years = dict.fromkeys(financial_year_of(month.start) for month in counts.months)
    return tuple(item for year in years for item in counts.by_team(year))


def change(before: Rate, now: Rate) -> Fraction | None:
    """Give the exact difference of two shares, or None where either has nothing completed."""
    if before.share is None or now.share is None:
        return None
    return now.share - before.share


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1 - _EPOCH_MONTH


def _first_day(month_number: int) -> date:
    year, month = divmod(month_number + _EPOCH_MONTH, 12)
    return date(year, month + 1, 1)
