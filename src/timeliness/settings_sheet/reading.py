"""From the rows of the sheet to a council's checked settings, each fault with its row and label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from timeliness.case_list import Block
from timeliness.case_list.dates import is_empty
from timeliness.case_list.headings import fold_heading
from timeliness.errors import SettingsError
from timeliness.periods import Period
from timeliness.settings import Council, Placement, Settings
from timeliness.settings_sheet.labels import (
    CASE_LIST,
    MONTH,
    NEIGHBOURS,
    SHEET_SETTINGS,
    setting_of,
)
from timeliness.settings_sheet.values import converted, day_in
from timeliness.validation import Place, checked
from timeliness.words import day_label
from timeliness.working_days import bank_holidays

LABELS_HEADING, VALUES_HEADING = "Setting", "Value"
"""The headings of the two columns that are read; what stands beside them is for people."""

DAYS_HEADING, KINDS_HEADING = "Date", "Kind"
"""The headings of the two columns that are read of the sheet with bank holidays."""

CLOSURE_DAY = "Closure day"
"""The kind of a day off that the council sets; every other kind is known without it."""

CASES_SHEET = "Cases"
"""The sheet whose case list is read where the settings name none."""

_SATURDAY = 5


@dataclass(frozen=True)
class SheetSettings:
    """What the sheet says.

    Attributes:
        council: the settings, ready for use; its case list is the workbook's own.
        month: the month to report, or None where the sheet leaves it open.
    """

    council: Council
    month: Period | None

    @property
    def placement(self) -> Placement:
        """Where the button that builds a summary puts its sheets."""
        return self.council.settings.output.placement


def read_settings_sheet(
    block: Block, folder: Path, where: str, *, days_off: Block | None
) -> SheetSettings:
    """Read the Settings sheet of a workbook.

    Args:
        block: the cells of the sheet; ``file`` is the workbook's name.
        folder: the workbook's folder.
        where: the sheet as messages name it.
        days_off: the cells of the sheet with bank holidays, where the council's closure days
            stand too, or None where the workbook has no such sheet.

    Raises:
        SettingsError: a row cannot be understood; the message names it by number and label.
    """
    found = _Found(where)
    for number, label, value in _labelled_values(block, where):
        if not is_empty(value):
            found.take(number, label, value, block)
    month = found.content.pop(MONTH[0], None)
    own_list = found.content.pop(CASE_LIST, {})
    found.content["case_lists"] = [{"file": block.file, "sheets": [CASES_SHEET], **own_list}]
    if neighbours := found.content.pop(NEIGHBOURS, None):
        if "councils" not in neighbours:
            raise SettingsError(
                f'{where}, the setting "Neighbour": write the name of a council, because there is '
                "a row for the set."
            )
        found.content["neighbours"] = [neighbours]
    if days_off is not None:
        found.content.setdefault("counting", {})["closures"] = _closures(days_off)
    # Without any row of the council it is its name that is missing, and not a table of a file.
    found.content.setdefault("council", {})
    settings = checked(Settings, found.content, where, found.all_places())
    return SheetSettings(Council(settings, folder, where), month)


@dataclass
class _Found:
    """What the rows read so far say, as the content of a council.toml, with the place of each."""

    where: str
    content: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    rows: dict[tuple[str, ...], int] = field(default_factory=dict)

    def take(self, number: int, label: str, value: object, block: Block) -> None:
        """Take the value of one row.

        Raises:
            SettingsError: the label is not known or stood above already, or the value cannot be
                what it should.
        """
        try:
            setting = setting_of(label)
        except SettingsError as error:
            raise SettingsError(f"{self.where}, row {number}: {error}") from None
        place = Place(f'row {number}, "{setting.label}"', setting.wanted)
        try:
            given = converted(setting, value, block)
        except (SettingsError, ValueError) as error:
            raise SettingsError(f"{self.where}, {place.name}: {str(error).rstrip('.')}.") from None
        *tables, key = setting.key
        table = self.content
        for name in tables:
            table = table.setdefault(name, {})
        if setting.repeated:
            values = table.setdefault(key, [])
            values.append(given)
            self.places[".".join((*setting.key, str(len(values))))] = place
            return
        if setting.key in self.rows:
            raise SettingsError(
                f"{self.where}, {place.name}: this is set in row {self.rows[setting.key]} "
                "already: keep one of the two rows."
            )
        self.rows[setting.key] = number
        table[key] = given
        self.places[".".join(setting.key)] = place
        # The year of a target is a key itself, and may be the part that is wrong.
        self.places.setdefault(".".join(tables), place)

    def all_places(self) -> dict[str, Place]:
        """Give the place of each setting; those without a row are named by their labels."""
        missing = {
            ".".join(one.key): Place(f'the setting "{one.label}"', one.wanted)
            for one in SHEET_SETTINGS
        }
        return missing | self.places


def _labelled_values(block: Block, where: str) -> Iterator[tuple[int, str, Any]]:
    """Give the rows below the headings that have a label, with their numbers."""
    start, label_column, value_column = _find_columns(
        block, (LABELS_HEADING, VALUES_HEADING), where
    )
    for position, row in enumerate(block.rows[start:], start=start):
        label, value = _cell(row, label_column), _cell(row, value_column)
        if not is_empty(label):
            yield block.row_number(position), str(label), value


def _find_columns(block: Block, headings: tuple[str, str], where: str) -> tuple[int, int, int]:
    """Find a row with two headings; give the position of the row below it and both columns."""
    wanted = [fold_heading(heading) for heading in headings]
    for position, row in enumerate(block.rows):
        folded = [fold_heading(cell) if isinstance(cell, str) else "" for cell in row]
        if all(heading in folded for heading in wanted):
            return position + 1, folded.index(wanted[0]), folded.index(wanted[1])
    raise SettingsError(
        f'{where}: there is no row with the headings "{headings[0]}" and "{headings[1]}": put it '
        "back above the rows."
    )


def _cell(row: Sequence[Any], column: int) -> object:
    return row[column] if column < len(row) else None


def _closures(block: Block) -> list[date]:
    """Read the council's closure days from the sheet with bank holidays.

    Raises:
        SettingsError: a closure day has no date, a working day is of another kind, or the headings
            are gone.
    """
    start, day_column, kind_column = _find_columns(
        block, (DAYS_HEADING, KINDS_HEADING), block.place
    )
    days: list[date] = []
    for position, row in enumerate(block.rows[start:], start=start):
        kind, value = _cell(row, kind_column), _cell(row, day_column)
        place = f"{block.place}, row {block.row_number(position)}"
        if not isinstance(kind, str) or fold_heading(kind) != fold_heading(CLOSURE_DAY):
            _check_is_off(value, block, place)
            continue
        if is_empty(value):
            raise SettingsError(f"{place}: the closure day has no date: write it as dd/mm/yyyy.")
        try:
            days.append(day_in(value, block))
        except ValueError as error:
            raise SettingsError(f"{place}: {error}: write it as dd/mm/yyyy.") from None
    return days


def _check_is_off(value: object, block: Block, place: str) -> None:
    """Refuse a day that the sheet lists as no working day and that the buttons would count as one.

    The formulas beside the cases leave out every day of the sheet, so that both would differ.

    Raises:
        SettingsError: it is a weekday and no bank holiday.
    """
    if is_empty(value):
        return
    try:
        day = day_in(value, block)
    except ValueError:
        # A note below the days is nobody's day off.
        return
    if day.weekday() < _SATURDAY and day not in bank_holidays():
        raise SettingsError(
            f"{place}: {day_label(day)} is no bank holiday that is known: write "
            f'"{CLOSURE_DAY}" under "{KINDS_HEADING}", so that it is no working day, or delete the '
            "row."
        )
