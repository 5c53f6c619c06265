"""Why a figure is what it is: the rows behind it, told in the order in which they were sorted out.

The same sentences answer the button "Explain cell" and the formula TIMELINESS_EXPLAIN. They name
rows by number and columns by heading, never what a cell holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from timeliness.case_list import CaseList, Field, Source
from timeliness.case_list.case_list import Positions
from timeliness.checks import LIST_CHECKS, Mask
from timeliness.findings import Found
from timeliness.indicators import Indicator
from timeliness.measuring import Cohort, Completed, Measurement
from timeliness.periods import Period, month_of
from timeliness.words import count_of, listed, percent_to_a_tenth

_ROWS_NAMED = 5
"""How many rows of a reason are named by their numbers; the others are counted."""

_CHECKS_OF_LIST = frozenset(rule.check.code for rule in LIST_CHECKS)


def explain(
    measurement: Measurement,
    indicator: Indicator,
    period: Period | None = None,
    team: str | None = None,
) -> tuple[str, ...]:
    """Tell in words why an indicator's rate, or one of its counts, is what it is.

    Args:
        measurement: the list, measured against this indicator and perhaps others.
        indicator: the indicator.
        period: the period that was asked for; None for every completion in the list.
        team: the team that was asked for; None for all of them.

    Returns:
        Sentences, the answer first and then where every row went; each is whole by itself.
    """
    case_list, cohort = measurement.case_list, measurement.cohort(indicator.code)
    chosen = _asked_for(cohort, period, team)
    return (
        _answer(cohort, chosen, period, team),
        _what_is_counted(cohort, chosen, period),
        *(_how_it_was_read(source, cohort) for source in _sources_of(case_list, cohort)),
        cohort.reconciliation.sentence,
        *_reasons(case_list, "Left out", (*_left_out_of_list(measurement, cohort), *cohort.found)),
        *_which_were_asked_for(cohort, chosen, period, team),
        *_late_ones(cohort, chosen),
        *_reasons(case_list, "Counted, but to be looked at", cohort.warned()),
        *cohort.notes,
    )


def _left_out_of_list(measurement: Measurement, cohort: Cohort) -> Iterator[Found]:
    """Give what the list's own checks left out, but for the records of other types."""
    case_list = measurement.case_list
    of_kind = case_list.kinds.index(cohort.indicator.assessments)
    for group in measurement.found:
        kinds = case_list.kind[group.records]
        records = group.records[(kinds == of_kind) | (kinds < 0)]
        if group.check.code in _CHECKS_OF_LIST and len(records):
            yield replace(group, records=records)


def _asked_for(cohort: Cohort, period: Period | None, team: str | None) -> Mask:
    """Tell which of the completed assessments lie in the period and belong to the team."""
    done = cohort.completed
    chosen: Mask = np.ones(len(done.records), dtype=np.bool_)
    if period is not None:
        chosen &= done.within(period)
    if team is not None:
        names = cohort.team_names
        place = names.index(team) if team in names else len(names)
        chosen &= done.team % len(names) == place
    return chosen


def _answer(cohort: Cohort, chosen: Mask, period: Period | None, team: str | None) -> str:
    completed, label = int(chosen.sum()), cohort.indicator.label
    when = f" in {period.name}" if period else ""
    whose = " by the team that was asked for" if team is not None else ""
    if not completed:
        return (
            f"{label}: no assessment was completed{when}{whose}, so there is no rate, and a cell "
            "that asks for one shows #N/A. That is not the same as 0%."
        )
    in_time = int(cohort.completed.in_time[chosen].sum())
    rate = percent_to_a_tenth(Fraction(in_time, completed))
    return (
        f"{label}: {in_time:,} of {count_of(completed, 'assessment')} completed{when}{whose} "
        f"{'was' if in_time == 1 else 'were'} in time, which is {rate}."
    )


def _what_is_counted(cohort: Cohort, chosen: Mask, period: Period | None) -> str:
    indicator = cohort.indicator
    starts = ", else ".join(Field(name).meaning for name in indicator.clock_starts)
    stops = Field(indicator.clock_stops).meaning
    limits = [str(days) for days in np.unique(cohort.completed.limit[chosen]).tolist()]
    if limits:
        basis = f"{listed(limits, last='or')} working days"
        # Two limits hold where the period, or the whole list, spans a change of the definition.
        basis += ", by the day of completion" if len(limits) > 1 else ""
    else:
        now = cohort.timed.limit_of_open or indicator.limits[-1]
        basis = indicator.basis_in(period) if period else now.basis
    return (
        f"{indicator.label} counts {indicator.assessments.replace('_', ' ')} assessments by the "
        f"month in which they were completed. The clock starts on {starts}, and stops on {stops}; "
        f"the limit is {basis}."
    )


def _sources_of(case_list: CaseList, cohort: Cohort) -> Iterator[Source]:
    """Give the blocks that state assessments of the indicator."""
    of_kind = case_list.kind == case_list.kinds.index(cohort.indicator.assessments)
    for position in np.unique(case_list.source[of_kind]).tolist():
        yield case_list.sources[position]


def _how_it_was_read(source: Source, cohort: Cohort) -> str:
    indicator = cohort.indicator
    if source.heading_row is None:
        return f"{source.place} has no headings, so it was read as two columns of dates."
    kind = indicator.assessments
    starts = [source.heading_of(Field(name), kind) for name in indicator.clock_starts]
    if not any(starts) and indicator.clock_starts_without_these:
        starts = [source.heading_of(Field(indicator.clock_starts_without_these), kind)]
    stops = source.heading_of(Field(indicator.clock_stops), kind)
    columns = [f'"{heading}"' for heading in (*starts, stops) if heading]
    return (
        f"{source.place}: headings in row {source.heading_row:,}, dates from "
        f"{'the column' if len(columns) == 1 else 'the columns'} {listed(columns)}; the type of "
        f"assessment is from {source.kind_is_from}."
    )


def _which_were_asked_for(
    cohort: Cohort, chosen: Mask, period: Period | None, team: str | None
) -> Iterator[str]:
    """Say how many completed assessments lie elsewhere, and where there are any."""
    done = cohort.completed
    elsewhere = len(done.records) - int(chosen.sum())
    if team is not None and team not in cohort.team_names:
        known = len(cohort.teams)
        yield (
            f"The list names {count_of(known, 'team')}, and the one that was asked for is not "
            "among them: check its spelling."
            if known
            else "The list has no column for the team, so no team can be counted by itself."
        )
    if elsewhere:
        asked = listed(
            [*(["period"] if period else []), *(["team"] if team is not None else [])], last="and"
        )
        span = _months_of(done)
        yield (
            f"{count_of(elsewhere, 'completed assessment')} of the list "
            f"{'is' if elsewhere == 1 else 'are'} outside the {asked} that was asked for; "
            f"the list's completions lie {span}."
        )


def _months_of(done: Completed) -> str:
    first, last = done.stop.min().item(), done.stop.max().item()
    names = [month_of(day).name for day in (first, last)]
    return f"in {names[0]}" if names[0] == names[1] else f"between {names[0]} and {names[1]}"


def _late_ones(cohort: Cohort, chosen: Mask) -> Iterator[str]:
    done = cohort.completed
    beyond = (done.days_taken - done.limit)[chosen]
    late = beyond[beyond > 0]
    if len(late):
        yield (
            f"{count_of(len(late), 'assessment')} took longer than the limit, the longest by "
            f"{count_of(int(late.max()), 'working day')}."
        )


def _reasons(case_list: CaseList, begin: str, groups: Sequence[Found]) -> Iterator[str]:
    """Give each reason once with its rows, in the order in which the checks were made."""
    by_check: dict[str, list[Found]] = {}
    for group in groups:
        by_check.setdefault(group.check.code, []).append(group)
    for found in by_check.values():
        records = np.sort(np.concatenate([group.records for group in found]))
        yield (
            f"{begin}: {count_of(len(records), 'row')} ({_rows_of(case_list, records)}): "
            f"{found[0].check.message}"
        )


def _rows_of(case_list: CaseList, records: Positions) -> str:
    several = len(case_list.sources) > 1
    places = [
        f"{f'{source.place}, ' if several else ''}row {row:,}"
        for source, row in case_list.places_of(records[:_ROWS_NAMED])
    ]
    more = len(records) - len(places)
    return listed([*places, *([f"{more:,} more"] if more else [])])
