"""Worksheet functions with what Excel sends, through xlwings' own server and converters."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.excel_host.windows_xlwings import WindowsXlwings
from tests.support import by_hand
from tests.support.installed import install_for
from tests.support.lists import HARROW
from tests.support.value2 import DIV0, NA, SPILL, serial
from timeliness.case_list.dates import DateSystem
from timeliness.excel import context
from timeliness.excel.cells import Cells, serial_of
from timeliness.excel.context import installed_context
from timeliness.indicators import published_definitions

HEADINGS = ("Child ID", "Assessment type", "Date of referral", "Date completed", "Team")
LIST: Cells = (
    HEADINGS,
    (1.0, "Initial", serial(2010, 11, 1), serial(2010, 11, 15), "North"),  # 10 days
    (2.0, "Initial", serial(2010, 11, 1), serial(2010, 11, 16), "North"),  # 11 days
    (3.0, "Initial", serial(2010, 12, 20), serial(2011, 1, 6), "South"),  # 10 days
    (4.0, "Initial", serial(2010, 11, 1), None, "South"),
)


def call(excel: WindowsXlwings, name: str, *arguments: Any) -> Any:
    return excel.call(name, arguments)


def explained(excel: WindowsXlwings, cells: Any, *arguments: Any) -> str:
    text = excel.call("TIMELINESS_EXPLAIN", (cells, "NI59", *arguments))
    assert isinstance(text, str)
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize(
    ("name", "period", "answer"),
    [
        ("NI59_RATE", "Nov 2010", 55 / 59),
        ("NI59_IN_TIME", "Nov 2010", 55),
        ("NI59_COMPLETED", "nov-2010", 59),
        ("NI59_RATE", "Oct 2010", 51 / 57),
        ("NI59_RATE", serial(2010, 10, 17), 51 / 57),
        ("NI59_COMPLETED", None, 475),
        ("NI59_COMPLETED", "2010-11", 475),
        ("NI59_COMPLETED", "YTD Nov 2010", 475),
        ("NI59_COMPLETED", "Q2 2010-11", 175),
    ],
)
def test_harrows_published_figures_come_out_of_cells(
    name: str, period: Any, answer: float, excel: WindowsXlwings, initial_cells: Cells
) -> None:
    assert call(excel, name, initial_cells, period) == answer


def test_core_assessments_of_november_were_50_of_58(
    excel: WindowsXlwings, core_cells: Cells
) -> None:
    assert call(excel, "NI60_RATE", core_cells, "Nov 2010") == 50 / 58


def test_a_list_without_a_type_is_taken_for_the_indicator_that_is_asked(
    excel: WindowsXlwings,
) -> None:
    cells = (("Start", "End"), (serial(2010, 11, 1), serial(2010, 11, 15)))
    assert call(excel, "NI59_RATE", cells) == 1
    assert call(excel, "NI60_COMPLETED", cells) == 1


def test_two_columns_of_dates_need_no_headings(excel: WindowsXlwings) -> None:
    cells = (
        (serial(2010, 11, 1), serial(2010, 11, 15)),
        (serial(2010, 11, 1), serial(2010, 11, 16)),
    )
    assert call(excel, "NI59_RATE", cells) == 0.5


def test_whole_columns_may_end_in_blank_rows(excel: WindowsXlwings) -> None:
    blank = ((None,) * 5,) * 2000 + (("",) * 5,) * 50
    assert call(excel, "NI59_COMPLETED", LIST + blank) == 3


def test_a_team_is_found_whatever_its_capitals(excel: WindowsXlwings) -> None:
    assert call(excel, "NI59_RATE", LIST, None, "north ") == 0.5
    assert call(excel, "NI59_COMPLETED", LIST, "Jan 2011", "SOUTH") == 1


def test_a_team_that_is_spelled_in_two_ways_is_counted_whole(excel: WindowsXlwings) -> None:
    spelled = ("North", "NORTH ", "South", "south")
    cells = (HEADINGS, *((*LIST[row][:-1], team) for row, team in enumerate(spelled, start=1)))
    assert call(excel, "NI59_COMPLETED", cells, None, "North") == 2
    assert call(excel, "NI59_RATE", cells, None, "north") == 0.5
    numbered = (HEADINGS, *((*row[:-1], 7.0) for row in LIST[1:]))
    assert call(excel, "NI59_COMPLETED", numbered, None, 7.0) == 3


@pytest.mark.parametrize("wrong", [NA, DIV0, SPILL])
def test_an_error_in_the_cell_of_the_team_is_no_team_with_nothing_completed(
    wrong: int, excel: WindowsXlwings
) -> None:
    for name in ("NI59_RATE", "NI59_IN_TIME", "NI59_COMPLETED"):
        assert call(excel, name, LIST, "Nov 2010", wrong) == "#VALUE!"
    assert "What was given as the team" in explained(excel, LIST, None, wrong)


def test_a_word_for_nothing_as_the_team_is_not_every_team(excel: WindowsXlwings) -> None:
    assert call(excel, "NI59_COMPLETED", LIST, "Nov 2010", "n/a") == 0
    assert call(excel, "NI59_COMPLETED", LIST, "Nov 2010", " ") == 2


def test_dates_count_from_1904_where_the_workbook_says_so(excel: WindowsXlwings) -> None:
    start, end = (serial_of(date(2010, 11, day), DateSystem.FROM_1904) for day in (1, 15))
    cells = (HEADINGS, (1.0, "Initial", start, end, None))
    place = ("Cases", 1.0, 1.0, True, 1.0)
    assert call(excel, "NI59_COMPLETED", cells, end, None, place) == 1
    assert call(excel, "NI59_COMPLETED", cells, "Nov 2010", None, place) == 1


def test_nothing_completed_is_not_available_and_not_nought(excel: WindowsXlwings) -> None:
    assert call(excel, "NI59_RATE", LIST, "Oct 2010") == "#N/A"
    assert call(excel, "NI59_COMPLETED", LIST, "Oct 2010") == 0


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (None, "empty"),
        ("a text", "no row has the headings"),
        (3.0, "no row has the headings"),
        (NA, "no row has the headings"),
        (((None, None), (None, None)), "empty"),
        ((HEADINGS,), "no rows below"),
        ((HEADINGS, *LIST[1:], HEADINGS, *LIST[1:]), "again in row"),
        ((("Child ID", "Start", "Started", "End"), (1.0, 2.0, 3.0, 4.0)), "both read as"),
        (
            (("Start", "End", "Type"), (serial(2007, 1, 1), serial(2007, 1, 9), "Initial")),
            "no limit in force",
        ),
    ],
    ids=[
        "nothing", "a text", "a number", "an error", "blank cells", "headings alone",
        "two headings", "two starts", "before the first limit",
    ],
)  # fmt: skip
def test_a_bad_range_is_an_error_value_and_its_reason_is_told(
    cells: Any, says: str, excel: WindowsXlwings
) -> None:
    assert call(excel, "NI59_RATE", cells) == "#VALUE!"
    assert says in explained(excel, cells)


def test_several_areas_are_refused_in_words(excel: WindowsXlwings) -> None:
    place = ("Cases", 1.0, 1.0, False, 2.0)
    assert call(excel, "NI59_RATE", LIST, None, None, place) == "#VALUE!"
    assert "one range" in explained(excel, LIST, None, None, place)
    day = serial(2010, 11, 1)
    assert call(excel, "WORKING_DAYS_TAKEN", day, day, place) == "#VALUE!"
    assert call(excel, "WORKING_DAYS_DUE", day, 10.0, place) == "#VALUE!"


@pytest.mark.parametrize(
    "period", ["2010-12-x", "soon", "-", "n/a", True, NA, ((1.0, 2.0),), 1e300, -1.0, 2010.0]
)
def test_what_is_no_period_is_an_error_value_and_told(period: Any, excel: WindowsXlwings) -> None:
    assert call(excel, "NI59_RATE", LIST, period) == "#VALUE!"
    assert call(excel, "NI59_RATE", LIST, "Nov 2010") == 0.5
    assert explained(excel, LIST, period)


@pytest.mark.parametrize("name", ["Jane Doe", "YTD Jane Doe", "Jane-10", "12/05/1895"])
def test_a_wrong_cell_is_not_repeated_where_its_text_may_be_a_name(
    name: str, excel: WindowsXlwings
) -> None:
    for arguments in ((LIST, "NI60", name), (LIST, name)):
        told = call(excel, "TIMELINESS_EXPLAIN", *arguments)
        assert told.startswith("What was given as the ")
        assert not any(part in told for part in ("Jane", "Doe", "1895"))


def test_an_error_in_a_date_is_left_out_with_its_row_and_not_taken_for_blank(
    excel: WindowsXlwings,
) -> None:
    cells = (*LIST, (5.0, "Initial", serial(2010, 11, 1), NA, "North"))
    cells = (*cells, (6.0, "Initial", DIV0, serial(2010, 11, 3), "North"))
    assert call(excel, "NI59_COMPLETED", cells) == 3
    told = explained(excel, cells, None, None, ("Cases", 5.0, 1.0, False, 1.0))
    assert "2 left out" in told
    assert "row 10 and row 11" in told
    assert "Excel error" in told


def test_two_children_whose_identifiers_are_errors_are_not_one_child(
    excel: WindowsXlwings,
) -> None:
    row = ("Initial", serial(2010, 11, 1), serial(2010, 11, 15), "North")
    assert call(excel, "NI59_COMPLETED", (HEADINGS, (NA, *row), (NA, *row))) == 2
    assert call(excel, "NI59_COMPLETED", (HEADINGS, (7.0, *row), (7.0, *row))) == 1


def test_a_table_gives_the_months_with_their_year_to_date(
    excel: WindowsXlwings, core_cells: Cells
) -> None:
    table = call(excel, "TIMELINESS_TABLE", core_cells, "NI 60", "2010-11")
    assert len(table) == 13
    assert table[0][0] == "Month"
    assert table[7] == ["Oct 2010", 32, 42, 32 / 42, 156, 217, 156 / 217]
    assert table[8] == ["Nov 2010", 50, 58, 50 / 58, 206, 275, 206 / 275]
    # The list ends in November, and says nothing of December.
    assert table[9] == ["Dec 2010", *["#N/A"] * 6]


def test_the_latest_year_is_the_table_that_is_meant(excel: WindowsXlwings) -> None:
    assert call(excel, "TIMELINESS_TABLE", LIST, "NI59")[1][0] == "Apr 2010"
    assert call(excel, "TIMELINESS_TABLE", LIST, "NI59", serial(2011, 5, 1))[1][0] == "Apr 2011"


def test_a_list_without_a_completion_has_no_latest_year_to_show(excel: WindowsXlwings) -> None:
    still_open = (HEADINGS, LIST[4])
    assert call(excel, "TIMELINESS_TABLE", still_open, "NI59") == "#N/A"
    table = call(excel, "TIMELINESS_TABLE", still_open, "NI59", "2010-11")
    assert table[1] == ["Apr 2010", *["#N/A"] * 6]
    assert len(table) == 13


@pytest.mark.parametrize(
    ("rate", "target", "word"),
    [
        (0.83, 0.83, "Green"),
        (0.8299, 0.83, "Amber"),
        (0.83, 83.0, "Green"),
        (0.83, "83%", "Green"),
        (0.78, "83", "Amber"),
        (0.5, "101%", "#VALUE!"),
        (0.5, True, "#VALUE!"),
        (0.78, 0.83, "Amber"),
        (0.7799, 0.83, "Red"),
        (1.0, 1.0, "Green"),
        (0.5, "as high as possible", "No numeric target"),
        (0.5, None, "No numeric target"),
        (NA, 0.83, "#N/A"),
        (0.5, DIV0, "#DIV/0!"),
        (SPILL, 0.83, "#VALUE!"),
        ("93%", 0.83, "#VALUE!"),
        (1.5, 0.83, "#VALUE!"),
        (0.5, 101.0, "#VALUE!"),
        (None, 0.83, "#VALUE!"),
    ],
)
def test_the_status_compares_what_is_in_the_cell_unrounded(
    rate: Any, target: Any, word: str, excel: WindowsXlwings
) -> None:
    assert call(excel, "TIMELINESS_STATUS", rate, target) == word


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ((2010, 11, 1), (2010, 11, 15), 10),
        ((2010, 12, 20), (2011, 1, 6), 10),
        ((2010, 11, 6), (2010, 11, 19), 10),
        ((2010, 11, 6), (2010, 11, 22), 11),
        ((2011, 4, 20), (2011, 5, 9), 9),
    ],
)
def test_working_days_are_those_of_the_worked_table(
    start: tuple[int, int, int], end: tuple[int, int, int], days: int, excel: WindowsXlwings
) -> None:
    assert call(excel, "WORKING_DAYS_TAKEN", serial(*start), serial(*end)) == days


def test_whole_columns_of_days_are_answered_row_by_row(excel: WindowsXlwings) -> None:
    starts = ((serial(2010, 11, 1),), (serial(2010, 11, 1),), ("soon",), (NA,), (None,))
    ends = ((serial(2010, 11, 15),), (None,), (serial(2010, 11, 15),), (1.0,), (1.0,))
    answers = [[10], ["#N/A"], ["#VALUE!"], ["#N/A"], ["#N/A"]]
    assert call(excel, "WORKING_DAYS_TAKEN", starts, ends) == answers
    assert call(excel, "WORKING_DAYS_TAKEN", starts, ends[:2]) == "#VALUE!"
    assert call(excel, "WORKING_DAYS_TAKEN", starts[:2], serial(2010, 11, 15)) == [[10], [10]]


def test_a_due_date_is_a_serial_number(excel: WindowsXlwings) -> None:
    assert call(excel, "WORKING_DAYS_DUE", serial(2010, 12, 20), 10.0) == serial(2011, 1, 6)
    column = ((serial(2010, 12, 20),), (None,))
    assert call(excel, "WORKING_DAYS_DUE", column, 10.0) == [[serial(2011, 1, 6)], ["#N/A"]]
    for days in (-1.0, 2.5, "ten", None):
        assert call(excel, "WORKING_DAYS_DUE", serial(2010, 12, 20), days) == "#VALUE!"


def test_the_year_end_of_november_is_80_1_and_needs_92_6(
    excel: WindowsXlwings, core_cells: Cells, initial_cells: Cells
) -> None:
    def percent(name: str, *arguments: Any) -> float:
        return round(float(call(excel, name, *arguments)) * 100, 1)

    assert percent("PROJECTED_YEAR_END", core_cells, "NI60", "Nov 2010") == 80.1
    assert percent("PROJECTED_YEAR_END", initial_cells, "NI59", serial(2010, 11, 3)) == 83.7
    assert percent("RATE_NEEDED", core_cells, "NI60", "Nov 2010", 0.83) == 92.6
    assert percent("RATE_NEEDED", core_cells, "NI60", "Nov 2010", 83.0) == 92.6


def test_a_rate_that_no_month_could_have_is_above_1_and_one_that_is_certain_is_not_above_0(
    excel: WindowsXlwings, core_cells: Cells
) -> None:
    assert call(excel, "RATE_NEEDED", core_cells, "NI60", "Nov 2010", 0.95) > 1
    assert call(excel, "RATE_NEEDED", core_cells, "NI60", "Nov 2010", 0.1) <= 0
    assert call(excel, "RATE_NEEDED", core_cells, "NI60", "Nov 2010", "high") == "#N/A"
    assert call(excel, "RATE_NEEDED", core_cells, "NI60", "2010-11", 0.83) == "#VALUE!"
    assert call(excel, "PROJECTED_YEAR_END", core_cells, "NI60", "Nov 2015") == "#N/A"


def test_an_indicator_is_named_by_its_code_in_any_case(excel: WindowsXlwings) -> None:
    assert call(excel, "TIMELINESS_TABLE", LIST, "ni 59", "2010-11")[0][0] == "Month"
    assert call(excel, "TIMELINESS_TABLE", LIST, "NI61", "2010-11") == "#VALUE!"
    assert call(excel, "TIMELINESS_TABLE", LIST, 59.0, "2010-11") == "#VALUE!"


@pytest.mark.parametrize("name", ["NI59_RATE", "TIMELINESS_EXPLAIN"])
def test_a_million_rows_mostly_blank_are_answered_within_a_second(
    name: str, excel: WindowsXlwings
) -> None:
    cells = (*LIST, *((None,) * 8,) * (1_048_576 - len(LIST)))
    more = ("NI59",) if name == "TIMELINESS_EXPLAIN" else ()
    begin = time.process_time()
    call(excel, name, cells, *more)
    assert time.process_time() - begin < 1


def test_the_settings_of_the_council_installed_hold_for_formulas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = tmp_path / "council.toml"
    council.write_text(
        (HARROW / "council.toml").read_text(encoding="utf-8").replace("day 0", "day 1"),
        encoding="utf-8",
    )
    install_for(tmp_path / "profile", council, monkeypatch)
    monkeypatch.setattr(context, "SECONDS_BETWEEN_LOOKS", 0)
    excel = WindowsXlwings()
    assert call(excel, "WORKING_DAYS_TAKEN", serial(2010, 11, 1), serial(2010, 11, 15)) == 11
    assert call(excel, "NI59_RATE", LIST, "Nov 2010") == 0
    council.write_text("[council]\nname = 3\n", encoding="utf-8")
    assert call(excel, "NI59_RATE", LIST, "Nov 2010") == "#VALUE!"
    assert "council.toml" in explained(excel, LIST)


@pytest.mark.parametrize("block", [(), ((),), ((1.0,), (1.0, 2.0))])
def test_what_is_no_rectangle_of_cells_is_no_block_of_dates(
    block: object, excel: WindowsXlwings
) -> None:
    assert call(excel, "WORKING_DAYS_TAKEN", block, serial(2010, 11, 15)) == "#VALUE!"


def test_while_the_settings_are_not_there_no_figure_is_given_and_the_formulas_stay(
    excel: WindowsXlwings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = tmp_path / "council.toml"
    content = (HARROW / "council.toml").read_bytes()
    council.write_bytes(content)
    install_for(tmp_path / "profile", council, monkeypatch)
    monkeypatch.setattr(context, "SECONDS_BETWEEN_LOOKS", 0)
    assert call(excel, "NI59_RATE", LIST, "Nov 2010") == 0.5
    council.unlink()
    assert call(excel, "NI59_RATE", LIST, "Nov 2010") == "#VALUE!"
    assert "council.toml was not found" in explained(excel, LIST)
    assert installed_context().definitions() == published_definitions()
    council.write_bytes(content)
    assert call(excel, "NI59_RATE", LIST, "Nov 2010") == 0.5


OWN_INDICATOR = """
[indicators.OWN]
name = "Initial assessments in a week"
title = "Initial assessments completed within {limit} working days"
assessments = "initial"
clock_starts = ["referral"]
clock_stops = "end"
good_is = "high"
source = "The council's own"
limits = [{ working_days = 10, from = 2005-04-01, source = "The council's own" }]
"""


def test_a_councils_own_indicator_is_counted_though_its_settings_were_away_at_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel is often there before the drive of the network on which the settings lie."""
    council = tmp_path / "council.toml"
    install_for(tmp_path / "profile", council, monkeypatch)
    monkeypatch.setattr(context, "SECONDS_BETWEEN_LOOKS", 0)
    excel = WindowsXlwings()
    content = (HARROW / "council.toml").read_text(encoding="utf-8")
    council.write_text(content + OWN_INDICATOR, encoding="utf-8")
    assert call(excel, "NI59_RATE", LIST, "Nov 2010") == 0.5
    assert call(excel, "OWN_RATE", LIST, "Nov 2010") == 0.5
    assert call(excel, "OWN_COMPLETED", LIST, "Nov 2010") == 2
    with pytest.raises(AttributeError):
        call(excel, "OTHER_RATE", LIST, "Nov 2010")


days = st.dates(date(2009, 4, 1), date(2012, 3, 31))
assessments = st.lists(st.tuples(days, st.none() | st.integers(-3, 60)), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(assessments)
def test_a_second_implementation_that_walks_day_by_day_agrees(
    rows: list[tuple[date, int | None]],
) -> None:
    listed = [
        by_hand.Assessment(
            "initial",
            start,
            None,
            None,
            None if after is None else date.fromordinal(start.toordinal() + after),
        )
        for start, after in rows
    ]
    cells = (
        ("Assessment type", "Date of referral", "Date completed"),
        *(
            (
                "IA",
                serial_of(one.referral, DateSystem.FROM_1900) if one.referral else None,
                serial_of(one.end, DateSystem.FROM_1900) if one.end else None,
            )
            for one in listed
        ),
    )
    excel = WindowsXlwings()
    counts = by_hand.counts(listed)
    for (_, year, month), (in_time, completed) in counts.items():
        period = f"{month}/{year}"
        assert call(excel, "NI59_IN_TIME", cells, period) == in_time
        assert call(excel, "NI59_COMPLETED", cells, period) == completed
    assert call(excel, "NI59_COMPLETED", cells) == sum(number for _, number in counts.values())


anything = st.one_of(
    st.none(), st.booleans(), st.text(max_size=12), st.floats(allow_nan=False),
    st.sampled_from([NA, DIV0, SPILL, 40483.0, 40497.0, "Initial", "#N/A", "31/04/2010"]),
)  # fmt: skip
blocks = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.tuples(*[anything] * width), max_size=8).map(tuple)
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks, st.booleans(), anything, anything)
def test_whatever_the_cells_hold_the_answer_is_a_number_a_word_or_an_error_value(
    block: Cells, headed: bool, period: Any, team: Any
) -> None:
    cells = (HEADINGS[: len(block[0])], *block) if headed and block else block
    excel = WindowsXlwings()
    for name in ("NI59_RATE", "CF45_COMPLETED"):
        answer = excel.call(name, (cells, period, team))
        assert isinstance(answer, (int, float)) or answer in {"#N/A", "#VALUE!"}
    assert isinstance(excel.call("TIMELINESS_EXPLAIN", (cells, "NI59", period, team)), str)
