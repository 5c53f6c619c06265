"""The arithmetic of a year's end: where it lies at a rate, and which rate a target needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from timeliness.periods import Period
from timeliness.rates import Rate
from timeliness.words import percent_to_a_tenth

_MONTHS_IN_A_YEAR = 12


class Outlook(StrEnum):
    """Whether a target can still be reached, at the number of assessments assumed."""

    NEEDED = "needed"
    CANNOT = "cannot be reached"
    CERTAIN = "already certain"
    YEAR_OVER = "the year is over"
    NOTHING_COMPLETED = "no assessments completed"
    NO_TARGET = "no numeric target"


@dataclass(frozen=True)
class RateNeeded:
    """The rate that every remaining month needs so that the year ends on its target.

    Attributes:
        outlook: whether there is such a rate.
        share: the exact share that the arithmetic asks for, below 0 or above 1 where no rate can
            be it; where low is good it is the most that may be. None without a numeric target,
            when the year is over, and when nothing was completed in it from which a number of
            assessments could be assumed.
    """

    outlook: Outlook
    share: Fraction | None = None

    @property
    def words(self) -> str:
        """The rate, or why there is none: "92.6%", "cannot be reached"."""
        if self.outlook is Outlook.NEEDED and self.share is not None:
            return percent_to_a_tenth(self.share)
        return str(self.outlook)


def rate_needed(
    so_far: Rate, still_to_come: Fraction, target: Fraction | None, *, good_is_high: bool
) -> RateNeeded:
    """Give the rate that the rest of the year needs to end on its target.

    Args:
        so_far: the year to date.
        still_to_come: how many assessments the rest of the year is assumed to complete, more
            than 0.
        target: the exact share aimed at, or None where the target is no number.
        good_is_high: whether more is better.
    """
    if target is None:
        return RateNeeded(Outlook.NO_TARGET)
    share = (target * (so_far.completed + still_to_come) - so_far.in_time) / still_to_come
    outlook = Outlook.NEEDED
    if share <= 0 if good_is_high else share >= 1:
        outlook = Outlook.CERTAIN
    elif share > 1 if good_is_high else share < 0:
        outlook = Outlook.CANNOT
    return RateNeeded(outlook, share)


def year_end(so_far: Rate, still_to_come: Fraction, share: Fraction) -> Fraction:
    """Give the share of the whole year if the rest of it has a given share.

    Args:
        so_far: the year to date.
        still_to_come: how many assessments the rest of the year is assumed to complete, more
            than 0 unless some are completed already.
        share: of how many of those are assumed to be in time.
    """
    return (so_far.in_time + still_to_come * share) / (so_far.completed + still_to_come)


def months_left_after(month: Period) -> int:
    """Count the months of the financial year after a month: four after November."""
    return _MONTHS_IN_A_YEAR - month.month_number
