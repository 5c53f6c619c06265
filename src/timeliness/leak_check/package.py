"""What a package may carry unseen: caches, hidden sheets, comments, links, macros, its history."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeliness.leak_check.reading import Parts

_UNWANTED = (
    (("xl/pivotcache/", "xl/pivottables/"), "a pivot table's copy of the data behind it"),
    (("xl/comments", "word/comments"), "comments"),
    (("xl/threadedcomments/", "xl/persons/", "word/people"), "threaded comments or their writers"),
    (("xl/externallinks/",), "links to other workbooks, with copies of their values"),
    (("xl/connections", "xl/querytables/", "xl/model/"), "connections to data or a data model"),
    (("customxml/", "xl/customxml/"), "custom XML data"),
    (("xl/embeddings/", "word/embeddings/", "xl/activex/"), "embedded objects"),
    (("xl/vbaproject", "word/vbaproject", "xl/macrosheets/"), "macros"),
    (("xl/revisions/",), "the history of its changes"),
    (("docprops/custom",), "custom document properties"),
    (("xl/printersettings/",), "the name of a printer"),
)
_PATH = re.compile(r"(?i)(?:\b[a-z]:\\|\\\\\w|\bfile:/|/(?:users|home)/|\.xls)")
_TRUE = {"1", "true"}
_TEAM_WORDS = re.compile(
    r"(?i)\b(?:team|service|department|directorate|unit|council|office|borough|group|timeliness)\b"
)


def package_leaks(parts: Parts) -> Iterator[str]:
    """Name what stands in a package beside what its reader sees."""
    for beginnings, what in _UNWANTED:
        if parts.named(*beginnings):
            yield f"The file holds {what}."
    yield from _hidden(parts)
    yield from _names(parts)
    yield from _properties(parts)
    yield from _links(parts)
    yield from _document_history(parts)


def _hidden(parts: Parts) -> Iterator[str]:
    if parts.sheets:
        for sheet in parts.xml("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            if (state := sheet.get("state", "visible")) != "visible":
                hidden = "very hidden" if state == "veryHidden" else "hidden"
                yield f'The sheet "{sheet.get("name")}" is {hidden}.'
    for name, part in parts.sheets.items():
        root = parts.xml(part)
        for path, what in (("{*}cols/{*}col", "columns"), ("{*}sheetData/{*}row", "rows")):
            if any(item.get("hidden") in _TRUE for item in root.iterfind(path)):
                yield f'The sheet "{name}" has hidden {what}.'


def _names(parts: Parts) -> Iterator[str]:
    if "xl/workbook.xml" not in parts.content:
        return
    for name in parts.xml("xl/workbook.xml").iterfind("{*}definedNames/{*}definedName"):
        if _PATH.search(name.text or "") or "[" in (name.text or ""):
            yield f'The defined name "{name.get("name")}" leads to another file or folder.'
        elif name.get("hidden") in _TRUE:
            yield f'The defined name "{name.get("name")}" is hidden.'


def _properties(parts: Parts) -> Iterator[str]:
    for place, tags in (
        ("docProps/core.xml", {"creator": "author", "lastModifiedBy": "last editor"}),
        ("docProps/app.xml", {"Manager": "manager"}),
    ):
        if place not in parts.content:
            continue
        root = parts.xml(place)
        for tag, what in tags.items():
            said = (root.findtext(f"{{*}}{tag}") or "").strip()
            if said and said.casefold() != "openpyxl" and not _TEAM_WORDS.search(said):
                yield f"The document's {what} seems to be a person: let a team stand there."
        if (root.findtext("{*}HyperlinkBase") or "").strip():
            yield "The document's properties name a folder."


def _links(parts: Parts) -> Iterator[str]:
    for name in parts.content:
        if not name.endswith(".rels"):
            continue
        for to in parts.xml(name):
            kind = to.get("Type", "").rpartition("/")[2]
            if to.get("TargetMode") == "External" and (
                kind != "hyperlink" or _PATH.search(to.get("Target", ""))
            ):
                yield f"The file links to something outside it ({kind})."


def _document_history(parts: Parts) -> Iterator[str]:
    if "word/document.xml" not in parts.content:
        return
    root = parts.xml("word/document.xml")
    for tag, what in (
        ("ins", "tracked changes"),
        ("del", "tracked changes"),
        ("vanish", "hidden text"),
    ):
        if root.find(f".//{{*}}{tag}") is not None:
            yield f"The document holds {what}."
