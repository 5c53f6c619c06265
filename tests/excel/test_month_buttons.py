"""The buttons that write files: every month, a month of its own, the share copy; and the others."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table, TableColumn

from tests.excel.building import (
    HEADINGS,
    ROWS,
    Office,
    add_list,
    cells_of,
    day,
    texts_on,
    titles,
    work,
)
from tests.excel.test_checking import links_of, sheet_of
from tests.support.installed import install_for
from tests.support.lists import HARROW, ROOT
from timeliness.errors import OutputError
from timeliness.excel.surroundings import show_folder, this_computer
from timeliness.working_days import Convention


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.xlsx"))


def test_every_month_is_built_with_its_progress_in_the_status_bar(office: Office) -> None:
    office.name_council()
    office.open(work([*ROWS, (109, "Initial", day(1, 10), None, day(12, 10))]))
    kind, text = office.press("build_all_months")
    assert (kind, text) == ("information", f"2 months of 2 in {office.folder / 'reports'}.")
    assert files_in(office.folder / "reports") == [
        "Anywhere timeliness 2010-11 07 Oct.xlsx",
        "Anywhere timeliness 2010-11 08 Nov.xlsx",
    ]
    said = list(office.excel.said())
    assert "Timeliness: October 2010 built (1 of 2)" in said
    assert "Timeliness: November 2010 built (2 of 2)" in said
    office.press("build_all_months")
    assert "Timeliness: November 2010 unchanged (2 of 2)" in office.excel.said()


@pytest.mark.parametrize("button", ["build_all_months", "share_copy", "build_summary"])
def test_a_folder_that_cannot_be_written_is_one_sentence(office: Office, button: str) -> None:
    office.name_council(placement="a new workbook")
    (office.folder / "reports").write_text("a file where the folder should be", encoding="utf-8")
    office.open(work())
    kind, text = office.press(button)
    assert kind == "warning"
    assert "reports" in text
    assert len(office.excel.books) == 1


def test_a_month_that_fails_is_told_and_the_others_are_built(office: Office) -> None:
    office.name_council()
    office.open(work([*ROWS, (109, "Initial", day(1, 10), None, day(12, 10))]))
    folder = office.folder / "reports"
    folder.mkdir()
    (folder / "~$Anywhere timeliness 2010-11 07 Oct.xlsx").touch()
    kind, text = office.press("build_all_months")
    assert kind == "warning"
    assert text.startswith("1 month of 2 in")
    assert "2010-11 07 Oct.xlsx is open in Excel" in text


def test_a_summary_of_its_own_is_the_months_file_opened(office: Office) -> None:
    office.name_council(placement="a new workbook")
    book = office.open(work())
    before = cells_of(book)
    assert office.press("build_summary") == ("", "")
    assert cells_of(book) == before
    assert [one.name for one in office.excel.books] == [
        "Work.xlsx",
        "Anywhere timeliness 2010-11 08 Nov.xlsx",
    ]
    assert office.excel.active is office.excel.books[1]
    assert "Watch list" in titles(office.excel.books[1])


def test_a_summary_of_its_own_that_is_open_and_unchanged_is_shown_again(office: Office) -> None:
    office.name_council(placement="a new workbook")
    book = office.open(work())
    office.press("build_summary")
    office.excel.active = book
    assert office.press("build_summary") == ("", "")
    assert len(office.excel.books) == 2
    assert office.excel.active is office.excel.books[1]


def test_a_summary_of_its_own_beside_another_file_of_its_name_is_made_and_named(
    office: Office,
) -> None:
    office.name_council(placement="a new workbook")
    name = "Anywhere timeliness 2010-11 08 Nov.xlsx"
    elsewhere = office.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / name).touch()
    office.excel.add(Workbook(), name, elsewhere / name)
    office.open(work())
    kind, text = office.press("build_summary")
    assert kind == "warning"
    assert text.startswith("The workbook was made, but Excel did not open it")
    assert (office.folder / "reports" / name).is_file()


def test_the_share_copy_goes_into_the_folder_without_a_child_in_it(office: Office) -> None:
    office.name_council()
    office.open(work())
    kind, text = office.press("share_copy")
    (name,) = files_in(office.folder / "reports")
    assert kind == "information"
    assert f"{name}\nCounts of 1 to 5 are shown as they are" in text
    assert "share copy" in name
    made = load_workbook(office.folder / "reports" / name)
    values = {
        str(value)
        for sheet in made.worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    }
    assert values.isdisjoint({str(row[0]) for row in ROWS})
    assert "Watch list" not in made.sheetnames


REPORT = """
[report]
committee = "Scrutiny"
responsible_officer = "Head of performance"
contact = "the performance team"
"""


def test_the_report_goes_into_the_folder_as_a_document(office: Office) -> None:
    office.name_council(more=REPORT)
    book = office.open(work())
    kind, text = office.press("committee_report")
    (path,) = (office.folder / "reports").glob("*.docx")
    assert (kind, text) == ("information", f"The report of November 2010 is here: {path}")
    assert "Timeliness: writing the report of November 2010" in office.excel.said()
    assert titles(book) == ["Cases", "Own notes"]


def test_a_report_without_a_committee_says_what_to_add(office: Office) -> None:
    office.name_council()
    office.open(work())
    kind, text = office.press("committee_report")
    assert kind == "warning"
    assert "[report]" in text


def test_the_report_of_a_workbook_with_settings_takes_its_words_from_the_council_installed(
    office: Office,
) -> None:
    office.name_council(more=REPORT)
    office.open(with_settings())
    kind, text = office.press("committee_report")
    assert kind == "information"
    assert "The report of October 2010" in text
    assert "Elsewhere" in text
    office.council_file = None
    assert "[report]" in office.press("committee_report")[1]


def test_the_reports_template_is_looked_for_beside_the_council_installed(office: Office) -> None:
    installed = office.name_council(more=f'{REPORT}template = "ours.docx"\n')
    place = office.folder / "installed" / installed.name
    place.parent.mkdir()
    office.council_file = installed.rename(place)
    template = docx.Document(str(ROOT / "workbook_templates" / "committee_report.docx"))
    template.add_paragraph("In the house style of {{ council }}")
    template.save(str(place.parent / "ours.docx"))
    office.open(with_settings())
    assert office.press("committee_report")[0] == "information"
    (path,) = office.folder.glob("**/*Oct*.docx")
    assert path.parent.parent == office.folder
    assert "In the house style of Elsewhere" in [
        paragraph.text for paragraph in docx.Document(str(path)).paragraphs
    ]


def test_the_folder_is_shown_once_it_is_there(office: Office) -> None:
    office.name_council()
    office.open(work())
    kind, text = office.press("open_folder")
    assert kind == "warning"
    assert "There is no folder" in text
    (office.folder / "reports").mkdir()
    assert office.press("open_folder") == ("", "")
    assert office.shown == [office.folder / "reports"]


def test_off_windows_a_folder_is_named_where_it_cannot_be_shown(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Only Windows can show the folder"):
        show_folder(tmp_path)


def test_a_folder_that_windows_does_not_show_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []

    def show(folder: Path) -> None:
        if not folder.exists():
            raise OSError
        shown.append(folder)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", show, raising=False)
    show_folder(tmp_path)
    assert shown == [tmp_path]
    gone = tmp_path / "gone"
    with pytest.raises(OutputError) as error:
        show_folder(gone)
    assert str(error.value) == f"Windows could not show the folder {gone}."


def test_without_an_installation_a_button_has_no_council(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    around = this_computer()
    assert around.council_file is None
    assert around.context().calendar.convention is Convention.DAY_0


def test_a_button_has_the_council_that_was_named_at_the_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install_for(tmp_path / "profile", HARROW / "council.toml", monkeypatch)
    around = this_computer()
    assert around.council_file == HARROW / "council.toml"
    council = around.context().council
    assert council is not None
    assert council.settings.council.name == "Harrow"


SETTINGS = (
    ("Setting", "Value", "What it does"),
    ("Council", "Elsewhere", None),
    ("Report month", "Oct 2010", None),
    ("Case list sheet", "Cases", None),
)


def with_settings(rows: tuple[tuple[object, ...], ...] = SETTINGS) -> Workbook:
    content = work([*ROWS, (109, "Initial", day(1, 10), None, day(12, 10))])
    sheet = content.create_sheet("Settings")
    for row in rows:
        sheet.append(row)
    return content


def test_the_workbooks_own_settings_come_before_the_council_installed(office: Office) -> None:
    office.name_council()
    book = office.open(with_settings())
    assert office.press("build_summary") == ("", "")
    text = " ".join(texts_on(book, "Cover"))
    assert "Elsewhere" in text
    assert "October 2010" in text


def test_only_the_sheets_that_the_settings_name_are_reported(office: Office) -> None:
    content = with_settings()
    add_list(content, "Older", [(301, "Initial", day(1, 10), None, day(4, 10))])
    book = office.open(content)
    office.press("build_summary")
    assert "7 completed" not in " ".join(texts_on(book, "Method"))
    rows = [[cell.value for cell in row] for row in sheet_of(book, "Method").iter_rows()]
    assert any(row[:2] == ["All together", 8] for row in rows)


@pytest.mark.parametrize("button", ["build_summary", "check_list", "share_copy"])
def test_a_sheet_that_the_settings_name_beside_others_and_that_is_not_there_is_named(
    office: Office, button: str
) -> None:
    content = with_settings((*SETTINGS, ("Case list sheet", "Core lst", None)))
    add_list(content, "Core list", [(301, "Core", day(1, 10), day(4, 10), day(5))])
    book = office.open(content)
    office.excel.select(sheet_of(book, "Own notes"), "A1")
    kind, text = office.press(button)
    assert kind == "warning"
    assert text == (
        'Work.xlsx has no sheet "Core lst", which the sheet Settings names as a case list: it has '
        '"Cases", "Own notes", "Settings" and "Core list". Correct the name, or take it out.'
    )
    assert titles(book) == ["Cases", "Own notes", "Settings", "Core list"]


def test_a_table_that_the_council_names_beside_others_and_that_is_not_there_is_named(
    office: Office,
) -> None:
    path = office.name_council()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[output]", 'tables = ["One", "Two"]\n[output]'), encoding="utf-8")
    content = work()
    columns = [TableColumn(id=at, name=name) for at, name in enumerate(HEADINGS, start=1)]
    ref = f"A1:E{1 + len(ROWS)}"
    content["Cases"].add_table(Table(displayName="one", ref=ref, tableColumns=columns))
    office.open(content)
    kind, said = office.press("build_summary")
    assert kind == "warning"
    assert said == (
        'Work.xlsx has no table "Two", which council.toml names as a case list: it has "one". '
        "Correct the name, or take it out."
    )


def test_a_closure_day_beside_the_bank_holidays_is_no_working_day(office: Office) -> None:
    content = with_settings()
    days = content.create_sheet("Bank holidays")
    days.append(("Date", "Day", "Name", "Kind"))
    days.append((day(8), None, "The office moves", "Closure day"))
    book = office.open(content)
    office.press("definitions")
    office.press("build_summary")
    assert "closure days are left out too: 08 Nov 2010." in " ".join(texts_on(book, "Method"))


def test_a_wrong_setting_is_named_by_its_row(office: Office) -> None:
    office.open(with_settings((*SETTINGS, ("Amber within", "soon", None))))
    kind, text = office.press("build_summary")
    assert kind == "warning"
    assert 'row 5, "Amber within"' in text


def test_a_sheet_that_an_officer_calls_settings_is_left_alone(office: Office) -> None:
    office.name_council()
    content = work()
    content.create_sheet("Settings")["A1"] = "Font size"
    book = office.open(content)
    assert office.press("build_summary") == ("", "")
    assert "Anywhere" in " ".join(texts_on(book, "Cover"))


@pytest.mark.parametrize("address", ["", "https://council.example/documents"])
def test_a_workbook_without_a_folder_has_none_for_reports(office: Office, address: str) -> None:
    book = office.open(with_settings(), saved=False)
    book.address = address
    for button in ("build_all_months", "share_copy", "open_folder"):
        kind, text = office.press(button)
        assert kind == "warning"
        assert "save it on a drive first" in text
    assert office.press("build_summary") == ("", "")


def test_lists_that_the_settings_name_in_other_files_are_counted_too(office: Office) -> None:
    path = office.name_council()
    text = path.read_text(encoding="utf-8")
    more = '[[case_lists]]\nfile = "core.xlsx"\n[output]'
    path.write_text(text.replace("[output]", more), encoding="utf-8")
    other = Workbook()
    other.worksheets[0].title = "Core"
    add_list(other, "Core", [row for row in ROWS if row[1] == "Core"])
    other.save(office.folder / "core.xlsx")
    book = office.open(work([row for row in ROWS if row[1] == "Initial"]))
    assert office.press("build_summary") == ("", "")
    assert {"NI 59", "NI 60"} <= set(titles(book))


def test_harrows_figures_come_out_of_one_list_open_and_the_other_on_the_disk(
    office: Office,
) -> None:
    office.council_file = HARROW / "council.toml"
    name = "initial_assessments.xlsx"
    book = office.open(load_workbook(HARROW / name), name)
    own = titles(book)
    before = cells_of(book)
    assert office.press("build_summary") == ("", "")
    values = [cell.value for row in sheet_of(book, "Summary").iter_rows() for cell in row]
    assert {55 / 59, 50 / 58, 206 / 275} <= set(values)
    assert cells_of(book, own) == before
    assert office.press("check_list") == ("", "")
    assert "Work" not in " ".join(texts_on(book, "Check"))
    assert links_of(book)["A25"] == "'Initial assessments'!A25"


def test_from_a_workbook_without_a_list_the_files_of_the_settings_are_read(office: Office) -> None:
    office.name_council(file="list.xlsx")
    work().save(office.folder / "list.xlsx")
    content = Workbook()
    content.worksheets[0]["A1"] = "My notes"
    book = office.open(content, "Notes.xlsx")
    assert office.press("check_list") == ("", "")
    assert "7 rows read" in texts_on(book, "Check")[1]
    assert "list.xlsx" in texts_on(book, "Check")
    assert office.press("build_summary") == ("", "")


def test_the_buttons_work_in_the_performance_workbook_as_it_is_shipped(office: Office) -> None:
    content = load_workbook(ROOT / "workbook_templates" / "performance_workbook.xlsx")
    office.today = date(2026, 12, 1)
    book = office.open(content, "performance_workbook.xlsx")
    before = cells_of(book)
    assert office.press("check_list") == ("", "")
    assert office.press("build_summary") == ("", "")
    assert cells_of(book, ["How to", "Cases", "Rates", "Settings", "Bank holidays"]) == before
    assert "October 2026" in " ".join(texts_on(book, "Cover"))


def test_formulas_of_ours_are_entered_again_and_no_others(office: Office) -> None:
    content = work()
    sheet = content.create_sheet("Rates")
    sheet["A1"] = "=NI59_RATE(Cases!A:E)"
    sheet["A2"] = "=SUM(Cases!A:A)"
    sheet["B1"] = '=IFERROR(TIMELINESS_TABLE(Cases!A:E,"NI59"),"")'
    sheet["B2"] = '=IFERROR(TIMELINESS_TABLE(Cases!A:E,"NI59"),"")'
    sheet["C1"] = "NI59_RATE( is the function"
    book = office.open(content)
    office.excel.spilled = {("Rates", "B1"): "B1", ("Rates", "B2"): "B1"}
    before = cells_of(book)
    assert office.press("refresh_formulas") == ("information", "2 formulas entered again.")
    assert [place[:2] for place in office.excel.entered] == [("Rates", "A1"), ("Rates", "B1")]
    assert office.excel.calculations == 1
    assert cells_of(book) == before


def test_a_text_that_shows_a_formula_stays_a_text(office: Office) -> None:
    content = work()
    sheet = content.create_sheet("Rates")
    sheet["A1"] = "=NI59_RATE(Cases!A:E)"
    sheet["B1"] = "=NI59_RATE(Cases!A:E)"
    sheet["B1"].data_type = "s"
    office.open(content)
    assert office.press("refresh_formulas") == ("information", "1 formula entered again.")
    assert [place[:2] for place in office.excel.entered] == [("Rates", "A1")]


def test_the_formulas_shown_in_the_performance_workbook_stay_texts(office: Office) -> None:
    content = load_workbook(ROOT / "workbook_templates" / "performance_workbook.xlsx")
    shown = [
        ("Rates", cell.coordinate)
        for cell in content["Rates"]["G"]
        if str(cell.value).startswith("=")
    ]
    assert shown
    office.open(content, "performance_workbook.xlsx")
    office.press("refresh_formulas")
    assert not {place[:2] for place in office.excel.entered} & set(shown)


def test_in_an_excel_whose_formulas_fill_one_cell_they_are_entered_in_the_older_way(
    office: Office,
) -> None:
    content = work()
    content.create_sheet("Rates")["A1"] = "=NI59_RATE(Cases!A:E)"
    office.open(content)
    office.excel.has_spills = False
    assert office.press("refresh_formulas") == ("information", "1 formula entered again.")
    assert office.excel.entered == [("Rates", "A1", "=NI59_RATE(Cases!A:E)")]


def test_formulas_that_excel_refuses_are_named(office: Office) -> None:
    content = work()
    content.create_sheet("Rates")["A1"] = "=NI59_RATE(Cases!A:E)"
    office.open(content)
    office.excel.fails_at = {"enter"}
    kind, text = office.press("refresh_formulas")
    assert kind == "warning"
    assert "Rates!A1" in text
    assert office.excel.calculations == 0


def test_without_a_formula_of_ours_there_is_nothing_to_refresh(office: Office) -> None:
    office.open(work())
    assert "No formula in this workbook" in office.press("refresh_formulas")[1]
