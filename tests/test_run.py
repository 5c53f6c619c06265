"""The two commands of the README, ``python run.py demo`` and ``python run.py test``, as they run.

The environment that they make is the one that the tests run in, so that nothing is installed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import run

from tests.docs.reading import blocks_of, text_of
from tests.support.lists import ROOT

COMMAND = Path(sys.executable).parent / f"timeliness{run.SUFFIX}"


def fingerprint() -> str:
    files = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()
    return hashlib.sha256(files + str(ROOT).encode()).hexdigest()


@pytest.fixture
def set_up_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment of the tests, noted as set up for tests; gives the note."""
    stamp = tmp_path / "installed.txt"
    stamp.write_text(f"test {fingerprint()}", encoding="utf-8")
    for name, path in (("PYTHON", Path(sys.executable)), ("COMMAND", COMMAND), ("STAMP", stamp)):
        monkeypatch.setattr(run, name, path)
    monkeypatch.chdir(tmp_path)
    return stamp


def commands_of_the_readme() -> list[list[str]]:
    blocks = [block for block in blocks_of(text_of(ROOT / "README.md")) if block.language == "sh"]
    return [line.split() for block in blocks for line in block.text.splitlines()]


def calls(monkeypatch: pytest.MonkeyPatch, *codes: int) -> list[list[str]]:
    """Answer each call of a program with a code; give the list that the calls are put into."""
    made: list[list[str]] = []
    left = list(codes)

    def call(command: Sequence[object], **_: object) -> int:
        made.append([str(part) for part in command])
        return left.pop(0)

    monkeypatch.setattr(subprocess, "call", call)
    return made


def test_the_readme_has_the_two_commands() -> None:
    assert commands_of_the_readme() == [["python", "run.py", "demo"], ["python", "run.py", "test"]]


def test_the_readmes_demo_builds_harrows_november_where_it_says(
    set_up_already: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (_, _, *arguments), _ = commands_of_the_readme()
    assert run.main(*arguments) == 0
    said = capfd.readouterr()
    assert "NI 59: 93% in November 2010" in " ".join(said.out.split())
    assert "Setting up" not in said.err
    made = tmp_path / "timeliness-demo" / "Harrow timeliness 2010-11 08 Nov.xlsx"
    assert "Summary" in openpyxl.load_workbook(made).sheetnames


def test_every_check_is_run_also_after_one_that_failed(
    set_up_already: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = calls(monkeypatch, 0, 0, 1, 0, 0)
    assert run.main("test", "tests/test_house.py") == 1
    modules = [command[2:] for command in made if command[1] == "-m"]
    assert modules == [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", "tests/test_house.py"],
    ]
    assert capsys.readouterr().err == "Failed: ruff format --check ..\n"


@pytest.mark.parametrize("noted", ["demo", "test of other dependencies", ""])
def test_what_is_not_set_up_for_the_purpose_is_installed_and_noted(
    set_up_already: Path, monkeypatch: pytest.MonkeyPatch, noted: str
) -> None:
    set_up_already.write_text(f"demo {fingerprint()}" if noted == "demo" else noted, "utf-8")
    made = calls(monkeypatch, 0, 0)
    run.set_up("test", ".[dev]")
    assert made[1][1:4] == ["-m", "pip", "install"]
    assert made[1][-2:] == ["--editable", ".[dev]"]
    assert set_up_already.read_text(encoding="utf-8") == f"test {fingerprint()}"


def test_an_installation_that_fails_is_told_and_tried_again(
    set_up_already: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_already.write_text("", encoding="utf-8")
    calls(monkeypatch, 0, 1)
    with pytest.raises(SystemExit, match="could not be installed; the reason stands above"):
        run.main("demo")
    assert not set_up_already.exists()


def test_another_command_is_answered_with_the_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main("build") == 2
    assert capsys.readouterr().err == "Write: python run.py demo, or: python run.py test\n"
