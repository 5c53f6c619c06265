"""The p-chart: which months lie outside what chance alone would give.

The centre line is the pooled rate of the months charted, and the limits lie three standard
deviations, sqrt(c(1 - c)/N), to either side of it, so that they follow each month's N (Shewhart's
p-chart; Mohammed, Worthington and Woodall 2008, "Plotting basic control charts", BMJ Quality &
Safety 17:137). The rules are the four of NHS England's "Making data count". A month with nothing
completed has no point. Where the timescale changes, a new baseline starts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TypeAlias

from timeliness.periods import Period
from timeliness.rates import Rate
from timeliness.words import count_of

MOST_MONTHS = 24
"""How many months a chart shows."""

ENOUGH_MONTHS = 12
"""Limits that stand on fewer points than this are trial limits."""

USUAL = "Usual"
"""The word of a point on which no rule looks."""


@dataclass(frozen=True)
class ControlPoint:
    """One month on the chart.

    Attributes:
        month: the month.
        rate: its counts; there is at least one completed assessment.
        centre: the exact centre line of its baseline.
        lower: the lower limit, not below 0.
        upper: the upper limit, not above 1.
        word: one word for the point: "Usual", or that of the first rule that marks it.
        reasons: every rule that marks it, in words.
    """

    month: Period
    rate: Rate
    centre: Fraction
    lower: float
    upper: float
    word: str
    reasons: tuple[str, ...]

    @property
    def is_marked(self) -> bool:
        """Whether any rule marks the point."""
        return bool(self.reasons)


@dataclass(frozen=True)
class Baseline:
    """Months measured against one limit, with one centre line.

    Attributes:
        basis: the limit in words, "10 working days".
        pooled: the counts of all its months together; their rate is the centre line.
        points: a point for each month with a completed assessment.
    """

    basis: str
    pooled: Rate
    points: tuple[ControlPoint, ...]

    @property
    def is_trial(self) -> bool:
        """Whether the limits stand on too few points to be more than trial limits."""
        return len(self.points) < ENOUGH_MONTHS

    @property
    def length(self) -> str:
        """How many points there are, in words: "8 months"."""
        return count_of(len(self.points), "month")


@dataclass(frozen=True)
class ControlChart:
    """The last months of an indicator, at most 24, as a p-chart.

    Attributes:
        baselines: one for each run of months with one timescale, in order of time.
    """

    baselines: tuple[Baseline, ...]

    @property
    def points(self) -> tuple[ControlPoint, ...]:
        """Every point in order of time."""
        return tuple(point for baseline in self.baselines for point in baseline.points)

    @property
    def last_month(self) -> str:
        """The name of the last month with a point; empty where there is none."""
        return self.points[-1].month.name if self.points else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said about the limits, a sentence each."""
        notes = [
            f"The limits from {baseline.points[0].month.name} stand on {baseline.length}, fewer "
            f"than {ENOUGH_MONTHS}, so they are trial limits and will move."
            for baseline in self.baselines
            if baseline.is_trial
        ]
        notes += [
            f"From {after.points[0].month.name} the timescale is {after.basis} instead of "
            f"{before.basis}, so a new baseline starts there and the two parts cannot be compared."
            for before, after in pairwise(self.baselines)
        ]
        return tuple(notes)

    @property
    def message(self) -> str:
        """What the latest point says, as the title of a chart with any point has it."""
        latest = self.points[-1]
        return f"{latest.month.name} is {latest.reasons[0] if latest.reasons else 'within limits'}"

    @property
    def reading(self) -> str:
        """What the latest point says, in one sentence."""
        if not self.points:
            return (
                f"No assessments were completed in the last {MOST_MONTHS} months, so there is "
                "nothing to chart."
            )
        latest, baseline = self.points[-1], self.baselines[-1]
        limits = f"{'trial limits' if baseline.is_trial else 'limits'} from {baseline.length}"
        if latest.is_marked:
            return (
                f"{latest.month.name} is unlikely to be chance alone ({latest.reasons[0]}; "
                f"{limits}): look for what changed."
            )
        return (
            f"{latest.month.name} lies within what chance alone would give ({limits}), so it is "
            "no sign of a change by itself."
        )


EXPLANATION = (
    "Each month's rate moves by chance alone, and more so when few assessments were completed: "
    "only a month outside the dashed limits, or marked with a word other than "
    f'"{USUAL}", is a sign that something has really changed.'
)
"""What the chart is, in the one sentence that an officer can say to a councillor."""

Sign: TypeAlias = int
"""1 for high or rising, -1 for low or falling, 0 for neither."""


@dataclass(frozen=True)
class Rule:
    """A pattern that chance alone seldom makes.

    Of ``window`` signs in a row at least ``needed`` must be alike; the points that carry those
    signs are marked.

    Attributes:
        signs: gives the sign of each point, or of each step from a point to the next.
        needed: how many signs must be alike.
        window: among how many in a row.
        points_each: how many points a sign belongs to: 1 for a point, 2 for a step.
        words: the word of a marked point, when the sign is high and when it is low.
        reasons: why it is marked, for either sign.
    """

    signs: Callable[[Sequence[Rate], Fraction], list[Sign]]
    needed: int
    window: int
    points_each: int
    words: tuple[str, str]
    reasons: tuple[str, str]

    def marks(self, rates: Sequence[Rate], centre: Fraction) -> dict[int, Sign]:
        """Give the positions that the rule marks, with the sign that marks each."""
        signs = self.signs(rates, centre)
        marked: dict[int, Sign] = {}
        for first in range(len(signs) - self.window + 1):
            places = range(first, first + self.window)
            for sign in (1, -1):
                alike = [place for place in places if signs[place] == sign]
                if len(alike) >= self.needed:
                    for place in alike:
                        marked |= dict.fromkeys(range(place, place + self.points_each), sign)
        return marked


def _beyond(deviations: int) -> Callable[[Sequence[Rate], Fraction], list[Sign]]:
    """Tell on which side points lie more than some standard deviations from the centre.

    Squares of fractions are compared, so that a point exactly on a limit is not outside it.
    """

    def signs(rates: Sequence[Rate], centre: Fraction) -> list[Sign]:
        allowed = deviations**2 * centre * (1 - centre)
        return [
            _sign(_share(rate) - centre)
            if (_share(rate) - centre) ** 2 * rate.completed > allowed
            else 0
            for rate in rates
        ]

    return signs


def _steps(rates: Sequence[Rate], _centre: Fraction) -> list[Sign]:
    return [_sign(_share(after) - _share(before)) for before, after in pairwise(rates)]


RULES = (
    Rule(
        _beyond(3),
        needed=1,
        window=1,
        points_each=1,
        words=("High", "Low"),
        reasons=("above the upper limit", "below the lower limit"),
    ),
    Rule(
        _beyond(0),
        needed=7,
        window=7,
        points_each=1,
        words=("Higher", "Lower"),
        reasons=(
            "one of seven or more in a row above the centre line",
            "one of seven or more in a row below the centre line",
        ),
    ),
    Rule(
        _steps,
        needed=6,
        window=6,
        points_each=2,
        words=("Rising", "Falling"),
        reasons=("one of seven or more rising in a row", "one of seven or more falling in a row"),
    ),
    Rule(
        _beyond(2),
        needed=2,
        window=3,
        points_each=1,
        words=("Near-high", "Near-low"),
        reasons=(
            "one of two in three near or beyond the upper limit",
            "one of two in three near or beyond the lower limit",
        ),
    ),
)
"""The rules in the order in which a point takes its word from them.

"Near" a limit is its outer third: more than two standard deviations from the centre line.
"""


def control_chart(months: Iterable[tuple[Period, str, Rate]]) -> ControlChart:
    """Chart months, the latest 24 of those given.

    Args:
        months: each month with the limit in force in words and its counts, in order of time.
    """
    latest = [month for month in list(months)[-MOST_MONTHS:] if month[2].completed]
    return ControlChart(
        tuple(
            _baseline(basis, [(month, rate) for month, _, rate in group])
            for basis, group in groupby(latest, key=lambda month: month[1])
        )
    )


def _baseline(basis: str, months: Sequence[tuple[Period, Rate]]) -> Baseline:
    rates = [rate for _, rate in months]
    pooled = sum(rates, start=Rate(0, 0))
    centre = _share(pooled)
    marks = [(rule, rule.marks(rates, centre)) for rule in RULES]
    points = []
    for place, (month, rate) in enumerate(months):
        high_or_low = [
            (rule, 0 if marked[place] > 0 else 1) for rule, marked in marks if place in marked
        ]
        half = 3 * math.sqrt(float(centre * (1 - centre)) / rate.completed)
        points.append(
            ControlPoint(
                month=month,
                rate=rate,
                centre=centre,
                lower=max(float(centre) - half, 0.0),
                upper=min(float(centre) + half, 1.0),
                word=next((rule.words[side] for rule, side in high_or_low), USUAL),
                reasons=tuple(rule.reasons[side] for rule, side in high_or_low),
            )
        )
    return Baseline(basis, pooled, tuple(points))


def _share(rate: Rate) -> Fraction:
    return Fraction(rate.in_time, rate.completed)


def _sign(number: Fraction) -> Sign:
    return (number > 0) - (number < 0)
