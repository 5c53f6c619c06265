"""How sure a rate is, and whether two rates differ by more than chance can explain.

A month's rate stands for how the service works, and with few assessments chance moves it a good
deal. The 95% interval is Wilson's (Wilson 1927, "Probable inference, the law of succession, and
statistical inference"), which stays inside 0% and 100% and holds for small numbers. Two rates are
compared by Newcombe's interval for a difference (Newcombe 1998, "Interval estimation for the
difference between independent proportions", method 10), which is made of the two Wilson
intervals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from timeliness.rates import Rate
from timeliness.words import percent_to_a_tenth

Z_95 = 1.959963984540054
"""The normal deviate that leaves 2.5% above it, so that 95% lie between it and its negative."""

CONFIDENCE = "95% Wilson interval"
"""The method, as every output names it."""

_Z_SQUARED = Fraction(Z_95) ** 2


class Standing(StrEnum):
    """How a rate lies to what it is compared with, once chance is allowed for."""

    ABOVE = "above"
    BELOW = "below"
    NOT_CLEAR = "not clearly different"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class Interval:
    """The shares between which the underlying rate lies with 95% confidence.

    Attributes:
        low: the lower end, a share from 0 to 1.
        high: the upper end, a share from 0 to 1.
    """

    low: float
    high: float

    @property
    def words(self) -> str:
        """The interval as a cell or a sentence has it: "83.8% to 97.3%"."""
        return (
            f"{percent_to_a_tenth(Fraction(self.low))} to {percent_to_a_tenth(Fraction(self.high))}"
        )


def wilson(rate: Rate) -> Interval | None:
    """Give the 95% Wilson interval of a rate, or None when nothing was completed."""
    return wilson_of_some(rate) if rate.completed else None


def wilson_of_some(rate: Rate) -> Interval:
    """Give the 95% Wilson interval of a rate of at least one completed assessment."""
    number, share = rate.completed, rate.in_time / rate.completed
    spread = Z_95**2 / number
    centre = share + spread / 2
    half = Z_95 * math.sqrt(share * (1 - share) / number + spread / (4 * number))
    # At 0% and 100% an end is exactly the share, which the arithmetic misses by a hair.
    low = 0.0 if rate.in_time == 0 else (centre - half) / (1 + spread)
    high = 1.0 if rate.in_time == number else (centre + half) / (1 + spread)
    return Interval(low, high)


def against_share(rate: Rate, share: Fraction | None) -> Standing:
    """Compare a rate with a fixed share, such as a target or a published figure.

    The answer is "above" or "below" exactly where the share lies outside the rate's Wilson
    interval. That is decided on whole numbers and fractions, so that nothing is rounded first.

    Args:
        rate: the counts.
        share: what the rate is compared with; None where there is no number.
    """
    if rate.share is None or share is None:
        return Standing.NOT_COMPARABLE
    difference = rate.share - share
    if difference**2 * rate.completed <= _Z_SQUARED * share * (1 - share):
        return Standing.NOT_CLEAR
    return Standing.ABOVE if difference > 0 else Standing.BELOW


def against_rate(now: Rate, before: Rate) -> Standing:
    """Compare two rates that share no assessment, such as two months.

    Args:
        now: the rate in question.
        before: the rate that it is compared with.
    """
    difference = difference_interval(now, before)
    if difference is None:
        return Standing.NOT_COMPARABLE
    if difference.low > 0:
        return Standing.ABOVE
    return Standing.BELOW if difference.high < 0 else Standing.NOT_CLEAR


def difference_interval(now: Rate, before: Rate) -> Interval | None:
    """Give Newcombe's 95% interval of the difference of two rates.

    Returns:
        The difference ``now - before``, from -1 to 1, or None where either has nothing completed.
    """
    of_now, of_before = wilson(now), wilson(before)
    if of_now is None or of_before is None:
        return None
    share, earlier = now.in_time / now.completed, before.in_time / before.completed
    down = math.hypot(share - of_now.low, of_before.high - earlier)
    up = math.hypot(of_now.high - share, earlier - of_before.low)
    return Interval(share - earlier - down, share - earlier + up)
