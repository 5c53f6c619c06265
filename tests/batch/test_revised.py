"""A figure that differs from the workbook before is listed, and that workbook is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.batch.small_council import (
    ROWS,
    build,
    workbooks,
    write_rows,
)
from tests.support.commands import code_of
from timeliness.errors import OutputError
from timeliness.manifest import read_manifest
from timeliness.saving import VERSIONS_FOLDER, VERSIONS_KEPT, keep_version


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
    changed = ["May 2010", "Q1 2010-11", "YTD Jun 2010"]
    assert [one.period for one in june.summary.revisions] == changed
    assert june.path is not None
    noted = read_manifest(june.path)
    assert noted is not None
    assert noted.revisions == june.summary.revisions
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


def test_a_completion_that_moves_between_earlier_months_is_listed_though_no_sum_changes(
    small: Path,
) -> None:
    build(small)
    # It is late in either month, so that the quarter and the year stay as they were.
    write_rows(small.parent, [ROWS[0], "ZEB-2,06/04/2010,04/05/2010", *ROWS[2:]])
    june = build(small)[-1].summary
    assert june is not None
    assert [(one.period, one.completed_before, one.completed) for one in june.revisions] == [
        ("Apr 2010", 2, 1),
        ("May 2010", 2, 3),
    ]


def test_in_april_the_month_before_is_looked_at_too(small: Path) -> None:
    march = "ZEB-0,01/03/2010,02/03/2010"
    write_rows(small.parent, [march, *ROWS])
    build(small)
    write_rows(small.parent, [march, "ZEB-7,03/03/2010,05/03/2010", *ROWS])
    april = build(small)[1].summary
    assert april is not None
    (revision,) = april.revisions
    assert (revision.period, revision.completed_before, revision.completed) == ("Mar 2010", 1, 2)
    assert revision.added == (("initial.csv", 3),)
    assert revision.gone == ()


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


def test_a_version_that_cannot_be_kept_keeps_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "month.xlsx"
    path.write_bytes(b"before")
    (tmp_path / VERSIONS_FOLDER).write_bytes(b"in the way")
    with pytest.raises(OutputError, match="is not a folder"):
        keep_version(path)
    assert path.read_bytes() == b"before"
