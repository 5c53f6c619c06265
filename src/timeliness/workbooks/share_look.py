"""The look of the share profile: Arial, the body in 12 points, text black or navy on white."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.workbooks.styles import (
    NAVY,
    PLUM,
    POINTS_FINE_FORMAT,
    POINTS_FORMAT,
    STYLES_OF_NUMBERS,
    Style,
)

BODY, HEADING, TITLE = 12, 14, 16
"""Sizes of text in points; nothing is smaller than the body."""

_WORKING_BODY = 11
_SIZES = {Style.TITLE: TITLE, Style.SUBTITLE: HEADING}
_COLOURS = {
    Style.TITLE: NAVY,
    Style.SUBTITLE: NAVY,
    Style.HEADER: "FFFFFF",
    Style.HEADER_OF_NUMBERS: "FFFFFF",
    Style.GREEN: "006100",
    Style.AMBER: "8A4B00",
    Style.RED: "9C0006",
    Style.LINK: PLUM,
}
_FILLS = {
    Style.HEADER: NAVY,
    Style.HEADER_OF_NUMBERS: NAVY,
    Style.GREEN: "C6EFCE",
    Style.AMBER: "FFEB9C",
    Style.RED: "FFC7CE",
}
_FORMATS = {
    Style.COUNT: "#,##0",
    Style.PERCENT: "0%",
    Style.PERCENT_FINE: "0.0%",
    Style.POINTS: POINTS_FORMAT,
    Style.POINTS_FINE: POINTS_FINE_FORMAT,
    Style.DAYS: "0",
    Style.DATE: "dd mmm yyyy",
}
_PROSE = {Style.TITLE, Style.SUBTITLE, Style.PROSE, Style.NOTE}
_BOLD = {*_SIZES, Style.HEADER, Style.HEADER_OF_NUMBERS, Style.STRONG}
_BOLD |= {Style.GREEN, Style.AMBER, Style.RED}
_HAIRLINE = Border(bottom=Side(style="thin", color="D9D9D9"))


def named_styles() -> list[NamedStyle]:
    """Make the named styles of a share copy, new for each workbook."""
    return [_style(style) for style in Style]


def enlarge_rows(sheet: Worksheet) -> None:
    """Give rows that were sized for the working profile the height that larger text needs."""
    for row in sheet.row_dimensions.values():
        if row.height:
            row.height = row.height * BODY / _WORKING_BODY + 1


def _style(style: Style) -> NamedStyle:
    right = style in STYLES_OF_NUMBERS or style is Style.HEADER_OF_NUMBERS
    in_table = style not in _PROSE
    made = NamedStyle(name=style.value)
    made.number_format = _FORMATS.get(style, "General")
    made.font = Font(
        name="Arial",
        size=_SIZES.get(style, BODY),
        bold=style in _BOLD,
        color=_COLOURS.get(style, "000000"),
        underline="single" if style is Style.LINK else None,
    )
    made.alignment = Alignment(
        horizontal="right" if right else "left",
        vertical="top",
        wrap_text=(in_table and style not in STYLES_OF_NUMBERS) or None,
        indent=1 if in_table and not right else 0,
    )
    if style in _FILLS:
        made.fill = PatternFill("solid", fgColor=_FILLS[style])
    if in_table:
        made.border = _HAIRLINE
    return made
