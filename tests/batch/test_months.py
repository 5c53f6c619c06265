"""Every month of a list built in one run: from what, in which processes, and what the end tells."""

from __future__ import annotations

import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from workbook_templates.house_look import new_workbook

from tests.batch.small_council import (
    AS_OF,
    ROWS,
    SMALL,
    build,
    outcomes,
    workbooks,
    write_rows,
)
from tests.support.commands import code_of
from tests.support.lists import HARROW, HARROW_AS_OF
from timeliness.batch import months_of
from timeliness.commands.building import build_councils
from timeliness.errors import OutputError, PeriodError
from timeliness.manifest import FOLDER
from timeliness.periods import read_month
from timeliness.reporting import read_and_measure
from timeliness.settings import read_council
from timeliness.summarising import summarise
from timeliness.which_months import MonthChoice
from timeliness.workbooks import tables


def test_every_month_from_the_first_to_the_last_completion_is_built(small: Path) -> None:
    results = build(small)
    assert [result.month.label for result in results] == ["Apr 2010", "May 2010", "Jun 2010"]
    assert outcomes(results) == ["built"] * 3
    assert len(workbooks(small)) == 3


def test_the_number_of_processes_changes_no_byte(small: Path, tmp_path: Path) -> None:
    build(small, jobs=1)
    alone = workbooks(small)
    shutil.rmtree(small.parent / "reports")
    build(small, jobs=3)
    assert workbooks(small) == alone


def test_the_case_list_is_read_once_for_all_months(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read: list[int] = []
    real = Path.read_bytes

    def counted(path: Path) -> bytes:
        if path.name == "initial.csv":
            read.append(1)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    assert code_of("build", small, "--all", "--jobs", "1", "--as-of", "2010-07-01") == 0
    assert len(read) == 1


def test_several_councils_are_built_and_one_bad_one_never_stops_the_others(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / "councils [London]" / name).mkdir(parents=True)
    text = SMALL.replace("initial.csv", str(tmp_path / "initial.csv"))
    (tmp_path / "councils [London]" / "good.toml").write_text(text, encoding="utf-8")
    (tmp_path / "councils [London]" / "bad.toml").write_text("[council]\n", encoding="utf-8")
    pattern = tmp_path / "councils [London]" / "*.toml"
    day = ("--as-of", "2010-07-01", "--jobs", "1")
    assert code_of("build", pattern, "--all", *day) == 1
    assert 'bad.toml: the key "council.name" is missing' in capsys.readouterr().out
    assert len(list((tmp_path / "councils [London]" / "reports").glob("*.xlsx"))) == 3


def test_the_end_of_a_run_tells_the_councils_apart_and_the_months_that_failed(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.toml"
    text = SMALL.replace("Smallshire", "Anyshire") + 'template = "none.xlsx"\n'
    other.write_text(text, encoding="utf-8")
    months = ("--from", "apr-2010", "--to", "may-2010")
    day = ("--as-of", "2010-07-01", "--jobs", "1")
    assert code_of("build", small, other, *months, *day) == 1
    lines = capsys.readouterr().out.splitlines()
    table = next(place for place, line in enumerate(lines) if line.startswith("Council"))
    assert [line.split() for line in lines[table : table + 5]] == [
        ["Council", "Month", "Rows", "used", "Left", "out", "NI", "59", "Outcome"],
        ["Anyshire", "Apr", "2010", "failed"],
        ["Anyshire", "May", "2010", "failed"],
        ["Smallshire", "Apr", "2010", "5", "0", "1/2", "built"],
        ["Smallshire", "May", "2010", "5", "0", "1/2", "built"],
    ]
    assert lines[table + 5 :] == [
        f"The workbooks are here: {tmp_path / 'reports'}",
        (
            f"The template {tmp_path / 'none.xlsx'} was not found: check the name under [output] "
            "in council.toml."
        ),
    ]


def test_a_terminal_shows_how_many_months_are_done_and_keeps_only_the_end(small: Path) -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100)
    choice = MonthChoice(read_month("Apr 2010"), read_month("Jun 2010"))
    code = build_councils([small], choice, AS_OF, folder=None, jobs=1, force=False, console=console)
    assert code == 0
    assert re.search(r"Smallshire .*3/3", screen.getvalue())
    assert "Smallshire, April 2010" not in screen.getvalue()
    assert "The workbooks are here" in screen.getvalue()


def test_where_nothing_can_be_done_the_exit_code_says_so(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(small.parent, ["ZEB-1,01/04/2010,"])
    assert code_of("build", small, "--all", "--as-of", "2010-07-01") == 2
    assert "no completed assessment" in capsys.readouterr().err
    for wrong in (("--all", "--month", "Apr 2010"), (), ("--from", "jun-2010", "--to", "apr-2010")):
        write_rows(small.parent, ROWS)
        assert code_of("build", small, *wrong, "--as-of", "2010-07-01") == 2


def test_more_rows_than_a_worksheet_takes_are_refused_in_words_and_nothing_is_written(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("build", small, "--all", "--as-of", "2010-07-01", "--jobs", "1", "--force")
    assert code_of(*arguments) == 0
    before = workbooks(small)
    write_rows(small.parent, [*ROWS, *[f"ZEB-{n},01/06/2010,soon" for n in range(100, 400)]])
    monkeypatch.setattr(tables, "_LAST_ROW", 250)
    assert code_of(*arguments) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert 'The sheet "Excluded rows" would need 300 rows below its row 5, and a worksheet' in said
    assert "ends at row 250; no row may be left out, so nothing was written. Give case list" in said
    assert "Traceback" not in said
    assert "ZEB" not in said
    assert workbooks(small) == before


def test_the_last_row_of_a_worksheet_can_be_the_last_of_a_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = new_workbook("A workbook").create_sheet("Cases")
    monkeypatch.setattr(tables, "_LAST_ROW", 10)
    with pytest.raises(OutputError, match='"Cases" would need 4 rows below its row 7,'):
        tables.write_table(sheet, 7, ["long"], ["Case"], [["x"]] * 4)
    assert sheet.max_row == 1
    place = tables.write_table(sheet, 7, ["fits"], ["Case"], [["x"]] * 3)
    assert place.last_row == sheet.max_row == 10


def test_months_after_the_day_of_making_are_not_built() -> None:
    council = read_council(HARROW / "council.toml")
    measurement = read_and_measure(council, HARROW_AS_OF)
    assert months_of(measurement, date(2010, 9, 15))[-1].label == "Sep 2010"
    with pytest.raises(PeriodError, match="exchange --from and --to"):
        months_of(measurement, HARROW_AS_OF, read_month("Nov 2010"), read_month("Apr 2010"))


def test_years_without_any_completion_have_no_workbooks_and_are_named(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(small.parent, [*ROWS[:1], "ZEB-9,01/07/2013,05/07/2013"])
    build_all = ("build", small, "--all", "--as-of", "2013-08-01", "--jobs", "1")
    assert code_of(*build_all) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "Nothing was completed in 2 financial years between 2011-12 and 2012-13, so there are no "
        "workbooks of them: if that is not so, a date in the lists may have a wrong year." in said
    )
    # The year 2010-11 whole, and 2013-14 up to its last completion.
    assert len(workbooks(small)) == 12 + 4
    assert code_of(*build_all) == 0
    assert len(workbooks(small)) == 12 + 4
    assert code_of("build", small, "--month", "nov-2011", "--as-of", "2013-08-01") == 0


@pytest.mark.parametrize(("day", "warned"), [(date(2010, 6, 30), False), (date(2010, 7, 1), True)])
def test_a_month_is_called_short_only_when_it_is_over(
    small: Path, day: date, *, warned: bool
) -> None:
    rows = [
        f"C{month}-{n},01/{month:02d}/2010,05/{month:02d}/2010"
        for month, number in ((4, 20), (5, 20), (6, 3))
        for n in range(number)
    ]
    write_rows(small.parent, rows)
    council = read_council(small)
    summary = summarise(council, read_and_measure(council, day), read_month("Jun 2010"), day)
    assert any("under 80%" in notice for notice in summary.notices) is warned


def test_a_month_far_smaller_than_those_around_it_is_pointed_out(small: Path) -> None:
    rows = [
        f"C{month}-{n},01/{month:02d}/2010,05/{month:02d}/2010"
        for month, number in ((4, 20), (5, 20), (6, 15), (7, 20))
        for n in range(number)
    ]
    write_rows(small.parent, rows)
    council = read_council(small)
    day = date(2010, 8, 2)
    summary = summarise(council, read_and_measure(council, day), read_month("Jul 2010"), day)
    assert [notice for notice in summary.notices if "under 80%" in notice] == [
        (
            "June 2010 has 15 completed assessments, under 80% of the 20 a month around it: check "
            "that the export is whole."
        )
    ]


def test_no_manifest_and_no_message_holds_an_identifier(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code_of("build", small, "--all", "--as-of", "2010-07-01", "--jobs", "1")
    write_rows(small.parent, [*ROWS[1:], "ZEB-7,01/06/2010,soon"])
    code_of("build", small, "--all", "--as-of", "2010-07-01", "--jobs", "1")
    said = capsys.readouterr()
    assert "ZEB" not in said.out + said.err
    for path in (small.parent / "reports" / FOLDER).iterdir():
        assert "ZEB" not in path.read_text(encoding="utf-8")
        json.loads(path.read_text(encoding="utf-8"))
