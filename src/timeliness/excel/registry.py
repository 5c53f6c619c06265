"""What Windows' registry says about Excel: where it is, and what IT lets it run."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Protocol

if sys.platform == "win32":
    import winreg

_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OUTLOOK = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"
_POLICIES = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Office\16.0",
)
_OWN = r"HKCU\Software\Microsoft\Office\16.0"
_SECURITY = r"Excel\Security"
_COMMON_TRUSTED = r"Common\Security\Trusted Locations"
_TRUSTED = r"Excel\Security\Trusted Locations"

_SWITCHED_OFF = rf"{_OWN}\Excel\Resiliency\DisabledItems"

_BITS = {"x64": 64, "x86": 32}


class Registry(Protocol):
    """Reads the registry, and never writes there."""

    def value(self, key: str, name: str) -> str | int | None:
        """Give a value of a key, or None where there is none."""

    def keys(self, key: str) -> Sequence[str]:
        """Give the names of the keys in a key."""

    def blobs(self, key: str) -> Sequence[bytes]:
        """Give the values of a key that are bytes, whatever their names."""


@dataclass(frozen=True)
class ExcelFound:
    """The Excel of this computer.

    Attributes:
        program: the full path of EXCEL.EXE.
        bits: 32 or 64, or None where Windows does not say.
    """

    program: str
    bits: int | None

    @property
    def is_from_store(self) -> bool:
        """Whether it came from the Microsoft Store, shut off from the rest of the computer."""
        return lies_in_store(self.program)


@dataclass(frozen=True)
class MacroRules:
    """What is set about macros and add-ins; by IT's policy, or else by the person.

    Attributes:
        warnings: how macros are met: 1 all run, 2 ask, 3 signed ones alone, 4 none; None unset.
        blocks_internet: whether macros in files from the internet are blocked by policy.
        addins_off: whether policy turns off every add-in.
        signed_addins_only: whether add-ins must be signed.
        by_policy: whether IT set how macros are met.
    """

    warnings: int | None
    blocks_internet: bool
    addins_off: bool
    signed_addins_only: bool
    by_policy: bool


@dataclass(frozen=True)
class TrustedLocations:
    """The folders whose files Excel runs without asking.

    Attributes:
        all_off: whether no folder is trusted at all.
        network_allowed: whether a folder on the network may be trusted.
        folders: each folder as it is written, and whether the folders in it are trusted too.
    """

    all_off: bool
    network_allowed: bool
    folders: tuple[tuple[str, bool], ...]


def lies_in_store(path: str) -> bool:
    """Say whether a program came from the Microsoft Store."""
    return "windowsapps" in (part.lower() for part in PureWindowsPath(path).parts)


def find_excel(windows: Registry) -> ExcelFound | None:
    """Find the Excel of this computer."""
    for hive in ("HKCU", "HKLM"):
        program = windows.value(rf"{hive}\{_APP_PATHS}", "")
        if isinstance(program, str) and program:
            program = program.strip('"')
            return ExcelFound(program, _bits(windows, program))
    return None


def _bits(windows: Registry, program: str) -> int | None:
    for key, name in ((_CLICK_TO_RUN, "Platform"), (_OUTLOOK, "Bitness")):
        bits = _BITS.get(str(windows.value(key, name)).lower())
        if bits is not None:
            return bits
    folders = PureWindowsPath(program).parts
    if any(folder.lower() == "program files (x86)" for folder in folders):
        return 32
    named = re.search(r"_(x64|x86)_", program, re.IGNORECASE)
    return _BITS[named[1].lower()] if named else None


def read_macro_rules(windows: Registry) -> MacroRules:
    """Read what is set about macros; a policy goes before the person's own choice."""
    by_policy = _number(windows, _SECURITY, "VBAWarnings", _POLICIES)
    return MacroRules(
        warnings=by_policy or _number(windows, _SECURITY, "VBAWarnings", (_OWN,)),
        blocks_internet=_is_on(windows, _SECURITY, "blockcontentexecutionfrominternet"),
        addins_off=_is_on(windows, _SECURITY, "DisableAllAddins"),
        signed_addins_only=_is_on(windows, _SECURITY, "RequireAddinSig"),
        by_policy=by_policy is not None,
    )


def read_trusted_locations(windows: Registry) -> TrustedLocations:
    """Read the folders that Excel trusts, IT's and the person's own."""
    folders = []
    allowed = _number(windows, _COMMON_TRUSTED, "Allow User Locations", _POLICIES)
    for root in _POLICIES if allowed == 0 else (*_POLICIES, _OWN):
        for name in windows.keys(rf"{root}\{_TRUSTED}"):
            key = rf"{root}\{_TRUSTED}\{name}"
            path = windows.value(key, "Path")
            if isinstance(path, str) and path:
                folders.append((path, windows.value(key, "AllowSubFolders") == 1))
    return TrustedLocations(
        all_off=_is_on(windows, _TRUSTED, "AllLocationsDisabled"),
        network_allowed=_is_on(windows, _TRUSTED, "AllowNetworkLocations"),
        folders=tuple(folders),
    )


def is_switched_off(windows: Registry, file_name: str) -> bool:
    """Say whether Excel opens a file no more, because it ended while that file was open.

    Excel keeps such files as bytes: a head of twelve, the path, and a description, in UTF-16.
    """
    return any(
        file_name.casefold() in blob.decode("utf-16-le", errors="ignore").casefold()
        for blob in windows.blobs(_SWITCHED_OFF)
    )


def _is_on(windows: Registry, place: str, name: str) -> bool:
    return _number(windows, place, name, (*_POLICIES, _OWN)) == 1


def _number(windows: Registry, place: str, name: str, roots: Sequence[str]) -> int | None:
    """Give the first number that is set, in the order of the roots."""
    for root in roots:
        value = windows.value(rf"{root}\{place}", name)
        if isinstance(value, int):
            return value
    return None


if sys.platform == "win32":

    class WindowsRegistry:
        """The registry of the computer that this runs on."""

        def value(self, key: str, name: str) -> str | int | None:
            """Give a value of a key, or None where there is none or it may not be read."""
            try:
                with _opened(key) as handle:
                    found = winreg.QueryValueEx(handle, name)[0]
            except OSError:
                return None
            return found if isinstance(found, str | int) else None

        def keys(self, key: str) -> Sequence[str]:
            """Give the names of the keys in a key; none where it is missing."""
            try:
                with _opened(key) as handle:
                    count = winreg.QueryInfoKey(handle)[0]
                    return [winreg.EnumKey(handle, number) for number in range(count)]
            except OSError:
                return []

        def blobs(self, key: str) -> Sequence[bytes]:
            """Give the values of a key that are bytes; none where it is missing."""
            try:
                with _opened(key) as handle:
                    count = winreg.QueryInfoKey(handle)[1]
                    values = [winreg.EnumValue(handle, number)[1] for number in range(count)]
            except OSError:
                return []
            return [value for value in values if isinstance(value, bytes)]

    def _opened(key: str) -> winreg.HKEYType:
        hive, _, rest = key.partition("\\")
        root = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[hive]
        # A 32-bit Python would be shown the registry of 32-bit programs.
        return winreg.OpenKey(root, rest, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)


def this_registry() -> Registry | None:
    """Give the registry of this computer, or None off Windows."""
    if sys.platform == "win32":
        return WindowsRegistry()
    return None
