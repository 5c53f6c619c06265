"""The sentences about neighbours: ties, one neighbour, ends, averages, what is missing."""

from __future__ import annotations

from dataclasses import replace

from tests.benchmarks.building import YEAR, figure, figures, question
from timeliness.benchmarks.benchmark import Benchmark
from timeliness.benchmarks.comparison import compare
from timeliness.benchmarks.figures import Figures, read_rank
from timeliness.narrative.neighbours import neighbour_sentences
from timeliness.rates import Rate


def benchmark(values: dict[str, int | str | Rate | None], *neighbours: str) -> Benchmark:
    found = compare(figures(values), question(*neighbours), YEAR)
    assert found is not None
    return found


def test_without_a_benchmark_there_is_nothing_to_say() -> None:
    assert neighbour_sentences(None) == ()


def test_a_rank_that_was_worked_out_with_both_ends_and_the_average() -> None:
    said = neighbour_sentences(
        benchmark({"Harrow": 80, "Barnet": 90, "Ealing": 70}, "Barnet", "Ealing")
    )
    assert said[:3] == (
        (
            "In 2023-24 the published rate of Harrow, within 45 working days, was 80%, 2nd of 3 "
            "among the council and its 2 neighbours (A set)."
        ),
        "Barnet was top with 90% and Ealing was bottom with 70%.",
        "For comparison, the neighbours' simple mean (2) was 80%.",
    )


def test_one_neighbour_is_one() -> None:
    said = neighbour_sentences(benchmark({"Harrow": 80, "Barnet": 90}, "Barnet"))
    assert "2nd of 2 among the council and its 1 neighbour (A set)" in said[0]
    assert said[1] == "Barnet was top with 90% and Harrow was bottom with 80%."


def test_a_council_that_is_alone_with_its_figure_has_no_rank() -> None:
    found = benchmark({"Harrow": 80, "Barnet": "c", "England": 75}, "Barnet", "Ealing")
    assert found.rank is None
    said = neighbour_sentences(found)
    assert said[0] == (
        "In 2023-24 the published rate of Harrow, within 45 working days, was 80%; no rank can be "
        "given, because no figure of its 2 neighbours (A set) is held to rank it with."
    )
    assert not [sentence for sentence in said if "1st" in sentence or "top" in sentence]


def test_where_only_a_neighbour_s_rank_was_published_ours_is_told_without_one() -> None:
    barnet = replace(figure("Barnet", 90), rank=read_rank("1st of 3"))
    published = Figures([figure("Harrow", 80), barnet, figure("Ealing", "c")])
    found = compare(published, question("Barnet", "Ealing"), YEAR)
    assert neighbour_sentences(found)[:2] == (
        (
            "In 2023-24 the published rate of Harrow, within 45 working days, was 80%; it has no "
            "rank among the council and its 2 neighbours (A set)."
        ),
        "Barnet was top with 90%.",
    )


def test_a_published_rank_of_one_alone_names_no_top_and_no_bottom() -> None:
    ours = replace(figure("Harrow", 80), rank=read_rank("1st of 1"))
    found = compare(Figures([ours]), question("Barnet"), YEAR)
    said = " ".join(neighbour_sentences(found))
    assert "All 1" not in said
    assert " was top" not in said


def test_a_tie_is_joint_and_all_at_an_end_are_named() -> None:
    said = neighbour_sentences(
        benchmark(
            {"Harrow": 80, "Barnet": 80, "Ealing": 90, "Merton": 90}, "Barnet", "Ealing", "Merton"
        )
    )
    assert "was 80%, joint 3rd of 4 among" in said[0]
    assert said[1] == (
        "Ealing and Merton were top with 90% and Barnet and Harrow were bottom with 80%."
    )


def test_all_alike_have_no_top_and_no_bottom() -> None:
    said = neighbour_sentences(benchmark({"Harrow": 80, "Barnet": 80}, "Barnet"))
    assert said[1] == "All 2 with a figure had the same rate, 80%."


def test_a_name_with_a_comma_does_not_read_as_two_councils() -> None:
    values: dict[str, int | str | Rate | None] = {
        "Harrow": Rate(50, 100),
        "Bristol, City of": Rate(90, 100),
        "Bournemouth, Christchurch and Poole": Rate(95, 100),
        "Slough": None,
    }
    names = ("Bristol, City of", "Bournemouth, Christchurch and Poole", "Slough")
    found = benchmark(values, *names)
    said = " ".join(neighbour_sentences(found))
    assert "below Bournemouth Christchurch and Poole, City of Bristol" in said
    assert "Bournemouth Christchurch and Poole was top with 95%" in said
    assert "Bristol, City of" not in said + found.message + found.rank_sentence


def test_who_has_no_value_is_named() -> None:
    found = benchmark({"Harrow": 80, "Barnet": 90, "Ealing": "c"}, "Barnet", "Ealing", "Merton")
    assert "No value is held for Ealing and Merton." in neighbour_sentences(found)


def test_a_council_without_a_figure_is_not_given_a_place() -> None:
    said = neighbour_sentences(benchmark({"Harrow": None, "Barnet": 90}, "Barnet"))
    assert said[0] == "For 2023-24, no figure of Harrow is held to set beside its neighbours."
    assert not [text for text in said if "No value is held for Harrow" in text]


def test_counts_behind_the_figures_give_a_decimal_and_a_pooled_rate() -> None:
    values = {"Harrow": Rate(1612, 2000), "Barnet": Rate(900, 1000), "Ealing": Rate(2100, 3000)}
    said = " ".join(neighbour_sentences(benchmark(dict(values), "Barnet", "Ealing")))
    assert "was 80.6%, 2nd of 3" in said
    assert "the neighbours' simple mean (2) was 80.0%" in said
    assert "the neighbours' pooled rate (2) was 75.0%" in said


def test_a_rank_without_its_value_is_told_without_one() -> None:
    found = benchmark({"Harrow": 80, "Barnet": 90}, "Barnet")
    us = replace(found.us, share=None, reason="not published here")
    said = neighbour_sentences(replace(found, councils=(found.councils[0], us)))
    assert said[0].endswith(
        "was 2nd of 2 among the council and its 1 neighbour (A set); the rate itself is not held."
    )
