"""A second implementation of the counting, written without the first: plain loops, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2041))


@dataclass(frozen=True)
class Assessment:
    """One row's meaning, whatever way it is written in its cells."""

    kind: str
    referral: date | None
    new_information: date | None
    start: date | None
    end: date | None
    team: str | None = None


def working_days(start: date, end: date) -> int:
    """Walk from the day after the start to the end and count the days people are at work."""
    count = 0
    day = start + timedelta(days=1)
    while day <= end:
        if day.weekday() < 5 and day not in ENGLAND:
            count += 1
        day += timedelta(days=1)
    return count


def limit_for(kind: str, end: date) -> int:
    """Give the limit by the dates in the definitions."""
    if kind == "initial":
        return 7 if end <= date(2010, 3, 31) else 10
    return 35 if kind == "core" else 45


def clock_start(one: Assessment) -> date | None:
    """Give the day on which the clock starts, in a list that has every column."""
    if one.kind == "initial":
        return one.new_information or one.referral
    return one.start


def place(one: Assessment, as_of: date | None = None) -> str:
    """Say where an assessment goes: "completed", "open" or "excluded", as of a day if given."""
    start = clock_start(one)
    if start is None:
        return "excluded"
    if one.end is not None and (one.end < start or (one.start and one.end < one.start)):
        return "excluded"
    if as_of is not None and start > as_of:
        return "excluded"
    if one.end is None or (as_of is not None and one.end > as_of):
        return "open"
    return "completed"


def counts(
    assessments: Iterable[Assessment],
    as_of: date | None = None,
    limit: Callable[[str, date], int] = limit_for,
) -> dict[tuple[str, int, int], tuple[int, int]]:
    """Count in time and completed by kind, year and month of completion."""
    in_time: Counter[tuple[str, int, int]] = Counter()
    completed: Counter[tuple[str, int, int]] = Counter()
    for one in assessments:
        start = clock_start(one)
        if start is None or one.end is None or place(one, as_of) != "completed":
            continue
        key = (one.kind, one.end.year, one.end.month)
        completed[key] += 1
        if working_days(start, one.end) <= limit(one.kind, one.end):
            in_time[key] += 1
    return {key: (in_time[key], number) for key, number in completed.items()}
