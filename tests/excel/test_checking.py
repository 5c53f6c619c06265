"""The button Check list: which list it takes, where every row goes, and links to the cells."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.building import HEADINGS, ROWS, Office, add_list, day, texts_on, titles, work
from tests.excel_host.state import OpenBook

ERROR = "#REF!"


def sheet_of(book: OpenBook, title: str = "Check") -> Worksheet:
    found = book.content[title]
    assert isinstance(found, Worksheet)
    return found


def links_of(book: OpenBook) -> dict[str, str]:
    """Give the links of the sheet, by the text that they are on."""
    return {
        str(cell.value): str(cell.hyperlink.location)
        for row in sheet_of(book).iter_rows()
        for cell in row
        if cell.hyperlink
    }


def test_every_row_is_accounted_for_and_an_excluded_one_leads_to_its_cell(office: Office) -> None:
    book = office.open(work())
    assert office.press("check_list") == ("", "")
    assert titles(book) == ["Cases", "Own notes", "Check"]
    texts = texts_on(book, "Check")
    assert "7 rows read: 5 completed, 1 still open, 1 left out." in " ".join(texts)
    assert any(text.startswith("The assessment ends before it starts") for text in texts)
    assert links_of(book) == {"E8": "'Cases'!E8"}
    assert book.active_sheet is sheet_of(book)


def test_the_status_bar_says_what_is_being_done(office: Office) -> None:
    office.open(work())
    office.press("check_list")
    said = list(office.excel.said())
    assert said[0] == "Timeliness: checking the case list"
    assert len(said) == 2
    assert office.excel.status_history[-1] is False


def test_pressed_again_there_is_one_sheet_with_the_new_check(office: Office) -> None:
    book = office.open(work())
    office.press("check_list")
    sheet = sheet_of(book, "Cases")
    sheet["E8"] = day(30)
    office.excel.select(sheet, "A1")
    office.press("check_list")
    assert titles(book) == ["Cases", "Own notes", "Check"]
    assert "7 rows read: 6 completed, 1 still open, 0 left out." in " ".join(
        texts_on(book, "Check")
    )


def test_the_list_at_the_cursor_is_checked_and_no_other(office: Office) -> None:
    content = work()
    add_list(content, "Older", ROWS[:2])
    book = office.open(content)
    office.excel.select(sheet_of(book, "Older"), "B2")
    office.press("check_list")
    assert texts_on(book, "Check")[1].startswith("2 rows read")


def test_without_a_list_at_the_cursor_every_list_is_checked(office: Office) -> None:
    content = work()
    add_list(content, "Older", ROWS[:2])
    book = office.open(content)
    office.excel.select(sheet_of(book, "Own notes"), "A1")
    office.press("check_list")
    assert texts_on(book, "Check")[1].startswith("9 rows read")


@pytest.mark.parametrize("selection", [None, "Z99"])
def test_a_chart_or_an_empty_cell_selected_is_as_good_as_none(
    office: Office, selection: str | None
) -> None:
    book = office.open(work())
    office.excel.selection = None
    if selection:
        office.excel.select(sheet_of(book, "Cases"), selection)
    assert office.press("check_list") == ("", "")
    assert texts_on(book, "Check")[1].startswith("7 rows read")


def test_a_blank_row_within_the_list_does_not_cut_it_off(office: Office) -> None:
    content = work()
    add_list(content, "Cases", ROWS[:2], headings=(None,), at=(10, 1))
    book = office.open(content)
    office.press("check_list")
    assert texts_on(book, "Check")[1].startswith("9 rows read")


def test_a_list_beside_another_one_is_read_by_itself_and_linked_in_its_own_columns(
    office: Office,
) -> None:
    content = Workbook()
    content.worksheets[0].title = "Both"
    add_list(content, "Both", ROWS[:3], at=(3, 1))
    add_list(content, "Both", [(301, "Initial", day(8), None, day(2))], at=(3, 8))
    book = office.open(content)
    office.excel.select(sheet_of(book, "Both"), "J4")
    assert office.press("check_list") == ("", "")
    assert texts_on(book, "Check")[1].startswith("1 row read")
    assert links_of(book) == {"L4": "'Both'!L4"}


def test_the_table_that_the_cursor_is_in_is_the_list(office: Office) -> None:
    content = work(ROWS[:3])
    sheet = sheet_of(OpenBook(content, ""), "Cases")
    columns = [TableColumn(id=number, name=name) for number, name in enumerate(HEADINGS, start=1)]
    sheet.add_table(Table(displayName="Cases", ref="A1:E4", tableColumns=columns))
    sheet["A5"] = "Total"
    book = office.open(content)
    office.press("check_list")
    assert texts_on(book, "Check")[1].startswith("3 rows read")


def test_the_tables_that_the_settings_name_are_the_lists_wherever_they_stand(
    office: Office,
) -> None:
    path = office.name_council()
    text = path.read_text(encoding="utf-8")
    named = 'tables = ["first", "SECOND"]\n[output]'
    path.write_text(text.replace("[output]", named), encoding="utf-8")
    content = Workbook()
    content.worksheets[0].title = "Notes"
    ends_first = (301, "Initial", day(8), None, day(2))
    finish = (*HEADINGS[:4], "Authorised Date")
    add_list(content, "Both", [*ROWS[:2], ends_first], at=(3, 1))
    sheet = add_list(
        content, "Both", [ROWS[2], (302, *ends_first[1:])], headings=finish, at=(20, 3)
    )
    add_list(content, "Else", ROWS[:3])
    for name, ref, headings in (("First", "A3:E6", HEADINGS), ("Second", "C20:G22", finish)):
        columns = [TableColumn(id=at, name=text) for at, text in enumerate(headings, start=1)]
        sheet.add_table(Table(displayName=name, ref=ref, tableColumns=columns))
    book = office.open(content)
    assert office.press("check_list") == ("", "")
    assert texts_on(book, "Check")[1].startswith("5 rows read: 3 completed, 0 still open, 2 left")
    assert links_of(book) == {"E6": "'Both'!E6", "G22": "'Both'!G22"}


def test_an_error_in_a_cell_is_an_error_and_no_blank(office: Office) -> None:
    content = work()
    sheet = sheet_of(OpenBook(content, ""), "Cases")
    sheet["E3"] = ERROR
    sheet["E3"].data_type = "e"
    sheet["E4"] = "=D4"
    book = office.open(content)
    book.results["Cases", "E4"] = "#SPILL!"
    office.press("check_list")
    texts = texts_on(book, "Check")
    assert sum(text.startswith("The cell holds an Excel error") for text in texts) == 2
    assert {"E3", "E4"} <= set(links_of(book))


def test_serial_numbers_are_read_by_the_workbooks_own_date_system(office: Office) -> None:
    rows = [(1, "Initial", 39_021, None, 39_035)]
    content = work(rows)
    content.epoch = CALENDAR_MAC_1904
    book = office.open(content)
    office.press("check_list")
    # Counted from 1904 these are November 2010; counted from 1900 they would be October 2006.
    assert "1 row read: 1 completed" in texts_on(book, "Check")[1]
    office.name_council()
    office.press("build_summary")
    assert "November 2010" in " ".join(texts_on(book, "Cover"))


def test_two_columns_that_claim_one_meaning_are_named_by_their_letters(office: Office) -> None:
    headings = (*HEADINGS, "Completion date")
    content = Workbook()
    content.worksheets[0].title = "Cases"
    add_list(content, "Cases", [(*ROWS[0], day(16))], headings=headings)
    office.open(content)
    kind, text = office.press("check_list")
    assert kind == "warning"
    assert "(column E)" in text
    assert "(column F)" in text


def test_the_councils_own_headings_hold_for_the_workbook_that_it_names(office: Office) -> None:
    office.name_council(more="")
    path = office.council_file
    assert path is not None
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[output]", '[case_lists.columns]\nend = "Signed off"\n[output]'),
        encoding="utf-8",
    )
    content = Workbook()
    content.worksheets[0].title = "Cases"
    add_list(content, "Cases", headings=(*HEADINGS[:4], "Signed off"))
    book = office.open(content)
    assert office.press("check_list") == ("", "")
    assert links_of(book) == {"E8": "'Cases'!E8"}


@pytest.mark.parametrize("named", ['sheets = ["CASES"]', 'tables = ["LIST"]'])
def test_the_councils_own_headings_hold_for_what_it_names_whatever_the_capitals(
    office: Office, named: str
) -> None:
    path = office.name_council()
    text = path.read_text(encoding="utf-8")
    said = f'{named}\n[case_lists.columns]\nend = "Signed off"\n[output]'
    path.write_text(text.replace("[output]", said), encoding="utf-8")
    headings = (*HEADINGS[:4], "Signed off")
    content = Workbook()
    content.worksheets[0].title = "Cases"
    sheet = add_list(content, "Cases", headings=headings)
    columns = [TableColumn(id=at, name=text) for at, text in enumerate(headings, start=1)]
    ref = f"A1:E{1 + len(ROWS)}"
    sheet.add_table(Table(displayName="List", ref=ref, tableColumns=columns))
    add_list(content, "Else", ROWS[:1])
    book = office.open(content)
    office.excel.select(sheet_of(book, "Cases"), "B2")
    assert office.press("check_list") == ("", "")
    assert texts_on(book, "Check")[1].startswith(f"{len(ROWS)} rows read")
    office.excel.select(sheet_of(book, "Else"), "B2")
    assert office.press("check_list") == ("", "")
    assert texts_on(book, "Check")[1].startswith("1 row read")


def test_an_annex_a_is_read_as_one(office: Office) -> None:
    office.today = date(2024, 12, 6)
    started, signed_off = datetime(2024, 11, 4), datetime(2024, 11, 29)
    content = Workbook()
    content.worksheets[0].title = "List_3"
    add_list(
        content,
        "List_3",
        [("A1", datetime(2024, 11, 1))],
        headings=("Child Unique ID", "Date of Contact / Referral"),
    )
    add_list(
        content,
        "List_4",
        [("A1", started, signed_off)],
        headings=(
            "Child Unique ID",
            "Continuous Assessment Start Date",
            "Continuous Assessment Authorisation Date",
        ),
    )
    book = office.open(content)
    kind, text = office.press("check_list")
    assert (kind, text) == ("", "")
    assert "1 row read: 1 completed" in " ".join(texts_on(book, "Check"))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (["check"], "Check (Timeliness)"),
        (["check", "CHECK (timeliness)"], "Check (Timeliness 2)"),
        (["Check", "Check (Timeliness)", "check (timeliness 2)"], "Check (Timeliness 3)"),
    ],
)
def test_a_sheet_of_the_officers_that_has_our_name_stays_and_ours_gets_another(
    office: Office, theirs: list[str], ours: str
) -> None:
    content = work()
    for title in theirs:
        content.create_sheet(title)["A1"] = "Mine"
    book = office.open(content)
    for _ in range(2):
        office.excel.select(sheet_of(book, "Cases"), "A1")
        assert office.press("check_list") == ("", "")
        assert titles(book) == ["Cases", "Own notes", *theirs, ours]
        assert [texts_on(book, title) for title in theirs] == [["Mine"]] * len(theirs)


def test_without_settings_and_without_anything_wrong_the_check_says_so(office: Office) -> None:
    book = office.open(work(ROWS[:2]))
    office.press("check_list")
    texts = texts_on(book, "Check")
    assert "No row was left out." in texts
    assert "No row gave cause to look at it again." in texts
    assert links_of(book) == {}
