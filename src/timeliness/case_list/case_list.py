"""The case list as one frozen value: columns of equal length, a record each, none left out.

A record is an assessment that a row of the list states. Most rows state one; a row that holds an
initial and a core assessment side by side states two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.dates import DateColumn
from timeliness.case_list.headings import Field, Headings
from timeliness.case_list.names import MISSING, Children, Positions, Teams
from timeliness.words import count_of, listed

__all__ = ["MISSING", "UNKNOWN", "CaseList", "Positions", "Source"]

UNKNOWN = -2
"""The position that stands for a cell whose words are not known."""


@dataclass(frozen=True)
class Source:
    """One block that was read into the case list.

    Attributes:
        file: the file's name without its folder.
        sheet: the sheet's name; empty for text files and for cells handed over.
        sha256: the SHA-256 of the file; empty for cells handed over.
        heading_row: the row of the headings as Excel shows it; None for cells without any.
        first_row: the row below the headings.
        headings: the heading of each field, as written.
        kind_is_from: where the kind of assessment was found, in words.
        records: how many records the block states.
        notices: what a person should know about the reading, a sentence each.
        side_by_side: the kinds of which each row may state an assessment; empty where it states
            one.
    """

    file: str
    sheet: str
    sha256: str
    heading_row: int | None
    first_row: int
    headings: Headings
    kind_is_from: str
    records: int
    notices: tuple[str, ...] = ()
    side_by_side: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The source as messages name it."""
        return f'{self.file}, sheet "{self.sheet}"' if self.sheet else self.file

    def heading_of(self, wanted: Field, kind: str | None) -> str:
        """Give the heading under which the source holds a field; empty when it has none."""
        role = self.headings.role_for(wanted, kind)
        return self.headings.texts.get(role, "") if role else ""

    def names_kind(self, wanted: Field, kind: str | None) -> bool:
        """Whether the heading of a field says itself of which kind of assessment it is."""
        role = self.headings.role_for(wanted, kind)
        return role is not None and role.kind is not None

    def holds(self, wanted: Field, kind: str | None) -> bool:
        """Whether the source has a column for a field of a kind of assessment."""
        return self.headings.role_for(wanted, kind) is not None

    def with_records_told(self, rows: int, records: int) -> Source:
        """Say how many assessments the rows hold, where these are more than the rows.

        Args:
            rows: how many rows were read.
            records: how many assessments they state.
        """
        if records == rows:
            return self
        kinds = listed([kind.replace("_", " ") for kind in self.side_by_side])
        notice = (
            f"{self.place}: {count_of(rows, 'row')} with {kinds} assessments side by side; each "
            f"assessment counts as a row read, {records:,} in all."
        )
        return replace(self, notices=(*self.notices, notice))


@dataclass(frozen=True, eq=False)
class CaseList:
    """Every record that was read, as columns.

    Attributes:
        sources: the blocks that were read.
        kinds: the kinds of assessment, in the definitions' order.
        source: for each record, the position of its block in ``sources``.
        row: the number of its row as Excel shows it.
        kind: the position of its kind in ``kinds``; MISSING or UNKNOWN where it has none.
        children: whose each record is.
        team_names: which team each record is of.
        dates: the column of each date field.
        is_note: whether the row is a note or a total below the list rather than a case.
        skipped: sheets that were not read as case lists, a sentence each.
    """

    sources: tuple[Source, ...]
    kinds: tuple[str, ...]
    source: Positions
    row: Positions
    kind: Positions
    children: Children
    team_names: Teams
    dates: Mapping[Field, DateColumn]
    is_note: NDArray[np.bool_]
    skipped: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Count the records."""
        return len(self.row)

    @property
    def child(self) -> Positions:
        """A number for each record's child, the same for the same child; MISSING where empty."""
        return self.children.numbers

    @property
    def team(self) -> Positions:
        """The position of each record's team in ``teams``; MISSING where it is empty."""
        return self.team_names.numbers

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams, in alphabetical order."""
        return self.team_names.names

    def is_held(self, wanted: Field, kind: str) -> NDArray[np.bool_]:
        """Tell for each source whether it has a column for a field of a kind of assessment."""
        return np.array([source.holds(wanted, kind) for source in self.sources], dtype=np.bool_)

    def places_of(self, records: Positions) -> Iterator[tuple[Source, int]]:
        """Give the source and the row number of records."""
        for position in records.tolist():
            yield self.sources[self.source[position]], int(self.row[position])

    def identifier_of(self, record: int) -> str:
        """Give the child's identifier in a record as the list has it, or an empty text."""
        return self.children.identifier_of(record)

    def kind_name(self, record: int) -> str | None:
        """Give the kind of a record, or None where it has none."""
        position = int(self.kind[record])
        return self.kinds[position] if position >= 0 else None
