"""``timeliness addin`` and ``timeliness doctor`` as they are typed, with the real add-in."""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.commands import code_of
from tests.support.lists import HARROW
from tests.support.made_up_windows import files_in, made_up_machine
from timeliness.commands import addin as commands
from timeliness.excel.addin import build_addin
from timeliness.excel.machine import Machine
from timeliness.excel.signing import is_the_same_signed
from timeliness.indicators import published_definitions

COUNCIL = str(HARROW / "council.toml")
STEPS = [
    r"Write the settings file: %APPDATA%\Timeliness\timeliness.conf",
    r"Write the add-in (SHA-256 …): %APPDATA%\Microsoft\Excel\XLSTART\Timeliness.xlam",
]

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; give its exit code and the lines that it said, without fingerprints."""

    def _run(*arguments: str | Path) -> tuple[int, list[str]]:
        code = code_of(*arguments)
        said = capsys.readouterr()
        text = re.sub(r"\b[0-9a-f]{64}\b", "…", said.out + said.err)
        return code, text.splitlines()

    return _run


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A made-up Windows computer on which the commands run, with the real add-in."""
    machine = replace(made_up_machine(tmp_path), build=build_addin)
    monkeypatch.setattr(commands, "this_machine", lambda: machine)
    return machine


def test_the_addin_is_built_the_same_each_time_and_its_fingerprint_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.xlam", "two.xlam"):
        assert code_of("addin", "build", "--out", tmp_path / name) == 0
    one, two = ((tmp_path / name).read_bytes() for name in ("one.xlam", "two.xlam"))
    assert one == two
    assert f"SHA-256: {hashlib.sha256(one).hexdigest()}\n" in capsys.readouterr().out


def test_it_is_installed_looked_over_and_taken_away(run: Run, windows: Machine) -> None:
    assert run("addin", "install", "--dry-run") == (
        0,
        [*STEPS, "Nothing was done: this was a dry run."],
    )
    assert files_in(windows.places.roaming) == {}
    code, said = run("addin", "install", "--council", COUNCIL)
    assert (code, said) == (0, [*STEPS, "The add-in is installed."])
    code, said = run("doctor")
    assert code == 0
    assert [line for line in said if ": ok. " not in line] == []
    code, said = run("addin", "uninstall")
    assert (code, said[-1]) == (0, "The add-in is taken away.")
    assert files_in(windows.places.roaming) == {}
    assert run("addin", "uninstall") == (0, ["There was nothing to take away."])


def test_a_fault_gives_its_fix_and_another_exit_code(run: Run, windows: Machine) -> None:
    run("addin", "install")
    windows.places.addin.unlink()
    code, said = run("doctor")
    at = said.index(r"Add-in: fault. %APPDATA%\Microsoft\Excel\XLSTART\Timeliness.xlam is missing.")
    assert (code, said[at + 1]) == (1, '  Run "timeliness addin install".')


def test_what_stands_against_it_is_one_sentence(run: Run, windows: Machine) -> None:
    windows.places.addin_in_use.write_bytes(b"")
    code, (said,) = run("addin", "install")
    assert code == 2
    assert said.startswith("Excel has the add-in open: close every window of Excel")


@pytest.mark.skipif(os.name == "nt", reason="this is how it answers off Windows")
def test_off_windows_steps_are_listed_and_nothing_is_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.chdir(tmp_path)
    code, said = run("addin", "install", "--dry-run", "--council", COUNCIL)
    assert (code, said[:2]) == (0, STEPS)
    assert said[3].startswith("It could not be done here as it stands. This is ")
    code, said = run("addin", "uninstall", "--dry-run")
    assert (code, len(said)) == (0, 5)
    for command in ("install", "uninstall"):
        code, said = run("addin", command)
        assert (code, len(said)) == (2, 1)
    assert files_in(tmp_path) == {}


def test_the_real_addin_with_a_signature_is_known() -> None:
    fresh = build_addin(published_definitions())
    target = io.BytesIO(fresh)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProjectSignatureAgile.bin", b"signature")
        archive.writestr("xl/_rels/vbaProject.bin.rels", b"<Relationships/>")
    assert is_the_same_signed(target.getvalue(), fresh)
    assert not is_the_same_signed(fresh[:-1], fresh)
    assert not is_the_same_signed(b"no package", fresh)
