"""Files that are damaged, locked, hostile or no case lists, each with what is said of it."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import openpyxl

from tests.support.editing import packed
from tests.support.written_lists import ROWS
from timeliness import archives


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
