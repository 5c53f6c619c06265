"""Months written by several processes, of which the one that was started is the first.

A month that fails leaves the others alone, whatever stopped it, and a writing process ends with
the run that started it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for

from timeliness.errors import TimelinessError
from timeliness.outcomes import MonthResult, Outcome
from timeliness.periods import Period
from timeliness.reporting import PreparedMonth, write_month
from timeliness.settings import Council

_WAITING_PER_PROCESS = 2
"""How many months each other process has at once: one that it writes and one that waits."""

_MOST_OTHERS = 61
"""How many other processes there may be: Windows waits for no more at once."""


@dataclass(frozen=True)
class Writers:
    """The processes that write months beside the one that started them, and their number."""

    pool: ProcessPoolExecutor
    number: int


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


def in_processes(
    council: Council, months: Iterator[PreparedMonth], writers: Writers
) -> Iterator[MonthResult]:
    """Write months in this process and the others.

    It prepares months for the others and writes months itself whenever they have enough.
    """
    pool, most = writers.pool, writers.number * _WAITING_PER_PROCESS
    running: dict[Future[str], PreparedMonth] = {}
    for one in months:
        future = _handed_over(pool, one) if len(running) < most else None
        if future is None:
            yield written(council, one)
        else:
            running[future] = one
        yield from _ended(council, running)
    while running:
        last = next(reversed(running))
        if last.cancel():
            yield written(council, running.pop(last))
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
        yield result_of(council, prepared, outcome, message)


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


def result_of(
    council: Council, prepared: PreparedMonth, outcome: Outcome, message: str = ""
) -> MonthResult:
    """Say what became of a month."""
    summary = prepared.summary
    return MonthResult(
        council.name,
        summary.month,
        outcome,
        prepared.path,
        prepared.manifest.note.told,
        summary,
        message,
    )


def written(council: Council, prepared: PreparedMonth) -> MonthResult:
    """Write a month in this process, and say what became of it."""
    message = _write(prepared)
    return result_of(council, prepared, Outcome.FAILED if message else Outcome.BUILT, message)


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
