"""The parts of the methods page on comparing and publishing: averages, ranks, breaks, hiding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from docs.parts import example
from docs.parts.tables import table
from tests.benchmarks.building import YEAR, figures, question

from timeliness.benchmarks.benchmark import Benchmark
from timeliness.benchmarks.comparison import compare
from timeliness.rates import Rate
from timeliness.suppression import SMALLEST_SHOWN, is_small, suppress
from timeliness.words import percent_to_a_tenth, signed_points

_MADE_UP: Mapping[str, tuple[str, Rate]] = {
    "Harrow": ("This council", Rate(80, 100)),
    "Barnet": ("Council A", Rate(19, 20)),
    "Ealing": ("Council B", Rate(160, 200)),
    "Merton": ("Council C", Rate(480, 800)),
}
"""Figures that are nobody's, under names that the comparison knows and with those shown here."""

_SMALL_MONTHS = (Rate(40, 52), Rate(38, 41), Rate(30, 44), Rate(33, 47))
"""Months of a year, the second of which has three late ones."""


def _benchmark() -> Benchmark:
    us, *neighbours = _MADE_UP
    held = figures({name: rate for name, (_, rate) in _MADE_UP.items()})
    found = compare(held, question(*neighbours, us=us), YEAR)
    if found is None:
        raise ValueError("the made-up figures are not found")
    return found


def _ranks() -> str:
    rows = [
        (
            _MADE_UP[row.name][0],
            row.rate.words if row.rate else "",
            row.rank.words if row.rank else "",
        )
        for row in _benchmark().councils
    ]
    return table(["Council (made up)", "Rate", "Rank"], rows)


def _averages() -> str:
    mean, pooled = _benchmark().averages[:2]
    if mean.share is None or pooled.share is None or pooled.rate is None:
        raise ValueError("the made-up figures have no averages")
    return (
        f"The neighbours' simple mean is {percent_to_a_tenth(mean.share)}: each council counts "
        f"alike. Their pooled rate is {percent_to_a_tenth(pooled.share)} ({pooled.rate.in_time} of "
        f"{pooled.rate.completed}): each assessment counts alike."
    )


def _breaks() -> str:
    one = example.of("NI59")
    bridge = one.trend.bridge
    if bridge is None:
        raise ValueError("the example's NI 59 has one limit alone")
    (year,) = bridge.years
    shares = [Fraction(rate.in_time, rate.completed) for rate in year.rates]
    steps = [signed_points(after - before) for before, after in pairwise(shares)]
    rows = [
        (f"{limit} working days", rate.words)
        for limit, rate in zip(bridge.limits, year.rates, strict=True)
    ]
    return "\n\n".join(
        (
            table([f"{one.label}, {year.period.name}, counted against", "Rate"], rows),
            f"The distance of {' and '.join(steps)} percentage points is the definition's alone.",
        )
    )


def _hiding() -> str:
    one = example.of("NI59")
    months = tuple(
        replace(month, rate=rate, year_to_date=sum(_SMALL_MONTHS[: place + 1], Rate(0, 0)))
        for place, (month, rate) in enumerate(zip(one.months, _SMALL_MONTHS, strict=False))
    )
    shown = suppress(replace(one, months=months, month=replace(one.month, period=months[-1].month)))
    rows = [
        (
            month.month.name,
            f"{month.rate.in_time} of {month.rate.completed}",
            "yes" if is_small(month.rate) else "no",
            alone.words if alone else "[c]",
            so_far.words if so_far else "[c]",
        )
        for month, alone, so_far in zip(months, shown.months, shown.years_to_date, strict=True)
    ]
    headings = ["Month (made up)", "Counts", "Small", "Month as shown", "Year to date as shown"]
    return "\n\n".join(
        (
            (
                f"A count is small where 1 to {SMALLEST_SHOWN - 1} assessments were in time, or 1 "
                f"to {SMALLEST_SHOWN - 1} were late."
            ),
            table(headings, rows),
        )
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "ranks": _ranks,
    "averages": _averages,
    "breaks": _breaks,
    "hiding": _hiding,
}
"""Each part by its name in the page."""
