"""Parts of a case list put together into one: names numbered, columns joined end to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.case_list import MISSING, UNKNOWN, CaseList, Positions, Source
from timeliness.case_list.dates import DateColumn, is_empty
from timeliness.case_list.headings import DATE_FIELDS, Field
from timeliness.errors import UnusableInputError
from timeliness.indicators import Definitions
from timeliness.words import listed


@dataclass(frozen=True, eq=False)
class Part:
    """The records of one block, or of one kind of assessment in it.

    Attributes:
        source: the block; parts of one block share it.
        rows: the row numbers as Excel shows them.
        kinds: the kind of each record, or one kind for all of them; MISSING or UNKNOWN where a
            record has none.
        child: the cells with the child's identifier; empty where the list has no such column.
        team: the cells with the team; empty where the list has no such column.
        dates: the column of each date field.
        is_note: whether the row is a note rather than a case.
    """

    source: Source
    rows: Positions
    kinds: Sequence[str | int]
    child: Sequence[Any]
    team: Sequence[Any]
    dates: Mapping[Field, DateColumn]
    is_note: NDArray[np.bool_]


def put_together(
    parts: Sequence[Part], definitions: Definitions, skipped: tuple[str, ...]
) -> CaseList:
    """Put parts together, in their order.

    Raises:
        UnusableInputError: there are headings but no rows.
    """
    kinds = tuple(definitions.assessment_types)
    kind_positions: dict[str | int, int] = {kind: place for place, kind in enumerate(kinds)}
    kind_positions |= {MISSING: MISSING, UNKNOWN: UNKNOWN}
    # The parts of one block share their source, so a source's records are those of its parts.
    shared: dict[int, Source] = {id(part.source): part.source for part in parts}
    places = {key: place for place, key in enumerate(shared)}
    lengths = [len(part.rows) for part in parts]
    source_of_part = [places[id(part.source)] for part in parts]
    sources = [
        replace(
            source,
            records=sum(
                length
                for length, owner in zip(lengths, source_of_part, strict=True)
                if owner == place
            ),
        )
        for place, source in enumerate(shared.values())
    ]
    child, identifiers = _numbered([_padded(part.child, len(part.rows)) for part in parts])
    team, teams = _numbered([_padded(part.team, len(part.rows)) for part in parts])
    team, teams = _alphabetical(team, teams)
    case_list = CaseList(
        sources=tuple(sources),
        kinds=kinds,
        teams=teams,
        source=np.repeat(np.array(source_of_part, dtype=np.int64), lengths),
        row=np.concatenate([part.rows for part in parts]),
        kind=np.concatenate([_kind_column(part, kind_positions) for part in parts]),
        child=child,
        team=team,
        dates={
            name: DateColumn(
                np.concatenate([part.dates[name].days for part in parts]),
                np.concatenate([part.dates[name].problems for part in parts]),
            )
            for name in DATE_FIELDS
        },
        is_note=np.concatenate([part.is_note for part in parts]),
        identifiers=identifiers,
        skipped=skipped,
    )
    if not len(case_list):
        where = listed([source.place for source in sources])
        raise UnusableInputError(
            f"{where}: there are headings but no rows below them. Export the case list again."
        )
    return case_list


def _padded(cells: Sequence[Any], length: int) -> Sequence[Any]:
    return cells or [None] * length


def _kind_column(part: Part, positions: Mapping[str | int, int]) -> Positions:
    if len(part.kinds) == 1:
        return np.full(len(part.rows), positions[part.kinds[0]], dtype=np.int64)
    return np.fromiter(map(positions.__getitem__, part.kinds), np.int64, len(part.kinds))


def _numbered(columns: Sequence[Sequence[Any]]) -> tuple[Positions, tuple[str, ...]]:
    """Number the names in columns: equal names get equal numbers, empty cells MISSING.

    A number and a text with the same digits are one name, because exports mix the two.
    """
    distinct = dict.fromkeys(cell for column in columns for cell in column)
    names: dict[str, int] = {}
    numbers = {
        cell: MISSING if is_empty(cell) else names.setdefault(as_name(cell), len(names))
        for cell in distinct
    }
    length = sum(len(column) for column in columns)
    cells = (cell for column in columns for cell in column)
    return np.fromiter(map(numbers.__getitem__, cells), np.int64, length), tuple(names)


def as_name(cell: Any) -> str:
    """Write an identifier or a name as text: 1001.0 and "1001" are the same one."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).replace("\N{NO-BREAK SPACE}", " ").split())


def _alphabetical(numbers: Positions, names: tuple[str, ...]) -> tuple[Positions, tuple[str, ...]]:
    order = sorted(range(len(names)), key=lambda place: (names[place].casefold(), names[place]))
    # One entry more than there are names: MISSING, as an index, finds the last one.
    moved = np.full(len(names) + 1, MISSING, dtype=np.int64)
    moved[order] = np.arange(len(names))
    return moved[numbers], tuple(names[place] for place in order)
