"""All that chance, time and the year's end say about one indicator's month, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeliness.measuring import Cohort
from timeliness.periods import (
    Period,
    financial_year_of,
    last_quarter_result,
    month_before,
    months_between,
    quarter_to_date,
    year_to_date,
)
from timeliness.rates import PeriodRate, Tally
from timeliness.targets import Target
from timeliness.trends.bridge import Bridge, bridge
from timeliness.trends.control_chart import MOST_MONTHS, ControlChart, control_chart
from timeliness.trends.intervals import Interval, Standing, against_rate, against_share, wilson
from timeliness.trends.late import Late, late_in
from timeliness.trends.projection import Projection, project
from timeliness.trends.statements import (
    change_sentence,
    interval_sentence,
    meaning,
    needed_sentence,
    projection_sentence,
    target_sentence,
)
from timeliness.trends.teams import TeamComparison, compare_teams
from timeliness.words import day_label


@dataclass(frozen=True)
class Trend:
    """An indicator's month in the light of chance and of the year's end.

    Attributes:
        interval: the 95% Wilson interval of the month's rate; None when nothing was completed.
        to_target: how the month lies to the target.
        to_previous_month: how it lies to the month before; not comparable across a changed limit.
        meaning: what may be said about the month, in a few words.
        sentences: what may be said about the month and the year's end, a sentence each, with the
            basis of each.
        chart: the control chart of the last months.
        projection: where the year ends.
        bridge: the months at each limit; None for an indicator with one limit.
        teams: the teams in the year to date; None with fewer than two.
        late: the late assessments of the month.
    """

    interval: Interval | None
    to_target: Standing
    to_previous_month: Standing
    meaning: str
    sentences: tuple[str, ...]
    chart: ControlChart
    projection: Projection
    bridge: Bridge | None
    teams: TeamComparison | None
    late: Late


def trend_of(cohort: Cohort, counts: Tally, month: Period, target: Target, as_of: date) -> Trend:
    """Work out what an indicator's month means.

    Args:
        cohort: the indicator's assessments.
        counts: their counts.
        month: the month.
        target: what is aimed at in the year.
        as_of: the day on which the figures are made.
    """
    indicator = cohort.indicator
    year, before = year_to_date(month), month_before(month)
    now, earlier = PeriodRate(month, counts.rate(month)), PeriodRate(before, counts.rate(before))
    same_basis = indicator.basis_in(month) == indicator.basis_in(before)
    months = _latest_months(counts, month)
    projection = project(
        counts,
        month,
        target,
        good_is_high=indicator.good_is == "high",
        caveats=_caveats(cohort, month, as_of),
    )
    return Trend(
        interval=wilson(now.rate),
        to_target=against_share(now.rate, target.share),
        to_previous_month=(
            against_rate(now.rate, earlier.rate) if same_basis else Standing.NOT_COMPARABLE
        ),
        meaning=meaning(now, earlier, target, same_basis=same_basis),
        sentences=tuple(
            sentence
            for sentence in (
                interval_sentence(now) if now.rate.completed else "",
                target_sentence(now, target),
                change_sentence(now, earlier) if same_basis and _both(now, earlier) else "",
                _since_quarter(cohort, counts, month),
                projection_sentence(projection),
                needed_sentence(projection),
                *projection.caveats,
            )
            if sentence
        ),
        chart=control_chart((one, indicator.basis_in(one), counts.rate(one)) for one in months),
        projection=projection,
        bridge=bridge(cohort, months),
        teams=compare_teams(year, counts.by_team(year)) if counts.teams else None,
        late=late_in(cohort, month),
    )


def _latest_months(counts: Tally, month: Period) -> tuple[Period, ...]:
    """Give the months up to a month that are charted, from the list's first completion on.

    They end with the month also where the completions end long before it, as those of an
    indicator do of which only old assessments are still open.
    """
    first = min((month, *counts.months[:1]), key=lambda one: one.start)
    return months_between(first.start, month.end)[-MOST_MONTHS:]


def _since_quarter(cohort: Cohort, counts: Tally, month: Period) -> str:
    """Compare the months since the last quarter's result with that result.

    The year to date holds the result's own assessments, so that the two would share most of what
    is compared; the months since then share none.
    """
    result, since = last_quarter_result(month), quarter_to_date(month)
    indicator = cohort.indicator
    if result is None or indicator.basis_in(result) != indicator.basis_in(since):
        return ""
    if indicator.is_mixed_in(since):
        return ""
    now, before = PeriodRate(since, counts.rate(since)), PeriodRate(result, counts.rate(result))
    return change_sentence(now, before) if _both(now, before) else ""


def _both(now: PeriodRate, before: PeriodRate) -> bool:
    """Whether both periods have a rate, so that there is something to compare."""
    return now.rate.completed > 0 and before.rate.completed > 0


def _caveats(cohort: Cohort, month: Period, as_of: date) -> tuple[str, ...]:
    indicator, year = cohort.indicator, financial_year_of(month.end)
    caveats = []
    if as_of <= month.end:
        caveats.append(
            f"{month.name} was not over on {day_label(as_of)}, so the number of assessments that "
            "the projection takes from it is too low."
        )
    if indicator.is_mixed_in(year):
        caveats.append(
            f"The timescale changes within {year.label} ({indicator.basis_in(year)}), so its year "
            "end mixes two bases and the projection with it."
        )
    return tuple(caveats)
