"""The Benchmarks: the report's table for Harrow, its chart, what is flagged and what is hidden."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.benchmarks.building import YEAR, figure, figures, question
from tests.support.editing import parts_of
from tests.support.harrow import november
from tests.support.lists import HARROW, HARROW_AS_OF, initial, list_of
from tests.support.package_checks import problems_of, schema_problems_of
from tests.support.rendering import convert, pdf_text, render_pages
from tests.support.workbooks import sheet_of, table
from tests.workbooks.test_trend_sheets import text_of, working
from timeliness.benchmarks.benchmark import Benchmark
from timeliness.benchmarks.comparison import compare
from timeliness.benchmarks.figures import Figures, read_rank
from timeliness.leak_check import leaks_in
from timeliness.periods import read_month
from timeliness.rates import Rate
from timeliness.settings import read_council
from timeliness.summarising import measure_council, summarise
from timeliness.workbooks.benchmarking import benchmarks_workbook
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.share import share_copy
from timeliness.workbooks.sheets.benchmarks import EXPLANATION

FLAG = (
    "2009-10 figures were measured against 7 working days, and April to November 2010 against 10 "
    "working days, so the two cannot be compared."
)


def own_workbook(published: Figures, *neighbours: str) -> bytes:
    found = compare(published, question(*neighbours), YEAR)
    assert found is not None
    return benchmarks_workbook([found], council="Harrow", team="A team", as_of=date(2026, 11, 24))


def with_benchmark(found: Benchmark | None, look: str) -> tuple[bytes, str]:
    """Give a workbook with one benchmark in a look, and the sheet of its councils."""
    assert found is not None
    if look == "working":
        as_of = date(2026, 11, 24)
        return benchmarks_workbook([found], council="H", team="T", as_of=as_of), "Benchmarks"
    summary = november()
    one = replace(summary.indicators[0], benchmark=found)
    return share_copy(replace(summary, indicators=(one,))), "CF 45 benchmarks"


def charts_of(content: bytes) -> list[str]:
    parts = parts_of(content)
    return [part.decode() for name, part in parts.items() if "charts/chart" in name]


@pytest.mark.parametrize("look", ["working", "share"])
def test_the_table_says_what_the_report_says_and_leaves_out_what_it_does_not(look: str) -> None:
    content = working() if look == "working" else share_copy(november())
    ni59_sheet, ni60_sheet = (
        ("Benchmarks", "Benchmarks")
        if look == "working"
        else ("NI 59 benchmarks", "NI 60 benchmarks")
    )
    rows = table(sheet_of(content, ni59_sheet), "NI59_benchmarks")
    assert [(row["Council or average"], row["2009-10"], row["Rank"]) for row in rows[:3]] == [
        ("Ealing", 0.79, "top of 11"),
        ("Harrow (this council)", 0.71, "third of 11"),
        ("Croydon", 0.51, "bottom of 11"),
    ]
    assert len(rows) == 15
    assert {row["2009-10"] for row in rows[3:]} == {"[x]"}
    reasons = [row["Source, or why there is no value"] for row in rows[3:11]]
    assert reasons == ["Not published here"] * 8
    assert {row["Measured against"] for row in rows[:11]} == {"7 working days, now 10 working days"}
    ni60 = table(sheet_of(content, ni60_sheet), "NI60_benchmarks")
    assert [(row["Council or average"], row["2009-10"], row["Rank"]) for row in ni60[:3]] == [
        ("Ealing", 0.86, "top of 11"),
        ("Harrow (this council)", 0.84, "second of 11"),
        ("Croydon", 0.6, "bottom of 11"),
    ]
    assert {row["Measured against"] for row in ni60[:11]} == {"35 working days"}


@pytest.mark.parametrize("look", ["working", "share"])
def test_the_flag_stands_in_the_sentence_the_table_and_the_chart(look: str) -> None:
    content = working() if look == "working" else share_copy(november())
    name = "Benchmarks" if look == "working" else "NI 59 benchmarks"
    said = " ".join(text_of(sheet_of(content, name)).split())
    assert FLAG in said
    assert "come to 55% (263 of 475)" in said
    assert EXPLANATION in said
    assert any("(within 7 working days, now 10 working days)" in one for one in charts_of(content))
    drawings = b"".join(part for name, part in parts_of(content).items() if "drawing" in name)
    assert FLAG in drawings.decode("utf-8", "ignore")


def test_the_count_at_the_other_limit_stays_out_of_a_copy_with_small_numbers_hidden() -> None:
    content = share_copy(november(), hide_small_numbers=True)
    everything = b" ".join(parts_of(content).values()).decode("utf-8", "ignore")
    said = " ".join(text_of(sheet_of(content, "NI 59 benchmarks")).split())
    assert "263" not in said
    assert "263 of 475" not in everything
    assert "come to 79% (375 of 475) within 10 working days." in said
    assert FLAG in said
    assert leaks_in(content, "share.xlsx") == ()


def test_our_own_year_to_date_is_told_only_where_the_copy_shows_it() -> None:
    council = read_council(HARROW / "council.toml")
    april, june, late = date(2010, 4, 30), date(2010, 6, 30), date(2010, 8, 31)
    case_list = list_of(initial(1, april, april), initial(2, june, june), initial(3, april, late))
    measurement = measure_council(council, case_list, HARROW_AS_OF)
    summary = summarise(council, measurement, read_month("Aug 2010"), HARROW_AS_OF)
    told = "(2 of 3)"
    assert told in text_of(sheet_of(share_copy(summary), "NI 59 benchmarks"))
    hidden = sheet_of(share_copy(summary, hide_small_numbers=True), "NI 59 benchmarks")
    assert told not in text_of(hidden)
    assert table(hidden, "NI59_benchmarks")[1]["2009-10"] == 0.71


def test_our_bar_is_marked_by_name_and_colour_among_sorted_bars() -> None:
    content = own_workbook(
        figures({"Harrow": 80, "Barnet": 60, "Ealing": 90, "Slough": "c", "England": 85}),
        *("Barnet", "Ealing", "Slough"),
    )
    sheet = sheet_of(content, "Benchmarks")
    rows = table(sheet, "CF45_benchmarks")
    assert [row["Council or average"] for row in rows] == [
        *("Ealing", "England", "Harrow (this council)", "Neighbours' simple mean (2 of 3)"),
        *("Barnet", "Slough", "Neighbours' pooled rate (0 of 3)", "London"),
    ]
    (chart,) = vars(sheet)["_charts"]
    (series,) = chart.ser
    first = int(re.sub(r"\D", "", sheet.tables["CF45_benchmarks"].ref.split(":")[0])) + 1
    assert series.val.numRef.f == f"'Benchmarks'!$C${first}:$C${first + 4}"
    assert {point.idx: point.spPr.solidFill.srgbClr for point in series.dPt} == {
        1: "3D3D3D",
        2: "12436D",
        3: "3D3D3D",
    }
    assert chart.x_axis.scaling.orientation == "maxMin"
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (0, 1)
    styles = [sheet.cell(first + 2, column).style for column in (1, 2, 6)]
    assert styles == ["Strong"] * 3
    assert problems_of(content) == []


def test_symbols_survive_into_the_sheet_with_the_year_before() -> None:
    published = Figures(
        [
            figure("Harrow", 80),
            figure("Harrow", "c", year=2022),
            figure("Barnet", "u"),
            figure("Ealing", 70),
            figure("Ealing", 60, year=2022, basis=35),
        ]
    )
    content = own_workbook(published, "Barnet", "Ealing")
    rows = {
        str(row["Council or average"]): row
        for row in table(sheet_of(content, "Benchmarks"), "CF45_benchmarks")
    }
    assert rows["Harrow (this council)"]["2022-23"] == "[c]"
    assert rows["Barnet"]["2023-24"] == "[u]"
    assert rows["Ealing"]["2022-23"] == "[b]"
    years = table(sheet_of(content, "Benchmarks"), "CF45_benchmark_years")
    assert [(row["Year"], row["Harrow"]) for row in years] == [("2022-23", "[c]"), ("2023-24", 0.8)]


def test_years_become_a_chart_with_a_gap_where_our_figure_is_a_symbol() -> None:
    ours: dict[int, int | str] = {2019: 70, 2020: 75, 2021: "c", 2022: 72, 2023: 80}
    published = Figures(
        [
            *(figure("Harrow", value, year=year) for year, value in ours.items()),
            *(figure("Barnet", 60, year=year) for year in ours),
        ]
    )
    content = own_workbook(published, "Barnet")
    sheet = sheet_of(content, "Benchmarks")
    _, lines = vars(sheet)["_charts"]
    reference = lines.ser[0].val.numRef.f
    gap = re.findall(r"\$B\$(\d+)(?=,)", reference)
    assert reference.startswith("(")
    assert sheet.cell(int(gap[-1]), 2).value is None
    years = table(sheet, "CF45_benchmark_years")
    assert [row["Change on the year before (percentage points)"] for row in years] == [
        *("[z]", 5, "[z]", "[z]", 8)
    ]
    assert problems_of(content) == []


@pytest.mark.parametrize("look", ["working", "share"])
def test_where_only_ranks_were_published_there_is_a_table_and_no_chart(look: str) -> None:
    ours = replace(figure("Harrow", None), rank=read_rank("third of 3"))
    found = compare(Figures([ours]), question("Barnet", "Ealing"), YEAR)
    content, name = with_benchmark(found, look)
    sheet = sheet_of(content, name)
    assert table(sheet, "CF45_benchmarks")[-5]["Rank"] == "third of 3"
    assert not vars(sheet)["_charts"]
    if look == "share":
        assert "This sheet has one table." in text_of(sheet)
    assert problems_of(content) == []


@pytest.mark.parametrize("look", ["working", "share"])
def test_many_years_and_their_chart_have_a_printed_page_that_cuts_neither(look: str) -> None:
    years = range(2013, 2024)
    published = Figures(figure("Harrow", year - 1950, year=year) for year in years)
    content, name = with_benchmark(compare(published, question("Barnet"), YEAR), look)
    sheet = sheet_of(content, "CF 45 benchmark years" if look == "share" else name)
    rows = table(sheet, "CF45_benchmark_years")
    assert [row["Harrow"] for row in rows] == [pytest.approx((year - 1950) / 100) for year in years]
    header = int(re.sub(r"\D", "", sheet.tables["CF45_benchmark_years"].ref.split(":")[0]))
    (before,) = [found.id for found in sheet.row_breaks.brk]
    chart = vars(sheet)["_charts"][-1]
    begins = chart.anchor._from.row + 1
    if look == "share":
        assert "This sheet has a chart and, below it, one table" in text_of(sheet)
        assert before == header - 1
    else:
        assert before < begins < header
    assert problems_of(content) == []


def test_differences_that_round_to_nought_have_no_sign() -> None:
    published = figures({"Harrow": Rate(8000, 10_000), "Barnet": Rate(8001, 10_000)})
    sheet = sheet_of(own_workbook(published, "Barnet"), "Benchmarks")
    row = table(sheet, "CF45_benchmarks")[0]
    assert row["Difference from Harrow (percentage points)"] == pytest.approx(0.01)
    formats = {cell.number_format for cells in sheet.iter_rows() for cell in cells}
    assert "[>=0.05]+0.0;[<=-0.05]-0.0;0.0" in formats


def test_without_figures_of_others_there_is_no_such_sheet() -> None:
    summary = november()
    alone = replace(
        summary, indicators=tuple(replace(one, benchmark=None) for one in summary.indicators)
    )
    for content in (monthly_workbook(alone), share_copy(alone)):
        names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
        assert not [name for name in names if "enchmark" in name]
        assert problems_of(content) == []


def test_where_low_is_good_the_lowest_bar_is_on_top() -> None:
    asked = replace(question("Barnet"), good_is_high=False)
    found = compare(figures({"Harrow": 80, "Barnet": 60}), asked, YEAR)
    assert found is not None
    content = benchmarks_workbook([found], council="H", team="T", as_of=date(2026, 11, 24))
    rows = table(sheet_of(content, "Benchmarks"), "CF45_benchmarks")
    assert rows[0]["Council or average"] == "Barnet"
    assert rows[0]["Rank"] == "1st of 2"


def test_the_printed_pages_show_the_whole_table(tmp_path: Path) -> None:
    names = ["Barnet", "Croydon", "Ealing", "Enfield", "Hillingdon", "Hounslow", "Kingston"]
    values = {name: 50 + place for place, name in enumerate(names)} | {"Harrow": 70, "England": 66}
    path = tmp_path / "benchmarks.xlsx"
    path.write_bytes(own_workbook(figures(values), *names))
    # The chart has a page, and so have the tables.
    assert len(render_pages(path, tmp_path, dpi=40)) == 2
    text = pdf_text(convert(path, tmp_path, "pdf"))
    for said in ("Harrow (this council)", "1st of 8", "70%", "Kingston upon Thames", "England"):
        assert said in text
    assert "###" not in text
    assert schema_problems_of(path) == []


def test_a_mean_in_the_table_is_the_one_worked_out_by_hand() -> None:
    published = figures({"Harrow": 80, "Barnet": Rate(1, 2), "Ealing": Rate(3, 4)})
    sheet = sheet_of(own_workbook(published, "Barnet", "Ealing"), "Benchmarks")
    assert isinstance(sheet, Worksheet)
    rows = {str(row["Council or average"]): row for row in table(sheet, "CF45_benchmarks")}
    assert rows["Neighbours' simple mean (2)"]["2023-24"] == float(Fraction(5, 8))
    assert rows["Neighbours' pooled rate (2)"]["2023-24"] == pytest.approx(4 / 6)
