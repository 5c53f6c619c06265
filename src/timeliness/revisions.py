"""Figures that changed since the workbook before, and the rows that account for each change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from timeliness.indicators import label_of
from timeliness.words import count_of, listed

CountedRow: TypeAlias = tuple[str, int, date, date, bool]
"""A row that a figure counts: its place, its number, start and stop of the clock, in time."""

RowPlace: TypeAlias = tuple[str, int]
"""Where a row stands: its file, with the sheet where there are several, and its number."""

_ROWS_NAMED = 20
"""How many rows a revision names; a change of more is named by its number."""

_ROWS_SAID = 3
"""How many of them the console names; the sheet Revisions has the others."""


@dataclass(frozen=True)
class Counted:
    """A figure as a workbook showed it: in time and completed of an indicator in a period."""

    indicator: str
    period: str
    start: date
    end: date
    in_time: int
    completed: int


@dataclass(frozen=True)
class CountedRows:
    """The rows behind an indicator's figures."""

    indicator: str
    rows: tuple[CountedRow, ...]


@dataclass(frozen=True)
class Revision:
    """A figure that differs from the one in the workbook before.

    Attributes:
        indicator: the indicator's code.
        period: the period's label.
        in_time_before: how many were in time, as the workbook before had it.
        completed_before: how many were completed then.
        in_time: how many are in time now.
        completed: how many are completed now.
        added: rows that count now and did not, each by its file and its number.
        gone: rows that counted and do not any more, by their numbers in the list before.
    """

    indicator: str
    period: str
    in_time_before: int
    completed_before: int
    in_time: int
    completed: int
    added: tuple[RowPlace, ...]
    gone: tuple[RowPlace, ...]

    @property
    def label(self) -> str:
        """The indicator's code as people write it: "NI 59"."""
        return label_of(self.indicator)

    @property
    def sentence(self) -> str:
        """The revision as the console says it."""
        said = (
            f"{self.label}, {self.period}: {self.in_time_before:,} of "
            f"{self.completed_before:,} before, {self.in_time:,} of {self.completed:,} now."
        )
        for rows, way in ((self.added, "more"), (self.gone, "fewer")):
            if rows:
                said += f" {count_of(len(rows), 'row')} {way}: {named(rows, _ROWS_SAID)}."
        return said


def revisions_between(
    counted_before: Sequence[Counted],
    rows_before: Sequence[CountedRows],
    counted: Sequence[Counted],
    rows: Sequence[CountedRows],
) -> tuple[Revision, ...]:
    """Compare two workbooks of the same month.

    A row is the same one when its dates are: a new export may give it another number. So rows
    are matched by when their clock started and stopped and whether they were in time.

    Args:
        counted_before: the figures that the workbook before showed.
        rows_before: the rows that it counted.
        counted: the figures now.
        rows: the rows now.
    """
    before = {(one.indicator, one.period): one for one in counted_before}
    now = {(one.indicator, one.period): one for one in counted}
    found = []
    for key in dict.fromkeys((*before, *now)):
        indicator, period = key
        one = before.get(key) or now[key]
        nothing = replace(one, in_time=0, completed=0)
        old, new = before.get(key, nothing), now.get(key, nothing)
        if (old.in_time, old.completed) == (new.in_time, new.completed):
            continue
        rows_then, rows_now = _rows_in(rows_before, one), _rows_in(rows, one)
        found.append(
            Revision(
                indicator,
                period,
                old.in_time,
                old.completed,
                new.in_time,
                new.completed,
                added=_left_over(rows_now, rows_then),
                gone=_left_over(rows_then, rows_now),
            )
        )
    return tuple(found)


def named(rows: Sequence[RowPlace], most: int = _ROWS_NAMED) -> str:
    """Name rows, each file once, and count those beyond as many as there is room for."""
    numbers: dict[str, list[str]] = {}
    for place, number in rows[:most]:
        numbers.setdefault(place, []).append(f"{number:,}")
    parts = [
        f"{place}, {'row' if len(of_place) == 1 else 'rows'} {listed(of_place)}"
        for place, of_place in numbers.items()
    ]
    if len(rows) > most:
        parts.append(f"and {len(rows) - most:,} more")
    return "; ".join(parts) or "none"


def _rows_in(rows: Sequence[CountedRows], figure: Counted) -> list[CountedRow]:
    return [
        row
        for of_indicator in rows
        if of_indicator.indicator == figure.indicator
        for row in of_indicator.rows
        if figure.start <= row[3] <= figure.end
    ]


def _left_over(rows: Sequence[CountedRow], others: Sequence[CountedRow]) -> tuple[RowPlace, ...]:
    """Give the rows that have no partner with the same dates among the others."""
    partners = Counter((start, stop, in_time) for _, _, start, stop, in_time in others)
    found = []
    for place, number, start, stop, in_time in rows:
        key = (start, stop, in_time)
        if partners[key]:
            partners[key] -= 1
        else:
            found.append((place, number))
    return tuple(found)
