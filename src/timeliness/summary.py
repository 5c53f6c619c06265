"""The month as one frozen value: all that the workbook, the sentences and the report say.

What renders a summary takes it as it is and computes nothing; what computes it knows nothing of
workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from timeliness.benchmarks.benchmark import Benchmark
from timeliness.case_list import Source
from timeliness.findings import Finding
from timeliness.periods import (
    Period,
)
from timeliness.rates import PeriodRate, Rate
from timeliness.reconciliation import Reconciliation
from timeliness.revisions import Revision
from timeliness.targets import Status, Target
from timeliness.trends.trend import Trend
from timeliness.words import day_label


@dataclass(frozen=True)
class MonthOfYear:
    """One month of the year so far: its own rate, and the year to date at its end.

    Attributes:
        month: the month.
        rate: its rate.
        year_to_date: April to the month.
        basis: the limit in force in the month, "10 working days".
        year_basis: the limits in force from April to the month.
    """

    month: Period
    rate: Rate
    year_to_date: Rate
    basis: str
    year_basis: str


@dataclass(frozen=True)
class Comparison:
    """Now against an earlier period.

    Attributes:
        before: the earlier period with its rate.
        change: the exact difference of the shares; None where either has nothing completed, or
            where the two were measured against different limits or each mixes them.
        basis: the limit in force in the earlier period.
        basis_change: the sentence that says so where the limits differ; empty otherwise.
    """

    before: PeriodRate
    change: Fraction | None
    basis: str
    basis_change: str = ""


@dataclass(frozen=True)
class IndicatorSummary:
    """One indicator's month.

    Attributes:
        code: the indicator's code, "NI59".
        label: the code as people write it, "NI 59".
        name: which assessments, "Initial assessments".
        title: the definition with the month's limit in it.
        good_is: "high" or "low".
        basis: the limit in force in the month, "10 working days".
        year_basis: those in force from April to the month, "7 working days, then 10 working days".
        mixed: that the year to date, or the quarter too, mixes limits; empty where neither does.
        clock_starts: the date that starts the clock, in words.
        clock_stops: the date that stops it, in words.
        source: where the definition comes from.
        limit_sources: where each limit of the year comes from.
        month: the month's rate.
        previous_month: the month before, and the change on it.
        quarter: the quarter up to the month.
        year_to_date: April to the month.
        quarter_result: the year to date at the last finished quarter, and the change on it; None
            before the year's first quarter has finished.
        target: what is aimed at in the year.
        amber_within: how far below the target is amber.
        month_status: the month against the target.
        year_status: the year to date against the target.
        months: every month of the year so far, from April.
        teams: the teams in the year to date; empty where the list names no team.
        teams_in_month: the same teams in the month.
        trend: what chance, the last months and the year's end say about the month.
        still_open: open assessments, which are in no rate.
        notes: what must be said about the way of counting.
        benchmark: the last published year beside the neighbours; None where none is held.
    """

    code: str
    label: str
    name: str
    title: str
    good_is: str
    basis: str
    year_basis: str
    mixed: str
    clock_starts: str
    clock_stops: str
    source: str
    limit_sources: tuple[str, ...]
    month: PeriodRate
    previous_month: Comparison
    quarter: PeriodRate
    year_to_date: PeriodRate
    quarter_result: Comparison | None
    target: Target
    amber_within: Fraction
    month_status: Status
    year_status: Status
    months: tuple[MonthOfYear, ...]
    teams: tuple[PeriodRate, ...]
    teams_in_month: tuple[PeriodRate, ...]
    trend: Trend
    still_open: int
    notes: tuple[str, ...]
    benchmark: Benchmark | None = None

    @property
    def has_completions(self) -> bool:
        """Whether anything was completed in the year so far: a chart of it has a line only then."""
        return any(one.rate.completed for one in self.months)

    @property
    def limit_changes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The months, counted from 0, at which the limit changes: of a month, of the year to date.

        The line of a chart that led across such a change would be read as a trend.
        """
        of_months, of_years = (
            (one.basis for one in self.months),
            (x.year_basis for x in self.months),
        )
        return _changes(of_months), _changes(of_years)


@dataclass(frozen=True)
class MonthlySummary:
    """A council's month.

    Attributes:
        council: the council's name.
        team: who made the figures.
        month: the month.
        as_of: the day on which the figures were made.
        version: the version of Timeliness that made them.
        convention: how working days are counted, as a sentence.
        neighbours: the set of councils compared with, in words; empty where none is set.
        indicators: one summary each, in the definitions' order.
        sources: the blocks of cells that were read.
        skipped: sheets that were not read, and why.
        went: where the rows went, for each indicator of the lists by its label, also for one that
            the month does not show, or the lines would not account for all rows.
        reconciliation: where every row went, over all indicators.
        excluded: every excluded row with its reason.
        warnings: rows that were counted but should be looked at, the first 500 of them.
        more_warnings: how many more of these there are.
        notices: what a person should know about the lists.
        revisions: figures that differ from those of the workbook before.
    """

    council: str
    team: str
    month: Period
    as_of: date
    version: str
    convention: str
    neighbours: str
    indicators: tuple[IndicatorSummary, ...]
    sources: tuple[Source, ...]
    skipped: tuple[str, ...]
    went: tuple[tuple[str, Reconciliation], ...]
    reconciliation: Reconciliation
    excluded: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    notices: tuple[str, ...]
    revisions: tuple[Revision, ...] = ()
    more_warnings: int = 0


def unfinished_sentence(month: Period, as_of: date) -> str:
    """Say that a month was not over on the day it was counted; empty where it was."""
    if as_of > month.end:
        return ""
    return f"{month.name} was not over on {day_label(as_of)}, so its figures will still change."


def _changes(bases: Iterable[str]) -> tuple[int, ...]:
    return tuple(
        place for place, (before, now) in enumerate(pairwise(bases), start=1) if before != now
    )
