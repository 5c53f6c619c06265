"""Files of every kind: what they are, and that they read the same."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from tests.support.lists import HEADINGS, initial
from tests.support.rendering import convert
from tests.support.written_lists import END, ROWS, START, ends, write_workbook
from timeliness.case_list import CaseListFile, Field, read_case_list
from timeliness.errors import UnusableInputError


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
