"""England's working days: how many passed between two dates, and when a timescale ends.

A working day is a Monday to Friday that is no bank holiday in England. Bank holidays come from
the ``holidays`` package, which agrees with the list on GOV.UK. Counting is a look-up: a table
holds, for each day of the calendar, how many working days had passed by its end, so that the
days between any two dates are one subtraction, for one pair or for a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from timeliness.errors import CalendarError
from timeliness.words import day_label, listed

FIRST_DAY = date(2005, 1, 1)
"""The first day that the calendar knows."""

LAST_DAY = date(2040, 12, 31)
"""The last day that the calendar knows."""

Dates: TypeAlias = NDArray[np.datetime64]
"""Days without a time of day: an array of ``datetime64[D]``."""

Counts: TypeAlias = NDArray[np.int32]
"""Numbers of working days."""

_PIECE = 1 << 15
"""How many pairs are counted at once."""

_FIRST_NUMBER = np.datetime64(FIRST_DAY, "D").astype(np.int64)


class Convention(StrEnum):
    """Whether the day on which the clock starts is counted.

    The Department's published bands begin with ``Same_day`` and go on with ``1-10_days``, so
    the start is day 0; a council may count it as day 1, which is what Excel's NETWORKDAYS does.
    """

    DAY_0 = "day 0"
    DAY_1 = "day 1"

    @property
    def sentence(self) -> str:
        """The convention in words."""
        if self is Convention.DAY_0:
            return (
                "Working days are counted from the day after the clock starts (the start is day 0) "
                "up to and including the day it stops; an assessment finished on the day it "
                "started took 0 working days."
            )
        return (
            "Working days are counted from the day the clock starts (the start is day 1 when it "
            "is a working day) up to and including the day it stops."
        )


@lru_cache(maxsize=1)
def named_bank_holidays() -> Mapping[date, str]:
    """England's bank holidays, one-off and substitute days included, from 2005 to 2040, by name.

    Holidays of coming years follow the standing rules; a one-off day still to be proclaimed is
    not in them.
    """
    # Imported here because the package takes longer to load than to ask, and a worksheet
    # function that only looks a name up never asks.
    import holidays  # noqa: PLC0415

    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    return dict(sorted(holidays.country_holidays("GB", subdiv="ENG", years=years).items()))


@lru_cache(maxsize=1)
def bank_holidays() -> frozenset[date]:
    """England's bank holidays as days alone."""
    return frozenset(named_bank_holidays())


@dataclass(frozen=True)
class Calendar:
    """The working days of one council: its convention and the days on which it is closed.

    ``closures`` are local closure days (none by default): they are not bank holidays, and a
    council that leaves them out of the count reports on a basis of its own.
    """

    convention: Convention = Convention.DAY_0
    closures: frozenset[date] = frozenset()

    @property
    def sentence(self) -> str:
        """How working days are counted, in words, as every output prints it."""
        if not self.closures:
            return self.convention.sentence
        closed = listed([day_label(day) for day in sorted(self.closures)])
        return f"{self.convention.sentence} The council's closure days are left out too: {closed}."

    @cached_property
    def _is_working(self) -> NDArray[np.bool_]:
        days = np.arange(
            np.datetime64(FIRST_DAY, "D"), np.datetime64(LAST_DAY + timedelta(days=1), "D")
        )
        free = np.array(sorted(bank_holidays() | self.closures), dtype="datetime64[D]")
        return np.asarray(np.is_busday(days, holidays=free))

    @cached_property
    def _by_end_of(self) -> Counts:
        """Working days passed by the end of each day."""
        return np.cumsum(self._is_working, dtype=np.int32)

    @cached_property
    def _before_clock(self) -> Counts:
        """Working days passed before the clock's first counted day, for each starting day."""
        if self.convention is Convention.DAY_0:
            return self._by_end_of
        return self._by_end_of - self._is_working.astype(np.int32)

    @cached_property
    def _working_days(self) -> Dates:
        numbers = np.flatnonzero(self._is_working).astype(np.int64) + _FIRST_NUMBER
        return numbers.view("datetime64[D]")

    def is_working_day(self, day: date) -> bool:
        """Whether people are at work on this day.

        Raises:
            CalendarError: the day lies outside 2005 to 2040.
        """
        return bool(self._is_working[_index_of(day)])

    @overload
    def days_taken(self, start: date, end: date) -> int: ...

    @overload
    def days_taken(self, start: Dates, end: Dates) -> Counts: ...

    def days_taken(self, start: date | Dates, end: date | Dates) -> int | Counts:
        """Count the working days from the start of the clock to its end.

        Args:
            start: when the clock starts; a date, or an array of ``datetime64[D]``.
            end: when it stops; a date, or an array of the same shape.

        Returns:
            Working days; a negative number where the end lies before the start.

        Raises:
            CalendarError: a date is missing or lies outside 2005 to 2040.
        """
        if isinstance(start, date) and isinstance(end, date):
            return int(self._by_end_of[_index_of(end)] - self._before_clock[_index_of(start)])
        starts, ends = (np.asarray(days, dtype="datetime64[D]") for days in (start, end))
        taken: Counts = np.empty(ends.shape, dtype=np.int32)
        # Pieces that stay within the processor's own memory are counted twice as fast as a whole
        # column of a million rows.
        for first in range(0, len(ends), _PIECE):
            piece = slice(first, first + _PIECE)
            np.subtract(
                self._by_end_of[_indices_of(ends[piece])],
                self._before_clock[_indices_of(starts[piece])],
                out=taken[piece],
            )
        return taken

    @overload
    def due(self, start: date, limit: int) -> date: ...

    @overload
    def due(self, start: Dates, limit: int | Counts) -> Dates: ...

    def due(self, start: date | Dates, limit: int | Counts) -> date | Dates:
        """Find the last working day on which an assessment is still in time.

        Args:
            start: when the clock starts; a date, or an array of ``datetime64[D]``.
            limit: the timescale in working days, 0 or more; a number, or an array of the same
                shape as ``start``.

        Returns:
            The day on which the count reaches the limit, in the form of ``start``; the starting
            day itself for a limit that is used up on it.

        Raises:
            CalendarError: a date is missing, or a date or its due date lies outside 2005 to 2040.
        """
        if isinstance(start, date):
            due_day: date = self.due(np.array([start], dtype="datetime64[D]"), limit)[0].item()
            return due_day
        position = self._before_clock[_indices_of(start)] + np.asarray(limit) - 1
        if position.size and position.max() >= self._working_days.size:
            raise CalendarError(_outside("A due date"))
        # A limit of no days before the calendar's first working day is used up on the start itself.
        found = self._working_days[np.maximum(position, 0)]
        due_days: Dates = np.where(position < 0, start, np.maximum(found, start))
        return due_days


@lru_cache(maxsize=1)
def england() -> Calendar:
    """Give the calendar without a council's own settings, whose tables are made once."""
    return Calendar()


def _index_of(day: date) -> int:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CalendarError(_outside(f"{day_label(day)}"))
    return (day - FIRST_DAY).days


def _indices_of(days: date | Dates | Iterable[date]) -> NDArray[np.int64]:
    indices = np.asarray(days, dtype="datetime64[D]").view(np.int64) - _FIRST_NUMBER
    # Read as unsigned, a day before the table and a missing date (NaT) are both far beyond its
    # end, so that one comparison keeps a negative index from wrapping round to a wrong answer.
    if indices.size and indices.view(np.uint64).max() >= (LAST_DAY - FIRST_DAY).days + 1:
        raise CalendarError(_outside("A date in the list is missing or"))
    return indices


def _outside(what: str) -> str:
    return (
        f"{what} lies outside {FIRST_DAY.year} to {LAST_DAY.year}, the years whose working days "
        "are known: check the date."
    )
