"""Neighbour sets: from settings and from files in the shape that the Department's are passed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeliness.benchmarks.areas import area_called
from timeliness.benchmarks.neighbours import named_set, set_from_file
from timeliness.errors import SettingsError, UnusableInputError

HARROW = area_called("Harrow")
HEADINGS = "la_number,la_name,region,rank,neighbour_number,neighbour_name,closeness\n"
GOOD = (
    "302,Barnet,London (Outer),1,310,Harrow,Close\n"
    "310,Harrow,London (Outer),2,302,Barnet,Close\n"
    "310,Harrow,London (Outer),1,317,Redbridge,Very close\n"
    ",,,,,,\n"
    "Old sets:,,,,,,\n"
)


def file_of(tmp_path: Path, text: str, headings: str = HEADINGS) -> Path:
    path = tmp_path / "neighbours.csv"
    path.write_text(headings + text, encoding="utf-8")
    return path


def test_a_councils_own_neighbours_are_taken_the_closest_first(tmp_path: Path) -> None:
    found = set_from_file("May 2025", file_of(tmp_path, GOOD), HARROW)
    assert [area.name for area in found.councils] == ["Redbridge", "Barnet"]
    assert found.words == "May 2025: Redbridge and Barnet"


def test_a_set_of_settings_keeps_its_order_and_takes_names_or_numbers() -> None:
    found = named_set("2007", ("Kingston", 302, "London Borough of Ealing"), HARROW)
    assert [area.code for area in found.councils] == ["314", "302", "307"]


@pytest.mark.parametrize(
    ("councils", "said"),
    [
        (("Barnett",), "Barnet is meant perhaps"),
        (("Barnet", "302"), "Barnet is named twice"),
        (("Harrow",), "Harrow cannot be its own neighbour"),
        (("London",), "is no council"),
    ],
)
def test_a_wrong_set_of_settings_is_refused(councils: tuple[str, ...], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        named_set("2007", councils, HARROW)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("310,Harrow,x,1,999,Nowhere,Close\n", "row 2, column neighbour_number"),
        ("310,Harrow,x,first,302,Barnet,Close\n", "row 2: the rank is no whole number"),
        ("310,Harrow,x,1,302,Barnet,C\n310,Harrow,x,1,307,Ealing,C\n", "row 3: the rank"),
        ("310,Harrow,x,1,302,Barnet,C\n310,Harrow,x,2,302,Barnet,C\n", "row 3: the rank"),
    ],
)
def test_each_fault_of_a_file_has_its_row(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said):
        set_from_file("A set", file_of(tmp_path, row), HARROW)


def test_a_file_without_the_council_or_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no neighbours for Ealing \(number 307\)"):
        set_from_file("A set", file_of(tmp_path, GOOD), area_called("Ealing"))
    with pytest.raises(UnusableInputError, match='no column "rank"'):
        set_from_file("A set", file_of(tmp_path, GOOD, HEADINGS.replace("rank", "x")), HARROW)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("sn_may_2025_long.csv", "Redbridge", "Milton Keynes"),
        ("sn_april_2021_long.csv", "Redbridge", "Brent"),
    ],
)
def test_the_departments_sets_for_harrow(
    shared_data: Path, name: str, first: str, last: str
) -> None:
    found = set_from_file(name, shared_data / name, HARROW)
    assert len(found.councils) == 10
    assert (found.councils[0].name, found.councils[-1].name) == (first, last)
