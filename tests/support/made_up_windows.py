"""A made-up Windows computer in a folder: profile, registry, and an environment with its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from timeliness.excel.machine import Machine, PythonEnvironment
from timeliness.excel.places import Places
from timeliness.excel.registry import Registry
from timeliness.indicators import Definitions

XLWINGS = "0.37.8"

OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
CLOUD_POLICY = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0\Excel\Security"
COMMON_POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Common\Security"
APP_PATHS = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
OUTLOOK = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"

DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"

EXCEL = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
STARTUP = r"%APPDATA%\Microsoft\Excel\XLSTART" + "\\"

HEALTHY: Mapping[tuple[str, str], str | int] = {
    (APP_PATHS, ""): EXCEL,
    (CLICK_TO_RUN, "Platform"): "x64",
    (rf"{OFFICE}\Trusted Locations\Location1", "Path"): STARTUP,
}
"""What the registry says of a usual Microsoft 365."""


@dataclass(frozen=True)
class MadeUpRegistry:
    """A registry in memory; as in Windows' own, capitals make no difference."""

    values: Mapping[tuple[str, str], str | int] = field(default_factory=dict)
    bytes_in: Mapping[str, Sequence[bytes]] = field(default_factory=dict)

    def value(self, key: str, name: str) -> str | int | None:
        wanted = (key.lower(), name.lower())
        for (at, named), found in self.values.items():
            if (at.lower(), named.lower()) == wanted:
                return found
        return None

    def keys(self, key: str) -> Sequence[str]:
        start = f"{key.lower()}\\"
        below = {at[len(start) :] for at, _ in self.values if at.lower().startswith(start)}
        return sorted({name.partition("\\")[0] for name in below})

    def blobs(self, key: str) -> Sequence[bytes]:
        return self.bytes_in.get(key, ())


def package_of(parts: Mapping[str, str]) -> bytes:
    """Pack parts as Office packs a file; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def built(definitions: Definitions) -> bytes:
    """Pack an add-in in the manner of the real one: the same indicators give the same bytes."""
    return package_of(parts_of(definitions))


def parts_of(definitions: Definitions) -> dict[str, str]:
    """Give the parts of the made-up add-in."""
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": "<workbook/>",
        "xl/vbaProject.bin": f"functions for {', '.join(definitions.indicators)}",
        "customUI/customUI14.xml": "<customUI/>",
    }


def made_up_machine(
    folder: Path,
    *,
    person: str = "Zoë O'Brien",
    values: Mapping[tuple[str, str], str | int] = HEALTHY,
    system: str = "Windows",
    bits: int = 64,
    starts: bool = True,
) -> Machine:
    """Make the folders and files of a computer on which Timeliness is in an environment."""
    profile = folder / "Users" / person
    roaming = profile / "AppData" / "Roaming"
    (roaming / "Microsoft" / "Excel" / "XLSTART").mkdir(parents=True)
    scripts = profile / "Time li ness" / ".venv" / "Scripts"
    scripts.mkdir(parents=True)
    (scripts / "pythonw.exe").write_bytes(b"")
    (scripts.parent / f"xlwings{bits}-{XLWINGS}.dll").write_bytes(b"")
    registry: Registry = MadeUpRegistry(values)
    return Machine(
        system=system,
        environment=PythonEnvironment(scripts, folder / "Python311", XLWINGS),
        places=Places(roaming),
        cloud_folders=(profile / "OneDrive - Council",),
        registry=registry if system == "Windows" else None,
        starts=lambda _: starts,
        build=built,
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
