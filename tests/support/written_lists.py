"""Case lists written as workbooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from tests.support.lists import HEADINGS, initial
from timeliness.case_list import CaseListFile, Field, read_case_list

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
