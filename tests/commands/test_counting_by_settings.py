"""Lists counted by a council's own definitions, as its build counts them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.support.commands import AS_OF, LISTS, Run, rates
from tests.support.lists import HEADINGS, initial
from timeliness.working_days import Convention


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
    closed = (
        " The council's closure days are left out too: 08 Nov 2010, 09 Nov 2010, 10 Nov 2010 and "
        "11 Nov 2010."
    )
    for chosen, said in (
        (LISTS, Convention.DAY_0.sentence),
        (["--settings", other_council], Convention.DAY_1.sentence + closed),
    ):
        assert said in run("check", *chosen, *AS_OF)[1].splitlines()
        assert said in run("rates", *chosen, *AS_OF)[2]


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
