"""Puts the add-in into a person's Excel and takes it away again: a plan of steps, then the doing.

The add-in is built where it is to run, so that it names the libraries that are there. What a
plan would do is told before anything is done, on any system.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from timeliness.errors import OutputError, SettingsError
from timeliness.excel.machine import Machine
from timeliness.excel.places import Places
from timeliness.excel.signing import is_the_same_signed
from timeliness.excel.user_settings import (
    UserSettings,
    read_user_settings,
    user_settings_bytes,
)
from timeliness.indicators import Definitions, published_definitions
from timeliness.saving import unfinished_in, write_file
from timeliness.settings import read_council


class Deed(StrEnum):
    """What a step does with its file, whose name is put in."""

    WRITE = "Write {}"
    REPLACE = "Replace {}"
    LEAVE = "Leave {} as it is"
    REMOVE = "Take away {}"
    REMOVE_FOLDER = "Take away {} unless something else lies in it"


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        deed: what is done.
        path: the file or folder.
        sentence: the step as a person reads it.
        content: the bytes of a file that is written.
    """

    deed: Deed
    path: Path
    sentence: str
    content: bytes = b""


@dataclass(frozen=True)
class Plan:
    """What would be done, and what stands against it.

    Attributes:
        steps: in their order.
        hindrances: why it cannot be done here, each with what to do about it.
    """

    steps: tuple[Step, ...]
    hindrances: tuple[str, ...]


def plan_install(machine: Machine, council: Path | None = None) -> Plan:
    """Plan the installation, or the update of one.

    Args:
        machine: the computer.
        council: the council's settings that buttons and formulas are to use; those of an
            earlier installation by default.

    Raises:
        SettingsError: the council's settings cannot be used.
    """
    places, environment = machine.places, machine.environment
    chosen = str(council.resolve()) if council else _earlier_council(places)
    settings = UserSettings(
        str(environment.interpreter), str(environment.dll(machine.excel_bits)), chosen
    )
    addin = machine.build(definitions_for(chosen))
    steps = [
        *_clearing(places),
        # In this order a half-done installation leaves Excel with nothing that it cannot run.
        _writing(places, places.settings_file, "the settings file", user_settings_bytes(settings)),
        _writing(places, places.addin, f"the add-in (SHA-256 {sha256(addin)})", addin),
    ]
    return Plan(tuple(steps), (*_hindrances(machine), *_python_hindrances(machine)))


def plan_uninstall(machine: Machine) -> Plan:
    """Plan to take away exactly what an installation put there."""
    places = machine.places
    installed = (
        (Deed.REMOVE, places.addin, "the add-in"),
        (Deed.REMOVE, places.settings_file, "the settings file"),
        (Deed.REMOVE_FOLDER, places.settings_file.parent, "the folder"),
    )
    steps = [
        *_clearing(places),
        # Off Windows nothing can be there, and the steps are listed for whoever wants to know.
        *(
            _step(places, deed, path, what)
            for deed, path, what in installed
            if path.exists() or not machine.is_windows
        ),
    ]
    return Plan(tuple(steps), tuple(_hindrances(machine)))


def carry_out(plan: Plan) -> None:
    """Do a plan's steps, all of them or, with a hindrance, none.

    Raises:
        OutputError: something stands against it, or a step failed.
    """
    if plan.hindrances:
        raise OutputError(plan.hindrances[0])
    for step in plan.steps:
        match step.deed:
            case Deed.WRITE | Deed.REPLACE:
                write_file(step.path, step.content)
            case Deed.REMOVE:
                _remove(step.path)
            case Deed.REMOVE_FOLDER:
                _remove_folder(step.path)
            case Deed.LEAVE:
                continue


def definitions_for(council: str) -> Definitions:
    """Give the indicators whose formulas the add-in has.

    Args:
        council: the path of a council.toml, or nothing.

    Raises:
        SettingsError: the council's settings cannot be used.
    """
    return read_council(Path(council)).definitions if council else published_definitions()


def sha256(content: bytes) -> str:
    """Give the fingerprint by which IT knows a file."""
    return hashlib.sha256(content).hexdigest()


def _earlier_council(places: Places) -> str:
    try:
        return read_user_settings(places.settings_file).council
    except SettingsError:
        # There is none yet, or it is past reading and is about to be written anew.
        return ""


def _hindrances(machine: Machine) -> Iterator[str]:
    places = machine.places
    if not machine.is_windows:
        yield (
            f"This is {machine.system}, and Excel runs the add-in on Windows alone: run this "
            "command on the Windows computer. With --dry-run it lists its steps anywhere."
        )
    elif not places.known:
        yield (
            "Windows does not say where your profile lies (APPDATA is not set): run this as the "
            "person who uses Excel, and not as a service."
        )
    elif is_open(places):
        yield (
            "Excel has the add-in open: close every window of Excel and try again. (If Excel is "
            f"not running, a crash may have left {places.shown(places.addin_in_use)} there: delete "
            "it. If it is not there either, ask IT whether you may change the add-in's file.)"
        )


def _python_hindrances(machine: Machine) -> Iterator[str]:
    environment = machine.environment
    if not machine.is_windows:
        return
    dll = environment.dll(machine.excel_bits)
    if environment.is_from_store:
        yield (
            "This Python came from the Microsoft Store, which keeps what it writes in your profile "
            "apart, so that Excel would not find the add-in: ask IT for Python's own installer, "
            "and install Timeliness in that one."
        )
    if not environment.interpreter.is_file():
        yield (
            f"{environment.interpreter} is missing, the program that Excel starts: ask IT to "
            "repair this Python, or install Timeliness in another one."
        )
    elif not machine.starts(environment.interpreter):
        yield (
            f"{environment.interpreter} does not find Timeliness when it is started apart from "
            "your own folders, as Excel starts it: install Timeliness in an environment of its "
            "own, with python -m venv, and not with pip's --user."
        )
    if not dll.is_file():
        yield (
            f"{dll.name} is missing in {dll.parent}, the library through which Excel speaks to "
            "Python: an antivirus may have taken it. Ask IT to allow it, then run python -m pip "
            f"install --force-reinstall xlwings=={environment.xlwings}"
        )


def is_open(places: Places) -> bool:
    """Say whether Excel has the add-in open."""
    if places.addin_in_use.exists():
        return True
    try:
        with places.addin.open("r+b"):
            return False
    except PermissionError:
        # So Windows answers while another program holds the file.
        return True
    except OSError:
        return False


def _clearing(places: Places) -> Iterator[Step]:
    """Take away what a stopped installation left: Excel opens whatever lies in that folder."""
    for folder in (places.startup_folder, places.settings_file.parent):
        for path in unfinished_in(folder):
            yield _step(places, Deed.REMOVE, path, "the rest of a stopped installation")


def _writing(places: Places, path: Path, what: str, content: bytes) -> Step:
    try:
        before = path.read_bytes()
    except OSError:
        return _step(places, Deed.WRITE, path, what, content)
    same = before == content or is_the_same_signed(before, content)
    deed = Deed.LEAVE if same else Deed.REPLACE
    return _step(places, deed, path, what, content)


def _step(places: Places, deed: Deed, path: Path, what: str, content: bytes = b"") -> Step:
    sentence = f"{deed.format(what)}: {places.shown(path)}"
    return Step(deed, path, sentence, content)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path} could not be taken away ({error.strerror or 'the drive did not answer'}): "
            "close Excel, check that you may write in the folder, and try again."
        ) from None


def _remove_folder(path: Path) -> None:
    try:
        path.rmdir()
    except OSError:
        # Somebody's own file lies in it, or it is gone already.
        return
