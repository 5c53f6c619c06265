"""The example says what the report of 18 January 2011 says, and nothing that it does not."""

from __future__ import annotations

from fractions import Fraction

from tests.support.harrow import november
from timeliness.benchmarks.benchmark import Benchmark, Group
from timeliness.rates import Rate

MISSING = [
    "Barnet",
    "Enfield",
    "Hillingdon",
    "Hounslow",
    "Kingston upon Thames",
    "Merton",
    "Redbridge",
    "Slough",
]


def benchmark(code: str) -> Benchmark:
    (found,) = [one.benchmark for one in november().indicators if one.code == code]
    assert found is not None
    return found


def facts(found: Benchmark) -> list[tuple[str, Fraction | None, str]]:
    return [
        (row.name, row.share, row.rank.words if row.rank else "")
        for row in found.councils
        if row.share is not None or row.rank is not None
    ]


def test_ni_59_is_third_of_11_as_published_between_ealing_and_croydon() -> None:
    found = benchmark("NI59")
    assert found.year.label == "2009-10"
    assert found.neighbours == "2007 statistical neighbours"
    assert facts(found) == [
        ("Ealing", Fraction(79, 100), "top of 11"),
        ("Harrow", Fraction(71, 100), "third of 11"),
        ("Croydon", Fraction(51, 100), "bottom of 11"),
    ]
    assert found.top is not None
    assert found.bottom is not None
    assert (found.top.name, found.bottom.name) == ("Ealing", "Croydon")
    assert found.message == (
        "NI 59, 2009-10: Harrow 71%, third of 11; Ealing top with 79%; Croydon bottom with 51% "
        "(within 7 working days, now 10 working days)"
    )


def test_ni_60_is_second_of_11_with_no_flag_because_its_limit_never_changed() -> None:
    found = benchmark("NI60")
    assert facts(found) == [
        ("Ealing", Fraction(86, 100), "top of 11"),
        ("Harrow", Fraction(84, 100), "second of 11"),
        ("Croydon", Fraction(60, 100), "bottom of 11"),
    ]
    assert found.flag == ""
    assert found.bridge_sentence == ""
    assert found.basis_words == "35 working days"


def test_ni_59_carries_the_flag_and_the_bridge_to_seven_working_days() -> None:
    found = benchmark("NI59")
    assert found.flag == (
        "2009-10 figures were measured against 7 working days, and April to November 2010 against "
        "10 working days, so the two cannot be compared."
    )
    assert found.now is not None
    assert found.now.rate == Rate(375, 475)
    # The bridge of the trends counts the same assessments by another way.
    bridge = november().indicators[0].trend.bridge
    assert bridge is not None
    assert bridge.limits == (7, 10)
    assert found.now.bridged == bridge.years[-1].rates[0]
    assert "come to 55% (263 of 475)" in found.bridge_sentence


def test_no_value_is_invented_for_the_eight_neighbours_or_for_any_average() -> None:
    for code in ("NI59", "NI60"):
        found = benchmark(code)
        assert [row.name for row in found.missing] == MISSING
        assert {row.reason for row in found.missing} == {"not published here"}
        assert {row.share for row in found.averages} == {None}
        assert [row.reason for row in found.averages] == [
            "figures held for 2 of 10 neighbours",
            "counts held for 0 of 10 neighbours",
            "no figure held",
            "no figure held",
        ]
        assert found.quarter is None
        for name in MISSING:
            assert name in found.rank_sentence


def test_england_s_earlier_years_stand_in_the_table_of_years_with_their_limit() -> None:
    years = benchmark("NI59").years
    assert [(one.year.label, one.england, one.us, one.basis) for one in years] == [
        ("2006-07", Fraction(208_700, 305_000), None, 7),
        ("2007-08", Fraction(226_300, 319_900), None, 7),
        ("2009-10", None, Fraction(71, 100), 7),
    ]


def test_differences_are_taken_from_our_own_value() -> None:
    rows = {row.name: row for row in benchmark("NI59").councils}
    assert rows["Ealing"].difference == Fraction(8, 100)
    assert rows["Croydon"].difference == Fraction(-20, 100)
    assert rows["Harrow"].group is Group.US
    assert rows["Barnet"].difference is None
