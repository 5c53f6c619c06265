"""From messy rows to a case list: headings found, dates read, every row kept and accounted for."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from timeliness.case_list.annex_a import LIST_4_KIND, find_annex_a, join_referrals
from timeliness.case_list.blocks import Block
from timeliness.case_list.case_list import CaseList, Source
from timeliness.case_list.files import read_blocks
from timeliness.case_list.headings import Field, kind_names
from timeliness.case_list.reading import ListOptions, read_block, read_blocks_together
from timeliness.indicators import Definitions, published_definitions

__all__ = [
    "Block",
    "CaseList",
    "CaseListFile",
    "Field",
    "ListOptions",
    "Source",
    "WorkbookCells",
    "cells_of_file",
    "read_block",
    "read_case_list",
    "read_workbooks",
]


@dataclass(frozen=True)
class CaseListFile:
    """A file that holds case lists, and what an officer says about it.

    Attributes:
        path: the file.
        sheets: the sheets to read; every sheet that has a case list's headings where none is
            named.
        tables: the Excel tables to read instead of sheets.
        options: what is said about the lists themselves.
    """

    path: Path
    sheets: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    options: ListOptions = field(default_factory=ListOptions)


@dataclass(frozen=True)
class WorkbookCells:
    """The cells of one workbook that may hold case lists, and what an officer says about them.

    Attributes:
        blocks: the cells, each with what is said about its list.
        chosen: whether they were named one by one; else they may be an Ofsted Annex A.
    """

    blocks: tuple[tuple[Block, ListOptions], ...]
    chosen: bool = False


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """Keep Python from looking for memory to free while a list is read.

    Each row is an object, and Python looks through all of them again and again as they become
    more, so that a million rows would take more than ten times as long as a hundred thousand.
    Nothing that is read can be freed before it is counted.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


@_without_sweeping()
def cells_of_file(file: CaseListFile) -> WorkbookCells:
    """Read the cells of a file.

    Raises:
        UnusableInputError: the file cannot be read.
    """
    found = read_blocks(file.path, sheets=file.sheets, tables=file.tables)
    return WorkbookCells(
        tuple((block, file.options) for block in found), chosen=bool(file.sheets or file.tables)
    )


def read_case_list(
    files: Sequence[CaseListFile], definitions: Definitions | None = None
) -> CaseList:
    """Read files as one case list.

    Every sheet with the headings of a case list is read and named in the result; of an Ofsted
    Annex A, List 4 is read and List 3 gives the referral dates.

    Args:
        files: the files, in the order in which their rows are listed.
        definitions: indicators and kinds of assessment; the published ones by default.

    Raises:
        UnusableInputError: a file cannot be read, or no sheet is a case list.
    """
    return read_workbooks([cells_of_file(file) for file in files], definitions)


@_without_sweeping()
def read_workbooks(
    workbooks: Sequence[WorkbookCells], definitions: Definitions | None = None
) -> CaseList:
    """Read the cells of workbooks as one case list; see ``read_case_list``.

    Args:
        workbooks: the cells, in the order in which their rows are listed.
        definitions: indicators and kinds of assessment; the published ones by default.

    Raises:
        UnusableInputError: no block is a case list, or one that is cannot be read.
    """
    definitions = definitions or published_definitions()
    blocks: list[tuple[Block, ListOptions]] = []
    # Files of one name may lie in several folders; those of one content have one List 3.
    referrals: dict[tuple[str, str], Block] = {}
    for workbook in workbooks:
        annex = None if workbook.chosen else find_annex_a([block for block, _ in workbook.blocks])
        if annex is None:
            blocks += workbook.blocks
            continue
        options = next(said for block, said in workbook.blocks if block is annex.assessments)
        if options.kind is None:
            options = replace(options, kind=LIST_4_KIND, kind_is_from="Annex A, whose List 4 it is")
        blocks.append((annex.assessments, options))
        if annex.referrals is not None:
            referrals[annex.assessments.place, annex.assessments.sha256] = annex.referrals
    case_list = read_blocks_together(blocks, definitions)
    for position, source in enumerate(case_list.sources):
        list_3 = referrals.get((source.place, source.sha256))
        if list_3 is not None:
            case_list = join_referrals(case_list, position, list_3, kind_names(definitions))
    return case_list
