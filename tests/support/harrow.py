"""The Harrow example as of the day of its report, read and measured once for every test."""

from __future__ import annotations

from functools import lru_cache

from tests.support.lists import HARROW, HARROW_AS_OF
from timeliness.measuring import Measurement
from timeliness.periods import read_month
from timeliness.reporting import read_and_measure
from timeliness.settings import Council, read_council
from timeliness.summarising import summarise
from timeliness.summary import MonthlySummary

NOVEMBER = read_month("Nov 2010")


@lru_cache(maxsize=1)
def harrow() -> tuple[Council, Measurement]:
    """Give the council with its lists measured."""
    council = read_council(HARROW / "council.toml")
    return council, read_and_measure(council, HARROW_AS_OF)


@lru_cache(maxsize=1)
def november() -> MonthlySummary:
    """Give the summary of November 2010."""
    return summarise(*harrow(), NOVEMBER, HARROW_AS_OF)
