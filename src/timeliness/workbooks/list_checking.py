"""The check of a case list as a sheet: where its rows went, each linked to the cell it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from timeliness.list_check import CheckedRow, ListCheck
from timeliness.reconciliation import Reconciliation, several_lines
from timeliness.words import count_of, day_label
from timeliness.workbooks.cells import Link, Shorthand, Value, write
from timeliness.workbooks.found_cells import (
    FINDING_HEADINGS,
    SOURCE_HEADINGS,
    finding_cells,
    source_cells,
)
from timeliness.workbooks.monthly import finish, single_sheet
from timeliness.workbooks.package import package_bytes
from timeliness.workbooks.placing import Made, NameInBook, mark_sheets
from timeliness.workbooks.sheets import excluded
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import write_heading, write_lines, write_table

SHEET = "Check"

MOST_WARNINGS = 1_000
"""How many rows that only want looking at are listed; the others are counted."""

_WIDEST = 60
"""What is wrong is a sentence or two."""


_PARTS: tuple[tuple[str, Callable[[Reconciliation], int]], ...] = (
    ("Read", lambda went: went.read),
    ("Completed", lambda went: went.completed),
    ("Still open", lambda went: went.still_open),
    ("Other types", lambda went: went.other),
    ("Left out", lambda went: went.excluded),
)
"""Where rows go, in the order in which they add up to those read."""


def check_workbook(
    check: ListCheck,
    *,
    template: Path | None = None,
    team: str = "",
    name_in_book: NameInBook = str,
) -> bytes:
    """Build the workbook of a check, from the look of the monthly workbook's template.

    Args:
        check: what became of the list.
        template: the council's own template, or None for the one that comes with Timeliness.
        team: who made the check, for the properties.
        name_in_book: gives the name that the sheet will have where it is copied to.

    Returns:
        The .xlsx file, with the one sheet; the same check and template give the same bytes.

    Raises:
        TemplateError: the template lacks something; the message says what.
    """
    filled = single_sheet(template, excluded.SHEET)
    sheet = filled.sheet(excluded.SHEET)
    filled.clear_below(sheet, 2)
    sheet.title = SHEET
    _fill(sheet, check)
    day = day_label(check.as_of)
    finish(filled, title=f"Check of the case list, {day}", author=team, footer=f"Check, {day}")
    mark_sheets(filled.workbook, Made.CHECK, name_in_book)
    return package_bytes(filled.workbook, made_on=check.as_of)


def _fill(sheet: Worksheet, check: ListCheck) -> None:
    write(sheet.cell(1, 1), f"Check of the case list on {day_label(check.as_of)}", Style.TITLE)
    row = write_lines(sheet, 2, check.reading)
    for sentence in (
        *check.notes,
        *(notice for source in check.sources for notice in source.notices),
        *(f"Not read: {skipped}" for skipped in check.skipped),
    ):
        row = write_lines(sheet, row, sentence, Style.NOTE)
    row = write_lines(
        sheet, row, f"{Shorthand.NOT_APPLICABLE} = {Shorthand.NOT_APPLICABLE.meaning}.", Style.NOTE
    )
    row = write_heading(sheet, row + 1, "Where every row went")
    if said := several_lines((went for _, went in check.went), check.together):
        row = write_lines(sheet, row, said)
    went = (*check.went, ("All together", check.together))
    row = write_table(
        sheet,
        row,
        ["check", "rows"],
        ["Rows", *(name for name, _ in went)],
        [[name, *map(count, (one for _, one in went))] for name, count in _PARTS],
    ).next_row
    row = write_heading(sheet, row, "Rows left out of the figures, and why")
    row = _write_rows(sheet, row, "excluded", check.excluded, "No row was left out.")
    row = write_heading(sheet, row, "Rows that were counted but should be looked at")
    shown = check.warnings[:MOST_WARNINGS]
    row = _write_rows(sheet, row, "warned", shown, "No row gave cause to look at it again.")
    if len(check.warnings) > len(shown):
        more = count_of(len(check.warnings) - len(shown), "more row")
        row = write_lines(sheet, row, f"And {more}.") + 1
    row = write_heading(sheet, row, "What was read")
    write_table(
        sheet,
        row,
        ["check", "sources"],
        SOURCE_HEADINGS,
        source_cells(check),
    )


def _write_rows(
    sheet: Worksheet, row: int, name: str, rows: Sequence[CheckedRow], none: str
) -> int:
    if not rows:
        return write_lines(sheet, row, none) + 1
    headings = ["Go to", *FINDING_HEADINGS]
    cells = [_row(one) for one in rows]
    table = write_table(sheet, row, ["check", name], headings, cells, widest=_WIDEST, filters=True)
    return table.next_row


def _row(one: CheckedRow) -> list[Value]:
    finding = one.finding
    leads = Link(one.cell, finding.sheet, one.cell) if one.cell else Shorthand.NOT_APPLICABLE
    return [leads, *finding_cells(finding)]
