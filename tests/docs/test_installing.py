"""The blocks that IT types to install are typed: in a folder that is made for them, offline.

They are written for Windows. Here each name of a Windows folder stands for one of this test's, what
only Windows can do is done as a dry run, and packages come from no network.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
import run

from tests.docs.reading import PAGES, blocks_of, text_of
from tests.support.lists import HARROW, ROOT
from timeliness.excel.places import ADDIN_NAME, Places

ADDIN_PAGE = ROOT / "addin" / "README.md"

STARTS = {"python run.py demo", "python run.py test"}
"""What a page for every system types to begin with; ``tests/test_run.py`` runs both."""

ACTIVATE = ". .venv/bin/activate"
IMPORT = "timeliness benchmarks import c2_children_in_need_assessments_duration_2014_to_2024.csv"
ADD_REGIONAL = 'python -m pip install ".[regional]"'

_COPIED = ("addin", "examples", "src", "workbook_templates")
_OFFLINE = {
    ("pip", "wheel"): ("--no-index", "--no-deps", "--no-build-isolation"),
    ("pip", "install"): ("--no-index", "--no-deps", "--force-reinstall"),
    ("addin", "install"): ("--dry-run",),
}
"""What is put behind two words that follow each other, so that they can be typed here."""


def lines_of(language: str, *pages: Path) -> list[str]:
    return [
        line
        for page in pages
        for block in blocks_of(text_of(page))
        if block.language == language
        for line in block.text.splitlines()
    ]


@dataclass(frozen=True)
class Computer:
    """A folder that stands for a computer with Windows.

    Attributes:
        here: the copy of the repository in which the commands are typed.
        local: the profile's folder for programs, which Windows calls LOCALAPPDATA.
        shared: the drive S.
    """

    here: Path
    local: Path
    shared: Path

    def arguments(self, line: str) -> list[str]:
        """Give a line of the page as it is typed here."""
        typed = line.replace("%LOCALAPPDATA%", str(self.local)).replace("\\", "/")
        typed = typed.replace("/Scripts/", f"/{run.SCRIPTS}/").replace("S:", str(self.shared))
        words = shlex.split(typed)
        words[0] = sys.executable if words[0] == "python" else words[0]
        for place in range(len(words) - 1, 0, -1):
            words[place + 1 : place + 1] = _OFFLINE.get((words[place - 1], words[place]), ())
        return words

    def type(self, line: str) -> str:
        """Type a line of the page; give what it printed."""
        done = subprocess.run(
            self.arguments(line),
            cwd=self.here,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, line + done.stdout + done.stderr
        return done.stdout

    def lend_dependencies(self) -> None:
        """Let the environment find what the tests run with, behind everything of its own."""
        home = str(self.local / "Timeliness")
        packages = sysconfig.get_path("purelib", "venv", vars={"base": home, "platbase": home})
        Path(packages, "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    made = Computer(tmp_path / "copy", tmp_path / "Local", tmp_path / "S")
    for name in _COPIED:
        left = shutil.ignore_patterns("__pycache__", "reports")
        shutil.copytree(ROOT / name, made.here / name, ignore=left)
    for name in ("pyproject.toml", "constraints.txt", "README.md"):
        shutil.copy(ROOT / name, made.here / name)
    shutil.copytree(HARROW, made.shared / "Performance")
    return made


def test_every_line_that_is_not_walked_is_one_that_has_a_test() -> None:
    others = [page for page in PAGES if page != ADDIN_PAGE]
    assert set(lines_of("sh", *others)) == {*STARTS, ACTIVATE, IMPORT, ADD_REGIONAL}
    assert lines_of("bat", *others) == [r".venv\Scripts\activate"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no source command")
def test_the_environment_is_made_ready_as_the_page_says() -> None:
    where = Path(sys.prefix) / ACTIVATE.rpartition(".venv/")[2]
    ready = f'. "{where}"; command -v timeliness'
    done = subprocess.run(["bash", "-euc", ready], capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).samefile(Path(sys.executable).parent / "timeliness")


def test_the_departments_file_is_imported_under_the_name_that_it_is_downloaded_with(
    shared_data: Path, tmp_path: Path
) -> None:
    program, *arguments = shlex.split(IMPORT)
    shutil.copy(shared_data / arguments[-1], tmp_path)
    done = subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        cwd=tmp_path,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path), "APPDATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "3,606 figures" in done.stdout


def test_what_counts_many_councils_is_an_addition_of_that_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (addition,) = project["optional-dependencies"].keys() & {
        re.findall(r"\[(\w+)\]", ADD_REGIONAL)[0]
    }
    assert any("pyarrow" in one for one in project["optional-dependencies"][addition])


def test_what_it_types_to_install_works_word_for_word(computer: Computer) -> None:
    (make_wheel,) = lines_of("sh", ADDIN_PAGE)
    environment, install, put_into_excel, doctor, make_wheels, install_offline, fingerprint = (
        lines_of("bat", ADDIN_PAGE)
    )
    computer.type(make_wheel)
    computer.type(environment)
    computer.lend_dependencies()
    assert "Successfully installed timeliness" in computer.type(install)
    steps = computer.type(put_into_excel)
    assert f"%APPDATA%\\Microsoft\\Excel\\XLSTART\\{ADDIN_NAME}" in steps
    assert "Add-in: not known here" in computer.type(doctor)
    computer.type(make_wheels)
    assert "Successfully installed timeliness" in computer.type(install_offline)
    addin = Places(Path("%APPDATA%")).startup_folder / ADDIN_NAME
    assert fingerprint == f'certutil -hashfile "{addin.as_posix().replace("/", chr(92))}" SHA256'
