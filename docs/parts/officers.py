"""The parts of the officers' page: the sheets, the settings, and what each message means."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import openpyxl
from docs.parts import example
from docs.parts.reference import all_checks
from docs.parts.tables import table

from timeliness import watch_list as watching
from timeliness.case_list.headings import Field, Role
from timeliness.settings_sheet import SHEET_SETTINGS, heading_label, target_label
from timeliness.trends import bridge, control_chart, late, projection, teams
from timeliness.words import capitalised
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.sheets import contents

_ROWS_ADD_UP = "Every row that we were given is counted here or named with the reason it is not."

SAY: Mapping[str, str] = {
    "Cover": "These are the figures of one month, made on the day that is named.",
    "Summary": "Of the assessments completed in the month, so many of so many were in time.",
    "NI 59": "The year to date adds up the months; it is not the average of their percentages.",
    "NI 60": "The year to date adds up the months; it is not the average of their percentages.",
    "NI 59 control chart": control_chart.EXPLANATION,
    "NI 60 control chart": control_chart.EXPLANATION,
    "Year end": projection.EXPLANATION,
    "Teams": teams.EXPLANATION,
    "Bridge": bridge.EXPLANATION,
    "Late ones": late.EXPLANATION,
    "Benchmarks": "These are the last published figures of our neighbours, ours among them.",
    "Watch list": watching.EXPLANATION,
    "Excluded rows": _ROWS_ADD_UP,
    "Revisions": "A new list or a corrected row changes figures; each change is shown here.",
    "Notes": "Each number in square brackets beside a heading leads here.",
    "Method": "This is how the days were counted, from which lists, by which definition.",
}
"""What an officer can say of each sheet to a councillor."""


def sheets_of_the_month() -> list[tuple[str, str]]:
    """Give the sheets of the example's month with what each holds, as its Contents lists them."""
    content = monthly_workbook(example.month(), watched=example.watched())
    sheet = openpyxl.load_workbook(io.BytesIO(content))[contents.SHEET]
    (place,) = (found.ref for found in sheet.tables.values())
    return [(str(name.value), str(holds.value)) for name, holds in sheet[place][1:]]


def _sheets() -> str:
    return table(
        ["Sheet", "What it holds", "What you can say to a councillor"],
        [(name, holds, SAY[name]) for name, holds in sheets_of_the_month()],
    )


def _sheet_settings() -> str:
    rows = [(one.label, capitalised(one.wanted), one.meaning) for one in SHEET_SETTINGS]
    rows += [
        (
            target_label("NI 60", "2010-11"),
            'Write a percentage, such as 83%, or words, such as "as high as possible"',
            "What the council aims at in a year; a row for each indicator and year.",
        ),
        (
            heading_label(Role(Field.END)),
            "Write the heading as it stands above the column",
            "A heading of your own list that is not known; a row for each.",
        ),
    ]
    return table(["Setting", "What to write", "What it does"], rows)


def _own_headings() -> str:
    return "\n".join(f"- {heading_label(Role(field))}" for field in Field)


def _messages() -> str:
    rows = [
        (
            capitalised(one.message),
            "Left out" if one.excludes else "Counted",
            f"`{one.code}`",
        )
        for one in all_checks()
    ]
    return table(["The message", "The row is", "Its code"], rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "sheets": _sheets,
    "sheet_settings": _sheet_settings,
    "own_headings": _own_headings,
    "messages": _messages,
}
"""Each part by its name in the page."""
