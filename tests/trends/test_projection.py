"""The year's end: Harrow's figures to the decimal, the edges of a target, and exact algebra."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trends.building import counts_from
from timeliness.periods import Period, PeriodKind, read_month
from timeliness.rates import PeriodRate, Rate
from timeliness.targets import Target
from timeliness.trends.projection import Projection, project
from timeliness.trends.statements import (
    change_sentence,
    interval_sentence,
    meaning,
    needed_sentence,
    projection_sentence,
    target_sentence,
)
from timeliness.trends.year_end import Outlook, months_left_after, rate_needed, year_end
from timeliness.words import percent_to_a_tenth

# April to September add up to the volumes of DOMAIN section 1; October and November are reported.
INITIAL = ((48, 61), (46, 62), (42, 61), (41, 59), (43, 57), (49, 59), (51, 57), (55, 59))
MARCH = read_month("Mar 2011")

CORE = ((22, 29), (20, 28), (20, 30), (19, 29), (20, 28), (23, 31), (32, 42), (50, 58))
NOVEMBER = read_month("Nov 2010")


def projection(
    months: tuple[tuple[int, int], ...] = CORE,
    target: float | str | None = 83,
    month: Period = NOVEMBER,
    *,
    good_is_high: bool = True,
) -> Projection:
    counts = counts_from(date(2010, 4, 1), months)
    return project(counts, month, Target.of(target), good_is_high=good_is_high)


def test_harrows_year_ends_at_83_7_and_80_1_per_cent_at_novembers_rate_and_volume() -> None:
    initial, core = projection(INITIAL, None).headline, projection().headline
    assert initial is not None
    assert core is not None
    # (375 + 4 * 55) of (475 + 4 * 59), and (206 + 4 * 50) of (275 + 4 * 58).
    assert initial.year_end == Fraction(595, 711)
    assert core.year_end == Fraction(406, 507)
    assert percent_to_a_tenth(initial.year_end) == "83.7%"
    assert percent_to_a_tenth(core.year_end) == "80.1%"


def test_harrows_core_assessments_need_92_6_per_cent_in_every_remaining_month() -> None:
    needed = projection().headline_needed
    # 83% of 507 is 420.81, of which 206 are in time already: 214.81 of the 232 to come.
    assert needed.share == Fraction("214.81") / 232
    assert needed.words == "92.6%"


def test_the_range_takes_the_ends_of_the_wilson_interval_of_the_rate_held() -> None:
    headline = projection().headline
    assert headline is not None
    # 50 of 58 has 75.07% to 92.83% (SciPy), at 232 assessments to come.
    assert headline.low == pytest.approx((206 + 232 * 0.75074) / 507, abs=1e-5)
    assert headline.high == pytest.approx((206 + 232 * 0.92843) / 507, abs=1e-5)
    assert headline.range_words == "75.0% to 83.1%"


def test_each_rate_is_held_at_the_months_number_and_at_the_years_average() -> None:
    found = [
        (one.held.period.label, one.volume.basis, percent_to_a_tenth(one.year_end))
        for one in projection().scenarios
    ]
    in_november, on_average = "as in November 2010", "as in the year's average month so far"
    # At the average, 275 / 8 = 34.375 a month: 137.5 are to come.
    assert found == [
        ("Nov 2010", in_november, "80.1%"),
        ("Nov 2010", on_average, "78.7%"),
        ("Q3 to Nov 2010", in_november, "78.2%"),
        ("Q3 to Nov 2010", on_average, "77.3%"),
        ("YTD Nov 2010", in_november, "74.9%"),
        ("YTD Nov 2010", on_average, "74.9%"),
    ]


def test_the_rate_needed_is_given_at_both_numbers() -> None:
    assert [(one.volume.words, one.rate.words) for one in projection().needed] == [
        ("58 a month, as in November 2010", "92.6%"),
        ("34.4 a month, as in the year's average month so far", "99.2%"),
    ]


def test_the_what_if_table_varies_the_number_by_a_fifth_and_the_rate_by_five_points() -> None:
    found = projection()
    assert [volume.monthly for volume in found.what_if_volumes] == [
        Fraction("46.4"),
        58,
        Fraction("69.6"),
        Fraction(275, 8),
    ]
    assert found.what_if_volumes[0].basis == "20% fewer than in November 2010"
    assert [line.share for line in found.what_if] == [
        Fraction(percent, 100) for percent in (70, 75, 80, 85, 90, 95, 100)
    ]
    # Every assessment to come in time, with 58 a month: (206 + 232) of 507.
    assert found.what_if[-1].year_ends[1] == Fraction(438, 507)


def test_april_has_one_rate_to_hold_and_one_number() -> None:
    found = projection(CORE[:1], month=read_month("Apr 2010"))
    assert [one.held.period.label for one in found.scenarios] == ["Apr 2010"]
    assert found.months_left == 11
    assert len(found.needed) == 1


def test_march_projects_nothing_because_the_year_is_over() -> None:
    found = projection((*CORE, *CORE[:4]), month=MARCH)
    assert found.months_left == 0
    assert (found.scenarios, found.needed, found.what_if) == ((), (), ())
    assert found.headline_needed.outlook is Outlook.YEAR_OVER
    assert found.year_end == Fraction(287, 391)
    assert projection_sentence(found) == (
        "The year 2010-11 ended at 73% (287 of 391), below the target of 83%."
    )


def test_a_year_that_ended_with_nothing_completed_has_no_rate_to_set_against_its_target() -> None:
    found = projection(((0, 0),) * 12, month=MARCH)
    assert projection_sentence(found) == "The year 2010-11 ended with no assessments completed."
    assert found.headline_needed.words == "the year is over"


@pytest.mark.parametrize(("in_time", "side"), [(12, "above"), (0, "on")])
def test_a_target_of_nought_is_a_number_like_any_other_when_the_year_ends(
    in_time: int, side: str
) -> None:
    found = projection(((0, 10),) * 11 + ((in_time, 130),), 0, MARCH, good_is_high=False)
    assert projection_sentence(found).endswith(f", {side} the target of 0%.")


def test_a_month_without_completions_holds_the_quarters_rate_at_the_years_average() -> None:
    found = projection((*CORE[:7], (0, 0)))
    assert found.headline is not None
    assert found.headline.held.period.label == "Q3 to Nov 2010"
    assert found.headline.volume.source == "the year's average month so far"
    assert found.caveats == (
        (
            "The list holds no completed assessment for 1 month of the year so far, November "
            "2010: if assessments were completed then, the list is not whole and the projection "
            "is wrong."
        ),
    )


def test_a_gap_in_a_year_that_has_ended_makes_no_projection_wrong() -> None:
    (caveat,) = projection((*CORE, (0, 0), *CORE[:1], (0, 0), (0, 0)), month=MARCH).caveats
    assert caveat == (
        "The list holds no completed assessment for 3 months of the year, the first of them "
        "December 2010: if assessments were completed then, the list is not whole and the year's "
        "figures are wrong."
    )


def test_nothing_completed_at_all_makes_no_projection_wrong_either() -> None:
    found = projection(((0, 0),) * 8)
    assert found.headline is None
    assert projection_sentence(found) == (
        "No assessments were completed in April to November 2010, so there is no projection."
    )
    assert needed_sentence(found) == ""
    assert found.headline_needed.words == "no assessments completed"
    (caveat,) = found.caveats
    assert "8 months of the year so far, the first of them April 2010: if" in caveat
    assert "projection" not in caveat


def test_an_average_below_one_is_not_written_as_none() -> None:
    found = projection((*((0, 0),) * 7, (1, 1), (0, 0)), month=read_month("Dec 2010"))
    assert found.needed[0].volume.words == "0.1 a month, as in the year's average month so far"
    assert "with 0.1 a month, as in" in projection_sentence(found)
    headings = [volume.heading for volume in found.what_if_volumes]
    assert headings[1] == "As in the year's average month so far (0.1 a month)"
    assert not [heading for heading in headings if "(0 a" in heading]


@pytest.mark.parametrize(
    ("in_time", "completed", "target", "outlook"),
    [
        # With 40 to come after 60, a target of 80% wants 80 in time.
        (39, 60, "0.8", Outlook.CANNOT),
        (40, 60, "0.8", Outlook.NEEDED),
        (59, 60, "0.6", Outlook.NEEDED),
        (60, 60, "0.6", Outlook.CERTAIN),
    ],
)
def test_a_target_is_out_of_reach_or_certain_exactly_at_its_edge(
    in_time: int, completed: int, target: str, outlook: Outlook
) -> None:
    found = rate_needed(Rate(in_time, completed), Fraction(40), Fraction(target), good_is_high=True)
    assert found.outlook is outlook


@pytest.mark.parametrize(
    ("in_time", "outlook"),
    [(20, Outlook.NEEDED), (21, Outlook.CANNOT)],
)
def test_where_low_is_good_the_rate_needed_is_the_most_that_may_be(
    in_time: int, outlook: Outlook
) -> None:
    # A target of 20% allows 20 of 100; 40 are to come.
    found = rate_needed(Rate(in_time, 60), Fraction(40), Fraction(1, 5), good_is_high=False)
    assert found.outlook is outlook
    nothing_yet = rate_needed(Rate(0, 60), Fraction(5), Fraction(1, 5), good_is_high=False)
    assert nothing_yet.outlook is Outlook.CERTAIN


def test_words_for_what_cannot_be_a_rate() -> None:
    needed = projection(target=95).headline_needed
    assert needed.words == "cannot be reached"
    assert needed.share is not None
    assert needed.share > 1
    assert projection(target="as high as possible").headline_needed.words == "no numeric target"
    assert projection(target=40).headline_needed.words == "already certain"


@given(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.fractions(min_value="0.1", max_value=500),
    st.fractions(0, 1),
)
def test_the_rate_needed_ends_the_year_exactly_on_the_target(
    counts: tuple[int, int], to_come: Fraction, target: Fraction
) -> None:
    so_far = Rate(*counts)
    needed = rate_needed(so_far, to_come, target, good_is_high=True)
    assert needed.share is not None
    assert year_end(so_far, to_come, needed.share) == target
    best, worst = year_end(so_far, to_come, Fraction(1)), year_end(so_far, to_come, Fraction(0))
    assert (needed.outlook is Outlook.CANNOT) == (best < target)
    assert (needed.outlook is Outlook.CERTAIN) == (worst >= target)


def test_four_months_are_left_after_november_and_none_after_march() -> None:
    assert months_left_after(NOVEMBER) == 4
    assert months_left_after(MARCH) == 0
    assert months_left_after(read_month("Apr 2010")) == 11


def test_the_projection_is_one_sentence_with_its_basis_and_its_range() -> None:
    assert projection_sentence(projection()) == (
        "If the rate of November 2010, 86% (50 of 58), held for the 4 months left, with 58 a "
        "month, as in November 2010, the year 2010-11 would end at 80.1% (75.0% to 83.1% on that "
        "rate's 95% Wilson interval), below the target of 83%, which lies within that range."
    )
    assert needed_sentence(projection()) == (
        "With 58 a month, as in November 2010, the target of 83% for 2010-11 needs 92.6% in every "
        "month left; with 34.4 a month, as in the year's average month so far, it needs 99.2% in "
        "every month left."
    )
    assert needed_sentence(projection(target=95)).startswith(
        "With 58 a month, as in November 2010, the target of 95% for 2010-11 cannot be reached; "
        "with 34.4 a month"
    )
    assert needed_sentence(projection(target=None)) == ""


def test_a_year_end_that_only_rounds_to_its_target_is_said_to_be_just_below_it() -> None:
    """Every month 8,297 of 10,000 ends at 82.97%, which is shown as 83.0%."""
    found = projection(((8297, 10_000),) * 8)
    assert "would end at 83.0%" in projection_sentence(found)
    assert "just below the target of 83%" in projection_sentence(found)


def november(in_time: int, completed: int) -> PeriodRate:
    return PeriodRate(NOVEMBER, Rate(in_time, completed))


def october(in_time: int, completed: int) -> PeriodRate:
    return PeriodRate(read_month("Oct 2010"), Rate(in_time, completed))


def test_a_change_within_chance_is_never_called_one() -> None:
    assert change_sentence(november(50, 58), october(32, 42)) == (
        "November 2010, with 86% (50 of 58), is not clearly different from October 2010, with 76% "
        "(32 of 42): chance alone could explain it."
    )
    assert change_sentence(november(550, 580), october(320, 420)) == (
        "November 2010, with 95% (550 of 580), is above October 2010, with 76% (320 of 420), by "
        "more than chance alone would explain."
    )
    assert change_sentence(november(0, 0), october(1, 2)) == (
        "No assessments were completed in November 2010, so nothing is compared."
    )
    assert "completed in October 2010" in change_sentence(november(1, 2), october(0, 0))


def test_the_target_is_compared_unrounded_and_chance_is_named() -> None:
    assert target_sentence(november(50, 58), Target.of(83)) == (
        "November 2010, with 86% (50 of 58), is above the target of 83%, but not clearly different "
        "from it: chance alone could explain the distance."
    )
    # 82.5% is shown as 83% and is below the target all the same.
    assert " is below the target of 83%, but not" in target_sentence(
        november(33, 40), Target.of(83)
    )
    assert target_sentence(november(580, 580), Target.of(83)).endswith(
        "is above the target of 83%, by more than chance alone would explain."
    )
    assert target_sentence(november(50, 58), Target.of("as high as possible")) == ""


def test_an_interval_is_named_with_its_method() -> None:
    assert interval_sentence(november(50, 58)) == (
        "The rate of November 2010, 86% (50 of 58), has a 95% Wilson interval of 75.1% to 92.8%."
    )
    assert interval_sentence(november(0, 0)) == "No assessments were completed in November 2010."


@pytest.mark.parametrize(
    ("now", "before", "target", "same_basis", "words"),
    [
        (
            (50, 58),
            (32, 42),
            83,
            True,
            "Not clearly different from the target. Not clearly different from Oct 2010.",
        ),
        (
            (500, 580),
            (200, 420),
            83,
            True,
            "Above the target by more than chance. Above Oct 2010 by more than chance.",
        ),
        ((50, 58), (32, 42), None, False, "No numeric target. Not comparable with Oct 2010."),
        ((5, 8), (0, 0), None, True, "No numeric target. No assessments completed in Oct 2010."),
        ((5, 8), (0, 0), None, False, "No numeric target. No assessments completed in Oct 2010."),
        ((0, 0), (32, 42), 83, True, "No assessments completed."),
    ],
)
def test_what_it_means_in_a_few_words(
    now: tuple[int, int],
    before: tuple[int, int],
    target: float | None,
    same_basis: bool,
    words: str,
) -> None:
    said = meaning(november(*now), october(*before), Target.of(target), same_basis=same_basis)
    assert said == words


def test_a_period_that_begins_a_sentence_has_a_capital() -> None:
    quarter = Period(date(2010, 10, 1), date(2010, 11, 30), PeriodKind.QUARTER)
    assert change_sentence(PeriodRate(quarter, Rate(1, 2)), october(1, 2)).startswith("Quarter 3")
