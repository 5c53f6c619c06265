"""The settings that a sheet can hold: their labels, what may stand beside them, what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches

from timeliness.case_list.headings import Field, Role, fold_heading
from timeliness.errors import SettingsError
from timeliness.indicators import Indicator, published_definitions
from timeliness.settings import Placement
from timeliness.working_days import Convention


@dataclass(frozen=True)
class SheetSetting:
    """One setting that the sheet can hold.

    Attributes:
        label: its label.
        key: the place of the same setting in a council.toml, by tables and keys.
        wanted: what may stand beside the label, as an instruction.
        meaning: what it does, for the sheet's third column.
        choices: the values that there are, where there are only some.
        repeated: whether it may stand in several rows, a value each.
    """

    label: str
    key: tuple[str, ...]
    wanted: str
    meaning: str
    choices: tuple[str, ...] = ()
    repeated: bool = False


KINDS_OF_ASSESSMENT = ("Initial", "Core", "Single")
"""The kinds of assessment as cells offer them."""

CASE_LIST = "case_lists.1"
"""The place of the workbook's own case list in the settings, as messages number it."""

NEIGHBOURS = "neighbours.1"
"""The place of the one set of neighbours that the sheet names."""

MONTH = ("month",)
"""The place of the one setting that a council.toml does not have."""

SHEET_SETTINGS = (
    SheetSetting(
        "Council",
        ("council", "name"),
        "write the council's name",
        "The council's name, as it stands in titles.",
    ),
    SheetSetting(
        "Council code",
        ("council", "code"),
        "write the Department's number of the council, from 100 to 999, or leave it empty",
        "The Department's number of the council, such as 310; it may stay empty.",
    ),
    SheetSetting(
        "Team",
        ("council", "team"),
        "write the name of your team",
        "Who makes the figures; the author of every workbook.",
    ),
    SheetSetting(
        "Report month",
        MONTH,
        'write a month, such as "Nov 2010"',
        "The month that Rates and Build summary report.",
    ),
    SheetSetting(
        "Case list sheet",
        (CASE_LIST, "sheets"),
        "write the name of a sheet of this workbook",
        "A sheet of this workbook with a case list; add a row for each.",
        repeated=True,
    ),
    SheetSetting(
        "Type of assessment",
        (CASE_LIST, "type"),
        "choose a type from the list, or leave it empty",
        "Only for case lists without a column that says the type.",
        choices=KINDS_OF_ASSESSMENT,
    ),
    SheetSetting(
        "Start counts as",
        ("counting", "convention"),
        'choose "day 0" or "day 1"',
        "Day 0: the day after the start is the first working day.",
        choices=tuple(Convention),
    ),
    SheetSetting(
        "Amber within",
        ("counting", "amber_within"),
        "write a number of percentage points from 0 to 100, such as 5",
        "Percentage points below target that are amber rather than red.",
    ),
    SheetSetting(
        "Indicator",
        ("counting", "indicators"),
        "write an indicator, such as NI 59",
        "An indicator to report; all that the lists hold where none is named.",
        repeated=True,
    ),
    SheetSetting(
        "Reports folder",
        ("output", "folder"),
        "write the name of a folder beside this workbook",
        "The folder beside this workbook that reports are written to.",
    ),
    SheetSetting(
        "Build summary puts its sheets in",
        ("output", "placement"),
        'choose "this workbook" or "a new workbook"',
        "Where the button Build summary puts the sheets of the month.",
        choices=tuple(Placement),
    ),
    SheetSetting(
        "Neighbours' set",
        (NEIGHBOURS, "set"),
        "write the name of the set of neighbours, because there are rows for neighbours",
        "The name of the set of statistical neighbours.",
    ),
    SheetSetting(
        "Neighbour",
        (NEIGHBOURS, "councils"),
        "write the name of a council",
        "A statistical neighbour; add a row for each.",
        repeated=True,
    ),
)
"""Every setting of the sheet but targets and headings, whose labels name more than themselves."""

_TARGET = re.compile(r"target for (.+) in (\S+)", re.IGNORECASE)
_HEADING_OF = "Heading of "
_WANTED_TARGET = 'write a percentage, such as 83%, or words, such as "as high as possible"'
_WANTED_HEADING = "write the heading as it stands above the column"


def target_label(indicator: str, year: str) -> str:
    """Word the label of a target: "Target for NI 60 in 2010-11"."""
    return f"Target for {indicator} in {year}"


def heading_label(role: Role) -> str:
    """Word the label of a council's own heading: "Heading of the completion date"."""
    return f"{_HEADING_OF}{role.meaning}"


def indicator_called(name: str) -> Indicator:
    """Find an indicator by its code as people write it: "NI 59", "C&F 45".

    Raises:
        SettingsError: there is none; what was written is not repeated, as it may be a name.
    """
    definitions = published_definitions()
    with suppress(SettingsError):
        return definitions.indicator(re.sub(r"[^A-Z0-9]", "", name.upper()))
    known = ", ".join(definitions.indicators)
    raise SettingsError(f"no indicator has this code: there are {known}.")


def setting_of(label: str) -> SheetSetting:
    """Find what a label names.

    Raises:
        SettingsError: it names nothing that is known; the label itself is not repeated, because a
            case list may have been pasted over the sheet.
    """
    folded = fold_heading(label)
    known = {fold_heading(one.label): one for one in (*SHEET_SETTINGS, *_heading_settings())}
    if folded in known:
        return known[folded]
    if target := _TARGET.fullmatch(" ".join(label.split())):
        indicator, year = indicator_called(target[1]), target[2].replace("/", "-")
        name = target_label(indicator.label, year)
        return SheetSetting(name, ("targets", year, indicator.code), _WANTED_TARGET, "")
    near = get_close_matches(folded, known, n=1)
    hint = (
        f'"{known[near[0]].label}" is meant perhaps'
        if near
        else "correct the label or delete the row"
    )
    raise SettingsError(f"there is no such setting: {hint}.")


def _heading_settings() -> Iterator[SheetSetting]:
    """Give the settings for a council's own headings, of all assessments and of each kind."""
    for kind in (None, *published_definitions().assessment_types):
        for one in Field:
            role = Role(one, kind)
            key = (CASE_LIST, "columns", role.key)
            yield SheetSetting(heading_label(role), key, _WANTED_HEADING, "")
