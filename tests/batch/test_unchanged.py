"""A month that has not changed is left as it is, and whatever has changed is noticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.batch.small_council import (
    AS_OF,
    ROWS,
    SMALL,
    build,
    change_list,
    outcomes,
    workbooks,
    write_rows,
)
from tests.support.commands import code_of
from timeliness import reporting
from timeliness.benchmarks.store import FILE as STORED_FIGURES
from timeliness.manifest import FOLDER, manifest_path, read_manifest
from timeliness.measuring import Measurement
from timeliness.saving import VERSIONS_FOLDER
from timeliness.settings import Council, read_council
from timeliness.unchanged import files_behind


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
    for damage in (b"", b"{}", b'{"format":1}', b"\xff", b"[1]", b"[" * 200_000):
        manifest_path(first.path).write_bytes(damage)
        assert read_manifest(first.path) is None
        assert outcomes(build(small)) == ["built", "unchanged", "unchanged"]
