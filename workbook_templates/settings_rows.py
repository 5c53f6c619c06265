"""The rows of the Settings sheet as they are supplied, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeliness.case_list import Field
from timeliness.case_list.headings import Role
from timeliness.indicators import published_definitions
from timeliness.periods import Period
from timeliness.settings import Placement
from timeliness.settings_sheet import CASES_SHEET, SHEET_SETTINGS, heading_label, target_label
from timeliness.workbooks.cells import Value
from timeliness.working_days import Convention

NEIGHBOURS = 10
"""How many rows for neighbours are supplied: a set has as many."""

_SUPPLIED: Mapping[tuple[str, ...], Sequence[Value | None]] = {
    ("council", "name"): ("Our council",),
    ("council", "team"): ("Performance team",),
    ("case_lists.1", "sheets"): (CASES_SHEET,),
    ("counting", "convention"): (str(Convention.DAY_0),),
    ("counting", "amber_within"): (5,),
    ("output", "folder"): ("reports",),
    ("output", "placement"): (str(Placement.THIS_WORKBOOK),),
    ("neighbours", "councils"): (None,) * NEIGHBOURS,
}


@dataclass(frozen=True)
class SettingsRow:
    """One row of the sheet.

    Attributes:
        label: what is set.
        value: what it is set to; None for a cell that is left empty.
        meaning: what it does.
        key: the same setting's place in a council.toml.
        choices: what the cell offers.
    """

    label: str
    value: Value | None
    meaning: str
    key: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def settings_rows(month: Period, given: Mapping[str, Sequence[Value]]) -> list[SettingsRow]:
    """Give the rows.

    Args:
        month: the report month; targets are asked for in its financial year.
        given: the values of labels that are not as supplied.
    """
    return [
        SettingsRow(row.label, value, row.meaning, row.key, row.choices)
        for row, supplied in _supplied(month)
        for value in given.get(row.label, supplied)
    ]


def _supplied(month: Period) -> Iterator[tuple[SettingsRow, Sequence[Value | None]]]:
    for one in SHEET_SETTINGS:
        row = SettingsRow(one.label, None, one.meaning, one.key, one.choices)
        yield row, (month.start,) if one.key == ("month",) else _SUPPLIED.get(one.key, (None,))
    for indicator in published_definitions().indicators.values():
        label = target_label(indicator.label, month.financial_year_label)
        meaning = "A percentage such as 83%, or words; add a row for each year."
        yield SettingsRow(label, None, meaning), (None,)
    for name in Field:
        meaning = "Only where your own sheet has a heading that is not known."
        yield SettingsRow(heading_label(Role(name)), None, meaning), (None,)
