"""Small counts and lists for the tests of trends, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeliness.case_list import Block, read_block
from timeliness.indicators import Indicator, published_definitions
from timeliness.measuring import Measurement, measure
from timeliness.rates import Tally
from timeliness.working_days import Calendar

EPOCH_YEAR = 1970


def counts_from(first_month: date, months: Sequence[tuple[int, int]]) -> Tally:
    """Make counts without teams from (in time, completed) by month."""
    number = (first_month.year - EPOCH_YEAR) * 12 + first_month.month - 1
    return Tally(
        number,
        tuple(in_time for in_time, _ in months),
        tuple(completed for _, completed in months),
    )


def measured(
    rows: Sequence[Sequence[object]],
    as_of: date,
    *,
    code: str = "NI59",
    calendar: Calendar | None = None,
    indicator: Indicator | None = None,
) -> Measurement:
    """Measure rows of child, type, referral, start, end and team against one indicator."""
    headings = (
        "Child Unique ID",
        "Assessment Type",
        "Date of referral",
        "Assessment start date",
        "Assessment completion date",
        "Allocated Team",
    )
    block = Block((headings, *rows), file="list.csv")
    wanted = indicator or published_definitions().indicator(code)
    return measure(read_block(block), [wanted], calendar, as_of)
