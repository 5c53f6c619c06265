"""Which column is which: a case list's heading row, found and matched by a table of names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple, NoReturn

from timeliness.case_list.blocks import Block, column_letter
from timeliness.errors import UnusableInputError
from timeliness.indicators import Definitions
from timeliness.words import folded_name, listed


class Field(StrEnum):
    """What a column of a case list can hold, by its name in settings and commands."""

    CHILD = "child"
    KIND = "type"
    REFERRAL = "referral"
    NEW_INFORMATION = "new_information"
    START = "start"
    END = "end"
    TEAM = "team"

    @property
    def meaning(self) -> str:
        """The field in words, for messages."""
        return _MEANINGS[self]


DATE_FIELDS = (Field.REFERRAL, Field.NEW_INFORMATION, Field.START, Field.END)
"""The fields that hold dates."""

STARTING_FIELDS = (Field.START, Field.REFERRAL, Field.NEW_INFORMATION)
"""The dates on one of which an assessment's clock can start."""

_MEANINGS = {
    Field.CHILD: "the child's identifier",
    Field.KIND: "the type of assessment",
    Field.REFERRAL: "the date of referral",
    Field.NEW_INFORMATION: "the date of new information",
    Field.START: "the start date",
    Field.END: "the completion date",
    Field.TEAM: "the team",
}

_ROWS_SEARCHED = 60
"""How many rows of titles may stand above a heading row."""


class Role(NamedTuple):
    """What a column holds: a field, and the kind of assessment where the heading names one."""

    field: Field
    kind: str | None = None

    @property
    def key(self) -> str:
        """The role as ``--column`` and the settings write it: "end", "core.end"."""
        return f"{self.kind}.{self.field}" if self.kind else self.field.value

    @property
    def meaning(self) -> str:
        """The role in words."""
        return (
            f"{self.field.meaning} of {self.kind} assessments" if self.kind else self.field.meaning
        )


@dataclass(frozen=True)
class Headings:
    """A heading row: where it stands, and the column of each role.

    Attributes:
        position: index of the heading row within its block.
        columns: index of the column within the block, by role.
        texts: the heading as it is written, by role.
    """

    position: int
    columns: Mapping[Role, int]
    texts: Mapping[Role, str]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of assessment that headings name, in the order of their columns."""
        ordered = sorted(self.columns, key=lambda role: self.columns[role])
        return tuple(dict.fromkeys(role.kind for role in ordered if role.kind))

    def role_for(self, field: Field, kind: str | None) -> Role | None:
        """Give the role of a field for a kind: the kind's own column, else the shared one."""
        for role in (Role(field, kind), Role(field)):
            if role in self.columns:
                return role
        return None

    def has_what_it_takes(self) -> bool:
        """Whether the row names a completion date and a starting date, for some kind."""
        return any(
            self.role_for(Field.END, kind)
            and any(self.role_for(field, kind) for field in STARTING_FIELDS)
            for kind in (self.kinds or (None,))
        )


fold_heading = lru_cache(maxsize=1024)(folded_name)
"""Fold a heading for comparing; the cells of a list repeat theirs."""


def _joined(folded: str) -> str:
    """Leave out the spaces: data sets write "ChildUniqueID" for "Child Unique ID"."""
    return folded.replace(" ", "")


@lru_cache(maxsize=1)
def _fields_by_heading() -> dict[str, Field]:
    text = resources.files(__package__).joinpath("headings.toml").read_text(encoding="utf-8")
    return {
        _joined(fold_heading(heading)): Field.KIND if name == "kind" else Field(name)
        for name, headings in tomllib.loads(text).items()
        for heading in headings
    }


def field_of_heading(heading: str) -> Field | None:
    """Give the field that a heading names whatever the kind of assessment, or None."""
    return _fields_by_heading().get(_joined(fold_heading(heading)))


def kind_names(definitions: Definitions) -> KindNames:
    """Give the names of a council's kinds of assessment, made ready once."""
    return _kind_names(tuple(definitions.assessment_types.items()))


@lru_cache(maxsize=8)
def _kind_names(types: tuple[tuple[str, tuple[str, ...]], ...]) -> KindNames:
    return KindNames(types)


class KindNames:
    """The words by which lists name kinds of assessment, ready for looking up."""

    def __init__(self, types: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Take each kind with its names; the kind's own key is a name too."""
        types = tuple(types)
        self.kinds = tuple(kind for kind, _ in types)
        self._kinds = {
            fold_heading(name): kind
            for kind, names in types
            for name in (*names, kind.replace("_", " "))
        }
        longest_first = sorted(self._kinds, key=len, reverse=True)
        self._inside = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})s?\b")

    def of_cell(self, cell: Any) -> str | None:
        """Give the kind that a cell of a type column names in full, or None."""
        folded = fold_heading(str(cell))
        return self._kinds.get(folded) or self._kinds.get(folded.removesuffix("s"))

    def said_in(self, text: str) -> str | None:
        """Give the one kind that a title, a sheet's or a file's name speaks of, or None."""
        found = {self._kinds[name] for name in self._inside.findall(fold_heading(text))}
        return found.pop() if len(found) == 1 else None

    def role_of(self, heading: str) -> Role | None:
        """Give the role that a heading names, or None."""
        folded = fold_heading(heading)
        if field := field_of_heading(heading):
            return Role(field)
        for found in self._inside.finditer(folded):
            rest = " ".join((folded[: found.start()] + " " + folded[found.end() :]).split())
            for words in (rest, rest.removeprefix("assessment ")):
                field = _fields_by_heading().get(_joined(words))
                if field in DATE_FIELDS or field is Field.TEAM:
                    return Role(field, self._kinds[found[1]])
        return None


def find_headings(
    block: Block, kind_names: KindNames, chosen: Mapping[str, str]
) -> Headings | None:
    """Find the heading row of a case list.

    Args:
        block: the cells.
        kind_names: how kinds of assessment are named.
        chosen: headings that the officer chose, by role key ("end", "core.end").

    Returns:
        The heading row, or None when no row names a completion date and a starting date.

    Raises:
        UnusableInputError: two columns claim one meaning, or a chosen heading is not there.
    """
    for position in range(min(_ROWS_SEARCHED, len(block.rows))):
        headings = _match_row(block, position, kind_names, chosen)
        if headings and headings.has_what_it_takes():
            _check_chosen(block, headings, chosen, kind_names)
            return headings
    return None


def is_heading_row(row: Sequence[Any], kind_names: KindNames) -> bool:
    """Whether a row names a completion date and a starting date as headings do."""
    roles = {kind_names.role_of(cell) for cell in row if isinstance(cell, str)}
    fields = {role.field for role in roles if role}
    return Field.END in fields and not fields.isdisjoint(STARTING_FIELDS)


def refuse_without_headings(block: Block, kind_names: KindNames) -> NoReturn:
    """Say what a block lacks to be a case list, with headings that come near.

    Raises:
        UnusableInputError: always.
    """
    best: set[Field] = set()
    texts: list[str] = []
    for row in block.rows[:_ROWS_SEARCHED]:
        cells = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        fields = {role.field for cell in cells if (role := kind_names.role_of(cell))}
        if len(fields) > len(best) or (not best and len(cells) > len(texts)):
            best, texts = fields, cells
    missing = [Field.END] if Field.END not in best else []
    missing += [Field.START] if best.isdisjoint(STARTING_FIELDS) else []
    hints = []
    for field in missing:
        near = _near_misses(texts, field)
        if near:
            quoted = listed([f'"{text}"' for text in near], last="or")
            hints.append(
                f"{quoted} may be {field.meaning}: if so, choose it with "
                f'--column {field}="{near[0]}", {_in_settings(Role(field))}'
            )
    if not best and not hints:
        # Cases alone stands for the rows of a table called so.
        table = (
            ' In a formula "Cases[#All]" is a table with its headings.' if block.is_range else ""
        )
        raise UnusableInputError(
            f"{block.place}: no row has the headings of a case list (such as a start date and a "
            f"completion date). If it is one, put the headings back above the rows.{table}"
        )
    wanted = listed([field.meaning for field in missing], last="and")
    near_ones = "".join(f"; {hint}" for hint in hints)
    raise UnusableInputError(f"{block.place}: no column for {wanted} was found{near_ones}.")


def _in_settings(role: Role) -> str:
    """Say where the settings choose a heading: a file's key, or a sheet's row by its label."""
    return f'under columns in council.toml, or as "Heading of {role.meaning}" on the sheet Settings'


def _near_misses(texts: Iterable[str], field: Field) -> list[str]:
    known = [heading for heading, owner in _fields_by_heading().items() if owner is field]
    return [
        text
        for text in texts
        if get_close_matches(_joined(fold_heading(text)), known, n=1, cutoff=0.75)
    ]


def _match_row(
    block: Block, position: int, kind_names: KindNames, chosen: Mapping[str, str]
) -> Headings | None:
    chosen_roles = {
        fold_heading(text): _role_of_key(key, block, kind_names) for key, text in chosen.items()
    }
    columns: dict[Role, int] = {}
    texts: dict[Role, str] = {}
    twice: list[tuple[Role, int, int]] = []
    present = {fold_heading(cell) for cell in block.rows[position] if isinstance(cell, str)}
    taken = {role for text, role in chosen_roles.items() if text in present}
    for index, cell in enumerate(block.rows[position]):
        if not isinstance(cell, str):
            continue
        role = chosen_roles.get(fold_heading(cell))
        if role is None:
            role = kind_names.role_of(cell)
            if role is None or role in taken:
                continue
        if role in columns:
            twice.append((role, columns[role], index))
        else:
            columns[role], texts[role] = index, " ".join(cell.split())
    headings = Headings(position, columns, texts)
    if twice and headings.has_what_it_takes():
        raise UnusableInputError(_two_claims(block, position, *twice[0]))
    return headings if columns else None


def _role_of_key(key: str, block: Block, kind_names: KindNames) -> Role:
    written, _, field = key.rpartition(".")
    kind = kind_names.of_cell(written) if written else None
    if written and kind is None:
        known = ", ".join(kind_names.kinds)
        raise UnusableInputError(
            f'{block.place}: the column "{key}" was chosen, and "{written}" is not a kind of '
            f"assessment; there are {known}."
        )
    try:
        return Role(Field(field), kind)
    except ValueError:
        known = ", ".join(Field)
        raise UnusableInputError(
            f'{block.place}: "{key}" is not a column that can be chosen; there are {known}.'
        ) from None


def _two_claims(block: Block, position: int, role: Role, first: int, second: int) -> str:
    row = block.rows[position]
    texts = [" ".join(str(row[index]).split()) for index in (first, second)]
    letters = [column_letter(block.first_column + index) for index in (first, second)]
    named = [f'"{text}" (column {at})' for text, at in zip(texts, letters, strict=True)]
    if fold_heading(texts[0]) == fold_heading(texts[1]):
        way = "Delete or rename one of them."
    else:
        way = f'Choose one with --column {role.key}="{texts[1]}", {_in_settings(role)}.'
    return (
        f"{block.place}, row {block.row_number(position)}: the columns {listed(named)} both read "
        f"as {role.meaning}. {way}"
    )


def _check_chosen(
    block: Block, headings: Headings, chosen: Mapping[str, str], kind_names: KindNames
) -> None:
    for key, text in chosen.items():
        role = _role_of_key(key, block, kind_names)
        found = headings.texts.get(role, "")
        if fold_heading(found) != fold_heading(text):
            row = [str(cell) for cell in block.rows[headings.position] if isinstance(cell, str)]
            near = get_close_matches(text, row, n=1)
            hint = f' ("{near[0]}" is there)' if near else ""
            raise UnusableInputError(
                f"{block.place}, row {block.row_number(headings.position)}: no column is headed "
                f'"{text}", which was chosen for {role.meaning}'
                f"{hint}. Correct it where it was chosen: with --column, {_in_settings(role)}."
            )
