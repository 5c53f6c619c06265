"""Single answers for worksheet formulas: a value, a rank, an average, or why there is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.benchmarks.building import figure, figures, question
from timeliness.benchmarks.asking import benchmark_average, benchmark_rank, benchmark_value
from timeliness.benchmarks.figures import Figures
from timeliness.benchmarks.neighbours import NeighbourSet
from timeliness.errors import NotPublishedError, PeriodError, SettingsError
from timeliness.indicators import published_definitions

KNOWN = published_definitions()
SET = question("Barnet", "Ealing", "Merton").neighbours
HELD = figures(
    {"Harrow": 80, "Barnet": 80, "Ealing": 90, "Merton": 70, "Slough": "c", "London": 81}
)


@pytest.mark.parametrize("year", [2024, 2024.0, "2024", "2023-24"])
@pytest.mark.parametrize("council", ["Harrow", 310, 310.0, "310", "harrow council"])
def test_a_value_is_found_by_name_or_code_and_by_either_way_to_write_the_year(
    council: str | float, year: str | float
) -> None:
    assert benchmark_value(HELD, KNOWN, council, "cf 45", year) == Fraction(8, 10)


def test_what_has_no_value_says_why() -> None:
    with pytest.raises(NotPublishedError, match="Slough has no value for CF45 in 2023-24: conf"):
        benchmark_value(HELD, KNOWN, "Slough", "CF45", 2024)
    with pytest.raises(NotPublishedError, match="No figure of Harrow for CF45 in 2022-23 is held"):
        benchmark_value(HELD, KNOWN, "Harrow", "CF45", 2023)
    with pytest.raises(SettingsError, match="is no council or region"):
        benchmark_value(HELD, KNOWN, "Nowhere", "CF45", 2024)
    with pytest.raises(SettingsError, match="is not an indicator"):
        benchmark_value(HELD, KNOWN, "Harrow", "NI99", 2024)
    with pytest.raises(PeriodError):
        benchmark_value(HELD, KNOWN, "Harrow", "CF45", 24)


def test_a_rank_is_the_one_of_the_table_for_the_council_and_for_a_neighbour() -> None:
    assert benchmark_rank(HELD, KNOWN, SET, "Harrow", "CF45", 2024).words == "=2nd of 4"
    assert benchmark_rank(HELD, KNOWN, SET, "Ealing", "CF45", 2024).words == "1st of 3"
    with pytest.raises(NotPublishedError, match="Slough has no place in 2023-24"):
        benchmark_rank(HELD, KNOWN, SET, "Slough", "CF45", 2024)
    alone = Figures([figure("Harrow", 80), figure("Barnet", 90, basis=35)])
    with pytest.raises(NotPublishedError, match="needs a figure of its own and one of the A set"):
        benchmark_rank(alone, KNOWN, SET, "Harrow", "CF45", 2024)
    with pytest.raises(SettingsError, match="only councils are ranked"):
        benchmark_rank(HELD, KNOWN, SET, "London", "CF45", 2024)


@pytest.mark.parametrize(
    ("group", "share"),
    [("neighbours", Fraction(8, 10)), ("a SET", Fraction(8, 10)), ("London", Fraction(81, 100))],
)
def test_an_average_is_the_sets_simple_mean_or_the_regions_published_figure(
    group: str, share: Fraction
) -> None:
    assert benchmark_average(HELD, KNOWN, (SET,), group, "CF45", 2024) == share


def test_an_average_that_cannot_be_made_says_why() -> None:
    with pytest.raises(NotPublishedError, match="No figure of England"):
        benchmark_average(HELD, KNOWN, (SET,), "England", "CF45", 2024)
    with pytest.raises(NotPublishedError, match="Only 0 of 3 councils of the A set"):
        benchmark_average(HELD, KNOWN, (SET,), "neighbours", "CF45", 2023)
    with pytest.raises(SettingsError, match="name no set of neighbours"):
        benchmark_average(HELD, KNOWN, (), "neighbours", "CF45", 2024)
    for group in ("Harrow", "Nowhere"):
        with pytest.raises(SettingsError) as refused:
            benchmark_average(HELD, KNOWN, (SET,), group, "CF45", 2024)
        assert str(refused.value) == (
            f'"{group}" is no group with an average: write neighbours, A set, a region or England.'
        )


def test_councils_at_different_limits_have_no_average() -> None:
    mixed = Figures([figure("Barnet", 80, basis=35), figure("Ealing", 90), figure("Merton", 70)])
    others = NeighbourSet("Others", SET.councils)
    with pytest.raises(NotPublishedError, match="35 working days and 45 working days"):
        benchmark_average(mixed, KNOWN, (others,), "others", "CF45", 2024)
