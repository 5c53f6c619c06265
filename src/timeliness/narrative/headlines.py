"""The month in a line, for charts and covers, and how it stands against its target."""

from __future__ import annotations

from timeliness.rates import Rate
from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.targets import Status
from timeliness.trends.intervals import Standing
from timeliness.words import day_in_full, listed, month_name


def headline(indicator: IndicatorSummary) -> str:
    """Say in one line what a chart of the month shows.

    For example: "NI 60: 86% in November 2010, up from 76% in October (not clearly different); 75%
    for the year to date, target 83%". A change that chance alone could explain is said to be one.
    """
    month = indicator.month
    if month.rate.share is None:
        return f"{indicator.label}: no assessments completed in {month.period.name}"
    said = f"{indicator.label}: {month.rate.percent_words} in {month.period.name}"
    before = indicator.previous_month.before
    if indicator.previous_month.change is not None and before.rate.share is not None:
        direction = _direction(month.rate, before.rate)
        said += f", {direction} {before.rate.percent_words} in "
        said += month_name(before.period.end.month)
        if indicator.previous_month.change and not _is_clear(indicator.trend.to_previous_month):
            said += f" ({Standing.NOT_CLEAR})"
    # What was completed in the month was completed in the year to date too.
    said += f"; {indicator.year_to_date.rate.percent_words} for the year to date"
    if indicator.mixed:
        said += " (mixed limits)"
    if indicator.target.share is not None:
        said += f", target {indicator.target.words}"
        if indicator.good_is == "low":
            said += " or lower"
    return said


def headline_in_full(indicator: IndicatorSummary) -> str:
    """The headline as a sentence, with what "mixed limits" means where it says so."""
    return " ".join(filter(None, (f"{headline(indicator)}.", indicator.mixed)))


def counts_sentence(summary: MonthlySummary) -> str:
    """Give the counts behind the headlines, their limits and their day; empty without any."""
    counts = [
        f"{one.label} {one.month.rate.in_time:,} of {one.month.rate.completed:,} "
        f"(within {one.basis})"
        for one in summary.indicators
        if one.month.rate.completed
    ]
    if not counts:
        return ""
    day = day_in_full(summary.as_of)
    return f"In time in {summary.month.name}, as of {day}: {listed(counts)}."


def status_sentence(indicator: IndicatorSummary) -> str:
    """Say how the month and the year to date stand against the target."""
    if not indicator.target.is_set:
        year = indicator.month.period.financial_year_label
        return f"No target is set for {indicator.label} in {year}."
    if indicator.target.share is None:
        return (
            f"{indicator.label} has no numeric target for "
            f"{indicator.month.period.financial_year_label} (set: {indicator.target.words})."
        )
    against = f"Against the target of {indicator.target.words}, "
    month, year_to_date = indicator.month_status, indicator.year_status
    if year_to_date is Status.NOTHING_COMPLETED:
        return f"{against}nothing can be said: no assessments were completed in the year so far."
    if month is Status.NOTHING_COMPLETED:
        return (
            f"{against}the year to date is {year_to_date.lower()}; no assessments were completed "
            "in the month."
        )
    return (
        f"{against}the month is {month.lower()} and the year to date {year_to_date.lower()}."
        f"{_chance(indicator)}"
    )


def _chance(indicator: IndicatorSummary) -> str:
    """Say where chance alone could have put the month on the other side of its target."""
    if indicator.trend.to_target is not Standing.NOT_CLEAR:
        return ""
    return (
        f" The month is {Standing.NOT_CLEAR} from the target: chance alone could explain the "
        "distance."
    )


def _is_clear(standing: Standing) -> bool:
    return standing in {Standing.ABOVE, Standing.BELOW}


def _direction(now: Rate, before: Rate) -> str:
    share, earlier = now.share or 0, before.share or 0
    if share == earlier:
        return "the same as"
    if now.looks_like(before):
        return "little changed from"
    return "up from" if share > earlier else "down from"
