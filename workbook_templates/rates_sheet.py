"""The Rates sheet: what it shows, and each figure by the add-in and by Excel alone."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet
from workbook_templates.input_rules import colour_words, fade_errors, show_tenths
from workbook_templates.rate_formulas import (
    AGREES,
    DIFFERS,
    NOT_INSTALLED,
    Shown,
    agreement,
    rate_rows,
    setting,
    target_label_formula,
    target_of,
)

from timeliness.indicators import published_definitions
from timeliness.targets import Status
from timeliness.workbooks.cells import Blank, Formula, Value
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import TablePlace, write_heading, write_table

_AGREEMENT = "Agreement"
_ADD_IN, _EXCEL, _SAYS = "D", "E", "F"
_TEXT = Style.ROW_LABEL
_LONGEST_WORD = max(map(len, Status))


def write_rates(sheet: Worksheet, row: int, team: str) -> None:
    """Fill the sheet from a row on.

    Args:
        sheet: the sheet.
        row: the row below its title.
        team: the team whose rates are shown; empty for none.
    """
    cell = sheet.cell(row, 1)
    cell.value = f"={_verdict()}"
    cell.style = Style.PROSE
    row = write_heading(sheet, row + 2, "What this sheet shows")
    definitions = published_definitions()
    place, shown = _write_shown(sheet, row, team)
    row = write_heading(sheet, place.next_row, "Figures")
    rows = rate_rows(definitions, shown, row + 1, _EXCEL)
    table: list[tuple[Value, ...]] = []
    for number, one in enumerate(rows, start=row + 1):
        says = agreement(f"{_ADD_IN}{number}", f"{_EXCEL}{number}", one.comparable)
        table.append(
            (
                one.indicator,
                one.figure,
                one.period,
                Formula(one.by_add_in, one.style, shown=_LONGEST_WORD),
                Formula(one.by_excel, one.style, shown=_LONGEST_WORD),
                Formula(says, _TEXT, shown=len(NOT_INSTALLED)),
                f"={one.by_add_in}",
            )
        )
    headings = ["Indicator", "Figure", "Period", "With the add-in", "By Excel alone", _AGREEMENT]
    place = write_table(sheet, row, ["Rates"], [*headings, "Written in the cell"], table, widest=60)
    for number in range(place.first_row, place.last_row + 1):
        for letter in (_ADD_IN, _EXCEL):
            sheet[f"{letter}{number}"].alignment = Alignment(horizontal="right", vertical="top")
    cells = f"{place.first_row}:{{0}}{place.last_row}"
    looks = {AGREES: Style.GREEN, DIFFERS: Style.RED}
    colour_words(sheet, _SAYS + cells.format(_SAYS), looks)
    fade_errors(sheet, _ADD_IN + cells.format(_EXCEL))


def _verdict() -> str:
    """Say in one sentence how the two ways compare."""
    says = f"Rates[{_AGREEMENT}]"
    return (
        f'IF(COUNTIF({says},"{NOT_INSTALLED}")>0,'
        '"The add-in is not installed here. What Excel works out by itself is right without it.",'
        f'IF(COUNTIF({says},"{DIFFERS}")>0,COUNTIF({says},"{DIFFERS}")&'
        '" of the figures differ: How to says what that may mean.",'
        '"The add-in and Excel agree in every figure."))'
    )


def _write_shown(sheet: Worksheet, row: int, team: str) -> tuple[TablePlace, Shown]:
    """Write the table of what is shown; each row refers to the ones above it by address."""
    indicators = published_definitions().indicators
    month, to_date, year, year_start, left, team_cell = (
        f"$B${row + offset}" for offset in range(1, 7)
    )
    report_month = setting("month")
    rows: list[tuple[Value, Value]] = [
        (
            "Report month (from Settings)",
            Formula(f"DATE(YEAR({report_month}),MONTH({report_month}),1)", Style.DATE),
        ),
        ("Year to date", Formula(f'"YTD "&TEXT({month},"mmm yyyy")', _TEXT)),
        (
            "Financial year",
            Formula(f'YEAR({year_start})&"-"&TEXT(MOD(YEAR({year_start})+1,100),"00")', _TEXT),
        ),
        ("Year starts", Formula(f"DATE(YEAR(EDATE({month},-3)),4,1)", Style.DATE)),
        ("Months left after the month", Formula(f"11-MOD(MONTH({month})+8,12)", Style.COUNT)),
        ("Team (write one here)", team or Blank(_TEXT)),
    ]
    targets: dict[str, str] = {}
    for number, indicator in enumerate(indicators.values(), start=row + 1 + len(rows)):
        targets[indicator.code] = f"$B${number}"
        label = Formula(target_label_formula(indicator, year), _TEXT)
        rows.append((label, Formula(target_of(f"$A${number}"), Style.PERCENT)))
    place = write_table(sheet, row, ["Shown"], ["What", "Value"], rows)
    for number in range(place.first_row, place.last_row + 1):
        # Text and numbers stand one below the other, and are read as one list.
        cell = sheet.cell(number, 2)
        number_format, cell.style = cell.number_format, _TEXT
        cell.number_format = number_format
    sheet.cell(place.header_row, 2).style = Style.HEADER
    show_tenths(sheet, f"B{place.last_row - len(targets) + 1}:B{place.last_row}")
    sheet[month.replace("$", "")].number_format = "mmm yyyy"
    return place, Shown(month, to_date, team_cell, year_start, left, targets)
