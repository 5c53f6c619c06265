"""Ranks with ties, averages, quarters, changes and limits that differ."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.building import YEAR, figure, figures, question
from timeliness.benchmarks.areas import AreaKind, areas
from timeliness.benchmarks.benchmark import Benchmark, Group
from timeliness.benchmarks.comparison import compare
from timeliness.benchmarks.figures import Figures, read_rank, read_year
from timeliness.errors import PeriodError
from timeliness.periods import financial_year
from timeliness.rates import Rate


def compared(published: Figures, *neighbours: str, good_is_high: bool = True) -> Benchmark:
    asked = question(*neighbours, good_is_high=good_is_high)
    found = compare(published, asked, YEAR)
    assert found is not None
    return found


def places(found: Benchmark) -> list[tuple[str, str]]:
    return [(row.name, row.rank.words if row.rank else "") for row in found.councils]


def test_councils_with_one_value_share_the_best_place_and_the_next_is_left_out() -> None:
    published = figures({"Harrow": 80, "Barnet": 80, "Ealing": 90, "Merton": 70, "Slough": "c"})
    found = compared(published, "Barnet", "Ealing", "Merton", "Slough")
    assert places(found) == [
        ("Ealing", "1st of 4"),
        ("Barnet", "=2nd of 4"),
        ("Harrow", "=2nd of 4"),
        ("Merton", "4th of 4"),
        ("Slough", ""),
    ]
    assert found.ranked == 4
    assert found.rank_sentence == (
        "Harrow is =2nd of 4, among this council and its neighbours (A set), in 2023-24. No value "
        "for Slough (confidential)."
    )


def test_where_low_is_good_the_lowest_comes_first() -> None:
    published = figures({"Harrow": 80, "Barnet": 70, "Ealing": 90})
    found = compared(published, "Barnet", "Ealing", good_is_high=False)
    assert places(found) == [
        ("Barnet", "1st of 3"),
        ("Harrow", "2nd of 3"),
        ("Ealing", "3rd of 3"),
    ]


def test_the_simple_mean_and_the_pooled_rate_are_told_apart_and_leave_us_out() -> None:
    published = figures({"Harrow": Rate(1, 2), "Barnet": Rate(90, 100), "Ealing": Rate(10, 20)})
    mean, pooled, *_ = compared(published, "Barnet", "Ealing").averages
    assert (mean.name, mean.share) == ("Neighbours' simple mean (2)", Fraction(7, 10))
    assert (pooled.name, pooled.share) == ("Neighbours' pooled rate (2)", Fraction(100, 120))


def test_an_average_speaks_for_half_of_the_neighbours_or_for_none() -> None:
    half = figures({"Harrow": 50, "Barnet": 90, "Ealing": "c"})
    mean, pooled, *_ = compared(half, "Barnet", "Ealing").averages
    assert (mean.name, mean.share) == ("Neighbours' simple mean (1 of 2)", Fraction(9, 10))
    assert (pooled.share, pooled.reason) == (None, "counts held for 0 of 2 neighbours")
    few = figures({"Harrow": 50, "Barnet": 90, "Ealing": "c", "Merton": "x"})
    mean, *_ = compared(few, "Barnet", "Ealing", "Merton").averages
    assert (mean.share, mean.reason) == (None, "figures held for 1 of 3 neighbours")


def test_changes_on_the_year_before_need_the_same_limit() -> None:
    published = Figures(
        [
            figure("Harrow", 80),
            figure("Harrow", 70, year=2022),
            figure("Barnet", 60),
            figure("Barnet", 65, year=2022, basis=35),
        ]
    )
    rows = {row.name: row for row in compared(published, "Barnet").councils}
    assert rows["Harrow"].change == Fraction(1, 10)
    assert rows["Barnet"].change is None


def test_a_council_at_another_limit_has_no_place_and_no_distance_and_is_named_in_the_flag() -> None:
    published = Figures([figure("Harrow", 80), figure("Barnet", 99, basis=60)])
    found = compared(published, "Barnet")
    rows = {row.name: row for row in found.councils}
    assert (rows["Barnet"].rank, rows["Barnet"].difference) == (None, None)
    assert found.flag == (
        "Barnet was measured against 60 working days, the others against 45, so they cannot be "
        "compared."
    )


def test_a_published_rank_stands_where_values_are_missing_and_gives_way_where_none_is() -> None:
    rank = read_rank("third of 3")
    assert rank is not None
    ours = figure("Harrow", 80)
    ours = type(ours)(**{**vars(ours), "rank": rank})
    missing = compared(Figures([ours, figure("Barnet", 90)]), "Barnet", "Ealing")
    assert missing.rank == rank
    assert missing.rank.words == "third of 3"
    complete = compared(
        Figures([ours, figure("Barnet", 90), figure("Ealing", 85)]), "Barnet", "Ealing"
    )
    assert complete.rank is not None
    assert complete.rank.words == "3rd of 3"


@pytest.mark.parametrize(
    ("ours", "number", "words"),
    [(100, 1, "best"), (90, 1, "best"), (89, 2, "second best"), (69, 4, "lowest")],
)
def test_the_quarter_is_that_of_england_s_councils(ours: int, number: int, words: str) -> None:
    others = [area.name for area in areas().values() if area.kind is AreaKind.COUNCIL]
    others.remove("Harrow")
    # 39 others from 99 down to 61 make 40 councils, ten to a quarter: nine lie above 90.
    many = {name: 99 - place for place, name in enumerate(others[:39])} | {"Harrow": ours}
    found = compared(figures(many), "Barnet")
    assert found.quarter is not None
    assert (found.quarter.number, found.quarter.of) == (number, 40)
    assert found.quarter.words == f"in the {words} quarter of 40 councils in England with a figure"


def test_a_quarter_needs_twenty_councils() -> None:
    assert compared(figures({"Harrow": 55, "Barnet": 60}), "Barnet").quarter is None


def test_a_council_without_a_figure_has_no_place_but_its_neighbours_do() -> None:
    found = compared(figures({"Barnet": 60, "Ealing": 50}), "Barnet", "Ealing")
    assert found.rank is None
    assert found.us.reason == "no figure held"
    assert found.rank_sentence.startswith("Harrow has no place among")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"Harrow": 80, "Barnet": 90}, "Harrow 80%, 2nd of 2; Barnet top with 90%"),
        (
            {"Harrow": 80, "Barnet": 90, "Ealing": 90, "Merton": 70},
            "Harrow 80%, 3rd of 4; Barnet and Ealing top with 90%; Merton bottom with 70%",
        ),
        (
            {"Harrow": 90, "Barnet": 90, "Ealing": 70},
            "Harrow 90%, =1st of 3; Barnet top with 90%; Ealing bottom with 70%",
        ),
        (
            {"Harrow": 80, "Barnet": 80, "Ealing": 80},
            "Harrow 80%, =1st of 3; all 3 with a figure have 80%",
        ),
        (
            {"Harrow": "c", "Barnet": 60, "Ealing": 50},
            "Harrow confidential; Barnet top with 60%; Ealing bottom with 50%",
        ),
        ({"Harrow": 80, "Barnet": "c"}, "Harrow 80%"),
    ],
    ids=["bottom", "joint top", "joint with us", "all the same", "no figure", "alone"],
)
def test_the_chart_of_councils_is_told_in_a_line_with_all_at_an_end(
    values: dict[str, int | str | Rate | None], said: str
) -> None:
    found = compared(figures(values), *[name for name in values if name != "Harrow"])
    assert found.message == f"CF 45, 2023-24: {said} (within 45 working days)"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([(2023, 80, 45)], "CF 45: Harrow year by year"),
        (
            [(2023, 80, 45), (2021, 70, 45)],
            "CF 45: Harrow 80% in 2023-24, against 70% in 2021-22",
        ),
        (
            [(2023, 80, 45), (2022, "c", 45), (2021, 70, 35)],
            (
                "CF 45: Harrow 80% in 2023-24, against 70% in 2021-22 (measured against different "
                "limits, so not comparable)"
            ),
        ),
    ],
    ids=["one year", "one limit", "two limits"],
)
def test_the_chart_of_years_is_told_in_a_line_and_other_limits_are_no_change(
    held: list[tuple[int, int | str, int]], said: str
) -> None:
    published = Figures(
        figure("Harrow", value, year=year, basis=basis) for year, value, basis in held
    )
    assert compared(published, "Barnet").years_message == said


def test_a_year_without_figures_is_no_comparison() -> None:
    asked = question("Barnet")
    assert compare(figures({"England": 80}), asked, YEAR) is None
    assert compare(figures({"Barnet": "c"}), asked, YEAR) is None


@given(st.lists(st.integers(0, 100), min_size=1, max_size=9), st.integers(0, 100))
def test_a_place_is_one_more_than_the_number_of_better_values(values: list[int], ours: int) -> None:
    names = ["Barnet", "Croydon", "Ealing", "Enfield", "Slough", "Hounslow", "Merton", "Redbridge"]
    names.append("Hillingdon")
    published = figures({"Harrow": ours} | dict(zip(names, values, strict=False)))
    found = compared(published, *names[: len(values)])
    for row in found.councils:
        assert row.rank is not None
        assert row.share is not None
        others = [one.share for one in found.councils if one.share is not None]
        assert row.rank.place == 1 + sum(share > row.share for share in others)
        assert row.rank.tied == (others.count(row.share) > 1)
    shares = [row.share for row in found.councils if row.share is not None]
    assert shares == sorted(shares, reverse=True)
    assert sum(row.group is Group.US for row in found.councils) == 1


@pytest.mark.parametrize(
    ("written", "place", "of"),
    [("third of 11", 3, 11), ("=3rd of 11", 3, 11), ("2 of 9", 2, 9), ("Bottom of 11", 11, 11)],
)
def test_a_rank_is_read_as_reports_word_it(written: str, place: int, of: int) -> None:
    found = read_rank(written)
    assert found is not None
    assert (found.place, found.of, found.words) == (place, of, written)


@pytest.mark.parametrize("written", ["third", "12 of 11", "0 of 11", "good of 11", "third of them"])
def test_what_is_no_rank_is_not_read_as_one(written: str) -> None:
    assert read_rank(written) is None


@pytest.mark.parametrize("written", [2024, 2024.0, "2024", "202324", "2023-24", "2023/24"])
def test_the_year_of_a_figure_is_read_as_councils_and_the_department_write_it(
    written: str | float,
) -> None:
    assert read_year(written) == financial_year(2023)


@pytest.mark.parametrize("written", ["Nov 2010", "24", "2010-11-12", "202325", "1950", 1990])
def test_what_is_no_year_is_refused(written: str | float) -> None:
    with pytest.raises(PeriodError):
        read_year(written)


def test_whom_we_are_above_or_below_by_more_than_chance_is_said_and_the_rest_is_not() -> None:
    published = figures(
        {
            "Harrow": Rate(80, 100),
            "Barnet": Rate(75, 100),  # Newcombe's interval of the difference holds 0
            "Ealing": Rate(500, 1000),  # 80% against 50%
            "Slough": Rate(990, 1000),
            "Merton": "c",
            "England": 70,  # outside Harrow's Wilson interval of 71.1% to 86.7%
        }
    )
    found = compare(published, question("Barnet", "Ealing", "Slough", "Merton"), YEAR)
    assert found is not None
    assert found.standing_sentence == (
        "With chance allowed for (95%), Harrow's 80% (80 of 100) in 2023-24 is above Ealing and "
        "England; below Slough; not clearly different from Barnet, the neighbours' simple mean "
        "(3 of 4) and the neighbours' pooled rate (3 of 4)."
    )


def test_without_our_counts_or_against_another_limit_nothing_is_said_of_chance() -> None:
    for ours in (figure("Harrow", 80), figure("Harrow", Rate(8, 10), basis=35)):
        found = compare(Figures([ours, figure("Barnet", Rate(50, 100))]), question("Barnet"), YEAR)
        assert found is not None
        assert found.standing_sentence == ""
