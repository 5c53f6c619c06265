"""From the case list to the assessments that each indicator counts, with the days they took.

Every record ends in one place: counted as completed, known as open, left to another indicator,
or excluded with a reason. On the day of the figures an assessment is open when its clock has
started by then and it has no completion date, or a later one. The places are added up against
the records read before any figure leaves this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list import CaseList, Field
from timeliness.case_list.case_list import Positions
from timeliness.case_list.names import NO_TEAM
from timeliness.checks import (
    LIST_CHECKS,
    TIMED_CHECKS,
    Held,
    Mask,
    Rule,
    Timed,
    start_in_the_future,
)
from timeliness.errors import NoLimitError
from timeliness.findings import Finding, Found, in_reading_order
from timeliness.indicators import Indicator
from timeliness.periods import Period
from timeliness.reconciliation import Reconciliation
from timeliness.working_days import Calendar, Counts, Dates, england

_NO_LIMIT = -1


@dataclass(frozen=True, eq=False)
class Completed:
    """The completed assessments of one indicator, a record each.

    Attributes:
        records: positions in the case list.
        start: when the clock started, ``datetime64[D]``.
        stop: when it stopped.
        days_taken: working days between the two, by the calendar's convention.
        limit: the limit in force on the day of completion, in working days.
        case_list: the list that they come from.
    """

    records: Positions
    start: Dates
    stop: Dates
    days_taken: Counts
    limit: Counts
    case_list: CaseList = field(repr=False)

    def within(self, period: Period) -> Mask:
        """Tell which were completed in a period."""
        first, last = np.datetime64(period.start, "D"), np.datetime64(period.end, "D")
        mask: Mask = (self.stop >= first) & (self.stop <= last)
        return mask

    @property
    def in_time(self) -> NDArray[np.bool_]:
        """Whether each took no more working days than its limit."""
        mask: NDArray[np.bool_] = self.days_taken <= self.limit
        return mask

    @property
    def team(self) -> Positions:
        """The position of each one's team in the case list's teams."""
        return self.case_list.team[self.records]


@dataclass(frozen=True, eq=False)
class StillOpen:
    """The open assessments of one indicator: positions in the case list, start of the clock."""

    records: Positions
    start: Dates
    case_list: CaseList = field(repr=False)

    @property
    def team(self) -> Positions:
        """The position of each one's team in the case list's teams."""
        return self.case_list.team[self.records]


@dataclass(frozen=True, eq=False)
class Cohort:
    """All that one indicator makes of a case list.

    Attributes:
        indicator: the definition.
        completed: the assessments whose clock had stopped on the day of the figures.
        still_open: those whose clock was running on it.
        reconciliation: where every record of the list went.
        timed: the assessments with their clocks, as the checks see them.
        excluded: which of them were left out, one for each in ``timed``.
        found: why they were left out.
        notes: what the output must say about the way of counting, a sentence each.
    """

    indicator: Indicator
    completed: Completed
    still_open: StillOpen
    reconciliation: Reconciliation
    timed: Timed
    excluded: Mask
    found: tuple[Found, ...]
    notes: tuple[str, ...]

    @property
    def teams(self) -> tuple[str, ...]:
        """The names behind the team positions."""
        return self.timed.case_list.teams

    @property
    def team_names(self) -> tuple[str, ...]:
        """The teams and, last, NO_TEAM, which the position of a missing team (-1) leads to."""
        return (*self.teams, NO_TEAM)

    @property
    def not_begun(self) -> int:
        """How many were left out because they start after the day of the figures."""
        code = start_in_the_future.__name__
        return sum(len(group.records) for group in self.found if group.check.code == code)

    @property
    def completed_later(self) -> int:
        """How many count as open though they have a completion date, as it is a later one."""
        return int(np.count_nonzero(self.timed.completed_later & ~self.excluded))

    def warned(self) -> tuple[Found, ...]:
        """Run the checks that only warn, over the assessments that were not left out."""
        return _run_checks(self.timed, self.excluded.copy(), excludes=False)

    @property
    def has_rows(self) -> bool:
        """Whether the list names any assessment of this indicator, though all may be left out."""
        return len(self.timed.records) > 0

    @property
    def is_empty(self) -> bool:
        """Whether the list holds no assessment of this indicator."""
        return self.reconciliation.used == 0


@dataclass(frozen=True, eq=False)
class Measurement:
    """A case list measured against indicators.

    Attributes:
        case_list: the list.
        cohorts: what each indicator makes of it, in the order asked for.
        reconciliation: where every record went, over all indicators together.
        found: why records were left out, by the list's checks and then by each indicator's.
    """

    case_list: CaseList
    cohorts: tuple[Cohort, ...]
    reconciliation: Reconciliation
    found: tuple[Found, ...]

    @cached_property
    def excluded(self) -> tuple[Finding, ...]:
        """Every excluded record with its reason, in the order of files and rows."""
        return self._written(self.found)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """Every record that was counted but should be looked at, in the same order.

        It is looked for when it is asked for: a figure in a cell does not wait for it.
        """
        return self._written(group for cohort in self.cohorts for group in cohort.warned())

    def _written(self, groups: Iterable[Found]) -> tuple[Finding, ...]:
        # Two indicators may find the same fault in one record.
        return tuple(dict.fromkeys(in_reading_order(self.case_list, groups)))

    def cohort(self, code: str) -> Cohort:
        """Give the cohort of an indicator by its code."""
        return next(cohort for cohort in self.cohorts if cohort.indicator.code == code)


def measure(
    case_list: CaseList,
    indicators: Iterable[Indicator],
    calendar: Calendar | None = None,
    as_of: date | None = None,
) -> Measurement:
    """Measure a case list against indicators.

    Args:
        case_list: the list.
        indicators: what to measure.
        calendar: how working days are counted; England's, from day 0, by default.
        as_of: the day that the figures are made as of. An assessment that is completed after it
            is open on it, and one that starts after it is excluded. None believes every date.

    Raises:
        NoLimitError: an assessment was completed on a day without a limit.
        ReconciliationError: the records do not add up.
    """
    calendar, indicators = calendar or england(), tuple(indicators)
    # A record of a type that no indicator counts is not left out, whatever is wrong with it.
    concerned = case_list.kind < 0
    for kind in {indicator.assessments for indicator in indicators}:
        concerned |= case_list.kind == case_list.kinds.index(kind)
    excluded = np.zeros(len(case_list), dtype=np.bool_)
    found: list[Found] = []
    for rule in LIST_CHECKS:
        mask = rule.failed(case_list) & concerned
        if mask.any():
            field = rule.check.fields[0] if rule.check.fields else None
            beside = _beside(rule, case_list, np.arange(len(case_list)))
            found.append(Found(rule.check, field, np.flatnonzero(mask), beside))
            excluded |= mask
            concerned &= ~mask
    cohorts = tuple(
        _cohort(case_list, indicator, calendar, as_of, excluded) for indicator in indicators
    )
    return Measurement(
        case_list,
        cohorts,
        _reconcile_all(case_list, excluded, cohorts),
        (*found, *(group for cohort in cohorts for group in cohort.found)),
    )


def _reconcile_all(
    case_list: CaseList, excluded: Mask, cohorts: Sequence[Cohort]
) -> Reconciliation:
    completed, still_open, refused = (np.zeros(len(case_list), dtype=np.bool_) for _ in range(3))
    for cohort in cohorts:
        completed[cohort.completed.records] = True
        still_open[cohort.still_open.records] = True
        refused[cohort.timed.records[cohort.excluded]] = True
    # A record that one indicator could use is used, whatever another one lacked.
    still_open &= ~completed
    used = completed | still_open
    refused = (refused | excluded) & ~used
    return Reconciliation(
        read=len(case_list),
        completed=int(np.count_nonzero(completed)),
        still_open=int(np.count_nonzero(still_open)),
        other=int(np.count_nonzero(~(used | refused))),
        excluded=int(np.count_nonzero(refused)),
    )


def _cohort(
    case_list: CaseList,
    indicator: Indicator,
    calendar: Calendar,
    as_of: date | None,
    left_out: Mask,
) -> Cohort:
    kind = case_list.kinds.index(indicator.assessments)
    of_kind = case_list.kind == kind
    # A record whose type is not known may have been one of any indicator's.
    of_another = ~of_kind & (case_list.kind >= 0)
    timed = _timed(case_list, indicator, calendar, as_of, np.flatnonzero(of_kind & ~left_out))
    excluded = np.zeros(len(timed.records), dtype=np.bool_)
    found = _run_checks(timed, excluded, excludes=True)
    is_open = ~excluded & timed.is_open
    is_completed = ~excluded & ~is_open
    completed = _completed(case_list, indicator, calendar, timed, is_completed)
    open_places = np.flatnonzero(is_open)
    open_records = timed.records[open_places]
    return Cohort(
        indicator=indicator,
        completed=completed,
        still_open=StillOpen(open_records, timed.start[open_places], case_list),
        reconciliation=Reconciliation(
            read=len(case_list),
            completed=len(completed.records),
            still_open=len(open_records),
            other=int(np.count_nonzero(of_another)),
            excluded=int(np.count_nonzero(left_out & ~of_another) + np.count_nonzero(excluded)),
        ),
        timed=timed,
        excluded=excluded,
        found=found,
        notes=_clock_notes(case_list, indicator),
    )


def _run_checks(timed: Timed, excluded: Mask, *, excludes: bool) -> tuple[Found, ...]:
    """Run the checks of one sort over what is not excluded yet; mark what they exclude."""
    found: list[Found] = []
    for rule in TIMED_CHECKS:
        if rule.check.excludes is excludes:
            mask = rule.failed(timed) & ~excluded
            if mask.any():
                found += _found_on_clock(rule, timed, mask)
                if excludes:
                    excluded |= mask
    return tuple(found)


def _beside(
    rule: Rule[Held], held: Held, records: Positions
) -> Callable[[Positions], Positions] | None:
    """Give what finds the other record of each one that failed, when somebody wants to read it.

    Args:
        rule: the check.
        held: what it is made of.
        records: the positions in the case list, in order, that its answers belong to.
    """
    if rule.beside is None:
        return None
    others_of = rule.beside
    return lambda failed: others_of(held)[np.searchsorted(records, failed)]


def _timed(
    case_list: CaseList,
    indicator: Indicator,
    calendar: Calendar,
    as_of: date | None,
    records: Positions,
) -> Timed:
    fields = _starting_fields(indicator)
    start = np.full(len(records), "NaT", dtype="datetime64[D]")
    problem = np.zeros(len(records), dtype=np.uint8)
    chosen = np.zeros(len(records), dtype=np.int8)
    waiting = np.ones(len(records), dtype=np.bool_)
    held_before = np.zeros(len(records), dtype=np.bool_)
    source = case_list.source[records]
    for place, name in enumerate(fields):
        if not waiting.any():
            break
        held = case_list.is_held(name, indicator.assessments)[source]
        if place >= len(indicator.clock_starts):
            # The date to fall back on counts only where the list has no better column at all;
            # an empty referral date in a list that has the column is a gap to be filled.
            waiting &= ~held_before
        if not held.any():
            # No list has this column, so that there is nothing in it to wait for.
            continue
        column = case_list.dates[name].at(records)
        filled = waiting & column.is_filled
        np.copyto(start, column.days, where=filled)
        np.copyto(problem, column.problems, where=filled)
        chosen[filled | (waiting & held)] = place
        waiting &= ~filled
        held_before |= held
    stop_field = Field(indicator.clock_stops)
    stop = case_list.dates[stop_field].at(records)
    return Timed(
        case_list=case_list,
        records=records,
        start=start,
        start_field=chosen,
        start_problem=problem,
        stop=stop.days,
        stop_problem=stop.problems,
        fields=fields,
        stop_field=stop_field,
        as_of=as_of,
        limit_of_open=indicator.limit_on(as_of) if as_of and indicator.has_late_ones else None,
        calendar=calendar,
    )


def _starting_fields(indicator: Indicator) -> tuple[Field, ...]:
    fallback = indicator.clock_starts_without_these
    return tuple(
        Field(name) for name in (*indicator.clock_starts, *([fallback] if fallback else ()))
    )


def _found_on_clock(rule: Rule[Timed], timed: Timed, mask: Mask) -> list[Found]:
    """Note the records that failed, each under the column in which the fault lies."""
    check, beside = rule.check, _beside(rule, timed, timed.records)
    if Field.START not in check.fields and Field.END not in check.fields:
        return [Found(check, check.fields[0], timed.records[mask], beside)]
    at_start = mask & (timed.start_problem > 0 if Field.END in check.fields else True)
    if Field.START not in check.fields:
        at_start = np.zeros_like(mask)
    groups = [
        Found(check, name, timed.records[at_start & (timed.start_field == place)], beside)
        for place, name in enumerate(timed.fields)
    ]
    groups.append(Found(check, timed.stop_field, timed.records[mask & ~at_start], beside))
    return [group for group in groups if len(group.records)]


def _completed(
    case_list: CaseList, indicator: Indicator, calendar: Calendar, timed: Timed, mask: Mask
) -> Completed:
    places = np.flatnonzero(mask)
    records, start, stop = timed.records[places], timed.start[places], timed.stop[places]
    limit = np.full(len(records), _NO_LIMIT, dtype=np.int32)
    # Later assignments win, and the first limit of the definition is to hold.
    for one in reversed(indicator.limits):
        applies = stop >= np.datetime64(one.start, "D")
        if one.end is not None:
            applies &= stop <= np.datetime64(one.end, "D")
        np.copyto(limit, one.working_days, where=applies)
    without = np.flatnonzero(limit == _NO_LIMIT)
    if len(without):
        source, row = next(case_list.places_of(records[without[:1]]))
        day: date = stop[without[0]].item()
        raise NoLimitError(f"{source.place}, row {row:,}: {indicator.no_limit_message(day)}")
    return Completed(
        records=records,
        start=start,
        stop=stop,
        days_taken=calendar.days_taken(start, stop),
        limit=limit,
        case_list=case_list,
    )


def _clock_notes(case_list: CaseList, indicator: Indicator) -> tuple[str, ...]:
    """Say where the clock had to start on another date than the definition wants."""
    if indicator.clock_starts_without_these is None:
        return ()
    fallback, kind = Field(indicator.clock_starts_without_these), indicator.assessments
    of_kind = case_list.kind == case_list.kinds.index(kind)
    return tuple(
        f"{source.place} has no column for "
        f"{' or '.join(Field(name).meaning for name in reversed(indicator.clock_starts))}, so "
        f"{indicator.label} counts its assessments from {fallback.meaning}."
        for position, source in enumerate(case_list.sources)
        if source.holds(fallback, kind)
        and not any(source.holds(Field(name), kind) for name in indicator.clock_starts)
        and bool((of_kind & (case_list.source == position)).any())
    )
