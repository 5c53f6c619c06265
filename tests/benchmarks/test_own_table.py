"""An officer's own table of published figures: what it may say, and what stops it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from timeliness.benchmarks.figures import PublishedFigure, Symbol
from timeliness.benchmarks.own_table import figures_from_file, read_own_table
from timeliness.case_list import Block
from timeliness.errors import UnusableInputError
from timeliness.indicators import published_definitions
from timeliness.rates import Rate

HEADINGS = ["Council", "Indicator", "Year", "Value"]


def read(rows: list[list[object]], headings: list[str] | None = None) -> list[PublishedFigure]:
    block = Block([headings or HEADINGS, *rows], file="Own figures")
    return list(read_own_table(block, published_definitions()))


def refusal(rows: list[list[object]], headings: list[str] | None = None) -> str:
    with pytest.raises(UnusableInputError) as caught:
        read(rows, headings)
    return str(caught.value)


def test_a_row_of_a_table_becomes_a_figure_with_the_limit_of_its_year() -> None:
    (old, new) = read(
        [["Harrow", "NI 59", "2009-10", "71%"], ["Harrow", "ni59", "2010-11", "79.4%"]]
    )
    assert (old.area, old.indicator, old.year.label) == ("310", "NI59", "2009-10")
    assert (old.share, old.basis, old.source) == (Fraction(71, 100), 7, "Own figures")
    assert (new.share, new.basis) == (Fraction(794, 1000), 10)


def test_a_column_of_basis_tells_the_limit_that_a_council_kept() -> None:
    headings = [*HEADINGS, "Limit in working days"]
    (found,) = read([["Coventry", "NI59", "2010-11", "80%", 7.0]], headings)
    assert found.basis == 7
    for wrong in ("seven", 0, 261):
        assert "row 2: column Basis: write the limit in working days, such as 7." in refusal(
            [["Coventry", "NI59", "2010-11", "80%", wrong]], headings
        )


def test_a_measure_that_is_published_alone_brings_its_own_limit() -> None:
    (found,) = read([["Harrow", "CF10", "2024", "3.2%"]])
    assert (found.indicator, found.basis) == ("CF10", 10)


def test_percentages_of_cells_are_shares_and_typed_ones_are_not() -> None:
    from_cells = read([["Harrow", "CF45", 2024.0, 0.654], ["Barnet", "CF45", 2024.0, 1.0]])
    assert [one.share for one in from_cells] == [Fraction(654, 1000), 1]
    typed = read([["Harrow", "CF45", "2024", "65.4"], ["Barnet", "CF45", "2024", "0"]])
    assert [one.share for one in typed] == [Fraction(654, 1000), 0]


def test_a_number_too_small_or_too_large_for_a_cell_to_show_plainly_is_still_a_number() -> None:
    headings = [*HEADINGS, "In time", "Completed"]
    tiny, large = read(
        [
            ["Harrow", "CF45", "2024", 0.00005, "", ""],
            ["Barnet", "CF45", "2024", "", 12_345_678_901.0, 24_691_357_802.0],
        ],
        headings,
    )
    assert tiny.share == Fraction(5, 100_000)
    assert large.share == Fraction(1, 2)


def test_what_could_be_a_percentage_or_a_share_is_refused() -> None:
    said = "row 2: column Value: this could be a percentage or a share"
    assert said in refusal([["Harrow", "CF45", "2024", "0.7"], ["Barnet", "CF45", "2024", "70"]])
    assert said in refusal([["Harrow", "CF45", "2024", "1"]])


def test_counts_give_the_share_and_must_agree_with_it() -> None:
    headings = [*HEADINGS, "In time", "Completed"]
    (found,) = read([["Harrow", "CF45", "2024", "", 55, 59]], headings)
    assert (found.share, found.rate) == (Fraction(55, 59), Rate(55, 59))
    assert "is not In time divided by Completed" in refusal(
        [["Harrow", "CF45", "2024", "80%", 55, 59]], headings
    )
    assert "belong together" in refusal([["Harrow", "CF45", "2024", "", 55, ""]], headings)
    assert "more were in time than" in refusal([["Harrow", "CF45", "2024", "", 60, 59]], headings)
    assert "counts are whole" in refusal([["Harrow", "CF45", "2024", "", 5.5, 59]], headings)


def test_a_missing_value_keeps_its_symbol_or_its_reason() -> None:
    headings = [*HEADINGS, "Reason"]
    hidden, blank, old = read(
        [
            ["Harrow", "CF45", "2024", "[c]", ""],
            ["Barnet", "CF45", "2024", None, "asked for, not yet sent"],
            ["Ealing", "CF45", "2024", ":", ""],
        ],
        headings,
    )
    assert (hidden.symbol, hidden.reason) == (Symbol.CONFIDENTIAL, "confidential")
    assert (blank.symbol, blank.reason) == (Symbol.NOT_AVAILABLE, "asked for, not yet sent")
    assert (old.symbol, old.reason) == (Symbol.NOT_AVAILABLE, "not published here")


def test_a_rank_can_stand_without_a_value() -> None:
    (found,) = read([["Harrow", "CF45", "2024", "", "third of 11"]], [*HEADINGS, "Rank"])
    assert found.rank is not None
    assert (found.share, found.rank.place, found.rank.of) == (None, 3, 11)
    assert "column Rank: write a rank" in refusal(
        [["Harrow", "CF45", "2024", "", "good"]], [*HEADINGS, "Rank"]
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Nowhere", "CF45", "2024", "70%"], "row 2: column Council: this is no council"),
        (["", "CF45", "2024", "70%"], "row 2: column Council: this is no council"),
        (["Harrow", "NI99", "2024", "70%"], "column Indicator: this is not one of NI59"),
        (["Harrow", "CF45", "Nov 2024", "70%"], "column Year: write the financial year as"),
        (["Harrow", "CF45", "2024", "170%"], "a percentage lies between 0 and 100"),
        (["Harrow", "CF45", "2024", "-7%"], "a percentage lies between 0 and 100"),
        (["Harrow", "CF45", "2024", "most"], "column Value: this is neither a percentage"),
        (["Harrow", "NI59", "2006-07", "70%"], "NI59 has no one limit in 2006-07; add a column"),
    ],
)
def test_each_fault_is_a_sentence_with_its_row_and_no_value(row: list[object], said: str) -> None:
    message = refusal([row])
    assert message.startswith("Own figures, row 2: ")
    assert said in message
    assert "Nowhere" not in message


def test_two_values_for_one_cell_are_refused_with_both_rows() -> None:
    rows: list[list[object]] = [
        ["Harrow", "CF45", "2024", "70%"],
        ["310", "CF45", "2023-24", "71%"],
    ]
    assert "row 3: the council has a figure for this indicator and year in row 2" in refusal(rows)


def test_a_name_and_a_code_of_two_councils_are_refused() -> None:
    rows: list[list[object]] = [["Harrow", "CF45", "2024", "70%", 302]]
    assert "two councils (Harrow and Barnet)" in refusal(rows, [*HEADINGS, "Code"])


def test_a_code_of_no_council_is_refused_though_the_name_is_one() -> None:
    rows: list[list[object]] = [["Harrow", "CF45", "2024", "70%", 999]]
    assert refusal(rows, [*HEADINGS, "Code"]) == (
        "Own figures, row 2: column Code: this is the code of no council or region; Harrow's, for "
        "one, is 310."
    )


def test_every_faulty_row_is_told_and_nothing_is_half_taken() -> None:
    rows: list[list[object]] = [["Nowhere", "CF45", "2024", "70%"] for _ in range(12)]
    message = refusal([["Harrow", "CF45", "2024", "70%"], *rows])
    assert message.count("column Council") == 10
    assert message.endswith("And 2 more rows like these.")


def test_a_table_without_its_columns_is_no_table_of_figures() -> None:
    message = refusal([["1", "2"]], ["Child ID", "Date of referral"])
    assert "lacks the column Council (or Code), Indicator, Year and Value" in message
    doubled = refusal([["Harrow", "CF45", "2024", "70%", "70%"]], [*HEADINGS, "Rate"])
    assert 'two columns can be the value ("Value" and "Rate")' in doubled


def test_blank_rows_between_figures_are_passed_over() -> None:
    found = read(
        [["Harrow", "CF45", "2024", "70%"], [None, "", " "], [], ["Barnet", "CF45", "2024", "c"]]
    )
    assert len(found) == 2


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Council;Indicator;Year;Value\nHarrow;CF45;2024;70%\n", encoding="cp1252")
    (found,) = figures_from_file(path, published_definitions())
    assert (found.share, found.source) == (Fraction(7, 10), "own.csv")


def test_two_sheets_with_a_value_for_one_cell_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, value in ((book.worksheets[0], "70%"), (book.create_sheet("Later"), "71%")):
        sheet.append(HEADINGS)
        sheet.append(["Harrow", "CF45", "2024", value])
    book.save(tmp_path / "own.xlsx")
    with pytest.raises(UnusableInputError) as refused:
        figures_from_file(tmp_path / "own.xlsx", published_definitions())
    assert str(refused.value) == (
        "own.xlsx: two sheets have a figure for the same council, indicator and year; keep one of "
        "the two."
    )
