"""Many months from one case list: read and measured once, written by several processes.

A month that fails leaves the others alone; a month that has not changed is left as it is; a run
that was stopped goes on where it was, because every month is noted as soon as it is written.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing.connection import wait as wait_for
from pathlib import Path

from timeliness.errors import OutputError, PeriodError, TimelinessError
from timeliness.measuring import Measurement
from timeliness.outcomes import MonthResult, Outcome
from timeliness.periods import (
    MonthChoice,
    Period,
    Span,
    financial_year,
    financial_year_of,
    month_of,
)
from timeliness.rates import tally
from timeliness.reporting import PreparedMonth, prepare_month, renew_note, write_month
from timeliness.saving import sole_writer
from timeliness.settings import Council
from timeliness.unchanged import write_span
from timeliness.watch_list import WatchList, watch

_WAITING_PER_PROCESS = 2
"""How many months each other process has at once: one that it writes and one that waits."""

_MOST_OTHERS = 61
"""How many other processes there may be: Windows waits for no more at once."""


@dataclass(frozen=True)
class Writers:
    """The processes that write months beside the one that started them, and their number."""

    pool: ProcessPoolExecutor
    number: int


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
                    done.append(_result(council, one, Outcome.SKIPPED))
                else:
                    yield one

        done: list[MonthResult] = []
        source = to_write()
        # Processes take a moment to start, which one month alone would not repay.
        waiting = list(islice(source, 2))
        if processes < 2 or len(waiting) < 2:
            for one in _chained(waiting, source):
                done.append(_written(council, one))
                yield from _drained(done)
        else:
            already = nullcontext(writers) if writers else other_writers(processes)
            with already as others:
                assert others is not None  # noqa: S101  (there are two processes or more)
                for result in _in_processes(council, _chained(waiting, source), others):
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


def _result(
    council: Council, prepared: PreparedMonth, outcome: Outcome, message: str = ""
) -> MonthResult:
    summary = prepared.summary
    return MonthResult(
        council.name,
        summary.month,
        outcome,
        prepared.path,
        prepared.manifest.told,
        summary,
        message,
    )


def _written(council: Council, prepared: PreparedMonth) -> MonthResult:
    message = _write(prepared)
    return _result(council, prepared, Outcome.FAILED if message else Outcome.BUILT, message)


def _write(prepared: PreparedMonth) -> str:
    """Write a month and give the sentence of what went wrong; empty when nothing did."""
    try:
        write_month(prepared)
    except Exception as error:  # noqa: BLE001  (one bad month never stops the others)
        return _what_failed(prepared.summary.month, error)
    return ""


def _what_failed(month: Period, error: Exception) -> str:
    match error:
        case TimelinessError():
            return str(error)
        case MemoryError():
            return (
                f"The memory was not enough for {month.name}: close other programs, or build with "
                "--jobs 1."
            )
        case BrokenProcessPool():
            return (
                f"The process that wrote {month.name} was ended from outside, perhaps for want of "
                "memory: try again with --jobs 1."
            )
    return (
        f"{month.name} met with something that Timeliness does not know ({type(error).__name__}); "
        "its workbook is the one before or, whole, the new one. Please report it."
    )


@contextmanager
def other_writers(jobs: int | None) -> Iterator[Writers | None]:
    """Start the processes that write months beside this one, or none where one is enough.

    They take a moment to get ready, which passes while the lists are read.

    Args:
        jobs: how many processes write, this one included; one a core by default.
    """
    others = min((jobs or os.cpu_count() or 1) - 1, _MOST_OTHERS)
    if others < 1:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(others, context, initializer=_follow_parent) as pool:
        for _ in range(others):
            pool.submit(_get_ready)
        try:
            yield Writers(pool, others)
        finally:
            # A run that is stopped waits for the months being written, not for those that wait.
            pool.shutdown(cancel_futures=True)


def _get_ready() -> None:
    """Do nothing: a process that was asked to has loaded all that it needs for writing."""


def _in_processes(
    council: Council, months: Iterator[PreparedMonth], writers: Writers
) -> Iterator[MonthResult]:
    """Write months in several processes, of which this one is the first.

    It prepares months for the others and writes months itself whenever they have enough.
    """
    pool, most = writers.pool, writers.number * _WAITING_PER_PROCESS
    running: dict[Future[str], PreparedMonth] = {}
    for one in months:
        future = _handed_over(pool, one) if len(running) < most else None
        if future is None:
            yield _written(council, one)
        else:
            running[future] = one
        yield from _ended(council, running)
    while running:
        last = next(reversed(running))
        if last.cancel():
            yield _written(council, running.pop(last))
        else:
            wait(running, return_when=FIRST_COMPLETED)
        yield from _ended(council, running)


def _handed_over(pool: ProcessPoolExecutor, prepared: PreparedMonth) -> Future[str] | None:
    """Hand a month to another process; None where one was ended from outside and none takes any."""
    try:
        return pool.submit(_write, prepared)
    except BrokenProcessPool:
        return None


def _ended(council: Council, running: dict[Future[str], PreparedMonth]) -> Iterator[MonthResult]:
    """Take out the months that other processes have done with."""
    for future in [future for future in running if future.done()]:
        prepared = running.pop(future)
        try:
            message = future.result()
        except Exception as error:  # noqa: BLE001  (one bad month never stops the others)
            message = _what_failed(prepared.summary.month, error)
        outcome = Outcome.FAILED if message else Outcome.BUILT
        yield _result(council, prepared, outcome, message)


def _follow_parent() -> None:
    """End a writing process when the run that started it is gone, whatever ended it.

    Else it would wait for work for ever, or put a file in place behind a later run's back. A
    person's Ctrl+C reaches every process of a window; the one that they started answers it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101  (nothing else starts a writing process)
    sentinel = parent.sentinel

    def watch() -> None:
        wait_for([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
