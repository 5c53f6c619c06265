"""A month built by a command: where it is written, and what is refused in a sentence."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.support.commands import AS_OF, Run, code_of


def test_the_demo_builds_harrows_november(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("demo", "--out", tmp_path / "out")
    assert code == 0
    assert (
        "NI 59: 93% in November 2010, up from 89% in October (not clearly different); 79% for the "
        "year to date."
    ) in out
    assert [path.name for path in (tmp_path / "out").glob("*.*")] == [
        "Harrow timeliness 2010-11 08 Nov.xlsx"
    ]


def test_build_writes_into_the_folder_of_the_settings_or_the_one_named(
    run: Run, council: Path, tmp_path: Path
) -> None:
    code, out, _ = run("build", council, "--month", "nov-2010", *AS_OF)
    assert code == 0
    assert "758 rows read: 750 completed, 4 still open, 4 left out." in out
    (made,) = (council.parent / "reports").glob("*.xlsx")
    assert run("build", council, "--month", "Nov 2010", *AS_OF, "--out", tmp_path / "x")[0] == 0
    (other,) = (tmp_path / "x").glob("*.xlsx")
    assert made.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--month", "2010-11"], '"2010-11" is the financial year from April 2010 to March 2011'),
        (["--month", "Nov-10"], "is not a period"),
        (["--month", "Dec 2010"], "lies outside the case lists"),
        (["--month", "Nov 2010", "--as-of", "yesterday"], '"yesterday" is not a day'),
    ],
)
def test_a_period_that_cannot_be_built_ends_in_a_sentence(
    run: Run, council: Path, arguments: list[str], said: str
) -> None:
    day = [] if "--as-of" in arguments else AS_OF
    code, out, err = run("build", council, *arguments, *day)
    assert (code, out) == (2, "")
    assert said in err
    assert not list(council.parent.rglob("*timeliness*.xlsx"))


def test_a_month_that_is_refused_says_both_ways_to_write_it(run: Run, council: Path) -> None:
    _, _, err = run("build", council, "--month", "2010-11")
    assert '"Nov 2010"' in err
    assert '"Mar 2011"' in err


def test_a_broken_settings_file_ends_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "council.toml").write_text("[council\n", encoding="utf-8")
    code, _, err = run("build", tmp_path / "council.toml", "--month", "Nov 2010")
    assert code == 2
    assert err.startswith("council.toml, line 1: this is not written as settings are.")


def test_an_output_folder_that_cannot_be_written_ends_in_a_sentence(
    run: Run, council: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    code, _, err = run("build", council, "--month", "Nov 2010", *AS_OF, "--out", tmp_path / "file")
    assert code == 2
    assert "is not a folder" in err


def test_a_workbook_open_in_excel_is_left_as_it_was(
    run: Run, council: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "~$Harrow timeliness 2010-11 08 Nov.xlsx").write_bytes(b"")
    code, _, err = run("build", council, "--month", "Nov 2010", *AS_OF, "--out", out)
    assert code == 2
    assert "is open in Excel: close it" in err
    assert [path.name for path in out.glob("*.xlsx")] == ["~$Harrow timeliness 2010-11 08 Nov.xlsx"]


def test_a_log_file_that_does_not_take_a_councils_name_stops_no_build(
    council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = council.read_text(encoding="utf-8").replace('name = "Harrow"', 'name = "Łódź"')
    council.write_text(text, encoding="utf-8")
    log = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", log)
    months = ["--from", "oct-2010", "--to", "nov-2010", *AS_OF, "--jobs", "1"]
    assert code_of("build", council, *months) == 0
    log.seek(0)
    assert log.readline() == "?ód?, October 2010: built.\n"
    assert len(list((council.parent / "reports").glob("Łódź *.xlsx"))) == 2


@pytest.mark.parametrize(
    "command",
    [
        ["demo"],
        ["build", "--all"],
        ["watch"],
        ["report", "--month", "nov-2010"],
        ["share", "--month", "nov-2010"],
        ["benchmarks", "build"],
    ],
    ids=" ".join,
)
def test_the_name_of_a_file_is_no_folder_to_write_to(
    run: Run, council: Path, tmp_path: Path, command: list[str]
) -> None:
    settings = [] if command == ["demo"] else [council]
    code, out, err = run(*command, *settings, "--out", tmp_path / "W.XLSX")
    assert (code, out) == (2, "")
    assert err.startswith("--out takes a folder, and W.XLSX is the name of a file: ")
    assert f'as in --out "{tmp_path}"' in err
    assert not (tmp_path / "W.XLSX").exists()


def test_a_folder_that_has_the_name_of_a_file_is_written_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").mkdir()
    assert run("demo", "--out", tmp_path / "old.xlsx")[0] == 0
    assert len(list((tmp_path / "old.xlsx").glob("Harrow*.xlsx"))) == 1
