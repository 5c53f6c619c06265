"""From a council's measured lists to its month: what is shown, compared and told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction

from timeliness import __version__
from timeliness.benchmarks.benchmark import Benchmark
from timeliness.benchmarks.comparison import Question
from timeliness.benchmarks.measures import Measure
from timeliness.benchmarks.now import latest_benchmark
from timeliness.case_list import CaseList, Field
from timeliness.errors import PeriodError
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
from timeliness.settings import Council
from timeliness.summary import (
    Comparison,
    IndicatorSummary,
    MonthlySummary,
    MonthOfYear,
    unfinished_sentence,
)
from timeliness.targets import Status
from timeliness.trends.trend import trend_of
from timeliness.words import count_of, day_label, to_a_tenth

_WARNINGS_LISTED = 500
"""How many rows to look at a month's workbook lists; the command check lists them all."""

_SHORT_SHARE = Fraction(80, 100)
"""A month with less than this share of the months around it may have been cut off."""

_FEWEST_AROUND = 5
"""Where the months around have fewer on average, a month with few of them says nothing."""


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
    _check_month(month, as_of, tallies.values(), _last_start(measurement))
    in_use = _in_use(measurement, tallies, chosen, month)
    case_list = measurement.case_list
    neighbours = council.neighbour_sets
    return MonthlySummary(
        council=council.name,
        team=council.settings.council.team,
        month=month,
        as_of=as_of,
        version=__version__,
        convention=council.calendar.sentence,
        neighbours=neighbours[0].words if neighbours else "",
        indicators=tuple(
            _summarise_indicator(council, measurement.cohort(code), counts, month, as_of)
            for code, counts in in_use.items()
        ),
        sources=case_list.sources,
        skipped=case_list.skipped,
        went=tuple(
            (cohort.indicator.label, cohort.reconciliation)
            for cohort in measurement.cohorts
            if cohort.has_rows or cohort.indicator.code in in_use
        ),
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


def _last_start(measurement: Measurement) -> date | None:
    """Give the day on which the last of the open assessments began; None where none is open."""
    starts = [cohort.still_open.start for cohort in measurement.cohorts]
    return max((one.max().item() for one in starts if len(one)), default=None)


def _check_month(
    month: Period, as_of: date, tallies: Collection[Tally], last_start: date | None
) -> None:
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
    if last_start is not None and last.start < month.start <= last_start:
        # The lists go on beyond the last completion, so that a month after it is known to have
        # none.
        return
    if not first.start <= month.start <= last.end:
        raise PeriodError(
            f"{month.name} lies outside the case lists, whose assessments were completed from "
            f"{first.name} to {last.name}: choose a month between them, or export the lists again."
        )


def _short_months(month: Period, as_of: date, tallies: Iterable[Tally]) -> tuple[str, ...]:
    """Say where a month of the year has far fewer assessments than those around it.

    An export that was cut off shows so. The months around are the two before and the two after,
    as far as the lists go; a month that is not over is short by its nature.
    """
    # Several indicators may count the same assessments, each of which was completed once.
    of_kinds = {counts.cohort.indicator.assessments: counts for counts in tallies if counts.cohort}
    totals: dict[Period, int] = {}
    for counts in of_kinds.values():
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
    mixed = indicator.mixed_sentence(quarter, year)

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
        year_basis=indicator.basis_in(year),
        mixed=mixed,
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
            MonthOfYear(
                one,
                counts.rate(one),
                counts.rate(year_to_date(one)),
                indicator.basis_in(one),
                indicator.basis_in(year_to_date(one)),
            )
            for one in months_between(year.start, month.end)
        ),
        teams=in_year,
        teams_in_month=tuple(
            PeriodRate(month, counts.rate(month, item.team), item.team) for item in in_year
        ),
        trend=trend_of(cohort, counts, month, target, as_of),
        still_open=len(cohort.still_open.records),
        notes=(*cohort.notes, *filter(None, (previous.basis_change, mixed))),
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
    if bases[0] != bases[1] or indicator.is_mixed_in(now):
        were = f"{before.name} was measured against {bases[0]} and {now.name} against {bases[1]}"
        if bases[0] == bases[1]:
            were = f"{before.name} and {now.name} were each measured against {bases[0]}"
        sentence = f"{indicator.label}: {were}, so the two cannot be compared."
        return Comparison(earlier, None, bases[0], sentence if earlier.rate.completed else "")
    return Comparison(earlier, change(earlier.rate, counts.rate(now)), bases[0])
