"""The look that both templates start from: a line for each named style."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from timeliness.workbooks.styles import (
    GREY,
    NAVY,
    PLUM,
    POINTS_FINE_FORMAT,
    POINTS_FORMAT,
    Style,
)

HAIRLINE = Border(bottom=Side(style="thin", color="D9D9D9"))

# Style: number format, horizontal alignment, size, bold, text colour, fill colour, bordered.
LOOKS: dict[Style, tuple[str, str, int, bool, str, str | None, bool]] = {
    Style.TITLE: ("General", "left", 16, True, NAVY, None, False),
    Style.SUBTITLE: ("General", "left", 13, True, NAVY, None, False),
    Style.PROSE: ("General", "left", 11, False, "000000", None, False),
    Style.PARAGRAPH: ("General", "left", 11, False, "000000", None, False),
    Style.HEADER: ("General", "left", 11, True, "FFFFFF", NAVY, False),
    Style.HEADER_OF_NUMBERS: ("General", "right", 11, True, "FFFFFF", NAVY, False),
    Style.ROW_LABEL: ("General", "left", 11, False, "000000", None, True),
    Style.STRONG: ("General", "left", 11, True, "000000", None, True),
    Style.COUNT: ("#,##0", "right", 11, False, "000000", None, True),
    Style.PERCENT: ("0%", "right", 11, False, "000000", None, True),
    Style.PERCENT_FINE: ("0.0%", "right", 11, False, "000000", None, True),
    Style.POINTS: (POINTS_FORMAT, "right", 11, False, "000000", None, True),
    Style.POINTS_FINE: (POINTS_FINE_FORMAT, "right", 11, False, "000000", None, True),
    Style.DAYS: ("0", "right", 11, False, "000000", None, True),
    Style.DAYS_FINE: ("0.0", "right", 11, False, "000000", None, True),
    Style.DATE: ("dd mmm yyyy", "right", 11, False, "000000", None, True),
    Style.GREEN: ("General", "left", 11, True, "006100", "C6EFCE", True),
    Style.AMBER: ("General", "left", 11, True, "8A4B00", "FFEB9C", True),
    Style.RED: ("General", "left", 11, True, "9C0006", "FFC7CE", True),
    Style.NOT_AVAILABLE: ("General", "left", 11, False, GREY, None, True),
    Style.NOTE: ("General", "left", 10, False, GREY, None, False),
    Style.LINK: ("General", "left", 11, False, PLUM, None, True),
}
WRAPPED = {
    Style.PARAGRAPH,
    Style.HEADER,
    Style.HEADER_OF_NUMBERS,
    Style.ROW_LABEL,
    Style.STRONG,
    Style.NOT_AVAILABLE,
    Style.GREEN,
    Style.AMBER,
    Style.RED,
    Style.LINK,
}

HEIGHTS = {Style.TITLE: 27, Style.SUBTITLE: 21}
"""How tall the rows of headings are."""


def new_workbook(title: str) -> Workbook:
    """Make a workbook without sheets that has the styles of the house.

    Args:
        title: its title, for its properties.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in LOOKS:
        book.add_named_style(named_style(style))
    properties = book.properties
    properties.title = title
    properties.creator = "Timeliness"
    properties.language = "en-GB"
    return book


def named_style(style: Style) -> NamedStyle:
    """Make one named style from its line in the table of looks."""
    number_format, side, size, bold, colour, fill, bordered = LOOKS[style]
    made = NamedStyle(name=style.value)
    made.number_format = number_format
    made.font = Font(
        name="Arial",
        size=size,
        bold=bold,
        color=colour,
        underline="single" if style is Style.LINK else None,
    )
    made.alignment = Alignment(
        horizontal=side,
        vertical="top",
        wrap_text=style in WRAPPED or None,
        # Text in tables keeps a distance from the numbers of the column to its left.
        indent=1 if style in WRAPPED - {Style.PARAGRAPH} and side == "left" else 0,
    )
    if fill:
        made.fill = PatternFill("solid", fgColor=fill)
    if bordered:
        made.border = HAIRLINE
    return made
