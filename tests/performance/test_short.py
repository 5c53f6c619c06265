"""The short form of the measurements: small sizes and generous ratios, so that a slip is seen.

Each ratio may be several times what the page docs/performance.md aims at, because others may use
the machine meanwhile; a tenfold slip fails all the same. No test goes by seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.performance import building, reading, starting, working_days, worksheet
from tests.performance.making import write_england, write_text
from tests.performance.page import Group, Line, growth, page
from tests.performance.timing import alternating, in_a_process, start_of


def hold(lines: Iterable[Line], most: float) -> None:
    """Fail where a ratio is beyond what noise explains."""
    assert [line.text for line in lines if line.ratio > most] == []


def test_working_days_take_little_more_than_a_look_up() -> None:
    pair = working_days.arrays(200_000)
    ours, floor, numpys = alternating(*working_days.works(*pair), runs=5)
    hold([Line("working days", ours, "look-up", floor)], 6)
    hold([Line("working days", ours, "numpy.busday_count", numpys)], 0.6)


@pytest.mark.parametrize("with_texts", [False, True], ids=["blank dates", "text dates"])
def test_a_formula_takes_little_more_than_making_arrays(with_texts: bool) -> None:
    found = worksheet.times(10_000, with_texts=with_texts, with_frame=False, runs=5)
    hold([Line("first formula", found["ours"], "np.array", found["floor"])], 6)
    hold([Line("second formula", found["second"], "first", found["ours"])], 0.8)


def test_a_formula_grows_with_its_rows_and_not_faster() -> None:
    short, long = (
        worksheet.times(rows, with_texts=False, with_frame=False, runs=5)["ours"]
        for rows in (5_000, 40_000)
    )
    hold([Line("40,000 rows", long, "eight times 5,000 rows", 8 * short)], 3)


def test_reading_a_text_takes_little_more_than_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "initial.csv"
    write_text(path, 20_000)
    ours, cells = alternating(
        lambda: reading.ours(str(path)), lambda: reading.by_csv(str(path)), runs=5
    )
    hold([Line("reading .csv", ours, "the csv module", cells)], 10)


def test_a_months_workbook_takes_little_more_than_its_cells_by_openpyxl() -> None:
    hold(building.month_line(runs=3), 4)


def test_an_unchanged_run_is_over_at_once(tmp_path: Path) -> None:
    hold(building.unchanged_line(tmp_path, 2_000, 3, 1), 0.4)


def test_help_and_a_first_formula_start_at_once() -> None:
    from sys import executable as python  # noqa: PLC0415

    ours, bare, formula, alone = start_of(
        [python, "-m", "timeliness", "--help"],
        [python, "-c", starting.BARE_HELP],
        [python, "-c", starting.FIRST_FORMULA],
        [python, "-c", starting.XLWINGS_ALONE],
        runs=3,
    )
    hold([Line("help", ours, "bare help", bare)], 4)
    hold([Line("first formula", formula, "xlwings", alone)], 10)


def test_a_regions_list_takes_no_more_memory_when_it_is_longer(tmp_path: Path) -> None:
    found = []
    for rows in (100_000, 800_000):
        write_england(tmp_path, rows)
        path = tmp_path / "england.csv"
        found.append(in_a_process("tests.performance.england", "ours", path))
    short, long = found
    # Eight times the file; what grows is the working space of a piece until it is full.
    assert long.megabytes < short.megabytes + 250
    hold([Line("800,000 rows", long.seconds, "eight times 100,000", 8 * short.seconds)], 3)


def test_the_page_says_what_is_met_and_what_is_missed() -> None:
    met, missed = Line("one", 1.0, "two", 2.0, 0.6), Line("three", 0.005, "four", 0.002, 2.0)
    plain = Line("five", 0.2, "six", 0.1)
    text = page([Group("Works", [met, missed, plain], [growth("one", [10, 100], [1.0, 10.0])])])
    assert "| one | 1.0 s | two | 2.0 s | 0.50 | at most 0.60: met |" in text
    assert "| three | 5.00 ms | four | 2.00 ms | 2.50 | at most 2.00: **missed** |" in text
    assert "| five | 200 ms | six | 100 ms | 2.00 |  |" in text
    assert "1 of 2 aims are met. Missed: three beside four (2.50)." in text
    hair = Line("seven", 1.003, "eight", 4.0, 0.25)
    assert hair.text.endswith("| 0.251 | at most 0.25: **missed** |")
    assert "10 rows 1.0 s (100000.00 µs a row), 100 rows 10.0 s (100000.00 µs a row)" in text
    again = page([Group("Works", [met]), Group("More", [plain])], text)
    assert "1 of 1 aims are met.\n" in again
    assert "three" not in again
    assert page([], again) == again
