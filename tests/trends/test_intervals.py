"""Intervals: known answers, SciPy as the second implementation, and exact comparisons."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm

from timeliness.rates import Rate
from timeliness.trends.intervals import (
    Z_95,
    Interval,
    Standing,
    against_rate,
    against_share,
    difference_interval,
    wilson,
)


@st.composite
def rates(draw: st.DrawFn, *, most: int = 5000) -> Rate:
    completed = draw(st.integers(1, most))
    return Rate(draw(st.integers(0, completed)), completed)


@pytest.mark.parametrize(
    ("in_time", "completed", "words"),
    [
        (55, 59, "83.8% to 97.3%"),
        (51, 57, "78.9% to 95.1%"),
        (50, 58, "75.1% to 92.8%"),
        (32, 42, "61.5% to 86.5%"),
    ],
)
def test_harrows_intervals_are_those_of_the_domain_document(
    in_time: int, completed: int, words: str
) -> None:
    interval = wilson(Rate(in_time, completed))
    assert interval is not None
    assert interval.words == words


def test_the_deviate_is_the_normal_one() -> None:
    assert float(norm.ppf(0.975)) == pytest.approx(Z_95, abs=1e-15)


@given(rates())
def test_wilson_limits_equal_scipys(rate: Rate) -> None:
    expected = binomtest(rate.in_time, rate.completed).proportion_ci(0.95, method="wilson")
    found = wilson(rate)
    assert found is not None
    assert found.low == pytest.approx(expected.low, abs=1e-12)
    assert found.high == pytest.approx(expected.high, abs=1e-12)


@given(rates())
def test_the_interval_holds_its_rate_and_stays_between_0_and_1(rate: Rate) -> None:
    found = wilson(rate)
    assert found is not None
    assert 0 <= found.low <= rate.in_time / rate.completed <= found.high <= 1


def test_nothing_completed_has_no_interval_and_compares_with_nothing() -> None:
    nothing, some = Rate(0, 0), Rate(3, 4)
    assert wilson(nothing) is None
    assert difference_interval(nothing, some) is None
    assert against_rate(some, nothing) is Standing.NOT_COMPARABLE
    assert against_share(nothing, Fraction(1, 2)) is Standing.NOT_COMPARABLE
    assert against_share(some, None) is Standing.NOT_COMPARABLE


@given(rates(), st.fractions(0, 1))
def test_a_share_is_called_different_exactly_where_it_lies_outside_the_interval(
    rate: Rate, share: Fraction
) -> None:
    interval = wilson(rate)
    assert interval is not None
    near_an_end = min(abs(float(share) - interval.low), abs(float(share) - interval.high)) < 1e-9
    match against_share(rate, share):
        case Standing.ABOVE:
            assert float(share) < interval.low or near_an_end
        case Standing.BELOW:
            assert float(share) > interval.high or near_an_end
        case _:
            assert interval.low <= float(share) <= interval.high or near_an_end


def test_novembers_core_assessments_are_not_clearly_above_83_per_cent() -> None:
    assert against_share(Rate(50, 58), Fraction(83, 100)) is Standing.NOT_CLEAR


def test_the_same_share_of_more_assessments_is_clearly_above_the_target() -> None:
    assert against_share(Rate(1000, 1160), Fraction(83, 100)) is Standing.ABOVE


def test_october_to_november_is_within_chance_for_both_of_harrows_indicators() -> None:
    assert against_rate(Rate(55, 59), Rate(51, 57)) is Standing.NOT_CLEAR
    assert against_rate(Rate(50, 58), Rate(32, 42)) is Standing.NOT_CLEAR


def test_the_difference_equals_newcombes_published_example() -> None:
    # Newcombe 1998, table II, example (a): 56 of 70 against 48 of 80, method 10.
    found = difference_interval(Rate(56, 70), Rate(48, 80))
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert against_rate(Rate(56, 70), Rate(48, 80)) is Standing.ABOVE


@given(rates(), rates())
def test_turning_the_comparison_round_turns_the_words_round(one: Rate, other: Rate) -> None:
    turned = {Standing.ABOVE: Standing.BELOW, Standing.BELOW: Standing.ABOVE}
    forwards, backwards = against_rate(one, other), against_rate(other, one)
    assert backwards is turned.get(forwards, forwards)


@given(rates())
def test_a_rate_is_never_clearly_different_from_itself(rate: Rate) -> None:
    assert against_rate(rate, rate) is Standing.NOT_CLEAR
    assert against_share(rate, rate.share) is Standing.NOT_CLEAR


def test_words_round_to_one_decimal() -> None:
    assert Interval(0.0, 0.5).words == "0.0% to 50.0%"
