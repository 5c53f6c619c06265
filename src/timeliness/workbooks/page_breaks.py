"""Where printed pages end: no table or chart that fits on a page is cut, no heading left behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.workbooks.styles import Style

_POINTS_OF_INCH, _POINTS_OF_CM = 72, 72 / 2.54
_A4_SHORT, _A4_LONG = 21.0 * _POINTS_OF_CM, 29.7 * _POINTS_OF_CM

_ROW_HEIGHT = 15
"""The height in points of a row that has none of its own."""

_CHARACTER, _COLUMN_WIDTH = 5.25, 9.14
"""The width of a character in points, and of a column that has no width of its own, in these."""

_CHARTS = "_charts"
"""Where openpyxl keeps the charts of a sheet."""


@dataclass(frozen=True)
class Block:
    """Rows that belong together, as a table and its heading do.

    Attributes:
        first: the first row.
        last: the last row.
        least: the last row of what stays together where all of it is longer than a page, as a
            heading, the headings of the columns and the first row of a long table do.
    """

    first: int
    last: int
    least: int


def break_pages(sheet: Worksheet, heights: Sequence[float], page: float) -> None:
    """Add page breaks to those that a sheet has, where a page would end within a block.

    Widths are reckoned as Excel has them. Another program may find its columns wider, or count in
    how far a text runs over the cells beside it, and print smaller: a page then has room to spare.

    Args:
        sheet: the sheet for A4 landscape, one page wide, its rows as tall as they will be.
        heights: the height of each row in points.
        page: how many points of them fit on a page.
    """
    set_before = _breaks(sheet)
    found = breaks_of(heights, blocks_of(sheet, heights, page), set_before, page)
    sheet.row_breaks.brk = [Break(id=row) for row in sorted({*set_before, *found})]


def breaks_of(
    heights: Sequence[float], blocks: Collection[Block], breaks: Collection[int], page: float
) -> list[int]:
    """Find the breaks that keep blocks whole.

    Args:
        heights: the height of each row, from the first on.
        blocks: the rows that belong together.
        breaks: the rows after which a page ends already.
        page: the height of a page, in the same unit.

    Returns:
        The rows after which a page is to end as well.
    """
    found: list[int] = []
    used, is_reckoned = 0.0, True
    ends = sorted(breaks)
    for row, height in enumerate(heights, start=1):
        if row - 1 in breaks:
            used, is_reckoned = 0.0, True
        end = next((one for one in ends if one >= row), len(heights))
        for block in (one for one in blocks if one.first == row):
            kept = sum(heights[row - 1 : min(block.last, end)])
            if kept > page:
                kept = sum(heights[row - 1 : min(block.least, end)])
            # Where a page has ended by itself, as it does within a long table, a row too many or
            # too few may have been reckoned to it: what comes next begins a page of its own.
            if used and (used + kept > page or not is_reckoned):
                found.append(row - 1)
                used, is_reckoned = 0.0, True
        if used + height > page:
            used, is_reckoned = 0.0, False
        used += height
    return found


def page_height(sheet: Worksheet) -> float:
    """Give how many points of a sheet's rows fit on a page, in the scale of its columns' width."""
    margins = sheet.page_margins
    wide = _A4_LONG - (margins.left + margins.right) * _POINTS_OF_INCH
    tall = _A4_SHORT - (margins.top + margins.bottom) * _POINTS_OF_INCH
    letters = map(get_column_letter, range(1, sheet.max_column + 1))
    widths = (
        sheet.column_dimensions[letter].width
        if letter in sheet.column_dimensions
        else _COLUMN_WIDTH
        for letter in letters
    )
    return tall * max(1, sum(widths) * _CHARACTER / wide)


def row_heights(sheet: Worksheet) -> list[float]:
    """Give the height of each row in points, as far as there are cells or charts."""
    last = max((sheet.max_row, *(end for _, end in _charts(sheet))))
    heights = [float(_ROW_HEIGHT)] * last
    for row, own in sheet.row_dimensions.items():
        if own.height and row <= last:
            heights[row - 1] = own.height
    return heights


def blocks_of(sheet: Worksheet, heights: Sequence[float], page: float) -> list[Block]:
    """Give the blocks of a sheet: headings, and tables and charts with what is said of them.

    That is the text directly above, and from the heading on where all of it fits on a page; of a
    table the text directly below, which explains it, as well. The empty row above goes along, lest
    it stand on a page of its own.

    Args:
        sheet: the sheet.
        heights: the height of each row in points.
        page: how many points of them fit on a page.
    """
    tables, charts = list(rows_of_tables(sheet)), list(_charts(sheet))
    taken = {row for first, last in (*tables, *charts) for row in range(first, last + 1)}
    texts = {
        row for row in range(1, sheet.max_row + 1) if row not in taken and _is_text(sheet, row)
    }
    headings = {row for row in texts if sheet.cell(row, 1).style == Style.SUBTITLE}
    blocks = [Block(row, row + 1, row + 1) for row in headings]
    for first, last in (*tables, *charts):
        said, end, is_table = first, last, (first, last) in tables
        while is_table and end + 1 in texts - headings:
            end += 1
        while said - 1 in texts and said not in headings:
            said -= 1
        heading = max((row for row in headings if row < first), default=said)
        if taken.isdisjoint(range(heading, first)) and sum(heights[heading - 1 : end]) <= page:
            said = heading
        blocks.append(Block(said, end, first + 1 if is_table else last))
    # An empty row that ends a page already is not on the block's page.
    gaps = set(range(1, len(heights))) - taken - texts - _breaks(sheet)
    return [replace(one, first=one.first - (one.first - 1 in gaps)) for one in blocks]


def _breaks(sheet: Worksheet) -> set[int]:
    """Give the rows after which a page of a sheet is said to end."""
    return {mark.id for mark in sheet.row_breaks.brk}


def _is_text(sheet: Worksheet, row: int) -> bool:
    return sheet.cell(row, 1).value is not None


def rows_of_tables(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Give the first and the last row of each table."""
    for table in sheet.tables.values():
        cells = CellRange(table.ref)
        yield cells.min_row, cells.max_row


def _charts(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Give the first row that each chart covers, and the last."""
    for chart in getattr(sheet, _CHARTS):
        first = last = coordinate_from_string(chart.anchor)[1]
        left = chart.height * _POINTS_OF_CM - _height(sheet, first)
        while left > 0:
            last += 1
            left -= _height(sheet, last)
        yield first, last


def _height(sheet: Worksheet, row: int) -> float:
    # To ask for a row that has no height of its own would give it an entry in the file.
    own = sheet.row_dimensions[row].height if row in sheet.row_dimensions else None
    return own or _ROW_HEIGHT
