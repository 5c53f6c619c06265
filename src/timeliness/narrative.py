"""The month's sentences, from the summary alone."""

from __future__ import annotations

from fractions import Fraction

from timeliness.summary import IndicatorSummary
from timeliness.targets import Status
from timeliness.words import month_name, percent


def headline(indicator: IndicatorSummary) -> str:
    """Say in one line what a chart of the month shows.

    For example: "NI 60: 86% in November 2010, up from 76% in October; 75% for the year to date,
    target 83%".
    """
    month = indicator.month
    if month.rate.share is None:
        return f"{indicator.label}: no assessments completed in {month.period.name}"
    said = f"{indicator.label}: {percent(month.rate.share)} in {month.period.name}"
    before = indicator.previous_month.before
    if indicator.previous_month.change is not None and before.rate.share is not None:
        direction = _direction(indicator.previous_month.change)
        said += f", {direction} {percent(before.rate.share)} in "
        said += month_name(before.period.end.month)
    if indicator.year_to_date.rate.share is not None:
        said += f"; {percent(indicator.year_to_date.rate.share)} for the year to date"
    if indicator.target.share is not None:
        said += f", target {indicator.target.words}"
    return said


def status_sentence(indicator: IndicatorSummary) -> str:
    """Say how the month and the year to date stand against the target."""
    if indicator.target.share is None:
        return (
            f"{indicator.label} has no numeric target for "
            f"{indicator.month.period.financial_year_label} (set: {indicator.target.words})."
        )
    return (
        f"Against the target of {indicator.target.words}, the month is "
        f"{_status(indicator.month_status)} and the year to date {_status(indicator.year_status)}."
    )


def _status(status: Status) -> str:
    return str(status) if status is Status.NOTHING_COMPLETED else str(status).lower()


def _direction(difference: Fraction) -> str:
    if difference == 0:
        return "the same as"
    return "up from" if difference > 0 else "down from"
