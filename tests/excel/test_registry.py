"""Windows' own registry, read through a made-up ``winreg``: hive, view, and what is missing."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest

from tests.support.made_up_windows import CLICK_TO_RUN, HEALTHY, OFFICE, STARTUP, MadeUpRegistry
from timeliness.excel import registry as reader
from timeliness.excel.registry import Registry, read_trusted_locations, this_registry

WIDE_VIEW, READ = 0x100, 0x20019


class MadeUpWinreg(ModuleType):
    """The few calls of ``winreg`` that are used; a missing key or value is an OSError, as there."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "HKCU", "HKLM"
    KEY_READ, KEY_WOW64_64KEY = READ, WIDE_VIEW
    HKEYType = object

    def __init__(self, inside: MadeUpRegistry) -> None:
        super().__init__("winreg")
        self.inside = inside

    @contextmanager
    def OpenKey(self, root: str, path: str, _: int, access: int) -> Iterator[str]:  # noqa: N802
        assert access == READ | WIDE_VIEW, "a 32-bit Python would look among 32-bit programs"
        yield rf"{root}\{path}"

    def QueryValueEx(self, key: str, name: str) -> tuple[object, int]:  # noqa: N802
        if name == "Binary":
            return b"bytes", 3
        found = self.inside.value(key, name)
        if found is None:
            raise FileNotFoundError
        return found, 1

    def QueryInfoKey(self, key: str) -> tuple[int, int, int]:  # noqa: N802
        if not (self.inside.keys(key) or self.inside.blobs(key)):
            raise FileNotFoundError
        return len(self.inside.keys(key)), 1 + len(self.inside.blobs(key)), 0

    def EnumValue(self, key: str, number: int) -> tuple[str, object, int]:  # noqa: N802
        return ("random", ["text", *self.inside.blobs(key)][number], 3)

    def EnumKey(self, key: str, number: int) -> str:  # noqa: N802
        return self.inside.keys(key)[number]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """The reader that is used on Windows, loaded as it is there."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(
        sys.modules,
        "winreg",
        MadeUpWinreg(MadeUpRegistry(HEALTHY, {"HKCU\\Blobs": [b"one", b"two"]})),
    )
    spec = importlib.util.spec_from_file_location("registry_on_windows", reader.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    found: Registry = module.this_registry()
    return found


def test_values_and_keys_are_read_and_missing_ones_are_none(windows: Registry) -> None:
    assert windows.value(CLICK_TO_RUN, "Platform") == "x64"
    assert windows.value(CLICK_TO_RUN, "No such value") is None
    assert windows.value(CLICK_TO_RUN, "Binary") is None
    assert windows.keys(rf"{OFFICE}\Trusted Locations") == ["Location1"]
    assert windows.keys(r"HKLM\No such key") == []
    assert windows.blobs(r"HKCU\Blobs") == [b"one", b"two"]
    assert windows.blobs(r"HKLM\No such key") == []


@pytest.mark.parametrize("path", [None, "", 7])
def test_a_trusted_location_without_a_path_is_no_folder(path: str | int | None) -> None:
    key = rf"{OFFICE}\Trusted Locations\Location0"
    values = {**HEALTHY, (key, "Description"): "Templates"}
    if path is not None:
        values[key, "Path"] = path
    assert read_trusted_locations(MadeUpRegistry(values)).folders == ((STARTUP, False),)


@pytest.mark.skipif(sys.platform == "win32", reason="this is how it answers off Windows")
def test_off_windows_there_is_no_registry() -> None:
    assert this_registry() is None
