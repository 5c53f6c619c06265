"""A running Excel in memory for each test of the buttons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.excel.building import Office
from tests.excel_host.engine import running
from tests.excel_host.state import Excel


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running(Excel()) as excel:
        yield Office(excel, tmp_path)
