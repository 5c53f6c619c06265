"""The button Explain cell: every way to write the arguments, and cells that it cannot explain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableColumn

from tests.excel.building import HEADINGS, ROWS, Office, add_list, day, work
from tests.excel.test_checking import sheet_of
from tests.excel_host.state import OpenBook
from tests.support.lists import HARROW
from timeliness.excel.formula_parts import Call, calls_in, text_in


def rates(content: Workbook, formula: str) -> None:
    """Put a formula on a sheet of its own, with cells for its arguments."""
    sheet = content.create_sheet("Rates")
    sheet["A1"] = day(15)
    sheet["A2"] = "Nov 2010"
    sheet["A3"] = "NI59"
    sheet["A4"] = "North"
    sheet["B1"] = formula


def explained(office: Office, formula: str, content: Workbook | None = None) -> tuple[str, str]:
    content = content or work()
    rates(content, formula)
    book = office.open(content)
    office.excel.select(sheet_of(book, "Rates"), "B1")
    return office.press("explain_cell")


NOVEMBER = "NI 59: 2 of 3 assessments completed in November 2010 were in time, which is 66.7%."


@pytest.mark.parametrize(
    "formula",
    [
        '=NI59_RATE(Cases!A:E,"Nov 2010")',
        '=NI59_RATE(Cases!$A$1:$E$8,"nov-2010")',
        "=NI59_RATE(Cases!A1:E8,A1)",
        "=NI59_RATE(Cases!A1:E8,Rates!$A$2)",
        "=ni59_in_time( 'Cases'!A1:E8 , A2 )",
        '=IFERROR(NI59_COMPLETED(Cases!A:E,"Nov 2010"),"none")',
        '=100*Timeliness.xlam!NI59_RATE(Cases!A:E,"Nov 2010")',
        "='C:\\Users\\somebody\\Timeliness.xlam'!NI59_RATE(Cases!A:E,A1)",
        "=NI59_RATE([Work.xlsx]Cases!A:E,A1)",
        "=NI59_RATE('[Work.xlsx]Cases'!A:E,A1,)",
        "=NI59_RATE(TheCases,A1)",
        "=NI59_RATE(Listed[#All],A1)",
        '=TIMELINESS_EXPLAIN(Cases!A:E,A3,"Nov 2010")',
        '=TIMELINESS_EXPLAIN(Cases!A:E,"NI 59",40497)',
    ],
)
def test_each_way_to_write_the_arguments_is_followed(office: Office, formula: str) -> None:
    content = work()
    content.defined_names["TheCases"] = DefinedName("TheCases", attr_text="Cases!$A$1:$E$8")
    columns = [TableColumn(id=number, name=name) for number, name in enumerate(HEADINGS, start=1)]
    sheet_of(OpenBook(content, ""), "Cases").add_table(
        Table(displayName="Listed", ref="A1:E8", tableColumns=columns)
    )
    kind, text = explained(office, formula, content)
    assert kind == "information"
    assert text.splitlines()[0] == NOVEMBER


def test_whole_columns_of_a_sheet_that_formats_fill_are_cut_to_the_list(office: Office) -> None:
    content = work()
    rates(content, '=NI59_RATE(Cases!A:E,"Nov 2010")')
    book = office.open(content)
    book.formatted_to = {"Cases": 1_048_576}
    office.excel.select(sheet_of(book, "Rates"), "B1")
    assert office.press("explain_cell")[1].splitlines()[0] == NOVEMBER


def with_result(office: Office, formula: str, result: object) -> str:
    """Explain a formula whose cell shows a result that Excel worked out before."""
    content = work()
    rates(content, formula)
    book = office.open(content)
    book.results["Rates", "B1"] = result
    office.excel.select(sheet_of(book, "Rates"), "B1")
    return office.press("explain_cell")[1]


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ('=NI59_RATE(Cases!A:E,"Nov 2010")', "#VALUE!"),
        ('=NI59_RATE(Cases!A:E,"Nov 2010")', "#N/A"),
        ('=NI59_RATE(Cases!A:E, "Nov 2010")', 0.5),
        ('=NI59_COMPLETED(Cases!A:E,"Nov 2010")', 4.0),
        ('=NI59_IN_TIME(Cases!A:E,"Oct 2010")', "#VALUE!"),
        ('=NI59_RATE(Cases!A:E,"Oct 2010")', "#VALUE!"),
        ('=NI59_RATE(Cases!A:E,"Oct 2010")', 0.5),
    ],
)
def test_a_cell_that_shows_another_answer_than_now_is_said_to_be_behind(
    office: Office, formula: str, result: object
) -> None:
    first, second = with_result(office, formula, result).splitlines()[:2]
    assert first.startswith("NI 59: ")
    assert second == (
        "The cell itself still shows an earlier answer than this: press Refresh formulas, which "
        "works it out anew."
    )


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ('=NI59_RATE(Cases!A:E,"Nov 2010")', 2 / 3),
        ('=NI59_RATE(Cases!A:E,"Oct 2010")', "#N/A"),
        ('=ni59_in_time(Cases!A:E,"Nov 2010")', 2.0),
        ('=100*NI59_RATE(Cases!A:E,"Nov 2010")', 200 / 3),
        ('=IFERROR(NI59_RATE(Cases!A:E,"Nov 2010"),"none")', "none"),
        ('=TIMELINESS_EXPLAIN(Cases!A:E,"NI59","Nov 2010")', "an earlier text"),
    ],
)
def test_a_cell_that_shows_what_the_formula_gives_now_is_not(
    office: Office, formula: str, result: object
) -> None:
    assert "earlier answer" not in with_result(office, formula, result)


def test_rows_and_reasons_are_named_as_they_stand_on_the_sheet(office: Office) -> None:
    content = Workbook()
    content.worksheets[0].title = "Cases"
    add_list(content, "Cases", at=(5, 2))
    _, text = explained(office, '=NI59_RATE(Cases!A:F,"Nov 2010")', content)
    assert "headings in row 5" in text
    assert "Left out: 1 row (row 12): the assessment ends before it starts" in text


@pytest.mark.parametrize(
    ("formula", "begins"),
    [
        ("=NI60_RATE(Cases!A:E)", "NI 60: 1 of 2 assessments completed was in time"),
        ('=TIMELINESS_TABLE(Cases!A:E,"NI59","2010-11")', "NI 59: 2 of 3 assessments completed in"),
        (
            '=TIMELINESS_TABLE(Cases!A:E,"NI59",A1)',
            "NI 59: 2 of 3 assessments completed in 2010-11",
        ),
        (
            '=PROJECTED_YEAR_END(Cases!A:E,"NI59","Nov 2010")',
            "NI 59: 2 of 3 assessments completed in April to November 2010",
        ),
        ('=NI59_RATE(Cases!A:E,"Jan 2010")', "NI 59: no assessment was completed in January 2010"),
    ],
)
def test_each_function_is_explained_by_what_it_counts(
    office: Office, formula: str, begins: str
) -> None:
    kind, text = explained(office, formula)
    assert kind == "information"
    assert text.startswith(begins)


@pytest.mark.parametrize(
    ("formula", "begins"),
    [
        ("=WORKING_DAYS_TAKEN(A1,A1)", "gives 0 working days."),
        ('=WORKING_DAYS_TAKEN("01/11/2010",A1)', "gives 10 working days."),
        ("=WORKING_DAYS_TAKEN(A1,Z9)", "gives #N/A, because a date is missing or"),
        ("=WORKING_DAYS_TAKEN(A4,A1)", "gives #VALUE!, because what stands for a date"),
        ("=WORKING_DAYS_TAKEN(C1,A1)", "gives #DIV/0!, because a date that it is given"),
        ("=WORKING_DAYS_DUE(A1,10)", "gives the date 29 Nov 2010."),
        ('=TIMELINESS_STATUS(0.8,"83%")', 'gives "Amber".'),
        ('=TIMELINESS_STATUS(C1,"83%")', "gives #DIV/0!, because the rate or the target"),
    ],
)
def test_a_formula_of_values_is_explained_by_what_it_gives_and_why(
    office: Office, formula: str, begins: str
) -> None:
    content = work()
    rates(content, formula)
    sheet = content["Rates"]
    sheet["C1"] = "#DIV/0!"
    sheet["C1"].data_type = "e"
    book = office.open(content)
    office.excel.select(sheet_of(book, "Rates"), "B1")
    kind, text = office.press("explain_cell")
    assert kind == "information"
    assert text.startswith(formula[1:].partition("(")[0])
    assert f") {begins}" in text.splitlines()[0]


def test_columns_of_days_are_explained_by_how_many_have_which_error(office: Office) -> None:
    content = work()
    sheet = content.create_sheet("Days")
    for start, end in ((day(1), day(15)), (day(1), None), (None, None), ("soon", day(15))):
        sheet.append((start, end))
    _, text = explained(office, "=WORKING_DAYS_TAKEN(Days!A1:A4,Days!B1:B4)", content)
    assert text.splitlines()[:3] == [
        "WORKING_DAYS_TAKEN(start, end) gives 1 answer for 4 cells.",
        "2 cells with #N/A, because a date is missing or is that error itself.",
        (
            "1 cell with #VALUE!, because what stands for a date is none of 2005 to 2040 that can "
            "be read (write it as dd/mm/yyyy) or is that error itself."
        ),
    ]


@pytest.mark.parametrize(
    ("formula", "second"),
    [
        (
            '=PROJECTED_YEAR_END(Cases!A:E,"NI59","Nov 2010")',
            "If the rate of November 2010, 67% (2 of 3), held for the 4 months left",
        ),
        (
            '=RATE_NEEDED(Cases!A:E,"NI59","Nov 2010","80%")',
            "With 3 a month, as in November 2010, the target of 80% for 2010-11 needs",
        ),
        (
            '=RATE_NEEDED(Cases!A:E,"NI59","Nov 2010","as high as possible")',
            "There is no rate that is needed, so the formula gives #N/A: no numeric target.",
        ),
        (
            '=RATE_NEEDED(Cases!A:E,"NI59","Mar 2011","80%")',
            "There is no rate that is needed, so the formula gives #N/A: the year is over.",
        ),
    ],
)
def test_a_formula_of_the_years_end_is_explained_by_what_it_rests_on(
    office: Office, formula: str, second: str
) -> None:
    kind, text = explained(office, formula)
    assert kind == "information"
    assert second in text.splitlines()[1]


def test_a_team_is_found_whatever_its_capitals(office: Office) -> None:
    content = Workbook()
    content.worksheets[0].title = "Cases"
    teams = ("North", "South", "North", None, None, None, None)
    rows = [(*row, team) for row, team in zip(ROWS, teams, strict=True)]
    add_list(content, "Cases", rows, headings=(*HEADINGS, "Team"))
    _, text = explained(office, '=NI59_RATE(Cases!A:F,"Nov 2010","  NORTH ")', content)
    assert text.startswith("NI 59: 2 of 2 assessments completed in November 2010 by the team")


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ('=NI59_RATE(Cases!A:E,"some time")', "neither a date nor a text such as"),
        ("=NI59_RATE(Rates!Z1:Z9)", "The range is empty"),
        ("=NI59_RATE('Own notes'!A1:C3)", "no row has the headings of a case list"),
        ('=TIMELINESS_EXPLAIN(Cases!A:E,"NI61")', "is the code of none: there are NI59"),
        ("=TIMELINESS_EXPLAIN(Cases!A:E,A1)", "named by its code"),
        ("=NI59_RATE(Cases!A:E,A1:A2)", "One cell is wanted here"),
        ("=NI59_RATE(Cases!A2:E8)", 'In a formula "Cases[#All]" is a table with its headings.'),
        ("=WORKING_DAYS_DUE(A1,-1)", "The timescale is to be a whole number of working days."),
        ("=WORKING_DAYS_TAKEN(A1:A3,A1:A2)", "The starts and the ends are not of the same number"),
        ('=TIMELINESS_STATUS(12,"83%")', "A rate lies between 0 and 1"),
        ('=RATE_NEEDED(Cases!A:E,"NI59","Nov 2010",500)', "A target lies between 1% and 100%."),
        ('=RATE_NEEDED(Cases!A:E,"NI59","2010-11",80)', "One month is wanted here"),
    ],
)
def test_what_cannot_be_counted_is_explained_by_the_reason(
    office: Office, formula: str, reason: str
) -> None:
    kind, text = explained(office, formula)
    assert kind == "information"
    assert "gives an error value here." in text
    assert reason in text


@pytest.mark.parametrize(
    ("formula", "argument"),
    [
        ("=NI59_RATE(Cases!A:E,DATE(2010,11,1))", "period"),
        ('=NI59_RATE(Cases!A:E,"Nov "&2010)', "period"),
        ('=TIMELINESS_EXPLAIN(Cases!A:E,UPPER("ni59"))', "indicator"),
        ('=NI59_RATE(Cases!A:E,"Nov 2010",TRIM(A4))', "team"),
        ("=NI59_RATE(Nowhere!A:E)", "cases"),
        ("=NI59_RATE([Gone.xlsx]Cases!A:E)", "cases"),
        ("=NI59_RATE(NoSuchName)", "cases"),
        ("=NI59_RATE()", "cases"),
    ],
)
def test_a_formula_that_cannot_be_followed_is_not_said_to_give_an_error_value(
    office: Office, formula: str, argument: str
) -> None:
    kind, text = explained(office, formula)
    assert kind == "information"
    assert f'What stands for "{argument}" in the formula cannot be followed here' in text
    assert "error value" not in text


@pytest.mark.parametrize(
    "formula", ["", "=SUM(A1:A2)", "NI59_RATE", '="NI59_RATE(A1)"', "=MYNI59_RATE(A1)"]
)
def test_a_cell_without_a_formula_of_ours_is_told_what_to_select(
    office: Office, formula: str
) -> None:
    kind, text = explained(office, formula)
    assert kind == "warning"
    assert text.startswith("Select a cell with a formula of Timeliness first")


def test_a_selected_chart_is_told_the_same(office: Office) -> None:
    office.open(work())
    office.excel.selection = None
    assert office.press("explain_cell")[1].startswith("Select a cell with a formula")


def test_of_several_functions_the_first_is_explained_and_that_is_said(office: Office) -> None:
    formula = '=NI59_IN_TIME(Cases!A:E,"Nov 2010")/NI59_COMPLETED(Cases!A:E,"Nov 2010")'
    _, text = explained(office, formula)
    assert "The formula holds more than one function; this is the first." in text


def test_what_a_box_cannot_hold_is_found_with_a_formula(office: Office) -> None:
    wrong = [
        (200, "Initial", "soon", None, day(2)),
        (201, "Initial", 7, None, day(2)),
        (202, "Initial", None, None, day(2)),
        (203, "", day(1), None, day(2)),
        (204, "Else", day(1), None, day(2)),
        (205, "Initial", "31/04/2010", None, day(2)),
        (206, "Initial", "1/11/10", None, day(2)),
    ]
    content = work([*ROWS, *wrong])
    _, text = explained(office, "=NI59_RATE(Cases!A:E,A2)", content)
    assert text.splitlines()[-1] == (
        'All of it: write =TIMELINESS_EXPLAIN(Cases!A:E,"NI59","Nov 2010") in a free cell.'
    )
    assert "soon" not in text


def test_settings_that_cannot_be_read_explain_the_error_value(office: Office) -> None:
    office.name_council(placement="the bin")
    kind, text = explained(office, "=NI59_RATE(Cases!A:E)")
    assert kind == "warning"
    assert "placement" in text


@pytest.fixture
def no_imported_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "local"))


@pytest.mark.parametrize(
    ("formula", "answer"),
    [
        ('=BENCHMARK_VALUE("Harrow","NI59","2009-10")', "(council, indicator, year) gives 71.0%."),
        ("=BENCHMARK_VALUE(306,A3,2010)", "(council, indicator, year) gives 51.0%."),
        (
            '=BENCHMARK_RANK("Harrow",Rates!A3,"2009-10")',
            "(council, indicator, year) gives place 3.",
        ),
        (
            '=ROUND(BENCHMARK_AVERAGE("England","NI59","2007-08"),3)',
            "(group, indicator, year) gives 70.7%.",
        ),
        (
            '=BENCHMARK_VALUE("Barnet","NI59","2009-10")',
            (
                "(council, indicator, year) gives an error value here. Barnet has no value for "
                "NI59 in 2009-10: not published here."
            ),
        ),
        (
            '=BENCHMARK_VALUE("Harrow",A3,)',
            (
                "(council, indicator, year) gives an error value here. A text or a number is "
                "wanted for the year."
            ),
        ),
        (
            "=BENCHMARK_VALUE(A3:A4,A3,2010)",
            "(council, indicator, year) gives an error value here. One cell is wanted here",
        ),
    ],
)
def test_a_published_figure_is_explained_or_why_there_is_none(
    office: Office, no_imported_figures: None, formula: str, answer: str
) -> None:
    office.council_file = HARROW / "council.toml"
    kind, text = explained(office, formula)
    assert kind == "information"
    assert answer in text
    assert text.startswith("BENCHMARK_")
    assert ("gives an error value" in text) == (len(text.splitlines()) == 1)


@pytest.mark.parametrize(
    ("installed", "reason"),
    [
        (
            False,
            (
                "No council's settings are installed, so it is not known who its neighbours are: "
                "run timeliness addin install --council council.toml."
            ),
        ),
        (
            True,
            (
                "The council's settings name no set of neighbours to rank among: add one under "
                "[neighbours] in council.toml."
            ),
        ),
    ],
)
def test_a_rank_without_neighbours_is_explained_by_what_to_add(
    office: Office, no_imported_figures: None, installed: bool, reason: str
) -> None:
    if installed:
        office.name_council()
    _, text = explained(office, '=BENCHMARK_RANK("Harrow","NI59","2009-10")')
    assert text == (f"BENCHMARK_RANK(council, indicator, year) gives an error value here. {reason}")


def test_the_day_of_the_figures_is_today(office: Office) -> None:
    office.today = date(2010, 11, 17)
    _, text = explained(office, "=NI59_RATE(Cases!A:E)")
    assert "completed after the day that these figures are made as of" in text


def test_a_serial_number_as_the_period_counts_by_the_workbooks_own_date_system(
    office: Office,
) -> None:
    content = work()
    assert "November 2006" in explained(office, "=NI59_RATE(Cases!A:E,39032)", content)[1]
    later = work([(1, "Initial", 39_021, None, 39_035)])
    later.epoch = CALENDAR_MAC_1904
    _, text = explained(office, "=NI59_RATE(Cases!A:E,39032)", later)
    assert text.startswith("NI 59: 1 of 1 assessment completed in November 2010 was in time")


@pytest.mark.parametrize(
    ("formula", "calls"),
    [
        ("=F(A1,B2)", [Call("F", ("A1", "B2"))]),
        ('=f ( A1 , "x,y""z" )', [Call("F", ("A1", '"x,y""z"'))]),
        (
            "=F(G(1,2),{1,2;3,4},T[[#All],[a,b]])",
            [Call("F", ("G(1,2)", "{1,2;3,4}", "T[[#All],[a,b]]"))],
        ),
        ("=F('It''s, ours'!A:H)", [Call("F", ("'It''s, ours'!A:H",))]),
        ('="F(1)"&G(F(2))', [Call("F", ("2",))]),
        ("=F(1)+F()", [Call("F", ("1",)), Call("F", ("",))]),
        ("=F(1,", [Call("F", ("1", ""))]),
        ("=XF(1)+F1(2)+F.G(3)", []),
        ("=F", []),
        ("", []),
    ],
)
def test_calls_are_taken_out_of_formulas(formula: str, calls: list[Call]) -> None:
    assert list(calls_in(formula, {"F"})) == calls


@pytest.mark.parametrize(
    ("argument", "text"),
    [('"a"', "a"), ('"say ""so"""', 'say "so"'), ("A1", None), ('"a"&"b"', None), ('""', "")],
)
def test_a_text_is_told_from_anything_else(argument: str, text: str | None) -> None:
    assert text_in(argument) == text
