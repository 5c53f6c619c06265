"""Rates of 1,000 assessments or more, and targets with half a per cent: one decimal everywhere."""

from __future__ import annotations

import pytest

from tests.narrative.building import summary_of
from tests.support.workbooks import opened
from timeliness.narrative import headline, tell
from timeliness.rates import Rate
from timeliness.summary import MonthlySummary
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.share import share_copy

COUNTS = {
    "Apr 2010": Rate(812, 1000),
    "May 2010": Rate(816, 1000),
    "Jun 2010": Rate(905, 1000),
    "Jul 2010": Rate(400, 500),
}


def month(name: str) -> MonthlySummary:
    return summary_of(COUNTS, name)


def said(name: str) -> str:
    (narrative,) = tell(month(name)).indicators
    return " ".join(narrative.performance)


def test_sentences_show_the_decimal_that_the_sheets_show() -> None:
    assert Rate(8125, 10_000).percent_words == "81.3%"
    assert Rate(999, 999).percent_words == "100%"
    assert "84.4% (2,533 of 3,000)" in said("Jun 2010")
    assert "from 81.4% at the end of May" in said("Jun 2010")
    assert "is 90.5%, in June 2010, and the lowest 81.2%, in April 2010" in said("Jun 2010")
    assert "90.5% in June 2010, up from 81.6% in May; 84.4% for the year" in headline(
        month("Jun 2010").indicators[0]
    )


def test_rates_within_half_a_point_are_little_changed_on_either_side_of_a_whole_per_cent() -> None:
    assert "little changed from 81.2% (812 of 1,000) in April 2010" in said("May 2010")
    assert "The year to date, April to May 2010, is little changed at 81.4%" in said("May 2010")
    assert "little changed from 81.2%" in headline(month("May 2010").indicators[0])
    assert not Rate(82, 100).looks_like(Rate(83, 100))
    assert not Rate(0, 0).looks_like(Rate(83, 100))


def test_a_smaller_month_beside_a_larger_one_keeps_its_own_form() -> None:
    assert "80% (400 of 500)" in said("Jul 2010")
    assert "down from 90.5% (905 of 1,000) in June 2010" in said("Jul 2010")


def test_the_notes_say_which_percentages_have_a_decimal() -> None:
    for content in (monthly_workbook(month("Jun 2010")), share_copy(month("Jun 2010"))):
        notes = opened(content)["Notes"]
        words = " ".join(str(cell.value) for row in notes.iter_rows() for cell in row)
        assert "with one decimal where 1,000 assessments or more" in words
        assert "Percentages are shown as whole numbers" not in words


@pytest.mark.parametrize(("target", "shown"), [(87.5, "0.0%"), (87, "0%")])
def test_a_target_is_shown_with_its_decimal_and_not_as_the_next_whole_per_cent(
    target: float, shown: str
) -> None:
    summary = summary_of(COUNTS, "Jul 2010", targets={"2010-11": {"NI60": target}})
    formats = [
        cell.number_format
        for content in (monthly_workbook(summary), share_copy(summary))
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == target / 100
    ]
    # Twice the year so far, and twice the four months of it.
    assert formats == [shown] * 10
