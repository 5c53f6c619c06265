"""What the tests of the batch share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.small_council import ROWS, SMALL, write_rows


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The settings of a small council with three months."""
    (tmp_path / "council.toml").write_text(SMALL, encoding="utf-8")
    write_rows(tmp_path, ROWS)
    return tmp_path / "council.toml"
