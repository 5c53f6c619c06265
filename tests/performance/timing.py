"""Times and memory, taken so that a busy machine disturbs them least."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.support.lists import ROOT

Work = Callable[[], object]


def alternating(*works: Work, runs: int = 5, before: Work | None = None) -> list[float]:
    """Time works in turn after a warm-up, and give the median seconds of each.

    In turn, so that a busy moment of the machine falls on all of them alike.

    Args:
        works: what is timed.
        runs: how often each is timed.
        before: done before each run and not timed.
    """
    times: list[list[float]] = [[] for _ in works]
    for run in range(runs + 1):
        for place, work in enumerate(works):
            gc.collect()
            if before is not None:
                before()
            start = time.perf_counter()
            work()
            taken = time.perf_counter() - start
            if run:
                times[place].append(taken)
    return [statistics.median(found) for found in times]


@dataclass(frozen=True)
class Alone:
    """What a work took in a process of its own: seconds within it, and its greatest memory."""

    seconds: float
    megabytes: float


def in_a_process(module: str, function: str, *arguments: object) -> Alone:
    """Do a work in a fresh process; its imports are made before the clock starts."""
    call = json.dumps([module, function, [str(argument) for argument in arguments]])
    ended = subprocess.run(
        [sys.executable, "-m", "tests.performance.alone", call],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return Alone(**json.loads(ended.stdout.splitlines()[-1]))


def alternating_processes(
    calls: Sequence[tuple[str, str, tuple[object, ...]]], runs: int = 5
) -> list[Alone]:
    """Do works in fresh processes in turn, and give the medians of each."""
    found: list[list[Alone]] = [[] for _ in calls]
    for run in range(runs + 1):
        for place, (module, function, arguments) in enumerate(calls):
            alone = in_a_process(module, function, *arguments)
            if run:
                found[place].append(alone)
    return [
        Alone(
            statistics.median(one.seconds for one in of_call),
            statistics.median(one.megabytes for one in of_call),
        )
        for of_call in found
    ]


def start_of(*commands: Sequence[str], runs: int = 7) -> list[float]:
    """Time whole processes from their start to their end."""

    def started(command: Sequence[str]) -> Work:
        environment = os.environ | {"PYTHONPATH": ""}
        return lambda: subprocess.run(
            command, cwd=ROOT, capture_output=True, check=True, env=environment
        )

    return alternating(*map(started, commands), runs=runs)
