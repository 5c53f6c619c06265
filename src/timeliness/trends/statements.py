"""What the figures say, in sentences that name their basis and do not call chance a change."""

from __future__ import annotations

from fractions import Fraction

from timeliness.rates import PeriodRate
from timeliness.targets import Target
from timeliness.trends.intervals import CONFIDENCE, Standing, against_rate, against_share, wilson
from timeliness.trends.projection import Needed, Projection
from timeliness.trends.year_end import Outlook
from timeliness.words import capitalised, percent_to_a_tenth


def interval_sentence(rate: PeriodRate) -> str:
    """Say how sure a rate is: "The rate of November 2010 has a 95% Wilson interval of ..."."""
    interval = wilson(rate.rate)
    if interval is None:
        return f"No assessments were completed in {rate.period.name}."
    return (
        f"The rate of {rate.period.name}, {rate.rate.words}, has a {CONFIDENCE} of "
        f"{interval.words}."
    )


def change_sentence(now: PeriodRate, before: PeriodRate) -> str:
    """Say whether one period's rate lies above another's, which it must not overlap."""
    standing = against_rate(now.rate, before.rate)
    compared = f"{capitalised(now.period.name)}, with {now.rate.words}, is"
    earlier = f"{before.period.name}, with {before.rate.words}"
    match standing:
        case Standing.NOT_COMPARABLE:
            empty = before if now.rate.completed else now
            return f"No assessments were completed in {empty.period.name}, so nothing is compared."
        case Standing.NOT_CLEAR:
            return (
                f"{compared} not clearly different from {earlier}: chance alone could explain it."
            )
        case _:
            return f"{compared} {standing} {earlier}, by more than chance alone would explain."


def target_sentence(rate: PeriodRate, target: Target) -> str:
    """Say whether a rate lies above or below its target by more than chance."""
    standing = against_share(rate.rate, target.share)
    if standing is Standing.NOT_COMPARABLE or target.share is None or rate.rate.share is None:
        return ""
    compared = f"{rate.period.name}, with {rate.rate.words}, is"
    if standing is not Standing.NOT_CLEAR:
        return (
            f"{compared} {standing} the target of {target.words}, by more than chance alone would "
            "explain."
        )
    return (
        f"{compared} {_side(rate.rate.share, target.share)} the target of {target.words}, but not "
        "clearly different from it: chance alone could explain the distance."
    )


def projection_sentence(projection: Projection) -> str:
    """Say where the year ends on the headline's assumptions, and what is needed instead."""
    year = projection.year_to_date
    label = year.period.financial_year_label
    target = projection.target
    if not projection.months_left:
        share = year.rate.share
        if share is None:
            return f"The year {label} ended with {year.rate.words}."
        against = "" if target.share is None else f", {_against(share, target.share, target.words)}"
        return f"The year {label} ended at {year.rate.words}{against}."
    headline = projection.headline
    if headline is None:
        return f"No assessments were completed in {year.period.name}, so there is no projection."
    months = projection.months_left
    left = "month" if months == 1 else f"{months} months"
    against = ""
    if target.share is not None:
        within = headline.low <= float(target.share) <= headline.high
        against = f", {_against(headline.year_end, target.share, target.words)}"
        against += ", which lies within that range" if within else ", which lies outside that range"
    return (
        f"If the rate of {headline.held.period.name}, {headline.held.rate.words}, held for the "
        f"{left} left, with {headline.volume.words}, the year {label} would end at "
        f"{percent_to_a_tenth(headline.year_end)} ({headline.range_words} on that rate's "
        f"{CONFIDENCE}){against}."
    )


def needed_sentence(projection: Projection) -> str:
    """Say which rate the remaining months need, at each number; empty without a target."""
    if not projection.needed or projection.target.share is None:
        return ""
    label = projection.year_to_date.period.financial_year_label
    what = f"the target of {projection.target.words} for {label}"
    clauses = []
    for one in projection.needed:
        clauses.append(f"with {one.volume.words}, {what} {_what_it_needs(one, projection)}")
        what = "it"
    return f"{capitalised('; '.join(clauses))}."


def _what_it_needs(needed: Needed, projection: Projection) -> str:
    match needed.rate.outlook:
        case Outlook.NEEDED:
            bound = "" if projection.good_is_high else "at most "
            left = "the month left" if projection.months_left == 1 else "every month left"
            return f"needs {bound}{needed.rate.words} in {left}"
        case Outlook.CERTAIN:
            return "is already certain"
        case _:
            return str(needed.rate.outlook)


def _against(share: Fraction, target: Fraction, words: str) -> str:
    """Say on which side of a target an exact share lies, also where both look alike."""
    alike = percent_to_a_tenth(share) == percent_to_a_tenth(target)
    just = "just " if alike and share != target else ""
    return f"{just}{_side(share, target)} the target of {words}"


def _side(share: Fraction, target: Fraction) -> str:
    if share == target:
        return "on"
    return "above" if share > target else "below"


def meaning(now: PeriodRate, before: PeriodRate, target: Target, *, same_basis: bool) -> str:
    """Say in a few words what a rate's chance allows to be said about it.

    Args:
        now: the month.
        before: the month before.
        target: what is aimed at.
        same_basis: whether the two months were measured against one limit.
    """
    if not now.rate.completed:
        return "No assessments completed."
    to_target = against_share(now.rate, target.share)
    of_target = "No numeric target" if target.share is None else _in_short(to_target, "the target")
    if not before.rate.completed:
        return f"{of_target}. No assessments completed in {before.period.label}."
    to_before = against_rate(now.rate, before.rate) if same_basis else Standing.NOT_COMPARABLE
    return f"{of_target}. {_in_short(to_before, before.period.label)}."


def _in_short(standing: Standing, other: str) -> str:
    match standing:
        case Standing.NOT_COMPARABLE:
            return f"Not comparable with {other}"
        case Standing.NOT_CLEAR:
            return f"Not clearly different from {other}"
        case _:
            return f"{capitalised(standing)} {other} by more than chance"
