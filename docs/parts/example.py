"""The example's month, read and summarised once for every part that shows a figure of it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from timeliness.measuring import Measurement
from timeliness.periods import Period, read_month
from timeliness.reporting import read_and_measure
from timeliness.settings import Council, read_council
from timeliness.shipped import shipped_file
from timeliness.summarising import summarise
from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.watch_list import WatchList, watch

AS_OF = date(2010, 12, 6)
"""The day on which the example's figures are made."""

MONTH: Period = read_month("Nov 2010")
"""The month that the example reports."""


@lru_cache(maxsize=1)
def council() -> Council:
    """Read the example's settings."""
    return read_council(shipped_file("examples", "harrow_2010_11", "council.toml"))


@lru_cache(maxsize=1)
def measurement() -> Measurement:
    """Read and measure the example's case lists."""
    return read_and_measure(council(), AS_OF)


@lru_cache(maxsize=1)
def month() -> MonthlySummary:
    """Summarise the example's month."""
    return summarise(council(), measurement(), MONTH, AS_OF)


def of(code: str) -> IndicatorSummary:
    """Give the month of one indicator."""
    return next(one for one in month().indicators if one.code == code)


def watched() -> WatchList:
    """Give the example's open assessments."""
    return watch(measurement(), council().calendar, AS_OF)
