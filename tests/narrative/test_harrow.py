"""The paragraph of Harrow's November 2010 carries each fact of the report of 18 January 2011."""

from __future__ import annotations

import pytest

from tests.support.harrow import november
from timeliness.narrative import IndicatorNarrative, tell


def told(label: str) -> IndicatorNarrative:
    (found,) = [one for one in tell(november()).indicators if one.label == label]
    return found


@pytest.mark.parametrize(
    ("label", "fact"),
    [
        ("NI 59", "In November 2010, 93% (55 of 59) of initial assessments were completed"),
        ("NI 59", "within 10 working days of referral"),
        ("NI 59", "up from 89% (51 of 57) in October 2010"),
        ("NI 59", "The year to date, April to November 2010, improves to 79%"),
        ("NI 59", 'against a target of "as high as possible"'),
        ("NI 59", "The year to date is 4 percentage points above the Q2 result, 75%"),
        ("NI 60", "In November 2010, 86% (50 of 58) of core assessments were completed"),
        ("NI 60", "within 35 working days of their commencement"),
        ("NI 60", "up from 76% (32 of 42) in October 2010"),
        ("NI 60", "The year to date, April to November 2010, improves to 75%"),
        ("NI 60", "8 percentage points below the target of 83%"),
        ("NI 60", "The year to date is 4 percentage points above the Q2 result, 71%"),
    ],
)
def test_the_first_paragraph_carries_the_reports_figures(label: str, fact: str) -> None:
    assert fact in told(label).paragraphs[0]


@pytest.mark.parametrize(
    ("label", "fact"),
    [
        ("NI 59", "In 2009-10 the published rate of Harrow, within 7 working days, was 71%"),
        ("NI 59", "third of 11 as published"),
        ("NI 59", "the council and its 10 neighbours (2007 statistical neighbours)"),
        ("NI 59", "Ealing was top with 79% and Croydon was bottom with 51%."),
        ("NI 59", "measured against 7 working days, and April to November 2010 against 10"),
        ("NI 59", "so the two cannot be compared"),
        ("NI 59", "come to 55% (263 of 475)"),
        ("NI 60", "In 2009-10 the published rate of Harrow, within 35 working days, was 84%"),
        ("NI 60", "second of 11 as published"),
        ("NI 60", "Ealing was top with 86% and Croydon was bottom with 60%."),
    ],
)
def test_the_second_paragraph_carries_the_benchmarks(label: str, fact: str) -> None:
    assert fact in told(label).paragraphs[1]


@pytest.mark.parametrize(
    ("label", "fact"),
    [
        # The drop in the first half of the year and its turn.
        ("NI 59", "highest monthly rate of the year so far is 93%, in November 2010"),
        # June's 42 of 61 is lower than July's 41 of 59, though both are 69%.
        ("NI 59", "lowest 69%, in June 2010."),
        ("NI 59", "Quarter 3 of 2010-11 up to November, with 91% (106 of 116), is above April to"),
        ("NI 60", "lowest 66%, in July 2010"),
        # "If current performance is maintained": what November's rate would lead to, and is needed.
        ("NI 59", "would end at 83.7% (80.6% to 85.0%"),
        ("NI 60", "would end at 80.1% (75.0% to 83.1%"),
        ("NI 60", "the target of 83% for 2010-11 needs 92.6% in every month left"),
        # What chance allows to be said.
        ("NI 59", "a rise that chance alone could explain"),
        ("NI 60", "a rise that chance alone could explain"),
        ("NI 60", "above the target of 83%, but not clearly different from it"),
        ("NI 59", "95% Wilson interval of 83.8% to 97.3%"),
        ("NI 60", "95% Wilson interval of 75.1% to 92.8%"),
    ],
)
def test_what_managers_said_is_there_with_the_figures_it_stands_on(label: str, fact: str) -> None:
    assert fact in " ".join(told(label).paragraphs)


def test_no_average_is_named_for_which_the_report_gave_no_number() -> None:
    said = tell(november()).text
    assert "average of the neighbours" not in said
    assert "London" not in said


def test_the_text_has_a_paragraph_a_line_and_every_indicator_under_its_heading() -> None:
    lines = tell(november()).text.split("\n\n")
    assert lines[0] == "Harrow, November 2010"
    assert lines[1] == "NI 59: Initial assessments completed within 10 working days of referral"
    assert lines[2:5] == list(told("NI 59").paragraphs)
    assert lines[-1].startswith("Working days are counted from the day after the clock starts")
    assert not [line for line in lines if "\n" in line]
