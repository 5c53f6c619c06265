"""Sheets put into an officer's workbook: only ours are replaced, and only while they are ours."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from openpyxl.chart import LineChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.building import Office, cells_of, day, texts_on, titles, work
from tests.excel.test_checking import links_of, sheet_of
from tests.excel_host.sheets import Sheet
from tests.excel_host.state import ExcelError, OpenBook
from timeliness.excel.private_folder import private_folder
from timeliness.workbooks.placing import MARK, Made, mark_text, read_mark

MONTH = [
    "Cover",
    "Contents",
    "Summary",
    "NI 59",
    "NI 60",
    "NI 59 control chart",
    "NI 60 control chart",
    "Year end",
    "Bridge",
    "Late ones",
    "Watch list",
    "Excluded rows",
    "Revisions",
    "Notes",
    "Method",
]
OWN = ["Cases", "Own notes"]


@pytest.fixture
def book(office: Office) -> OpenBook:
    office.name_council()
    return office.open(work())


def test_the_months_sheets_stand_beside_the_officers_own(office: Office, book: OpenBook) -> None:
    before = cells_of(book)
    assert office.press("build_summary") == ("", "")
    assert titles(book) == OWN + MONTH
    assert cells_of(book, OWN) == before
    text = " ".join(texts_on(book, "Summary"))
    assert "November 2010" in text
    values = [cell.value for row in sheet_of(book, "Summary").iter_rows() for cell in row]
    assert 2 / 3 in values
    assert 1 / 2 in values


def test_built_again_every_sheet_is_there_once_with_the_new_figures(
    office: Office, book: OpenBook
) -> None:
    office.press("build_summary")
    sheet_of(book, "Cases")["E3"] = day(12)
    assert office.press("build_summary") == ("", "")
    assert titles(book) == OWN + MONTH
    values = [cell.value for row in sheet_of(book, "Summary").iter_rows() for cell in row]
    assert 2 / 3 not in values


def test_the_new_sheets_take_the_place_of_the_old_ones(office: Office, book: OpenBook) -> None:
    office.press("build_summary")
    book.content.create_sheet("After")["A1"] = "Mine"
    office.press("build_summary")
    assert titles(book) == [*OWN, *MONTH, "After"]


def test_a_sheet_of_ours_that_was_renamed_or_copied_is_the_officers(
    office: Office, book: OpenBook
) -> None:
    office.press("build_summary")
    sheet_of(book, "NI 59").title = "NI 59 in November"
    copy = book.content.copy_worksheet(sheet_of(book, "NI 60"))
    copy.title = "NI 60 (2)"
    copy.defined_names[MARK] = DefinedName(
        MARK, attr_text=sheet_of(book, "NI 60").defined_names[MARK].attr_text
    )
    kept = cells_of(book, ["NI 59 in November", "NI 60 (2)"])
    office.press("build_summary")
    assert cells_of(book, ["NI 59 in November", "NI 60 (2)"]) == kept
    assert set(titles(book)) == {*OWN, *MONTH, "NI 59 in November", "NI 60 (2)"}


def test_a_sheet_of_last_months_that_has_no_successor_goes(office: Office, book: OpenBook) -> None:
    office.press("build_summary")
    cases = sheet_of(book, "Cases")
    for row in range(2, 9):
        cases[f"B{row}"] = "Initial"
    office.press("build_summary")
    assert "NI 60" not in titles(book)
    assert "NI 59" in titles(book)


def test_a_sheet_of_the_officers_called_summary_stays_and_links_lead_to_ours(
    office: Office, book: OpenBook
) -> None:
    book.content.create_sheet("Summary")["A1"] = "=Cases!A1"
    before = cells_of(book)
    for _ in range(2):
        assert office.press("build_summary") == ("", "")
        assert cells_of(book, [*OWN, "Summary"]) == before
        assert "Summary (Timeliness)" in titles(book)
    links = {
        str(cell.value): str(cell.hyperlink.location)
        for row in sheet_of(book, "Contents").iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links["Summary (Timeliness)"] == "'Summary (Timeliness)'!A1"
    assert {location.rpartition("!")[0].strip("'") for location in links.values()} <= set(
        titles(book)
    )


@pytest.mark.parametrize("formula", ["='NI 59'!C5", "=SUM('NI 59'!A1:B2)", "=summary!A1+1"])
def test_a_sheet_that_formulas_refer_to_is_kept_and_the_new_one_named_otherwise(
    office: Office, book: OpenBook, formula: str
) -> None:
    office.press("build_summary")
    sheet_of(book, "Own notes")["D1"] = formula
    name = "Summary" if "summary" in formula else "NI 59"
    kept = cells_of(book, [name])
    kind, text = office.press("build_summary")
    assert kind == "information"
    assert text.startswith(f'Formulas, names or charts of yours refer to "{name}", so it was kept')
    assert cells_of(book, [name]) == kept
    assert f"{name} (Timeliness)" in titles(book)


def a_chart(sheet: Worksheet) -> LineChart:
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=5, max_row=9))
    return chart


@pytest.mark.parametrize("where", ["a name", "a chart", "a chart sheet", "a table"])
def test_a_sheet_that_something_else_of_the_officers_rests_on_is_kept(
    office: Office, book: OpenBook, where: str
) -> None:
    office.press("build_summary")
    ours = sheet_of(book, "NI 60")
    match where:
        case "a name":
            book.content.defined_names["Core"] = DefinedName("Core", attr_text="'NI 60'!$C$5")
        case "a chart":
            sheet_of(book, "Own notes").add_chart(a_chart(ours), "F2")
        case "a chart sheet":
            book.content.create_chartsheet("My chart").add_chart(a_chart(ours))
        case _:
            table = next(iter(ours.tables.values()))
            sheet_of(book, "Own notes")["D1"] = f"=SUM({table.displayName}[Completed])"
    kept = cells_of(book, ["NI 60"])
    kind, text = office.press("build_summary")
    assert kind == "information"
    assert text.startswith('Formulas, names or charts of yours refer to "NI 60", so it was kept')
    assert cells_of(book, ["NI 60"]) == kept
    assert "NI 60 (Timeliness)" in titles(book)


def test_charts_and_names_of_the_officers_own_keep_no_sheet(office: Office, book: OpenBook) -> None:
    own = sheet_of(book, "Own notes")
    own.add_chart(a_chart(own), "F2")
    book.content.defined_names["Mine"] = DefinedName("Mine", attr_text="'Own notes'!$A$1")
    assert office.press("build_summary") == ("", "")
    assert office.press("build_summary") == ("", "")


def test_a_chart_sheet_of_the_officers_keeps_its_name(office: Office, book: OpenBook) -> None:
    book.content.create_chartsheet("NI 59").add_chart(a_chart(sheet_of(book, "Own notes")))
    for _ in range(2):
        assert office.press("build_summary") == ("", "")
        assert "NI 59 (Timeliness)" in titles(book)
    assert "NI 59" in book.content.sheetnames


def test_a_mark_that_excel_did_not_take_along_is_made_up_for(
    office: Office, book: OpenBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.excel_host.copying.TAKES_NAMES_ALONG", False)
    office.press("check_list")
    office.press("check_list")
    assert titles(book) == [*OWN, "Check"]


@pytest.mark.parametrize("button", ["check_list", "build_summary", "refresh_formulas"])
def test_a_sheet_that_formats_fill_to_its_end_does_not_travel_whole(
    office: Office, book: OpenBook, button: str
) -> None:
    book.formatted_to = {"Cases": 1_048_576, "Own notes": 1_048_576}
    kind, _ = office.press(button)
    assert kind in {"", "information"}
    if button == "build_summary":
        values = [cell.value for row in sheet_of(book, "Summary").iter_rows() for cell in row]
        assert 2 / 3 in values


@pytest.mark.parametrize("refused", ["delete", "rename"])
def test_where_excel_refuses_half_way_the_new_sheets_go_and_the_next_press_mends_it(
    office: Office, book: OpenBook, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.press("build_summary")
    own = cells_of(book, OWN)
    with monkeypatch.context() as patch:
        if refused == "delete":
            deleted = Sheet.delete

            def delete(sheet: Sheet) -> None:
                if sheet.name == "NI 59":
                    raise ExcelError("(-2147352567, 'Exception occurred.')")
                deleted(sheet)

            patch.setattr(Sheet, "delete", delete)
        else:
            office.excel.fails_at = {"rename"}
        kind, text = office.press("build_summary")
        office.excel.fails_at = set()
    assert kind == "warning"
    assert text.startswith("Excel did not take the sheets into Work.xlsx, and your own are as they")
    assert cells_of(book, OWN) == own
    assert not [title for title in titles(book) if "(2)" in title]
    assert office.press("build_summary") == ("", "")
    assert sorted(titles(book)) == sorted(OWN + MONTH)


def test_the_watch_list_by_itself_takes_the_place_of_the_months(
    office: Office, book: OpenBook
) -> None:
    office.press("build_summary")
    assert office.press("watch_list") == ("", "")
    assert titles(book).count("Watch list") == 1
    assert len(titles(book)) == len(OWN + MONTH)
    assert any("1 assessment was open" in text for text in texts_on(book, "Watch list"))


def test_the_watch_list_names_the_open_assessments(office: Office, book: OpenBook) -> None:
    office.press("watch_list")
    assert titles(book) == [*OWN, "Watch list"]
    values = [cell.value for row in sheet_of(book, "Watch list").iter_rows() for cell in row]
    assert "106" in values


def test_the_definitions_are_a_sheet_with_limits_dates_and_sources(
    office: Office, book: OpenBook
) -> None:
    assert office.press("definitions") == ("", "")
    texts = texts_on(book, "Definitions")
    assert "NI 59" in texts
    assert "01 Apr 2010" in texts
    assert "until further notice" in texts
    assert any("Working Together" in text for text in texts)


def test_the_month_is_the_last_one_that_was_over(office: Office, book: OpenBook) -> None:
    sheet_of(book, "Cases")["E8"] = day(2, 12)
    office.press("build_summary")
    assert "November 2010" in " ".join(texts_on(book, "Cover"))


def test_the_template_that_the_settings_name_is_used_and_a_missing_one_is_named(
    office: Office, book: OpenBook
) -> None:
    path = office.name_council()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('folder = "reports"', 'template = "ours.xlsx"'), encoding="utf-8")
    kind, said = office.press("build_summary")
    assert kind == "warning"
    assert "ours.xlsx" in said
    assert titles(book) == OWN


def test_nothing_of_a_case_stays_behind_in_the_temporary_folder(
    office: Office, book: OpenBook
) -> None:
    seen: list[Path] = []
    opened = type(office.excel).open

    def look(self: object, path: Path, *, readonly: bool) -> OpenBook:
        seen.append(path)
        assert path.exists()
        assert path.parent.stat().st_mode & 0o077 == 0
        assert readonly
        return opened(office.excel, path, readonly=readonly)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(office.excel), "open", look)
        office.press("build_summary")
        office.excel.fails_at = {"copy"}
        office.press("watch_list")
    assert len(seen) == 2
    assert not any(path.exists() or path.parent.exists() for path in seen)


def test_what_a_broken_off_button_left_is_taken_away_by_the_next(
    office: Office, book: OpenBook
) -> None:
    left = office.temporary / "timeliness-button-left"
    left.mkdir()
    (left / "sheets.xlsx").write_bytes(b"rows")
    os.utime(left, (0, 0))
    office.press("check_list")
    assert not left.exists()


def test_what_another_button_is_at_work_in_is_left_to_it(tmp_path: Path) -> None:
    with private_folder(tmp_path) as others:
        (others / "sheets.xlsx").write_bytes(b"rows")
        with private_folder(tmp_path) as ours:
            assert ours != others
            assert (others / "sheets.xlsx").read_bytes() == b"rows"
        assert not ours.exists()
        assert others.exists()
    assert list(tmp_path.iterdir()) == []


def test_without_room_for_temporary_files_a_button_says_so_and_does_nothing(
    office: Office, book: OpenBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    before = cells_of(book)
    assert office.press("build_summary") == (
        "warning",
        (
            "The folder for temporary files cannot be written: free some space on the disk, or "
            "ask IT to let you write there."
        ),
    )
    assert cells_of(book) == before


@pytest.mark.parametrize("name", ["NI 59", 'He said "so"', "Don't", "a:b"])
def test_a_mark_is_read_back_as_it_was_written(name: str) -> None:
    assert read_mark("=" + mark_text(Made.MONTH, name)) == (Made.MONTH, name)


@pytest.mark.parametrize("text", ["", '="else"', '="poem:NI 59"', "=Cases!$A$1"])
def test_what_is_no_mark_is_none(text: str) -> None:
    assert read_mark(text) is None


def test_links_of_the_check_do_not_leave_the_workbook(office: Office, book: OpenBook) -> None:
    office.press("check_list")
    cells = [cell for row in sheet_of(book).iter_rows() for cell in row if cell.hyperlink]
    assert [cell.hyperlink.target for cell in cells if cell.hyperlink] == [None]
    assert links_of(book)
