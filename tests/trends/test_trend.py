"""The trend of a month as a whole: Harrow's November 2010, and what stands in the way of belief."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.harrow import november
from tests.trends.building import measured
from timeliness.narrative import headline, status_sentence
from timeliness.periods import read_month
from timeliness.rates import tally
from timeliness.summary import IndicatorSummary
from timeliness.targets import Target
from timeliness.trends.intervals import Standing
from timeliness.trends.trend import Trend, trend_of


def reported(code: str) -> IndicatorSummary:
    (found,) = (one for one in november().indicators if one.code == code)
    return found


def test_harrows_core_assessments_in_all_their_sentences() -> None:
    assert reported("NI60").trend.sentences == (
        "The rate of November 2010, 86% (50 of 58), has a 95% Wilson interval of 75.1% to 92.8%.",
        (
            "November 2010, with 86% (50 of 58), is above the target of 83%, but not clearly "
            "different from it: chance alone could explain the distance."
        ),
        (
            "November 2010, with 86% (50 of 58), is not clearly different from October 2010, with "
            "76% (32 of 42): chance alone could explain it."
        ),
        (
            "Quarter 3 of 2010-11 up to November, with 82% (82 of 100), is above April to "
            "September 2010, with 71% (124 of 175), by more than chance alone would explain."
        ),
        (
            "If the rate of November 2010, 86% (50 of 58), held for the 4 months left, with 58 a "
            "month, as in November 2010, the year 2010-11 would end at 80.1% (75.0% to 83.1% on "
            "that rate's 95% Wilson interval), below the target of 83%, which lies within that "
            "range."
        ),
        (
            "With 58 a month, as in November 2010, the target of 83% for 2010-11 needs 92.6% in "
            "every month left; with 34.4 a month, as in the year's average month so far, it needs "
            "99.2% in every month left."
        ),
    )


@pytest.mark.parametrize("code", ["NI59", "NI60"])
def test_no_sentence_about_harrows_month_calls_chance_an_improvement(code: str) -> None:
    one = reported(code)
    assert one.trend.to_previous_month is Standing.NOT_CLEAR
    said = [headline(one), status_sentence(one), one.trend.meaning, *one.trend.sentences]
    assert not [text for text in said if "improve" in text]
    for text in said:
        if "up from" in text or "October" in text:
            assert "not clearly different" in text


def test_what_harrows_month_means() -> None:
    assert reported("NI59").trend.meaning == (
        "No numeric target. Not clearly different from Oct 2010."
    )
    assert reported("NI60").trend.to_target is Standing.NOT_CLEAR


def test_only_the_indicator_whose_limit_changed_has_a_bridge() -> None:
    bridge = reported("NI59").trend.bridge
    assert bridge is not None
    assert bridge.limits == (7, 10)
    assert reported("NI60").trend.bridge is None


def test_the_charts_points_are_the_months_of_the_year_on_trial_limits() -> None:
    chart = reported("NI60").trend.chart
    months = [(one.month, one.rate) for one in reported("NI60").months]
    assert [(point.month, point.rate) for point in chart.points] == months
    assert chart.baselines[0].is_trial
    # 206 of 275 and, for November's 58, three deviations of sqrt(c * (1 - c) / 58) = 0.0569.
    assert chart.points[-1].lower == pytest.approx(0.7491 - 0.1708, abs=1e-4)
    assert chart.points[-1].upper == pytest.approx(0.7491 + 0.1708, abs=1e-4)
    assert chart.message == "November 2010 is within limits"


def trend(rows: list[list[object]], month: str, as_of: date) -> Trend:
    cohort = measured(rows, as_of).cohorts[0]
    return trend_of(cohort, tally(cohort), read_month(month), Target.of(83), as_of)


def row(day: date) -> list[object]:
    return [f"C{day}", "Initial Assessment", day, day, day, ""]


def test_an_unfinished_month_is_said_to_understate_its_number() -> None:
    rows = [row(date(2010, 4, 6)), row(date(2010, 5, 4))]
    unfinished = trend(rows, "May 2010", date(2010, 5, 20)).projection.caveats
    assert unfinished == (
        (
            "May 2010 was not over on 20 May 2010, so the number of assessments that the "
            "projection takes from it is too low."
        ),
    )
    assert trend(rows, "May 2010", date(2010, 6, 1)).projection.caveats == ()


def test_nothing_is_compared_across_a_changed_limit() -> None:
    rows = [row(date(2010, 3, 2)), row(date(2010, 4, 6))]
    april = trend(rows, "Apr 2010", date(2010, 5, 20))
    assert april.to_previous_month is Standing.NOT_COMPARABLE
    assert "Not comparable with Mar 2010" in april.meaning
    assert not [text for text in april.sentences if "March 2010" in text]
    assert [baseline.basis for baseline in april.chart.baselines] == [
        "7 working days",
        "10 working days",
    ]


def test_a_list_without_teams_compares_none() -> None:
    assert trend([row(date(2010, 4, 6))], "Apr 2010", date(2010, 5, 20)).teams is None
