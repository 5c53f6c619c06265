"""Sheets that Excel will copy into a person's own workbook: marked as ours, named as they fit.

The mark is a hidden name that belongs to the sheet alone. It goes along when the sheet is copied
and stays when it is renamed, and it says under which name the sheet was made: so a sheet that
somebody has renamed or copied for keeps can be told from the one that may be replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from timeliness.workbooks.package import worksheets_of

MARK = "_timeliness_made"
"""The hidden name of a sheet that was made by Timeliness; see ``mark_text``."""


class Made(StrEnum):
    """What a sheet was made as a part of; a new one takes the place of all the old ones."""

    MONTH = "month"
    CHECK = "check"
    WATCH_LIST = "watch list"
    DEFINITIONS = "definitions"


NameInBook: TypeAlias = Callable[[str], str]
"""Gives the name that a sheet will have in the workbook into which it is copied."""


def mark_sheets(workbook: Workbook, made: Made, name_in_book: NameInBook) -> None:
    """Mark every sheet of a finished workbook with the name that it will have."""
    for sheet in worksheets_of(workbook):
        text = mark_text(made, name_in_book(sheet.title))
        sheet.defined_names[MARK] = DefinedName(MARK, attr_text=text, hidden=True)


def mark_text(made: Made, name: str) -> str:
    """Write what the mark holds, as a formula without its sign: "month:NI 59" in quotes."""
    quoted = name.replace('"', '""')
    return f'"{made}:{quoted}"'


def read_mark(text: str) -> tuple[Made, str] | None:
    """Read what a mark holds: what the sheet is a part of, and the name that it was given."""
    quoted = text.removeprefix("=").removeprefix('"').removesuffix('"')
    made, _, name = quoted.replace('""', '"').partition(":")
    return (Made(made), name) if made in set(Made) else None
