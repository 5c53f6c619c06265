"""A list given to a formula is read once, whole, whatever its cells hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from timeliness.excel.cells import Cells, Place
from timeliness.excel.context import Context
from timeliness.excel.parsed_lists import ParsedLists
from timeliness.indicators import published_definitions
from timeliness.rates import Rate
from timeliness.working_days import england

CONTEXT = Context(published_definitions(), england(), Fraction(1, 20))
NI59 = CONTEXT.definitions.indicator("NI59")
HEADINGS = ("Child ID", "Assessment type", "Date of referral", "Date completed", "Team")
ROW = ("A1", "Initial", 40483.0, 40487.0, "East")
NOT_AVAILABLE = -2146826246


def rate(lists: ParsedLists, *rows: tuple[object, ...]) -> Rate:
    cells: Cells = (HEADINGS, *rows)
    return lists.tally(cells, Place(), NI59, CONTEXT, date(2010, 12, 6)).rate(None)


def test_an_error_instead_of_a_date_leaves_its_row_out_and_a_mended_one_counts_it() -> None:
    lists = ParsedLists()
    faulty = (*ROW[:3], NOT_AVAILABLE, "East")
    assert rate(lists, ROW, faulty) == Rate(1, 1)
    assert rate(lists, ROW, ("A2", *ROW[1:])) == Rate(2, 2)
    assert len(lists) == 2


@pytest.mark.parametrize("identifiers", [("A1", "A1"), (7.0, "7"), ("A 1", "A\N{NO-BREAK SPACE}1")])
def test_the_same_row_twice_is_counted_once_however_its_identifier_is_written(
    identifiers: tuple[object, object],
) -> None:
    rows = [(identifier, *ROW[1:]) for identifier in identifiers]
    assert rate(ParsedLists(), *rows) == Rate(1, 1)
    other_team = (*rows[1][:4], "West")
    assert rate(ParsedLists(), rows[0], other_team) == Rate(2, 2)


def test_rows_without_an_identifier_are_never_the_same_one() -> None:
    rows = [(blank, *ROW[1:]) for blank in ("", "", None, None, "-", "-", "B1", "B1")]
    assert rate(ParsedLists(), *rows) == Rate(7, 7)


def test_a_team_is_counted_when_it_is_asked_for() -> None:
    cells = (HEADINGS, ROW, ("A2", *ROW[1:4], "West"), ("A3", *ROW[1:4], None))
    counts = ParsedLists().tally(cells, Place(), NI59, CONTEXT, date(2010, 12, 6))
    assert counts.teams == ("East", "West")
    assert counts.rate(None, "West") == Rate(1, 1)
    assert counts.rate(None, "North") == Rate(0, 0)
    assert counts.rate(None) == Rate(3, 3)
