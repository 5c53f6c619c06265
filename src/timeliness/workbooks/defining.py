"""The indicators as a sheet: what each counts, its limits with their dates, and their sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from timeliness.indicators import Definitions, Indicator
from timeliness.words import day_label
from timeliness.workbooks.cells import Value, write
from timeliness.workbooks.monthly import finish, single_sheet
from timeliness.workbooks.package import package_bytes
from timeliness.workbooks.placing import Made, NameInBook, mark_sheets
from timeliness.workbooks.sheets import method
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import write_heading, write_lines, write_table

SHEET = "Definitions"

_WIDEST = 45


def definitions_workbook(
    definitions: Definitions,
    *,
    meanings: Mapping[str, str],
    convention: str,
    as_of: date,
    template: Path | None = None,
    name_in_book: NameInBook = str,
) -> bytes:
    """Build the workbook of the definitions in force, from the look of the template.

    Args:
        definitions: the indicators.
        meanings: the dates that start and stop a clock, by their names, in words.
        convention: how working days are counted, as a sentence.
        as_of: the day on which it is made.
        template: the council's own template, or None for the one that comes with Timeliness.
        name_in_book: gives the name that the sheet will have where it is copied to.

    Raises:
        TemplateError: the template lacks something; the message says what.
    """
    filled = single_sheet(template, method.SHEET)
    sheet = filled.sheet(method.SHEET)
    filled.clear_below(sheet, 2)
    sheet.title = SHEET
    write(sheet.cell(1, 1), "Definitions: what each indicator counts", Style.TITLE)
    row = write_lines(sheet, 2, convention)
    row = write_lines(
        sheet, row, "The limit that counts is the one in force on the day of completion."
    )
    indicators = definitions.indicators.values()
    row = write_heading(sheet, row + 1, "Indicators")
    row = write_table(
        sheet,
        row,
        ["definitions", "indicators"],
        ["Indicator", "Name", "Type of assessment", "Good is", "The clock runs", "Source"],
        [_indicator(one, meanings) for one in indicators],
        widest=_WIDEST,
    ).next_row
    row = write_heading(sheet, row, "Limits")
    write_table(
        sheet,
        row,
        ["definitions", "limits"],
        ["Indicator", "Working days", "Completed from", "Completed until", "Source"],
        [line for one in indicators for line in _limits(one)],
        widest=_WIDEST,
    )
    finish(filled, title="Definitions", author="", footer="Definitions")
    mark_sheets(filled.workbook, Made.DEFINITIONS, name_in_book)
    return package_bytes(filled.workbook, made_on=as_of)


def _indicator(one: Indicator, meanings: Mapping[str, str]) -> list[Value]:
    starts = ", else ".join(meanings[name] for name in one.clock_starts)
    runs = f"from {starts}, to {meanings[one.clock_stops]}"
    if one.clock_starts_without_these:
        runs += f"; in lists without these, from {meanings[one.clock_starts_without_these]}"
    return [one.label, one.name, one.assessments.replace("_", " "), one.good_is, runs, one.source]


def _limits(one: Indicator) -> list[list[Value]]:
    return [
        [
            one.label,
            limit.working_days,
            day_label(limit.start),
            day_label(limit.end) if limit.end else "until further notice",
            limit.source,
        ]
        for limit in one.limits
    ]
