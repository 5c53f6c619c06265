"""The computer as the installation and its check see it: this Python, the profile, and Windows."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from timeliness.excel.places import Places, windows_places
from timeliness.excel.registry import Registry, find_excel, lies_in_store, this_registry
from timeliness.indicators import Definitions

Build = Callable[[Definitions], bytes]
"""Packs the add-in for a council's indicators; the same indicators give the same bytes."""

_USUAL_BITS = 64
_LONGEST_START = 120
"""Seconds; a first start, with an antivirus reading every file, is slow."""


@dataclass(frozen=True)
class PythonEnvironment:
    """The Python that Timeliness is installed in.

    Attributes:
        programs: the folder that holds its python.exe.
        base: the folder of the Python that it was made from.
        xlwings: the version of xlwings installed in it.
    """

    programs: Path
    base: Path
    xlwings: str

    @property
    def interpreter(self) -> Path:
        """The program that Excel starts: Python without a console window."""
        return self.programs / "pythonw.exe"

    @property
    def is_from_store(self) -> bool:
        """Whether it came from the Microsoft Store, which keeps its files apart from Excel."""
        return lies_in_store(str(self.base))

    def dll(self, bits: int) -> Path:
        """Give xlwings' library for Excel: beside python.exe, or in a venv one folder up.

        Where there is none, it is the place where it should be.
        """
        name = f"xlwings{bits}-{self.xlwings}.dll"
        places = [self.programs / name, self.programs.parent / name]
        if self.programs.name.lower() == "scripts":
            places.reverse()
        return next((place for place in places if place.is_file()), places[0])


@dataclass(frozen=True)
class Machine:
    """A computer.

    Attributes:
        system: its operating system, as Python names it.
        environment: the Python in use.
        places: the person's profile.
        cloud_folders: the folders that OneDrive keeps in step.
        registry: Windows' registry, or None off Windows.
        starts: says whether a Python starts, apart from everything, and finds Timeliness.
        build: packs the add-in.
    """

    system: str
    environment: PythonEnvironment
    places: Places
    cloud_folders: tuple[Path, ...]
    registry: Registry | None
    starts: Callable[[Path], bool]
    build: Build

    @property
    def is_windows(self) -> bool:
        """Whether Excel could run the add-in here."""
        return self.system == "Windows"

    @property
    def excel_bits(self) -> int:
        """Whether Excel is of 32 or 64 bits; 64, as nearly all are, where nothing says so."""
        excel = find_excel(self.registry) if self.registry else None
        return (excel and excel.bits) or _USUAL_BITS


def this_machine(build: Build) -> Machine:
    """Describe the computer that this runs on."""
    cloud = {os.environ.get(name) for name in ("OneDrive", "OneDriveCommercial")}
    return Machine(
        system=platform.system(),
        environment=PythonEnvironment(
            Path(sys.executable).parent, Path(sys.base_prefix), version("xlwings")
        ),
        places=windows_places(os.environ),
        cloud_folders=tuple(Path(folder) for folder in sorted(filter(None, cloud))),
        registry=this_registry(),
        starts=starts_apart,
        build=build,
    )


def starts_apart(interpreter: Path) -> bool:
    """Start a Python as Excel does, apart from folders and variables; see if it finds Timeliness.

    A package installed for one person outside the environment is not found in this way, nor is a
    file that lies in the folder at hand and bears a package's name.
    """
    command = [str(interpreter), "-I", "-c", "import timeliness.excel.functions, xlwings"]
    try:
        ended = subprocess.run(  # noqa: S603  (the program is the one that Excel will start)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST_START,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
