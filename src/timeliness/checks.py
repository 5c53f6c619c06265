"""What each record is checked for; each check is a small function beside its sentence.

The checks follow the Children in Need census's own validation, as far as a case list can show
it. A check that excludes takes the record out of the figures and names it; a check that warns
only names it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from timeliness import same_child
from timeliness.case_list import CaseList, Field
from timeliness.case_list.case_list import MISSING, UNKNOWN, Positions
from timeliness.case_list.dates import DateProblem
from timeliness.findings import Check
from timeliness.indicators import Limit
from timeliness.working_days import FIRST_DAY, LAST_DAY, Calendar, Dates

Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Timed:
    """The records of one indicator, with the dates that start and stop its clock.

    Attributes:
        case_list: the list that they come from.
        records: their positions in it.
        start: when the clock starts, ``datetime64[D]``, NaT where it is not known.
        start_field: which of ``Field`` gave it, as a position in ``fields``.
        start_problem: the ``DateProblem`` of the starting date.
        stop: when the clock stops; NaT where no completion date is known.
        stop_problem: the ``DateProblem`` of the stopping date.
        fields: the fields that may start the clock; the first is the one named when none is
            filled.
        stop_field: the field that stops it.
        as_of: the day on which the figures are made; None when any date is believed.
        limit_of_open: the limit in force on ``as_of``; None where there is none, or where an
            assessment beyond it is not late.
        calendar: how working days are counted.
    """

    case_list: CaseList
    records: Positions
    start: Dates
    start_field: NDArray[np.int8]
    start_problem: NDArray[np.uint8]
    stop: Dates
    stop_problem: NDArray[np.uint8]
    fields: tuple[Field, ...]
    stop_field: Field
    as_of: date | None
    limit_of_open: Limit | None
    calendar: Calendar

    @cached_property
    def has_problems(self) -> bool:
        """Whether any of its dates is a problem; most lists have none."""
        return bool(self.start_problem.any() or self.stop_problem.any())

    @cached_property
    def starts_later(self) -> Mask:
        """Which have not begun on the day of the figures."""
        return self._later(self.start)

    @cached_property
    def completed_later(self) -> Mask:
        """Which have a completion date after the day of the figures."""
        return self._later(self.stop)

    @cached_property
    def is_open(self) -> Mask:
        """Which are open on the day of the figures: begun by then, and not completed by then."""
        without_end = np.isnat(self.stop) & (self.stop_problem == 0)
        mask: Mask = (without_end | self.completed_later) & ~self.starts_later
        return mask

    @cached_property
    def past_timescale(self) -> Mask:
        """Which have no completion date and have taken more days by ``as_of`` than they may."""
        past = np.zeros(len(self.records), dtype=np.bool_)
        if self.as_of is None or self.limit_of_open is None:
            return past
        today = np.datetime64(min(self.as_of, LAST_DAY), "D")
        without_end = np.isnat(self.stop) & (self.stop_problem == 0)
        running = np.flatnonzero(without_end & (self.start <= today))
        taken = self.calendar.days_taken(self.start[running], np.full(len(running), today))
        past[running] = taken > self.limit_of_open.working_days
        return past

    def _later(self, days: Dates) -> Mask:
        if self.as_of is None:
            return np.zeros(len(days), dtype=np.bool_)
        mask: Mask = days > np.datetime64(self.as_of, "D")
        return mask


Held = TypeVar("Held")


@dataclass(frozen=True)
class Rule(Generic[Held]):
    """A check with what tells which records fail it.

    Attributes:
        check: what is wrong, in words.
        failed: gives the mask of the records that fail.
        beside: gives for each record the position in the case list of the other record that it
            is held against, NONE where it passes; None where no other record is concerned.
    """

    check: Check
    failed: Callable[[Held], Mask]
    beside: Callable[[Held], Positions] | None = None


LIST_CHECKS: list[Rule[CaseList]] = []
"""Checks of a record whatever the indicator, in the order in which reasons are given."""

TIMED_CHECKS: list[Rule[Timed]] = []
"""Checks of a record against its indicator's clock, in the order in which reasons are given."""


def _register(
    rules: list[Rule[Held]], message: str, fields: tuple[Field, ...], *, excludes: bool
) -> Callable[[Callable[[Held], Mask]], Callable[[Held], Mask]]:
    def register(function: Callable[[Held], Mask]) -> Callable[[Held], Mask]:
        rules.append(Rule(Check(function.__name__, message, fields, excludes), function))
        return function

    return register


def _of_list(
    message: str, *fields: Field, excludes: bool
) -> Callable[[Callable[[CaseList], Mask]], Callable[[CaseList], Mask]]:
    return _register(LIST_CHECKS, message, fields, excludes=excludes)


def _of_clock(
    message: str, *fields: Field, excludes: bool
) -> Callable[[Callable[[Timed], Mask]], Callable[[Timed], Mask]]:
    return _register(TIMED_CHECKS, message, fields, excludes=excludes)


def _against_another(
    rules: list[Rule[Held]], message: str, field: Field, *, excludes: bool
) -> Callable[[Callable[[Held], Positions]], Callable[[Held], Positions]]:
    """Register a check that finds for each record another one, which is then named with it."""

    def register(beside: Callable[[Held], Positions]) -> Callable[[Held], Positions]:
        def failed(held: Held) -> Mask:
            mask: Mask = beside(held) != same_child.NONE
            return mask

        rules.append(Rule(Check(beside.__name__, message, (field,), excludes), failed, beside))
        return beside

    return register


@_of_list(
    "this row holds a note or a total rather than an assessment, so it was not counted.",
    excludes=True,
)
def note_row(case_list: CaseList) -> Mask:
    """Footers such as "Applied filters: ..." and totals below the list."""
    return case_list.is_note


@_of_list(
    "the type of assessment is missing: fill it in so that the assessment can be counted.",
    Field.KIND,
    excludes=True,
)
def type_missing(case_list: CaseList) -> Mask:
    """A type column whose cell is empty."""
    missing: Mask = case_list.kind == MISSING
    return missing


@_of_list(
    "the type of assessment is not one that is known: correct it, or add the council's own word "
    "for it under [assessment_types] in council.toml.",
    Field.KIND,
    excludes=True,
)
def type_unknown(case_list: CaseList) -> Mask:
    """A type column whose cell names no kind of assessment."""
    unknown: Mask = case_list.kind == UNKNOWN
    return unknown


@_against_another(
    LIST_CHECKS,
    "this row repeats an earlier one in every column that was read, so it was counted once: "
    "delete it if it is the same assessment.",
    Field.CHILD,
    excludes=True,
)
def exact_duplicate(case_list: CaseList) -> Positions:
    """A second record of the same child with the same type, dates and team."""
    return same_child.repeated(case_list)


def _problem(problem: DateProblem) -> Callable[[Timed], Mask]:
    def has_problem(timed: Timed) -> Mask:
        if not timed.has_problems:
            return np.zeros(len(timed.records), dtype=np.bool_)
        mask: Mask = (timed.start_problem == problem) | (timed.stop_problem == problem)
        return mask

    return has_problem


def _of_date(problem: DateProblem, code: str, message: str) -> None:
    check = Check(code, message, (Field.START, Field.END), excludes=True)
    TIMED_CHECKS.append(Rule(check, _problem(problem)))


_of_date(
    DateProblem.TEXT,
    "date_unreadable",
    "the text in this cell is not a date: write it as dd/mm/yyyy, or empty the cell if there is "
    "no date.",
)
_of_date(
    DateProblem.NUMBER,
    "date_is_a_number",
    "the number in this cell is not a date of 2005 to 2040: check that the right column was "
    "pasted, and write the date as dd/mm/yyyy.",
)
_of_date(
    DateProblem.ERROR,
    "date_is_an_error",
    "the cell holds an Excel error instead of a date: mend the formula, or write the date.",
)
_of_date(
    DateProblem.NO_SUCH_DAY,
    "no_such_day",
    "the calendar has no such day (such as 31 April): correct the date.",
)
_of_date(
    DateProblem.MONTH_FIRST,
    "month_first",
    "the date seems to be written with the month first, as in the United States; other dates in "
    "the column may then be wrong too. Export the list with dd/mm/yyyy dates.",
)
_of_date(
    DateProblem.SHORT_YEAR,
    "short_year",
    "the year is written with two digits, which can be read in several ways: write all four.",
)
_of_date(
    DateProblem.OUTSIDE_CALENDAR,
    "date_out_of_range",
    f"the date lies outside {FIRST_DAY.year} to {LAST_DAY.year}: check the year.",
)


@_of_clock(
    "the date on which the clock starts is missing: fill it in so that the assessment can be "
    "counted.",
    Field.START,
    excludes=True,
)
def start_missing(timed: Timed) -> Mask:
    """No date starts the clock."""
    mask: Mask = np.isnat(timed.start) & (timed.start_problem == 0)
    return mask


@_of_clock(
    "the assessment ends before it starts: correct the date that is wrong.",
    Field.END,
    excludes=True,
)
def end_before_start(timed: Timed) -> Mask:
    """The clock stops before it starts, or before the assessment itself starts."""
    own_start = timed.case_list.dates[Field.START].days[timed.records]
    mask: Mask = (timed.stop < timed.start) | (timed.stop < own_start)
    return mask


@_of_clock(
    "the assessment starts after the day that these figures are made as of, so it had not begun "
    "on that day: check the date, or make the figures as of a later day.",
    Field.START,
    excludes=True,
)
def start_in_the_future(timed: Timed) -> Mask:
    """An assessment that has not begun, so that it is neither open nor completed."""
    return timed.starts_later


@_of_clock(
    "the assessment was completed after the day that these figures are made as of, so it counts "
    "as open on that day: check the date if it lies ahead.",
    Field.END,
    excludes=False,
)
def end_in_the_future(timed: Timed) -> Mask:
    """A completion that has not happened yet, so that the assessment is open."""
    return timed.completed_later


@_of_clock(
    "the assessment starts before its referral: check both dates. It was counted from the date "
    "that starts the clock.",
    Field.REFERRAL,
    excludes=False,
)
def start_before_referral(timed: Timed) -> Mask:
    """The assessment's start lies before the referral."""
    dates = timed.case_list.dates
    own_start = dates[Field.START].days[timed.records]
    mask: Mask = own_start < dates[Field.REFERRAL].days[timed.records]
    return mask


@_of_clock(
    "the assessment is open and past its timescale: complete it, or enter the date on which it "
    "was completed.",
    Field.END,
    excludes=False,
)
def open_past_timescale(timed: Timed) -> Mask:
    """An open assessment that can no longer be in time."""
    return timed.past_timescale


@_against_another(
    TIMED_CHECKS,
    "this child has another open assessment of the same type: close the one that is finished.",
    Field.CHILD,
    excludes=False,
)
def two_open_at_once(timed: Timed) -> Positions:
    """A child with more than one open assessment of one kind, none of which has an end."""
    child = timed.case_list.child[timed.records]
    is_open = np.flatnonzero(np.isnat(timed.stop) & timed.is_open & (child >= 0))
    return _beside(timed, is_open, same_child.open_beside(child[is_open]))


@_against_another(
    TIMED_CHECKS,
    "this assessment overlaps an earlier one of the same type for the same child: check whether "
    "both took place. Both were counted.",
    Field.START,
    excludes=False,
)
def overlaps_another(timed: Timed) -> Positions:
    """A completed assessment that starts before an earlier one of the same child had ended."""
    child = timed.case_list.child[timed.records]
    completed = ~np.isnat(timed.stop) & ~timed.completed_later
    usable = np.flatnonzero((child >= 0) & ~np.isnat(timed.start) & completed)
    found = same_child.overlapped(child[usable], timed.start[usable], timed.stop[usable])
    return _beside(timed, usable, found)


def _beside(timed: Timed, compared: Positions, found: Positions) -> Positions:
    """Give the other's position in the case list for each timed record.

    Args:
        timed: all of them.
        compared: the places of those that were held against each other.
        found: for each of these the place of the other one among them, or NONE.
    """
    others = np.full(len(timed.records), same_child.NONE, dtype=np.int64)
    failed = np.flatnonzero(found != same_child.NONE)
    others[compared[failed]] = timed.records[compared[found[failed]]]
    return others
