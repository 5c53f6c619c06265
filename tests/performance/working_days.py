"""Working days of a million pairs: ours, NumPy's own count, pandas' offset and a bare look-up."""

from __future__ import annotations

from datetime import date

import numpy as np

from tests.performance.page import Group, Line
from tests.performance.timing import Work, alternating
from timeliness.working_days import FIRST_DAY, LAST_DAY, Counts, Dates, bank_holidays, england

_SAMPLE = 500


def arrays(pairs: int) -> tuple[Dates, Dates]:
    """Make starts and ends over ten years."""
    chance = np.random.default_rng(1)
    start = np.datetime64("2010-04-01") + chance.integers(0, 3650, pairs)
    return start, start + chance.integers(0, 60, pairs)


def works(start: Dates, end: Dates) -> tuple[Work, Work, Work]:
    """Give ours, the bare look-up in a table and NumPy's own count, which give the same."""
    holidays = np.array(sorted(bank_holidays()), dtype="datetime64[D]")
    days = np.arange(np.datetime64(FIRST_DAY), np.datetime64(LAST_DAY) + 1)
    table = np.cumsum(np.is_busday(days, holidays=holidays), dtype=np.int32)
    first = (FIRST_DAY - date(1970, 1, 1)).days
    calendar = england()

    def ours() -> Counts:
        return calendar.days_taken(start, end)

    def bare() -> Counts:
        taken: Counts = table[end.view(np.int64) - first] - table[start.view(np.int64) - first]
        return taken

    def by_numpy() -> object:
        # From the day after the start to the day after the end, as ours counts.
        return np.busday_count(start + 1, end + 1, holidays=holidays)

    assert (ours() == bare()).all()
    assert (ours() == by_numpy()).all()
    return ours, bare, by_numpy


def group(pairs: int = 1_000_000, runs: int = 7) -> Group:
    """Measure the working days of many pairs."""
    start, end = arrays(pairs)
    ours, floor, numpys = alternating(*works(start, end), runs=runs)
    work = f"working days of {pairs:,} pairs"
    lines = [
        Line(work, ours, "the look-up in a table alone", floor, 2.0),
        Line(work, ours, "numpy.busday_count", numpys, 0.125),
    ]
    return Group("Working days", [*lines, _beside_pandas(start, end, ours)])


def _beside_pandas(start: Dates, end: Dates, ours: float) -> Line:
    import pandas as pd  # noqa: PLC0415  (a short run does without)

    offset = pd.offsets.CustomBusinessDay(holidays=sorted(bank_holidays()))
    pairs = [
        (pd.Timestamp(one), pd.Timestamp(other))
        for one, other in zip(start[:_SAMPLE].tolist(), end[:_SAMPLE].tolist(), strict=True)
    ]
    (sample,) = alternating(
        lambda: [len(pd.date_range(one, other, freq=offset)) for one, other in pairs], runs=5
    )
    whole = sample * len(start) / _SAMPLE
    return Line(
        f"working days of {len(start):,} pairs",
        ours,
        f"pandas' business days (from a sample of {_SAMPLE})",
        whole,
    )
