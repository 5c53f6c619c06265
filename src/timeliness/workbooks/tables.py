"""Tables and lines of text on a sheet: real Excel tables, sized to what they hold."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.errors import OutputError
from timeliness.excel_names import excel_name
from timeliness.workbooks.cells import Formula, Value, safe_text, shown_length, write
from timeliness.workbooks.styles import STYLES_OF_NUMBERS, Style, give_style

NARROWEST, WIDEST = 8, 40
"""Column widths in characters."""

_LINE = 110
"""How many characters of prose fit on a line of a printed page."""

_LINE_HEIGHT = 14.5
"""The height of a line of the body's font, in points."""

_HEADING_HEIGHT = 21

_PLAIN, _BOLD = 1.1, 1.0
"""How many letters of running text take the place of a digit, in which widths are measured."""

_LAST_ROW = 1_048_576


@dataclass(frozen=True)
class TablePlace:
    """Where a table stands: its rows as Excel numbers them, and how many columns it has."""

    header_row: int
    first_row: int
    last_row: int
    columns: int

    @property
    def next_row(self) -> int:
        """The row after the gap below the table."""
        return self.last_row + 2


def write_table(
    sheet: Worksheet,
    row: int,
    name: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    widest: int = WIDEST,
    filters: bool = False,
) -> TablePlace:
    """Write a table with its header row, as an Excel table from column A.

    Args:
        sheet: the sheet.
        row: the row of the headings.
        name: the parts of the table's name.
        headings: the headings; text, each of its own.
        rows: the values; at least one row, each as long as the headings.
        widest: the greatest width of a column, in characters.
        filters: whether the headings have filter buttons, as long lists want them.

    Raises:
        OutputError: there are more rows than a sheet holds.
        ValueError: there are no rows, or two headings are equal.
    """
    if not rows:
        raise ValueError(f"a table without rows cannot stand in row {row}")
    if row + len(rows) > _LAST_ROW:
        raise OutputError(
            f'The sheet "{sheet.title}" would need {len(rows):,} rows below its row {row:,}, and '
            f"a worksheet of Excel ends at row {_LAST_ROW:,}; no row may be left out, so nothing "
            "was written. Give case lists with fewer years in them, and try again."
        )
    titles = [safe_text(heading) for heading in headings]
    if len({title.casefold() for title in titles}) < len(titles):
        raise ValueError(f"two headings are equal: {titles}")
    for offset, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            write(sheet.cell(row + offset, column), value)
    for column, title in enumerate(titles, start=1):
        cell = sheet.cell(row, column)
        cell.value = title
        cell.data_type = "s"
        below = {sheet.cell(row + offset, column).style for offset in range(1, len(rows) + 1)}
        of_numbers = not below.isdisjoint(STYLES_OF_NUMBERS)
        give_style(cell, Style.HEADER_OF_NUMBERS if of_numbers else Style.HEADER)
    _fit_columns(sheet, titles, rows, widest)
    place = TablePlace(row, row + 1, row + len(rows), len(titles))
    sheet.add_table(_table(place, name, titles, rows, filters=filters))
    return place


def _table(
    place: TablePlace,
    name: Sequence[str],
    titles: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    filters: bool,
) -> Table:
    letter = get_column_letter(place.columns)
    ref = f"A{place.header_row}:{letter}{place.last_row}"
    columns = [
        TableColumn(id=number, name=title, calculatedColumnFormula=_formula_of_all(column))
        for number, (title, column) in enumerate(
            zip(titles, zip(*rows, strict=True), strict=True), start=1
        )
    ]
    return Table(
        displayName=excel_name(*name),
        ref=ref,
        tableColumns=columns,
        autoFilter=AutoFilter(ref=ref) if filters else None,
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
    )


def _formula_of_all(column: Sequence[Value]) -> TableFormula | None:
    """Give the formula that a column has in every row, which Excel then gives to new rows too."""
    first = column[0]
    if isinstance(first, Formula) and all(value == first for value in column):
        return TableFormula(attr_text=first.text)
    return None


def write_heading(sheet: Worksheet, row: int, text: str) -> int:
    """Write the heading of a section and give the row after it."""
    cell = sheet.cell(row, 1)
    cell.value = safe_text(text)
    cell.data_type = "s"
    give_style(cell, Style.SUBTITLE)
    sheet.row_dimensions[row].height = _HEADING_HEIGHT
    return row + 1


def write_lines(
    sheet: Worksheet, row: int, text: str, style: Style = Style.PROSE, *, width: int = _LINE
) -> int:
    """Write a text over as many rows as it takes, and give the row after it.

    Lines run over the empty cells to their right: cells are neither merged nor made tall.
    """
    for line in textwrap.wrap(safe_text(text), width) or [""]:
        cell = sheet.cell(row, 1)
        cell.value = line
        cell.data_type = "s"
        give_style(cell, style)
        row += 1
    return row


def write_paragraph(sheet: Worksheet, row: int, text: str, *, columns: int) -> int:
    """Write a paragraph that can be copied in one piece, and give the row after it.

    It stands in one cell, merged over the columns of the tables above it: in a cell of its own
    width it would be a tower of words, and in lines over several cells it could not be copied
    whole. No table has merged cells.

    Args:
        sheet: the sheet, its columns as wide as its tables want them.
        row: the row.
        text: the paragraph.
        columns: over how many columns it runs.
    """
    cell = sheet.cell(row, 1)
    cell.value = safe_text(text)
    cell.data_type = "s"
    cell.style = Style.PARAGRAPH
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    width = sum(
        sheet.column_dimensions[get_column_letter(column)].width for column in range(1, columns + 1)
    )
    sheet.row_dimensions[row].height = _lines(cell.value, width * _PLAIN) * _LINE_HEIGHT + 6
    return row + 1


def _fit_columns(
    sheet: Worksheet, headings: Sequence[str], rows: Sequence[Sequence[Value]], widest: int
) -> None:
    """Widen columns to their longest line; a second table on a sheet may only widen further."""
    for index, heading in enumerate(headings):
        longest_word = max((len(word) for word in heading.split()), default=0)
        longest = max(shown_length(row[index]) for row in rows)
        letter = get_column_letter(index + 1)
        wanted = min(max(longest + 2, longest_word + 3, NARROWEST), widest)
        present = sheet.column_dimensions[letter].width if letter in sheet.column_dimensions else 0
        sheet.column_dimensions[letter].width = max(wanted, present)


def fit_rows(sheet: Worksheet, *, larger: float = 1) -> None:
    """Make the rows of a sheet's tables as tall as their wrapped text.

    Not every program does so by itself. It is done once all tables of the sheet have widened the
    columns that they share.

    Args:
        sheet: the sheet.
        larger: how many times the body's font is larger than that of the working profile.
    """
    for table in sheet.tables.values():
        for offset, cells in enumerate(sheet[table.ref]):
            share = _BOLD if offset == 0 else _PLAIN
            lines = max(
                # What a formula will show is not known here; its own text is not it.
                _lines(
                    None if cell.data_type == "f" else cell.value,
                    sheet.column_dimensions[cell.column_letter].width * share / larger,
                )
                for cell in cells
            )
            if lines > 1:
                sheet.row_dimensions[cells[0].row].height = lines * _LINE_HEIGHT + 2


def _lines(value: object, width: float) -> int:
    if not isinstance(value, str) or len(value) < width:
        return 1
    return max(len(textwrap.wrap(value, max(int(width), 1))), 1)
