"""The case list as one frozen value: columns of equal length, a record each, none left out.

A record is an assessment that a row of the list states. Most rows state one; a row that holds an
initial and a core assessment side by side states two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.dates import DateColumn
from timeliness.case_list.headings import Field, Headings

Positions = NDArray[np.int64]
"""Places of records in the case list, or of values in a table of names."""

MISSING = -1
"""The position that stands for an empty cell."""

UNKNOWN = -2
"""The position that stands for a cell whose words are not known."""


FIRST_NAMED_CHILD = 2**62
"""The number of the first child whose identifier is no whole number."""


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

    @property
    def place(self) -> str:
        """The source as messages name it."""
        return f'{self.file}, sheet "{self.sheet}"' if self.sheet else self.file

    def heading_of(self, wanted: Field, kind: str | None) -> str:
        """Give the heading under which the source holds a field; empty when it has none."""
        role = self.headings.role_for(wanted, kind)
        return self.headings.texts.get(role, "") if role else ""

    def holds(self, wanted: Field, kind: str | None) -> bool:
        """Whether the source has a column for a field of a kind of assessment."""
        return self.headings.role_for(wanted, kind) is not None


@dataclass(frozen=True, eq=False)
class CaseList:
    """Every record that was read, as columns.

    Attributes:
        sources: the blocks that were read.
        kinds: the kinds of assessment, in the definitions' order.
        teams: the teams, in alphabetical order.
        source: for each record, the position of its block in ``sources``.
        row: the number of its row as Excel shows it.
        kind: the position of its kind in ``kinds``; MISSING or UNKNOWN where it has none.
        child: a number for the child, the same for the same child; MISSING where it is empty.
            A whole number as an identifier is its own number.
        team: the position of its team in ``teams``; MISSING where it is empty.
        dates: the column of each date field.
        is_note: whether the row is a note or a total below the list rather than a case.
        named_children: the identifiers that are no whole numbers, from FIRST_NAMED_CHILD on.
        skipped: sheets that were not read as case lists, a sentence each.
    """

    sources: tuple[Source, ...]
    kinds: tuple[str, ...]
    teams: tuple[str, ...]
    source: Positions
    row: Positions
    kind: Positions
    child: Positions
    team: Positions
    dates: Mapping[Field, DateColumn]
    is_note: NDArray[np.bool_]
    named_children: tuple[str, ...] = field(default=(), repr=False)
    skipped: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Count the records."""
        return len(self.row)

    def is_held(self, wanted: Field) -> NDArray[np.bool_]:
        """Tell for each record whether its source has a column for a field."""
        table = np.array(
            [
                [source.holds(wanted, kind) for kind in (*self.kinds, None)]
                for source in self.sources
            ],
            dtype=np.bool_,
        ).reshape(len(self.sources), len(self.kinds) + 1)
        # Records without a kind look at the last column, the shared headings.
        held: NDArray[np.bool_] = table[self.source, np.maximum(self.kind, MISSING)]
        return held

    def places_of(self, records: Positions) -> Iterator[tuple[Source, int]]:
        """Give the source and the row number of records."""
        for position in records.tolist():
            yield self.sources[self.source[position]], int(self.row[position])

    def identifier_of(self, record: int) -> str:
        """Give the child's identifier in a record as the list has it, or an empty text."""
        number = int(self.child[record])
        if number >= FIRST_NAMED_CHILD:
            return self.named_children[number - FIRST_NAMED_CHILD]
        return "" if number == MISSING else str(number)

    def kind_name(self, record: int) -> str | None:
        """Give the kind of a record, or None where it has none."""
        position = int(self.kind[record])
        return self.kinds[position] if position >= 0 else None
