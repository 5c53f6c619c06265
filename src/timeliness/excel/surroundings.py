"""What a button uses beyond the open workbook: the day, this person's set-up, the computer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from timeliness.errors import OutputError, SettingsError
from timeliness.excel.addin import build_addin
from timeliness.excel.context import Context, installed_context
from timeliness.excel.doctor import Result, examine
from timeliness.excel.machine import this_machine
from timeliness.excel.places import windows_places
from timeliness.excel.user_settings import read_user_settings


@dataclass(frozen=True)
class Surroundings:
    """What is around a button.

    Attributes:
        today: the day that figures are made as of.
        council_file: the council.toml that was named at the installation, or None.
        context: gives the settings by which formulas count.
        open_folder: shows a folder to the person.
        examine: looks over the set-up.
        temporary: where private folders are made; the usual place by default.
    """

    today: date
    council_file: Path | None
    context: Callable[[], Context]
    open_folder: Callable[[Path], None]
    examine: Callable[[], tuple[Result, ...]]
    temporary: Path | None = None


def this_computer() -> Surroundings:
    """Give the surroundings of a real button."""
    return Surroundings(
        today=datetime.now().astimezone().date(),
        council_file=_council_file(),
        context=lambda: installed_context().now(),
        open_folder=show_folder,
        examine=lambda: examine(this_machine(build_addin)),
    )


def show_folder(folder: Path) -> None:
    """Open a folder in Explorer.

    Raises:
        OutputError: it cannot be opened.
    """
    if sys.platform != "win32":
        raise OutputError(f"Only Windows can show the folder from here. It is {folder}.")
    try:
        os.startfile(folder)  # noqa: S606  (a folder of the council's, which is only shown)
    except OSError:
        raise OutputError(f"Windows could not show the folder {folder}.") from None


def _council_file() -> Path | None:
    try:
        council = read_user_settings(windows_places(os.environ).settings_file).council
    except SettingsError:
        # Without an installation nothing names a council; the workbook's own settings still do.
        return None
    return Path(council) if council else None
