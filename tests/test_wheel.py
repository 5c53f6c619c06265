"""The wheel installed where no network is: it carries all that the demo and the add-in need."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.lists import ROOT

CARRIED = ("addin", "examples", "workbook_templates")
"""The folders beside the package that come inside it."""

_LEFT = ("__pycache__", "reports")


@dataclass(frozen=True)
class Installation:
    """An environment in which the wheel is installed, beside what the tests run with.

    Attributes:
        scripts: where its commands are.
        package: where the package is.
    """

    scripts: Path
    package: Path

    def run(self, folder: Path, *arguments: str) -> str:
        """Run a command of the installation in a folder; give what it printed."""
        done = subprocess.run(
            [self.scripts / "timeliness", *arguments],
            cwd=folder,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _environment() -> dict[str, str]:
    """Give the environment without what would let Python find this checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Build the wheel and install it from its folder, both with no network."""
    wheels = tmp_path_factory.mktemp("wheels")
    offline = ("--no-index", "--no-deps")
    _pip("wheel", *offline, "--no-build-isolation", "--wheel-dir", wheels, ROOT)
    home = tmp_path_factory.mktemp("installed")
    venv.create(home)
    names = {"base": str(home), "platbase": str(home)}
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=names))
    packages = Path(sysconfig.get_path("purelib", "venv", vars=names))
    _pip("--python", scripts / "python", "install", *offline, "--find-links", wheels, "timeliness")
    # The dependencies are those that the tests run with. Named in this way their folder is looked
    # in last, and its own list of folders, in which this checkout stands, is not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return Installation(scripts, packages / "timeliness")


def test_the_installed_package_is_the_one_that_runs(
    installed: Installation, tmp_path: Path
) -> None:
    asked = subprocess.run(
        [installed.scripts / "python", "-c", "import timeliness; print(timeliness.__file__)"],
        cwd=tmp_path,
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(asked.stdout.strip()) == installed.package / "__init__.py"


@pytest.mark.parametrize("folder", CARRIED)
def test_the_wheel_carries_every_template_example_and_file_of_the_addin(
    installed: Installation, folder: str
) -> None:
    files = [
        path.relative_to(ROOT / folder)
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not set(path.parts) & set(_LEFT)
    ]
    assert files
    carried = installed.package / "_shipped" / folder
    _, differ, missing = filecmp.cmpfiles(ROOT / folder, carried, map(str, files), shallow=False)
    assert (differ, missing) == ([], [])


def test_the_demo_and_the_performance_workbook_are_made_from_the_wheel_alone(
    installed: Installation, tmp_path: Path
) -> None:
    said = " ".join(installed.run(tmp_path, "demo").split())
    assert "NI 59: 93% in November 2010" in said
    made = tmp_path / "timeliness-demo" / "Harrow timeliness 2010-11 08 Nov.xlsx"
    assert made.is_file()
    installed.run(tmp_path, "workbook", "--out", "cases.xlsx")
    assert (tmp_path / "cases.xlsx").read_bytes() == (
        ROOT / "workbook_templates" / "performance_workbook.xlsx"
    ).read_bytes()
