"""Which column of a long list is which: those of a case list, and the one that names councils."""

from __future__ import annotations

from collections.abc import Sequence

from timeliness.case_list.headings import (
    DATE_FIELDS,
    STARTING_FIELDS,
    Field,
    Headings,
    KindNames,
    Role,
    fold_heading,
)
from timeliness.errors import UnusableInputError
from timeliness.words import listed

_COUNCIL_HEADINGS = frozenset(
    {
        "authority",
        "council",
        "council name",
        "la",
        "la code",
        "la name",
        "local authority",
        "local authority code",
        "local authority name",
    }
)
"""How the column that names councils is headed, folded."""

_NEEDED = (Field.KIND, *DATE_FIELDS)


def find_columns(
    headings: Sequence[str], names: KindNames, council: str | None, place: str
) -> tuple[Headings, str]:
    """Find the columns of a long list by the headings in its first row.

    Args:
        headings: the headings as they are written.
        names: how kinds of assessment are named.
        council: the heading of the column that names the councils, where somebody chose it.
        place: the file, for messages.

    Returns:
        The columns that dates and kinds are read from, and the heading of the councils' column.

    Raises:
        UnusableInputError: a column is missing or claimed twice, or kinds stand side by side.
    """
    columns: dict[Role, int] = {}
    texts: dict[Role, str] = {}
    for index, heading in enumerate(headings):
        role = names.role_of(heading)
        if role is None or role.field not in _NEEDED:
            continue
        if role in columns:
            raise UnusableInputError(
                f'{place}: the columns "{texts[role]}" and "{heading}" both read as '
                f"{role.meaning}. Delete or rename one of them."
            )
        columns[role], texts[role] = index, heading
    found = Headings(0, columns, texts)
    if len(found.kinds) > 1 and Role(Field.KIND) not in columns:
        raise UnusableInputError(
            f"{place} holds {listed(found.kinds)} assessments side by side: give each assessment "
            'a row of its own, with a column "Assessment type".'
        )
    if not found.has_what_it_takes():
        lacks = [Field.END.meaning] if not any(r.field is Field.END for r in columns) else []
        if not any(role.field in STARTING_FIELDS for role in columns):
            lacks.append(Field.START.meaning)
        raise UnusableInputError(
            f"{place}: no column for {listed(lacks)} was found in the first row, which must hold "
            "the headings."
        )
    return found, _council_heading(headings, council, place)


def _council_heading(headings: Sequence[str], council: str | None, place: str) -> str:
    wanted = {fold_heading(council)} if council else _COUNCIL_HEADINGS
    claims = [heading for heading in headings if fold_heading(heading) in wanted]
    if len(claims) == 1:
        return claims[0]
    if claims:
        both = listed([f'"{claim}"' for claim in claims])
        raise UnusableInputError(
            f"{place}: the columns {both} both name councils. Choose one with "
            f'--council "{claims[0]}".'
        )
    said = f'is headed "{council}"' if council else "names the councils"
    raise UnusableInputError(
        f'{place}: no column {said}. Choose it with --council "Local authority", by its heading '
        "in the first row."
    )
