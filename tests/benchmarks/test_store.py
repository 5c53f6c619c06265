"""The store of imported figures: idempotent, whole or not at all, and readable by anyone."""

from __future__ import annotations

import os
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.test_department import GOOD, row, write
from timeliness.benchmarks.areas import AreaKind, areas
from timeliness.benchmarks.department import read_department_file
from timeliness.benchmarks.figures import Symbol
from timeliness.benchmarks.own_table import figures_from_file
from timeliness.benchmarks.store import FILE, add_to_store, default_folder, read_store
from timeliness.errors import OutputError, UnusableInputError
from timeliness.indicators import published_definitions
from timeliness.periods import financial_year
from timeliness.rates import Rate


def imported(tmp_path: Path, *rows: list[str]) -> Path:
    """Import rows into a store and give its folder."""
    add_to_store(tmp_path / "store", read_department_file(write(tmp_path / "x.csv", rows)).figures)
    return tmp_path / "store"


def test_an_imported_figure_is_read_back_exactly_with_its_counts(tmp_path: Path) -> None:
    folder = imported(tmp_path, row(GOOD), row("c c c c c c c c c c", code="302"))
    figures = read_store(folder)
    found = figures.get("310", "CF45", financial_year(2023))
    assert found is not None
    assert (found.share, found.rate) == (Fraction(1812, 2772), Rate(1812, 2772))
    assert (found.basis, found.symbol) == (45, None)
    hidden = figures.get("302", "CF45", financial_year(2023))
    assert hidden is not None
    assert (hidden.share, hidden.symbol, hidden.reason) == (
        None,
        Symbol.CONFIDENTIAL,
        "confidential",
    )


def test_a_second_import_changes_nothing_and_does_not_even_write(tmp_path: Path) -> None:
    folder = imported(tmp_path, row(GOOD))
    before = (folder / FILE).read_bytes(), (folder / FILE).stat().st_mtime_ns
    again = add_to_store(folder, read_department_file(tmp_path / "x.csv").figures)
    assert (again.new, again.revised, again.unchanged) == (0, 0, 2)
    assert ((folder / FILE).read_bytes(), (folder / FILE).stat().st_mtime_ns) == before


def test_a_newer_release_adds_years_and_counts_what_it_revises(tmp_path: Path) -> None:
    folder = imported(tmp_path, row(GOOD), row(GOOD, code="302"))
    newer = [row("100 1 1 1 1 1 1 1 1 92"), row(GOOD, code="302"), row(GOOD, year="2025")]
    read = read_department_file(write(tmp_path / "new.csv", newer))
    done = add_to_store(folder, read.figures)
    assert (done.new, done.revised, done.unchanged) == (2, 2, 2)
    found = read_store(folder).get("310", "CF45", financial_year(2023))
    assert found is not None
    assert (found.share, found.source) == (
        Fraction(6, 100),
        "DfE, Children in need, C2 (to 2024-25)",
    )


def test_part_of_the_years_leaves_the_other_years_alone(tmp_path: Path) -> None:
    folder = imported(tmp_path, *(row(GOOD, year=str(year)) for year in (2022, 2023)))
    read = read_department_file(write(tmp_path / "part.csv", [row(GOOD, year="2024")]))
    add_to_store(folder, read.figures)
    years = [one.year.label for one in read_store(folder) if one.indicator == "CF45"]
    assert years == ["2021-22", "2022-23", "2023-24"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([x.code for x in areas().values() if x.kind is AreaKind.COUNCIL]),
            st.integers(2014, 2030),
            st.lists(st.integers(0, 500), min_size=9, max_size=9),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda one: one[:2],
    )
)
def test_what_is_imported_comes_back_whatever_the_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int, list[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("store")

    def line(code: str, year: int, bands: list[int]) -> list[str]:
        return row(f"{sum(bands)} {' '.join(map(str, bands))}", code=code, year=str(year))

    for order in (rows, rows[::-1]):
        path = write(folder / "x.csv", [line(*one) for one in order])
        add_to_store(folder, read_department_file(path).figures)
        figures = read_store(folder)
        for code, year, bands in rows:
            found = figures.get(code, "CF45", financial_year(year - 1))
            assert found is not None
            wanted = Fraction(sum(bands[:6]), sum(bands)) if sum(bands) else None
            assert found.share == wanted
    assert len(figures) == 2 * len(rows)


def test_the_store_is_a_table_that_an_officer_could_have_written(tmp_path: Path) -> None:
    folder = imported(tmp_path, row(GOOD), row("c c c c c c c c c c", code="302"))
    by_hand = figures_from_file(folder / FILE, published_definitions())
    assert list(by_hand) == list(read_store(folder))


def test_without_a_store_there_are_no_figures(tmp_path: Path) -> None:
    assert len(read_store(tmp_path / "nowhere")) == 0


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"Council,Code\n"])
def test_what_is_no_store_is_neither_read_nor_overwritten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    figures = read_department_file(write(tmp_path / "x.csv", [row(GOOD)])).figures
    with pytest.raises(UnusableInputError, match="is no store of published figures"):
        read_store(tmp_path)
    with pytest.raises(UnusableInputError, match="is no store of published figures"):
        add_to_store(tmp_path, figures)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_store_that_cannot_be_read_is_named_and_nothing_is_imported(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    figures = read_department_file(write(tmp_path / "x.csv", [row(GOOD)])).figures
    for use in (partial(read_store, tmp_path), partial(add_to_store, tmp_path, figures)):
        with pytest.raises(UnusableInputError) as refused:
            use()
        assert str(refused.value).startswith(f"{tmp_path / FILE} could not be read (")
    assert list((tmp_path / FILE).iterdir()) == []


def test_a_store_whose_folder_is_a_file_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"")
    with pytest.raises(UnusableInputError, match="the folder named as store under"):
        read_store(tmp_path / "store")


def test_a_damaged_row_is_named(tmp_path: Path) -> None:
    folder = imported(tmp_path, row(GOOD))
    text = (folder / FILE).read_text(encoding="utf-8-sig")
    (folder / FILE).write_text(text.replace(",1812,", ",many,"), encoding="utf-8-sig")
    with pytest.raises(UnusableInputError, match="row 3: this row is damaged"):
        read_store(folder)


def test_a_store_that_is_open_in_excel_is_left_alone(tmp_path: Path) -> None:
    folder = imported(tmp_path, row(GOOD))
    (folder / f"~${FILE}").write_text("", encoding="utf-8")
    figures = read_department_file(write(tmp_path / "y.csv", [row(GOOD, year="2025")])).figures
    before = (folder / FILE).read_bytes()
    with pytest.raises(OutputError, match="is open in Excel"):
        add_to_store(folder, figures)
    assert (folder / FILE).read_bytes() == before


def test_the_store_lies_in_the_users_own_folder() -> None:
    if os.name == "nt":
        folder = default_folder({"APPDATA": "C:\\roaming"})
        assert folder == Path("C:\\roaming") / "Timeliness" / "benchmarks"
    else:
        assert default_folder({"XDG_DATA_HOME": "/data"}) == Path("/data/timeliness/benchmarks")
        assert Path.home() in default_folder({}).parents
