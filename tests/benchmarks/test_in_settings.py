"""Benchmarks in a council's settings: sets of neighbours, tables, the store, and the month."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from tests.benchmarks.test_department import GOOD, row, write
from tests.support.lists import HARROW, HARROW_AS_OF
from timeliness.benchmarks.department import read_department_file
from timeliness.benchmarks.store import add_to_store
from timeliness.errors import SettingsError, UnusableInputError
from timeliness.manifest import inputs_of
from timeliness.periods import financial_year, read_month
from timeliness.reporting import read_and_measure
from timeliness.settings import Council, read_council
from timeliness.summarising import summarise

START = """
[council]
name = "Harrow"

[[case_lists]]
file = "list.csv"
"""
TWO_SETS = """
[[neighbours]]
set = "2007 model"
councils = ["Barnet", 307]

[[neighbours]]
set = "May 2025"
file = "sets.csv"
"""


def council(tmp_path: Path, text: str) -> Council:
    path = tmp_path / "council.toml"
    path.write_text(START + text, encoding="utf-8")
    return read_council(path)


def sets_file(tmp_path: Path) -> None:
    text = "la_number,rank,neighbour_number\n310,1,317\n310,2,302\n"
    (tmp_path / "sets.csv").write_text(text, encoding="utf-8")


def test_one_set_or_several_and_which_one_is_in_use(tmp_path: Path) -> None:
    sets_file(tmp_path)
    found = council(tmp_path, TWO_SETS)
    assert [one.name for one in found.neighbour_sets] == ["2007 model", "May 2025"]
    chosen = council(tmp_path, f'{TWO_SETS}\n[benchmarks]\nneighbours = "May 2025"')
    assert chosen.neighbour_sets[0].words == "May 2025: Redbridge and Barnet"
    one = council(tmp_path, '[neighbours]\nset = "One"\ncouncils = ["Ealing"]')
    assert one.neighbour_sets[0].words == "One: Ealing"
    assert council(tmp_path, "").neighbour_sets == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[benchmarks]\nneighbours = "x"',
            "is the name of no set under [neighbours] (there: none)",
        ),
        (TWO_SETS.replace("2007 model", "May 2025"), "neighbours: two sets have one name"),
        ('[neighbours]\nset = "x"\ncouncils = ["Barnet"]\nfile = "a.csv"', "and not both"),
        ('[benchmarks]\nfile = "a.csv"', '"benchmarks.file" is not known ("files" is meant'),
    ],
)
def test_wrong_settings_are_refused_when_they_are_read(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        council(tmp_path, text)
    assert said in str(caught.value)


def test_what_only_a_comparison_needs_is_refused_when_it_is_asked_for(tmp_path: Path) -> None:
    nobody = council(tmp_path, TWO_SETS.replace("307", "310"))
    with pytest.raises(SettingsError, match=r"council\.toml: \[neighbours\]: 2007 model: Harrow"):
        _ = nobody.neighbour_sets
    path = tmp_path / "council.toml"
    path.write_text(f"{START}{TWO_SETS}".replace("Harrow", "Anyshire"), encoding="utf-8")
    unknown = read_council(path)
    with pytest.raises(SettingsError, match=r"Correct the name, set code to the council's number"):
        _ = unknown.neighbour_sets
    missing = council(tmp_path, '[benchmarks]\nfiles = ["own.csv"]')
    with pytest.raises(UnusableInputError, match=r"own\.csv was not found"):
        _ = missing.published_figures


def test_an_officers_own_figure_comes_before_an_imported_one(tmp_path: Path) -> None:
    figures = read_department_file(write(tmp_path / "c2.csv", [row(GOOD)])).figures
    add_to_store(tmp_path / "store", figures)
    (tmp_path / "own.csv").write_text(
        "Council,Indicator,Year,Value\nHarrow,CF45,2024,66%\n", encoding="utf-8"
    )
    found = council(tmp_path, '[benchmarks]\nstore = "store"\nfiles = ["own.csv"]')
    ours = found.published_figures.get("310", "CF45", financial_year(2023))
    assert ours is not None
    assert (ours.share, ours.source) == (Fraction(66, 100), "own.csv")
    other = found.published_figures.get("310", "CF10", financial_year(2023))
    assert other is not None
    assert other.share == Fraction(90, 2772)


def test_a_month_takes_the_last_year_that_ended_before_it_and_no_later_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "harrow"
    shutil.copytree(HARROW, folder)
    table = folder / "published_figures.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text + "Harrow,310,NI59,2010-11,99%,,,,10,later,\n", encoding="utf-8")
    found = read_council(folder / "council.toml")
    measurement = read_and_measure(found, HARROW_AS_OF)
    summary = summarise(found, measurement, read_month("Nov 2010"), HARROW_AS_OF)
    benchmark = summary.indicators[0].benchmark
    assert benchmark is not None
    assert benchmark.year.label == "2009-10"
    assert "2010-11" not in [one.year.label for one in benchmark.years]


def test_a_changed_published_figure_makes_the_month_be_built_again(tmp_path: Path) -> None:
    folder = tmp_path / "harrow"
    shutil.copytree(HARROW, folder)
    table = folder / "published_figures.csv"

    def inputs() -> str:
        found = read_council(folder / "council.toml")
        measurement = read_and_measure(found, HARROW_AS_OF)
        summary = summarise(found, measurement, read_month("Nov 2010"), HARROW_AS_OF)
        return inputs_of(summary, {}, b"")

    before = inputs()
    assert inputs() == before
    table.write_text(table.read_text(encoding="utf-8").replace("79%", "78%"), encoding="utf-8")
    assert inputs() != before
