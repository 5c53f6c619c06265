"""What cells, texts and stored values say: columns and values that belong to single children."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from timeliness.leak_check.columns import column_leaks, styles_of_days
from timeliness.leak_check.headings import kept_under, kept_under_short
from timeliness.leak_check.own_sheets import own_row_leaks, own_sheet_leaks
from timeliness.leak_check.reading import Parts

_VALUES = (
    (re.compile(r"(?<![\w#])[A-HJ-NP-RT-Z]\d{11}[0-9A-Z](?!\w)"), "a unique pupil number"),
    (re.compile(r"(?<![\w.,])\d{3} ?\d{3} ?\d{4}(?![\w.,%])"), "an NHS number"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"), "a postcode"),
)
_FIRST_DAY = date(1899, 12, 30)
"""Excel's day 0, as it counts from March 1900 on."""


def content_leaks(parts: Parts) -> Iterator[str]:
    """Name texts, columns and stored values that look as if they belonged to single children."""
    yield from own_sheet_leaks(parts)
    for name, part in parts.sheets.items():
        yield from _sheet_leaks(parts, name, part)
    written = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
    for part in parts.named(*written, ending=".xml"):
        texts = ["".join(p.itertext()) for p in parts.xml(part).iterfind(".//{*}p")]
        yield from _text_leaks(texts, "The document")
        yield from _tables_of(parts.xml(part))
    stored = ("xl/charts/", "word/charts/", "xl/drawings/", "xl/tables/")
    for part in parts.named(*stored, ending=".xml"):
        texts = [text for item in parts.xml(part).iter() for text in _texts_of(item)]
        yield from _text_leaks(texts, f"The part {part}")
        yield from _table_leaks(parts.xml(part))
    # Texts that no cell uses any more stay behind in this part.
    yield from _text_leaks(list(parts.shared_strings), "The workbook's stored text")


def _texts_of(item: Element) -> list[str]:
    kept = ("name", "descr", "title", "text")
    return [(item.text or ""), *(item.get(key, "") for key in kept)]


def _table_leaks(root: Element) -> Iterator[str]:
    """Name the columns of an Excel table, whose name is a heading and nothing else."""
    for column in root.iterfind("{*}tableColumns/{*}tableColumn"):
        if what := kept_under_short(column.get("name", "")):
            yield f'The table "{root.get("displayName")}" has a heading for {what}.'


def _sheet_leaks(parts: Parts, name: str, part: str) -> Iterator[str]:
    columns: dict[str, list[str]] = defaultdict(list)
    rows: dict[str, list[str]] = defaultdict(list)
    root, of_days = parts.xml(part), styles_of_days(parts)
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        text = _cell_text(cell, parts)
        if cell.get("s") in of_days and cell.get("t", "n") == "n":
            text = _day_of(text)
        place = cell.get("r", "")
        columns[re.sub(r"\d", "", place)].append(text)
        rows[re.sub(r"\D", "", place)].append(text)
    yield from own_row_leaks(rows.values(), f'Sheet "{name}"')
    yield from _text_leaks([x for column in columns.values() for x in column], f'Sheet "{name}"')
    for footer in root.iterfind("{*}headerFooter/*"):
        yield from _text_leaks([footer.text or ""], f'The header or footer of sheet "{name}"')
    for letter, texts in columns.items():
        yield from column_leaks(texts, f'Sheet "{name}", column {letter}')


def _day_of(number: str) -> str:
    """Write the day that a cell shows; what is no day stays as it is."""
    try:
        return (_FIRST_DAY + timedelta(days=int(float(number)))).strftime("%d/%m/%Y")
    except (ValueError, OverflowError):
        return number


def _tables_of(root: Element) -> Iterator[str]:
    """Look at the columns of a document's tables as at those of a sheet."""
    for number, table in enumerate(root.iterfind(".//{*}tbl"), start=1):
        columns: dict[int, list[str]] = defaultdict(list)
        rows = [
            ["".join(cell.itertext()) for cell in row.iterfind("{*}tc")]
            for row in table.iterfind("{*}tr")
        ]
        yield from own_row_leaks(rows, f"Table {number}")
        for row in rows:
            for place, text in enumerate(row, start=1):
                columns[place].append(text)
        for place, texts in columns.items():
            yield from column_leaks(texts, f"Table {number}, column {place}")


def _cell_text(cell: Element, parts: Parts) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    value = (cell.findtext("{*}v") or "").strip()
    # What is only called a digit, such as a small raised two, is no number.
    if cell.get("t") == "s" and value.isdecimal() and int(value) < len(parts.shared_strings):
        return parts.shared_strings[int(value)]
    return value


def _text_leaks(texts: list[str], place: str) -> Iterator[str]:
    for what in dict.fromkeys(map(kept_under, texts)):
        if what:
            yield f"{place} has a heading for {what}."
    for pattern, what in _VALUES:
        if any(pattern.search(text) for text in texts):
            yield f"{place} holds what looks like {what}."
