"""The share copy: a new workbook from the month's counts alone, fit to be published.

It has no template, so that nothing can come along with one; it holds no case, no row's number, no
file's name. Its form follows the Analysis Function's checklist for accessible spreadsheets; what
of the checklist is kept, and by which test, stands in docs/accessibility.md.
"""

from __future__ import annotations

from openpyxl import Workbook

from timeliness.summary import IndicatorSummary, MonthlySummary, unfinished_sentence
from timeliness.suppression import disclose_all, suppress
from timeliness.words import day_label
from timeliness.workbooks.cells import Link, Value
from timeliness.workbooks.package import package_bytes, worksheets_of
from timeliness.workbooks.printing import set_up_pages
from timeliness.workbooks.share_benchmarks import benchmark_sheets, write_benchmarks
from timeliness.workbooks.share_look import enlarge_rows, named_styles
from timeliness.workbooks.share_tables import (
    PROSE_WIDTH,
    Shown,
    message,
    new_sheet,
    write_month,
    write_months,
    write_teams,
    write_year,
)
from timeliness.workbooks.sheets.notes import PERCENTAGES
from timeliness.workbooks.tables import write_heading, write_lines, write_table

_NOTES_WIDTH = 90
_MONTH, _YEAR, _NOTES = "Month", "Year so far", "Notes"


def share_copy(summary: MonthlySummary, *, hide_small_numbers: bool = False) -> bytes:
    """Build the share copy of a month.

    Args:
        summary: the month.
        hide_small_numbers: whether counts of one to five, and all that would give them back,
            are shown as [c].

    Returns:
        The .xlsx file; the same summary gives the same bytes.
    """
    decide = suppress if hide_small_numbers else disclose_all
    shown = [(one, decide(one)) for one in summary.indicators]
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in named_styles():
        book.add_named_style(style)
    teams = [(one, disclosed) for one, disclosed in shown if one.teams]
    holds = {
        _MONTH: "The month, one row per indicator",
        _YEAR: "The year so far, one row per indicator",
        **{one.label: f"{one.title}: the months of the year" for one, _ in shown},
        **{_teams_sheet(one): f"{one.label} by team, the month and the year" for one, _ in teams},
        **benchmark_sheets(summary),
        _NOTES: "How to read the figures, and how they were made",
    }
    _cover(book, summary, shown)
    _contents(book, holds)
    write_month(book, _MONTH, summary, shown)
    write_year(book, _YEAR, summary, shown)
    for one, disclosed in shown:
        write_months(book, one.label, one, disclosed)
    for one, disclosed in teams:
        write_teams(book, _teams_sheet(one), one, disclosed)
    write_benchmarks(book, shown, hide_small_numbers=hide_small_numbers)
    _notes(book, summary, hide_small_numbers=hide_small_numbers)
    for place, sheet in enumerate(worksheets_of(book)):
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.tabSelected = place == 0
        enlarge_rows(sheet)
        set_up_pages(sheet)
    properties = book.properties
    properties.title = f"{summary.council}: assessments completed in time, {summary.month.name}"
    properties.creator = properties.lastModifiedBy = summary.team
    properties.language = "en-GB"
    return package_bytes(book, made_on=summary.as_of)


def _teams_sheet(indicator: IndicatorSummary) -> str:
    return f"{indicator.label} teams"


def _cover(book: Workbook, summary: MonthlySummary, shown: Shown) -> None:
    sheet, row = new_sheet(
        book,
        "Cover",
        f"{summary.council}: children's social care assessments completed in time",
        summary.month.name,
        f"Published by {summary.team}. Made as of {day_label(summary.as_of)}.",
        "This workbook holds counts and rates only, and no details of any child.",
    )
    row = write_heading(sheet, row, "In short")
    for one, disclosed in shown:
        row = write_lines(sheet, row, f"{message(one, disclosed)}.", width=PROSE_WIDTH)
    # Other notices give counts of their own, which would go past what is hidden.
    if unfinished := unfinished_sentence(summary.month, summary.as_of):
        write_lines(sheet, row, unfinished, width=PROSE_WIDTH)


def _contents(book: Workbook, holds: dict[str, str]) -> None:
    sheet, row = new_sheet(book, "Contents", "Contents", "Choose a sheet's name to go to it.")
    rows: list[list[Value]] = [[Link(name, name), text] for name, text in holds.items()]
    write_table(sheet, row, ["contents"], ["Sheet", "What it holds"], rows, widest=_NOTES_WIDTH)


def _notes(book: Workbook, summary: MonthlySummary, *, hide_small_numbers: bool) -> None:
    sheet, row = new_sheet(
        book, _NOTES, "Notes", "Numbers in square brackets on other sheets lead here."
    )
    notes = [
        (
            "Completed counts the assessments completed in the period, whenever they began. A "
            "rate is the number in time divided by the number completed; open assessments are in "
            "no rate."
        ),
        PERCENTAGES,
        (
            "Green: the target is met. Amber: missed by little. Red: missed by more. The exact "
            "rate is compared. Where there is no numeric target, none is compared."
        ),
        "A quarter's result is cumulative: the year to date from April to the end of the quarter.",
        (
            "Working days are Mondays to Fridays that are no bank holiday in England. "
            f"{summary.convention}"
        ),
        *(f"{one.label}: {one.title}. {one.source}." for one in summary.indicators),
        *dict.fromkeys(
            said
            for one in summary.indicators
            for said in (one.previous_month.basis_change, one.mixed)
            if said
        ),
    ]
    if hide_small_numbers:
        notes.append(
            "Counts of one to five are confidential, and so are those that would give them back; "
            "[c] stands in their place. Rates, changes and the like that rest on them are hidden "
            "with them."
        )
    rows: list[list[Value]] = [
        [f"note {number}", text] for number, text in enumerate(notes, start=1)
    ]
    write_table(sheet, row, ["notes"], ["Note", "Text"], rows, widest=_NOTES_WIDTH)
