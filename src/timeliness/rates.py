"""n, N and the rate: how many of the assessments completed in a period were in time.

A period's rate is the sum of the assessments in time over the sum of those completed, never a
mean of percentages. Nothing completed is no rate, which is not the same as 0%.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.names import NO_TEAM
from timeliness.measuring import Cohort, Completed
from timeliness.periods import (
    Period,
    PeriodKind,
    financial_year_of,
    months_between,
    quarter_of,
    year_to_date,
)
from timeliness.words import FINE_FROM, percent, percent_to_a_tenth, rounded_half_up
from timeliness.working_days import FIRST_DAY, LAST_DAY

_EPOCH_MONTH = 1970 * 12
_FIRST_NUMBER = (FIRST_DAY - date(1970, 1, 1)).days


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
    def is_fine(self) -> bool:
        """Whether enough assessments stand behind the rate for it to be shown with a decimal."""
        return self.completed >= FINE_FROM

    @property
    def percent_words(self) -> str:
        """The percentage as every sheet and sentence has it: "93%"; "82.5%" of 1,000 or more."""
        if self.share is None:
            return "none completed"
        return percent_to_a_tenth(self.share) if self.is_fine else percent(self.share)

    @property
    def words(self) -> str:
        """The rate as a sentence has it: "93% (55 of 59)"."""
        if self.share is None:
            return "no assessments completed"
        return f"{self.percent_words} ({self.in_time:,} of {self.completed:,})"

    def looks_like(self, other: Rate) -> bool:
        """Whether two rates are not said to differ: the same whole per cent, as both are shown.

        Of rates that are shown with a decimal those within half a percentage point look alike.
        """
        if self.share is None or other.share is None:
            return False
        if self.is_fine and other.is_fine:
            return rounded_half_up(abs(self.share - other.share) * 100) == 0
        return self.percent == other.percent


@dataclass(frozen=True)
class PeriodRate:
    """A rate with its period and, where it is one team's, the team."""

    period: Period
    rate: Rate
    team: str | None = None


@dataclass(frozen=True, eq=False)
class Tally:
    """The counts of one indicator by month, and by team and month, from which periods are summed.

    Attributes:
        first_month: the first month with a completion, as months since January 1970.
        in_time: counts in time, one a month.
        completed: counts completed, one a month.
        cohort: the assessments, whose teams are counted when a team is first asked for; None
            where no team is known.
    """

    first_month: int
    in_time: tuple[int, ...]
    completed: tuple[int, ...]
    cohort: Cohort | None = None

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams' names, in alphabetical order."""
        return self.cohort.teams if self.cohort else ()

    @cached_property
    def by_team_and_month(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Counts in time and completed, one row a team (the last row: no team)."""
        if self.cohort is None:
            return np.array([self.in_time]), np.array([self.completed])
        done, rows = self.cohort.completed, len(self.teams) + 1
        months = len(self.completed)
        # A missing team is -1, which as a row from the end is the last one.
        boxes = done.team % rows * months + _months_of(done) - self.first_month
        in_time, completed = _counted(done, boxes, rows * months)
        return in_time.reshape(rows, months), completed.reshape(rows, months)

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """Every month from the first to the last completion; empty when there is none."""
        if not len(self.completed):
            return ()
        return months_between(
            _first_day(self.first_month),
            _first_day(self.first_month + len(self.completed) - 1),
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
            return Rate(sum(self.in_time[months]), sum(self.completed[months]))
        if team != NO_TEAM and team not in self.teams:
            return Rate(0, 0)
        row = len(self.teams) if team == NO_TEAM else self.teams.index(team)
        in_time, completed = (counts[row] for counts in self.by_team_and_month)
        return Rate(int(in_time[months].sum()), int(completed[months].sum()))

    def by_team(self, period: Period) -> tuple[PeriodRate, ...]:
        """Count a period for each team that completed any assessment in it."""
        names = (*self.teams, NO_TEAM)
        counted = (PeriodRate(period, self.rate(period, name), name) for name in names)
        return tuple(item for item in counted if item.rate.completed)


def tally(cohort: Cohort) -> Tally:
    """Count the completed assessments of an indicator by month, and by team where one asks."""
    done = cohort.completed
    if not len(done.records):
        return Tally(0, (), (), cohort)
    months = _months_of(done)
    first, last = int(months.min()), int(months.max())
    in_time, completed = _counted(done, months - first, last - first + 1)
    return Tally(first, tuple(in_time.tolist()), tuple(completed.tolist()), cohort)


@lru_cache(maxsize=1)
def _months_of_days() -> NDArray[np.int64]:
    """The month of each day of the calendar, as months since January 1970."""
    days = np.arange(np.datetime64(FIRST_DAY), np.datetime64(LAST_DAY) + 1)
    return days.astype("datetime64[M]").view(np.int64)


def rate_at(done: Completed, period: Period, limit: int) -> Rate:
    """Count what was completed in a period against a limit, whichever was in force, in days."""
    taken = done.days_taken[done.within(period)]
    return Rate(int((taken <= limit).sum()), len(taken))


def _months_of(done: Completed) -> NDArray[np.int64]:
    """Give the month in which each was completed, as months since January 1970."""
    months: NDArray[np.int64] = _months_of_days()[done.stop.view(np.int64) - _FIRST_NUMBER]
    return months


def _counted(
    done: Completed, boxes: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count in time and completed in some number of boxes, given each one's box."""
    in_time = np.bincount(np.compress(done.in_time, boxes), minlength=size)
    return in_time, np.bincount(boxes, minlength=size)


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
