"""One indicator's month, year to date and last quarter's result, a sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from timeliness.periods import Period
from timeliness.rates import PeriodRate, Rate
from timeliness.summary import IndicatorSummary
from timeliness.targets import Target
from timeliness.trends.intervals import Standing
from timeliness.words import (
    in_mid_sentence,
    listed,
    month_name,
    points_apart,
    rounded_half_up,
)

_TITLE = re.compile(r"(?P<which>.+?) completed (?P<how>within .+)")

_ENOUGH_MONTHS = 3
"""From how many months on it is worth saying which was the highest and which the lowest."""


def performance_sentences(indicator: IndicatorSummary) -> tuple[str, ...]:
    """Tell what happened: the month, the year to date, the last quarter's result, the year's range.

    Args:
        indicator: the indicator's month.
    """
    return (
        *short_sentences(indicator),
        *_quarter_result(indicator),
        *_range_of_months(indicator),
    )


def short_sentences(indicator: IndicatorSummary) -> tuple[str, ...]:
    """Tell the month and the year to date alone, for a summary.

    Args:
        indicator: the indicator's month.
    """
    return *_month(indicator), *_year_to_date(indicator), *_which_way_is_good(indicator)


def _month(indicator: IndicatorSummary) -> Iterator[str]:
    which, how = _what_is_measured(indicator)
    now, before = indicator.month, indicator.previous_month.before
    if not now.rate.completed:
        yield f"No {which} were completed in {now.period.name}."
        if indicator.previous_month.basis_change:
            yield f"In {before.period.name} the rate was {before.rate.words}."
            yield indicator.previous_month.basis_change
        elif before.rate.completed:
            yield f"In {before.period.name}, {before.rate.words} were completed {how}."
        return
    said = f"In {now.period.name}, {now.rate.words} of {which} were completed {how}"
    if not before.rate.completed:
        yield f"{said}."
        yield (
            f"The case lists hold none completed in {before.period.name}, so there is no month "
            "before to compare with."
        )
    elif indicator.previous_month.basis_change:
        yield f"{said}; in {before.period.name} it was {before.rate.words}."
        yield indicator.previous_month.basis_change
    else:
        yield f"{said}, {_from_before(now, before)}{_chance(indicator)}."


def _what_is_measured(indicator: IndicatorSummary) -> tuple[str, str]:
    """Part an indicator's title: "core assessments", "within 35 working days of their start"."""
    found = _TITLE.fullmatch(indicator.title)
    if found is None:
        return in_mid_sentence(indicator.name), f"within {indicator.basis}"
    return in_mid_sentence(found["which"]), found["how"]


def _from_before(now: PeriodRate, before: PeriodRate) -> str:
    """Say how a rate has moved; two that look alike as whole per cents are not said to differ."""
    share, earlier = now.rate.share or Fraction(0), before.rate.share or Fraction(0)
    if share == earlier:
        return f"the same as in {before.period.name}, {before.rate.words}"
    if now.rate.looks_like(before.rate):
        way = "little changed"
    else:
        way = "up" if share > earlier else "down"
    return f"{way} from {before.rate.words} in {before.period.name}"


def _chance(indicator: IndicatorSummary) -> str:
    """Say whether chance alone could explain that the month is up or down."""
    now, before = indicator.month.rate, indicator.previous_month.before.rate
    if now.looks_like(before):
        return ""
    way = "a rise" if (now.share or 0) > (before.share or 0) else "a fall"
    if indicator.trend.to_previous_month is Standing.NOT_CLEAR:
        return f", {way} that chance alone could explain"
    return f", {way} by more than chance alone would explain"


def _year_to_date(indicator: IndicatorSummary) -> Iterator[str]:
    now = indicator.year_to_date
    share = now.rate.share
    if share is None:
        yield f"No assessments have been completed in the year to date, {now.period.name}."
        return
    against = _against_target(share, indicator.target)
    if len(indicator.months) == 1:
        yield (
            f"{now.period.name} begins the year {now.period.financial_year_label}, so the year to "
            f"date is the same, {now.rate.words}{against}."
        )
    else:
        before = indicator.months[-2]
        moved = (
            f"is {now.rate.words}"
            if indicator.previous_month.basis_change or indicator.mixed
            else _moved(now, PeriodRate(before.month, before.year_to_date), indicator.good_is)
        )
        yield f"The year to date, {now.period.name}, {moved}{against}."
    if indicator.mixed:
        yield indicator.mixed


def _which_way_is_good(indicator: IndicatorSummary) -> Iterator[str]:
    """Say that less is better, as every other indicator lets a reader expect the opposite."""
    if indicator.good_is == "low":
        yield f"For {indicator.label} a lower rate is better."


def _moved(now: PeriodRate, before: PeriodRate, good_is: str) -> str:
    share, earlier = now.rate.share or Fraction(0), before.rate.share
    if earlier is None:
        return f"is {now.rate.words}"
    if share == earlier:
        return f"is unchanged at {now.rate.words}"
    end = month_name(before.period.end.month)
    if now.rate.looks_like(before.rate):
        return f"is little changed at {now.rate.words}"
    if (share > earlier) == (good_is == "high"):
        verb = "improves"
    else:
        verb = "falls" if share < earlier else "rises"
    return f"{verb} to {now.rate.words}, from {before.rate.percent_words} at the end of {end}"


def _against_target(share: Fraction, target: Target) -> str:
    if not target.is_set:
        return "; no target is set for the year"
    if target.share is None:
        return f', against a target of "{target.words}"'
    if share == target.share:
        return f", and is on the target of {target.words}"
    side = "above" if share > target.share else "below"
    return f", and is {_distance(share - target.share)} {side} the target of {target.words}"


def _distance(difference: Fraction) -> str:
    """Say how far two shares lie apart: "4 percentage points", "less than half a ..."."""
    if rounded_half_up(abs(difference) * 100) == 0:
        return "less than half a percentage point"
    return points_apart(difference)


def _quarter_result(indicator: IndicatorSummary) -> Iterator[str]:
    result = indicator.quarter_result
    if result is None or not result.before.rate.completed:
        return
    if result.basis_change:
        yield result.basis_change
        return
    before, difference = result.before, result.change or Fraction(0)
    name = f"the Q{before.period.quarter_number} result, {before.rate.words} for "
    name += before.period.name
    if difference == 0:
        yield f"The year to date equals {name}."
        return
    side = "above" if difference > 0 else "below"
    yield f"The year to date is {_distance(difference)} {side} {name}."


def _range_of_months(indicator: IndicatorSummary) -> Iterator[str]:
    rates = {
        one.month: one.rate
        for one in indicator.months
        if one.rate.completed and one.basis == indicator.basis
    }
    if len(rates) < _ENOUGH_MONTHS:
        return
    # The exact shares are compared: 42 of 61 and 41 of 59 are both 69%, and the first is lower.
    high, low = max(rates.values(), key=_share), min(rates.values(), key=_share)
    if high.looks_like(low):
        return
    # Months that were measured against another limit are neither high nor low beside these.
    since = f" within {indicator.basis}" if indicator.mixed else ""
    yield (
        f"The highest monthly rate{since} of the year so far is {high.percent_words}, in "
        f"{_months_at(rates, high)}, and the lowest {low.percent_words}, in "
        f"{_months_at(rates, low)}."
    )


def _share(rate: Rate) -> Fraction:
    return rate.share or Fraction(0)


def _months_at(rates: dict[Period, Rate], rate: Rate) -> str:
    return listed([month.name for month, found in rates.items() if found.share == rate.share])
