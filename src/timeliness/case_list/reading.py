"""From blocks of cells to the case list: every row becomes a record, none is left out here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.assembling import Part, put_together
from timeliness.case_list.blocks import Block
from timeliness.case_list.case_list import MISSING, UNKNOWN, CaseList, Positions, Source
from timeliness.case_list.dates import (
    DateColumn,
    DateProblem,
    codes_of,
    is_empty,
    read_dates,
)
from timeliness.case_list.headings import (
    DATE_FIELDS,
    Field,
    Headings,
    KindNames,
    Role,
    find_headings,
    is_heading_row,
    kind_names,
    refuse_without_headings,
)
from timeliness.errors import UnusableInputError
from timeliness.indicators import Definitions, published_definitions

Mask: TypeAlias = NDArray[np.bool_]

_TRUNCATED_AT = {65_536: ".xls", 1_048_576: ".xlsx"}
"""The rows at which a worksheet of each age ends, so that an export stops there in silence."""

_TOTAL = re.compile(r"\s*(?:(?:grand |sub-?)?totals?|average|mean)\b", re.IGNORECASE)
"""How the first cell begins in a row that sums others up."""


@dataclass(frozen=True)
class ListOptions:
    """What an officer says about a list beyond its cells.

    Attributes:
        columns: the council's own headings, by field ("end") or kind and field ("core.end").
        kind: the kind of assessment, for a list that holds one kind without saying so.
        assumed_kind: the kind to take where neither the list nor the officer says it, because
            an indicator was asked for by name.
        kind_is_from: who said ``kind``, as the output names it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    assumed_kind: str | None = None
    kind_is_from: str = "the settings"


def read_block(
    block: Block,
    options: ListOptions | None = None,
    definitions: Definitions | None = None,
) -> CaseList:
    """Read one block of cells as a case list, with its headings or as two columns of dates.

    Args:
        block: the cells; two columns of dates (start, end) need no headings.
        options: what the officer says about the list.
        definitions: the kinds of assessment; the published ones by default.

    Raises:
        UnusableInputError: the block cannot be read as a case list; the message says why.
    """
    definitions = definitions or published_definitions()
    names = kind_names(definitions)
    parts = _read_parts(block, options or ListOptions(), names, bare_dates=True)
    if parts is None:
        refuse_without_headings(block, names)
    return put_together(parts, definitions, skipped=())


def read_blocks_together(
    blocks: Sequence[tuple[Block, ListOptions]],
    definitions: Definitions,
) -> CaseList:
    """Read several blocks as one case list; blocks without a list's headings are named and left.

    Raises:
        UnusableInputError: no block is a case list, or one that is cannot be read.
    """
    names = kind_names(definitions)
    parts: list[Part] = []
    skipped: list[str] = []
    for block, options in blocks:
        found = _read_parts(block, options, names, bare_dates=False)
        if found is None:
            try:
                refuse_without_headings(block, names)
            except UnusableInputError as error:
                skipped.append(str(error))
        else:
            parts += found
    if not parts:
        raise UnusableInputError(
            " ".join(skipped[:3]) or "There is no case list to read: name a file that holds one."
        )
    case_list = put_together(parts, definitions, skipped=tuple(skipped))
    # Until the teams are numbered the rows are held, which for a range Excel does anyway.
    case_list.team_names.settle()
    return case_list


@dataclass(frozen=True, eq=False)
class _Table:
    """The rows below a heading row, with their dates read."""

    source: Source
    kind: str | None
    rows: Sequence[Sequence[Any]]
    dates: Mapping[Role, DateColumn]
    filled: Mask
    is_note: Mask

    def cells(self, wanted: Field, kind: str | None, places: Positions) -> Sequence[Any]:
        """Give the cells of a field at some places; none where there is no such column."""
        role = self.source.headings.role_for(wanted, kind)
        if role is None:
            return ()
        column = _column(self.rows, self.source.headings.columns[role])
        if len(places) == len(column):
            return column
        return [column[place] for place in places.tolist()]

    def days(self, wanted: Field, kind: str | None, places: Positions) -> DateColumn:
        """Give the dates of a field at some places; none where there is no such column."""
        role = self.source.headings.role_for(wanted, kind)
        if role is None:
            return DateColumn.empty(len(places))
        return self.dates[role].at(places)

    def states(self, kind: str) -> Mask:
        """Tell which rows have a date, readable or not, in a kind's own columns."""
        stated = np.zeros(len(self.rows), dtype=np.bool_)
        for role, column in self.dates.items():
            if role.kind == kind:
                stated |= column.is_filled
        return stated


def _read_parts(
    block: Block, options: ListOptions, names: KindNames, *, bare_dates: bool
) -> list[Part] | None:
    headings = find_headings(block, names, options.columns)
    if headings is None and bare_dates:
        headings = _bare_headings(block)
    if headings is None:
        return None
    table = _read_table(block, headings, options, names)
    kinds = table.source.side_by_side
    if not kinds:
        return [_part(table, table.kind, table.filled, names)]
    # Columns of several kinds stand side by side. A row that has dates in none of them is kept
    # as a record of the first kind, so that it is accounted for.
    stated = {kind: table.filled & table.states(kind) for kind in kinds}
    stated[kinds[0]] |= table.filled & ~np.logical_or.reduce(list(stated.values()))
    rows, records = (int(np.count_nonzero(mask)) for mask in (table.filled, [*stated.values()]))
    table = replace(table, source=table.source.with_records_told(rows, records))
    return [_part(table, kind, stated[kind], names) for kind in kinds]


def _read_table(block: Block, headings: Headings, options: ListOptions, names: KindNames) -> _Table:
    kind, kind_is_from = _kind_of_block(block, headings, options, names)
    rows = _without_empty_tail(block.rows[headings.position + 1 :])
    dates = {
        role: read_dates(_column(rows, index), block.date_system)
        for role, index in headings.columns.items()
        if role.field in DATE_FIELDS
    }
    _refuse_second_headings(block, headings, names, rows, dates)
    filled = _filled(rows, dates)
    source = Source(
        file=block.file,
        sheet=block.sheet,
        sha256=block.sha256,
        heading_row=block.row_number(headings.position) if headings.position >= 0 else None,
        first_row=block.row_number(headings.position + 1),
        headings=headings,
        kind_is_from=kind_is_from,
        records=0,
        notices=block.notices + _truncation_notices(block, len(rows)),
        side_by_side=()
        if kind is not None or Role(Field.KIND) in headings.columns
        else headings.kinds,
    )
    return _Table(source, kind, rows, dates, filled, _notes(rows, dates, filled))


def _part(table: _Table, kind: str | None, stated: Mask, names: KindNames) -> Part:
    places = np.flatnonzero(stated)
    kinds = _kinds_of(table, kind, places, names)
    return Part(
        source=table.source,
        rows=places + table.source.first_row,
        kind=kinds,
        child=table.cells(Field.CHILD, kind, places),
        team=lambda: table.cells(Field.TEAM, kind, places),
        dates={
            name: table.days(name, kind, places)
            if kind is not None
            else _days_by_type(table, name, places, kinds, names)
            for name in DATE_FIELDS
        },
        is_note=table.is_note[places],
    )


def _days_by_type(
    table: _Table, wanted: Field, places: Positions, kinds: Positions, names: KindNames
) -> DateColumn:
    """Give the dates of rows that say their own type: a type's own column goes before a shared one.

    Args:
        table: the rows.
        wanted: the field.
        places: the rows that are records.
        kinds: the position of each record's kind.
        names: the kinds of assessment.
    """
    found = table.days(wanted, None, places)
    for kind in table.source.headings.kinds:
        column = table.dates.get(Role(wanted, kind))
        if column is not None:
            found = found.with_others(column.at(places), kinds == names.kinds.index(kind))
    return found


def _kinds_of(table: _Table, kind: str | None, places: Positions, names: KindNames) -> Positions:
    if kind is not None:
        return np.full(len(places), names.kinds.index(kind), dtype=np.int64)
    positions = {kind: position for position, kind in enumerate(names.kinds)}

    def read(cell: Any) -> int:
        named = names.of_cell(cell)
        return MISSING if is_empty(cell) else positions[named] if named else UNKNOWN

    return codes_of(table.cells(Field.KIND, None, places), read)


def _bare_headings(block: Block) -> Headings | None:
    """Give headings to a block of exactly two columns that holds nothing but dates."""
    rows = block.rows[:50]
    if not rows or {len(row) for row in rows} != {2}:
        return None
    for index in (0, 1):
        column = read_dates([row[index] for row in rows], block.date_system)
        if (column.problems > 0).any():
            return None
    if all(is_empty(cell) for row in rows for cell in row):
        return None
    columns = {Role(Field.START): 0, Role(Field.END): 1}
    texts = {Role(Field.START): "first column", Role(Field.END): "second column"}
    return Headings(-1, columns, texts)


def _kind_of_block(
    block: Block, headings: Headings, options: ListOptions, names: KindNames
) -> tuple[str | None, str]:
    """Find the kind of assessment that the whole block holds, and where that is said.

    The kind is None where each row says its own, or where columns of several kinds stand side
    by side.

    Raises:
        UnusableInputError: nothing says which assessments the list holds.
    """
    if options.kind:
        return options.kind, options.kind_is_from
    if Role(Field.KIND) in headings.columns:
        return None, f'the column "{headings.texts[Role(Field.KIND)]}"'
    if len(headings.kinds) > 1:
        return None, "the headings"
    if headings.kinds:
        return headings.kinds[0], "the headings"
    above = [
        cell for row in block.rows[: headings.position] for cell in row if isinstance(cell, str)
    ]
    for text, place in (
        (block.sheet, "the sheet's name"),
        (" ".join(above), "the title above the headings"),
        (block.file.rpartition(".")[0], "the file's name"),
    ):
        if kind := names.said_in(text):
            return kind, place
    if options.assumed_kind:
        return options.assumed_kind, "the indicator that was asked for"
    raise UnusableInputError(
        f"{block.place} does not say which assessments it holds. Add a column "
        '"Assessment type" with Initial, Core or Single in each row, name the sheet or the file '
        'so ("Initial assessments"), or ask for one indicator only.'
    )


def _refuse_second_headings(
    block: Block,
    headings: Headings,
    names: KindNames,
    rows: Sequence[Sequence[Any]],
    dates: Mapping[Role, DateColumn],
) -> None:
    """Stop where a second list begins below the first: its rows may mean something else."""
    ends = [
        column
        for role, column in dates.items()
        if role.field is Field.END and column.problems.any()
    ]
    for column in ends:
        for place in np.flatnonzero(column.problems == DateProblem.TEXT).tolist():
            if is_heading_row(rows[place], names):
                second = block.row_number(headings.position + 1 + place)
                raise UnusableInputError(
                    f"{block.place} has headings in row {block.row_number(headings.position)} and "
                    f"again in row {second}. Put each list on a sheet of its own, or delete the "
                    "second headings if both are one list."
                )


def _without_empty_tail(rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    end = len(rows)
    while end and not any(cell not in (None, "") for cell in rows[end - 1]):
        end -= 1
    return rows[:end]


def _column(rows: Sequence[Sequence[Any]], index: int) -> tuple[Any, ...]:
    try:
        return tuple(map(itemgetter(index), rows))
    except IndexError:
        # Rows of a text file may stop short of the last column.
        return tuple(row[index] if index < len(row) else None for row in rows)


def _filled(rows: Sequence[Sequence[Any]], dates: Mapping[Role, DateColumn]) -> Mask:
    """Tell which rows hold anything: an empty row is no row of the list."""
    filled = np.zeros(len(rows), dtype=np.bool_)
    for column in dates.values():
        if filled.all():
            return filled
        filled |= column.is_filled
    for place in np.flatnonzero(~filled).tolist():
        filled[place] = any(
            cell is not None and not (isinstance(cell, str) and not cell.strip())
            for cell in rows[place]
        )
    return filled


def _notes(
    rows: Sequence[Sequence[Any]],
    dates: Mapping[Role, DateColumn],
    filled: Mask,
) -> Mask:
    """Tell which rows have no date and hold one cell, or a total's word in the first of them.

    A case begins with the child's number, so that a team called "Mean Lane" makes no note of it.
    """
    dated = np.zeros(len(rows), dtype=np.bool_)
    for column in dates.values():
        if dated.all():
            break
        dated |= column.is_dated
    notes = np.zeros(len(rows), dtype=np.bool_)
    for place in np.flatnonzero(filled & ~dated).tolist():
        held = [cell for cell in rows[place] if not is_empty(cell)]
        notes[place] = len(held) <= 1 or _TOTAL.match(str(held[0])) is not None
    return notes


def _truncation_notices(block: Block, rows: int) -> tuple[str, ...]:
    last = block.row_number(len(block.rows) - 1)
    if rows and last in _TRUNCATED_AT:
        notice = (
            f"{block.place} ends exactly in row {last:,}, where a worksheet of the "
            f"{_TRUNCATED_AT[last]} kind ends: the export may have been cut off. Export it again "
            "as .csv and compare the number of rows."
        )
        return (notice,)
    return ()
