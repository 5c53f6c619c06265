"""The named styles that sheets are written in; how each one looks is the template's business."""

from __future__ import annotations

from copy import copy
from enum import StrEnum
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles.cell_style import StyleArray

from timeliness.targets import Status


class Style(StrEnum):
    """A named style that every template of the monthly workbook must have."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    PROSE = "Prose"
    PARAGRAPH = "Paragraph"
    HEADER = "Header"
    HEADER_OF_NUMBERS = "Header of numbers"
    ROW_LABEL = "Row label"
    STRONG = "Strong"
    COUNT = "Count"
    PERCENT = "Percent"
    PERCENT_FINE = "Percent fine"
    POINTS = "Points"
    POINTS_FINE = "Points fine"
    DAYS = "Days"
    DAYS_FINE = "Days fine"
    DATE = "Date"
    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    NOT_AVAILABLE = "Not available"
    NOTE = "Note"
    LINK = "Link"


POINTS_FORMAT = "[>=0.5]+0;[<=-0.5]-0;0"
POINTS_FINE_FORMAT = "[>=0.05]+0.0;[<=-0.05]-0.0;0.0"
"""Percentage points, with no sign before what is rounded to nought."""

NAVY = "12436D"
TEAL = "28A197"
PLUM = "801650"
ORANGE = "F46A25"
GREY = "3D3D3D"
"""The Analysis Function's palette; on white only navy, plum and grey are dark enough for text."""

STYLE_OF_STATUS = {
    Status.GREEN: Style.GREEN,
    Status.AMBER: Style.AMBER,
    Status.RED: Style.RED,
    Status.NO_TARGET: Style.NOT_AVAILABLE,
    Status.NOTHING_COMPLETED: Style.NOT_AVAILABLE,
}

STYLES_OF_NUMBERS = frozenset(
    {
        Style.COUNT,
        Style.PERCENT,
        Style.PERCENT_FINE,
        Style.POINTS,
        Style.POINTS_FINE,
        Style.DAYS,
        Style.DAYS_FINE,
        Style.DATE,
    }
)
"""The styles of cells that stand to the right, and so do their headings."""

_LOOK = "_style"
"""Where openpyxl keeps the look of a cell."""

_LOOKS: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()
"""What the named styles of a workbook that is being filled stand for in its cells."""


def give_style(cell: Cell | MergedCell, style: str) -> None:
    """Give a cell one of its workbook's named styles.

    openpyxl goes through the list of styles for every cell, which takes as long as writing it; a
    copy of what it found the first time is the same, as its manual says for copied cells.
    """
    book = cell.parent.parent
    assert book is not None  # noqa: S101  (a cell that is filled stands in a workbook)
    looks = _LOOKS.setdefault(book, {})
    look = looks.get(style)
    if look is None:
        cell.style = style
        looks[style] = copy(getattr(cell, _LOOK))
    else:
        setattr(cell, _LOOK, copy(look))
