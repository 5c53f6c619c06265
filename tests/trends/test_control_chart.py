"""The p-chart: a chart worked by hand, and each rule at the edge where it begins to hold."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeliness.periods import Period, months_between
from timeliness.rates import Rate
from timeliness.trends.control_chart import (
    EXPLANATION,
    RULES,
    USUAL,
    ControlChart,
    control_chart,
)

MONTHS = months_between(date(2009, 4, 1), date(2012, 3, 31))


def chart(*rates: tuple[int, int], basis: str = "10 working days") -> ControlChart:
    return control_chart(
        (month, basis, Rate(*rate)) for month, rate in zip(MONTHS, rates, strict=False)
    )


def words(*rates: tuple[int, int]) -> list[str]:
    return [point.word for point in chart(*rates).points]


def test_a_chart_worked_by_hand() -> None:
    """Four months of 100, 100, 100 and 25 assessments; 80, 84, 76 and 20 of them in time.

    The pooled rate is 260 of 325, so the centre is 0.8 and the standard deviation of a month
    with N assessments is sqrt(0.8 * 0.2 / N) = 0.4 / sqrt(N): 0.04 for 100 and 0.08 for 25.
    Three of them are 0.12 and 0.24, so the limits are 0.68 and 0.92, and 0.56 and 1 (1.04
    capped).
    """
    found = chart((80, 100), (84, 100), (76, 100), (20, 25))
    assert [point.centre for point in found.points] == [Fraction(4, 5)] * 4
    assert [point.lower for point in found.points] == pytest.approx([0.68, 0.68, 0.68, 0.56])
    assert [point.upper for point in found.points] == pytest.approx([0.92, 0.92, 0.92, 1.0])
    assert {point.word for point in found.points} == {USUAL}
    assert found.baselines[0].pooled == Rate(260, 325)


def test_a_point_exactly_on_a_limit_is_not_outside_it_and_one_more_is() -> None:
    """Centre 0.8, N 100: the upper limit is 0.92, which 92 of 100 meets and 93 of 100 passes."""
    on_the_limit = [(92, 100), (68, 100), (80, 100)]
    assert words(*on_the_limit) == [USUAL] * 3
    beyond = [(93, 100), (67, 100), (80, 100)]
    assert words(*beyond) == ["High", "Low", USUAL]


def test_limits_follow_each_months_number_and_are_capped() -> None:
    found = chart((8, 10), (800, 1000)).points
    assert found[0].upper == 1.0
    assert found[0].lower == pytest.approx(0.8 - 3 * math.sqrt(0.016))
    assert found[1].upper == pytest.approx(0.8 + 3 * math.sqrt(0.00016))


def test_all_in_time_every_month_is_usual_with_limits_at_1() -> None:
    found = chart(*[(20, 20)] * 8).points
    assert {(point.word, point.lower, point.upper) for point in found} == {(USUAL, 1.0, 1.0)}


def test_seven_in_a_row_above_the_centre_are_all_marked_and_six_are_not() -> None:
    """Of 100 each: seven months of 82 and seven of 78 lie about the centre 0.8."""
    seven = [(82, 100)] * 7 + [(78, 100)] * 7
    assert words(*seven) == ["Higher"] * 7 + ["Lower"] * 7
    six = [(82, 100)] * 6 + [(78, 100)] * 6
    assert words(*six) == [USUAL] * 12


def test_a_point_on_the_centre_line_breaks_a_run() -> None:
    broken = [(82, 100)] * 4 + [(80, 100)] + [(82, 100)] * 3 + [(78, 100), (72, 100)]
    broken += [(80, 100), (76, 100)]
    assert chart(*broken).points[0].centre == Fraction(4, 5)
    assert "Higher" not in words(*broken)


def test_seven_rising_points_are_all_marked_and_six_are_not() -> None:
    rising = [(77 + step, 100) for step in range(7)]
    assert words(*rising) == ["Rising"] * 7
    assert words(*rising[:6]) == [USUAL] * 6
    assert words(*reversed(rising)) == ["Falling"] * 7


def test_two_equal_neighbours_break_a_trend() -> None:
    assert words(*[(count, 100) for count in (77, 78, 79, 80, 80, 81, 82, 83)]) == [USUAL] * 8


def test_two_of_three_beyond_two_deviations_on_one_side_are_marked_but_not_the_third() -> None:
    """Centre 0.8, N 100: the outer third begins above 0.88, so 88 is not in it and 89 is."""
    near = [(89, 100), (80, 100), (89, 100), (71, 100), (71, 100), (80, 100)]
    assert words(*near) == ["Near-high", USUAL, "Near-high", "Near-low", "Near-low", USUAL]
    at_the_edge = [(88, 100), (80, 100), (88, 100), (72, 100), (72, 100), (80, 100)]
    assert words(*at_the_edge) == [USUAL] * 6


def test_two_near_points_on_opposite_sides_are_no_sign() -> None:
    assert words((89, 100), (71, 100), (80, 100)) == [USUAL] * 3


def test_a_point_names_every_rule_that_marks_it_and_takes_the_word_of_the_first() -> None:
    found = chart(*[(95, 100)] * 7 + [(65, 100)] * 7).points[0]
    assert found.word == "High"
    assert found.reasons == (
        "above the upper limit",
        "one of seven or more in a row above the centre line",
        "one of two in three near or beyond the upper limit",
    )


def test_fewer_than_twelve_points_give_trial_limits_and_twelve_do_not() -> None:
    few, enough = chart(*[(80, 100)] * 11), chart(*[(80, 100)] * 12)
    assert few.baselines[0].is_trial
    assert few.notes == (
        (
            "The limits from April 2009 stand on 11 months, fewer than 12, so they are trial "
            "limits and will move."
        ),
    )
    assert "trial limits from 11 months" in few.reading
    assert not enough.baselines[0].is_trial
    assert enough.notes == ()
    assert "(limits from 12 months)" in enough.reading


def test_a_changed_timescale_starts_a_new_baseline_and_runs_end_there() -> None:
    months: list[tuple[Period, str, Rate]] = [
        (month, "7 working days", Rate(70 + (place % 2), 100))
        for place, month in enumerate(MONTHS[:12])
    ]
    months += [(month, "10 working days", Rate(90, 100)) for month in MONTHS[12:24]]
    found = control_chart(months)
    assert [baseline.basis for baseline in found.baselines] == ["7 working days", "10 working days"]
    assert [baseline.pooled for baseline in found.baselines] == [Rate(846, 1200), Rate(1080, 1200)]
    assert {point.word for point in found.points} == {USUAL}
    assert found.notes == (
        (
            "From April 2010 the timescale is 10 working days instead of 7 working days, so a new "
            "baseline starts there and the two parts cannot be compared."
        ),
    )


def test_only_the_latest_24_months_are_charted() -> None:
    found = chart(*[(80, 100)] * 30)
    assert [found.points[0].month, found.points[-1].month] == [MONTHS[6], MONTHS[29]]
    assert len(found.points) == 24


def test_a_month_with_nothing_completed_has_no_point() -> None:
    found = chart((80, 100), (0, 0), (70, 100))
    assert [point.month for point in found.points] == [MONTHS[0], MONTHS[2]]


def test_no_completed_assessments_make_an_empty_chart_that_says_so() -> None:
    found = chart((0, 0))
    assert found.points == ()
    assert found.reading.startswith("No assessments were completed")


def test_the_reading_names_the_latest_month_and_the_rule() -> None:
    assert chart((93, 100), (67, 100), (80, 100), (67, 100), (93, 100)).reading == (
        "August 2009 is unlikely to be chance alone (above the upper limit; trial limits from 5 "
        "months): look for what changed."
    )
    assert "lies within what chance alone would give" in chart(*[(80, 100)] * 3).reading


def test_every_word_is_one_word_and_the_explanation_one_sentence() -> None:
    assert all(" " not in word for rule in RULES for word in rule.words)
    assert EXPLANATION.count(".") == 1


@given(
    st.lists(
        st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
        max_size=24,
    )
)
def test_limits_hold_the_centre_and_only_points_beyond_them_are_high_or_low(
    rates: list[tuple[int, int]],
) -> None:
    for point in chart(*rates).points:
        share = point.rate.in_time / point.rate.completed
        assert 0 <= point.lower <= float(point.centre) + 1e-12
        assert float(point.centre) - 1e-12 <= point.upper <= 1
        if point.word == "High":
            assert share > point.upper - 1e-12
        elif point.word == "Low":
            assert share < point.lower + 1e-12
        else:
            assert point.lower - 1e-12 <= share <= point.upper + 1e-12
