"""The check of the set-up: each thing that goes wrong at a council gives its line and its fix."""

from __future__ import annotations

import errno
import shutil
import struct
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.lists import HARROW
from tests.support.made_up_windows import (
    APP_PATHS,
    CLICK_TO_RUN,
    CLOUD_POLICY,
    COMMON_POLICY,
    DEFENDER,
    EXCEL,
    HEALTHY,
    OFFICE,
    OUTLOOK,
    POLICY,
    STARTUP,
    XLWINGS,
    MadeUpRegistry,
    files_in,
    made_up_machine,
    package_of,
    parts_of,
)
from timeliness.errors import TemplateError
from timeliness.excel.doctor import CHECKS, Result, examine
from timeliness.excel.installing import carry_out, plan_install
from timeliness.excel.machine import Machine, this_machine
from timeliness.excel.places import Places
from timeliness.excel.registry import find_excel
from timeliness.excel.user_settings import UserSettings, read_user_settings, user_settings_bytes
from timeliness.excel.verdicts import State, Verdict
from timeliness.indicators import Definitions
from timeliness.settings import read_council

COUNCIL = HARROW / "council.toml"
UNTRUSTED: Mapping[tuple[str, str], str | int] = {
    (APP_PATHS, ""): EXCEL,
    (CLICK_TO_RUN, "Platform"): "x64",
    (rf"{OFFICE}\Trusted Locations\Location0", "Path"): "C:\\Elsewhere\\",
}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A computer on which all is well."""
    made = made_up_machine(tmp_path)
    carry_out(plan_install(made, COUNCIL))
    return made


def line(machine: Machine, name: str) -> Verdict:
    (found,) = (result.verdict for result in examine(machine) if result.name == name)
    return found


def with_registry(machine: Machine, values: Mapping[tuple[str, str], str | int]) -> Machine:
    return replace(machine, registry=MadeUpRegistry(values))


def with_settings(machine: Machine, **changes: str) -> None:
    settings = replace(read_user_settings(machine.places.settings_file), **changes)
    machine.places.settings_file.write_bytes(user_settings_bytes(settings))


def test_a_computer_on_which_all_is_well_has_only_good_lines(machine: Machine) -> None:
    results = examine(machine)
    assert [result.name for result in results] == [name for name, _ in CHECKS]
    for result in results:
        assert (result.verdict.state, result.verdict.fix) == (State.OK, ""), result


def test_a_check_changes_nothing(machine: Machine) -> None:
    before = files_in(machine.places.roaming)
    examine(machine)
    assert files_in(machine.places.roaming) == before


@pytest.mark.parametrize("system", ["Linux", "Darwin"])
def test_off_windows_every_line_says_what_cannot_be_known(tmp_path: Path, system: str) -> None:
    results = examine(made_up_machine(tmp_path, system=system))
    first, *others = (result.verdict for result in results)
    assert first.state is State.WARNING
    assert f"This is {system}" in first.sentence
    assert {verdict.state for verdict in others} == {State.UNKNOWN}
    assert "It can be built here, with the SHA-256 " in line_of(results, "Add-in").sentence


def line_of(results: tuple[Result, ...], name: str) -> Verdict:
    return next(result.verdict for result in results if result.name == name)


def test_this_computer_is_looked_over_whatever_it_is() -> None:
    def build(definitions: Definitions) -> bytes:
        return repr(definitions.indicators).encode()

    machine = this_machine(build)
    assert machine.environment.xlwings == XLWINGS
    assert len(examine(machine)) == len(CHECKS)


def kept_off(*paths: str) -> list[bytes]:
    """Files that Excel opens no more, as it writes them down."""
    return [
        struct.pack("<III", 2, len(path) * 2 + 2, 2) + f"{path}\0\0".encode("utf-16-le")
        for path in paths
    ]


def test_an_add_in_that_excel_switched_off_after_a_crash_is_told(machine: Machine) -> None:
    key = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
    others = kept_off(r"c:\users\me\desktop\budget.xlsx", r"c:\timeliness\list.xlsx")
    off = replace(machine, registry=MadeUpRegistry(HEALTHY, {key: others}))
    assert line(off, "Disabled items").state is State.OK
    ours = kept_off(r"c:\users\me\appdata\roaming\microsoft\excel\xlstart\timeliness.xlam")
    off = replace(machine, registry=MadeUpRegistry(HEALTHY, {key: [*others, *ours]}))
    found = line(off, "Disabled items")
    assert found.state is State.FAULT
    assert "Manage: Disabled Items" in found.fix


def test_before_an_installation_the_fix_is_to_install(tmp_path: Path) -> None:
    machine = made_up_machine(tmp_path)
    for name in ("Settings file", "Add-in"):
        found = line(machine, name)
        assert found.state is State.FAULT
        assert 'Run "timeliness addin install".' in found.fix
    for name in ("Python", "xlwings", "Council's settings"):
        assert line(machine, name).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("values", "name", "state", "said"),
    [
        ({}, "Excel", State.FAULT, "knows of no Excel"),
        ({}, "Excel's bits", State.UNKNOWN, "64 is taken"),
        (
            {(APP_PATHS, ""): r"C:\P\WindowsApps\Microsoft.Office.Desktop.Excel_16_x86"},
            "Excel",
            State.FAULT,
            "came from the Microsoft Store",
        ),
        ({**HEALTHY, (POLICY, "DisableAllAddins"): 1}, "Macro policy", State.FAULT, "no add-ins"),
        ({**HEALTHY, (POLICY, "VBAWarnings"): 4}, "Macro policy", State.OK, "Nothing that is set"),
        ({**UNTRUSTED, (POLICY, "VBAWarnings"): 4}, "Macro policy", State.FAULT, "IT's policy"),
        ({**UNTRUSTED, (OFFICE, "VBAWarnings"): 4}, "Macro policy", State.FAULT, "Trust Center"),
        ({**UNTRUSTED, (OFFICE, "VBAWarnings"): 2}, "Macro policy", State.OK, "Nothing"),
        (
            {**UNTRUSTED, (OFFICE, "VBAWarnings"): 1, (CLOUD_POLICY, "vbawarnings"): 3},
            "Macro policy",
            State.FAULT,
            "signed macros run alone",
        ),
        (
            {**UNTRUSTED, (OFFICE, "RequireAddinSig"): 1},
            "Macro policy",
            State.FAULT,
            "signed add-ins alone",
        ),
        (
            {**HEALTHY, (POLICY, "blockcontentexecutionfrominternet"): 1},
            "Macro policy",
            State.OK,
            "from the internet are blocked",
        ),
        (UNTRUSTED, "Trusted folder", State.WARNING, "is not among the folders"),
        (
            {**HEALTHY, (rf"{POLICY}\Trusted Locations", "AllLocationsDisabled"): 1},
            "Trusted folder",
            State.FAULT,
            "trust no folder at all",
        ),
        (
            {**HEALTHY, (rf"{COMMON_POLICY}\Trusted Locations", "Allow User Locations"): 0},
            "Trusted folder",
            State.UNKNOWN,
            "not written down yet",
        ),
        (
            {**UNTRUSTED, (rf"{POLICY}\Trusted Locations\Location1", "path"): STARTUP.lower()},
            "Trusted folder",
            State.OK,
            "trusts its start-up folder",
        ),
        ({(APP_PATHS, ""): EXCEL}, "Trusted folder", State.UNKNOWN, "not written down yet"),
    ],
)  # fmt: skip
def test_what_windows_says_of_excel_is_told(
    machine: Machine,
    values: Mapping[tuple[str, str], str | int],
    name: str,
    state: State,
    said: str,
) -> None:
    found = line(with_registry(machine, values), name)
    assert found.state is state, found
    assert said in found.sentence
    assert (found.fix == "") == (state is State.OK)


@pytest.mark.parametrize(
    ("path", "below", "state"),
    [
        ("%APPDATA%\\Microsoft\\Excel\\", 1, State.OK),
        ("%APPDATA%\\Microsoft\\Excel\\", 0, State.WARNING),
        ("%userprofile%\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART", 0, State.OK),
        ("C:\\Program Files\\Microsoft Office\\root\\Office16\\XLSTART\\", 1, State.WARNING),
    ],
)
def test_a_trusted_folder_may_hold_the_start_up_folder(
    machine: Machine, path: str, below: int, state: State
) -> None:
    key = rf"{OFFICE}\Trusted Locations\Location7"
    changed = with_registry(machine, {(key, "Path"): path, (key, "AllowSubFolders"): below})
    assert line(changed, "Trusted folder").state is state


@pytest.mark.parametrize(
    ("values", "bits"),
    [
        ({(APP_PATHS, ""): EXCEL, (CLICK_TO_RUN, "Platform"): "x86"}, 32),
        ({(APP_PATHS, ""): EXCEL, (OUTLOOK, "Bitness"): "x86"}, 32),
        ({(APP_PATHS, ""): r'"C:\Program Files (x86)\Microsoft Office\Office16\EXCEL.EXE"'}, 32),
        ({(APP_PATHS, ""): r"C:\P\WindowsApps\Microsoft.Office.Desktop.Excel_16_x86__8\E.EXE"}, 32),
        ({(APP_PATHS, ""): EXCEL}, None),
        (HEALTHY, 64),
    ],
)
def test_excels_bits_are_read_from_where_each_edition_writes_them(
    values: Mapping[tuple[str, str], str | int], bits: int | None
) -> None:
    excel = find_excel(MadeUpRegistry(values))
    assert excel is not None
    assert excel.bits == bits


CHILD_PROGRAMS = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
WINDOWS_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
RULES = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"
MANAGED = (rf"{DEFENDER}\Policy Manager", "ASRRules")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({(RULES, CHILD_PROGRAMS): "1"}, ["child processes"]),
        ({(RULES, CHILD_PROGRAMS): "6", (RULES, WINDOWS_CALLS): 1}, ["child processes", "Win32"]),
        ({MANAGED: f"{WINDOWS_CALLS}=1|{CHILD_PROGRAMS}=2"}, ["Win32"]),
        ({MANAGED: f"x|{CHILD_PROGRAMS}=1"}, ["child processes"]),
        # What device management says goes before a group policy.
        ({MANAGED: f"{CHILD_PROGRAMS}=0", (RULES, CHILD_PROGRAMS): "1"}, []),
        ({(RULES, CHILD_PROGRAMS): "2", (RULES, WINDOWS_CALLS): "0"}, []),
        ({(RULES, "be9ba2d9-53ea-4cdc-84e5-9b1eeee46550"): "1"}, []),
    ],
)
def test_rules_of_defender_that_keep_excel_from_python_are_named(
    machine: Machine, values: Mapping[tuple[str, str], str | int], told: list[str]
) -> None:
    found = line(with_registry(machine, {**HEALTHY, **values}), "Microsoft Defender")
    assert found.state is (State.WARNING if told else State.OK)
    assert [name for name in ("child processes", "Win32") if name in found.sentence] == told
    assert ("pythonw.exe" in found.fix) == ("child processes" in told)
    assert ("Timeliness.xlam" in found.fix) == ("Win32" in told)


def test_a_library_for_the_other_bits_is_a_fault(machine: Machine) -> None:
    changed = with_registry(machine, {**HEALTHY, (CLICK_TO_RUN, "Platform"): "x86"})
    found = line(changed, "xlwings")
    assert found.state is State.FAULT
    assert "Excel has 32 bits, and xlwings64-0.37.8.dll" in found.sentence


def test_a_renewed_xlwings_is_told_from_its_library(machine: Machine) -> None:
    newer = replace(machine, environment=replace(machine.environment, xlwings="0.38.0"))
    found = line(newer, "xlwings")
    assert found.state is State.FAULT
    assert found.sentence == "Excel loads xlwings64-0.37.8.dll, and xlwings 0.38.0 is installed."
    Path(read_user_settings(machine.places.settings_file).dll).unlink()
    assert "is missing: an antivirus took it" in line(newer, "xlwings").sentence


def test_a_python_that_is_gone_or_does_not_start_is_a_fault(machine: Machine) -> None:
    still = replace(machine, starts=lambda _: False)
    assert "does not find Timeliness" in line(still, "Python").sentence
    machine.environment.interpreter.unlink()
    found = line(machine, "Python")
    assert found.state is State.FAULT
    assert "pythonw.exe is missing" in found.sentence


def test_a_python_from_the_store_and_another_python_are_told(
    machine: Machine, tmp_path: Path
) -> None:
    base = Path(r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11")
    store = replace(machine, environment=replace(machine.environment, base=base))
    assert line(store, "Python").state is State.FAULT
    other = replace(machine, environment=replace(machine.environment, programs=tmp_path))
    found = line(other, "Python")
    assert found.state is State.WARNING
    assert str(machine.environment.interpreter) in found.sentence


def test_a_folder_whose_letters_windows_may_not_pass_on_is_a_warning(tmp_path: Path) -> None:
    machine = made_up_machine(tmp_path, person="李")
    carry_out(plan_install(machine))
    found = line(machine, "Python")
    assert found.state is State.WARNING
    assert "letters in its name that Excel may not pass on" in found.sentence


def test_an_addin_that_is_gone_or_of_an_earlier_version_is_a_fault(machine: Machine) -> None:
    machine.places.addin.write_bytes(b"an earlier version")
    found = line(machine, "Add-in")
    assert (found.state, "is not the one that this version builds" in found.sentence) == (
        State.FAULT,
        True,
    )
    machine.places.addin.unlink()
    assert "is missing" in line(machine, "Add-in").sentence


def test_an_addin_that_it_signed_is_well(machine: Machine) -> None:
    parts = parts_of(read_council(COUNCIL).definitions)
    machine.places.addin.write_bytes(package_of(parts | {"xl/vbaProjectSignature.bin": "mark"}))
    found = line(machine, "Add-in")
    assert (found.state, "with a signature added" in found.sentence) == (State.OK, True)


def test_a_build_that_fails_is_a_line_and_no_traceback(machine: Machine) -> None:
    def broken(_: Definitions) -> bytes:
        raise TemplateError("The ribbon's text is missing: install Timeliness again.")

    found = line(replace(machine, build=broken), "Add-in")
    assert (found.state, found.sentence) == (
        State.FAULT,
        "The ribbon's text is missing: install Timeliness again.",
    )


def test_what_nobody_thought_of_is_a_line_and_no_traceback(machine: Machine) -> None:
    def broken(_: Definitions) -> bytes:
        raise ZeroDivisionError

    found = line(replace(machine, build=broken), "Add-in")
    assert (found.state, "(ZeroDivisionError)" in found.sentence) == (State.UNKNOWN, True)


def test_a_folder_that_does_not_answer_is_a_line_and_no_traceback(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    found = line(machine, "Add-in")
    assert (found.state, "Input/output error" in found.sentence) == (State.UNKNOWN, True)


def test_a_mark_of_the_web_is_a_fault(machine: Machine) -> None:
    # Windows keeps the mark in a stream of the file, which it names in this very way.
    mark = machine.places.addin.with_name("Timeliness.xlam:Zone.Identifier")
    mark.write_text("[ZoneTransfer]\nZoneId=3\n")
    assert line(machine, "Downloaded mark").state is State.FAULT


def test_a_second_copy_and_a_half_written_file_are_told(machine: Machine) -> None:
    machine.places.addin.with_name(".timeliness-abc.tmp").write_bytes(b"half")
    assert line(machine, "Other copies").state is State.FAULT
    machine.places.second_addin.parent.mkdir()
    machine.places.second_addin.write_bytes(b"copied by hand")
    found = line(machine, "Other copies")
    assert found.state is State.WARNING
    assert r"%APPDATA%\Microsoft\AddIns\Timeliness.xlam" in found.sentence


def test_a_profile_in_onedrive_or_on_the_network_is_told(machine: Machine) -> None:
    roaming = machine.places.roaming
    cloud = replace(machine, cloud_folders=(roaming.parent,))
    found = line(cloud, "Profile folder")
    assert (found.state, "OneDrive" in found.sentence) == (State.WARNING, True)
    network = replace(machine, places=Places(Path("//server/profiles$/zoe")))
    assert line(network, "Profile folder").state is State.FAULT
    allowed = {**HEALTHY, (rf"{POLICY}\Trusted Locations", "AllowNetworkLocations"): 1}
    assert line(with_registry(network, allowed), "Profile folder").state is State.OK
    nowhere = replace(machine, places=Places(Path("%APPDATA%")))
    assert line(nowhere, "Profile folder").state is State.FAULT


def test_settings_that_hold_more_than_ours_are_told_by_line_and_not_by_word(
    machine: Machine,
) -> None:
    path = machine.places.settings_file
    path.write_bytes(path.read_bytes() + "PYTHONPATH=C:\\evil\r\n".encode("utf-16-le"))
    found = line(machine, "Settings file")
    assert found.state is State.WARNING
    assert found.sentence.endswith("does not know and passes over: 4.")
    path.write_bytes(b"spoilt")
    assert line(machine, "Settings file").state is State.FAULT


def test_councils_settings_are_read_where_they_lie(machine: Machine) -> None:
    with_settings(machine, council="")
    assert line(machine, "Council's settings").state is State.WARNING
    cloud = machine.cloud_folders[0]
    cloud.mkdir()
    shutil.copy(COUNCIL, cloud / "council.toml")
    with_settings(machine, council=str(cloud / "council.toml"))
    found = line(machine, "Council's settings")
    assert (found.state, "Always keep on this device" in found.fix) == (State.WARNING, True)
    (cloud / "council.toml").write_text("[council]\nnome = 1\n")
    found = line(machine, "Council's settings")
    assert (found.state, "council.toml" in found.sentence) == (State.FAULT, True)
    # The add-in cannot be told current without them, and says so in the same words.
    assert line(machine, "Add-in").state is State.FAULT


def test_every_line_is_a_sentence_and_every_fault_has_a_fix(tmp_path: Path) -> None:
    spoilt = made_up_machine(tmp_path, values={}, starts=False)
    spoilt.places.settings_file.parent.mkdir()
    settings = UserSettings(r"C:\gone\pythonw.exe", r"C:\gone\xlwings64-0.1.0.dll", r"C:\gone.toml")
    spoilt.places.settings_file.write_bytes(user_settings_bytes(settings))
    results = examine(spoilt)
    for result in results:
        assert result.verdict.sentence[0].isupper(), result
        if result.verdict.state in {State.WARNING, State.FAULT}:
            assert result.verdict.fix.strip(), result
    faults = {result.name for result in results if result.verdict.state is State.FAULT}
    assert faults == {"Excel", "Python", "xlwings", "Add-in", "Council's settings"}
