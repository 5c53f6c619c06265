"""The formulas for published figures, with Harrow's report behind them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.excel_host.vba_runtime import AddinInMemory, CellShows
from tests.excel_host.windows_xlwings import WindowsXlwings
from tests.support.installed import install_for
from tests.support.lists import HARROW
from tests.support.value2 import NA
from timeliness.benchmarks.figures import Figures
from timeliness.settings import Council


@pytest.fixture
def harrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Harrow's settings, installed, with an empty store of imported figures."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "local"))
    shutil.copytree(HARROW, tmp_path / "harrow")
    install_for(tmp_path / "profile", tmp_path / "harrow" / "council.toml", monkeypatch)
    return tmp_path / "harrow"


@pytest.mark.parametrize(
    ("formula", "arguments", "answer"),
    [
        ("BENCHMARK_VALUE", ("Harrow", "NI59", "2009-10"), 0.71),
        ("BENCHMARK_VALUE", ("Ealing", "ni 59", 2010.0), 0.79),
        ("BENCHMARK_VALUE", (306.0, "NI59", "2009-10"), 0.51),
        ("BENCHMARK_VALUE", ("Harrow", "NI60", "2009/10"), 0.84),
        ("BENCHMARK_VALUE", ("Barnet", "NI59", "2009-10"), "#N/A"),
        ("BENCHMARK_VALUE", ("Harrow", "NI59", "2008-09"), "#N/A"),
        ("BENCHMARK_RANK", ("Harrow", "NI59", "2009-10"), 3),
        ("BENCHMARK_RANK", ("Harrow", "NI60", "2009-10"), 2),
        ("BENCHMARK_RANK", ("England", "NI60", "2009-10"), "#VALUE!"),
        ("BENCHMARK_AVERAGE", ("neighbours", "NI59", "2009-10"), "#N/A"),
        ("BENCHMARK_AVERAGE", ("Harrow", "NI59", "2009-10"), "#VALUE!"),
        ("BENCHMARK_VALUE", ("Harrogate upon Sea", "NI59", "2009-10"), "#VALUE!"),
        ("BENCHMARK_VALUE", ("Harrow", "NI61", "2009-10"), "#VALUE!"),
        ("BENCHMARK_VALUE", ("Harrow", "NI59", "soon"), "#VALUE!"),
        ("BENCHMARK_VALUE", (None, "NI59", "2009-10"), "#VALUE!"),
        ("BENCHMARK_VALUE", (NA, "NI59", "2009-10"), "#VALUE!"),
        ("BENCHMARK_VALUE", ("Harrow", "NI59", True), "#VALUE!"),
    ],
)
def test_the_reports_figures_are_answered_and_none_is_invented(
    formula: str, arguments: tuple[Any, ...], answer: Any, harrow: Path
) -> None:
    assert WindowsXlwings().call(formula, arguments) == answer


def test_a_published_figure_of_england_is_its_average(harrow: Path) -> None:
    answer = WindowsXlwings().call("BENCHMARK_AVERAGE", ("England", "NI59", "2007-08"))
    assert answer == pytest.approx(226_300 / 319_900, abs=0.005)


def test_without_a_council_there_are_no_neighbours_to_rank_among(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    excel = WindowsXlwings()
    assert excel.call("BENCHMARK_RANK", ("Harrow", "NI59", "2009-10")) == "#VALUE!"
    assert excel.call("BENCHMARK_VALUE", ("Harrow", "NI59", "2009-10")) == "#N/A"


def test_an_unchanged_table_is_put_together_once_for_every_formula(
    harrow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_together = Council.published_figures_with
    times = 0

    def counting(council: Council, imported: Figures) -> Figures:
        nonlocal times
        times += 1
        return put_together(council, imported)

    monkeypatch.setattr(Council, "published_figures_with", counting)
    excel = WindowsXlwings()
    for name, answer in (("Harrow", 0.71), ("Ealing", 0.79), ("Harrow", 0.71)):
        assert excel.call("BENCHMARK_VALUE", (name, "NI59", "2009-10")) == answer
    assert times == 1


def test_a_changed_table_is_read_anew(harrow: Path) -> None:
    excel = WindowsXlwings()
    question = ("BENCHMARK_VALUE", ("Ealing", "NI59", "2009-10"))
    assert excel.call(*question) == 0.79
    table = harrow / "published_figures.csv"
    text = table.read_text(encoding="utf-8-sig")
    assert "79" in text
    table.write_text(text.replace("79", "78.5", 1), encoding="utf-8")
    assert excel.call(*question) == pytest.approx(0.785)


def test_the_wrapper_gives_a_number_or_a_true_error_value(harrow: Path) -> None:
    addin = AddinInMemory(ask=WindowsXlwings().call)
    assert addin.evaluate('BENCHMARK_RANK("Harrow", "NI59", "2009-10")') == 3
    missing = addin.evaluate('BENCHMARK_VALUE("Barnet", "NI59", "2009-10")')
    assert isinstance(missing, CellShows)
    assert missing == "#N/A"
