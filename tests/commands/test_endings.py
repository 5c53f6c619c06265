"""How commands end, whatever befalls them: in a sentence, and with nothing half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import AS_OF, LISTS, Run
from tests.support.damaged_files import DAMAGED
from tests.support.lists import HEADINGS, initial
from tests.support.written_lists import write_workbook


@pytest.mark.parametrize("name", DAMAGED)
def test_no_damaged_list_ends_in_a_traceback_or_touches_a_file(
    run: Run, council: Path, name: str
) -> None:
    assert run("build", council, "--month", "nov-2010", *AS_OF)[0] == 0
    (made,) = (council.parent / "reports").glob("*.xlsx")
    before = made.read_bytes()
    damaged = council.parent / name
    damaged.write_bytes(DAMAGED[name][0]())
    text = council.read_text(encoding="utf-8").replace("initial_assessments.xlsx", name)
    council.write_text(text.replace("core_assessments.xlsx", name), encoding="utf-8")
    for arguments in (
        ("build", council, "--month", "nov-2010", *AS_OF),
        ("check", damaged),
        ("rates", damaged, "--json"),
    ):
        code, out, err = run(*arguments)
        assert code == 2
        assert out == ""
        assert err.endswith(".")
        assert name in err
        assert "Traceback" not in err
    assert [path.name for path in made.parent.glob("*.*")] == [made.name]
    assert made.read_bytes() == before


@pytest.mark.parametrize("day", ["1700-01-01", "2004-12-31", "2041-01-01"])
@pytest.mark.parametrize(
    "command",
    [
        ("watch",),
        ("build", "--month", "Nov 2010"),
        ("narrative", "--month", "Nov 2010"),
        ("rates",),
        ("check",),
        ("region",),
    ],
)
def test_a_day_outside_the_calendar_is_refused_in_a_sentence(
    run: Run, council: Path, command: tuple[str, ...], day: str
) -> None:
    name, *others = command
    of_lists = name in {"rates", "check", "region"}
    given = council.parent / "initial_assessments.csv" if of_lists else council
    code, out, err = run(name, given, *others, "--as-of", day)
    assert (code, out) == (2, "")
    assert "lies outside 2005 to 2040" in err
    assert err.endswith("make the figures as of a day in these years.")


def test_an_assessment_without_a_limit_stops_the_run(run: Run, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx", [list(HEADINGS), initial(1, "03/03/2008", "10/03/2008")]
    )
    code, out, err = run("rates", path, "--json")
    assert (code, out) == (2, "")
    assert 'sheet "Data", row 2: NI 59 has no limit in force on 10 Mar 2008' in err


def test_an_unknown_command_option_or_indicator_ends_with_2(run: Run) -> None:
    assert run("rates", LISTS[0], "--indicator", "NI61")[0] == 2
    assert run("rates", LISTS[0], "--jsn")[0] == 2
    assert run("count")[0] == 2


def test_what_nobody_foresaw_is_a_sentence_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("timeliness.case_list.read_case_list", fail)
    code, _, err = run("check", LISTS[0])
    assert code == 2
    assert "KeyError" in err
    assert "surprise" not in err
    assert "writing" not in err


def test_what_is_missing_from_the_installation_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeliness.shipped._PACKAGE", tmp_path / "src" / "timeliness")
    code, out, err = run("workbook", "--out", tmp_path / "W.xlsx")
    assert (code, out) == (2, "")
    assert err == (
        "workbook_templates/performance_workbook.xlsx is missing, which comes with Timeliness: "
        "install Timeliness again."
    )


def test_who_stops_a_command_is_told_that_nothing_is_half_written(
    run: Run, council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("timeliness.reporting.read_case_list", stop)
    code, out, err = run("build", council, "--all")
    assert (code, out, err) == (2, "", "Stopped; nothing was left half written.")


def test_the_version_is_said(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("Timeliness 0.")
