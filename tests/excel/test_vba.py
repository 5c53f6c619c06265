"""The add-in's VBA, run: wrappers with the real Python behind them, callbacks, every fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from tests.excel_host.vba_runtime import AddinInMemory, CellShows
from tests.excel_host.windows_xlwings import WindowsXlwings
from tests.support.value2 import serial
from timeliness.excel.addin import ribbon_xml
from timeliness.excel.catalogue import CATEGORY, Function, Takes, functions_of
from timeliness.excel.cells import Cells
from timeliness.indicators import published_definitions

FUNCTIONS = functions_of(published_definitions())
CASES: Cells = (
    ("Child ID", "Assessment type", "Date of referral", "Date completed"),
    (1.0, "Initial", serial(2010, 11, 1), serial(2010, 11, 15)),
    (2.0, "Initial", serial(2010, 11, 1), serial(2010, 11, 16)),
    (3.0, "Initial", serial(2010, 11, 1), None),
)


@pytest.fixture
def addin(excel: WindowsXlwings) -> AddinInMemory:
    made = AddinInMemory(ask=excel.call)
    made.fill(CASES, row=3, column=2)
    return made


def raising(name: str, arguments: Sequence[Any]) -> Any:
    raise RuntimeError("Traceback (most recent call last): the name of a child")


@pytest.mark.parametrize(
    ("formula", "answer"),
    [
        ('NI59_RATE(Range("B3:E6"))', 0.5),
        ('NI59_RATE(Range("B3:E6"), "Nov 2010")', 0.5),
        ('NI59_RATE(Range("B3:E6"), Range("E4"))', 0.5),
        ('NI59_RATE(Range("B:E"))', 0.5),
        ('NI59_IN_TIME(Range("A:H"), "2010-11")', 1),
        ('NI59_COMPLETED(Range("A1:Z500"))', 2),
        ('NI60_COMPLETED(Range("B3:E6"))', 0),
        ('TIMELINESS_STATUS(0.5, "none")', "No numeric target"),
        ('WORKING_DAYS_TAKEN(Range("D4"), Range("E4"))', 10),
        ('WORKING_DAYS_TAKEN(Range("D4:D5"), Range("E4:E5"))', [[10], [11]]),
        ('WORKING_DAYS_DUE(Range("D4"), 10)', serial(2010, 11, 15)),
    ],
)
def test_a_wrapper_gives_what_python_answers(
    formula: str, answer: Any, addin: AddinInMemory
) -> None:
    assert addin.evaluate(formula) == answer


@pytest.mark.parametrize(
    ("formula", "shows"),
    [
        ('NI59_RATE(Range("B3:E6"), "Oct 2010")', "#N/A"),
        ('NI59_RATE(Range("Y90:Z99"))', "#VALUE!"),
        ('NI59_RATE(Range("B3"))', "#VALUE!"),
        ("NI59_RATE(5)", "#VALUE!"),
        ('NI59_RATE("a text")', "#VALUE!"),
        ('NI59_RATE(Range("B3:E6"), "soon")', "#VALUE!"),
        ('NI59_RATE(Range("B3:C6,D3:E6"))', "#VALUE!"),
        ("TIMELINESS_STATUS(CVErr(2007), 0.8)", "#DIV/0!"),
        ("TIMELINESS_STATUS(CVErr(2023), 0.8)", "#REF!"),
        ("TIMELINESS_STATUS(CVErr(2029), 0.8)", "#NAME?"),
        ("TIMELINESS_STATUS(CVErr(2036), 0.8)", "#NUM!"),
        ("TIMELINESS_STATUS(CVErr(2000), 0.8)", "#NULL!"),
    ],
)
def test_an_error_is_a_true_error_value_and_no_text(
    formula: str, shows: str, addin: AddinInMemory
) -> None:
    answer = addin.evaluate(formula)
    assert isinstance(answer, CellShows)
    assert answer == shows


def test_errors_inside_a_table_are_true_ones_too(addin: AddinInMemory) -> None:
    table = addin.evaluate('TIMELINESS_TABLE(Range("B3:E6"), "NI59")')
    assert len(table) == 13
    assert all(isinstance(cell, CellShows) for cell in table[-1][1:])
    assert not isinstance(table[0][0], CellShows)


def test_rows_are_named_as_the_sheet_shows_them(addin: AddinInMemory) -> None:
    told = addin.evaluate('TIMELINESS_EXPLAIN(Range("B3:E6"), "NI59")')
    assert "headings in row 3" in told
    assert "row 6" in told
    assert 'sheet "Sheet1"' in told


def test_the_date_system_of_the_workbook_is_sent_along(excel: WindowsXlwings) -> None:
    addin = AddinInMemory(ask=excel.call, from_1904=True)
    days_between = 1462
    addin.fill([[serial(2010, 11, 1) - days_between, serial(2010, 11, 15) - days_between]])
    assert addin.evaluate('NI59_RATE(Range("A1:B1"), "Nov 2010")') == 1


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_wrapper_asks_python_for_its_own_function_and_no_workbook_is_sent(
    function: Function,
) -> None:
    sent: list[Any] = []

    def ask(name: str, arguments: Sequence[Any]) -> Any:
        sent.append((name, list(arguments)))
        return 0.25

    addin = AddinInMemory(ask=ask)
    addin.fill(CASES)
    given = [
        '"a value"' if one.takes is Takes.VALUE else 'Range("A1:D4")' for one in function.arguments
    ]
    assert addin.evaluate(f"{function.name}({', '.join(given)})") == 0.25
    ((name, arguments),) = sent
    assert name == function.name
    plain = (tuple, str, float, bool, type(None))
    assert all(isinstance(one, plain) for one in arguments)
    blocks = [one for one in function.arguments if one.takes is not Takes.VALUE]
    assert len(arguments) == len(function.arguments) + bool(blocks)
    if blocks:
        assert arguments[-1] == ("Sheet1", 1.0, 1.0, False, 1.0)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_what_is_left_out_is_sent_as_nothing(function: Function) -> None:
    sent: list[Any] = []

    def ask(name: str, arguments: Sequence[Any]) -> Any:
        sent.extend(arguments)
        return 1

    needed = [one for one in function.arguments if not one.optional]
    AddinInMemory(ask=ask).evaluate(f"{function.name}({', '.join('1' for _ in needed)})")
    left_out = len(function.arguments) - len(needed)
    assert sent[len(needed) : len(needed) + left_out] == [None] * left_out


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_where_python_fails_the_cell_has_an_error_and_never_a_traceback(
    function: Function,
) -> None:
    addin = AddinInMemory(ask=raising)
    needed = ["1" for one in function.arguments if not one.optional]
    answer = addin.evaluate(f"{function.name}({', '.join(needed)})")
    if function.name == "TIMELINESS_EXPLAIN":
        assert "timeliness doctor" in answer
        assert "Traceback" not in answer
    else:
        assert answer == "#VALUE!"
        assert isinstance(answer, CellShows)


@pytest.mark.parametrize(
    ("given", "rows"), [("B:E", 6), ("B3:E200000", 4), ("A4:A120001", 0), ("Z:Z", 120_000)]
)
def test_a_sheet_that_is_in_use_far_down_sends_no_more_than_what_is_filled(
    given: str, rows: int
) -> None:
    sent: list[Any] = []

    def ask(name: str, arguments: Sequence[Any]) -> Any:
        sent.extend(arguments)
        return 0.25

    addin = AddinInMemory(ask=ask)
    addin.fill(CASES, row=3, column=2)
    addin.fill([["far below the list"]], row=120_000, column=26)
    assert addin.evaluate(f'NI59_RATE(Range("{given}"))') == 0.25
    assert len(sent[0] or ()) == rows


def test_whole_columns_of_dates_on_a_sheet_that_is_in_use_far_down_stay_of_one_length() -> None:
    """The last cases of a list are mostly open, so that its ends stop before its starts do."""
    sent: list[Any] = []

    def ask(name: str, arguments: Sequence[Any]) -> Any:
        sent.extend(arguments)
        return 0.25

    addin = AddinInMemory(ask=ask)
    addin.fill(CASES, row=3, column=2)
    addin.fill([["far below the list"]], row=120_000, column=26)
    assert addin.evaluate('WORKING_DAYS_TAKEN(Range("D:D"), Range("E:E"))') == 0.25
    starts, ends = sent[:2]
    assert starts[-1] == (serial(2010, 11, 1),)
    assert ends[-1] == (None,)
    assert len(starts) == len(ends) == 6


def test_the_function_wizard_gets_every_help_text(addin: AddinInMemory) -> None:
    addin.run("RegisterFunctions")
    assert [(one.macro, one.description, one.arguments) for one in addin.registered] == [
        (function.name, function.help, tuple(one.help for one in function.arguments))
        for function in FUNCTIONS
    ]
    assert {one.category for one in addin.registered} == {CATEGORY}


def test_a_hidden_add_in_that_excel_refuses_is_shown_once_for_all_its_functions(
    excel: WindowsXlwings,
) -> None:
    addin = AddinInMemory(ask=excel.call, hidden=True)
    addin.run("RegisterFunctions")
    assert len(addin.registered) == len(FUNCTIONS)
    assert addin.hidden
    assert addin.shown == 1


def test_an_add_in_that_excel_takes_as_it_is_is_not_shown(addin: AddinInMemory) -> None:
    addin.run("RegisterFunctions")
    assert addin.shown == 0


def callbacks() -> set[str]:
    return set(re.findall(r'(?:onLoad|onAction|getEnabled)="(\w+)"', ribbon_xml()))


def test_the_ribbons_callbacks_are_those_that_are_tried_here() -> None:
    assert callbacks() == {"TimelinessLoaded", "TimelinessHasWorkbook", "TimelinessPressed"}


@pytest.mark.parametrize(
    ("answer", "boxes"),
    [
        (["", ""], []),
        (["information", "The report is here."], [("The report is here.", 64)]),
        (["warning", "The list is empty."], [("The list is empty.", 48)]),
    ],
)
def test_a_button_shows_what_python_answers(
    answer: list[str], boxes: list[tuple[str, int]], excel: WindowsXlwings
) -> None:
    addin = AddinInMemory(ask=excel.call, press=lambda button: answer)
    addin.run("PressButton", "check_list")
    assert addin.asked == ["check_list"]
    assert [(text, style) for _, text, _, style in addin.app.dialogs] == boxes
    assert {title for _, _, title, _ in addin.app.dialogs} <= {"Timeliness"}


def test_a_button_whose_python_stopped_says_so_in_one_box_and_puts_excel_back(
    excel: WindowsXlwings,
) -> None:
    def fail(button: str) -> Sequence[str]:
        raise RuntimeError("Traceback (most recent call last)")

    addin = AddinInMemory(ask=excel.call, press=fail)
    application = addin.app.application
    application.vba_set("StatusBar", "Building November 2010")
    for name in ("ScreenUpdating", "DisplayAlerts", "EnableEvents"):
        application.vba_set(name, False)
    addin.run("PressButton", "build_summary")
    ((_, text, _, style),) = addin.app.dialogs
    assert text.startswith("Timeliness's own Python stopped before it was done.")
    assert "timeliness doctor" in text
    assert "Traceback" not in text
    assert style == 48
    assert application.vba_get("StatusBar") is False
    for name in ("ScreenUpdating", "DisplayAlerts", "EnableEvents"):
        assert application.vba_get(name) is True


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (-2147220903, "is not installed for you"),
        (-2147220902, "could not start its own Python, so nothing was done"),
        (-2147417848, "stopped before it was done"),
    ],
)
def test_each_way_not_to_answer_has_its_sentence(
    number: int, said: str, addin: AddinInMemory
) -> None:
    told = addin.run("ReasonOf", number)
    assert isinstance(told, str)
    assert said in told


def test_the_ribbons_callbacks_run(excel: WindowsXlwings) -> None:
    addin = AddinInMemory(ask=excel.call, press=lambda button: ["information", button])
    addin.app.add_module(
        """
Public ID As String
Public Invalidated As Long
Public Sub Invalidate()
    Invalidated = Invalidated + 1
End Sub
""",
        name="FakeControl",
        kind="class",
    )
    addin.app.add_module(
        """
Public Function TryCallbacks() As String
    Dim control As New FakeControl, shown As New FakeControl
    Dim enabled As Variant
    control.ID = "about"
    TimelinessLoaded shown
    RefreshRibbon
    TimelinessHasWorkbook control, enabled
    TimelinessPressed control
    TryCallbacks = shown.Invalidated & " " & enabled
End Function
""",
        name="Trying",
    )
    assert addin.app.run("TryCallbacks") == "1 True"
    assert addin.asked == ["about"]


HERE = "Timeliness.xlam"


@pytest.mark.parametrize(
    ("link", "is_changed"),
    [
        (r"C:\Users\colleague\AppData\Roaming\Microsoft\Excel\XLSTART\Timeliness.xlam", True),
        ("https://council.example/shared/TIMELINESS.XLAM", True),
        (r"C:\Evil\Timeliness.xlam.exe", False),
        (r"C:\Evil\NotTimeliness.xlam", False),
        (r"S:\Performance\Timeliness.xlam\budget.xlsx", False),
        (r"S:\Performance\budget.xlsx", False),
    ],
)
def test_only_a_link_to_the_add_ins_own_name_is_pointed_here(
    link: str, is_changed: bool, excel: WindowsXlwings
) -> None:
    addin = AddinInMemory(ask=excel.call)
    addin.book.name, addin.book.path = HERE, r"C:\Users\me\XLSTART"
    received = addin.app.add_workbook()
    addin.links = [link, addin.book.vba_get("FullName")]
    addin.app.add_module(
        "Public Sub OpenReceived()\n    PointLinksHere ActiveWorkbook\nEnd Sub\n", name="Opening"
    )
    addin.app.activate_workbook(received)
    addin.run("OpenReceived")
    expected = [(link, addin.book.vba_get("FullName"))] if is_changed else []
    assert addin.changed == expected


def test_a_workbook_that_tells_no_links_opens_without_a_word(excel: WindowsXlwings) -> None:
    addin = AddinInMemory(ask=excel.call, links_refused=True)
    addin.book.name = HERE
    addin.app.add_module(
        "Public Sub OpenReceived()\n    PointLinksHere ActiveWorkbook\nEnd Sub\n", name="Opening"
    )
    addin.app.activate_workbook(addin.app.add_workbook())
    addin.run("OpenReceived")
    assert addin.changed == []


def test_links_of_a_workbook_that_was_open_first_are_pointed_here_too(
    excel: WindowsXlwings,
) -> None:
    addin = AddinInMemory(ask=excel.call)
    addin.book.name, addin.book.path = HERE, r"C:\Users\me\XLSTART"
    addin.app.add_workbook()
    addin.links = [r"C:\Users\colleague\Timeliness.xlam"]
    addin.run("PointOpenLinksHere")
    assert addin.changed == [(addin.links[0], addin.book.vba_get("FullName"))]


def test_a_workbook_with_a_settings_sheet_and_code_sheets_changes_nothing(
    excel: WindowsXlwings,
) -> None:
    addin = AddinInMemory(ask=excel.call)
    addin.fill(CASES)
    before = addin.evaluate('NI59_RATE(Range("A1:D4"))')
    for name in ("Timeliness.conf", "xlwings.conf", "x.py", "pandas.py"):
        sheet = addin.book.vba_get("Sheets").vba_get("Add")
        sheet.vba_set("Name", name)
        addin.app.sheet(name).set_value("A1", "INTERPRETER_WIN")
        addin.app.sheet(name).set_value("B1", r"C:\Evil\evil.exe")
    addin.book.vba_get("Sheets", ["Sheet1"]).vba_get("Activate")
    assert addin.evaluate('NI59_RATE(Worksheets("Sheet1").Range("A1:D4"))') == before
