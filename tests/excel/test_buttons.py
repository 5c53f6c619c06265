"""What holds for every button: no error gets out, Excel is left as it was, own sheets untouched."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
import xlwings
from openpyxl import Workbook

from tests.excel.building import Office, add_list, cells_of, day, titles, work
from timeliness.excel.answers import LONGEST, boxed
from timeliness.excel.buttons import BUTTONS, WITH_WORKBOOK, press
from timeliness.excel.doctor import Result
from timeliness.excel.verdicts import State, Verdict

EVERY = sorted(BUTTONS)
PLACES_SHEETS = ["check_list", "watch_list", "build_summary", "definitions"]


@pytest.mark.parametrize("name", sorted(WITH_WORKBOOK))
def test_without_a_workbook_each_button_says_so(office: Office, name: str) -> None:
    kind, text = office.press(name)
    assert kind == "warning"
    assert text.startswith("No workbook is open for editing")


def test_a_workbook_that_was_closed_in_the_meantime_is_no_workbook(office: Office) -> None:
    book = office.open(work())
    office.excel.books.remove(book)
    book.name = None  # type: ignore[assignment]
    assert press("open_folder", office.around())[0] == "warning"


def test_a_button_that_is_not_known_is_a_sentence(office: Office) -> None:
    office.open(work())
    kind, text = office.press("make_coffee")
    assert kind == "warning"
    assert "timeliness addin install" in text


@pytest.mark.parametrize("name", EVERY)
def test_no_button_lets_a_workbook_say_where_it_lies(
    office: Office, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a workbook on the web, xlwings would look that up on a sheet called xlwings.conf."""
    office.name_council()
    content = work()
    content.create_sheet("xlwings.conf")["A1"] = "ONEDRIVE_COMMERCIAL_WIN"
    office.open(content).address = "https://council.example/documents"

    def fullname(_: object) -> str:
        raise AssertionError("asked for the full name")

    monkeypatch.setattr("tests.excel_host.sheets.Book.fullname", property(fullname))
    kind, text = office.press(name)
    assert "AssertionError" not in text
    assert name in {"open_folder", "committee_report", "explain_cell"} or kind != "warning"


@pytest.mark.parametrize("name", EVERY)
def test_each_button_leaves_the_officers_sheets_as_they_are(office: Office, name: str) -> None:
    office.name_council()
    book = office.open(work())
    before = cells_of(book)
    office.press(name)
    assert cells_of(book, ["Cases", "Own notes"]) == before
    assert len(office.excel.books) == 1
    assert office.excel.active is book


@pytest.mark.parametrize("name", sorted(WITH_WORKBOOK))
def test_an_error_that_nobody_foresaw_names_no_cell_and_the_status_bar_is_reset(
    office: Office, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.name_council()
    office.open(work())

    def fail(*_: object) -> None:
        raise KeyError("Child 101")

    monkeypatch.setattr(xlwings.Book, "sheets", property(fail))
    monkeypatch.setattr(xlwings.App, "selection", property(fail))
    kind, text = office.press(name)
    assert kind == "warning"
    assert "KeyError" in text
    assert "101" not in text
    assert list(office.excel.said()) != []


@pytest.mark.parametrize("name", PLACES_SHEETS)
@pytest.mark.parametrize("fault", ["open", "copy", "close"])
def test_sheets_that_excel_does_not_take_leave_the_workbook_as_it_was(
    office: Office, name: str, fault: str
) -> None:
    office.name_council()
    book = office.open(work())
    before, order = cells_of(book), titles(book)
    office.excel.fails_at = {fault}
    kind, text = office.press(name)
    assert kind == "warning"
    assert "Excel did not take the sheets into Work.xlsx" in text
    assert (cells_of(book), titles(book)) == (before, order)


@pytest.mark.parametrize("name", ["about", "check_list", "explain_cell", "no such button"])
def test_python_lets_go_of_the_workbook_so_that_excel_can_end(
    office: Office, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over = ModuleType("xlwings._xlwindows")
    vars(handed_over)["BOOK_CALLER"] = object()
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", handed_over)
    office.open(work())
    office.press(name)
    assert vars(handed_over)["BOOK_CALLER"] is None


@pytest.mark.parametrize("name", PLACES_SHEETS)
def test_a_protected_workbook_is_named_as_one(office: Office, name: str) -> None:
    office.name_council()
    book = office.open(work())
    book.structure_is_protected = True
    kind, text = office.press(name)
    assert kind == "warning"
    assert "Review, Protect Workbook" in text
    assert titles(book) == ["Cases", "Own notes"]


@pytest.mark.parametrize("name", PLACES_SHEETS)
def test_a_workbook_of_the_older_format_is_told_how_to_become_a_younger_one(
    office: Office, name: str
) -> None:
    office.name_council(file="Export.xls")
    book = office.open(work(), "Export.xls")
    office.excel.fails_at = {"copy"}
    kind, text = office.press(name)
    assert kind == "warning"
    assert text.startswith("Export.xls is in the format of Excel 97 to 2003")
    assert "Excel Workbook (.xlsx)" in text
    assert titles(book) == ["Cases", "Own notes"]


@pytest.mark.parametrize("name", PLACES_SHEETS)
def test_a_shared_workbook_is_named_as_one_before_anything_is_put_into_it(
    office: Office, name: str
) -> None:
    office.name_council()
    book = office.open(work())
    book.is_shared = True
    kind, text = office.press(name)
    assert kind == "warning"
    assert "stop sharing it" in text
    assert titles(book) == ["Cases", "Own notes"]


@pytest.mark.parametrize("name", ["check_list", "watch_list", "build_summary"])
def test_a_workbook_without_a_list_is_told_what_to_paste(office: Office, name: str) -> None:
    office.name_council()
    book = Workbook()
    book.worksheets[0]["A1"] = "Nothing here"
    office.open(book)
    kind, text = office.press(name)
    assert kind == "warning"
    assert "no sheet with the headings of a case list" in text


@pytest.mark.parametrize("name", ["check_list", "watch_list", "build_summary"])
def test_a_list_with_two_headings_is_refused_with_both_rows(office: Office, name: str) -> None:
    office.name_council()
    book = work()
    add_list(book, "Cases", [(201, "Initial", day(1), None, day(2))], at=(12, 1))
    office.open(book)
    kind, text = office.press(name)
    assert kind == "warning"
    assert "headings in row 1 and again in row 12" in text


@pytest.mark.parametrize(
    "name", ["watch_list", "build_summary", "build_all_months", "committee_report", "share_copy"]
)
def test_what_needs_a_council_says_where_to_name_it(office: Office, name: str) -> None:
    office.open(work())
    kind, text = office.press(name)
    assert kind == "warning"
    assert "Nothing says whose figures these are" in text


@pytest.mark.parametrize("name", ["check_list", "build_summary", "open_folder"])
def test_wrong_settings_are_told_with_their_place(office: Office, name: str) -> None:
    office.name_council(placement="the bin")
    office.open(work())
    kind, text = office.press(name)
    assert kind == "warning"
    assert text.startswith("council.toml")
    assert "placement" in text


def test_about_says_the_version_and_that_nothing_leaves_also_without_a_workbook(
    office: Office,
) -> None:
    kind, text = office.press("about")
    assert kind == "information"
    assert "nothing is sent anywhere" in text


def test_check_set_up_tells_what_is_amiss_the_faults_first(office: Office) -> None:
    office.results = [
        Result("Excel", Verdict(State.OK, "Excel is here.", "")),
        Result("Python", Verdict(State.WARNING, "Python is old.", "Renew it.")),
        Result("Add-in", Verdict(State.FAULT, "The add-in is missing.", "Install it.")),
        Result("Macro policy", Verdict(State.UNKNOWN, "This is not known here.", "")),
    ]
    kind, text = office.press("check_set_up")
    assert kind == "warning"
    assert text.splitlines() == [
        "4 things looked at, 2 of them to be mended or looked at:",
        "Add-in: The add-in is missing. Install it.",
        "Python: Python is old. Renew it.",
    ]
    del office.results[2]
    assert office.press("check_set_up")[0] == "information"
    del office.results[1]
    assert "nothing is in the way" in office.press("check_set_up")[1]


def test_check_set_up_looks_over_this_very_computer() -> None:
    kind, text = press("check_set_up")
    assert kind in {"information", "warning"}
    assert "things looked at" in text


def test_a_box_holds_whole_sentences_and_points_to_the_rest() -> None:
    sentences = tuple(f"Sentence {number} {'x' * 90}." for number in range(30))
    text = boxed(sentences, "All of it stands elsewhere.")
    assert len(text) <= LONGEST
    assert text.endswith("(…)\nAll of it stands elsewhere.")
    assert boxed(("Short.",), "Elsewhere.") == "Short."
    # A short sentence after one that does not fit would stand in the place of what is missing.
    first, room = "x" * 500, LONGEST - 500 - len("\n") - len(" (…)\nElsewhere.")
    assert (
        boxed((first, "y" * room, "z" * 20), "Elsewhere.")
        == f"{first}\n{'y' * room} (…)\nElsewhere."
    )
    assert boxed((first, "y" * (room + 1), "z" * 20), "Elsewhere.") == f"{first} (…)\nElsewhere."
    assert len(boxed(("y" * 3_000,), "Elsewhere.")) <= LONGEST
