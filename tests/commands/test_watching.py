"""The watch list as it is printed and as it is written: by row, and without a child."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from tests.support.commands import AS_OF, Run
from tests.support.lists import HARROW, HEADINGS, initial
from tests.support.written_lists import write_workbook

EARLIER = date(2010, 11, 25)


def test_the_watch_list_is_printed_by_row_and_names_no_child(run: Run, council: Path) -> None:
    code, out, _ = run("watch", council, "--as-of", "2010-12-20")
    assert code == 0
    assert "4 assessments were open on 20 Dec 2010: 2 overdue, 0 due within 5" in out
    assert re.search(r"Overdue +NI 59 .*06 Dec 2010 .*-10 +482", out)
    assert "42328" not in out
    assert not list(council.parent.glob("**/*watch*"))


def test_the_watch_list_of_an_earlier_day_holds_what_was_open_on_it(
    run: Run, council: Path
) -> None:
    counted = 0
    for name in ("initial_assessments.csv", "core_assessments.csv"):
        lines = (HARROW / name).read_text(encoding="utf-8-sig").splitlines()
        for row in csv.DictReader(lines[3:]):
            starts = ("Date of New Information", "Date of Referral", "Assessment start date")
            ends = ("Date Completed", "Assessment completion date")
            start, end = (
                next((read_day(row[key]) for key in keys if row.get(key)), None)
                for keys in (starts, ends)
            )
            counted += bool(start and start <= EARLIER and (end is None or end > EARLIER))
    code, out, _ = run("watch", council, "--as-of", EARLIER.isoformat())
    assert code == 0
    assert out.startswith(f"{counted} assessments were open on 25 Nov 2010: ")
    assert "NI 60: 1 assessment that begins after 25 Nov 2010 is not listed." in out


def read_day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def test_the_watch_list_is_written_where_a_folder_is_given(
    run: Run, council: Path, tmp_path: Path
) -> None:
    code, out, _ = run("watch", council, "--as-of", "2010-12-20", "--out", tmp_path / "lists")
    assert code == 0
    made = tmp_path / "lists" / "Harrow watch list 2010-12-20.xlsx"
    assert str(made) in out
    assert made.exists()


def test_a_watch_list_of_nothing_is_one_sentence(run: Run, council: Path) -> None:
    rows = [initial(1, date(2010, 11, 1), date(2010, 11, 2))]
    for name in ("initial_assessments.xlsx", "core_assessments.xlsx"):
        write_workbook(council.parent / name, [list(HEADINGS), *rows])
    code, out, _ = run("watch", council, *AS_OF)
    assert (code, out) == (0, "No assessment was open on 06 Dec 2010.\n")


def test_a_long_watch_list_says_how_much_of_it_is_not_printed(run: Run, council: Path) -> None:
    rows = [initial(number, date(2010, 11, 1), None) for number in range(1, 46)]
    write_workbook(council.parent / "initial_assessments.xlsx", [list(HEADINGS), *rows])
    _, out, _ = run("watch", council, "--as-of", "2010-12-20")
    assert out.count("Overdue  NI 59") == 40
    assert "5 more assessments: give --out a folder to have all of them in a workbook." in out


def test_no_name_is_broken_in_the_tables_of_a_narrow_window(
    run: Run, council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run("watch", council, "--as-of", "2010-12-20")
    lines = out.splitlines()
    assert "List 1: initial_assessments.xlsx, Initial assessments" in lines
    rows = [line for line in lines if line.startswith("Overdue ")]
    assert [line.split()[-3:] for line in rows] == [["1", "-10", "482"], ["1", "-6", "481"]]
    arguments = ("--from", "oct-2010", "--to", "nov-2010", *AS_OF, "--out", tmp_path / "here")
    _, out, _ = run("build", council, *arguments)
    lines = out.splitlines()
    assert [line.split()[-1] for line in lines if line.startswith(("Oct", "Nov"))] == ["built"] * 2
    assert lines[-1] == f"The workbooks are here: {tmp_path / 'here'}"
