"""The watch list: open assessments with the days they have left, the most pressing first.

It names children by their identifiers and so belongs to the workbook that officers work with; a
monthly summary, from which everything published is made, does not hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np

from timeliness.case_list import CaseList
from timeliness.measuring import Cohort, Measurement
from timeliness.words import count_of, day_label
from timeliness.working_days import Calendar

SOON = 5
"""An assessment with at most this many working days left is due soon."""

EXPLANATION = (
    "These assessments are still open: those at the top can no longer be in time, and those due "
    "soon still can if they are finished and authorised by the day shown."
)
"""What the watch list is, in the one sentence that an officer can say to a councillor."""


_COUNTED_BY_SEVERAL = (
    "An assessment that several indicators count has a line for each; all together it is counted "
    "once, by the line with the fewest days left."
)
"""Why the lines can come to more than the assessments that the sentence counts."""


class Urgency(StrEnum):
    """How pressing an open assessment is, in the order of the list."""

    OVERDUE = "Overdue"
    DUE_SOON = "Due soon"
    IN_HAND = "In hand"

    @property
    def meaning(self) -> str:
        """What the word says, for the sheet that uses it."""
        match self:
            case Urgency.OVERDUE:
                return "more working days have passed than the limit allows"
            case Urgency.DUE_SOON:
                return f"{SOON} working days or fewer are left, the last of them the due date"
            case Urgency.IN_HAND:
                return f"more than {SOON} working days are left"


@dataclass(frozen=True, slots=True)
class OpenAssessment:
    """One open assessment.

    Attributes:
        indicator: the indicator that will count it, "NI 59".
        child: the child's identifier in the case list; empty where the list has none.
        team: the team, or "No team given".
        file: the case list's file.
        sheet: its sheet, or empty.
        row: the row as Excel shows it.
        start: when the clock started.
        due: the last working day on which it is in time.
        days_used: working days from the start to the day of the list, by the council's convention.
        limit: the timescale in working days.
        record: its position in the case list, the same under every indicator that will count it.
    """

    indicator: str
    child: str = field(repr=False)
    team: str
    file: str
    sheet: str
    row: int
    start: date
    due: date
    days_used: int
    limit: int
    record: int

    @property
    def days_left(self) -> int:
        """Working days left; a negative number is how many it is overdue by."""
        return self.limit - self.days_used

    @property
    def urgency(self) -> Urgency:
        """How pressing it is."""
        if self.days_left < 0:
            return Urgency.OVERDUE
        return Urgency.DUE_SOON if self.days_left <= SOON else Urgency.IN_HAND


@dataclass(frozen=True)
class WatchedTeam:
    """How many open assessments of an indicator a team has, by urgency."""

    indicator: str
    team: str
    overdue: int
    due_soon: int
    in_hand: int


@dataclass(frozen=True)
class WatchList:
    """Every assessment that was open on a day.

    Attributes:
        as_of: the day.
        assessments: the most overdue first, then by the days left; one that several indicators
            will count is there once for each.
        teams: the counts of each indicator and team.
        notes: what must be known to read it, a sentence each.
        not_listed: how many more were open, under no limit and therefore without a due date.
    """

    as_of: date
    assessments: tuple[OpenAssessment, ...]
    teams: tuple[WatchedTeam, ...]
    notes: tuple[str, ...]
    not_listed: int

    @property
    def reading(self) -> str:
        """The list in one sentence."""
        urgencies = _each_once(self.assessments)
        number = urgencies.total() + self.not_listed
        if not number:
            return f"No assessment was open on {day_label(self.as_of)}."
        were = "was" if number == 1 else "were"
        begin = f"{count_of(number, 'assessment')} {were} open on {day_label(self.as_of)}"
        without = f"{self.not_listed:,} without a due date"
        if not self.assessments:
            return f"{begin}: {without}."
        end = f", {without}." if self.not_listed else "."
        return (
            f"{begin}: {urgencies[Urgency.OVERDUE]:,} overdue, "
            f"{urgencies[Urgency.DUE_SOON]:,} due within {count_of(SOON, 'working day')} and "
            f"{urgencies[Urgency.IN_HAND]:,} with more time left{end}"
        )


def watch(measurement: Measurement, calendar: Calendar, as_of: date) -> WatchList:
    """List the assessments of a council that were open on a day.

    Args:
        measurement: the council's case list, measured as of the same day.
        calendar: how the council counts working days.
        as_of: the day up to which days are counted.

    Raises:
        CalendarError: the day, or a due date, lies outside the years of the calendar.
    """
    listed: list[OpenAssessment] = []
    notes: list[str] = []
    for cohort in measurement.cohorts:
        notes += _notes(cohort, as_of)
        listed += _open(cohort, measurement.case_list, calendar, as_of)
    listed.sort(key=lambda one: (one.days_left, one.start, one.indicator, one.file, one.row))
    still_open = {x for one in measurement.cohorts for x in one.still_open.records.tolist()}
    on_the_list = {one.record for one in listed}
    if len(on_the_list) < len(listed):
        notes.append(_COUNTED_BY_SEVERAL)
    return WatchList(
        as_of,
        tuple(listed),
        tuple(_by_team(listed)),
        tuple(notes),
        not_listed=len(still_open - on_the_list),
    )


def _each_once(listed: Iterable[OpenAssessment]) -> Counter[Urgency]:
    """Count assessments by urgency, each once though several indicators list it.

    Args:
        listed: the most pressing first, so that the first line of an assessment is the one by
            which it is counted.
    """
    most_pressing: dict[int, Urgency] = {}
    for one in listed:
        most_pressing.setdefault(one.record, one.urgency)
    return Counter(most_pressing.values())


def _open(
    cohort: Cohort, case_list: CaseList, calendar: Calendar, as_of: date
) -> Iterator[OpenAssessment]:
    limit, still_open = cohort.indicator.limit_on(as_of), cohort.still_open
    if limit is None or not cohort.indicator.has_late_ones or not len(still_open.records):
        return
    today = np.full(len(still_open.start), np.datetime64(as_of, "D"))
    used = calendar.days_taken(still_open.start, today)
    due = calendar.due(still_open.start, limit.working_days)
    names = cohort.team_names
    columns = zip(
        case_list.places_of(still_open.records),
        still_open.records.tolist(),
        still_open.team.tolist(),
        still_open.start.tolist(),
        due.tolist(),
        used.tolist(),
        strict=True,
    )
    for (source, row), record, team, start, due_day, days_used in columns:
        yield OpenAssessment(
            indicator=cohort.indicator.label,
            child=case_list.identifier_of(record),
            # A missing team is -1, which as a position from the end is the last name.
            team=names[team],
            file=source.file,
            sheet=source.sheet,
            row=row,
            start=start,
            due=due_day,
            days_used=days_used,
            limit=limit.working_days,
            record=record,
        )


def _notes(cohort: Cohort, as_of: date) -> Iterator[str]:
    indicator, number = cohort.indicator, len(cohort.still_open.records)
    if cohort.not_begun:
        yield (
            f"{indicator.label}: {count_of(cohort.not_begun, 'assessment')} that "
            f"{'begins' if cohort.not_begun == 1 else 'begin'} after {day_label(as_of)} "
            f"{'is' if cohort.not_begun == 1 else 'are'} not listed."
        )
    if cohort.completed_later:
        yield (
            f"{indicator.label}: {count_of(cohort.completed_later, 'assessment')} completed after "
            f"{day_label(as_of)} {'counts' if cohort.completed_later == 1 else 'count'} as open on "
            "that day; check any completion date that lies ahead."
        )
    if not number:
        return
    if not indicator.has_late_ones:
        yield (
            f"{indicator.label}: a lower rate is better, so no open assessment is overdue and none "
            "is listed for it."
        )
        return
    if indicator.limit_on(as_of) is None:
        yield (
            f"{indicator.label} has no limit in force on {day_label(as_of)}, so "
            f"{count_of(number, 'open assessment')} can be given no due date and cannot be listed."
        )
        return
    for limit in indicator.limits:
        if limit.start > as_of:
            yield (
                f"{indicator.label} assessments completed from {day_label(limit.start)} on will be "
                f"measured against {limit.basis}; the due dates here are those of the limit of "
                f"{day_label(as_of)}."
            )


def _by_team(listed: Iterable[OpenAssessment]) -> Iterator[WatchedTeam]:
    counts = Counter((one.indicator, one.team, one.urgency) for one in listed)
    for indicator, team in sorted({(indicator, team) for indicator, team, _ in counts}):
        yield WatchedTeam(
            indicator,
            team,
            overdue=counts[indicator, team, Urgency.OVERDUE],
            due_soon=counts[indicator, team, Urgency.DUE_SOON],
            in_hand=counts[indicator, team, Urgency.IN_HAND],
        )
