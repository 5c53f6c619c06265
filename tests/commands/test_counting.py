"""Rates as they are printed for people and as JSON, from lists as they come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.commands import AS_OF, LISTS, Run, rates
from tests.support.written_lists import write_workbook


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
    assert "A row can stand in more than one line: one whose type is missing" in out


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


def test_a_list_that_does_not_say_its_kind_counts_for_the_indicator_asked_for(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Start date,End date\n01/11/2010,02/11/2010\n", encoding="utf-8")
    assert run("rates", path)[0] == 2
    assert rates(run, str(path), "--indicator", "NI60")[0]["completed"] == 1


def test_two_columns_of_one_meaning_and_the_way_to_choose(run: Run, tmp_path: Path) -> None:
    headings: list[object] = ["Type", "Date of referral", "Date completed", "Authorised date"]
    row: list[object] = ["IA", "01/11/2010", "30/11/2010", "02/11/2010"]
    path = write_workbook(tmp_path / "list.xlsx", [headings, row])
    code, _, err = run("rates", path)
    assert code == 2
    assert '--column end="Authorised date"' in err
    assert rates(run, str(path), "--column", "end=Authorised date")[0]["in_time"] == 1
    assert run("rates", path, "--column", "end")[0] == 2
