"""The look of the share profile: Arial, the body in 12 points, dark on white without any fill.

The Analysis Function advises against fills and against lines that part data, because not everybody
sees them; a state such as Amber is a word in bold.
"""

from __future__ import annotations

from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.workbooks.styles import (
    NAVY,
    PLUM,
    POINTS_FINE_FORMAT,
    POINTS_FORMAT,
    STYLES_OF_NUMBERS,
    Style,
)
from timeliness.workbooks.tables import fit_rows

BODY, HEADING, TITLE = 12, 14, 16
"""Sizes of text in points; nothing is smaller than the body."""

_WORKING_BODY = 11
_TITLE_HEIGHT = 27
_SIZES = {Style.TITLE: TITLE, Style.SUBTITLE: HEADING}
_COLOURS = {
    Style.TITLE: NAVY,
    Style.SUBTITLE: NAVY,
    Style.HEADER: NAVY,
    Style.HEADER_OF_NUMBERS: NAVY,
    Style.LINK: PLUM,
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
_PROSE = {Style.TITLE, Style.SUBTITLE, Style.PROSE, Style.PARAGRAPH, Style.NOTE}
_BOLD = {*_SIZES, Style.HEADER, Style.HEADER_OF_NUMBERS, Style.STRONG}
_BOLD |= {Style.GREEN, Style.AMBER, Style.RED}


def named_styles() -> list[NamedStyle]:
    """Make the named styles of a share copy, new for each workbook."""
    return [_style(style) for style in Style]


def enlarge_rows(sheet: Worksheet) -> None:
    """Make rows as tall as text of this profile's size needs, and set the title apart."""
    fit_rows(sheet, larger=BODY / _WORKING_BODY)
    for row in sheet.row_dimensions.values():
        if row.height:
            row.height = row.height * BODY / _WORKING_BODY + 1
    sheet.row_dimensions[1].height = _TITLE_HEIGHT


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
    return made
