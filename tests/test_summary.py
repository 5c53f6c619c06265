"""The example's month, figure by figure, and what a month that is not there says."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.support.harrow import harrow
from tests.support.lists import HARROW, HARROW_AS_OF, initial, list_of
from timeliness.case_list import CaseListFile, read_case_list
from timeliness.errors import PeriodError
from timeliness.narrative import headline, status_sentence
from timeliness.periods import read_month
from timeliness.rates import Rate
from timeliness.reporting import read_and_measure
from timeliness.settings import Council, read_council
from timeliness.summarising import measure_council, summarise
from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.targets import Status, Target
from timeliness.words import signed_points


def month_of_harrow(text: str) -> MonthlySummary:
    return summarise(*harrow(), read_month(text), HARROW_AS_OF)


def indicator(code: str, month: str = "Nov 2010") -> IndicatorSummary:
    return next(x for x in month_of_harrow(month).indicators if x.code == code)


@pytest.mark.parametrize(
    ("code", "month", "before", "to_date", "quarter_result"),
    [
        ("NI59", Rate(55, 59), Rate(51, 57), 79, 75),
        ("NI60", Rate(50, 58), Rate(32, 42), 75, 71),
    ],
)
def test_harrows_november_is_the_one_that_was_reported(
    code: str, month: Rate, before: Rate, to_date: int, quarter_result: int
) -> None:
    found = indicator(code)
    assert found.month.rate == month
    assert found.previous_month.before.rate == before
    assert found.year_to_date.rate.percent == to_date
    assert found.quarter_result is not None
    assert found.quarter_result.before.rate.percent == quarter_result
    assert found.quarter_result.change is not None
    assert signed_points(found.quarter_result.change) == "+4"


def test_harrows_months_add_up_to_its_year_to_date() -> None:
    for code, total in (("NI59", Rate(375, 475)), ("NI60", Rate(206, 275))):
        found = indicator(code)
        assert sum((one.rate for one in found.months), Rate(0, 0)) == total
        assert found.months[-1].year_to_date == found.year_to_date.rate == total
        assert sum((team.rate for team in found.teams), Rate(0, 0)) == total


def test_harrows_targets_and_states() -> None:
    ni59, ni60 = indicator("NI59"), indicator("NI60")
    assert ni59.target.words == "as high as possible"
    assert ni59.month_status is ni59.year_status is Status.NO_TARGET
    assert ni60.target.share == Fraction(83, 100)
    assert (ni60.month_status, ni60.year_status) == (Status.GREEN, Status.RED)


def test_every_row_of_the_example_is_accounted_for() -> None:
    went = month_of_harrow("Nov 2010").reconciliation
    assert (went.read, went.completed, went.still_open, went.excluded) == (758, 750, 4, 4)


def test_the_text_files_of_the_example_give_the_same_figures_as_its_workbooks() -> None:
    council, from_workbooks = harrow()
    files = [CaseListFile(HARROW / f"{name}_assessments.csv") for name in ("initial", "core")]
    from_text = measure_council(council, read_case_list(files), HARROW_AS_OF)
    month = read_month("Nov 2010")
    for one, other in zip(
        summarise(council, from_workbooks, month, HARROW_AS_OF).indicators,
        summarise(council, from_text, month, HARROW_AS_OF).indicators,
        strict=True,
    ):
        assert one == other


def test_the_quarter_is_counted_up_to_the_month() -> None:
    assert indicator("NI59").quarter.rate == Rate(51 + 55, 57 + 59)
    assert indicator("NI59").quarter.period.label == "Q3 to Nov 2010"
    assert indicator("NI59", "Sep 2010").quarter.period.label == "Q2 2010-11"


def test_before_the_first_quarter_has_ended_there_is_no_quarters_result() -> None:
    for month in ("Apr 2010", "Jun 2010"):
        assert indicator("NI59", month).quarter_result is None
    july = indicator("NI59", "Jul 2010").quarter_result
    assert july is not None
    assert july.before.period.label == "YTD Jun 2010"


def test_a_month_before_a_change_of_limit_is_flagged_and_not_compared() -> None:
    council, _ = harrow()
    march, april = date(2010, 3, 31), date(2010, 4, 30)
    case_list = list_of(initial(1, march, march), initial(2, april, april))
    measurement = measure_council(council, case_list, HARROW_AS_OF)
    (found,) = summarise(council, measurement, read_month("Apr 2010"), HARROW_AS_OF).indicators
    assert found.previous_month.before.rate == Rate(1, 1)
    assert found.previous_month.change is None
    (note,) = found.notes
    assert note == (
        "NI 59: March 2010 was measured against 7 working days and April 2010 against "
        "10 working days, so the two cannot be compared."
    )


@pytest.mark.parametrize(
    ("month", "as_of", "said"),
    [
        ("Mar 2010", HARROW_AS_OF, "completed from April 2010 to November 2010"),
        ("Dec 2010", HARROW_AS_OF, "lies outside the case lists"),
        ("Nov 2010", date(2010, 10, 31), "begins after 31 Oct 2010"),
    ],
)
def test_a_month_outside_the_data_is_refused_with_what_there_is(
    month: str, as_of: date, said: str
) -> None:
    council, measurement = harrow()
    with pytest.raises(PeriodError, match=said):
        summarise(council, measurement, read_month(month), as_of)


def test_a_month_after_the_last_completion_is_reported_where_an_open_assessment_reaches_it() -> (
    None
):
    """A small council may complete none in a month; the list is seen to go on beyond it."""
    council, _ = harrow()
    november, december = date(2010, 11, 1), date(2010, 12, 3)
    case_list = list_of(initial(1, november, november), initial(2, december, None))
    measurement = measure_council(council, case_list, date(2011, 2, 1))

    def month(text: str) -> IndicatorSummary:
        return summarise(council, measurement, read_month(text), date(2011, 2, 1)).indicators[0]

    assert month("Dec 2010").month.rate == Rate(0, 0)
    assert month("Dec 2010").year_to_date.rate == Rate(1, 1)
    assert month("Dec 2010").still_open == 1
    with pytest.raises(PeriodError, match="lies outside the case lists"):
        month("Jan 2011")


def test_a_list_without_completions_has_no_month_to_report() -> None:
    council, _ = harrow()
    measurement = measure_council(
        council, list_of(initial(1, date(2010, 11, 1), None)), HARROW_AS_OF
    )
    with pytest.raises(PeriodError, match="no completed assessment"):
        summarise(council, measurement, read_month("Nov 2010"), HARROW_AS_OF)


def small_council(tmp_path: Path, more: str = "") -> Council:
    settings = tmp_path / "council.toml"
    text = '[council]\nname = "Smallshire"\n[[case_lists]]\nfile = "list.csv"\n'
    settings.write_text(text + more, encoding="utf-8")
    return read_council(settings)


def single(child: int, start: date, end: date | None) -> list[object]:
    return [child, "Single", None, start, end]


@pytest.mark.parametrize(
    ("month", "shown"),
    [
        # Single assessments had no limit yet.
        ("Nov 2010", ["NI59"]),
        # Nothing was completed, but initial assessments were in the year before.
        ("Nov 2011", ["NI59"]),
        # Nothing was completed in either year: every indicator with a limit is shown.
        ("Nov 2016", ["NI59", "CF45"]),
        ("Nov 2024", ["CF45"]),
    ],
)
def test_of_lists_of_many_years_a_month_shows_the_indicators_of_its_own(
    tmp_path: Path, month: str, shown: list[str]
) -> None:
    council, day = small_council(tmp_path), date(2024, 12, 1)
    case_list = list_of(
        initial(1, date(2010, 11, 1), date(2010, 11, 5)),
        single(2, date(2024, 11, 1), date(2024, 11, 5)),
    )
    measurement = measure_council(council, case_list, day)
    summary = summarise(council, measurement, read_month(month), day)
    assert [indicator.code for indicator in summary.indicators] == shown


def test_a_month_in_which_no_indicator_had_a_limit_is_refused_in_words(tmp_path: Path) -> None:
    council = small_council(
        tmp_path,
        """
        [indicators.CF45]
        limits = [
            { from = 2010-04-01, until = 2011-03-31, working_days = 45 },
            { from = 2013-04-01, working_days = 45 },
        ]
        """,
    )
    case_list = list_of(
        single(1, date(2010, 11, 1), date(2010, 11, 5)),
        single(2, date(2024, 11, 1), date(2024, 11, 5)),
    )
    measurement = measure_council(council, case_list, date(2024, 12, 1))
    with pytest.raises(PeriodError, match="No indicator of the lists has a limit in force in"):
        summarise(council, measurement, read_month("Nov 2011"), date(2024, 12, 1))


def test_a_month_that_is_not_over_says_that_it_will_change() -> None:
    council = read_council(HARROW / "council.toml")
    early = date(2010, 11, 30)
    summary = summarise(council, read_and_measure(council, early), read_month("Nov 2010"), early)
    assert "will still change" in " ".join(summary.notices)
    assert month_of_harrow("Nov 2010").notices == ()


def test_the_headline_says_month_previous_month_year_to_date_and_target() -> None:
    assert headline(indicator("NI60")) == (
        "NI 60: 86% in November 2010, up from 76% in October (not clearly different); 75% for the "
        "year to date, target 83%"
    )
    assert headline(indicator("NI59", "Jun 2010")).startswith(
        "NI 59: 69% in June 2010, down from 74%"
    )


def test_the_state_against_the_target_is_a_sentence() -> None:
    assert status_sentence(indicator("NI60")) == (
        "Against the target of 83%, the month is green and the year to date red. The month is not "
        "clearly different from the target: chance alone could explain the distance."
    )
    assert "no numeric target for 2010-11 (set: as high as possible)" in status_sentence(
        indicator("NI59")
    )
    quiet = replace(indicator("NI60"), month_status=Status.NOTHING_COMPLETED)
    assert status_sentence(quiet) == (
        "Against the target of 83%, the year to date is red; no assessments were completed in the "
        "month."
    )
    none_yet = replace(quiet, year_status=Status.NOTHING_COMPLETED)
    assert status_sentence(none_yet).endswith(
        "nothing can be said: no assessments were completed in the year so far."
    )
    without = replace(indicator("NI59"), target=Target.of(None))
    assert status_sentence(without) == "No target is set for NI 59 in 2010-11."
