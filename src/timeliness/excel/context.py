"""The settings under which formulas count: the published ones, or those of the council installed.

They come from the one settings file in the user's profile and the council.toml that it names,
never from a workbook.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from timeliness.errors import SettingsError
from timeliness.excel.places import windows_places
from timeliness.excel.user_settings import read_user_settings
from timeliness.indicators import Definitions, published_definitions
from timeliness.settings import Council, CountingTable, read_council
from timeliness.working_days import Calendar, england

SECONDS_BETWEEN_LOOKS = 1.0
"""How long the settings are taken to be as they were found: long enough for a sheet of formulas."""

Stamp: TypeAlias = tuple[int, int] | None
"""When a file was last written and how long it is; None where it is not there."""


@dataclass(frozen=True, eq=False)
class Context:
    """What formulas count by.

    Attributes:
        definitions: the indicators and the names of the kinds of assessment.
        calendar: the working days.
        amber_within: how far below its target a rate is still amber, as a share.
        council: the council whose settings these are; None without one.
    """

    definitions: Definitions
    calendar: Calendar
    amber_within: Fraction
    council: Council | None = None


class InstalledContext:
    """The context of one installation, read again when its council.toml has changed."""

    def __init__(
        self, council_file: Path | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the council.toml that was named at the installation, or None; and a clock."""
        self._file = council_file
        self._clock = clock
        self._looked_at = -math.inf
        self._read_at: Stamp = None
        self._found: Context | str | None = None

    def now(self) -> Context:
        """Give the context as the settings stand at this moment, give or take a second.

        A sheet full of formulas looks at the file once: it often lies on a drive of the network,
        and one that does not answer would keep each formula waiting.

        Raises:
            SettingsError: the council.toml is missing or wrong; a figure counted without it
                could differ from the council's workbook, so none is given.
        """
        found = self._found
        if found is None or self._clock() - self._looked_at >= SECONDS_BETWEEN_LOOKS:
            found = self._found = self._look()
            self._looked_at = self._clock()
        if isinstance(found, str):
            raise SettingsError(found)
        return found

    def _look(self) -> Context | str:
        stamp = stamp_of(self._file)
        if isinstance(self._found, Context) and stamp == self._read_at:
            return self._found
        self._read_at = stamp
        try:
            return _context_of(self._file)
        except SettingsError as error:
            # The words alone are kept: an error holds on to whoever met it, a workbook among them.
            return str(error)

    def definitions(self) -> Definitions:
        """Give the indicators, or the published ones while the settings cannot be read."""
        try:
            return self.now().definitions
        except SettingsError:
            return published_definitions()


def _context_of(file: Path | None) -> Context:
    if file is None:
        counting = CountingTable()
        return Context(
            definitions=published_definitions(),
            calendar=england(),
            amber_within=counting.amber_share,
        )
    council = read_council(file)
    return Context(
        definitions=council.definitions,
        calendar=council.calendar,
        amber_within=council.amber_within,
        council=council,
    )


def stamp_of(file: Path | None) -> Stamp:
    """Tell when a file was last written and how long it is; None where there is none."""
    if file is None:
        return None
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=1)
def installed_context() -> InstalledContext:
    """Give the context of this user's installation; the published one where there is none."""
    try:
        council = read_user_settings(windows_places(os.environ).settings_file).council
    except SettingsError:
        # Without an installation, as in a test or on another system, nothing names a council.
        council = ""
    return InstalledContext(Path(council) if council else None)
