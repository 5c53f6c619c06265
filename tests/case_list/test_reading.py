from datetime import date
from typing import Any

import pytest

from tests.support.lists import HEADINGS, block_of, initial, list_of
from timeliness.case_list import Block, CaseList, Field, ListOptions, read_block
from timeliness.case_list.dates import DateProblem
from timeliness.case_list.headings import Role
from timeliness.errors import UnusableInputError
from timeliness.indicators import published_definitions
from timeliness.measuring import measure
from timeliness.settings_sheet import heading_label

START, END = date(2010, 11, 1), date(2010, 11, 15)


def ends_of(case_list: CaseList) -> list[date | None]:
    return [day.item() for day in case_list.dates[Field.END].days]


def kinds_of(case_list: CaseList) -> list[str | None]:
    return [case_list.kind_name(record) for record in range(len(case_list))]


def refusal(block: Block, **options: Any) -> str:
    with pytest.raises(UnusableInputError) as error:
        read_block(block, ListOptions(**options))
    return str(error.value)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Child Unique ID", Field.CHILD),
        ("ChildUniqueID", Field.CHILD),
        ("LAchildID", Field.CHILD),
        ("Person ID", Field.CHILD),
        ("Client ID", Field.CHILD),
        ("Date of referral", Field.REFERRAL),
        ("DATE OF REFERRAL", Field.REFERRAL),
        ("Referral Date", Field.REFERRAL),
        ("CINreferralDate", Field.REFERRAL),
        ("Date of new information", Field.NEW_INFORMATION),
        ("Assessment start date", Field.START),
        ("AssessmentActualStartDate", Field.START),
        ("IA Effective Start Date", Field.START),
        ("Continuous Assessment Start Date", Field.START),
        ("Date\N{NO-BREAK SPACE}Started", Field.START),
        ("Assessment completion date", Field.END),
        ("Continuous Assessment Date of Authorisation", Field.END),
        ("AssessmentAuthorisationDate", Field.END),
        ("Core Effective End Date", Field.END),
        ("  date   completed: ", Field.END),
        ("Authorised Date", Field.END),
        ("Allocated Team", Field.TEAM),
        ("Worker Team", Field.TEAM),
        ("Assessment Type", Field.KIND),
    ],
)
def test_headings_seen_in_case_lists_are_known(heading: str, field: Field) -> None:
    others = {Field.START: "Start Date", Field.END: "End Date", Field.KIND: "Type"}
    headings = [heading, *(text for other, text in others.items() if other is not field)]
    case_list = read_block(
        block_of([None] * len(headings), [START] * len(headings), headings=headings),
        ListOptions(kind="initial"),
    )
    assert any(
        role.field is field and text == " ".join(heading.split())
        for role, text in case_list.sources[0].headings.texts.items()
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Initial Assessment", "initial"),
        ("IA", "initial"),
        (" initial ", "initial"),
        ("Core", "core"),
        ("CORE ASSESSMENTS", "core"),
        ("C&F", "single"),
        ("Child & Family Assessment", "single"),
        ("Single", "single"),
        ("Continuous assessment", "single"),
        ("Section 47", None),
        ("Initial and core", None),
    ],
)
def test_the_words_of_a_type_column_name_a_kind_or_none(words: str, kind: str | None) -> None:
    assert kinds_of(list_of([1, words, START, START, END])) == [kind]


def test_headings_are_found_below_titles_beside_an_index_column_with_their_row_number() -> None:
    block = Block(
        [
            ["Children's Services", None, None, None],
            [None, None, None, None],
            [None, "Client ID", "Date Started", "Date Completed"],
            [0, 17, START, END],
            [1, 18, START, None],
        ],
        file="list.xlsx",
        sheet="IA",
        first_row=3,
        first_column=2,
    )
    case_list = read_block(block)
    assert case_list.sources[0].heading_row == 5
    assert list(case_list.row) == [6, 7]
    assert kinds_of(case_list) == ["initial", "initial"]
    assert ends_of(case_list) == [END, None]


def test_empty_rows_are_no_rows_and_keep_the_numbers_of_those_below() -> None:
    case_list = list_of(
        initial(1, START, END), [None] * 5, ["", " ", None, "", None], initial(2, START, END)
    )
    assert list(case_list.row) == [2, 5]


def test_initial_and_core_columns_side_by_side_give_two_records_of_one_row() -> None:
    headings = [
        "Child ID",
        "Date of referral",
        "Initial Assessment Start Date",
        "Initial Assessment Completed",
        "Core Assessment Start Date",
        "Core Assessment End Date",
    ]
    case_list = read_block(
        block_of(
            [1, START, START, END, END, date(2010, 12, 1)],
            [2, START, START, None, None, None],
            [3, START, None, None, None, None],
            headings=headings,
        )
    )
    found = sorted(
        zip(case_list.row.tolist(), kinds_of(case_list), ends_of(case_list), strict=True), key=str
    )
    assert found == [
        (2, "core", date(2010, 12, 1)),
        (2, "initial", END),
        (3, "initial", None),
        (4, "initial", None),
    ]
    assert case_list.sources[0].records == 4
    assert case_list.sources[0].notices == (
        (
            "The range: 3 rows with initial and core assessments side by side; each assessment "
            "counts as a row read, 4 in all."
        ),
    )


def test_two_columns_of_dates_need_no_headings() -> None:
    case_list = read_block(
        Block([[40483.0, 40497.0], [40484.0, None]]), ListOptions(assumed_kind="initial")
    )
    assert ends_of(case_list) == [date(2010, 11, 15), None]
    assert list(case_list.row) == [1, 2]


def test_the_kind_is_taken_from_the_sheet_then_the_titles_then_the_file() -> None:
    headings = ("Date started", "Date completed")
    for place, kind, said in (
        ({"sheet": "Core", "file": "initial.xlsx"}, "core", "the sheet's name"),
        ({"file": "IA 2010.csv"}, "initial", "the file's name"),
    ):
        case_list = read_block(block_of([START, END], headings=headings, **place))
        assert kinds_of(case_list) == [kind]
        assert case_list.sources[0].kind_is_from == said
    titled = Block([["Single assessments, November"], list(headings), [START, END]])
    assert kinds_of(read_block(titled)) == ["single"]


def test_a_list_that_does_not_say_its_kind_is_refused_unless_an_indicator_was_asked_for() -> None:
    block = block_of([START, END], headings=("Date started", "Date completed"), file="list.csv")
    assert "does not say which assessments it holds" in refusal(block)
    assert kinds_of(read_block(block, ListOptions(assumed_kind="core"))) == ["core"]


def test_two_columns_with_one_meaning_are_both_named_with_the_way_to_choose() -> None:
    headings = ("Child ID", "Type", "Date started", "Date Completed", "Authorised Date")
    block = block_of(
        [1, "IA", START, END, START], headings=headings, file="list.xlsx", sheet="Data"
    )
    message = refusal(block)
    assert '"Date Completed" (column D) and "Authorised Date" (column E)' in message
    assert 'list.xlsx, sheet "Data", row 1' in message
    assert '--column end="Authorised Date"' in message
    chosen = read_block(block, ListOptions(columns={"end": "authorised date"}))
    assert ends_of(chosen) == [START]


def test_a_chosen_heading_that_is_not_there_is_named_with_the_nearest() -> None:
    message = refusal(block_of(initial(1, START, END)), columns={"end": "Date complete"})
    assert 'no column is headed "Date complete"' in message
    assert '"Date completed" is there' in message


@pytest.mark.parametrize(
    ("ends", "columns"),
    [
        (("Date completed",), {"end": "Finished"}),
        (("Date completed", "Authorised Date"), {}),
        (("Date of completon",), {}),
    ],
)
def test_each_place_where_a_heading_can_be_chosen_is_named(
    ends: tuple[str, ...], columns: dict[str, str]
) -> None:
    headings = ("Child ID", "Type", "Start date", *ends)
    message = refusal(block_of([1, "IA", START, END, END], headings=headings), columns=columns)
    assert "--column" in message
    assert "columns in council.toml" in message
    assert f'"{heading_label(Role(Field.END))}" on the sheet Settings' in message


def test_a_choice_of_an_unknown_meaning_lists_the_known_ones() -> None:
    assert "child, type, referral, new_information, start, end, team" in refusal(
        block_of(initial(1, START, END)), columns={"finish": "Date completed"}
    )


def test_a_column_chosen_for_a_kind_is_told_from_one_of_no_kind() -> None:
    block = Block((("Start date", "Signed off"), (START, END)))
    message = refusal(block, columns={"initail.end": "Signed off"})
    assert '"initail" is not a kind of assessment; there are initial, core, single.' in message
    for kind in ("initial", "Initial", "INITIAL"):
        chosen = ListOptions(columns={f"{kind}.end": "Signed off"})
        assert ends_of(read_block(block, chosen)) == [END]


def test_a_misspelt_heading_is_suggested_and_never_guessed() -> None:
    message = refusal(
        block_of([1, START, END], headings=("Child ID", "Start date", "Date Complted"))
    )
    assert '"Date Complted" may be the completion date' in message
    assert '--column end="Date Complted"' in message


def test_a_block_without_headings_says_so() -> None:
    assert refusal(Block([["a", "b", "c"], [1, 2, 3]])) == (
        "The range: no row has the headings of a case list (such as a start date and a completion "
        "date). If it is one, put the headings back above the rows. In a formula "
        '"Cases[#All]" is a table with its headings.'
    )


@pytest.mark.parametrize("blank", [None, "", " "])
def test_two_columns_with_nothing_in_them_are_no_dates(blank: object) -> None:
    assert "no row has the headings of a case list" in refusal(
        Block([[blank, blank]] * 3), assumed_kind="initial"
    )


def test_a_second_list_below_the_first_is_refused_with_both_rows() -> None:
    message = refusal(block_of(initial(1, START, END), list(HEADINGS), initial(2, START, END)))
    assert "headings in row 1 and again in row 3" in message


def test_headings_without_rows_are_refused() -> None:
    assert "no rows below" in refusal(block_of([None] * 5))


@pytest.mark.parametrize(
    "row",
    [
        ["Total", 17, None, None, None],
        ["Grand total", "16"],
        [None, "Total", None, 17, None],
        ["Total", "", "", "17", ""],
        [None, None, " TOTAL:", 16, None],
        ["Sub-total (East)", 3],
        ["Subtotal", 3],
        ["Average", None, None, 33],
        ["Mean days", None, None, 33],
        [None, None, None, 17, None],
    ],
)
def test_a_row_that_sums_others_up_is_a_note(row: list[object]) -> None:
    case_list = list_of(initial(1, START, END), row)
    assert list(case_list.is_note) == [False, True]


@pytest.mark.parametrize(
    "row",
    [
        ["Total", "Initial", START, None, None],
        [17, "Initial", None, None, None, "Mean Lane"],
        ["Totality", "Initial"],
        ["Meaney", "Initial", "soon"],
    ],
)
def test_a_case_that_shares_a_word_with_totals_is_no_note(row: list[object]) -> None:
    case_list = list_of(initial(1, START, END), row, headings=(*HEADINGS, "Team"))
    assert not case_list.is_note.any()


def test_ragged_rows_of_a_text_file_are_read_to_their_ends() -> None:
    case_list = read_block(Block([list(HEADINGS), ["1", "IA", "01/11/2010"], ["2"]]))
    assert len(case_list) == 2
    assert ends_of(case_list) == [None, None]


def test_numbers_and_texts_with_the_same_digits_are_one_child() -> None:
    case_list = list_of(
        initial(1001.0, START, END), initial(" 1001", START, None), initial("A1", START, END)
    )
    assert case_list.child[0] == case_list.child[1] != case_list.child[2]


def test_teams_are_in_alphabetical_order_whatever_the_order_of_rows() -> None:
    headings = (*HEADINGS, "Team")
    rows = [
        [*initial(n, START, END), team] for n, team in enumerate(["South", "North", None, "North"])
    ]
    case_list = read_block(block_of(*rows, headings=headings))
    assert case_list.teams == ("North", "South")
    assert list(case_list.team) == [1, 0, -1, 0]


@pytest.mark.parametrize(
    ("cells", "teams", "places"),
    [
        (["north", "North", "North", "East"], ("East", "North"), [1, 1, 1, 0]),
        (["NORTH", " north", "North"], ("NORTH",), [0, 0, 0]),
        (["north", "north", "NORTH"], ("north",), [0, 0, 0]),
        (["Duty  1", "Duty\N{NO-BREAK SPACE}1", 1.0, "1"], ("1", "Duty 1"), [1, 1, 0, 0]),
        (["No team given", "North", "no  team given", None], ("North",), [-1, 0, -1, -1]),
    ],
)
def test_a_team_is_one_whatever_its_capitals_and_spaces(
    cells: list[object], teams: tuple[str, ...], places: list[int]
) -> None:
    rows = [[*initial(number, START, END), team] for number, team in enumerate(cells)]
    for ordered in (rows, rows[::-1]):
        assert read_block(block_of(*ordered, headings=(*HEADINGS, "Team"))).teams == teams
    case_list = read_block(block_of(*rows, headings=(*HEADINGS, "Team")))
    assert case_list.team.tolist() == places


@pytest.mark.parametrize(("last", "kind"), [(65_536, ".xls"), (1_048_576, ".xlsx")])
def test_a_list_that_ends_where_a_worksheet_ends_may_have_been_cut_off(
    last: int, kind: str
) -> None:
    block = block_of(initial(1, START, END), first_row=last - 1, file="export.xls")
    (notice,) = read_block(block).sources[0].notices
    assert f"row {last:,}" in notice
    assert kind in notice


def test_a_list_with_types_takes_each_row_s_dates_from_its_own_columns() -> None:
    headings = (
        "Child ID", "Type", "Referral date", "Initial assessment completion date",
        "Completion date", "Core assessment completion date",
    )  # fmt: skip
    day = [date(2010, 11, number) for number in range(1, 8)]
    case_list = list_of(
        [1, "Initial", day[0], day[1], day[2], day[3]],
        [2, "Core", day[0], day[1], day[2], day[3]],
        [3, "Single", day[0], day[1], day[2], day[3]],
        [4, "Initial", day[0], None, day[2], day[3]],
        [5, "Core", day[0], day[1], day[2], "soon"],
        headings=headings,
    )
    ends = case_list.dates[Field.END]
    assert ends.days.tolist() == [day[1], day[3], day[2], None, None]
    assert ends.problems.tolist() == [0, 0, 0, 0, DateProblem.TEXT]


def test_a_type_whose_date_stands_under_its_own_heading_is_no_open_assessment() -> None:
    case_list = list_of(
        [1, "Initial", START, END],
        [2, "Initial", START, None],
        headings=("Child ID", "Type", "Referral date", "Initial assessment completion date"),
    )
    assert ends_of(case_list) == [END, None]
    (cohort,) = measure(case_list, [published_definitions().indicator("NI59")]).cohorts
    assert (cohort.reconciliation.completed, cohort.reconciliation.still_open) == (1, 1)


def test_a_council_adds_a_kind_of_assessment_with_its_own_words() -> None:
    definitions = published_definitions().with_council(
        {"assessment_types": {"section_47": ["Section 47", "S47"]}}, "council.toml"
    )
    case_list = read_block(block_of([1, "S47", START, START, END]), None, definitions)
    assert kinds_of(case_list) == ["section_47"]
