"""Many months from one case list: read and measured once, written by several processes.

A month that fails leaves the others alone; a month that has not changed is left as it is; a run
that was stopped goes on where it was, because every month is noted as soon as it is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from datetime import date
from itertools import islice
from pathlib import Path

from timeliness.errors import OutputError, PeriodError, TimelinessError
from timeliness.measuring import Measurement
from timeliness.outcomes import MonthResult, Outcome
from timeliness.periods import Period, financial_year, financial_year_of, month_of
from timeliness.rates import tally
from timeliness.reporting import PreparedMonth, prepare_month, renew_note
from timeliness.saving import sole_writer
from timeliness.settings import Council
from timeliness.unchanged import write_span
from timeliness.watch_list import WatchList, watch
from timeliness.which_months import MonthChoice, Span
from timeliness.writers import Writers, in_processes, other_writers, result_of, written


def months_of(
    measurement: Measurement, as_of: date, first: Period | None = None, last: Period | None = None
) -> tuple[Period, ...]:
    """Give the months to build: from the first to the last completion, or the part asked for.

    Raises:
        PeriodError: there is no month to build.
    """
    months = MonthChoice(first, last).months_in(span_of(measurement, as_of))
    if not months:
        raise PeriodError("The last month lies before the first one: exchange --from and --to.")
    return months


def span_of(measurement: Measurement, as_of: date) -> Span:
    """Give the days from which to which lists have figures.

    Raises:
        PeriodError: there is no month with figures.
    """
    counts_of = [tally(cohort) for cohort in measurement.cohorts]
    months = [month for counts in counts_of for month in counts.months]
    if not months:
        raise PeriodError(
            "The case lists hold no completed assessment, so there is no month to build: check "
            "that the right lists were exported."
        )
    first, last = min(months).start, min(max(months).end, month_of(as_of).end)
    years = range(financial_year_of(first).start.year, financial_year_of(last).start.year + 1)
    quiet = frozenset(
        year
        for year in years
        if not any(counts.rate(financial_year(year)).completed for counts in counts_of)
    )
    return Span(first, last, quiet)


def latest_complete_month(measurement: Measurement, as_of: date) -> Period:
    """Give the last month with a completion that was over on a day.

    Where no month of the lists was over yet, it is the last one, whose figures will still change.

    Raises:
        PeriodError: the lists hold no completed assessment.
    """
    months = months_of(measurement, as_of)
    return next((month for month in reversed(months) if month.end < as_of), months[-1])


def build_months(  # noqa: PLR0913  (each is a choice of the run's)
    council: Council,
    measurement: Measurement,
    months: Sequence[Period],
    as_of: date,
    *,
    folder: Path | None = None,
    jobs: int | None = None,
    force: bool = False,
    files: str = "",
    writers: Writers | None = None,
) -> Iterator[MonthResult]:
    """Build the workbooks of months, each as soon as it can be.

    Args:
        council: the settings.
        measurement: the council's lists, measured as of the same day.
        months: the months.
        as_of: the day on which the figures are made.
        folder: where the workbooks go; the folder of the settings by default.
        jobs: how many processes write; as many as the machine has cores by default.
        force: whether months that have not changed are built again too.
        files: the hash of every file behind the lists, taken before they were read; noted, so
            that the next run need not read them when nothing has changed.
        writers: processes that were started before, instead of starting ``jobs`` now.

    Yields:
        A result for each month, in the order in which they end.

    Raises:
        OutputError: the folder cannot be written, or another run is writing into it.
    """
    target = folder or council.output_folder
    with sole_writer(target):
        processes = writers.number + 1 if writers else min(jobs or os.cpu_count() or 1, len(months))
        watched = watch(measurement, council.calendar, as_of)
        prepared = (
            _prepare(council, measurement, month, as_of, target, watched, files) for month in months
        )

        def to_write() -> Iterator[PreparedMonth]:
            for one in prepared:
                if isinstance(one, MonthResult):
                    done.append(one)
                elif one.unchanged and not force:
                    # Without the note the next run reads the lists, which takes longer, no more.
                    with suppress(OutputError):
                        renew_note(one)
                    done.append(result_of(council, one, Outcome.SKIPPED))
                else:
                    yield one

        done: list[MonthResult] = []
        source = to_write()
        # Processes take a moment to start, which one month alone would not repay.
        waiting = list(islice(source, 2))
        if processes < 2 or len(waiting) < 2:
            for one in _chained(waiting, source):
                done.append(written(council, one))
                yield from _drained(done)
        else:
            already = nullcontext(writers) if writers else other_writers(processes)
            with already as others:
                assert others is not None  # noqa: S101  (there are two processes or more)
                for result in in_processes(council, _chained(waiting, source), others):
                    done.append(result)
                    yield from _drained(done)
        yield from _drained(done)
        if files:
            with suppress(OutputError):
                write_span(council, target, files, span_of(measurement, as_of))


def _chained(first: list[PreparedMonth], rest: Iterator[PreparedMonth]) -> Iterator[PreparedMonth]:
    yield from first
    yield from rest


def _drained(results: list[MonthResult]) -> Iterator[MonthResult]:
    while results:
        yield results.pop(0)


def _prepare(
    council: Council,
    measurement: Measurement,
    month: Period,
    as_of: date,
    folder: Path,
    watched: WatchList,
    files: str,
) -> PreparedMonth | MonthResult:
    try:
        return prepare_month(council, measurement, month, as_of, folder, watched, files)
    except TimelinessError as error:
        return MonthResult(council.name, month, Outcome.FAILED, None, message=str(error))
