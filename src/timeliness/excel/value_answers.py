"""What the formulas without a case list answer: the word for a rate, working days, a due day.

They are apart from the worksheet functions so that the button "Explain cell" asks the same and
is told why there is no answer, where a cell has room for an error value alone.
"""

from __future__ import annotations

from typing import TypeAlias

from timeliness.errors import UnusableInputError
from timeliness.excel.cells import (
    Place,
    cell_of,
    cells_of,
    error_in,
    exact,
    is_blank,
    number_in,
    serial_of,
    target_in,
)
from timeliness.excel.context import Context
from timeliness.excel.day_blocks import DayBlock, days_in
from timeliness.excel.named_arguments import indicator_in

DayAnswers: TypeAlias = list[list[float | str]]
"""One answer for each cell of a block: a number, or the name of an error value."""


def status_in_word(context: Context, rate: object, target: object, indicator: object) -> str:
    """Give the word for a rate against its target; an error in a cell stays that error.

    Args:
        context: the settings.
        rate: a share between 0 and 1, as it was sent.
        target: a share, per cent or words, as it was sent.
        indicator: the code of an indicator of which less may be better, or nothing.

    Raises:
        SettingsError: the indicator is not known.
        UnusableInputError: the rate or the target is none.
    """
    for cell in (cell_of(rate), cell_of(target)):
        if error := error_in(cell):
            return error
    good_is_high = True
    if not is_blank(cell_of(indicator)):
        good_is_high = indicator_in(indicator, context).good_is == "high"
    share = exact(number_in(rate))
    if not 0 <= share <= 1:
        raise UnusableInputError("A rate lies between 0 and 1 (0% and 100%).")
    return str(
        target_in(target).status(
            share, good_is_high=good_is_high, amber_within=context.amber_within
        )
    )


def days_taken(context: Context, start: object, end: object, place: Place) -> DayAnswers:
    """Count the working days between two dates, or between those of two blocks.

    Args:
        context: the settings.
        start: a date or a block of them, as they were sent.
        end: one date, or a block as long.
        place: where the starts stand.

    Raises:
        UnusableInputError: one of them is no block of dates, or they differ in number.
    """
    starts, ends = _starts(start, place), days_in(cells_of(end), place)
    if len(ends) == 1:
        ends = ends.repeated(len(starts))
    if len(starts) != len(ends):
        raise UnusableInputError("The starts and the ends are not of the same number.")
    both = starts.known & ends.known
    taken = iter(context.calendar.days_taken(starts.days[both], ends.days[both]).tolist())
    faults = [
        at_end if known else at_start
        for at_start, at_end, known in zip(
            starts.faults, ends.faults, starts.known.tolist(), strict=True
        )
    ]
    return starts.shaped(
        int(next(taken)) if fine else fault
        for fine, fault in zip(both.tolist(), faults, strict=True)
    )


def days_due(context: Context, start: object, days: object, place: Place) -> DayAnswers:
    """Give the last day in time for a start, or for each of a block of them, as serial numbers.

    Args:
        context: the settings.
        start: a date or a block of them, as they were sent.
        days: the timescale in working days.
        place: where the starts stand.

    Raises:
        CalendarError: a due day lies outside the calendar.
        UnusableInputError: there are no dates, or the timescale is no whole number of days.
    """
    starts, limit = _starts(start, place), number_in(days)
    if limit < 0 or limit != int(limit):
        raise UnusableInputError("The timescale is to be a whole number of working days.")
    due = iter(context.calendar.due(starts.days[starts.known], int(limit)).tolist())
    return starts.shaped(
        serial_of(next(due), place.date_system) if fine else fault
        for fine, fault in zip(starts.known.tolist(), starts.faults, strict=True)
    )


def _starts(start: object, place: Place) -> DayBlock:
    """Read the starting dates, of which the first area alone arrives where several were given."""
    if place.areas > 1:
        raise UnusableInputError(
            "The dates must be one block of cells, and several were chosen: give one range."
        )
    return days_in(cells_of(start), place)
