"""Parts of a case list put together into one: names numbered, columns joined end to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.case_list import (
    FIRST_NAMED_CHILD,
    MISSING,
    UNKNOWN,
    CaseList,
    Positions,
    Source,
)
from timeliness.case_list.dates import DateColumn, as_numbers, is_empty
from timeliness.case_list.headings import DATE_FIELDS, Field
from timeliness.errors import UnusableInputError
from timeliness.indicators import Definitions
from timeliness.words import listed

_LARGEST_EXACT = 2**53
"""The numbers below are held exactly by a cell's floating point."""


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
    child, identifiers = _numbered_children(parts)
    team, teams = _named_teams(parts)
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
        named_children=identifiers,
        skipped=skipped,
    )
    if not len(case_list):
        where = listed([source.place for source in sources])
        raise UnusableInputError(
            f"{where}: there are headings but no rows below them. Export the case list again."
        )
    return case_list


def _kind_column(part: Part, positions: Mapping[str | int, int]) -> Positions:
    if len(part.kinds) == 1:
        return np.full(len(part.rows), positions[part.kinds[0]], dtype=np.int64)
    return np.fromiter(map(positions.__getitem__, part.kinds), np.int64, len(part.kinds))


def _numbered_children(parts: Sequence[Part]) -> tuple[Positions, tuple[str, ...]]:
    """Number the children: whole numbers are their own number, other identifiers get one.

    A number and a text with the same digits are one child, because exports mix the two.
    """
    named: dict[str, int] = {}
    columns = [_child_column(part, named) for part in parts]
    return np.concatenate(columns), tuple(named)


def _child_column(part: Part, named: dict[str, int]) -> Positions:
    if not part.child:
        return np.full(len(part.rows), MISSING, dtype=np.int64)
    numbers = as_numbers(part.child)
    if numbers is not None:
        empty = np.isnan(numbers)
        whole = np.where(empty, MISSING, numbers)
        if ((whole == np.floor(whole)) & (whole < _LARGEST_EXACT) & ((whole >= 0) | empty)).all():
            return whole.astype(np.int64)
    # Each different cell is named once; a long list holds many of its children twice.
    meaning = {cell: _child_number(cell, named) for cell in dict.fromkeys(part.child)}
    return np.fromiter(map(meaning.__getitem__, part.child), np.int64, len(part.child))


def _child_number(cell: Any, named: dict[str, int]) -> int:
    if is_empty(cell):
        return MISSING
    name = as_name(cell)
    if name.isascii() and name.isdigit() and str(int(name)) == name and int(name) < _LARGEST_EXACT:
        return int(name)
    return named.setdefault(name, FIRST_NAMED_CHILD + len(named))


def _named_teams(parts: Sequence[Part]) -> tuple[Positions, tuple[str, ...]]:
    """Number the teams in alphabetical order, whatever the order of the rows."""
    cells = dict.fromkeys(cell for part in parts for cell in dict.fromkeys(part.team))
    names = {cell: as_name(cell) for cell in cells if not is_empty(cell)}
    teams = sorted(set(names.values()), key=lambda name: (name.casefold(), name))
    places = {name: place for place, name in enumerate(teams)}
    meaning = {cell: places[names[cell]] if cell in names else MISSING for cell in cells}
    columns = [
        np.fromiter(map(meaning.__getitem__, part.team), np.int64, len(part.team))
        if part.team
        else np.full(len(part.rows), MISSING, dtype=np.int64)
        for part in parts
    ]
    return np.concatenate(columns), tuple(teams)


def as_name(cell: Any) -> str:
    """Write an identifier or a name as text: 1001.0 and "1001" are the same one."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).replace("\N{NO-BREAK SPACE}", " ").split())
