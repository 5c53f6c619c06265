"""Many months again and again: what is skipped, what is revised, what survives whatever happens."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console
from workbook_templates.house_look import new_workbook

from tests.support.commands import code_of
from tests.support.lists import HARROW, HARROW_AS_OF
from timeliness import batch, reporting
from timeliness.batch import MonthResult, Outcome, build_months, months_of, other_writers
from timeliness.benchmarks.store import FILE as STORED_FIGURES
from timeliness.commands.building import build_councils
from timeliness.errors import OutputError, PeriodError
from timeliness.manifest import FOLDER, manifest_path, read_manifest
from timeliness.measuring import Measurement
from timeliness.periods import MonthChoice, read_month
from timeliness.reporting import PreparedMonth, read_and_measure
from timeliness.saving import VERSIONS_FOLDER, VERSIONS_KEPT, keep_version, sole_writer, write_file
from timeliness.settings import Council, read_council
from timeliness.summary import summarise
from timeliness.unchanged import files_behind
from timeliness.workbooks import tables
from timeliness.workbooks.verifying import check_monthly_workbook

SMALL = """
[council]
name = "Smallshire"
[[case_lists]]
file = "initial.csv"
[output]
folder = "reports"
"""
HEADINGS = "Child ID,Date of referral,Date completed\n"
ROWS = [
    "ZEB-1,01/04/2010,12/04/2010",
    "ZEB-2,06/04/2010,30/04/2010",
    "ZEB-3,04/05/2010,12/05/2010",
    "ZEB-4,05/05/2010,28/05/2010",
    "ZEB-5,01/06/2010,10/06/2010",
]
AS_OF = date(2010, 7, 1)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The settings of a small council with three months."""
    (tmp_path / "council.toml").write_text(SMALL, encoding="utf-8")
    write_rows(tmp_path, ROWS)
    return tmp_path / "council.toml"


def write_rows(folder: Path, rows: list[str]) -> None:
    (folder / "initial.csv").write_text(HEADINGS + "\n".join(rows) + "\n", encoding="utf-8")


def build(
    settings: Path, *, jobs: int = 1, force: bool = False, as_of: date = AS_OF
) -> list[MonthResult]:
    council = read_council(settings)
    measurement = read_and_measure(council, as_of)
    months = months_of(measurement, as_of)
    results = build_months(council, measurement, months, as_of, jobs=jobs, force=force)
    return sorted(results, key=lambda result: result.month)


def outcomes(results: list[MonthResult]) -> list[str]:
    return [str(result.outcome) for result in results]


def workbooks(settings: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (settings.parent / "reports").glob("*.xlsx")}


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


def refuse_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_council: Council, _as_of: date) -> None:
        raise AssertionError("the case list was read")

    monkeypatch.setattr(reporting, "read_and_measure", read)


def test_a_run_that_finds_everything_as_it_was_reads_no_list_and_tells_the_same(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(small.parent, [*ROWS, *ROWS[:3], "ZEB-9,,30/06/2010"])
    arguments = ("build", small, "--all", "--jobs", "1", "--as-of", "2010-06-20")
    assert code_of(*arguments) == 0
    first = capsys.readouterr().out
    written = workbooks(small)
    refuse_reading(monkeypatch)
    assert code_of(*arguments) == 0
    second = capsys.readouterr().out
    table = first[first.index("Month ") :]
    assert "not over on 20 Jun 2010" in table
    assert second.split() == table.replace("built", "unchanged").split()
    assert code_of("build", small, "--month", "May 2010", "--as-of", "2010-06-20") == 0
    assert "Nothing has changed since the workbook was built" in capsys.readouterr().out
    assert code_of("build", small, "--from", "may-2010", "--as-of", "2010-06-20") == 0
    assert capsys.readouterr().out.count("unchanged") == 2
    assert workbooks(small) == written


def change_list(settings: Path) -> None:
    write_rows(settings.parent, [*ROWS, "ZEB-6,07/06/2010,14/06/2010"])


def change_settings(settings: Path) -> None:
    settings.write_text(SMALL + '[targets."2010-11"]\nNI59 = 90\n', encoding="utf-8")


def change_a_workbook(settings: Path) -> None:
    path = min((settings.parent / "reports").glob("*.xlsx"))
    path.write_bytes(path.read_bytes() + b"x")


def remove_a_workbook(settings: Path) -> None:
    min((settings.parent / "reports").glob("*.xlsx")).unlink()


def damage_a_manifest(settings: Path) -> None:
    min((settings.parent / "reports" / FOLDER).glob("*Apr.json")).write_bytes(b'{"format":1}')


def damage_the_note_on_the_lists(settings: Path) -> None:
    min((settings.parent / "reports" / FOLDER).glob("*lists.json")).write_bytes(b"[]")


def remove_the_list(settings: Path) -> None:
    (settings.parent / "initial.csv").unlink()


@pytest.mark.parametrize(
    "change",
    [
        change_list,
        change_settings,
        change_a_workbook,
        remove_a_workbook,
        damage_a_manifest,
        damage_the_note_on_the_lists,
        remove_the_list,
    ],
)
def test_whatever_has_changed_the_list_is_read_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    arguments = ("build", small, "--all", "--jobs", "1", "--as-of", "2010-07-01")
    assert code_of(*arguments) == 0
    change(small)
    read: list[Council] = []
    real = reporting.read_and_measure

    def counted(council: Council, as_of: date) -> Measurement:
        read.append(council)
        return real(council, as_of)

    monkeypatch.setattr(reporting, "read_and_measure", counted)
    assert code_of(*arguments) == (2 if change is remove_the_list else 0)
    assert len(read) == 1


def test_a_file_that_changes_without_a_part_in_the_workbook_is_noted_for_the_next_run(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text(SMALL + '[report]\ncommittee = "One"\nresponsible_officer = "Head"\n'
                     'contact = "Team"\n', encoding="utf-8")  # fmt: skip
    arguments = ("build", small, "--all", "--jobs", "1", "--as-of", "2010-07-01")
    assert code_of(*arguments) == 0
    written = workbooks(small)
    small.write_text(small.read_text(encoding="utf-8").replace("One", "Two"), encoding="utf-8")
    assert code_of(*arguments) == 0
    assert capsys.readouterr().out.count("unchanged.") == 3
    refuse_reading(monkeypatch)
    assert code_of(*arguments) == 0
    assert workbooks(small) == written


def test_a_file_that_changes_while_it_is_read_is_a_changed_one_for_the_next_run(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = reporting.read_and_measure

    def late(council: Council, as_of: date) -> Measurement:
        measurement = real(council, as_of)
        change_list(small)
        return measurement

    monkeypatch.setattr(reporting, "read_and_measure", late)
    arguments = ("build", small, "--all", "--jobs", "1", "--as-of", "2010-07-01")
    assert code_of(*arguments) == 0
    capsys.readouterr()
    assert code_of(*arguments) == 0
    assert "2/2" in capsys.readouterr().out


def test_every_file_that_the_settings_name_is_behind_the_workbooks(small: Path) -> None:
    named = small.parent / "house style.xlsx"
    named.write_bytes(b"one")
    small.write_text(
        SMALL + 'template = "house style.xlsx"\n[benchmarks]\nstore = "figures"\n',
        encoding="utf-8",
    )
    council = read_council(small)
    before = files_behind(council, AS_OF)
    assert files_behind(council, AS_OF) == before
    named.write_bytes(b"two")
    assert files_behind(council, AS_OF) != before
    assert files_behind(council, date(2010, 7, 2)) != before
    now = files_behind(council, AS_OF)
    council.store.mkdir(parents=True, exist_ok=True)
    (council.store / STORED_FIGURES).write_text("imported meanwhile", encoding="utf-8")
    assert files_behind(council, AS_OF) != now


def test_an_unchanged_month_is_left_as_it_is_and_force_builds_it_again(small: Path) -> None:
    build(small)
    before = dict(workbooks(small).items())
    assert outcomes(build(small)) == ["unchanged"] * 3
    assert outcomes(build(small, force=True)) == ["built"] * 3
    assert workbooks(small) == before
    assert not (small.parent / "reports" / VERSIONS_FOLDER).exists()


def test_a_month_is_built_again_when_its_workbook_was_changed_or_removed(small: Path) -> None:
    first, second, _third = build(small)
    assert first.path is not None
    assert second.path is not None
    first.path.unlink()
    second.path.write_bytes(second.path.read_bytes() + b"x")
    assert outcomes(build(small)) == ["built", "built", "unchanged"]


def test_another_day_another_template_or_another_setting_builds_every_month(small: Path) -> None:
    build(small)
    assert outcomes(build(small, as_of=date(2010, 7, 2))) == ["built"] * 3
    small.write_text(SMALL + '[targets."2010-11"]\nNI59 = 90\n', encoding="utf-8")
    assert outcomes(build(small, as_of=date(2010, 7, 2))) == ["built"] * 3


def test_a_damaged_manifest_is_no_manifest(small: Path) -> None:
    (first, *_) = build(small)
    assert first.path is not None
    for damage in (b"", b"{}", b'{"format":1}', b"\xff", b"[1]"):
        manifest_path(first.path).write_bytes(damage)
        assert read_manifest(first.path) is None
        assert outcomes(build(small)) == ["built", "unchanged", "unchanged"]


def test_a_changed_figure_is_listed_with_the_rows_that_account_for_it(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(small)
    # A row is put in above the others, so that all numbers move, and one date is corrected.
    write_rows(
        small.parent,
        ["ZEB-9,03/05/2010,04/05/2010", *ROWS[:3], "ZEB-4,05/05/2010,14/05/2010", ROWS[4]],
    )
    april, may, june = build(small)
    assert april.summary is not None
    assert april.summary.revisions == ()
    assert may.summary is not None
    found = {(one.period): one for one in may.summary.revisions}
    month = found["May 2010"]
    assert (month.in_time_before, month.completed_before) == (1, 2)
    assert (month.in_time, month.completed) == (3, 3)
    assert month.added == (("initial.csv", 2), ("initial.csv", 6))
    assert month.gone == (("initial.csv", 5),)
    assert june.summary is not None
    assert [one.period for one in june.summary.revisions] == ["Q1 2010-11", "YTD Jun 2010"]
    assert june.path is not None
    sheet = openpyxl.load_workbook(june.path)["Revisions"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "initial.csv, rows 2 and 6" in cells
    assert "NI 59" in cells
    assert month.sentence == (
        "NI 59, May 2010: 1 of 2 before, 3 of 3 now. 2 rows more: initial.csv, rows 2 and 6. 1 row "
        "fewer: initial.csv, row 5."
    )
    many = replace(month, added=(), gone=tuple(("list.csv", row) for row in range(2, 17)))
    assert many.sentence.endswith("15 rows fewer: list.csv, rows 2, 3 and 4; and 12 more.")


def test_a_revision_is_shown_again_when_the_month_is_built_again_from_the_same_inputs(
    small: Path,
) -> None:
    build(small)
    write_rows(small.parent, ROWS[:-1])
    build(small)
    before = workbooks(small)
    build(small, force=True)
    assert workbooks(small) == before


def test_the_console_lists_revisions(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = ("--as-of", "2010-07-01", "--jobs", "1")
    assert code_of("build", small, "--all", *day) == 0
    write_rows(small.parent, ROWS[:-1])
    capsys.readouterr()
    assert code_of("build", small, "--month", "May 2010", *day) == 0
    assert "Changed since" not in capsys.readouterr().out
    write_rows(small.parent, ROWS[:3])
    assert code_of("build", small, "--from", "apr-2010", "--to", "may-2010", *day) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "NI 59, May 2010: 1 of 2 before, 1 of 1 now. 1 row fewer: initial.csv, row 5." in out
    assert "NI59" not in out


def test_the_last_three_versions_of_a_workbook_are_kept(small: Path) -> None:
    made = []
    for number in range(6):
        build(small, as_of=date(2010, 7, 1 + number))
        made.append(workbooks(small)["Smallshire timeliness 2010-11 01 Apr.xlsx"])
    folder = small.parent / "reports" / VERSIONS_FOLDER
    kept = [path.read_bytes() for path in sorted(folder.glob("* 01 Apr version *.xlsx"))]
    assert len(kept) == VERSIONS_KEPT
    assert kept == made[-2:-5:-1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_month_never_stops_the_others(
    small: Path, capsys: pytest.CaptureFixture[str], jobs: int
) -> None:
    reports = small.parent / "reports"
    reports.mkdir()
    (reports / "~$Smallshire timeliness 2010-11 02 May.xlsx").write_bytes(b"")
    code = code_of("build", small, "--all", "--as-of", "2010-07-01", "--jobs", jobs)
    out = " ".join(capsys.readouterr().out.split())
    assert code == 1
    assert "May.xlsx is open in Excel" in out
    assert {name[-8:] for name in workbooks(small) if "~" not in name} == {"Apr.xlsx", "Jun.xlsx"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            MemoryError(),
            "The memory was not enough for May 2010: close other programs, or build with --jobs 1.",
        ),
        (
            KeyError("ZEB-3"),
            (
                "May 2010 met with something that Timeliness does not know (KeyError); the "
                "workbook before is unchanged. Please report it."
            ),
        ),
    ],
    ids=["memory", "unforeseen"],
)
def test_what_befalls_one_month_is_a_sentence_and_leaves_its_workbook_and_the_other_months(
    small: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    build(small)
    before = workbooks(small)
    change_list(small)
    real = reporting.write_month

    def write(prepared: PreparedMonth) -> None:
        if prepared.summary.month.label == "May 2010":
            raise error
        real(prepared)

    monkeypatch.setattr(batch, "write_month", write)
    april, may, june = build(small, force=True)
    assert outcomes([april, may, june]) == ["built", "failed", "built"]
    assert may.message == said
    assert (april.message, june.message) == ("", "")
    after = workbooks(small)
    changed = [name for name in after if after[name] != before[name]]
    assert sorted(changed) == [
        "Smallshire timeliness 2010-11 01 Apr.xlsx",
        "Smallshire timeliness 2010-11 03 Jun.xlsx",
    ]


def test_a_stopped_run_leaves_whole_months_and_the_next_one_goes_on_where_it_was(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = reporting.write_month

    def write(prepared: PreparedMonth) -> None:
        if prepared.summary.month.label == "May 2010":
            raise KeyboardInterrupt
        real(prepared)

    arguments = ("build", small, "--all", "--as-of", "2010-07-01", "--jobs", "1")
    monkeypatch.setattr(batch, "write_month", write)
    assert code_of(*arguments) == 2
    assert capsys.readouterr().err == "Stopped; nothing was left half written.\n"
    assert list(workbooks(small)) == ["Smallshire timeliness 2010-11 01 Apr.xlsx"]
    monkeypatch.undo()
    assert outcomes(build(small)) == ["unchanged", "built", "built"]


def test_several_councils_are_built_and_one_bad_one_never_stops_the_others(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / "councils" / name).mkdir(parents=True)
    text = SMALL.replace("initial.csv", str(tmp_path / "initial.csv"))
    (tmp_path / "councils" / "good.toml").write_text(text, encoding="utf-8")
    (tmp_path / "councils" / "bad.toml").write_text("[council]\n", encoding="utf-8")
    pattern = tmp_path / "councils" / "*.toml"
    day = ("--as-of", "2010-07-01", "--jobs", "1")
    assert code_of("build", pattern, "--all", *day) == 1
    assert 'bad.toml: the key "council.name" is missing' in capsys.readouterr().out
    assert len(list((tmp_path / "councils" / "reports").glob("*.xlsx"))) == 3


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


def test_a_workbook_whose_figures_differ_from_its_summary_is_not_put_in_place(small: Path) -> None:
    (first, *_) = build(small)
    assert first.path is not None
    assert first.summary is not None
    content = first.path.read_bytes()
    check_monthly_workbook(content, first.summary)
    (indicator,) = first.summary.indicators
    other = replace(
        indicator,
        months=(
            replace(indicator.months[0], rate=indicator.months[0].rate + indicator.months[0].rate),
        ),
    )
    wrong = replace(first.summary, indicators=(other,))
    for bytes_read, said in (
        (content, "figures for NI 59 differ"),
        (content[:3000], "could not be read back"),
    ):
        with pytest.raises(OutputError, match=said):
            write_file(
                first.path, bytes_read, check=lambda read: check_monthly_workbook(read, wrong)
            )
    assert first.path.read_bytes() == content
    assert not list(first.path.parent.glob(".timeliness-*"))


def test_two_runs_do_not_write_into_one_folder_at_once(tmp_path: Path) -> None:
    with (
        sole_writer(tmp_path),
        pytest.raises(OutputError, match="Another run is writing"),
        sole_writer(tmp_path),
    ):
        pass
    with sole_writer(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_stopped_run_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    for place in (tmp_path, tmp_path / FOLDER):
        (place / ".timeliness-abc.tmp").write_bytes(b"half")
    with sole_writer(tmp_path):
        pass
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_version_that_cannot_be_kept_keeps_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "month.xlsx"
    path.write_bytes(b"before")
    (tmp_path / VERSIONS_FOLDER).write_bytes(b"in the way")
    with pytest.raises(OutputError, match="is not a folder"):
        keep_version(path)
    assert path.read_bytes() == b"before"


WRITE = batch._write


def end_unless_first(prepared: PreparedMonth) -> str:
    """Write as always in the process that the run was started in; end any other one."""
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return WRITE(prepared)


def test_a_process_that_is_ended_from_outside_fails_its_months_and_no_other_run(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_write", end_unless_first)
    results = build(small, jobs=2)
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    assert failed
    assert all("ended from outside" in result.message for result in failed)
    # What this process writes itself is there.
    others = [result.path for result in results if result not in failed]
    assert {path.name for path in others if path} == workbooks(small).keys()
    monkeypatch.undo()
    assert outcomes(build(small, jobs=2)) == [
        "built" if result in failed else "unchanged" for result in results
    ]


def test_where_no_other_process_is_left_the_run_writes_every_month_itself(small: Path) -> None:
    council = read_council(small)
    measurement = read_and_measure(council, AS_OF)
    with other_writers(2) as writers:
        assert writers is not None
        assert isinstance(writers.pool.submit(os._exit, 9).exception(), BrokenProcessPool)
        months = months_of(measurement, AS_OF)
        results = list(build_months(council, measurement, months, AS_OF, writers=writers))
    assert outcomes(results) == ["built"] * 3
    assert len(workbooks(small)) == 3


def test_a_month_that_cannot_be_handed_over_fails_alone(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class TooLarge:
        def __call__(self, prepared: PreparedMonth) -> str:
            return WRITE(prepared)

        def __reduce__(self) -> str:
            raise MemoryError

    monkeypatch.setattr(batch, "_write", TooLarge())
    results = build(small, jobs=2)
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    assert failed[0].month.label == "Apr 2010"
    assert failed[0].message == (
        "The memory was not enough for April 2010: close other programs, or build with --jobs 1."
    )
    assert len(workbooks(small)) == 3 - len(failed) > 0


def test_the_key_that_stops_a_run_is_answered_by_the_process_that_was_started() -> None:
    with other_writers(2) as writers:
        assert writers is not None
        process = writers.pool.submit(os.getpid).result()
        os.kill(process, signal.SIGINT)
        assert writers.pool.submit(os.getpid).result() == process


def test_a_stopped_run_does_not_wait_for_months_that_are_not_begun() -> None:
    waiting: list[Future[int]] = []
    with suppress(KeyboardInterrupt), other_writers(2) as writers:
        assert writers is not None
        waiting += [writers.pool.submit(os.getpid) for _ in range(50)]
        raise KeyboardInterrupt
    assert waiting[-1].cancelled()


def in_a_child(work: Callable[[], object]) -> int:
    """Start a copy of this process that does some work and ends; give its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of a process is made on Unix only")
def test_a_full_disk_leaves_every_old_file_and_nothing_half_written(small: Path) -> None:
    build(small)
    before = workbooks(small)
    seen = small.parent / "seen.txt"

    def on_a_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        council = read_council(small)
        measurement = read_and_measure(council, date(2010, 7, 5))
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        results = list(
            build_months(
                council, measurement, months_of(measurement, AS_OF), date(2010, 7, 5), jobs=1
            )
        )
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        seen.write_text(
            "\n".join(f"{x.outcome} {x.message}" for x in results)[:4000], encoding="utf-8"
        )

    os.waitpid(in_a_child(on_a_full_disk), 0)
    said = seen.read_text(encoding="utf-8").splitlines()
    assert len(said) == 3
    assert [line for line in said if not line.startswith("failed The disk is full")] == []
    assert workbooks(small) == before
    assert not list(small.parent.rglob(".timeliness-*.tmp"))
    assert outcomes(build(small)) == ["unchanged"] * 3


def outputs(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder that is not one that a stopped run was still writing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".timeliness-")
    }


def undisturbed(small: Path, folder: Path, day: date) -> dict[str, bytes]:
    """Build the same council elsewhere, never disturbed; check and give what it has then."""
    shutil.copytree(small.parent, folder, ignore=shutil.ignore_patterns("reports"))
    for result in build(folder / small.name, as_of=day):
        assert result.path is not None
        assert result.summary is not None
        check_monthly_workbook(result.path.read_bytes(), result.summary)
    return outputs(folder / "reports")


def neither_old_nor_new(
    now: dict[str, bytes], before: dict[str, bytes], new: dict[str, bytes]
) -> list[str]:
    """Name the files that are neither as they were nor as an undisturbed run makes them.

    A copy of an earlier version is whole where it is one of the copies or workbooks of before.
    """
    earlier = {content for name, content in before.items() if name.endswith(".xlsx")}
    wrong = [name for name in before if name not in now and VERSIONS_FOLDER not in name]
    for name, content in now.items():
        if name.startswith(VERSIONS_FOLDER):
            whole = content in earlier
        else:
            whole = content in (before.get(name), new[name])
        wrong += [] if whole else [name]
    return wrong


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of a process is made on Unix only")
def test_killed_at_200_moments_every_file_is_the_old_or_the_new_one_and_the_next_run_completes(
    small: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_rows(small.parent, [ROWS[0], ROWS[2]])
    chance = random.Random(15841)
    days = [date(2010, 7, day) for day in range(1, 28)]
    elsewhere = tmp_path_factory.mktemp("undisturbed")
    new = {day: undisturbed(small, elsewhere / str(day), day) for day in days}
    reports = small.parent / "reports"
    ends = Counter[str]()
    build(small)
    started = time.perf_counter()
    os.waitpid(in_a_child(partial(build, small, as_of=days[-1])), 0)
    longest = time.perf_counter() - started
    for number in range(200):
        day = days[(number + 1) % len(days)]
        before = outputs(reports)
        child = in_a_child(partial(build, small, as_of=day))
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = outputs(reports)
        assert neither_old_nor_new(now, before, new[day]) == [], f"after kill {number}"
        made = sum(now[name] == content for name, content in new[day].items())
        ends["all" if made == len(new[day]) else "some" if made else "none"] += 1
    # Kills fell between the writing of one file and of the next, or they would prove little.
    assert ends["some"] > 0, ends
    results = build(small, as_of=date(2010, 7, 28))
    assert all(result.outcome is not Outcome.FAILED for result in results)
    assert not list(small.parent.rglob(".timeliness-*"))
    assert outcomes(build(small, as_of=date(2010, 7, 28))) == ["unchanged"] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of a process is made on Unix only")
def test_killed_with_its_writing_processes_a_run_leaves_none_of_them_behind(small: Path) -> None:
    command = [sys.executable, "-m", "timeliness", "build", str(small), "--all", "--jobs", "2"]
    before = writing_processes()
    with subprocess.Popen(
        [*command, "--as-of", "2010-07-01"], stdout=subprocess.DEVNULL
    ) as running:
        deadline = time.monotonic() + 60
        while not writing_processes() - before and running.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        running.kill()
    deadline = time.monotonic() + 60
    while writing_processes() - before:
        assert time.monotonic() < deadline, "a writing process outlived its run"
        time.sleep(0.05)
    assert all(result.outcome is not Outcome.FAILED for result in build(small))


def writing_processes() -> set[str]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"multiprocessing.spawn" in path.read_bytes():
                found.add(path.parent.name)
        except OSError:
            continue
    return found
