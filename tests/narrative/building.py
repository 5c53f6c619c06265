"""Builders of months to tell: counts by month, and the council's settings around them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.support.lists import list_of
from timeliness.narrative import IndicatorNarrative, Narrative, tell
from timeliness.periods import read_month
from timeliness.rates import Rate
from timeliness.settings import Council, Settings
from timeliness.summarising import measure_council, summarise
from timeliness.summary import MonthlySummary

AS_OF = date(2011, 5, 3)

HEADINGS = ("Child ID", "Assessment type", "Date started", "Date completed")

LATE = timedelta(days=90)


def council_of(**tables: Any) -> Council:
    """Make a council's settings without a file."""
    content = {"council": {"name": "Anywhere"}, "case_lists": [{"file": "list.xlsx"}], **tables}
    return Council(Settings.model_validate(content), Path(), "council.toml")


def rows_of(counts: Mapping[str, Rate], kind: str = "Core") -> list[list[object]]:
    """Make a row for each assessment of each month, completed on its last day."""
    rows: list[list[object]] = []
    for month, rate in counts.items():
        end = read_month(month).end
        for number in range(rate.completed):
            start = end if number < rate.in_time else end - LATE
            rows.append([f"{month} {number}", kind, start, end])
    return rows


def summary_of(
    counts: Mapping[str, Rate], month: str, *, kind: str = "Core", **tables: Any
) -> MonthlySummary:
    """Summarise a month of counts."""
    council = council_of(**tables)
    case_list = list_of(*rows_of(counts, kind), headings=HEADINGS)
    measurement = measure_council(council, case_list, AS_OF)
    return summarise(council, measurement, read_month(month), AS_OF)


def told(
    counts: Mapping[str, Rate], month: str, *, kind: str = "Core", **tables: Any
) -> IndicatorNarrative:
    """Tell a month of counts of one indicator."""
    narrative: Narrative = tell(summary_of(counts, month, kind=kind, **tables))
    (one,) = narrative.indicators
    return one
