"""That many formulas on one list read it once, and that a changed list is read anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.support.value2 import serial
from timeliness.case_list import read_block
from timeliness.errors import UnusableInputError
from timeliness.excel import parsed_lists
from timeliness.excel.cells import Cells, Place
from timeliness.excel.context import Context, InstalledContext
from timeliness.excel.parsed_lists import MOST_LISTS, ParsedLists

OWN_INDICATOR = {
    "name": "Initial assessments in a week",
    "title": "Initial assessments completed within {limit} working days",
    "assessments": "initial",
    "clock_starts": ["referral"],
    "clock_stops": "end",
    "good_is": "high",
    "source": "The council's own",
    "limits": [{"working_days": 5, "from": date(2005, 4, 1), "source": "The council's own"}],
}

AS_OF = date(2010, 12, 6)
HEADINGS = ("Assessment type", "Date of referral", "Start", "End")


def a_list(completed_on: int, kind: str = "Initial") -> Cells:
    start = serial(2010, 11, 1)
    return (HEADINGS, (kind, start, start, serial(2010, 11, completed_on)))


@pytest.fixture
def context() -> Context:
    return InstalledContext(None).now()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note every reading of a block."""
    noted: list[object] = []

    def noting(*arguments: Any) -> Any:
        noted.append(arguments[0])
        return read_block(*arguments)

    monkeypatch.setattr(parsed_lists, "read_block", noting)
    return noted


def counted(lists: ParsedLists, cells: Cells, code: str, context: Context) -> int:
    indicator = context.definitions.indicator(code)
    return lists.tally(cells, Place(), indicator, context, AS_OF).rate(None).completed


def test_formulas_of_several_indicators_share_one_reading(
    context: Context, reads: list[object]
) -> None:
    lists = ParsedLists()
    for code in ("NI59", "NI60", "NI59", "CF45"):
        counted(lists, a_list(15), code, context)
    assert len(reads) == 1


def test_a_changed_cell_is_a_new_list(context: Context, reads: list[object]) -> None:
    lists = ParsedLists()
    assert counted(lists, a_list(15), "NI59", context) == 1
    assert counted(lists, a_list(15, kind="Core"), "NI59", context) == 0
    assert counted(lists, a_list(15), "NI59", context) == 1
    assert len(reads) == 2


def test_the_same_cells_under_another_date_system_are_another_list(
    context: Context, reads: list[object]
) -> None:
    lists = ParsedLists()
    for from_1904 in (False, True):
        place = Place.of(("Cases", 1, 1, from_1904, 1))
        indicator = context.definitions.indicator("NI59")
        lists.tally(a_list(15), place, indicator, context, AS_OF)
    assert len(reads) == 2


def test_the_same_cells_on_a_sheet_whose_name_says_another_type_are_another_list(
    context: Context,
) -> None:
    """A sheet that is copied or given its right name is not taken for what it was."""
    lists = ParsedLists()
    cells = (HEADINGS[1:], a_list(15)[1][1:])
    indicator = context.definitions.indicator("NI60")
    for sheet, completed in (("Initial assessments", 0), ("Core assessments", 1), ("Sheet1", 1)):
        counts = lists.tally(cells, Place(sheet), indicator, context, AS_OF)
        assert counts.rate(None).completed == completed


def test_only_the_last_lists_are_kept(context: Context, reads: list[object]) -> None:
    lists = ParsedLists()
    for day in range(1, MOST_LISTS + 2):
        counted(lists, a_list(day), "NI59", context)
    assert len(lists) == MOST_LISTS
    counted(lists, a_list(MOST_LISTS + 1), "NI59", context)
    assert len(reads) == MOST_LISTS + 1
    counted(lists, a_list(1), "NI59", context)
    assert len(reads) == MOST_LISTS + 2


def test_a_list_without_a_type_is_read_for_each_kind_that_is_asked(context: Context) -> None:
    cells = (HEADINGS[1:], a_list(15)[1][1:])
    lists = ParsedLists()
    assert counted(lists, cells, "NI59", context) == 1
    assert counted(lists, cells, "NI60", context) == 1


def test_a_list_without_a_type_is_read_once_for_indicators_of_one_kind(
    context: Context, reads: list[object]
) -> None:
    with_another = replace(
        context,
        definitions=context.definitions.with_council(
            {"indicators": {"OWN": OWN_INDICATOR}}, "council.toml"
        ),
    )
    cells = (HEADINGS[1:], a_list(15)[1][1:])
    lists = ParsedLists()
    assert counted(lists, cells, "NI59", with_another) == 1
    # The list does not say its type, which shows when it is read as it stands.
    assert len(reads) == 2
    assert counted(lists, cells, "OWN", with_another) == 1
    assert len(reads) == 2


def test_several_areas_are_refused_even_where_the_first_is_a_list_that_is_known(
    context: Context,
) -> None:
    lists = ParsedLists()
    cells = a_list(completed_on=8)
    assert counted(lists, cells, "NI59", context) == 1
    indicator = context.definitions.indicator("NI59")
    with pytest.raises(UnusableInputError, match="one block"):
        lists.tally(cells, Place(areas=2), indicator, context, AS_OF)
