"""The add-in put into a made-up profile, renewed and taken away, and what can go wrong."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.lists import HARROW
from tests.support.made_up_windows import (
    CLICK_TO_RUN,
    HEALTHY,
    XLWINGS,
    built,
    files_in,
    made_up_machine,
    package_of,
    parts_of,
)
from timeliness.errors import OutputError, SettingsError
from timeliness.excel.installing import Deed, carry_out, plan_install, plan_uninstall
from timeliness.excel.machine import Machine, starts_apart
from timeliness.excel.places import Places, windows_places
from timeliness.excel.user_settings import UserSettings, read_user_settings, user_settings_bytes
from timeliness.indicators import published_definitions

ADDIN = "Microsoft/Excel/XLSTART/Timeliness.xlam"
SETTINGS = "Timeliness/timeliness.conf"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return made_up_machine(tmp_path)


def install(machine: Machine, council: Path | None = None) -> list[Deed]:
    plan = plan_install(machine, council)
    carry_out(plan)
    return [step.deed for step in plan.steps]


def uninstall(machine: Machine) -> list[Deed]:
    plan = plan_uninstall(machine)
    carry_out(plan)
    return [step.deed for step in plan.steps]


def test_an_installation_is_two_files_in_the_profile_and_nothing_else(machine: Machine) -> None:
    assert install(machine) == [Deed.WRITE, Deed.WRITE]
    scripts = machine.environment.programs
    settings = UserSettings(
        str(scripts / "pythonw.exe"), str(scripts.parent / f"xlwings64-{XLWINGS}.dll")
    )
    assert files_in(machine.places.roaming) == {
        ADDIN: built(published_definitions()),
        SETTINGS: user_settings_bytes(settings),
    }


@pytest.mark.parametrize("person", ["Seán Ó Néill", "J. 李", "a" * 60, "O'Brien & Co (Children's)"])
def test_a_name_with_accents_and_spaces_is_kept_whole(tmp_path: Path, person: str) -> None:
    machine = made_up_machine(tmp_path, person=person)
    install(machine)
    read = read_user_settings(machine.places.settings_file)
    assert Path(read.interpreter).is_file()
    assert Path(read.dll).is_file()
    assert person in read.interpreter


def test_installing_twice_leaves_the_same_files_alone(machine: Machine) -> None:
    install(machine)
    before = files_in(machine.places.roaming)
    assert install(machine) == [Deed.LEAVE, Deed.LEAVE]
    assert files_in(machine.places.roaming) == before


def test_an_earlier_versions_addin_and_settings_are_replaced(machine: Machine) -> None:
    install(machine)
    machine.places.addin.write_bytes(b"an earlier version")
    (machine.environment.programs.parent / "xlwings64-0.38.0.dll").write_bytes(b"")
    newer = replace(machine, environment=replace(machine.environment, xlwings="0.38.0"))
    assert install(newer) == [Deed.REPLACE, Deed.REPLACE]
    assert machine.places.addin.read_bytes() == built(published_definitions())
    assert "xlwings64-0.38.0.dll" in read_user_settings(machine.places.settings_file).dll


def signed(parts: dict[str, str]) -> bytes:
    return package_of(
        parts
        | {
            "[Content_Types].xml": "<Types>with the signature's</Types>",
            "xl/vbaProjectSignatureV3.bin": "signature",
            "xl/_rels/vbaProject.bin.rels": "<Relationships/>",
        }
    )


def test_an_addin_that_it_signed_is_left_as_it_is(machine: Machine) -> None:
    install(machine)
    parts = parts_of(published_definitions())
    machine.places.addin.write_bytes(signed(parts))
    assert install(machine) == [Deed.LEAVE, Deed.LEAVE]
    assert machine.places.addin.read_bytes() == signed(parts)


@pytest.mark.parametrize(
    "changed",
    [
        {"xl/vbaProject.bin": "other macros"},
        {"customUI/customUI14.xml": "<customUI>other buttons</customUI>"},
        {"xl/externalLinks/externalLink1.xml": "<externalLink/>"},
    ],
)
def test_a_signature_does_not_hide_a_change(machine: Machine, changed: dict[str, str]) -> None:
    install(machine)
    machine.places.addin.write_bytes(signed(parts_of(published_definitions()) | changed))
    assert install(machine) == [Deed.LEAVE, Deed.REPLACE]
    assert machine.places.addin.read_bytes() == built(published_definitions())


def test_a_councils_own_indicators_are_built_in_and_kept_by_the_next_update(
    machine: Machine, tmp_path: Path
) -> None:
    shutil.copytree(HARROW, tmp_path / "harrow")
    council = tmp_path / "harrow" / "council.toml"
    own = """
[assessment_types]
section_47 = ["Section 47"]
[indicators.S47]
name = "Section 47 enquiries"
title = "Section 47 enquiries completed within {limit} working days of their start"
assessments = "section_47"
clock_starts = ["start"]
limits = [{ from = 2013-04-01, working_days = 15 }]
"""
    council.write_text(council.read_text(encoding="utf-8") + own, encoding="utf-8")
    install(machine, council)
    assert b"S47" in machine.places.addin.read_bytes()
    assert read_user_settings(machine.places.settings_file).council == str(council)
    machine.places.addin.write_bytes(b"an earlier version")
    install(machine)
    assert b"S47" in machine.places.addin.read_bytes()
    assert read_user_settings(machine.places.settings_file).council == str(council)


def test_councils_settings_that_cannot_be_read_stop_it_before_anything_is_written(
    machine: Machine, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="was not found"):
        install(machine, tmp_path / "no council.toml")
    assert files_in(machine.places.roaming) == {}


def test_a_settings_file_that_is_past_reading_is_written_anew(machine: Machine) -> None:
    machine.places.settings_file.parent.mkdir()
    machine.places.settings_file.write_bytes(b"spoilt")
    assert install(machine) == [Deed.REPLACE, Deed.WRITE]
    assert read_user_settings(machine.places.settings_file).council == ""


@pytest.mark.parametrize(
    ("there", "deeds"),
    [
        ([SETTINGS], [Deed.LEAVE, Deed.WRITE]),
        ([ADDIN], [Deed.WRITE, Deed.LEAVE]),
        ([SETTINGS, "Microsoft/Excel/XLSTART/.timeliness-abc.tmp"],
         [Deed.REMOVE, Deed.LEAVE, Deed.WRITE]),
    ],
)  # fmt: skip
def test_a_half_done_installation_is_made_whole(
    machine: Machine, there: list[str], deeds: list[Deed]
) -> None:
    install(machine)
    whole = files_in(machine.places.roaming)
    for name in set(whole) - set(there):
        (machine.places.roaming / name).unlink()
    for name in set(there) - set(whole):
        (machine.places.roaming / name).write_bytes(b"half")
    assert install(machine) == deeds
    assert files_in(machine.places.roaming) == whole


@pytest.mark.parametrize("undo", [False, True])
def test_nothing_is_touched_while_excel_has_the_addin_open(machine: Machine, undo: bool) -> None:
    install(machine)
    machine.places.addin.write_bytes(b"an earlier version")
    machine.places.addin_in_use.write_bytes(b"")
    before = files_in(machine.places.roaming)
    with pytest.raises(OutputError, match="close every window of Excel") as error:
        (uninstall if undo else install)(machine)
    assert r"%APPDATA%\Microsoft\Excel\XLSTART\~$Timeliness.xlam" in str(error.value)
    assert files_in(machine.places.roaming) == before


def test_a_file_that_another_program_holds_counts_as_open(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(machine)
    before = files_in(machine.places.roaming)
    really = Path.open

    def held(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if path == machine.places.addin and "+" in mode:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really(path, mode, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    for act in (install, uninstall):
        with pytest.raises(OutputError, match="Excel has the add-in open"):
            act(machine)
    monkeypatch.undo()
    assert files_in(machine.places.roaming) == before


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("pythonw.exe", "pythonw.exe is missing, the program that Excel starts: ask IT to repair"),
        (f"../xlwings64-{XLWINGS}.dll", f"--force-reinstall xlwings=={XLWINGS}"),
    ],
)
def test_what_excel_needs_and_is_missing_is_named_with_what_to_do(
    machine: Machine, spoil: str, said: str
) -> None:
    (machine.environment.programs / spoil).unlink()
    with pytest.raises(OutputError, match=said):
        install(machine)
    assert files_in(machine.places.roaming) == {}


def test_a_python_that_does_not_find_timeliness_by_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="not with pip's --user"):
        install(made_up_machine(tmp_path, starts=False))


def test_a_python_from_the_store_is_refused(machine: Machine) -> None:
    base = Path(r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11_x64")
    store = replace(machine, environment=replace(machine.environment, base=base))
    with pytest.raises(OutputError, match="came from the Microsoft Store"):
        install(store)


def test_a_service_without_a_profile_is_refused(machine: Machine) -> None:
    unknown = replace(machine, places=windows_places({}))
    for plan in (plan_install(unknown), plan_uninstall(unknown)):
        with pytest.raises(OutputError, match="run this as the person who uses Excel"):
            carry_out(plan)


def test_the_library_is_the_one_for_excels_bits(tmp_path: Path) -> None:
    machine = made_up_machine(
        tmp_path, bits=32, values={**HEALTHY, (CLICK_TO_RUN, "Platform"): "x86"}
    )
    install(machine)
    assert read_user_settings(machine.places.settings_file).dll.endswith("xlwings32-0.37.8.dll")


def test_the_library_is_found_beside_python_where_there_is_no_venv(machine: Machine) -> None:
    name = f"xlwings64-{XLWINGS}.dll"
    plain = machine.environment.programs.parent / "Python311"
    plain.mkdir()
    environment = replace(machine.environment, programs=plain)
    (machine.environment.programs.parent / name).unlink()
    assert environment.dll(64) == plain / name
    (plain / name).write_bytes(b"")
    assert environment.dll(64) == plain / name


@pytest.mark.parametrize("failing", ["settings_file", "addin"])
def test_a_folder_that_cannot_be_written_is_told_and_the_earlier_file_stands(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    install(machine)
    machine.places.addin.write_bytes(b"an earlier version")
    machine.places.settings_file.write_bytes(b"spoilt")
    before = files_in(machine.places.roaming)
    target = getattr(machine.places, failing)
    really = Path.replace

    def refused(path: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really(path, to)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OutputError, match="check that you may write in its folder"):
        install(machine)
    after = files_in(machine.places.roaming)
    assert after[ADDIN] == b"an earlier version"
    assert set(after) == set(before)


def test_a_start_up_folder_that_is_a_file_is_named(machine: Machine) -> None:
    machine.places.startup_folder.rmdir()
    machine.places.startup_folder.write_bytes(b"")
    with pytest.raises(OutputError, match="XLSTART is not a folder"):
        install(machine)


def test_uninstalling_takes_away_exactly_what_was_installed(machine: Machine) -> None:
    own = {
        "Microsoft/Excel/XLSTART/PERSONAL.XLSB": b"macros of their own",
        "Microsoft/Excel/XLSTART/Timeliness notes.xlsx": b"notes",
        "Microsoft/AddIns/other.xlam": b"another add-in",
    }
    for name, content in own.items():
        path = machine.places.roaming / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    install(machine)
    assert uninstall(machine) == [Deed.REMOVE, Deed.REMOVE, Deed.REMOVE_FOLDER]
    assert files_in(machine.places.roaming) == own
    assert not machine.places.settings_file.parent.exists()
    assert machine.places.startup_folder.is_dir()


def test_uninstalling_twice_or_without_an_installation_does_nothing(machine: Machine) -> None:
    assert uninstall(machine) == []
    install(machine)
    uninstall(machine)
    assert uninstall(machine) == []


def test_a_folder_of_ours_that_holds_somebody_elses_file_stays(machine: Machine) -> None:
    install(machine)
    note = machine.places.settings_file.with_name("my notes.txt")
    note.write_bytes(b"mine")
    uninstall(machine)
    assert files_in(machine.places.roaming) == {"Timeliness/my notes.txt": b"mine"}


def test_a_half_done_installation_can_be_taken_away(machine: Machine) -> None:
    install(machine)
    machine.places.addin.unlink()
    machine.places.addin.with_name(".timeliness-abc.tmp").write_bytes(b"half")
    uninstall(machine)
    assert files_in(machine.places.roaming) == {}


def test_a_file_that_cannot_be_taken_away_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(machine)

    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(OutputError, match=r"taken away \(Permission denied\): close Excel"):
        uninstall(machine)


def test_a_plan_is_told_in_sentences_and_does_nothing(machine: Machine) -> None:
    plan = plan_install(machine)
    fingerprint = hashlib.sha256(built(published_definitions())).hexdigest()
    addin = r"%APPDATA%\Microsoft\Excel\XLSTART\Timeliness.xlam"
    assert plan.hindrances == ()
    assert [step.sentence for step in plan.steps] == [
        r"Write the settings file: %APPDATA%\Timeliness\timeliness.conf",
        f"Write the add-in (SHA-256 {fingerprint}): {addin}",
    ]
    assert files_in(machine.places.roaming) == {}


def test_off_windows_the_steps_are_listed_and_nothing_can_be_done(tmp_path: Path) -> None:
    elsewhere = replace(made_up_machine(tmp_path, system="Linux"), places=windows_places({}))
    assert elsewhere.places == Places(Path("%APPDATA%"))
    plan = plan_install(elsewhere)
    assert [step.deed for step in plan.steps] == [Deed.WRITE, Deed.WRITE]
    assert [step.sentence for step in plan_uninstall(elsewhere).steps] == [
        r"Take away the add-in: %APPDATA%\Microsoft\Excel\XLSTART\Timeliness.xlam",
        r"Take away the settings file: %APPDATA%\Timeliness\timeliness.conf",
        r"Take away the folder unless something else lies in it: %APPDATA%\Timeliness",
    ]
    for each in (plan, plan_uninstall(elsewhere)):
        with pytest.raises(OutputError, match="This is Linux, and Excel runs the add-in on"):
            carry_out(each)


def test_this_python_starts_apart_and_finds_timeliness() -> None:
    assert starts_apart(Path(sys.executable))


def test_no_file_in_the_folder_at_hand_nor_a_variable_is_run_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "ran"
    for name in ("timeliness", "xlwings", "pandas", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(trace)!r}, 'w').close()")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "pandas.py"))
    assert starts_apart(Path(sys.executable))
    assert not trace.exists()


def test_a_program_that_is_no_python_does_not_start(tmp_path: Path) -> None:
    assert not starts_apart(tmp_path / "pythonw.exe")
    program = tmp_path / "fails"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    assert not starts_apart(program)
