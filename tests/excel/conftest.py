"""What the tests of Excel's side share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.excel.building import Office
from tests.excel_host.engine import running
from tests.excel_host.state import Excel
from tests.excel_host.windows_xlwings import WindowsXlwings
from tests.support.lists import HARROW
from tests.support.value2 import cells_in
from timeliness.excel import context
from timeliness.excel.cells import Cells


@pytest.fixture(autouse=True)
def no_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Give every test a profile of its own in which nothing is installed."""
    monkeypatch.setenv("APPDATA", str(tmp_path_factory.mktemp("profile")))
    context.installed_context.cache_clear()
    yield
    context.installed_context.cache_clear()


@pytest.fixture(scope="session")
def initial_cells() -> Cells:
    """Harrow's initial assessments as a block of cells."""
    return cells_in(HARROW / "initial_assessments.xlsx")


@pytest.fixture(scope="session")
def core_cells() -> Cells:
    """Harrow's core assessments as a block of cells."""
    return cells_in(HARROW / "core_assessments.xlsx")


@pytest.fixture
def excel() -> WindowsXlwings:
    """The worksheet functions as Excel's side finds them."""
    return WindowsXlwings()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A running Excel in memory, for the buttons."""
    with running(Excel()) as running_excel:
        yield Office(running_excel, tmp_path)
