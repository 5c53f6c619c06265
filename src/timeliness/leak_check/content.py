"""What cells, texts and stored values say: columns and values that belong to single children."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from timeliness.leak_check.reading import Parts

_HEADINGS = (
    (re.compile(r"(?i)\b(?:child|pupil|person|client|case)[ _]?(?:unique )?"
                r"(?:id|ids|ref|number|no)\b"
                r"|\bidentifier\b|\b(?:upn|uln|lac id|nhs)\b(?: number)?|\bnhs number\b"),
     "identifiers of children"),
    (re.compile(r"(?i)\b(?:date of birth|birth date|dob)\b"), "dates of birth"),
    (re.compile(r"(?i)\b(?:forename|first name|surname|last name|family name|child'?s? name|"
                r"full name|given name)s?\b"), "names of children"),
    (re.compile(r"(?i)^(?:post ?code|address|home address)$"), "addresses"),
    (re.compile(r"(?i)^(?:date )?(?:of )?(?:referral|assessment start|assessment authorised)"
                r"(?: date)?$"), "dates of single cases"),
)  # fmt: skip
_LONGEST_HEADING = 60

_VALUES = (
    (re.compile(r"(?<![\w#])[A-HJ-NP-RT-Z]\d{11}[0-9A-Z](?!\w)"), "a unique pupil number"),
    (re.compile(r"(?<![\w.,])\d{3} ?\d{3} ?\d{4}(?![\w.,%])"), "an NHS number"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"), "a postcode"),
)
_IDENTIFIER = re.compile(r"[A-Z]{0,4}[-/ ]?\d{5,12}[A-Z]?")
_NAME = re.compile(r"(?:[A-Z][a-z'’-]+(?:[A-Z][a-z]+)?,? )[A-Z][A-Za-z'’-]+")
_SEVERAL = 5
"""From how many alike values in one column on they look like a list of cases."""


def content_leaks(parts: Parts) -> Iterator[str]:
    """Name texts, columns and stored values that look as if they belonged to single children."""
    for name, part in parts.sheets.items():
        yield from _sheet_leaks(parts, name, part)
    for part in parts.named("word/document", "word/header", "word/footer", "word/footnotes"):
        if part.endswith(".xml"):
            texts = ["".join(p.itertext()) for p in parts.xml(part).iterfind(".//{*}p")]
            yield from _text_leaks(texts, "The document")
    stored = parts.named("xl/charts/", "word/charts/", "xl/drawings/", "xl/tables/")
    for part in stored:
        if part.endswith(".xml"):
            texts = [text for item in parts.xml(part).iter() for text in _texts_of(item)]
            yield from _text_leaks(texts, f"The part {part}")
    # Texts that no cell uses any more stay behind in this part.
    yield from _text_leaks(list(parts.shared_strings), "The workbook's stored text")


def _texts_of(item: Element) -> list[str]:
    kept = ("name", "descr", "title", "text")
    return [(item.text or ""), *(item.get(key, "") for key in kept)]


def _sheet_leaks(parts: Parts, name: str, part: str) -> Iterator[str]:
    columns: dict[str, list[str]] = defaultdict(list)
    root = parts.xml(part)
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        text = _cell_text(cell, parts)
        columns[re.sub(r"\d", "", cell.get("r", ""))].append(text)
    yield from _text_leaks([x for column in columns.values() for x in column], f'Sheet "{name}"')
    for footer in root.iterfind("{*}headerFooter/*"):
        yield from _text_leaks([footer.text or ""], f'The header or footer of sheet "{name}"')
    for letter, texts in columns.items():
        values = [text.strip() for text in texts if text.strip()]
        alike = [text for text in values if _IDENTIFIER.fullmatch(text)]
        if len(set(alike)) >= _SEVERAL:
            yield f'Sheet "{name}", column {letter}: values look like identifiers of children.'
        named = [text for text in values if _NAME.fullmatch(text)]
        if len(set(named)) >= _SEVERAL and _share(named, values) and not _labels(values[0]):
            yield f'Sheet "{name}", column {letter}: values look like names of people.'


def _share(some: list[str], every: list[str]) -> bool:
    return 2 * len(some) > len(every)


def _labels(heading: str) -> bool:
    """Whether a column is headed as one of councils or teams, whose names are no people's."""
    return bool(re.search(r"(?i)team|council|area|authority|month|sheet|indicator", heading))


def _cell_text(cell: Element, parts: Parts) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    value = cell.findtext("{*}v") or ""
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(parts.shared_strings):
        return parts.shared_strings[int(value)]
    return value


def _text_leaks(texts: list[str], place: str) -> Iterator[str]:
    for pattern, what in _HEADINGS:
        if any(len(text) <= _LONGEST_HEADING and pattern.search(text.strip()) for text in texts):
            yield f"{place} has a heading for {what}."
    for pattern, what in _VALUES:
        if any(pattern.search(text) for text in texts):
            yield f"{place} holds what looks like {what}."
