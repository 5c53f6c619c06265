"""The council's own year to date beside a benchmark, counted at the benchmark's limit as well."""

from __future__ import annotations

from dataclasses import replace

from timeliness.benchmarks.benchmark import Benchmark, Now
from timeliness.benchmarks.comparison import Question, compare, years_held
from timeliness.benchmarks.figures import Figures
from timeliness.measuring import Cohort
from timeliness.periods import Period, year_to_date
from timeliness.rates import Tally, rate_at


def latest_benchmark(
    figures: Figures, asked: Question, cohort: Cohort, counts: Tally, month: Period
) -> Benchmark | None:
    """Set a council beside its neighbours in the last year that ended before a month.

    Args:
        figures: what is published.
        asked: what is compared.
        cohort: the council's own assessments.
        counts: their counts.
        month: the month.

    Returns:
        The comparison with the council's own year to date in it, or None where no figure is held.
    """
    years = [year for year in years_held(figures, asked) if year.end < month.start]
    benchmark = compare(figures, asked, years[-1]) if years else None
    if benchmark is None:
        return None
    period = year_to_date(month)
    in_force = cohort.indicator.basis_in(period)
    same = in_force == benchmark.basis_words
    bridged = None if same else rate_at(cohort.completed, period, benchmark.basis)
    now = Now(period, counts.rate(period), bridged)
    return replace(benchmark, in_force=in_force, now=now)
