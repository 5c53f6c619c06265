"""What every test may use, and the rule that in CI no check may be left out."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.commands import Run, code_of
from tests.support.lists import HARROW
from tests.support.tools import SHARED_DATA_ABSENT, shared_data_folder

pytest_plugins = ["pytester"]

# Figures that whoever runs the tests has imported must not stand in the workbooks of tests.
_DATA = tempfile.TemporaryDirectory(prefix="timeliness-data-", ignore_cleanup_errors=True)
os.environ["APPDATA"] = os.environ["XDG_DATA_HOME"] = _DATA.name

_ALL_REQUIRED = os.environ.get("TIMELINESS_REQUIRE_CHECKS") == "1"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with the published data, or a skip where it is not beside the repository."""
    return shared_data_folder()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; give its exit code, what it printed and what it said of errors."""

    def _run(*arguments: str | Path) -> tuple[int, str, str]:
        code = code_of(*arguments)
        said = capsys.readouterr()
        return code, said.out, " ".join(said.err.split())

    return _run


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A copy of the example that a test may spoil."""
    shutil.copytree(HARROW, tmp_path / "harrow")
    return tmp_path / "harrow" / "council.toml"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_a_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_a_skip(report)
    return report


def _refuse_a_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not _ALL_REQUIRED or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if reason.removeprefix("Skipped: ").startswith(SHARED_DATA_ABSENT):
        return
    report.outcome = "failed"
    report.longrepr = f"This run requires every check, and one would be left out: {reason}"
