"""The sentences that say why a figure is what it is, against lists sorted out by hand."""

from datetime import date

import pytest

from tests.support.harrow import harrow
from tests.support.lists import HEADINGS, block_of, initial, list_of
from timeliness.case_list import CaseList, ListOptions, read_block
from timeliness.case_list.names import NO_TEAM
from timeliness.explaining import explain
from timeliness.indicators import published_definitions
from timeliness.measuring import measure
from timeliness.periods import read_period

MON = date(2010, 11, 1)
IN_TIME, LATE, NEXT_MONTH = date(2010, 11, 15), date(2010, 11, 18), date(2010, 12, 1)
NI59 = published_definitions().indicator("NI59")


def told(case_list: CaseList, period: str | None = None, team: str | None = None) -> str:
    measurement = measure(case_list, [NI59], as_of=date(2010, 12, 6))
    wanted = read_period(period) if period else None
    return "\n".join(explain(measurement, NI59, wanted, team))


def test_the_answer_comes_first_with_n_of_n_and_then_where_every_row_went() -> None:
    text = told(
        list_of(
            initial(1, MON, IN_TIME),
            initial(2, MON, LATE),
            initial(3, MON, NEXT_MONTH),
            initial(4, MON, None),
            initial(5, MON, date(2010, 10, 1)),
            initial(6, MON, "soon"),
            [7, "Core", MON, MON, IN_TIME],
        ),
        "Nov 2010",
    )
    lines = text.splitlines()
    assert lines[0] == (
        "NI 59: 1 of 2 assessments completed in November 2010 was in time, which is 50.0%."
    )
    assert "the limit is 10 working days" in lines[1]
    assert 'headings in row 1, dates from the columns "Date of referral"' in lines[2]
    assert lines[3] == "7 rows read: 3 completed, 1 still open, 1 of other types, 2 left out."
    assert "Left out: 1 row (row 6): the assessment ends before it starts" in text
    assert "Left out: 1 row (row 7): the text in this cell is not a date" in text
    assert "1 completed assessment of the list is outside the period that was asked for" in text
    assert "between November 2010 and December 2010" in text
    assert "1 assessment took longer than the limit, the longest by 3 working days." in text
    assert "soon" not in text


def test_where_nothing_was_completed_the_limit_is_the_one_in_force() -> None:
    kept = {"indicators": {"NI59": {"limits": [{"working_days": 7, "from": date(2010, 4, 1)}]}}}
    indicator = published_definitions().with_council(kept, "council.toml").indicator("NI59")
    measurement = measure(list_of(initial(1, MON, None)), [indicator], as_of=date(2010, 12, 6))
    assert "the limit is 7 working days." in explain(measurement, indicator)[1]
    assert "the limit is 10 working days." in told(list_of(initial(1, MON, None)))


def test_nothing_completed_is_no_rate_and_not_nought() -> None:
    text = told(list_of(initial(1, MON, IN_TIME)), "Jan 2011")
    assert text.startswith(
        "NI 59: no assessment was completed in January 2011, so there is no rate"
    )
    assert "#N/A" in text
    assert "the list's completions lie in November 2010" in text


def test_without_a_period_every_completion_counts_and_both_limits_are_named() -> None:
    text = told(
        list_of(
            initial(1, date(2010, 3, 1), date(2010, 3, 31)),
            initial(2, MON, IN_TIME),
        )
    )
    assert text.startswith("NI 59: 1 of 2 assessments completed was in time")
    assert "the limit is 7 or 10 working days, by the day of completion" in text
    assert "outside" not in text


TEAMED = (*HEADINGS, "Team")


@pytest.mark.parametrize(
    ("team", "answer"),
    [
        ("North", "1 of 1 assessment completed by the team that was asked for was in time"),
        (NO_TEAM, "0 of 1 assessment completed by the team that was asked for were in time"),
    ],
)
def test_a_team_is_counted_by_itself(team: str, answer: str) -> None:
    rows = [*initial(1, MON, IN_TIME), "North"], [*initial(2, MON, LATE), None]
    text = told(list_of(*rows, headings=TEAMED), team=team)
    assert answer in text
    assert "outside the team that was asked for" in text


def test_a_team_that_the_list_does_not_name_is_said_to_be_missing_without_quoting_any() -> None:
    text = told(list_of([*initial(1, MON, IN_TIME), "North"], headings=TEAMED), team="Nroth")
    assert "The list names 1 team, and the one that was asked for is not among them" in text
    assert "North" not in text
    assert "no column for the team" in told(list_of(initial(1, MON, IN_TIME)), team="Nroth")


def test_many_rows_of_one_reason_are_counted_after_the_first_five() -> None:
    rows = [initial(number, MON, date(2010, 10, 1)) for number in range(1, 9)]
    text = told(list_of(initial(9, MON, IN_TIME), *rows))
    assert "8 rows (row 3, row 4, row 5, row 6, row 7 and 3 more)" in text


def test_a_list_without_a_referral_is_said_to_be_read_from_its_start() -> None:
    headings = ("Child ID", "Assessment type", "Date started", "Date completed")
    text = told(list_of([1, "Initial", MON, IN_TIME], [2, "Initial", MON, LATE], headings=headings))
    assert text.startswith("NI 59: 1 of 2 assessments completed was in time")
    assert 'dates from the columns "Date started" and "Date completed"; the type' in text


def test_two_bare_columns_are_said_to_be_read_as_dates() -> None:
    block = block_of([MON, IN_TIME], headings=(MON, LATE))
    case_list = read_block(block, ListOptions(assumed_kind="initial"))
    text = told(case_list)
    assert "The range has no headings, so it was read as two columns of dates." in text
    assert "1 of 2 assessments" in text


def test_the_example_is_explained_with_its_published_figures() -> None:
    _, measurement = harrow()
    sentences = explain(measurement, NI59, read_period("Nov 2010"))
    assert sentences[0] == (
        "NI 59: 55 of 59 assessments completed in November 2010 were in time, which is 93.2%."
    )
    assert all(sentence.endswith(".") for sentence in sentences)
