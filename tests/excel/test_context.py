"""The settings that formulas count by: looked at once for a sheet of them, and never for long."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.lists import HARROW
from timeliness.errors import SettingsError
from timeliness.excel import context
from timeliness.excel.context import InstalledContext, Stamp, stamp_of


@dataclass
class Clock:
    """A clock that stands still until it is set on."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Drive:
    """A drive of the network that takes its time to say that a file is not there."""

    clock: Clock
    looks: list[Path] = field(default_factory=list)

    def stamp_of(self, file: Path) -> Stamp:
        self.looks.append(file)
        found = stamp_of(file)
        self.clock.seconds += 0.01 if found else 20
        return found


@pytest.fixture
def council(tmp_path: Path) -> Path:
    file = tmp_path / "council.toml"
    file.write_bytes((HARROW / "council.toml").read_bytes())
    return file


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch) -> Drive:
    made = Drive(Clock())
    monkeypatch.setattr(context, "stamp_of", made.stamp_of)
    return made


def test_a_sheet_full_of_formulas_looks_at_the_file_once(council: Path, drive: Drive) -> None:
    installed = InstalledContext(council, drive.clock)
    first = installed.now()
    assert [installed.now() is first for _ in range(100)] == [True] * 100
    assert drive.looks == [council]
    drive.clock.seconds += 1
    assert installed.now() is first
    assert len(drive.looks) == 2


def test_a_change_holds_within_a_second(council: Path, drive: Drive) -> None:
    installed = InstalledContext(council, drive.clock)
    before = installed.now()
    text = council.read_text(encoding="utf-8").replace("day 0", "day 1")
    council.write_text(f"{text}\n", encoding="utf-8")
    drive.clock.seconds += 1
    assert installed.now().calendar != before.calendar


def test_formulas_do_not_each_wait_for_a_drive_that_is_away(council: Path, drive: Drive) -> None:
    installed = InstalledContext(council, drive.clock)
    installed.now()
    content = council.read_bytes()
    council.unlink()
    drive.clock.seconds += 1
    for _ in range(100):
        with pytest.raises(SettingsError, match="was not found"):
            installed.now()
    assert len(drive.looks) == 2
    council.write_bytes(content)
    drive.clock.seconds += 1
    assert installed.now().council is not None


class Workbook:
    """What whoever asks has at hand."""


def test_a_fault_that_is_remembered_holds_on_to_nobody(tmp_path: Path) -> None:
    installed = InstalledContext(tmp_path / "missing.toml")

    def ask() -> weakref.ref[Workbook]:
        workbook = Workbook()
        for _ in range(2):
            with pytest.raises(SettingsError):
                installed.now()
        return weakref.ref(workbook)

    asked = ask()
    gc.collect()
    assert asked() is None
