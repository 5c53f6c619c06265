"""Parts of a case list put together into one: columns joined end to end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.case_list import CaseList, Positions, Source
from timeliness.case_list.dates import DateColumn
from timeliness.case_list.headings import DATE_FIELDS, Field
from timeliness.case_list.names import Children, Teams, read_teams
from timeliness.errors import UnusableInputError
from timeliness.indicators import Definitions
from timeliness.words import listed

Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Part:
    """The records of one block, or of one kind of assessment in it.

    Attributes:
        source: the block; parts of one block share it.
        rows: the row numbers as Excel shows them.
        kind: the position of each record's kind in the definitions; MISSING or UNKNOWN where
            it has none.
        child: the cells with the child's identifier; empty where the list has no such column.
        team: gives the cells with the team; none where the list has no such column.
        dates: the column of each date field.
        is_note: whether the row is a note rather than a case.
    """

    source: Source
    rows: Positions
    kind: Positions
    child: Sequence[Any]
    team: Callable[[], Sequence[Any]]
    dates: Mapping[Field, DateColumn]
    is_note: NDArray[np.bool_]


def put_together(
    parts: Sequence[Part], definitions: Definitions, skipped: tuple[str, ...]
) -> CaseList:
    """Put parts together, in their order.

    Raises:
        UnusableInputError: there are headings but no rows.
    """
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
    case_list = CaseList(
        sources=tuple(sources),
        kinds=tuple(definitions.assessment_types),
        source=np.repeat(np.array(source_of_part, dtype=np.int64), lengths),
        row=_joined([part.rows for part in parts]),
        kind=_joined([part.kind for part in parts]),
        children=Children.of([part.child for part in parts], lengths),
        team_names=Teams(lambda: read_teams([part.team for part in parts], lengths)),
        dates={
            name: DateColumn(
                _joined([part.dates[name].days for part in parts]),
                _joined([part.dates[name].problems for part in parts]),
            )
            for name in DATE_FIELDS
        },
        is_note=_joined([part.is_note for part in parts]),
        skipped=skipped,
    )
    if not len(case_list):
        where = listed([source.place for source in sources])
        raise UnusableInputError(
            f"{where}: there are headings but no rows below them. Export the case list again."
        )
    return case_list


def _joined(columns: Sequence[NDArray[Scalar]]) -> NDArray[Scalar]:
    return columns[0] if len(columns) == 1 else np.concatenate(columns)
