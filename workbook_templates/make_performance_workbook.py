"""Make performance_workbook.xlsx, in which officers keep their cases and try formulas.

Run it from the project's root: python -m workbook_templates.make_performance_workbook
Its formulas are worded from the definitions in force. The cases that come with it are samples, to
be written over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from workbook_templates.case_formulas import (
    CLOCK,
    DAYS,
    HEADINGS,
    IN_TIME,
    LIMIT,
    LOOK_OF_STATE,
    WHOLE_ROW,
    case_formulas,
)
from workbook_templates.house_look import HAIRLINE, HEIGHTS, new_workbook
from workbook_templates.how_to_text import INTRODUCTION, STEPS, TROUBLES
from workbook_templates.input_rules import (
    allow_dates,
    allow_numbers,
    allow_one_of,
    colour_words,
    explain,
    show_tenths,
)
from workbook_templates.rates_sheet import write_rates
from workbook_templates.sample_cases import SAMPLE, Case
from workbook_templates.settings_rows import SettingsRow, settings_rows

from timeliness.case_list import Field
from timeliness.case_list.headings import DATE_FIELDS
from timeliness.excel.catalogue import functions_of
from timeliness.indicators import published_definitions
from timeliness.periods import Period, read_month
from timeliness.saving import write_file
from timeliness.settings_sheet import (
    CASES_SHEET,
    CLOSURE_DAY,
    DAYS_HEADING,
    KINDS_HEADING,
    KINDS_OF_ASSESSMENT,
    LABELS_HEADING,
    VALUES_HEADING,
)
from timeliness.workbooks.cells import Blank, Formula, Value
from timeliness.workbooks.package import package_bytes
from timeliness.workbooks.printing import set_up_printing
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import fit_rows, write_heading, write_lines, write_table
from timeliness.working_days import named_bank_holidays

PATH = Path(__file__).parent / "performance_workbook.xlsx"
MADE_ON = date(2026, 11, 1)
BANK_HOLIDAY = "Bank holiday"

_LOOK_OF_COLUMN = {
    CLOCK: Style.DATE,
    DAYS: Style.DAYS,
    LIMIT: Style.DAYS,
    WHOLE_ROW: Style.NOTE,
}
"""The look of the columns that work by themselves, where it is not that of ordinary text."""

_SHRUNK = Alignment(horizontal="left", vertical="top", indent=1, shrink_to_fit=True)
"""Text that is made as small as its cell wants it, so that none of it is hidden."""

_WIDTHS = {IN_TIME: max(map(len, LOOK_OF_STATE)), WHOLE_ROW: 34}
"""How many characters show in such columns, where it is not the length of a date."""

_WHY_WHOLE_ROW = (
    "All that is read of the row in one text, its dates as numbers of days. Equal texts show that "
    "a case was pasted twice; there is nothing to read or to fill in here."
)
"""What the heading of that column says to who selects it."""

_WIDE = 58
"""How wide columns of sentences may be, in characters, where there are two of them."""

_WIDER = 80
"""How wide one alone may be."""


@dataclass(frozen=True)
class Content:
    """What the workbook is filled with.

    Attributes:
        cases: the cases.
        month: the report month.
        settings: the values of settings by their labels, where they are not those supplied.
        closures: the council's closure days, with the reason of each.
        team: the team that Rates shows.
    """

    cases: Sequence[Case] = SAMPLE
    month: Period = field(default_factory=lambda: read_month("Oct 2026"))
    settings: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    closures: Mapping[date, str] = field(default_factory=dict)
    team: str = "North"


def make_workbook(content: Content | None = None) -> bytes:
    """Give the bytes of the workbook, filled with the samples where nothing else is given."""
    content = content or Content()
    book = new_workbook("Performance workbook")
    how_to, cases, rates, settings, days = (
        book.create_sheet(title)
        for title in ("How to", CASES_SHEET, "Rates", "Settings", "Bank holidays")
    )
    _write_how_to(how_to)
    _write_cases(cases, content.cases)
    write_rates(rates, _below_title(rates, "Rates: every formula, worked out twice"), content.team)
    _write_settings(settings, settings_rows(content.month, content.settings))
    _write_days(days, content.closures)
    for sheet in book.worksheets:
        sheet.sheet_view.showGridLines = False
        fit_rows(sheet)
        # The two tables of Rates are read together, and a page holds them a little smaller.
        set_up_printing(sheet, sheet.title, on_one_page=sheet is rates)
    return package_bytes(book, made_on=MADE_ON)


def _below_title(sheet: Worksheet, title: str) -> int:
    """Write a sheet's title and give the row below it."""
    row = write_lines(sheet, 1, title, Style.TITLE)
    sheet.row_dimensions[1].height = HEIGHTS[Style.TITLE]
    return row


def _write_how_to(sheet: Worksheet) -> None:
    row = write_lines(sheet, _below_title(sheet, "How to use this workbook"), INTRODUCTION)
    row = write_heading(sheet, row + 1, "The first formula in five steps")
    steps = [(f"Step {number}", text) for number, text in enumerate(STEPS, start=1)]
    row = write_table(sheet, row, ["Steps"], ["Step", "What to do"], steps, widest=_WIDE).next_row
    row = write_heading(sheet, row, "When a cell shows something else")
    headings = ["A cell shows", "It means", "What to do"]
    row = write_table(sheet, row, ["Troubles"], headings, TROUBLES, widest=_WIDE).next_row
    row = write_heading(sheet, row, "The formulas of the add-in")
    functions = functions_of(published_definitions())
    rows = [(function.usage, function.help) for function in functions]
    write_table(sheet, row, ["Functions"], ["Formula", "What it gives"], rows, widest=_WIDE)


def _write_cases(sheet: Worksheet, cases: Sequence[Case]) -> None:
    row = write_lines(
        sheet,
        _below_title(sheet, "Cases"),
        "Write over the sample cases or paste your own from Child ID to Team; the columns after "
        "Team work by themselves.",
    )
    formulas = case_formulas(published_definitions())
    by_itself = [
        Formula(text, _LOOK_OF_COLUMN.get(heading, Style.ROW_LABEL), shown=_WIDTHS.get(heading, 10))
        for heading, text in formulas.items()
    ]
    headings = [*HEADINGS.values(), *formulas]
    place = write_table(
        sheet,
        row + 1,
        ["Cases"],
        headings,
        [[*map(_input, HEADINGS, case), *by_itself] for case in cases],
        filters=True,
    )
    sheet.freeze_panes = f"A{place.first_row}"

    def below(heading: str) -> str:
        letter = get_column_letter(headings.index(heading) + 1)
        return f"{letter}{place.first_row}:{letter}{place.last_row}"

    allow_one_of(sheet, below(HEADINGS[Field.KIND]), KINDS_OF_ASSESSMENT, others=True)
    for name in DATE_FIELDS:
        allow_dates(sheet, below(HEADINGS[name]))
    colour_words(sheet, below(IN_TIME), LOOK_OF_STATE)
    for cell in sheet[below(WHOLE_ROW)]:
        cell[0].alignment, cell[0].border = _SHRUNK, HAIRLINE
    heading = sheet.cell(place.header_row, headings.index(WHOLE_ROW) + 1)
    explain(sheet, heading.coordinate, WHOLE_ROW, _WHY_WHOLE_ROW)


def _input(name: Field, value: object) -> Value:
    """Give a cell of a case as it is written: empty ones keep the look of their column."""
    if value is None or value == "":
        return Blank(Style.DATE if name in DATE_FIELDS else Style.ROW_LABEL)
    if isinstance(value, (date, str)):
        return value
    return str(value)


def _write_settings(sheet: Worksheet, rows: Sequence[SettingsRow]) -> None:
    row = write_lines(
        sheet,
        _below_title(sheet, "Settings"),
        "The buttons go by this sheet before the council.toml. Repeat a row whose setting can have "
        "several values; add rows for targets of other years.",
    )
    headings = [LABELS_HEADING, VALUES_HEADING, "What it does"]
    place = write_table(
        sheet,
        row + 1,
        ["Settings"],
        headings,
        [
            (one.label, Blank(Style.ROW_LABEL) if one.value is None else one.value, one.meaning)
            for one in rows
        ],
        widest=_WIDER,
    )
    sheet.cell(place.header_row, 2).style = Style.HEADER
    for number, one in enumerate(rows, start=place.first_row):
        cell = sheet.cell(number, 2)
        cell.style = Style.ROW_LABEL
        if one.choices:
            allow_one_of(sheet, cell.coordinate, one.choices)
        match one.key:
            case () if isinstance(one.value, float):
                cell.number_format = "0%"
                show_tenths(sheet, cell.coordinate)
            case ("month",):
                cell.number_format = "mmm yyyy"
                allow_dates(sheet, cell.coordinate)
            case ("council", "code"):
                allow_numbers(sheet, cell.coordinate, 100, 999, whole=True)
            case ("counting", "amber_within"):
                allow_numbers(sheet, cell.coordinate, 0, 100)
    sheet.freeze_panes = f"A{place.first_row}"


def _write_days(sheet: Worksheet, closures: Mapping[date, str]) -> None:
    row = write_lines(
        sheet,
        _below_title(sheet, "Bank holidays in England"),
        f"Days that are no working days. For a day on which your council is closed add a row at "
        f'the end, with the kind "{CLOSURE_DAY}".',
    )
    row = write_lines(
        sheet,
        row,
        "Coming years follow the standing rules; a day still to be proclaimed is not in them.",
        Style.NOTE,
    )
    days = [(day, name, BANK_HOLIDAY) for day, name in named_bank_holidays().items()]
    days += [(day, name, CLOSURE_DAY) for day, name in closures.items()]
    weekday = Formula('TEXT(BankHolidays[[#This Row],[Date]],"dddd")', Style.ROW_LABEL)
    place = write_table(
        sheet,
        row + 1,
        ["BankHolidays"],
        [DAYS_HEADING, "Day", "Name", KINDS_HEADING],
        [(day, weekday, name, kind) for day, name, kind in days],
    )
    sheet.freeze_panes = f"A{place.first_row}"
    allow_dates(sheet, f"A{place.first_row}:A{place.last_row}")
    kinds = f"D{place.first_row}:D{place.last_row}"
    allow_one_of(sheet, kinds, (BANK_HOLIDAY, CLOSURE_DAY))


if __name__ == "__main__":
    write_file(PATH, make_workbook())
