"""The Watch list: open assessments, the most pressing first, for officers alone."""

from openpyxl.worksheet.worksheet import Worksheet

from timeliness.watch_list import EXPLANATION, OpenAssessment, Urgency, WatchList
from timeliness.workbooks.cells import Shorthand, Value
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Watch list"

_STYLE_OF_URGENCY = {
    Urgency.OVERDUE: Style.RED,
    Urgency.DUE_SOON: Style.AMBER,
    Urgency.IN_HAND: Style.GREEN,
}


def render(template: Template, watched: WatchList | None) -> None:
    """Fill the Watch list, or take the sheet out of a workbook that is to have none."""
    sheet = template.sheet(SHEET)
    if watched is None:
        template.workbook.remove(sheet)
        return
    row = template.first_row("watch_teams")
    template.clear_below(sheet, row)
    row = write_lines(sheet, row, EXPLANATION)
    row = write_lines(sheet, row, watched.reading)
    for note in (*watched.notes, *(f"{word}: {word.meaning}." for word in Urgency)):
        row = write_lines(sheet, row, note, Style.NOTE)
    if not watched.assessments:
        return
    row = write_heading(sheet, row + 1, template.heading("watch_teams"))
    row = write_table(
        sheet,
        row,
        ["watch", "teams"],
        ["Indicator", "Team", *Urgency],
        [
            [one.indicator, one.team, one.overdue, one.due_soon, one.in_hand]
            for one in watched.teams
        ],
    ).next_row
    row = write_heading(sheet, row, template.heading("watch_list"))
    _write_open(sheet, row, watched)


def _write_open(sheet: Worksheet, row: int, watched: WatchList) -> None:
    place = write_table(
        sheet,
        row,
        ["watch", "list"],
        [
            "Urgency",
            "Indicator",
            "Child",
            "Team",
            "Clock started",
            "Due",
            "Days used",
            "Days left",
            "Limit",
            "File",
            "Sheet",
            "Row",
        ],
        [_row(one) for one in watched.assessments],
        filters=True,
    )
    for number, one in enumerate(watched.assessments, start=place.first_row):
        sheet.cell(number, 1).style = _STYLE_OF_URGENCY[one.urgency]


def _row(one: OpenAssessment) -> list[Value]:
    return [
        str(one.urgency),
        one.indicator,
        one.child or Shorthand.NOT_APPLICABLE,
        one.team,
        one.start,
        one.due,
        one.days_used,
        one.days_left,
        one.limit,
        one.file,
        one.sheet or Shorthand.NOT_APPLICABLE,
        one.row,
    ]
