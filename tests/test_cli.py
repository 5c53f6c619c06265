"""The commands as an officer types them: what comes out, what is written, how they end."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.case_list.test_files import DAMAGED, write_workbook
from tests.support.commands import code_of
from tests.support.lists import HARROW, HEADINGS, initial
from timeliness.working_days import Convention

LISTS = [str(HARROW / "initial_assessments.xlsx"), str(HARROW / "core_assessments.xlsx")]
AS_OF = ["--as-of", "2010-12-06"]
EARLIER = date(2010, 11, 25)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command; give its exit code, what it printed and what it said of errors."""

    def _run(*arguments: str | Path) -> tuple[int, str, str]:
        code = code_of(*arguments)
        said = capsys.readouterr()
        return code, said.out, " ".join(said.err.split())

    return _run


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A copy of the example that a test may spoil."""
    shutil.copytree(HARROW, tmp_path / "harrow")
    return tmp_path / "harrow" / "council.toml"


def rates(run: Run, *arguments: str) -> list[dict[str, object]]:
    code, out, _ = run("rates", *arguments, "--json", *AS_OF)
    assert code == 0
    items = json.loads(out)
    assert isinstance(items, list)
    return items


def test_rates_give_harrows_published_figures_as_json(run: Run) -> None:
    found = {
        (item["indicator"], item["period"]): (item["in_time"], item["completed"])
        for by in ("month", "ytd")
        for item in rates(run, *LISTS, "--by", by)
    }
    assert found["NI59", "Oct 2010"] == (51, 57)
    assert found["NI59", "Nov 2010"] == (55, 59)
    assert found["NI60", "Oct 2010"] == (32, 42)
    assert found["NI60", "Nov 2010"] == (50, 58)
    assert found["NI59", "YTD Sep 2010"] == (269, 359)
    assert found["NI60", "YTD Sep 2010"] == (124, 175)
    assert found["NI59", "YTD Nov 2010"] == (375, 475)
    assert found["NI60", "YTD Nov 2010"] == (206, 275)


def test_a_json_item_has_its_nine_keys_with_iso_dates_and_a_fraction(
    run: Run,
) -> None:
    (item,) = [x for x in rates(run, *LISTS, "--indicator", "ni60") if x["period"] == "Nov 2010"]
    assert item == {
        "indicator": "NI60",
        "kind": "month",
        "period": "Nov 2010",
        "start": "2010-11-01",
        "end": "2010-11-30",
        "team": None,
        "in_time": 50,
        "completed": 58,
        "rate": 50 / 58,
    }


@pytest.mark.parametrize(
    ("by", "first"), [("quarter", "Q1 2010-11"), ("year", "2010-11"), ("team", "2010-11")]
)
def test_rates_are_divided_as_asked(run: Run, by: str, first: str) -> None:
    items = rates(run, *LISTS, "--indicator", "NI59", "--by", by)
    assert items[0]["period"] == first
    assert {item["kind"] for item in items} == {by}
    assert all((item["team"] is None) == (by != "team") for item in items)
    assert sum(int(str(item["completed"])) for item in items) == 475


def test_a_month_with_nothing_completed_is_there_with_no_rate(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Type,Date of referral,Date completed\n"
        "IA,01/04/2010,02/04/2010\nIA,01/06/2010,02/06/2010\n",
        encoding="utf-8",
    )
    assert [item["rate"] for item in rates(run, str(path))] == [1.0, None, 1.0]


def test_a_list_without_any_completion_is_answered_in_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Type,Date of referral,Date completed\nIA,01/11/2010,\n", encoding="utf-8")
    code, out, _ = run("rates", path, *AS_OF)
    assert (code, out) == (0, "No assessment was completed, so there is no rate.\n")


def test_a_row_of_no_known_type_is_left_out_for_each_indicator_and_once_all_together(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Type,Date of referral,Date completed\nIA,01/11/2010,02/11/2010\n"
        # A core assessment starts on a date of its own, which this list does not have.
        "Core,01/11/2010,02/11/2010\nVisit,01/11/2010,02/11/2010\n",
        encoding="utf-8",
    )
    _, out, _ = run("check", path, *AS_OF)
    left_out = [line.split()[-1] for line in out.splitlines() if line.startswith(("NI", "All"))]
    assert left_out == ["1", "2", "2"]
    assert "left out for each indicator, and once all together." in out


def test_the_annex_a_sample_gives_cf45_from_list_4(run: Run, shared_data: Path) -> None:
    code, out, err = run("rates", shared_data / "annex_a_sample.xlsx", "--json")
    assert code == 0
    items = json.loads(out)
    assert {item["indicator"] for item in items} == {"CF45"}
    assert sum(item["completed"] for item in items) == 5
    assert err.startswith("5 rows read: 5 completed, 0 still open, 0 left out.")


def test_rates_for_people_are_a_table(run: Run) -> None:
    code, out, _ = run("rates", *LISTS, *AS_OF)
    assert code == 0
    assert ["NI", "59", "Nov", "2010", "55", "59", "93%"] in [
        line.split() for line in out.splitlines()
    ]


def test_rates_by_team_are_a_table_with_a_column_of_teams(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Type,Date of referral,Date completed,Team\n"
        "IA,01/11/2010,02/11/2010,North\nIA,01/11/2010,30/11/2010,\n",
        encoding="utf-8",
    )
    code, out, _ = run("rates", path, "--by", "team", *AS_OF)
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["Indicator", "Period", "Team", "In", "time", "Completed", "Rate"],
        ["NI", "59", "2010-11", "North", "1", "1", "100%"],
        ["NI", "59", "2010-11", "No", "team", "given", "0", "1", "0%"],
    ]


def test_rates_and_check_say_where_the_clock_had_to_start_on_another_date(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Type,Date started,Date completed\nIA,01/11/2010,02/11/2010\n", encoding="utf-8"
    )
    note = (
        "list.csv has no column for the date of referral or the date of new information, so NI 59 "
        "counts its assessments from the start date."
    )
    _, out, err = run("rates", path, "--json", *AS_OF)
    counted = f"1 row read: 1 completed, 0 still open, 0 left out. {Convention.DAY_0.sentence}"
    assert err == f"{counted} {note}"
    assert len(json.loads(out)) == 1
    assert note in run("check", path, *AS_OF)[1].splitlines()


@pytest.fixture
def other_council(council: Path) -> Path:
    """The example counted from day 1, closed for a week, with an indicator and a list of its own.

    The list's end has a heading that only the settings know.
    """
    text = council.read_text(encoding="utf-8").replace(
        'convention = "day 0"',
        'convention = "day 1"\nclosures = [2010-11-08, 2010-11-09, 2010-11-10, 2010-11-11]',
    )
    own = """
[assessment_types]
section_47 = ["S47"]
[indicators.S47]
name = "Section 47 enquiries"
title = "Section 47 enquiries completed within {limit} working days of their start"
assessments = "section_47"
clock_starts = ["start"]
limits = [{ from = 2008-04-01, working_days = 5 }]
[[case_lists]]
file = "s47.csv"
columns = { end = "Signed off by" }
"""
    council.write_text(text + own, encoding="utf-8")
    (council.parent / "s47.csv").write_text(
        "Assessment type,Date started,Signed off by\n"
        "S47,01/11/2010,05/11/2010\nS47,01/11/2010,08/11/2010\nS47,01/11/2010,12/11/2010\n",
        encoding="utf-8",
    )
    return council


def test_rates_by_a_councils_settings_are_those_that_its_build_gives(
    run: Run, other_council: Path
) -> None:
    _, out, _ = run("build", other_council, "--from", "oct-2010", "--to", "nov-2010", *AS_OF)
    built = next(line.split() for line in out.splitlines() if line.startswith("Nov 2010"))
    counted = rates(run, "--settings", str(other_council))
    november = [x for x in counted if x["period"] == "Nov 2010"]
    assert [x["indicator"] for x in november] == ["NI59", "NI60", "S47"]
    assert [f"{x['in_time']}/{x['completed']}" for x in november] == built[4:7]
    assert built[6] == "2/3"
    assert november != [x for x in rates(run, *LISTS) if x["period"] == "Nov 2010"]


def test_lists_that_are_named_are_counted_by_the_settings_beside_them(
    run: Run, other_council: Path
) -> None:
    named = [str(other_council.parent / "s47.csv"), "--column", "end=Signed off by"]
    by_settings = ["--settings", str(other_council)]
    (item,) = rates(run, *named, *by_settings)
    assert (item["indicator"], item["in_time"], item["completed"]) == ("S47", 2, 3)
    assert rates(run, *by_settings, "--indicator", "s 47") == [item]
    assert run("rates", *named, "--indicator", "S47")[0] == 2


def test_only_the_indicators_that_a_council_reports_are_counted_by_its_settings(
    run: Run, council: Path
) -> None:
    text = council.read_text(encoding="utf-8")
    council.write_text(text.replace("[counting]", '[counting]\nindicators = ["NI60"]'), "utf-8")
    counted = rates(run, "--settings", str(council))
    assert {item["indicator"] for item in counted} == {"NI60"}


def test_a_sheet_that_is_named_is_read_in_the_place_of_those_in_the_settings(
    run: Run, council: Path
) -> None:
    book = openpyxl.load_workbook(council.parent / "initial_assessments.xlsx")
    second = book.create_sheet("Second")
    for row in (HEADINGS, initial(1, date(2010, 11, 1), date(2010, 11, 2))):
        second.append(list(row))
    book.save(council.parent / "initial_assessments.xlsx")
    text = council.read_text(encoding="utf-8")
    first, marked, last = text.partition('[[case_lists]]\nfile = "core_assessments.xlsx"\n')
    sheets = 'sheets = ["Initial assessments"]\n'
    council.write_text(f"{first.rstrip()}\n{sheets}{last}", encoding="utf-8")
    assert marked
    _, out, _ = run("check", "--settings", council, "--sheet", "Second", *AS_OF)
    assert out.startswith('initial_assessments.xlsx, sheet "Second": 1 row, ')


def test_check_and_rates_print_the_convention_by_which_they_counted(
    run: Run, other_council: Path
) -> None:
    for chosen, convention in (
        (LISTS, Convention.DAY_0),
        (["--settings", other_council], Convention.DAY_1),
    ):
        assert convention.sentence in run("check", *chosen, *AS_OF)[1].splitlines()
        assert convention.sentence in run("rates", *chosen, *AS_OF)[2]


@pytest.mark.parametrize("command", ["check", "rates"])
def test_settings_in_the_place_of_a_case_list_and_no_list_at_all_are_answered_in_words(
    run: Run, council: Path, command: str
) -> None:
    code, out, err = run(command)
    assert (code, out) == (2, "")
    assert err == (
        "There is no case list to read: name one or more, or a council's settings with --settings "
        "council.toml."
    )
    code, out, err = run(command, council)
    assert (code, out) == (2, "")
    assert err == (
        "council.toml holds settings and no case list: name it with --settings, as in --settings "
        f'"{council}".'
    )


def test_check_says_how_a_list_was_read_and_which_sheets_were_not(run: Run, tmp_path: Path) -> None:
    text = "Type,Date of referral,Date completed,Café\nIA,01/11/2010,02/11/2010,x\n"
    (tmp_path / "old.csv").write_text(text, encoding="cp1252")
    book = openpyxl.load_workbook(
        write_workbook(tmp_path / "list.xlsx", [list(HEADINGS), initial(1, EARLIER, None)])
    )
    book.create_sheet("Codes").append(["A", "Accepted"])
    book.save(tmp_path / "list.xlsx")
    code, out, _ = run("check", tmp_path / "old.csv", tmp_path / "list.xlsx", *AS_OF)
    assert code == 0
    assert out.splitlines()[:4] == [
        'old.csv: 1 row, headings in row 1; type of assessment from the column "Type".',
        "  old.csv was read as Windows (Western European) text.",
        (
            'list.xlsx, sheet "Data": 1 row, headings in row 1; type of assessment from the '
            'column "Assessment type".'
        ),
        (
            'Not read: list.xlsx, sheet "Codes": no row has the headings of a case list (such as a '
            "start date and a completion date). If it is one, put the headings back above the rows."
        ),
    ]


def test_a_list_that_does_not_say_its_kind_counts_for_the_indicator_asked_for(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Start date,End date\n01/11/2010,02/11/2010\n", encoding="utf-8")
    assert run("rates", path)[0] == 2
    assert rates(run, str(path), "--indicator", "NI60")[0]["completed"] == 1


def test_check_names_every_row_left_out_and_the_sum(run: Run) -> None:
    code, out, _ = run("check", *LISTS, *AS_OF)
    assert code == 0
    assert (
        'initial_assessments.xlsx, sheet "Initial assessments", row 25, column "Client ID"' in out
    )
    assert "row 484: this row holds a note or a total" in out
    assert ["All", "together", "758", "750", "4", "0", "4"] in [
        line.split() for line in out.splitlines()
    ]


def test_check_prints_no_value_of_any_cell(run: Run, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx",
        [
            list(HEADINGS),
            initial("ZEBEDEE", "Zebedee Quux", "Quux, Zebedee"),
            ["Zebedee"],
            [1, "Quux"],
        ],
    )
    code, out, err = run("check", path)
    assert code == 0
    assert "quux" not in (out + err).casefold()
    assert "zebedee" not in (out + err).casefold()


def test_names_with_square_brackets_are_printed_as_they_are(run: Run, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list [final].xlsx", [list(HEADINGS), initial(1, None, None)])
    _, out, _ = run("check", path)
    assert "list [final].xlsx" in out


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


def test_a_month_that_is_refused_says_both_ways_to_write_it(run: Run, council: Path) -> None:
    _, _, err = run("build", council, "--month", "2010-11")
    assert '"Nov 2010"' in err
    assert '"Mar 2011"' in err


def test_an_assessment_without_a_limit_stops_the_run(run: Run, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx", [list(HEADINGS), initial(1, "03/03/2008", "10/03/2008")]
    )
    code, out, err = run("rates", path, "--json")
    assert (code, out) == (2, "")
    assert 'sheet "Data", row 2: NI 59 has no limit in force on 10 Mar 2008' in err


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


def test_two_columns_of_one_meaning_and_the_way_to_choose(run: Run, tmp_path: Path) -> None:
    headings: list[object] = ["Type", "Date of referral", "Date completed", "Authorised date"]
    row: list[object] = ["IA", "01/11/2010", "30/11/2010", "02/11/2010"]
    path = write_workbook(tmp_path / "list.xlsx", [headings, row])
    code, _, err = run("rates", path)
    assert code == 2
    assert '--column end="Authorised date"' in err
    assert rates(run, str(path), "--column", "end=Authorised date")[0]["in_time"] == 1
    assert run("rates", path, "--column", "end")[0] == 2


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


def test_the_performance_workbook_is_written_once_and_never_over_anothers_cases(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("workbook")
    made = tmp_path / "Performance workbook.xlsx"
    assert (code, made.exists()) == (0, True)
    assert "The performance workbook is here" in out
    made.write_bytes(b"an officer's cases")
    for arguments in ([], ["--out", str(made)], ["--out", str(tmp_path)]):
        code, _, said = run("workbook", *arguments)
        assert code == 2
        assert "is there already, perhaps with your cases in it" in said
    assert made.read_bytes() == b"an officer's cases"
    code, _, _ = run("workbook", "--force")
    assert code == 0
    kept = tmp_path / "earlier versions" / "Performance workbook version 1.xlsx"
    assert kept.read_bytes() == b"an officer's cases"
    code, out, _ = run("check", made, "--sheet", "Cases", "--as-of", "2026-11-01")
    assert code == 0
    assert "12" in out


def test_a_name_that_is_no_workbooks_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, said = run("workbook", "--out", tmp_path / "cases.docx")
    assert code == 2
    assert "let it end in .xlsx" in said
    assert not any(tmp_path.iterdir())


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
