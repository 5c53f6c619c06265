"""Councils by code and by the names that people write."""

from __future__ import annotations

import pytest

from timeliness.benchmarks.areas import (
    ENGLAND,
    AreaKind,
    area_called,
    areas,
    councils_in,
    find_area,
    region_of,
)
from timeliness.errors import SettingsError


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Harrow", "310"),
        (310, "310"),
        (310.0, "310"),
        ("london borough of harrow", "310"),
        ("Harrow Council", "310"),
        ("Kingston", "314"),
        ("Royal Borough of Kingston upon Thames", "314"),
        ("Kingston Upon Hull, City of", "810"),
        ("Durham County Council", "840"),
        ("St Helens", "342"),
        ("Hammersmith & Fulham", "205"),
        ("City of London", "201"),
        ("London", "E12000007"),
        ("Dorset", "838"),
        ("england", ENGLAND),
    ],
)
def test_a_council_is_found_by_its_number_and_by_each_of_its_names(
    written: str | float, code: str
) -> None:
    found = find_area(written)
    assert found is not None
    assert found.code == code


def test_every_name_leads_to_its_own_area() -> None:
    for area in areas().values():
        found = find_area(area.name)
        assert found is not None
        assert found.code == area.code


@pytest.mark.parametrize("written", ["", "999", "Nowhere", "Borough Council"])
def test_what_is_no_council_is_not_guessed(written: str) -> None:
    assert find_area(written) is None


def test_a_misspelt_council_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(SettingsError, match=r"Harrow is meant perhaps\.$"):
        area_called("Harow")
    with pytest.raises(SettingsError, match=r'^"Anyshire" is no .* known: write its name as the'):
        area_called("Anyshire")


def test_harrow_lies_in_london_and_london_has_33_councils_with_the_city() -> None:
    harrow = area_called("Harrow")
    london = region_of(harrow)
    assert london is not None
    assert london.name == "London"
    assert harrow in councils_in(london)
    assert len(councils_in(london)) == 33
    assert region_of(areas()[ENGLAND]) is None
    assert councils_in(harrow) == (harrow,)


def test_every_area_lies_within_one_that_is_known() -> None:
    for area in areas().values():
        assert (area.kind is AreaKind.COUNTRY) == (area.within == "")
        assert area.within == "" or area.within in areas()
