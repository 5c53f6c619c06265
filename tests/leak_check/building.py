"""Share copies and reports with a leak put into them, and what the check says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.editing import with_part
from tests.support.harrow import november
from tests.support.lists import HARROW
from timeliness.documents import committee_report
from timeliness.leak_check import leaks_in
from timeliness.settings import read_council
from timeliness.workbooks.share import share_copy


def leaks_after(change: Callable[[openpyxl.Workbook, Worksheet], object]) -> str:
    """Spoil a share copy and check it."""
    book = openpyxl.load_workbook(io.BytesIO(share_copy(november())))
    sheet = book["Month"]
    assert isinstance(sheet, Worksheet)
    change(book, sheet)
    made = io.BytesIO()
    book.save(made)
    return " ".join(leaks_in(made.getvalue(), "spoilt.xlsx"))


def with_new_part(name: str, content: bytes = b"<x/>") -> str:
    made = io.BytesIO(share_copy(november()))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, content)
    return " ".join(leaks_in(made.getvalue(), "spoilt.xlsx"))


def related_as(parts: dict[str, bytes], kind: str, target: str) -> dict[str, bytes]:
    """Relate a workbook to a part, as every program does for the parts that it wants read."""
    place = "xl/_rels/workbook.xml.rels"
    relation = f'<Relationship Id="rIdX" Type="http://x/relationships/{kind}" Target="{target}"/>'
    text = parts[place].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    return parts | {place: text}


def report_bytes() -> bytes:
    settings = read_council(HARROW / "council.toml").settings.report
    assert settings is not None
    return committee_report(november(), settings)


def report_with(old: str, new: str, part: str = "word/document.xml") -> str:
    """Spoil a committee report and check it."""
    return " ".join(leaks_in(with_part(report_bytes(), part, old, new), "spoilt.docx"))
