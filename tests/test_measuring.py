from datetime import date

import pytest

from tests.support.lists import HEADINGS, block_of, initial, list_of
from timeliness.case_list import CaseList, read_block
from timeliness.case_list.headings import Field
from timeliness.errors import NoLimitError, ReconciliationError
from timeliness.indicators import published_definitions
from timeliness.measuring import Measurement, measure
from timeliness.rates import tally
from timeliness.reconciliation import Reconciliation
from timeliness.working_days import Calendar, Convention

MON, FRI = date(2010, 11, 1), date(2010, 11, 5)
IN_TIME, LATE = date(2010, 11, 15), date(2010, 11, 16)
AS_OF = date(2010, 12, 6)
DEFINITIONS = published_definitions()


def measured(case_list: CaseList, *codes: str, as_of: date | None = AS_OF) -> Measurement:
    chosen = [DEFINITIONS.indicator(code) for code in codes or ("NI59", "NI60", "CF45")]
    return measure(case_list, chosen, as_of=as_of)


def reasons(measurement: Measurement) -> list[tuple[int, str]]:
    return [(finding.row, finding.check.code) for finding in measurement.excluded]


def warnings(measurement: Measurement) -> list[tuple[int, str]]:
    return [(finding.row, finding.check.code) for finding in measurement.warnings]


def test_in_time_is_up_to_and_including_the_last_day_of_the_limit() -> None:
    cohort = measured(list_of(initial(1, MON, IN_TIME), initial(2, MON, LATE))).cohort("NI59")
    assert list(cohort.completed.days_taken) == [10, 11]
    assert list(cohort.completed.in_time) == [True, False]


def test_of_a_row_with_two_assessments_that_are_left_out_each_is_named() -> None:
    headings = ("Child ID", "Date of referral", "IA End Date", "Core Start Date", "Core End Date")
    row = [1, MON, IN_TIME, MON, LATE]
    measurement = measured(read_block(block_of(row, row, headings=headings)))
    assert measurement.reconciliation.excluded == 2
    assert [
        finding.message.partition(" The other one is ")[2] for finding in measurement.excluded
    ] == [
        "in row 2. This is about the row's initial assessment.",
        "in row 2. This is about the row's core assessment.",
    ]
    late = read_block(block_of([1, MON, FRI, LATE, IN_TIME], headings=headings))
    (finding,) = measured(late).excluded
    assert finding.column == "Core End Date"
    assert "This is about" not in finding.message


def test_the_convention_of_the_calendar_decides_whether_the_first_day_counts() -> None:
    case_list = list_of(initial(1, MON, IN_TIME))
    calendar = Calendar(Convention.DAY_1)
    cohort = measure(case_list, [DEFINITIONS.indicator("NI59")], calendar).cohort("NI59")
    assert list(cohort.completed.days_taken) == [11]
    assert not cohort.completed.in_time[0]


def test_the_limit_is_the_one_in_force_on_the_day_of_completion() -> None:
    start = date(2010, 3, 22)
    rows = initial(1, start, date(2010, 3, 31)), initial(2, start, date(2010, 4, 1))
    cohort = measured(list_of(*rows)).cohort("NI59")
    assert list(cohort.completed.limit) == [7, 10]


def test_a_completion_without_a_limit_in_force_stops_the_run_and_names_the_row() -> None:
    case_list = read_block(
        block_of(initial(1, date(2008, 3, 3), date(2008, 3, 10)), file="list.xlsx", sheet="IA")
    )
    with pytest.raises(NoLimitError) as error:
        measured(case_list)
    assert str(error.value).startswith('list.xlsx, sheet "IA", row 2: NI 59 has no limit in force')
    assert "10 Mar 2008" in str(error.value)
    assert "[[indicators.NI59.limits]]" in str(error.value)


def test_new_information_starts_the_clock_where_it_is_filled_and_else_the_referral() -> None:
    headings = ("Child ID", "Type", "Date of referral", "Date of new information", "End date")
    case_list = list_of(
        [1, "IA", date(2010, 6, 1), MON, IN_TIME], [2, "IA", MON, None, IN_TIME], headings=headings
    )
    assert list(measured(case_list).cohort("NI59").completed.days_taken) == [10, 10]


def test_the_assessments_start_counts_only_where_the_list_has_no_referral_column_and_is_told() -> (
    None
):
    headings = ("Child ID", "Type", "Date started", "Date completed")
    cohort = measured(list_of([1, "IA", MON, IN_TIME], headings=headings)).cohort("NI59")
    assert list(cohort.completed.days_taken) == [10]
    assert cohort.notes == (
        (
            "The range has no column for the date of referral or the date of new information, so "
            "NI 59 counts its assessments from the start date."
        ),
    )
    gap = measured(list_of(initial(1, None, IN_TIME, started=MON)))
    assert reasons(gap) == [(2, "start_missing")]
    assert gap.excluded[0].column == "Date of referral"


def test_no_clock_is_said_to_start_on_a_date_that_the_list_does_not_hold_either() -> None:
    headings = ("Child ID", "Type", "Date of single assessment start", "Date completed")
    measurement = measured(list_of([1, "IA", MON, IN_TIME], headings=headings))
    assert measurement.cohort("NI59").notes == ()
    assert reasons(measurement) == [(2, "start_missing")]


def test_open_assessments_are_known_and_in_no_denominator() -> None:
    measurement = measured(
        list_of(initial(1, MON, None), initial(2, MON, "-"), initial(3, MON, FRI))
    )
    assert measurement.reconciliation == Reconciliation(3, 1, 2, 0, 0)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (["Total"], "note_row", ""),
        ([None, None, None, None, "Applied filters: all"], "note_row", ""),
        ([1, None, MON, MON, FRI], "type_missing", "Assessment type"),
        ([1, "Section 47", MON, MON, FRI], "type_unknown", "Assessment type"),
        (initial(1, "May be 8 Jan 2000", FRI), "date_unreadable", "Date of referral"),
        (initial(1, MON, "soon"), "date_unreadable", "Date completed"),
        (initial(1, MON, 7.0), "date_is_a_number", "Date completed"),
        (initial(1, "#REF!", FRI), "date_is_an_error", "Date of referral"),
        (initial(1, "31/04/2010", FRI), "no_such_day", "Date of referral"),
        (initial(1, "11/25/2010", FRI), "month_first", "Date of referral"),
        (initial(1, "01/11/10", FRI), "short_year", "Date of referral"),
        (initial(1, date(1999, 1, 1), FRI), "date_out_of_range", "Date of referral"),
        (initial(1, None, FRI), "start_missing", "Date of referral"),
        (initial(1, FRI, MON), "end_before_start", "Date completed"),
        (initial(1, MON, FRI, started=LATE), "end_before_start", "Date completed"),
        (initial(1, date(2010, 12, 7), None), "start_in_the_future", "Date of referral"),
        (
            initial(1, date(2010, 12, 7), date(2010, 12, 8)),
            "start_in_the_future",
            "Date of referral",
        ),
    ],
)
def test_each_reason_for_leaving_a_row_out_names_its_row_and_column(
    row: list[object], code: str, column: str
) -> None:
    padded = [*row, *[None] * (len(HEADINGS) - len(row))]
    measurement = measured(list_of(initial(9, MON, FRI), padded))
    assert reasons(measurement) == [(3, code)]
    assert measurement.excluded[0].column == column
    assert measurement.reconciliation == Reconciliation(2, 1, 0, 0, 1)
    assert measurement.excluded[0].check.message.endswith(".")


def test_an_exact_duplicate_is_counted_once_and_the_later_row_is_named() -> None:
    measurement = measured(
        list_of(
            initial(1, MON, FRI),
            initial(2, MON, FRI),
            initial("1", "01/11/2010", 40487.0),
            initial(1, MON, None),
        )
    )
    assert reasons(measurement) == [(4, "exact_duplicate")]


def test_equal_rows_without_an_identifier_are_different_children() -> None:
    headings = ("Type", "Date of referral", "Date completed")
    measurement = measured(list_of(["IA", MON, FRI], ["IA", MON, FRI], headings=headings))
    assert measurement.reconciliation.completed == 2
    blank = measured(list_of(initial(None, MON, FRI), initial(None, MON, FRI)))
    assert blank.reconciliation.completed == 2


def test_warnings_name_the_row_and_leave_it_counted() -> None:
    measurement = measured(
        list_of(
            initial(1, MON, FRI, started=date(2010, 10, 29)),
            initial(2, MON, LATE),
            initial(2, date(2010, 11, 8), date(2010, 11, 22)),
            initial(3, date(2010, 11, 30), None),
            initial(3, date(2010, 11, 30), None, started=date(2010, 12, 1)),
            initial(4, date(2010, 11, 1), None),
            initial(5, MON, date(2021, 11, 5)),
        )
    )
    assert warnings(measurement) == [
        (2, "start_before_referral"),
        (4, "overlaps_another"),
        (5, "two_open_at_once"),
        (6, "two_open_at_once"),
        (7, "open_past_timescale"),
        (8, "end_in_the_future"),
    ]
    assert measurement.excluded == ()
    assert measurement.reconciliation.used == 7


@pytest.mark.parametrize(
    ("as_of", "went"),
    [
        (date(2010, 10, 31), Reconciliation(1, 0, 0, 0, 1)),
        (MON, Reconciliation(1, 0, 1, 0, 0)),
        (date(2010, 11, 4), Reconciliation(1, 0, 1, 0, 0)),
        (FRI, Reconciliation(1, 1, 0, 0, 0)),
        (date(2039, 1, 1), Reconciliation(1, 1, 0, 0, 0)),
    ],
)
def test_an_assessment_is_open_from_its_start_up_to_the_day_before_its_completion(
    as_of: date, went: Reconciliation
) -> None:
    measurement = measured(list_of(initial(1, MON, FRI)), as_of=as_of)
    assert measurement.reconciliation == went
    assert len(measurement.excluded) == went.excluded
    assert len(measurement.warnings) == went.still_open


def test_a_completion_with_a_year_typed_wrongly_counts_as_open_and_makes_no_month() -> None:
    rows = initial(1, MON, FRI), initial(2, MON, date(2031, 11, 5))
    measurement = measured(list_of(*rows))
    assert warnings(measurement) == [(3, "end_in_the_future")]
    assert measurement.reconciliation == Reconciliation(2, 1, 1, 0, 0)
    assert [month.name for month in tally(measurement.cohort("NI59")).months] == ["November 2010"]


def test_overlaps_are_looked_for_among_what_was_completed_by_the_day() -> None:
    case_list = list_of(initial(1, MON, LATE), initial(1, date(2010, 11, 8), date(2010, 11, 22)))
    assert warnings(measured(case_list, as_of=date(2010, 11, 22))) == [(3, "overlaps_another")]
    assert warnings(measured(case_list, as_of=date(2010, 11, 21))) == [(3, "end_in_the_future")]


def test_an_assessment_inside_a_longer_earlier_one_overlaps_it_also_past_a_short_one_between() -> (
    None
):
    measurement = measured(
        list_of(
            initial(1, MON, date(2010, 11, 30)),
            initial(1, date(2010, 11, 3), FRI),
            initial(1, date(2010, 11, 10), date(2010, 11, 12)),
            initial(2, date(2010, 11, 10), date(2010, 11, 12)),
        )
    )
    assert warnings(measurement) == [(3, "overlaps_another"), (4, "overlaps_another")]


@pytest.mark.parametrize("other", ["A17", "90000000000000", 901])
def test_assessments_of_different_children_never_overlap(other: object) -> None:
    case_list = list_of(
        initial("900", MON, date(2010, 11, 30)),
        initial(other, date(2010, 11, 3), FRI),
        initial("A18", date(2010, 11, 3), FRI),
        initial(other, date(2010, 11, 4), date(2010, 11, 8)),
    )
    assert warnings(measured(case_list)) == [(5, "overlaps_another")]


def test_rows_of_other_types_are_accounted_for_when_one_indicator_is_asked_for() -> None:
    case_list = list_of(initial(1, MON, FRI), [2, "Core", None, MON, FRI])
    assert measured(case_list, "NI59").reconciliation == Reconciliation(2, 1, 0, 1, 0)
    assert measured(case_list).reconciliation == Reconciliation(2, 2, 0, 0, 0)


def test_every_cohort_adds_up_by_itself() -> None:
    case_list = list_of(
        initial(1, MON, FRI), [2, "Core", None, MON, FRI], [3, "C&F", None, None, FRI], ["Total"]
    )
    for cohort in measured(case_list).cohorts:
        went = cohort.reconciliation
        assert went.read == went.completed + went.still_open + went.other + went.excluded == 4


def test_figures_that_do_not_add_up_are_never_shown() -> None:
    with pytest.raises(ReconciliationError, match="do not add up"):
        Reconciliation(read=3, completed=1, still_open=0, other=0, excluded=1)


def test_an_indicator_can_start_its_clock_at_another_date_without_any_code() -> None:
    definitions = DEFINITIONS.with_council(
        {"indicators": {"CF45": {"clock_starts": ["referral"]}}}, "council.toml"
    )
    case_list = list_of([1, "C&F", MON, FRI, date(2020, 1, 2)], [2, "C&F", None, FRI, FRI])
    cohort = measure(case_list, [definitions.indicator("CF45")]).cohort("CF45")
    assert cohort.completed.start[0].item() == MON
    assert [group.field for group in cohort.found] == [Field.REFERRAL]


def test_without_a_day_of_making_every_date_is_believed() -> None:
    measurement = measured(list_of(initial(1, MON, date(2030, 1, 2))), as_of=None)
    assert measurement.reconciliation.completed == 1
