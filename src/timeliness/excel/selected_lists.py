"""The case list that an officer means: at the cursor, as the settings name it, or any there is.

A check follows the cursor. A month's figures do not, because a list on another sheet would then
be missing from them unseen: they are made of the lists that the settings name, or else of every
list in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlwings import Book, Range, Sheet

from timeliness.case_list import (
    Block,
    CaseList,
    ListOptions,
    WorkbookCells,
    cells_of_file,
    read_case_list,
    read_workbooks,
)
from timeliness.case_list.annex_a import find_annex_a
from timeliness.case_list.blocks import column_letter
from timeliness.case_list.headings import find_headings, kind_names
from timeliness.errors import UnusableInputError
from timeliness.excel.council_here import DAYS_OFF_SHEET, SETTINGS_SHEET, CouncilHere
from timeliness.excel.open_cells import block_in, in_use, selected_cells, sheet_block
from timeliness.excel.placed_sheets import was_made
from timeliness.findings import Finding
from timeliness.settings import CaseListTable
from timeliness.words import listed

_NOT_LISTS = {SETTINGS_SHEET.casefold(), DAYS_OFF_SHEET.casefold()}


@dataclass(frozen=True)
class OpenLists:
    """A case list, and the cells of the open workbook that it was read from.

    Attributes:
        case_list: the list.
        blocks: the cells; none where the list was read from files.
    """

    case_list: CaseList
    blocks: tuple[Block, ...]

    def cell_of(self, finding: Finding) -> str:
        """Give the address of the cell that a finding is about; empty where it is not open."""
        for block in self.blocks:
            rows = range(block.first_row, block.first_row + len(block.rows))
            if (block.file, block.sheet) != (finding.file, finding.sheet):
                continue
            for source in self.case_list.sources:
                if source.place == block.place and source.heading_row in rows:
                    columns = source.headings.columns
                    texts = source.headings.texts
                    found = (columns[role] for role in texts if texts[role] == finding.column)
                    # A note below the list concerns no column: its link leads to the first one.
                    column = block.first_column + next(found, 0)
                    if finding.row in rows:
                        return f"{column_letter(column)}{finding.row}"
        return ""


def list_to_check(book: Book, here: CouncilHere) -> OpenLists:
    """Find the list to check: the one at the cursor, else as ``lists_to_report`` does.

    Raises:
        UnusableInputError: there is no list, or it cannot be read.
    """
    if _is_annex_a(book):
        return lists_to_report(book, here)
    for cells in _around_the_cursor(book):
        block = _block_or_none(cells)
        if block is not None and _is_list(block, here, _options(block, book, here)):
            return _read(((block, _options(block, book, here)),), here)
    return lists_to_report(book, here)


def lists_to_report(book: Book, here: CouncilHere) -> OpenLists:
    """Find the lists that a month is reported from.

    Raises:
        UnusableInputError: there is no list, one cannot be read, or one of several that the
            settings name is not there.
    """
    entries = here.council.settings.case_lists if here.council else ()
    if not any(_is_this(entry, book) for entry in entries):
        return _lists_in(book, here)
    open_blocks: list[Block] = []
    workbooks: list[WorkbookCells] = []
    for entry, file in zip(entries, here.known.case_list_files, strict=True):
        if not _is_this(entry, book):
            workbooks.append(cells_of_file(file))
            continue
        named = list(_named(entry, book))
        if named:
            _check_that_all_are_there(entry, book, here)
        if not named and not entry.sheets and not entry.tables:
            named = _every_list(book, here)
        open_blocks += named
        chosen = bool(entry.sheets or entry.tables)
        said = ListOptions(columns=entry.columns, kind=entry.type)
        workbooks.append(WorkbookCells(tuple((block, said) for block in named), chosen=chosen))
    if not any(cells.blocks for cells in workbooks):
        # The sheets that the settings name are not there, as in a workbook made otherwise.
        return _lists_in(book, here)
    return OpenLists(read_workbooks(workbooks, here.definitions), tuple(open_blocks))


def _lists_in(book: Book, here: CouncilHere) -> OpenLists:
    """Read every list in the workbook; where it has none, the files that a council.toml names."""
    blocks = _every_list(book, here)
    council = here.council
    if not blocks and council is not None:
        entries = zip(council.settings.case_lists, council.case_list_files, strict=True)
        if files := [file for entry, file in entries if not _is_this(entry, book)]:
            return OpenLists(read_case_list(files, here.definitions), ())
    if not blocks:
        raise UnusableInputError(
            f"{book.name} has no sheet with the headings of a case list (such as a start date and "
            "a completion date): paste the list with its headings, or open its workbook."
        )
    return _read(tuple((block, _options(block, book, here)) for block in blocks), here)


def _read(blocks: tuple[tuple[Block, ListOptions], ...], here: CouncilHere) -> OpenLists:
    case_list = read_workbooks([WorkbookCells(blocks)], here.definitions)
    return OpenLists(case_list, tuple(block for block, _ in blocks))


def _around_the_cursor(book: Book) -> Iterator[Range]:
    """Give the table, the block and the sheet that the cursor is in, one after the other."""
    selected = selected_cells(book)
    if selected is None or selected.sheet.book != book or not _may_hold_lists(selected.sheet):
        return
    sheet = selected.sheet
    if table := selected.table:
        yield table.range
    region, used = selected[0, 0].current_region, in_use(sheet)
    last_row = max(region.last_cell.row, used.last_cell.row)
    # A blank row ends what Excel takes for one block, but not the list.
    yield sheet.range((region.row, region.column), (last_row, region.last_cell.column))
    yield used


def _block_or_none(cells: Range) -> Block | None:
    try:
        return block_in(cells)
    except UnusableInputError:
        return None


def _is_list(block: Block, here: CouncilHere, options: ListOptions) -> bool:
    return find_headings(block, kind_names(here.definitions), options.columns) is not None


def _every_list(book: Book, here: CouncilHere) -> list[Block]:
    blocks = [block for sheet in book.sheets if (block := _list_sheet(sheet)) is not None]
    if find_annex_a(blocks):
        return blocks
    return [block for block in blocks if _is_list(block, here, _options(block, book, here))]


def _list_sheet(sheet: Sheet) -> Block | None:
    return sheet_block(sheet) if _may_hold_lists(sheet) else None


def _may_hold_lists(sheet: Sheet) -> bool:
    return sheet.name.casefold() not in _NOT_LISTS and not was_made(sheet)


def _is_annex_a(book: Book) -> bool:
    """Tell by the sheets' names alone, so that nothing need be read."""
    return find_annex_a([Block((), sheet=sheet.name) for sheet in book.sheets]) is not None


def _named(entry: CaseListTable, book: Book) -> Iterator[Block]:
    """Give the sheets and tables that the settings name, as far as they are there."""
    for name in entry.sheets:
        for sheet in book.sheets:
            if _is_among(sheet.name, (name,)) and (block := sheet_block(sheet)):
                yield block
    for name in entry.tables:
        for sheet in book.sheets:
            for table in sheet.tables:
                if _is_among(table.name, (name,)):
                    yield block_in(table.range)


def _check_that_all_are_there(entry: CaseListTable, book: Book, here: CouncilHere) -> None:
    """Refuse where some of the lists that the settings name are there and others are not.

    A list that is passed over unseen would be missing from every figure.

    Raises:
        UnusableInputError: a sheet or a table is not there.
    """
    sheets = [sheet.name for sheet in book.sheets]
    tables = [table.name for sheet in book.sheets for table in sheet.tables]
    for what, wanted, known in (("sheet", entry.sheets, sheets), ("table", entry.tables, tables)):
        for name in wanted:
            if not _is_among(name, known):
                where = f"the sheet {SETTINGS_SHEET}" if here.in_workbook else "council.toml"
                there = listed([f'"{one}"' for one in known]) or "none"
                raise UnusableInputError(
                    f'{book.name} has no {what} "{name}", which {where} names as a case list: it '
                    f"has {there}. Correct the name, or take it out."
                )


def _names(entry: CaseListTable, block: Block, book: Book) -> bool:
    """Whether the settings name a list: its sheet, its table, or the whole workbook."""
    if not entry.sheets and not entry.tables:
        return True
    if _is_among(block.sheet, entry.sheets):
        return True
    corner = (block.first_row, block.first_column)
    return any(
        (table.range.row, table.range.column) == corner
        for table in book.sheets[block.sheet].tables
        if _is_among(table.name, entry.tables)
    )


def _is_among(name: str, names: Sequence[str]) -> bool:
    """Whether Excel takes a name for one of these: it does not tell capitals apart."""
    return name.casefold() in map(str.casefold, names)


def _is_this(entry: CaseListTable, book: Book) -> bool:
    return Path(entry.file).name.casefold() == book.name.casefold()


def _options(block: Block, book: Book, here: CouncilHere) -> ListOptions:
    """Give what the settings say about a list of this workbook."""
    for entry in here.council.settings.case_lists if here.council else ():
        if _is_this(entry, book) and _names(entry, block, book):
            return ListOptions(columns=entry.columns, kind=entry.type)
    return ListOptions()
