"""What cells for people to fill accept, and how words and errors in cells are coloured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from workbook_templates.case_formulas import day
from workbook_templates.house_look import LOOKS

from timeliness.workbooks.styles import GREY, Style
from timeliness.working_days import FIRST_DAY, LAST_DAY

_OWN_FORMAT = 200
"""The number of a conditional format, beyond those that the looks of the workbook take."""


def explain(sheet: Worksheet, cells: str, title: str, text: str) -> None:
    """Show a text beside cells while one of them is selected, whatever they hold."""
    help_ = DataValidation(promptTitle=title, prompt=text)
    help_.showInputMessage = True
    help_.add(cells)
    sheet.add_data_validation(help_)


def allow_one_of(
    sheet: Worksheet, cells: str, choices: Sequence[str], *, others: bool = False
) -> None:
    """Offer choices in cells.

    Args:
        sheet: the sheet.
        cells: the cells.
        choices: what is offered.
        others: whether something else may be written after a question.
    """
    rule = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    rule.errorStyle = "warning" if others else "stop"
    rule.errorTitle = "Not in the list"
    rule.error = "Choose one from the list."
    _add(sheet, cells, rule)


def allow_numbers(
    sheet: Worksheet, cells: str, least: int, most: int, *, whole: bool = False
) -> None:
    """Let cells hold numbers of a range alone."""
    rule = DataValidation(
        "whole" if whole else "decimal",
        operator="between",
        formula1=str(least),
        formula2=str(most),
        allow_blank=True,
    )
    rule.errorTitle = "Not such a number"
    rule.error = f"Write a number from {least} to {most}."
    _add(sheet, cells, rule)


def allow_dates(sheet: Worksheet, cells: str) -> None:
    """Let cells hold dates of the calendar alone."""
    rule = DataValidation(
        "date",
        operator="between",
        formula1=day(FIRST_DAY),
        formula2=day(LAST_DAY),
        allow_blank=True,
    )
    rule.errorTitle = "Not a date"
    rule.error = f"Write a date of {FIRST_DAY.year} to {LAST_DAY.year} as dd/mm/yyyy."
    _add(sheet, cells, rule)


def colour_words(sheet: Worksheet, cells: str, looks: Mapping[str, Style]) -> None:
    """Give words in cells the colours of a style."""
    for word, style in looks.items():
        _, _, _, bold, colour, fill, _ = LOOKS[style]
        look = DifferentialStyle(
            font=Font(bold=bold, color=colour),
            fill=PatternFill(bgColor=fill) if fill else None,
        )
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{word}"'], dxf=look)
        sheet.conditional_formatting.add(cells, rule)


def fade_errors(sheet: Worksheet, cells: str) -> None:
    """Show error values in grey: they are meant, and stay what they are."""
    first = cells.partition(":")[0]
    look = DifferentialStyle(font=Font(italic=True, color=GREY))
    rule = Rule(type="expression", formula=[f"ISERROR({first})"], dxf=look)
    sheet.conditional_formatting.add(cells, rule)


def show_tenths(sheet: Worksheet, cells: str) -> None:
    """Show a percentage with one decimal where it is not of whole per cent: 87.5%, but 83%.

    No format of a number can tell the two apart by itself. Text and errors are left as they are.
    """
    first = cells.partition(":")[0]
    look = DifferentialStyle(numFmt=NumberFormat(_OWN_FORMAT, LOOKS[Style.PERCENT_FINE][0]))
    # Rounding undoes what binary numbers do: 0.29 is not quite 29 hundredths.
    has_tenths = f"ROUND({first}*100,9)<>ROUND({first}*100,0)"
    rule = Rule(type="expression", formula=[has_tenths], dxf=look)
    sheet.conditional_formatting.add(cells, rule)


def _add(sheet: Worksheet, cells: str, rule: DataValidation) -> None:
    rule.add(cells)
    sheet.add_data_validation(rule)
