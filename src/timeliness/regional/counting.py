"""A region counted in pieces: each piece goes the way of any case list, and the counts add up.

Every row is accounted for as in a council's list, with one difference that the result says:
whether a row repeats another is not looked for, because that would take every row at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from timeliness.case_list import CaseList, Field, Source
from timeliness.case_list.case_list import MISSING, UNKNOWN, Positions
from timeliness.case_list.dates import DateColumn, is_empty, read_dates
from timeliness.case_list.headings import DATE_FIELDS, Headings, KindNames, Role, kind_names
from timeliness.case_list.names import Children, Teams, as_name
from timeliness.checks import Mask
from timeliness.errors import UnusableInputError
from timeliness.indicators import Definitions, Indicator, published_definitions
from timeliness.measuring import Measurement, measure
from timeliness.rates import Tally, tally
from timeliness.reconciliation import Reconciliation
from timeliness.regional.columns import find_columns
from timeliness.regional.pieces import LongList, PieceColumn, open_long_list
from timeliness.regional.sums import NO_COUNCIL, CouncilSums
from timeliness.words import count_of
from timeliness.working_days import Calendar, england

TORN_ROW = "this row has more or fewer cells than there are headings: export the list again."
NO_LIMIT = (
    "the assessment was completed on a day for which its indicator has no limit, so it is neither "
    "in time nor late."
)

_MOST_KNOWN = 200_000
"""How many different cells are remembered: more than any column of dates holds."""

_NOTE = "Whether a row repeats another was not looked for: each list is to hold an assessment once."


@dataclass(frozen=True, eq=False)
class RegionalCounts:
    """The counts of a region.

    Attributes:
        indicators: what was counted, of which the lists hold any.
        tallies: by the indicator's code and the council, in alphabetical order, the counts by
            month.
        reconciliation: where every row went.
        reasons: why rows were left out, with how many.
        notes: what must be said about the way of counting, a sentence each.
    """

    indicators: tuple[Indicator, ...]
    tallies: Mapping[str, Mapping[str, Tally]]
    reconciliation: Reconciliation
    reasons: Mapping[str, int]
    notes: tuple[str, ...]


def count_region(
    paths: Sequence[Path],
    *,
    council: str | None = None,
    indicator: str | None = None,
    definitions: Definitions | None = None,
    calendar: Calendar | None = None,
    as_of: date | None = None,
) -> RegionalCounts:
    """Count the assessments of many councils, by council and month.

    Args:
        paths: CSV or Parquet files with headings in their first row, of any length.
        council: the heading of the column that names the councils; found by itself by default.
        indicator: the one indicator to count, also for lists that do not say their type.
        definitions: indicators and kinds of assessment; the published ones by default.
        calendar: how working days are counted; England's, from day 0, by default.
        as_of: the day that the figures are made as of, by the rules of ``measure``.

    Raises:
        UnusableInputError: a file cannot be read, or lacks a column.
    """
    definitions = definitions or published_definitions()
    wanted = definitions.indicator(indicator) if indicator else None
    counting = _Counting(
        kind_names(definitions),
        (wanted,) if wanted else tuple(definitions.indicators.values()),
        calendar or england(),
        as_of,
    )
    for path in paths:
        long_list = open_long_list(path)
        headings, councils = find_columns(long_list.headings, counting.names, council, path.name)
        counting.add(long_list, headings, councils, wanted)
    return counting.ended()


class _Counting:
    """What has been counted so far."""

    def __init__(
        self,
        names: KindNames,
        indicators: tuple[Indicator, ...],
        calendar: Calendar,
        as_of: date | None,
    ) -> None:
        self.names = names
        self._indicators = indicators
        self._calendar = calendar
        self._as_of = as_of
        self._dates = _DateReader()
        self._councils: dict[str, int] = {}
        self._spellings: list[str] = []
        self._sums: dict[str, CouncilSums] = {}
        self._went: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._notes: dict[str, None] = {_NOTE: None}
        self._completed_later = 0

    def add(
        self, long_list: LongList, headings: Headings, councils: str, wanted: Indicator | None
    ) -> None:
        """Count a list, piece by piece."""
        kind = self._kind_of(long_list, headings, wanted)
        source = Source(
            file=long_list.path.name,
            sheet="",
            sha256="",
            heading_row=1,
            first_row=2,
            headings=headings,
            kind_is_from="",
            records=0,
        )
        torn: list[int] = []
        first_row = source.first_row
        for piece in long_list.pieces([councils, *headings.texts.values()], torn):
            length = len(piece[councils].places)
            kinds = self._kinds(piece, headings, kind, length)
            dates = {
                field: self._days(piece, headings, Role(field, kind), kinds)
                for field in DATE_FIELDS
            }
            kept = np.flatnonzero(self._have_limits(dates, kinds))
            self._left_out(NO_LIMIT, length - len(kept))
            numbers = self._numbers(piece[councils])[kept]
            names = tuple(self._spellings)
            case_list = CaseList(
                sources=(source,),
                kinds=self.names.kinds,
                source=np.zeros(len(kept), dtype=np.int64),
                row=kept + first_row,
                kind=kinds[kept],
                children=Children((np.full(len(kept), MISSING, dtype=np.int64),)),
                team_names=Teams(partial(_pair, names, numbers)),
                dates={field: column.at(kept) for field, column in dates.items()},
                is_note=np.zeros(len(kept), dtype=np.bool_),
            )
            self._count(measure(case_list, self._indicators, self._calendar, self._as_of))
            first_row += length
        self._left_out(TORN_ROW, len(torn))

    def ended(self) -> RegionalCounts:
        """Give the counts of all lists together."""
        order = [self._councils[folded] for folded in sorted(self._councils)]
        tallies = {
            code: sums.by_name([(self._spellings[number], number) for number in order])
            for code, sums in self._sums.items()
        }
        return RegionalCounts(
            tuple(one for one in self._indicators if one.code in tallies),
            tallies,
            Reconciliation(
                read=self._went["read"],
                completed=self._went["completed"],
                still_open=self._went["still_open"],
                other=self._went["other"],
                excluded=self._went["excluded"],
            ),
            dict(self._reasons.most_common()),
            (*self._notes, *self._later()),
        )

    def _kind_of(
        self, long_list: LongList, headings: Headings, wanted: Indicator | None
    ) -> str | None:
        """Find the kind that a whole list holds; None where each row says its own."""
        if any(role.field is Field.KIND for role in headings.columns):
            return None
        kind = (
            next(iter(headings.kinds), None)
            or self.names.said_in(long_list.path.stem)
            or (wanted.assessments if wanted else None)
        )
        if kind is None:
            raise UnusableInputError(
                f"{long_list.path.name} does not say which assessments it holds. Add a column "
                '"Assessment type" with Initial, Core or Single in each row, name the file so '
                '("Single assessments"), or ask for one indicator only.'
            )
        return kind

    def _kinds(
        self, piece: Mapping[str, PieceColumn], headings: Headings, kind: str | None, length: int
    ) -> Positions:
        if kind is not None:
            return np.full(length, self.names.kinds.index(kind), dtype=np.int64)
        role = headings.role_for(Field.KIND, None)
        assert role is not None  # noqa: S101  (else the whole list has one kind)
        column = piece[headings.texts[role]]
        return np.array([self._kind_code(cell) for cell in column.cells])[column.places]

    def _days(
        self, piece: Mapping[str, PieceColumn], headings: Headings, wanted: Role, kinds: Positions
    ) -> DateColumn:
        """Read the dates of a field; of rows that say their type, its own column goes first."""
        role = headings.role_for(*wanted)
        found = (
            self._dates.read(piece[headings.texts[role]]) if role else DateColumn.empty(len(kinds))
        )
        for kind in headings.kinds if wanted.kind is None else ():
            if text := headings.texts.get(Role(wanted.field, kind)):
                own = self._dates.read(piece[text])
                found = found.with_others(own, kinds == self.names.kinds.index(kind))
        return found

    def _kind_code(self, cell: object) -> int:
        named = None if is_empty(cell) else self.names.of_cell(cell)
        if named is None:
            return MISSING if is_empty(cell) else UNKNOWN
        return self.names.kinds.index(named)

    def _numbers(self, column: PieceColumn) -> Positions:
        """Number the councils in the order in which they are met, over all pieces and lists."""
        numbers = [self._number(cell) for cell in column.cells]
        return np.array(numbers, dtype=np.int64)[column.places]

    def _number(self, cell: object) -> int:
        """Give the number of a council, which keeps the spelling in which it is first met."""
        name = "" if is_empty(cell) else as_name(cell)
        if name.casefold() in {"", NO_COUNCIL.casefold()}:
            return MISSING
        number = self._councils.setdefault(name.casefold(), len(self._spellings))
        if number == len(self._spellings):
            self._spellings.append(name)
        return number

    def _have_limits(self, dates: Mapping[Field, DateColumn], kinds: Positions) -> Mask:
        """Tell which rows were completed under some limit, or are not completed."""
        have = np.ones(len(kinds), dtype=np.bool_)
        for indicator in self._indicators:
            days = dates[Field(indicator.clock_stops)].days
            inside = np.isnat(days)
            for limit in indicator.limits:
                applies = days >= np.datetime64(limit.start, "D")
                if limit.end is not None:
                    applies &= days <= np.datetime64(limit.end, "D")
                inside |= applies
            have &= inside | (kinds != self.names.kinds.index(indicator.assessments))
        return have

    def _count(self, measurement: Measurement) -> None:
        went = measurement.reconciliation
        self._went.update(vars(went))
        by_check: dict[str, list[Positions]] = {}
        for group in measurement.found:
            by_check.setdefault(group.check.message, []).append(group.records)
        for reason, records in by_check.items():
            self._reasons[reason] += len(np.unique(np.concatenate(records)))
        for cohort in measurement.cohorts:
            self._notes.update(dict.fromkeys(cohort.notes))
            self._completed_later += cohort.completed_later
            counts = tally(cohort)
            if counts.months:
                self._sums.setdefault(cohort.indicator.code, CouncilSums()).add(counts)

    def _later(self) -> Iterator[str]:
        if self._completed_later:
            count = "counts" if self._completed_later == 1 else "count"
            yield (
                f"{count_of(self._completed_later, 'assessment')} completed after the day that "
                f"these figures are made as of {count} as open on that day; check any completion "
                "date that lies ahead."
            )

    def _left_out(self, reason: str, number: int) -> None:
        if number:
            self._reasons[reason] += number
            self._went.update({"read": number, "excluded": number})


def _pair(names: tuple[str, ...], numbers: Positions) -> tuple[tuple[str, ...], Positions]:
    return names, numbers


class _DateReader:
    """Reads dates by the rules of any case list, each different cell once over all pieces."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[int, int]] = {}

    def read(self, column: PieceColumn) -> DateColumn:
        """Read a column of a piece."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        new = [cell for cell in column.cells if cell not in self._known]
        found = read_dates(new)
        read = zip(found.days.view(np.int64).tolist(), found.problems.tolist(), strict=True)
        self._known.update(zip(new, read, strict=True))
        days, problems = zip(*(self._known[cell] for cell in column.cells), strict=True)
        return DateColumn(
            np.array(days, dtype=np.int64).view("datetime64[D]")[column.places],
            np.array(problems, dtype=np.uint8)[column.places],
        )
