"""One list at two limits, month by month, so that a changed definition can be read across.

When a timescale changes, figures on either side of the change do not compare. The same completed
assessments counted against both limits show how much of a difference is the definition's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeliness.measuring import Cohort
from timeliness.periods import Period, financial_year_of, year_to_date
from timeliness.rates import Rate, rate_at
from timeliness.words import listed


@dataclass(frozen=True)
class BridgeRow:
    """A period at every limit of its indicator.

    Attributes:
        period: a month, or a year up to the last month shown.
        basis: the limit in force, in words.
        rates: the same assessments counted against each limit, in the order of the bridge's.
    """

    period: Period
    basis: str
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class Bridge:
    """An indicator's assessments at each of the limits that it has had.

    Attributes:
        limits: the limits in working days, the shortest first; two or more.
        months: a row for each month with a completed assessment.
        years: a row for each financial year that the months lie in, up to the last month.
    """

    limits: tuple[int, ...]
    months: tuple[BridgeRow, ...]
    years: tuple[BridgeRow, ...]

    def words_of(self, row: BridgeRow) -> str:
        """Write a row's rate at each limit: "55% (263 of 475) within 7 working days and ..."."""
        return listed(
            [
                f"{rate.words} within {limit} working days"
                for rate, limit in zip(row.rates, self.limits, strict=True)
            ]
        )

    @property
    def reading(self) -> str:
        """What the latest year says, in one sentence."""
        if not self.years:
            return "No assessments were completed in these months, so there is nothing to bridge."
        latest = self.years[-1]
        return (
            f"{latest.period.name}: {self.words_of(latest)}. These are the same assessments, "
            "so the distance between the figures is the definition's alone."
        )


EXPLANATION = (
    "The same assessments are counted against each timescale, so the distance between two columns "
    "is the change of definition alone, and only figures in one column may be compared."
)
"""What a bridge is, in the one sentence that an officer can say to a councillor."""


def bridge(cohort: Cohort, months: Iterable[Period]) -> Bridge | None:
    """Count an indicator's completed assessments against every limit that it has had.

    Args:
        cohort: the indicator's assessments, with the days they took.
        months: the months to show, in order of time.

    Returns:
        The bridge, or None for an indicator that has had one limit only.
    """
    limits = tuple(sorted({limit.working_days for limit in cohort.indicator.limits}))
    if len(limits) < 2:
        return None
    rows = [row for month in months if (row := _row(cohort, limits, month)) is not None]
    last_of_year = {financial_year_of(row.period.end): row.period for row in rows}
    years = [_row(cohort, limits, year_to_date(month)) for month in last_of_year.values()]
    return Bridge(limits, tuple(rows), tuple(year for year in years if year is not None))


def _row(cohort: Cohort, limits: tuple[int, ...], period: Period) -> BridgeRow | None:
    rates = tuple(rate_at(cohort.completed, period, limit) for limit in limits)
    if not rates[0].completed:
        return None
    return BridgeRow(period, cohort.indicator.basis_in(period), rates)
