"""Months that are not Harrow's: nothing completed, one of one, no target, a changed limit."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.narrative.building import council_of, rows_of, summary_of, told
from tests.support.lists import list_of
from tests.support.workbooks import table_in
from timeliness.narrative import IndicatorNarrative, headline, tell
from timeliness.periods import months_between, read_month
from timeliness.rates import Rate
from timeliness.summarising import measure_council, summarise
from timeliness.workbooks.monthly import monthly_workbook

TARGET: dict[str, Any] = {"targets": {"2010-11": {"NI60": 83}}}


def first(one: IndicatorNarrative) -> str:
    return " ".join(one.performance)


def test_a_month_with_nothing_completed_says_so_and_gives_the_month_before() -> None:
    found = told(
        {"Apr 2010": Rate(3, 4), "May 2010": Rate(0, 0), "Jun 2010": Rate(1, 1)}, "May 2010"
    )
    assert found.performance[:3] == (
        "No core assessments were completed in May 2010.",
        (
            "In April 2010, 75% (3 of 4) were completed within 35 working days of their "
            "commencement."
        ),
        (
            "The year to date, April to May 2010, is unchanged at 75% (3 of 4); no target is set "
            "for the year."
        ),
    )


def test_a_month_before_with_nothing_is_not_called_zero_and_not_said_to_be_idle() -> None:
    found = told({"Nov 2010": Rate(1, 1)}, "Nov 2010")
    assert found.performance[:2] == (
        (
            "In November 2010, 100% (1 of 1) of core assessments were completed within 35 working "
            "days of their commencement."
        ),
        (
            "The case lists hold none completed in October 2010, so there is no month before to "
            "compare with."
        ),
    )
    assert "The year to date, April to November 2010, is 100% (1 of 1)" in first(found)


def test_april_begins_the_year() -> None:
    found = told({"Apr 2010": Rate(3, 4)}, "Apr 2010", **TARGET)
    assert (
        "April 2010 begins the year 2010-11, so the year to date is the same, 75% (3 of 4), and is "
        "8 percentage points below the target of 83%."
    ) in first(found)
    assert "result" not in first(found)


def test_months_that_round_to_one_per_cent_are_told_apart_and_equal_ones_are_named_together() -> (
    None
):
    counts = {
        "Apr 2010": Rate(41, 59),
        "May 2010": Rate(42, 61),
        "Jun 2010": Rate(9, 10),
        "Jul 2010": Rate(18, 20),
        "Aug 2010": Rate(896, 1000),
    }
    assert (
        "The highest monthly rate of the year so far is 90%, in June 2010 and July 2010, and the "
        "lowest 69%, in May 2010."
    ) in first(told(counts, "Aug 2010"))


def test_a_fall_and_one_percentage_point_in_the_singular() -> None:
    counts = {"Jun 2010": Rate(80, 100), "Jul 2010": Rate(76, 100)}
    found = told(counts, "Jul 2010", targets={"2010-11": {"NI60": 79}})
    assert (
        "down from 80% (80 of 100) in June 2010, a fall that chance alone could explain"
        in first(found)
    )
    assert "falls to 78% (156 of 200), from 80% at the end of June" in first(found)
    assert "and is 1 percentage point below the target of 79%." in first(found)
    assert (
        "2 percentage points below the Q1 result, 80% (80 of 100) for April to June 2010"
        in first(found)
    )


def test_a_change_beyond_chance_is_said_to_be_one() -> None:
    counts = {"Jun 2010": Rate(100, 400), "Jul 2010": Rate(300, 400)}
    said = first(told(counts, "Jul 2010"))
    assert "up from 25% (100 of 400) in June 2010, a rise by more than chance alone would" in said


def test_rates_that_look_alike_are_not_said_to_have_moved() -> None:
    said = first(told({"Apr 2010": Rate(690, 1000), "May 2010": Rate(692, 1000)}, "May 2010"))
    assert "little changed from 69.0% (690 of 1,000) in April 2010." in said
    assert "is little changed at 69.1% (1,382 of 2,000)" in said
    said = first(told({"Apr 2010": Rate(3, 4), "May 2010": Rate(6, 8)}, "May 2010"))
    assert "the same as in April 2010, 75% (3 of 4)." in said
    assert "is unchanged at 75% (9 of 12)" in said


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (75, "and is on the target of 75%."),
        (75.3, "and is less than half a percentage point below the target of 75.3%."),
        (50, "and is 25 percentage points above the target of 50%."),
        ("improve", ', against a target of "improve".'),
    ],
)
def test_the_year_to_date_lies_to_its_target_as_it_does(target: object, said: str) -> None:
    counts = {"Apr 2010": Rate(3, 4), "May 2010": Rate(6, 8)}
    assert said in first(told(counts, "May 2010", targets={"2010-11": {"NI60": target}}))


def test_a_quarters_result_that_is_equal_or_nearly_so() -> None:
    said = first(told({"Jun 2010": Rate(3, 4), "Jul 2010": Rate(3, 4)}, "Jul 2010"))
    assert "The year to date equals the Q1 result, 75% (3 of 4) for April to June 2010." in said
    said = first(told({"Jun 2010": Rate(750, 1000), "Jul 2010": Rate(753, 1000)}, "Jul 2010"))
    assert "is less than half a percentage point above the Q1 result" in said


REOPENED: dict[str, Any] = {
    "indicators": {
        "RE": {
            "name": "Reopened assessments",
            "title": "Reopened assessments",
            "assessments": "core",
            "clock_starts": ["start"],
            "good_is": "low",
            "limits": [{"from": "2010-04-01", "working_days": 35}],
        }
    },
    "counting": {"indicators": ["RE"]},
}


def test_where_low_is_good_a_fall_improves_the_year() -> None:
    down = first(told({"Apr 2010": Rate(8, 10), "May 2010": Rate(2, 10)}, "May 2010", **REOPENED))
    assert "of reopened assessments were completed within 35 working days" in down
    assert "improves to 50% (10 of 20), from 80%" in down
    up = first(told({"Apr 2010": Rate(2, 10), "May 2010": Rate(8, 10)}, "May 2010", **REOPENED))
    assert "rises to 50% (10 of 20), from 20%" in up


def test_where_low_is_good_a_reader_who_sees_no_table_is_told_so() -> None:
    counts = {"Apr 2010": Rate(1, 10), "May 2010": Rate(1, 10)}
    target: dict[str, Any] = {"targets": {"2010-11": {"RE": 20}}}
    found = told(counts, "May 2010", **REOPENED, **target)
    for said in (found.in_short, found.performance):
        assert "For RE a lower rate is better." in said
    assert "is 10 percentage points below the target of 20%. For RE a lower" in first(found)
    (indicator,) = summary_of(counts, "May 2010", **REOPENED, **target).indicators
    assert headline(indicator).endswith("for the year to date, target 20% or lower")
    assert "lower" not in first(told(counts, "May 2010"))


def test_a_short_month_is_told_with_each_assessment_counted_once() -> None:
    counts = {"Apr 2010": Rate(9, 10), "May 2010": Rate(2, 4), "Jun 2010": Rate(9, 10)}
    both: dict[str, Any] = {**REOPENED, "counting": {"indicators": ["NI60", "RE"]}}
    (said,) = summary_of(counts, "Jun 2010", **both).notices
    assert said.startswith("May 2010 has 4 completed assessments, under 80% of the 10 a month")


def test_across_a_changed_limit_both_are_given_and_not_compared() -> None:
    counts = {"Mar 2010": Rate(1, 2), "Apr 2010": Rate(2, 2)}
    found = told(counts, "Apr 2010", kind="Initial")
    said = first(found)
    assert "; in March 2010 it was 50% (1 of 2)." in said
    assert (
        "NI 59: March 2010 was measured against 7 working days and April 2010 against 10 working "
        "days, so the two cannot be compared."
    ) in said
    assert "up from" not in said
    assert " ".join(found.paragraphs).count("cannot be compared") == 1


CHANGED_IN_AUGUST: dict[str, Any] = {
    "indicators": {
        "OWN": {
            "name": "Core assessments",
            "title": "Core assessments completed within {limit} working days of their start",
            "assessments": "core",
            "clock_starts": ["start"],
            "limits": [
                {"from": "2010-04-01", "until": "2010-07-31", "working_days": 35},
                {"from": "2010-08-01", "working_days": 45},
            ],
        }
    },
    "counting": {"indicators": ["OWN"]},
}


def test_a_limit_that_changes_within_the_year_leaves_nothing_to_compare_it_with() -> None:
    counts = {"Jun 2010": Rate(3, 4), "Jul 2010": Rate(1, 4), "Aug 2010": Rate(4, 4)}
    found = told(counts, "Aug 2010", **CHANGED_IN_AUGUST)
    assert found.performance[1:5] == (
        (
            "OWN: July 2010 was measured against 35 working days and August 2010 against 45 "
            "working days, so the two cannot be compared."
        ),
        (
            "The year to date, April to August 2010, is 67% (8 of 12); no target is set for the "
            "year."
        ),
        (
            "OWN: quarter 2 of 2010-11 up to August and April to August 2010 were measured against "
            "35 working days, then 45 working days, so their figures mix different limits and "
            "cannot be compared with those of other periods."
        ),
        (
            "OWN: April to June 2010 was measured against 35 working days and April to August 2010 "
            "against 35 working days, then 45 working days, so the two cannot be compared."
        ),
    )
    assert (
        "The timescale changes within 2010-11 (35 working days, then 45 working days), so its year "
        "end mixes two bases and the projection with it."
    ) in found.outlook
    assert not [text for text in found.paragraphs if "improves" in text or "Q1 result" in text]


def test_a_month_before_a_changed_limit_is_not_told_under_the_new_one() -> None:
    counts = {"Mar 2010": Rate(1, 2), "May 2010": Rate(1, 1)}
    assert told(counts, "Apr 2010", kind="Initial").performance[:3] == (
        "No initial assessments were completed in April 2010.",
        "In March 2010 the rate was 50% (1 of 2).",
        (
            "NI 59: March 2010 was measured against 7 working days and April 2010 against 10 "
            "working days, so the two cannot be compared."
        ),
    )


def test_april_without_completions_says_neither_that_the_year_is_over_nor_what_it_needs() -> None:
    counts = {"Mar 2010": Rate(1, 1), "May 2010": Rate(1, 2)}
    assert told(counts, "Apr 2010", **TARGET).outlook == (
        "No assessments were completed in April 2010, so there is no projection.",
        (
            "The list holds no completed assessment for 1 month of the year so far, April 2010: if "
            "assessments were completed then, the list is not whole and the year's figures are "
            "wrong."
        ),
    )
    content = monthly_workbook(summary_of(counts, "Apr 2010", **TARGET))
    (outlook,) = table_in(content, "summary_outlook")
    assert outlook["Projected year end [note 6]"] == "[z]"
    assert outlook["Rate needed [note 6]"] == "No assessments completed"


def test_a_way_of_counting_that_must_be_told_is_told_last() -> None:
    found = told({"Apr 2010": Rate(1, 2)}, "Apr 2010", kind="Initial")
    assert "referral" in found.paragraphs[-1]
    assert found.caveats


def test_a_month_that_is_not_over_is_said_to_change() -> None:
    council = council_of()
    rows = rows_of({"Apr 2010": Rate(1, 2)})
    early = date(2010, 4, 30)
    headings = ("Child ID", "Assessment type", "Date started", "Date completed")
    measurement = measure_council(council, list_of(*rows, headings=headings), early)
    told_early = tell(summarise(council, measurement, read_month("Apr 2010"), early))
    assert told_early.text.split("\n\n")[1] == (
        "April 2010 was not over on 30 Apr 2010, so its figures will still change."
    )
    assert tell(summary_of({"Apr 2010": Rate(1, 2)}, "Apr 2010")).notice == ""


def test_the_last_month_of_the_year_and_the_one_before_it() -> None:
    counts = {"Feb 2011": Rate(8, 10), "Mar 2011": Rate(9, 10)}
    february = " ".join(told(counts, "Feb 2011", **TARGET).outlook)
    assert "held for the month left" in february
    assert "in the month left" in february
    march = " ".join(told(counts, "Mar 2011", **TARGET).outlook)
    assert "The year 2010-11 ended at 85% (17 of 20), above the target of 83%." in march


MONTHS = [month.label for month in months_between(date(2010, 3, 1), date(2011, 3, 31))]
rates = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda x: Rate(x[0], sum(x)))


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(rates, min_size=13, max_size=13),
    target=st.none() | st.integers(1, 100) | st.just("as high as possible"),
    kind=st.sampled_from(["Core", "Initial"]),
    place=st.integers(1, 12),
)
def test_whatever_the_counts_no_sentence_must_be_mended(
    counts: list[Rate], target: object, kind: str, place: int
) -> None:
    by_month = dict(zip(MONTHS, counts, strict=True))
    # The month lies between the first and the last with a completion.
    by_month["Mar 2010"] += Rate(1, 1)
    by_month["Mar 2011"] += Rate(0, 1)
    targets = {} if target is None else {"2010-11": {"NI60": target, "NI59": target}}
    found = told(by_month, MONTHS[place], kind=kind, targets=targets)
    assert len(found.paragraphs) >= 2
    for paragraph in found.paragraphs:
        assert paragraph[0].isupper() or paragraph[0].isdigit()
        assert paragraph.endswith((".", '".'))
        assert not re.search(r"  | [.,;:]|\.\.|,,|\bNone\b|[{}]|Fraction", paragraph), paragraph
        assert not re.search(r"(?<![\d.])1 (percentage points|months|assessments)\b", paragraph)
        assert not re.search(r"\b(\w+) \1\b", paragraph), paragraph
        assert "0 percentage points" not in re.sub(r"\d0 percentage", "", paragraph)
        for part in re.findall(r"(\d+)% \((\d[\d,]*) of (\d[\d,]*)\)", paragraph):
            shown, in_time, completed = (int(number.replace(",", "")) for number in part)
            assert Rate(in_time, completed).percent == shown
