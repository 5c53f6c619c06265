"""The commands: import, show and build, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.benchmarks.test_department import GOOD, row, write
from tests.support.commands import code_of
from tests.support.lists import HARROW
from tests.support.package_checks import problems_of, schema_problems_of

COUNCIL = """
[council]
name = "Harrow"
code = 310

[[case_lists]]
file = "none.csv"

[neighbours]
set = "Three of them"
councils = ["Barnet", "Ealing", "Slough"]
"""


def run(*arguments: object) -> None:
    assert code_of("benchmarks", *arguments) == 0


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert code_of("benchmarks", *arguments) == 2
    return capsys.readouterr().err


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        row(GOOD),
        row("1000 10 90 100 200 300 200 40 30 30", code="302"),
        row("2000 10 90 300 300 300 200 400 300 100", code="307"),
        row("c c c c c c c c c c", code="871"),
        row("640000 9000 70000 110000 100000 130000 110000 40000 30000 40000", level="National"),
    ]
    before = [row("500 5 45 50 100 100 100 50 30 20", year="2023")]
    return write(tmp_path / "c2.csv", [*rows, *before])


def test_an_import_says_what_it_took_and_a_second_one_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", file, "--store", tmp_path / "store")
    said = capsys.readouterr().out
    assert "Took 6 rows of 2022-23 to 2023-24" in said
    assert "12 figures. 10 have a value; the others have a symbol: 2 times c (confidential)" in said
    assert "No row was left." in said
    assert "New: 12. Revised: 0. Held already: 0." in said
    run("import", file, "--store", tmp_path / "store")
    assert "New: 0. Revised: 0. Held already: 12." in capsys.readouterr().out
    run("import", file, "--store", tmp_path / "store", "--from", "2024")
    assert "Left: 1 row of other years." in capsys.readouterr().out


def shown(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    run("show", *arguments, "--json")
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_show_gives_programs_each_figure_with_its_symbol_and_its_source(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    run("import", file, "--store", store)
    capsys.readouterr()
    (harrow,) = shown(
        capsys, "--indicator", "CF45", "--year", 2024, "--council", "Harrow", "--store", store
    )
    assert harrow == {
        "council": "Harrow",
        "code": "310",
        "indicator": "CF45",
        "year": 2024,
        "period": "2023-24",
        "value": 1812 / 2772,
        "in_time": 1812,
        "completed": 2772,
        "symbol": None,
        "rank": None,
        "basis": 45,
        "source": "DfE, Children in need, C2 (to 2023-24)",
    }
    slough = shown(capsys, "--council", 871, "--store", store)
    assert [(one["indicator"], one["value"], one["symbol"]) for one in slough] == [
        ("CF10", None, "c"),
        ("CF45", None, "c"),
    ]
    assert len(shown(capsys, "--store", store)) == 12


def test_show_gives_people_a_table_and_says_where_figures_come_from(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    run("show", "--store", store)
    assert "There are no figures in" in capsys.readouterr().out
    run("import", file, "--store", store)
    capsys.readouterr()
    run("show", "--store", store, "--indicator", "cf45")
    said = capsys.readouterr().out
    assert "65.4%" in said
    assert "[c]" in said
    assert "Source: DfE, Children in need, C2 (to 2023-24)." in said
    run("show", "--store", store, "--council", "Merton")
    assert "No stored figure is like that" in capsys.readouterr().out


def test_show_reads_the_store_that_the_settings_name(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", file, "--store", tmp_path / "ours")
    settings = tmp_path / "council.toml"
    settings.write_text(f'{COUNCIL}[benchmarks]\nstore = "ours"\n', encoding="utf-8")
    capsys.readouterr()
    assert len(shown(capsys, "--settings", settings)) == 12
    assert shown(capsys, "--settings", settings, "--store", tmp_path / "another") == []


def test_show_says_how_many_figures_it_leaves_out_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 51 years of one council and 50 of another are 202 figures, of which 200 are listed.
    rows = [row(GOOD, year=str(year)) for year in range(1995, 2046)]
    rows += [row(GOOD, code="302", year=str(year)) for year in range(1995, 2045)]
    run("import", write(tmp_path / "long.csv", rows), "--store", tmp_path)
    capsys.readouterr()
    run("show", "--store", tmp_path)
    said = capsys.readouterr().out
    assert said.count("65.4%") + said.count("3.2%") == 200
    assert said.endswith(
        "2 more figures: name a year, a council or an indicator, or give --json.\n"
    )


def test_show_adds_a_councils_own_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = shown(
        capsys,
        *("--settings", HARROW / "council.toml", "--council", "Harrow"),
        *("--indicator", "NI59", "--store", tmp_path),
    )
    assert [(one["value"], one["basis"], one["rank"]) for one in found] == [
        (0.71, 7, "third of 11")
    ]


def test_a_year_becomes_a_workbook_of_its_own_the_same_each_time(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, settings = tmp_path / "store", tmp_path / "council.toml"
    settings.write_text(COUNCIL, encoding="utf-8")
    run("import", file, "--store", store)
    arguments = ("build", settings, "--year", 2024, "--store", store, "--as-of", "2026-11-24")
    run(*arguments, "--out", tmp_path / "one")
    run(*arguments, "--out", tmp_path / "two")
    assert "CF 45, 2023-24: Harrow 65.4%, 2nd of 3" in capsys.readouterr().out
    path = tmp_path / "one" / "Harrow benchmarks 2023-24.xlsx"
    assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    assert problems_of(path) == []
    assert schema_problems_of(path) == []
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Benchmarks"]
    assert not book.defined_names


@pytest.mark.parametrize(
    ("text", "year", "said"),
    [
        (COUNCIL, "2015", "No figure of Harrow or its neighbours is held for 2014-15. Figures are"),
        (COUNCIL.partition("[neigh")[0], "2024", "there is no [neighbours], so there is nobody"),
        (COUNCIL.replace("Ealing", "Ealin"), "2024", '[neighbours]: "Ealin" is no council'),
        (COUNCIL.replace("310", "999"), "2024", 'council.toml: [council]: "999" is no council'),
        (
            COUNCIL.replace('"Harrow"\ncode = 310', '"London"'),
            "2024",
            "council.toml: [council]: London is no council: write the council's own name",
        ),
        (COUNCIL, "Nov 2024", "is not a year"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, year: str, said: str
) -> None:
    settings = tmp_path / "council.toml"
    settings.write_text(text, encoding="utf-8")
    run("import", file, "--store", tmp_path / "store")
    store = "--store", tmp_path / "store"
    assert said in refused(capsys, "build", settings, "--year", year, *store)


def test_a_wrong_file_leaves_the_store_as_it_was(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    run("import", file, "--store", store)
    before = {path.name: path.read_bytes() for path in store.iterdir()}
    broken = write(tmp_path / "broken.csv", [row(GOOD, year="2025"), row(GOOD, code="999")])
    assert "row 3: column old_la_code" in refused(capsys, "import", broken, "--store", store)
    early = write(tmp_path / "early.csv", [row(GOOD, year="1950")])
    assert "row 2: column time_period: this is no year" in refused(
        capsys, "import", early, "--store", store
    )
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert "empty.csv is empty" in refused(capsys, "import", empty, "--store", store)
    assert "was not found" in refused(capsys, "import", tmp_path / "no.csv", "--store", store)
    assert {path.name: path.read_bytes() for path in store.iterdir()} == before


def test_the_departments_own_file_for_harrow_in_2024_with_its_may_2025_neighbours(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, store = tmp_path / "council.toml", tmp_path / "store"
    file = shared_data / "sn_may_2025_long.csv"
    text = COUNCIL.replace('councils = ["Barnet", "Ealing", "Slough"]', f"file = '{file}'")
    settings.write_text(text, encoding="utf-8")
    c2 = shared_data / "c2_children_in_need_assessments_duration_2014_to_2024.csv"
    run("import", c2, "--store", store)
    run("build", settings, "--year", 2024, "--store", store, "--out", tmp_path)
    said = capsys.readouterr().out
    assert "CF 45, 2023-24: Harrow 65.4%, 8th of 10; Waltham Forest top with 98.0%" in said
    assert "No value for Slough (confidential)." in said
    path = tmp_path / "Harrow benchmarks 2023-24.xlsx"
    sheet = openpyxl.load_workbook(path)["Benchmarks"]
    rows = {str(one[0].value): one for one in sheet[sheet.tables["CF45_benchmarks"].ref]}
    assert rows["England"][2].value == pytest.approx(543_210 / 643_170)
    assert rows["Slough"][2].value == "[c]"
    assert rows["Harrow (this council)"][5].value == "8th of 10"
    assert problems_of(path) == []
    assert schema_problems_of(path) == []
