"""Real files of every kind, written by other programs, and damaged ones."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from tests.support.editing import packed
from tests.support.lists import HEADINGS, initial
from tests.support.rendering import convert
from timeliness import archives
from timeliness.case_list import CaseListFile, Field, ListOptions, read_case_list
from timeliness.case_list import files as reading
from timeliness.errors import UnusableInputError

START, END = date(2010, 11, 1), date(2010, 11, 15)
ROWS: list[list[object]] = [list(HEADINGS), initial(1, START, END), initial(2, START, None)]


def write_workbook(path: Path, rows: list[list[object]] = ROWS, sheet: str = "Data") -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].title = sheet
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def ends(path: Path) -> list[date | None]:
    case_list = read_case_list([CaseListFile(path)])
    return [day.item() for day in case_list.dates[Field.END].days]


def test_a_workbook_of_today_reads_as_it_was_written(tmp_path: Path) -> None:
    assert ends(write_workbook(tmp_path / "list.xlsx")) == [END, None]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_older_and_other_workbooks_read_the_same(tmp_path: Path, kind: str) -> None:
    made = convert(write_workbook(tmp_path / "list.xlsx"), tmp_path, kind)
    assert ends(made) == [END, None]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_reads_whatever_its_delimiter_and_encoding(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([[*HEADINGS, "Team"], [1, "IA", "01/11/2010", "", "15/11/2010", "Café Team"]])
    path = tmp_path / "list.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    case_list = read_case_list([CaseListFile(path)])
    assert case_list.teams == ("Café Team",)
    assert case_list.dates[Field.END].days[0].item() == END
    assert bool(case_list.sources[0].notices) == (encoding in {"cp1252", "utf-16"})


def test_serial_numbers_of_a_1904_workbook_are_read_by_its_own_calendar(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(list(HEADINGS))
    sheet.append(initial(1, START, END))
    sheet.append([2, "IA", 39021, None, 39035])
    book.save(tmp_path / "mac.xlsx")
    assert ends(tmp_path / "mac.xlsx") == [END, END]


def test_a_formula_counts_by_the_value_it_showed(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", [list(HEADINGS), initial(1, START, "=C2+14")])
    # A formula that no spreadsheet program has calculated yet shows nothing.
    assert ends(path) == [None]


def test_every_sheet_with_a_list_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "IA"
    for row in ROWS:
        book.worksheets[0].append(row)
    core = book.create_sheet("Core")
    core.append(["Client ID", "Start date", "End date"])
    core.append([1, START, END])
    notes = book.create_sheet("Scores")
    notes.append(["Indicator", "Value"])
    book.create_chartsheet("Picture")
    book.save(tmp_path / "performance.xlsx")
    case_list = read_case_list([CaseListFile(tmp_path / "performance.xlsx")])
    assert [source.sheet for source in case_list.sources] == ["IA", "Core"]
    assert len(case_list.skipped) == 1
    assert 'sheet "Scores"' in case_list.skipped[0]
    only = read_case_list([CaseListFile(tmp_path / "performance.xlsx", sheets=("Core",))])
    assert len(only) == 1


def test_an_excel_table_is_read_by_its_name(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].add_table(Table(displayName="Cases", ref="A1:E3"))
    book.save(path)
    case_list = read_case_list([CaseListFile(path, tables=("Cases",))])
    assert list(case_list.row) == [2, 3]
    with pytest.raises(UnusableInputError, match='no table "Casez"; its tables: "Cases"'):
        read_case_list([CaseListFile(path, tables=("Casez",))])


def test_the_real_annex_a_gives_single_assessments_from_list_4(shared_data: Path) -> None:
    case_list = read_case_list([CaseListFile(shared_data / "annex_a_sample.xlsx")])
    (source,) = case_list.sources
    assert source.sheet == "List 4"
    assert len(case_list) == 5
    assert {case_list.kind_name(record) for record in range(5)} == {"single"}
    assert "List 3 gave a referral date to 0 of 5 assessments" in source.notices[0]


def test_list_3_gives_the_last_referral_on_or_before_the_start(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    referrals = book.worksheets[0]
    referrals.title = "List_3"
    referrals.append(["Annex A: referrals"])
    referrals.append(["Child Unique ID", "Date of Referral"])
    for child, day in ((7, 1), (7, 10), (7, 20), (8, 30)):
        referrals.append([child, date(2020, 9, day)])
    assessments = book.create_sheet("List_4")
    assessments.append(
        [
            "Child Unique ID",
            "Continuous Assessment Start Date",
            "Continuous Assessment Date of Authorisation",
        ]
    )
    assessments.append(["7", date(2020, 9, 12), date(2020, 10, 12)])
    assessments.append([7, date(2020, 9, 10), date(2020, 10, 12)])
    assessments.append([8, date(2020, 9, 12), date(2020, 10, 12)])
    assessments.append([9, date(2020, 9, 12), date(2020, 10, 12)])
    book.save(tmp_path / "annex.xlsx")
    case_list = read_case_list([CaseListFile(tmp_path / "annex.xlsx")])
    days = [day.item() for day in case_list.dates[Field.REFERRAL].days]
    assert days == [date(2020, 9, 10), date(2020, 9, 10), None, None]


def bomb() -> bytes:
    spaces = b" " * (80 * 1024 * 1024)
    return packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": spaces})


def lying_bomb() -> bytes:
    """A bomb whose package says that it is small."""
    honest = bomb()
    size = struct.pack("<L", 80 * 1024 * 1024)
    assert honest.count(size) == 2
    return honest.replace(size, struct.pack("<L", 1000))


def corners(first: str, last: str, says: str = 'r="{}"', *, named_rows: bool = True) -> bytes:
    """A sheet with two cells, in opposite corners."""
    row = last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    one, other = (says.format(1), says.format(row)) if named_rows else ("", "")
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"<row {one}><c {says.format(first)}><v>1</v></c></row>"
        f"<row {other}><c {says.format(last)}><v>1</v></c></row>"
        "</sheetData></worksheet>"
    )
    return workbook_with("xl/worksheets/sheet1.xml", sheet)


def workbook_with(name: str, text: str) -> bytes:
    made = io.BytesIO()
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(made)
    parts = archives.parts_of(made.getvalue())
    return archives.packed(
        ((part, text.encode() if part == name else content) for part, content in parts),
        compressed=False,
    )


def plain_zip() -> bytes:
    return packed({"letter.txt": b"no workbook"})


def whole() -> bytes:
    return workbook_with("", "")


def scratched() -> bytes:
    content = bytearray(whole())
    inside = content.index(b"<sheetData>")
    content[inside + 40 : inside + 80] = b"\x00\xff" * 20
    return bytes(content)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
)

DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.xlsx": (lambda: b"", "is empty"),
    "blank.csv": (lambda: b" \r\n\r\n", "is empty"),
    "cut off in the middle.xlsx": (lambda: whole()[:2000], "damaged"),
    "cut off at its end.xlsx": (lambda: whole()[:-30], "damaged"),
    "bytes changed in the sheet.xlsx": (scratched, "damaged"),
    "a zip that is no workbook.xlsx": (plain_zip, "zip file but not a workbook"),
    "an empty zip.xlsx": (lambda: b"PK\x05\x06" + bytes(18), "not a workbook"),
    "a bomb.xlsx": (bomb, "would fill this machine's memory"),
    "a bomb that says it is small.xlsx": (lying_bomb, "would fill|damaged"),
    "two cells far apart.xlsx": (
        lambda: corners("A1", "XFD1048576"),
        "would fill this machine's memory",
    ),
    "two cells oddly written.xlsx": (
        lambda: corners("A1", "XFD1048576", "r = '{}'"),
        "would fill this machine's memory",
    ),
    "two cells in single quotes.xlsx": (
        lambda: corners("A1", "xfd1048576", "r='{}'"),
        "would fill this machine's memory",
    ),
    "rows without numbers.xlsx": (
        lambda: corners("XFD1", "A1048576", named_rows=False),
        "would fill this machine's memory",
    ),
    "two cells a row apart.xlsx": (lambda: corners("A1", "ZZ1048576"), "would fill this machine"),
    "entities.xlsx": (lambda: workbook_with("xl/workbook.xml", ENTITIES), "damaged"),
    "wrong xml.xlsx": (lambda: workbook_with("xl/workbook.xml", "<workbook>"), "damaged"),
    "wrong sheet.xlsx": (
        lambda: workbook_with("xl/worksheets/sheet1.xml", "<a><b></a>"),
        "no cells",
    ),
    "protected.xlsx": (lambda: ENCRYPTED, "password"),
    "an old workbook cut off.xls": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(700),
        "damaged",
    ),
    "a web page.xls": (lambda: b"<html><table><tr><td>Child</td></tr></table></html>", "web page"),
    "a picture.csv": (
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "neither a workbook nor",
    ),
    "nothing but noise.csv": (
        lambda: bytes(range(1, 256)) * 8,
        "no case|headings|could not be|neither",
    ),
    "an open quotation.csv": (lambda: b'"Child,Start,End\r\n' + b"x" * 200_000, "quotation mark"),
    "a letter.csv": (
        lambda: b"Dear colleague,\r\nplease find no list.\r\n",
        "headings of a case list",
    ),
    "headings only.csv": (lambda: b"Type,Start date,End date\r\n", "no rows below"),
    "half an utf-16.csv": (lambda: b"\xff\xfe\x41", "neither a workbook nor|headings"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_ends_in_one_sentence_that_names_it(tmp_path: Path, name: str) -> None:
    make, said = DAMAGED[name]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(UnusableInputError, match=said) as error:
        read_case_list([CaseListFile(path, options=ListOptions(assumed_kind="initial"))])
    assert name in str(error.value)
    assert str(error.value).endswith(".")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="was not found"):
        read_case_list([CaseListFile(tmp_path / "none.xlsx")])
    with pytest.raises(UnusableInputError, match="is a folder"):
        read_case_list([CaseListFile(tmp_path)])


def test_a_sheet_that_is_not_there_is_named_beside_those_that_are(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    with pytest.raises(UnusableInputError, match='no sheet "Cases": it has "Data"'):
        read_case_list([CaseListFile(path, sheets=("Cases",))])


def test_sheets_of_a_text_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Type,Start date,End date\nIA,01/11/2010,02/11/2010\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match="has no sheets or tables"):
        read_case_list([CaseListFile(path, sheets=("Cases",))])


def test_a_file_beyond_the_limit_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(UnusableInputError, match="Export a shorter period"):
        read_case_list([CaseListFile(write_workbook(tmp_path / "list.xlsx"))])


def test_reading_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    before = path.read_bytes(), path.stat().st_mtime_ns
    ends(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_times_of_day_do_not_move_a_date(tmp_path: Path) -> None:
    late = datetime(2010, 11, 15, 23, 59, 59)
    assert ends(
        write_workbook(tmp_path / "list.xlsx", [list(HEADINGS), initial(1, START, late)])
    ) == [END]
