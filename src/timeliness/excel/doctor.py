"""Looks over the set-up and says of each thing how it stands and what mends it, on any system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from timeliness.errors import SettingsError, TimelinessError
from timeliness.excel.defender import check_defender
from timeliness.excel.excel_checks import (
    check_bits,
    check_excel,
    check_macro_policy,
    check_profile_folder,
    check_switched_off,
    check_system,
    check_trusted_folder,
)
from timeliness.excel.installing import definitions_for, sha256
from timeliness.excel.machine import Machine
from timeliness.excel.signing import is_the_same_signed
from timeliness.excel.user_settings import (
    UserSettings,
    dll_bits,
    dll_version,
    read_user_settings,
    unknown_lines,
)
from timeliness.excel.verdicts import Verdict, fault, ok, unknown, warning
from timeliness.saving import unfinished_in
from timeliness.settings import read_council
from timeliness.words import listed

_INSTALL = 'Run "timeliness addin install".'
_INSTALL_AGAIN = 'Close Excel and run "timeliness addin install" again.'
_NOT_INSTALLED = "The add-in is not installed for you, so there is nothing to look at."
_INSTALLED_ON_WINDOWS = "The add-in is installed on Windows alone."
_PASSED_ON_AS = "cp1252"
"""The letters in which an English Windows passes the names of programs on."""


@dataclass(frozen=True)
class Result:
    """One line of the check.

    Attributes:
        name: what was looked at.
        verdict: what was found.
    """

    name: str
    verdict: Verdict


def examine(machine: Machine) -> tuple[Result, ...]:
    """Make every check; one that cannot be made says so and stops none of the others."""
    return tuple(_result(name, check, machine) for name, check in CHECKS)


def _result(name: str, check: Callable[[Machine], Verdict], machine: Machine) -> Result:
    try:
        verdict = check(machine)
    except TimelinessError as error:
        verdict = fault(str(error), "Do what this says, then check again.")
    except Exception as error:  # noqa: BLE001  (the other checks are still to be made)
        why = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        verdict = unknown(
            f"This could not be looked at ({why}).",
            "Check that you may read the folders named here; if you may, report this line.",
        )
    return Result(name, verdict)


def check_settings_file(machine: Machine) -> Verdict:
    """The settings file is there, is read, and holds nothing that is not ours."""
    if not machine.is_windows:
        return unknown(_INSTALLED_ON_WINDOWS)
    path = machine.places.settings_file
    try:
        read_user_settings(path)
    except SettingsError as error:
        return fault(str(error), _INSTALL)
    if unread := unknown_lines(path):
        lines = listed([str(number) for number in unread])
        return warning(
            f"{path.name} holds lines that Timeliness does not know and passes over: {lines}.",
            _INSTALL_AGAIN,
        )
    return ok(f"The settings file is in order: {machine.places.shown(path)}")


def check_python(machine: Machine) -> Verdict:
    """The Python that Excel starts is there and finds Timeliness."""
    environment = machine.environment
    if not machine.is_windows:
        return unknown(f"{_INSTALLED_ON_WINDOWS} The commands here run in {environment.programs}.")
    if environment.is_from_store:
        return fault(
            "This Python came from the Microsoft Store, so Excel does not see what it installs.",
            "Ask IT for Python's own installer, and install Timeliness in that one.",
        )
    settings = _settings(machine)
    if settings is None:
        return unknown(_NOT_INSTALLED, _INSTALL)
    interpreter = Path(settings.interpreter)
    if not interpreter.is_file():
        return fault(f"{interpreter} is missing, the program that Excel starts.", _INSTALL_AGAIN)
    if not machine.starts(interpreter):
        return fault(
            f"{interpreter} does not find Timeliness when it is started as Excel starts it.",
            "Install Timeliness in an environment of its own, with python -m venv, and then the "
            "add-in again.",
        )
    if not _can_be_passed_on(settings):
        return warning(
            "The folder of this Python has letters in its name that Excel may not pass on.",
            "Install Timeliness in a folder whose name has English letters alone, then the add-in "
            "again.",
        )
    if interpreter != environment.interpreter:
        return warning(
            f"Excel starts {interpreter}, and this command runs in {environment.programs}.",
            f"If Excel is to use the one of this command: {_INSTALL_AGAIN}",
        )
    return ok(f"Excel starts {interpreter}, and it finds Timeliness.")


def check_library(machine: Machine) -> Verdict:
    """The library that Excel loads is there, of xlwings' version and of Excel's bits."""
    if not machine.is_windows:
        return unknown(f"{_INSTALLED_ON_WINDOWS} xlwings {machine.environment.xlwings} is here.")
    settings = _settings(machine)
    if settings is None:
        return unknown(_NOT_INSTALLED, _INSTALL)
    library = PureWindowsPath(settings.dll).name
    if not Path(settings.dll).is_file():
        return fault(
            f"The library {library} is missing: an antivirus took it, or xlwings was renewed.",
            'Ask IT to allow the file. Then close Excel, run "python -m pip install '
            f'--force-reinstall xlwings=={machine.environment.xlwings}" and after it "timeliness '
            'addin install".',
        )
    if dll_version(settings.dll) != machine.environment.xlwings:
        return fault(
            f"Excel loads {library}, and xlwings {machine.environment.xlwings} is installed.",
            _INSTALL_AGAIN,
        )
    if dll_bits(settings.dll) != machine.excel_bits:
        return fault(
            f"Excel has {machine.excel_bits} bits, and {library} is for the other kind.",
            _INSTALL_AGAIN,
        )
    return ok(f"xlwings and the library that Excel loads agree: {library}")


def check_addin(machine: Machine) -> Verdict:
    """The add-in is there, and is the very one that this version builds."""
    settings = _settings(machine) if machine.is_windows else None
    fresh = machine.build(definitions_for(settings.council if settings else ""))
    if not machine.is_windows:
        return unknown(
            f"{_INSTALLED_ON_WINDOWS} It can be built here, with the SHA-256 {sha256(fresh)}"
        )
    places = machine.places
    if not places.addin.is_file():
        return fault(f"{places.shown(places.addin)} is missing.", _INSTALL)
    found = places.addin.read_bytes()
    if found == fresh:
        return ok(f"The add-in is the one that this version builds. SHA-256: {sha256(fresh)}")
    if is_the_same_signed(found, fresh):
        return ok(
            "The add-in is the one that this version builds, with a signature added. SHA-256: "
            f"{sha256(found)}"
        )
    return fault(
        "The add-in that Excel opens is not the one that this version builds.", _INSTALL_AGAIN
    )


def check_mark(machine: Machine) -> Verdict:
    """The add-in does not count as downloaded, which would keep its macros from running."""
    if not machine.is_windows:
        return unknown(_INSTALLED_ON_WINDOWS)
    addin = machine.places.addin
    if addin.with_name(f"{addin.name}:Zone.Identifier").exists():
        return fault(
            "Windows has marked the add-in as a file from the internet, and Excel blocks it.",
            f"{_INSTALL_AGAIN} It builds the add-in here, where it needs no download.",
        )
    return ok("The add-in does not count as a file from the internet.")


def check_other_copies(machine: Machine) -> Verdict:
    """Excel opens the add-in once, and nothing half-written."""
    if not machine.is_windows:
        return unknown(_INSTALLED_ON_WINDOWS)
    places = machine.places
    if places.second_addin.exists():
        return warning(
            f"A second copy lies at {places.shown(places.second_addin)}, and Excel may open both.",
            "In Excel take the tick off it under File, Options, Add-ins, Go; then delete it.",
        )
    if unfinished_in(places.startup_folder):
        return fault(
            "A stopped installation left a half-written file in Excel's start-up folder.",
            _INSTALL_AGAIN,
        )
    return ok("There is one copy of the add-in.")


def check_council(machine: Machine) -> Verdict:
    """The council's settings that the buttons use are there and can be read."""
    if not machine.is_windows:
        return unknown(_INSTALLED_ON_WINDOWS)
    settings = _settings(machine)
    if settings is None:
        return unknown(_NOT_INSTALLED, _INSTALL)
    if not settings.council:
        return warning(
            "No council's settings are named, so the buttons use those in the open workbook.",
            "To name them: timeliness addin install --council council.toml",
        )
    path = Path(settings.council)
    council = read_council(path)
    if any(folder in path.parents for folder in machine.cloud_folders):
        return warning(
            f"The settings of {council.name} lie in OneDrive, which may keep them away from this "
            "computer.",
            'In Explorer click the file with the right button and choose "Always keep on this '
            'device".',
        )
    return ok(f"The settings of {council.name} are in order: {path}")


CHECKS: tuple[tuple[str, Callable[[Machine], Verdict]], ...] = (
    ("Operating system", check_system),
    ("Excel", check_excel),
    ("Excel's bits", check_bits),
    ("Profile folder", check_profile_folder),
    ("Settings file", check_settings_file),
    ("Python", check_python),
    ("xlwings", check_library),
    ("Add-in", check_addin),
    ("Downloaded mark", check_mark),
    ("Other copies", check_other_copies),
    ("Disabled items", check_switched_off),
    ("Macro policy", check_macro_policy),
    ("Trusted folder", check_trusted_folder),
    ("Microsoft Defender", check_defender),
    ("Council's settings", check_council),
)
"""Every check, in the order in which one mends a set-up."""


def _settings(machine: Machine) -> UserSettings | None:
    try:
        return read_user_settings(machine.places.settings_file)
    except SettingsError:
        # Told by the check of the settings file itself.
        return None


def _can_be_passed_on(settings: UserSettings) -> bool:
    try:
        (settings.interpreter + settings.dll).encode(_PASSED_ON_AS)
    except UnicodeEncodeError:
        return False
    return True
