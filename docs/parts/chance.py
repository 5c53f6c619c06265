"""The parts of the methods page on chance and the year's end: intervals, charts, projections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from docs.parts import example
from docs.parts.tables import table

from timeliness.rates import Rate
from timeliness.trends.control_chart import ENOUGH_MONTHS, MOST_MONTHS, RULES, Rule
from timeliness.trends.intervals import against_rate, difference_interval, wilson_of_some
from timeliness.trends.projection import Scenario
from timeliness.trends.teams import TAIL, chance_counts
from timeliness.words import capitalised, percent, percent_to_a_tenth, signed_points

_ENOUGH_COMPLETED = (10, 25, 50, 100, 400)
"""Sizes of teams that show how a funnel narrows."""


def _intervals() -> str:
    rows = [
        (f"{one.label}, {period.period.name}", period.rate.words, wilson_of_some(period.rate).words)
        for one in example.month().indicators
        for period in (one.previous_month.before, one.month)
    ]
    rows += [
        (f"{completed} completed, all in time", rate.words, wilson_of_some(rate).words)
        for completed in (5, 20)
        for rate in (Rate(completed, completed),)
    ]
    return table(["Rate", "In words", "95% Wilson interval"], rows)


def _differences() -> str:
    rows = []
    for one in example.month().indicators:
        before, now = one.previous_month.before, one.month
        interval = difference_interval(now.rate, before.rate)
        if interval is None or one.previous_month.change is None:
            raise ValueError("the example has a month without assessments")
        ends = " to ".join(signed_points(Fraction(end)) for end in (interval.low, interval.high))
        rows.append(
            (
                f"{one.label}, {before.period.label} to {now.period.label}",
                signed_points(one.previous_month.change),
                ends,
                against_rate(now.rate, before.rate),
            )
        )
    headings = ["Change", "Percentage points", "95% Newcombe interval", "Called"]
    return table(headings, rows)


def _control_rules() -> str:
    rows = [(" or ".join(rule.words), _looks_for(rule), _marks(rule)) for rule in RULES]
    return "\n\n".join(
        (
            table(["Word on the sheet", "The point is", "How many make the sign"], rows),
            (
                f"A chart shows the last {MOST_MONTHS} months at most. Limits that stand on fewer "
                f"than {ENOUGH_MONTHS} points are called trial limits."
            ),
        )
    )


def _looks_for(rule: Rule) -> str:
    return " or ".join(rule.reasons)


def _marks(rule: Rule) -> str:
    what = "points" if rule.points_each == 1 else "steps from one point to the next"
    return f"{rule.needed} of {rule.window} {what}"


def _control_limits() -> str:
    one = example.of("NI59")
    (baseline,) = one.trend.chart.baselines
    latest = baseline.points[-1]
    centre = percent_to_a_tenth(latest.centre)
    low, high = (percent_to_a_tenth(Fraction(end)) for end in (latest.lower, latest.upper))
    return (
        f"For {one.label} in the example, the centre line of {baseline.length} is "
        f"{baseline.pooled.in_time} of {baseline.pooled.completed}, {centre}; the limits for "
        f"{latest.month.name}, with {latest.rate.completed} completed, are {low} and {high}; and "
        f"its point, {percent_to_a_tenth(_share(latest.rate))}, is called "
        f'"{latest.word}": {latest.reasons[0] if latest.reasons else "no rule looks on it"}.'
    )


def _share(rate: Rate) -> Fraction:
    return Fraction(rate.in_time, rate.completed)


def _projection() -> str:
    rows = [
        (
            one.label,
            capitalised(scenario.held.period.name),
            scenario.held.rate.words,
            capitalised(scenario.volume.words),
            _ends(scenario),
        )
        for one in example.month().indicators
        for scenario in one.trend.projection.scenarios
    ]
    headings = ["Indicator", "Rate held", "It is", "Number assumed", "Year ends at (range)"]
    return table(headings, rows)


def _ends(scenario: Scenario) -> str:
    return f"{percent_to_a_tenth(scenario.year_end)} ({scenario.range_words})"


def _needed() -> str:
    one = example.of("NI60")
    projection, so_far = one.trend.projection, one.year_to_date.rate
    first = projection.needed[0]
    target, share = projection.target.share, first.rate.share
    if target is None or share is None:
        raise ValueError("the example has no target that can be reached")
    to_come = first.volume.monthly * projection.months_left
    whole = so_far.completed + to_come
    return (
        f"{one.label} in the example: {so_far.in_time} of {so_far.completed} so far, "
        f"{projection.months_left} months left with {first.volume.words}, so {float(to_come):g} to "
        f"come and {float(whole):g} in the year. The target of {percent(target)} wants "
        f"{float(target * whole):g} of them in time, {float(target * whole - so_far.in_time):g} of "
        f"those to come: {percent_to_a_tenth(share)}."
    )


def _funnel() -> str:
    together = Rate(75, 100)
    rows = []
    for completed in _ENOUGH_COMPLETED:
        fewest, most = chance_counts(completed, _share(together))
        low, high = percent(Fraction(fewest, completed)), percent(Fraction(most, completed))
        rows.append((completed, f"{fewest} ({low})", f"{most} ({high})"))
    return "\n\n".join(
        (
            table(
                [
                    "Completed by the team",
                    "Called below under",
                    "Called above over",
                ],
                rows,
                right=3,
            ),
            (
                f"These are the limits where all teams together have {percent(_share(together))}. "
                f"At most {TAIL:.1%} of what chance gives lies beyond each."
            ),
        )
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "intervals": _intervals,
    "differences": _differences,
    "control_rules": _control_rules,
    "control_limits": _control_limits,
    "projection": _projection,
    "needed": _needed,
    "funnel": _funnel,
}
"""Each part by its name in the page."""
