"""Real files of every kind, written by other programs, and damaged ones."""

from __future__ import annotations

import csv
import gc
import io
import struct
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from tests.support.editing import packed
from tests.support.lists import HEADINGS, initial
from tests.support.rendering import convert
from timeliness import archives
from timeliness.case_list import CaseList, CaseListFile, Field, ListOptions, read_case_list
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
    for core in ("Core", "CORE"):
        only = read_case_list([CaseListFile(tmp_path / "performance.xlsx", sheets=(core,))])
        assert [source.sheet for source in only.sources] == ["Core"]


def test_an_excel_table_is_read_by_its_name(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].add_table(Table(displayName="Cases", ref="A1:E3"))
    book.save(path)
    for name in ("Cases", "cases"):
        case_list = read_case_list([CaseListFile(path, tables=(name,))])
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


LIST_3 = ["Child Unique ID", "Date of Referral"]
LIST_4 = [
    "Child Unique ID",
    "Continuous Assessment Start Date",
    "Continuous Assessment Date of Authorisation",
]


def write_annex_a(
    path: Path, referrals: Sequence[Sequence[object]], assessments: Sequence[Sequence[object]]
) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "List_3"
    book.worksheets[0].append(["Annex A: referrals"])
    for row in referrals:
        book.worksheets[0].append(list(row))
    sheet = book.create_sheet("List_4")
    for row in (LIST_4, *assessments):
        sheet.append(list(row))
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def referrals_of(case_list: CaseList) -> list[date | None]:
    return [day.item() for day in case_list.dates[Field.REFERRAL].days]


def test_list_3_gives_the_last_referral_on_or_before_the_start(tmp_path: Path) -> None:
    known = [(7, 1), (7, 10), (7, 20), (8, 30), (None, 5)]
    path = write_annex_a(
        tmp_path / "annex.xlsx",
        [LIST_3, *((child, date(2020, 9, day)) for child, day in known), (9, "soon"), (7, None)],
        [
            (child, date(2020, 9, day), date(2020, 10, 12))
            for child, day in (("7", 12), (7, 10), (8, 12), (9, 12), (None, 12))
        ],
    )
    case_list = read_case_list([CaseListFile(path)])
    assert referrals_of(case_list) == [date(2020, 9, 10), date(2020, 9, 10), None, None, None]


def test_each_of_two_annexes_of_one_name_has_its_own_list_3(tmp_path: Path) -> None:
    start, end = date(2020, 9, 12), date(2020, 10, 12)
    files = [
        CaseListFile(
            write_annex_a(
                tmp_path / folder / "Annex A.xlsx",
                [LIST_3, [7, date(2020, 9, day)]],
                [[7, start, end]],
            )
        )
        for folder, day in (("east", 1), ("west", 2))
    ]
    assert referrals_of(read_case_list(files)) == [date(2020, 9, 1), date(2020, 9, 2)]


def test_a_list_3_without_its_headings_gives_no_referral_and_no_column_of_them(
    tmp_path: Path,
) -> None:
    path = write_annex_a(
        tmp_path / "annex.xlsx",
        [["Child", "Seen"], [7, date(2020, 9, 1)]],
        [[7, date(2020, 9, 12), date(2020, 10, 12)]],
    )
    case_list = read_case_list([CaseListFile(path)])
    (source,) = case_list.sources
    assert not source.holds(Field.REFERRAL, "single")
    (notice,) = source.notices
    assert notice == (
        'annex.xlsx, sheet "List_3": none of its first 20 rows has headings for the child\'s '
        "identifier and the date of referral, so no referral date was taken from it."
    )


def test_an_annex_a_without_list_3_and_with_a_type_of_the_councils_is_read_as_it_says(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "List_4"
    book.worksheets[0].append(LIST_4)
    book.worksheets[0].append([7, date(2020, 9, 12), date(2020, 10, 12)])
    path = tmp_path / "annex.xlsx"
    book.create_sheet("List_1")["A1"] = "Annex A: contacts"
    book.save(path)
    for kind, read_as, said_by in (
        (None, "single", "Annex A, whose List 4 it is"),
        ("initial", "initial", "the settings"),
    ):
        case_list = read_case_list([CaseListFile(path, options=ListOptions(kind=kind))])
        (source,) = case_list.sources
        assert (case_list.kind_name(0), source.kind_is_from) == (read_as, said_by)
        assert case_list.dates[Field.REFERRAL].days[0].item() is None
        assert "List 3" not in "".join(source.notices)


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


def locked_xls(begins: bytes) -> bytes:
    """The beginning of an old workbook whose records after the first are encrypted."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\x09\x08" + begins + bytes(700)


EXCEL_97, EXCEL_95 = b"\x10\x00\x00\x06\x05\x00" + bytes(12), b"\x08\x00\x00\x05\x05\x00" + bytes(4)
RESERVED, LOCKED = b"\x86\x00\x00\x00", b"\x2f\x00\x36\x00"

LOCKED_ODS = {
    "content.xml": bytes(range(256)),
    "META-INF/manifest.xml": b"<manifest><file-entry><encryption-data/></file-entry></manifest>",
}

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
    "protected.xls": (lambda: locked_xls(EXCEL_97 + LOCKED), "password"),
    "protected twice.xls": (lambda: locked_xls(EXCEL_97 + RESERVED + LOCKED), "password"),
    "protected in Excel 95.xls": (lambda: locked_xls(EXCEL_95 + LOCKED), "password"),
    "reserved and cut off.xls": (lambda: locked_xls(EXCEL_97 + RESERVED), "damaged"),
    "protected.ods": (lambda: packed(LOCKED_ODS), "password"),
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


def test_an_old_workbook_that_calamine_finds_locked_is_said_to_be_locked(tmp_path: Path) -> None:
    path = convert(write_workbook(tmp_path / "list.xlsx"), tmp_path, "xls")
    content = bytearray(path.read_bytes())
    begins = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    content[begins + 20 : begins + 22] = LOCKED[:2]
    path.write_bytes(content)
    with pytest.raises(python_calamine.PasswordError):
        python_calamine.load_workbook(path)
    with pytest.raises(UnusableInputError) as error:
        ends(path)
    assert str(error.value) == (
        "list.xls is protected with a password, so it cannot be read: save a copy without the "
        "password in a safe place, and remove it afterwards."
    )


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (
            PermissionError(13, "Permission denied"),
            (
                "may not be read: close it if it is open elsewhere, and check that you have "
                "access to it."
            ),
        ),
        (
            OSError(5, "Input/output error"),
            "could not be read (Input/output error): check the drive and try again.",
        ),
        (
            OSError(),
            "could not be read (the drive did not answer): check the drive and try again.",
        ),
    ],
)
def test_a_file_that_may_not_be_read_or_whose_drive_fails_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError, said: str
) -> None:
    path = write_workbook(tmp_path / "list.xlsx")

    def failing(_: Path) -> bytes:
        raise trouble

    monkeypatch.setattr(Path, "read_bytes", failing)
    with pytest.raises(UnusableInputError) as error:
        read_case_list([CaseListFile(path)])
    assert str(error.value) == f"list.xlsx {said}"


class PanicException(BaseException):
    """What the compiled reader raises where it gives up; it is no Exception."""


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (MemoryError, "is too large for this machine's memory: export a shorter period."),
        (
            PanicException,
            (
                "is damaged or is not a workbook: open it in Excel and save it again, or export "
                "it again."
            ),
        ),
    ],
)
def test_a_reader_that_gives_up_is_told_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: type[BaseException],
    said: str,
) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    give_up_with(trouble, monkeypatch)
    with pytest.raises(UnusableInputError) as error:
        ends(path)
    assert str(error.value) == f"list.xlsx {said}"


def test_an_interrupt_while_a_workbook_is_read_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    give_up_with(KeyboardInterrupt, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        ends(path)


def give_up_with(trouble: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(python_calamine, "load_workbook", reader)


@pytest.mark.parametrize("sweeps", [True, False])
def test_whether_python_frees_memory_is_after_reading_as_it_was_before(
    tmp_path: Path, sweeps: bool
) -> None:
    path, before = write_workbook(tmp_path / "list.xlsx"), gc.isenabled()
    try:
        (gc.enable if sweeps else gc.disable)()
        assert ends(path) == [END, None]
        with pytest.raises(UnusableInputError):
            ends(tmp_path / "none.xlsx")
        assert gc.isenabled() == sweeps
    finally:
        (gc.enable if before else gc.disable)()


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
