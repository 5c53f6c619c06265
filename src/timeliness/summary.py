"""The month as one frozen value: all that the workbook, the sentences and the report say.

What renders a summary takes it as it is and computes nothing; what computes it knows nothing of
workbooks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from timeliness import __version__
from timeliness.benchmarks.benchmark import Benchmark
from timeliness.benchmarks.comparison import Question
from timeliness.benchmarks.measures import Measure
from timeliness.benchmarks.now import latest_benchmark
from timeliness.case_list import CaseList, Field, Source
from timeliness.errors import PeriodError
from timeliness.findings import Finding
from timeliness.indicators import Indicator
from timeliness.measuring import Cohort, Measurement, measure
from timeliness.periods import (
    Period,
    last_quarter_result,
    month_before,
    months_between,
    quarter_to_date,
    year_to_date,
)
from timeliness.rates import PeriodRate, Rate, Tally, change, tally
from timeliness.reconciliation import Reconciliation
from timeliness.revisions import Revision
from timeliness.settings import Council
from timeliness.targets import Status, Target
from timeliness.trends.trend import Trend, trend_of
from timeliness.words import count_of, day_label, to_a_tenth

_WARNINGS_LISTED = 500
"""How many rows to look at a month's workbook lists; the command check lists them all."""

_SHORT_SHARE = Fraction(80, 100)
"""A month with less than this share of the months around it may have been cut off."""

_FEWEST_AROUND = 5
"""Where the months around have fewer on average, a month with few of them says nothing."""


@dataclass(frozen=True)
class MonthOfYear:
    """One month of the year so far: its own rate, and the year to date at its end."""

    month: Period
    rate: Rate
    year_to_date: Rate


@dataclass(frozen=True)
class Comparison:
    """Now against an earlier period.

    Attributes:
        before: the earlier period with its rate.
        change: the exact difference of the shares; None where either has nothing completed, or
            where the two were measured against different limits.
        basis_change: the sentence that says so where the limits differ; empty otherwise.
    """

    before: PeriodRate
    change: Fraction | None
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
        reconciliation: where every row went.
        notes: what must be said about the way of counting.
        benchmark: the last published year beside the neighbours; None where none is held.
    """

    code: str
    label: str
    name: str
    title: str
    good_is: str
    basis: str
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
    reconciliation: Reconciliation
    notes: tuple[str, ...]
    benchmark: Benchmark | None = None


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
        closures: local closure days that were not counted as working days.
        neighbours: the set of councils compared with, in words; empty where none is set.
        indicators: one summary each, in the definitions' order.
        sources: the blocks of cells that were read.
        skipped: sheets that were not read, and why.
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
    closures: tuple[date, ...]
    neighbours: str
    indicators: tuple[IndicatorSummary, ...]
    sources: tuple[Source, ...]
    skipped: tuple[str, ...]
    reconciliation: Reconciliation
    excluded: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    notices: tuple[str, ...]
    revisions: tuple[Revision, ...] = ()
    more_warnings: int = 0


def measure_council(council: Council, case_list: CaseList, as_of: date) -> Measurement:
    """Measure a council's case list against the indicators that it reports.

    Args:
        council: the settings; without a choice of theirs every indicator is reported that the
            list holds assessments for.
        case_list: the council's case list.
        as_of: the day on which the figures are made.

    Raises:
        NoLimitError: an assessment was completed on a day without a limit.
    """
    chosen = council.settings.counting.indicators
    indicators = [
        indicator
        for code, indicator in council.definitions.indicators.items()
        if code in chosen or not chosen
    ]
    return measure(case_list, indicators, council.calendar, as_of)


def summarise(
    council: Council, measurement: Measurement, month: Period, as_of: date
) -> MonthlySummary:
    """Summarise a council's month.

    Args:
        council: the settings.
        measurement: the council's case list, measured as of the same day.
        month: the month.
        as_of: the day on which the figures are made.

    Raises:
        PeriodError: the month has not begun, lies outside the lists, or is of a year in which no
            indicator had a limit.
    """
    chosen = council.settings.counting.indicators
    tallies = {
        cohort.indicator.code: tally(cohort)
        for cohort in measurement.cohorts
        if cohort.indicator.code in chosen or not cohort.is_empty
    }
    _check_month(month, as_of, tallies.values())
    in_use = _in_use(measurement, tallies, chosen, month)
    case_list = measurement.case_list
    neighbours = council.neighbour_sets
    return MonthlySummary(
        council=council.name,
        team=council.settings.council.team,
        month=month,
        as_of=as_of,
        version=__version__,
        convention=council.settings.counting.convention.sentence,
        closures=tuple(sorted(council.settings.counting.closures)),
        neighbours=neighbours[0].words if neighbours else "",
        indicators=tuple(
            _summarise_indicator(council, measurement.cohort(code), counts, month, as_of)
            for code, counts in in_use.items()
        ),
        sources=case_list.sources,
        skipped=case_list.skipped,
        reconciliation=measurement.reconciliation,
        excluded=measurement.excluded,
        warnings=measurement.warnings[:_WARNINGS_LISTED],
        more_warnings=max(len(measurement.warnings) - _WARNINGS_LISTED, 0),
        notices=(
            *(notice for source in case_list.sources for notice in source.notices),
            *filter(None, [unfinished_sentence(month, as_of)]),
            *_short_months(month, as_of, tallies.values()),
        ),
    )


def _in_use(
    measurement: Measurement, tallies: Mapping[str, Tally], chosen: Collection[str], month: Period
) -> dict[str, Tally]:
    """Choose the indicators to show: of lists of many years those that belong to a month's.

    Such a one has a limit in the month's year, and is named in the settings, has open assessments
    or was completed in this financial year or the one before. Where there is none, those with a
    limit are shown with nothing completed.

    Raises:
        PeriodError: none has a limit.
    """
    year = year_to_date(month)
    recent = months_between(date(year.start.year - 1, year.start.month, 1), month.end)
    with_limit = {
        code: counts
        for code, counts in tallies.items()
        if measurement.cohort(code).indicator.limits_in(year)
    }
    if not with_limit:
        raise PeriodError(
            f"No indicator of the lists has a limit in force in {year.name}: choose another month, "
            "or give one a limit for those days in council.toml."
        )
    in_use = {
        code: counts
        for code, counts in with_limit.items()
        if code in chosen
        or len(measurement.cohort(code).still_open.records)
        or any(counts.rate(one).completed for one in recent)
    }
    return in_use or with_limit


def _check_month(month: Period, as_of: date, tallies: Collection[Tally]) -> None:
    if as_of < month.start:
        raise PeriodError(
            f"{month.name} begins after {day_label(as_of)}, the day that the figures are made as "
            "of: choose an earlier month or a later day."
        )
    months = [month for counts in tallies for month in counts.months]
    if not months:
        raise PeriodError(
            "The case lists hold no completed assessment, so there is no month to report: check "
            "that the right lists were exported."
        )
    first, last = min(months), max(months)
    if not first.start <= month.start <= last.end:
        raise PeriodError(
            f"{month.name} lies outside the case lists, whose assessments were completed from "
            f"{first.name} to {last.name}: choose a month between them, or export the lists again."
        )


def unfinished_sentence(month: Period, as_of: date) -> str:
    """Say that a month was not over on the day it was counted; empty where it was."""
    if as_of > month.end:
        return ""
    return f"{month.name} was not over on {day_label(as_of)}, so its figures will still change."


def _short_months(month: Period, as_of: date, tallies: Collection[Tally]) -> tuple[str, ...]:
    """Say where a month of the year has far fewer assessments than those around it.

    An export that was cut off shows so. The months around are the two before and the two after,
    as far as the lists go; a month that is not over is short by its nature.
    """
    totals: dict[Period, int] = {}
    for counts in tallies:
        for one in counts.months:
            totals[one] = totals.get(one, 0) + counts.rate(one).completed
    months = sorted(totals)
    found = []
    for place, one in enumerate(months):
        around = [
            totals[x] for x in (*months[max(place - 2, 0) : place], *months[place + 1 : place + 3])
        ]
        average = Fraction(sum(around), len(around) or 1)
        in_year = year_to_date(month).start <= one.start and one.end <= month.end
        is_over = one.end < as_of
        if (
            in_year
            and is_over
            and average >= _FEWEST_AROUND
            and totals[one] < _SHORT_SHARE * average
        ):
            found.append(
                f"{one.name} has {count_of(totals[one], 'completed assessment')}, under 80% of the "
                f"{to_a_tenth(average)} a month around it: check that the export is whole."
            )
    return tuple(found)


def _summarise_indicator(
    council: Council, cohort: Cohort, counts: Tally, month: Period, as_of: date
) -> IndicatorSummary:
    indicator = cohort.indicator
    target = council.target(indicator.code, month)
    year = year_to_date(month)
    now, to_date = counts.rate(month), counts.rate(year)
    quarter, quarter_end = quarter_to_date(month), last_quarter_result(month)

    def status(rate: Rate) -> Status:
        return target.status(
            rate.share,
            good_is_high=indicator.good_is == "high",
            amber_within=council.amber_within,
        )

    previous = _compare(indicator, counts, month_before(month), month)
    in_year = counts.by_team(year) if counts.teams else ()
    return IndicatorSummary(
        code=indicator.code,
        label=indicator.label,
        name=indicator.name,
        title=indicator.title_in(month),
        good_is=indicator.good_is,
        basis=indicator.basis_in(month),
        clock_starts=", else ".join(Field(name).meaning for name in indicator.clock_starts),
        clock_stops=Field(indicator.clock_stops).meaning,
        source=indicator.source,
        limit_sources=tuple(limit.source for limit in indicator.limits_in(year)),
        month=PeriodRate(month, now),
        previous_month=previous,
        quarter=PeriodRate(quarter, counts.rate(quarter)),
        year_to_date=PeriodRate(year, to_date),
        quarter_result=(
            _compare(indicator, counts, quarter_end, year) if quarter_end is not None else None
        ),
        target=target,
        amber_within=council.amber_within,
        month_status=status(now),
        year_status=status(to_date),
        months=tuple(
            MonthOfYear(one, counts.rate(one), counts.rate(year_to_date(one)))
            for one in months_between(year.start, month.end)
        ),
        teams=in_year,
        teams_in_month=tuple(
            PeriodRate(month, counts.rate(month, item.team), item.team) for item in in_year
        ),
        trend=trend_of(cohort, counts, month, target, as_of),
        still_open=len(cohort.still_open.records),
        reconciliation=cohort.reconciliation,
        notes=(*cohort.notes, *((previous.basis_change,) if previous.basis_change else ())),
        benchmark=_benchmark(council, cohort, counts, month),
    )


def _benchmark(council: Council, cohort: Cohort, counts: Tally, month: Period) -> Benchmark | None:
    """Set an indicator beside the neighbours, where a set of them is named."""
    if not council.neighbour_sets:
        return None
    return latest_benchmark(
        council.published_figures, question(council, cohort.indicator, month), cohort, counts, month
    )


def question(council: Council, indicator: Indicator | Measure, now: Period) -> Question:
    """Ask how a council stands beside the neighbours that its settings name.

    Args:
        council: the settings.
        indicator: what is compared.
        now: the period whose limit is the one in force.
    """
    return Question(
        us=council.area,
        neighbours=council.neighbour_sets[0],
        indicator=indicator.code,
        label=indicator.label,
        in_force=indicator.basis_in(now),
        good_is_high=indicator.good_is == "high",
    )


def _compare(indicator: Indicator, counts: Tally, before: Period, now: Period) -> Comparison:
    earlier = PeriodRate(before, counts.rate(before))
    bases = indicator.basis_in(before), indicator.basis_in(now)
    if bases[0] != bases[1]:
        sentence = (
            f"{indicator.label}: {before.name} was measured against {bases[0]} and {now.name} "
            f"against {bases[1]}, so the two cannot be compared."
        )
        return Comparison(earlier, None, sentence if earlier.rate.completed else "")
    return Comparison(earlier, change(earlier.rate, counts.rate(now)))
