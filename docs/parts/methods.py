"""The parts of the methods page: each number is worked out by the product as the page is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import numpy as np
from docs.parts import chance, comparing, example
from docs.parts.tables import table

from timeliness.case_list import Block, Field, read_block
from timeliness.indicators import Limit, published_definitions
from timeliness.measuring import measure
from timeliness.rates import Rate
from timeliness.settings import CountingTable
from timeliness.targets import Target
from timeliness.words import (
    day_in_full,
    day_label,
    percent,
    percent_to_a_tenth,
    rounded_half_up,
)
from timeliness.working_days import Calendar, Convention, named_bank_holidays

_WORKED = (
    (date(2010, 11, 1), date(2010, 11, 15)),
    (date(2010, 12, 20), date(2011, 1, 6)),
    (date(2010, 11, 6), date(2010, 11, 19)),
    (date(2010, 11, 6), date(2010, 11, 22)),
    (date(2011, 4, 20), date(2011, 5, 9)),
)
"""Spans on which ways of counting differ: over Christmas, from a weekend, over a royal wedding."""

_UNUSUAL = (
    date(2010, 12, 27),
    date(2010, 12, 28),
    date(2011, 1, 3),
    date(2011, 4, 29),
    date(2012, 6, 4),
    date(2012, 6, 5),
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)
"""Days that a calendar of the standing rules alone would miss."""

_HEADINGS = ["Child ID", "Assessment type", "Date of referral", "Date of new information"]
_DATES = ["Date started", "Date completed"]


def _definitions() -> str:
    rows = [
        (
            one.label,
            one.title.replace("{limit}", "…"),
            ", else ".join(Field(name).meaning for name in one.clock_starts),
            Field(one.clock_stops).meaning,
            "; ".join(_limit(limit) for limit in one.limits),
            "; ".join(dict.fromkeys((one.source, *(limit.source for limit in one.limits)))),
        )
        for one in published_definitions().indicators.values()
    ]
    headings = ["Indicator", "In words", "Clock starts", "Clock stops", "Limit", "Source"]
    return table(headings, rows)


def _limit(limit: Limit) -> str:
    until = f" to {day_in_full(limit.end)}" if limit.end else ""
    return f"{limit.working_days} working days from {day_in_full(limit.start)}{until}"


def worked_days() -> list[tuple[str, int, int, int]]:
    """Give the worked spans: in words, counted as here, as plain weekdays, as NETWORKDAYS."""
    from_day_0, from_day_1 = Calendar(), Calendar(Convention.DAY_1)
    return [
        (
            f"{start:%a} {day_label(start)} to {end:%a} {day_label(end)}",
            from_day_0.days_taken(start, end),
            int(np.busday_count(start, end)),
            from_day_1.days_taken(start, end),
        )
        for start, end in _WORKED
    ]


def _working_days() -> str:
    return table(
        ["From start to end", "Working days here", "Plain weekdays", "Excel's NETWORKDAYS"],
        worked_days(),
        right=3,
    )


def _bank_holidays() -> str:
    known = named_bank_holidays()
    return table(["Day", "Bank holiday"], [(day_in_full(day), known[day]) for day in _UNUSUAL])


def _starts() -> str:
    referral, new, start, end = (
        date(2010, 11, 1),
        date(2010, 11, 8),
        date(2010, 11, 9),
        date(2010, 11, 22),
    )
    lists: tuple[tuple[str, list[str], list[object]], ...] = (
        (
            "both columns, and both dates filled",
            [*_HEADINGS, *_DATES],
            [1, "Initial", referral, new, start, end],
        ),
        (
            "both columns, and no date of new information",
            [*_HEADINGS, *_DATES],
            [1, "Initial", referral, None, start, end],
        ),
        (
            "both columns, and neither date",
            [*_HEADINGS, *_DATES],
            [1, "Initial", None, None, start, end],
        ),
        ("no such column", [*_HEADINGS[:2], *_DATES], [1, "Initial", start, end]),
    )
    return table(
        ["The list has", "NI 59's clock starts on", "Working days to the completion"],
        [(said, *_start_taken(headings, row)) for said, headings, row in lists],
        right=1,
    )


def _start_taken(headings: list[str], row: list[object]) -> tuple[str, str]:
    """Count one assessment; give the date that started its clock, and the days it took."""
    counted = measure(
        read_block(Block([headings, row])), [published_definitions().indicator("NI59")]
    )
    done, timed = counted.cohorts[0].completed, counted.cohorts[0].timed
    if not len(done.records):
        (finding,) = counted.excluded
        return f"nothing: the row is left out (`{finding.check.code}`)", "–"
    name = timed.fields[int(timed.start_field[0])].meaning
    return f"{name} ({day_label(done.start[0].item())})", str(int(done.days_taken[0]))


def _periods() -> str:
    one = example.of("NI59")
    shares = [month.rate.share for month in one.months if month.rate.share is not None]
    mean = sum(shares, Fraction(0)) / len(shares)
    rows = [(month.month.name, month.rate.in_time, month.rate.completed) for month in one.months]
    total = one.year_to_date.rate
    return "\n\n".join(
        (
            table(["NI 59", "In time", "Completed"], rows, right=2),
            (
                f"The year to date is the sum of the one over the sum of the other: "
                f"{total.in_time} of {total.completed}, which is "
                f"{percent_to_a_tenth(_share(total))}. The mean of the {len(shares)} monthly "
                f"percentages would be {percent_to_a_tenth(mean)}, and wrong: it gives a month "
                "with few assessments the weight of one with many."
            ),
        )
    )


def _share(rate: Rate) -> Fraction:
    return Fraction(rate.in_time, rate.completed)


def _rounding() -> str:
    rates = (Rate(55, 59), Rate(51, 57), Rate(50, 58), Rate(32, 42), Rate(1, 8), Rate(33, 40))
    return table(
        ["In time", "Completed", "To three decimals", "Shown"],
        [
            (
                rate.in_time,
                rate.completed,
                f"{float(_share(rate)):.3%}",
                percent(_share(rate)),
            )
            for rate in rates
        ],
        right=4,
    )


def _status() -> str:
    target, amber = Target.of(83), CountingTable().amber_share
    rates = (Rate(83, 100), Rate(33, 40), Rate(78, 100), Rate(31, 40))
    rows = [
        (
            f"{rate.in_time} of {rate.completed}",
            percent(_share(rate)),
            percent_to_a_tenth(_share(rate)),
            target.status(_share(rate), good_is_high=True, amber_within=amber),
        )
        for rate in rates
    ]
    points = rounded_half_up(amber * 100)
    return "\n\n".join(
        (
            table(["Rate", "Shown", "Exact, to a tenth", f"Against {target.words}"], rows),
            (
                f"Amber is a miss of at most {points} percentage points, unless the settings say "
                "another distance."
            ),
        )
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "definitions": _definitions,
    "working_days": _working_days,
    "bank_holidays": _bank_holidays,
    "starts": _starts,
    "periods": _periods,
    "rounding": _rounding,
    "status": _status,
    **chance.PARTS,
    **comparing.PARTS,
}
"""Each part by its name in the page."""
