"""What a package may carry unseen: caches, hidden sheets, comments, links, macros, its history."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeliness.leak_check.reading import Parts, kind_of_relation

_UNWANTED = (
    (("xl/pivotcache/", "xl/pivottables/"), ("pivotcachedefinition", "pivottable"),
     "a pivot table's copy of the data behind it"),
    (("xl/slicer", "xl/timeline"), ("slicercache", "timelinecache"),
     "a slicer's list of the values behind it"),
    (("xl/comments", "word/comments"), ("comments",), "comments"),
    (("xl/threadedcomments/", "xl/persons/", "word/people"),
     ("threadedcomment", "person", "people"), "threaded comments or their writers"),
    (("xl/externallinks/",), ("externallink", "externallinkpath"),
     "links to other workbooks, with copies of their values"),
    (("xl/connections", "xl/querytables/", "xl/model/"), ("connections", "querytable"),
     "connections to data or a data model"),
    (("customxml/", "xl/customxml/"), ("customxml",), "custom XML data"),
    (("xl/embeddings/", "word/embeddings/", "xl/activex/", "word/activex/"),
     ("oleobject", "package", "control"), "embedded objects"),
    (("xl/vbaproject", "word/vbaproject", "xl/macrosheets/"), ("vbaproject", "xlmacrosheet"),
     "macros"),
    (("xl/revisions/",), ("revisionheaders", "usernames"), "the history of its changes"),
    (("docprops/custom",), ("custom-properties",), "custom document properties"),
    (("xl/printersettings/",), ("printersettings",), "the name of a printer"),
)  # fmt: skip
"""What a package should not hold: how its parts are called, how they are related, and what it is.

Names are a habit that a program may break; the relation is what makes Excel or Word read a part.
"""

_PATH = re.compile(r"(?i)(?:\b[a-z]:\\|\\\\\w|\bfile:/|/(?:users|home)/|\.xls)")
_TRUE = {"1", "true"}
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_TEAM_WORDS = re.compile(
    r"(?i)\b(?:team|services?|department|directorate|unit|council|office|borough|group|timeliness|"
    r"performance|intelligence|insight|information|analysis|analytics|data|partnership|trust)\b"
)


def package_leaks(parts: Parts) -> Iterator[str]:
    """Name what stands in a package beside what its reader sees."""
    related = set(_kinds_of_relations(parts))
    for beginnings, kinds, what in _UNWANTED:
        if parts.named(*beginnings) or not related.isdisjoint(kinds):
            yield f"The file holds {what}."
    yield from _hidden(parts)
    yield from _names(parts)
    yield from _properties(parts)
    yield from _links(parts)
    yield from _workbook_history(parts)
    yield from _document_history(parts)


def _kinds_of_relations(parts: Parts) -> Iterator[str]:
    for name in parts.named("", ending=".rels"):
        yield from map(kind_of_relation, parts.xml(name))


def _hidden(parts: Parts) -> Iterator[str]:
    if parts.sheets:
        for sheet in parts.xml("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            if (state := sheet.get("state", "visible")) != "visible":
                hidden = "very hidden" if state == "veryHidden" else "hidden"
                yield f'The sheet "{sheet.get("name")}" is {hidden}.'
    for name, part in parts.sheets.items():
        root = parts.xml(part)
        # A height or width of nought hides as well as the word does.
        for path, size, what in (
            ("{*}cols/{*}col", "width", "columns"),
            ("{*}sheetData/{*}row", "ht", "rows"),
        ):
            if any(
                item.get("hidden") in _TRUE or _is_nought(item.get(size))
                for item in root.iterfind(path)
            ):
                yield f'The sheet "{name}" has hidden {what}.'
        for form in root.iterfind("{*}sheetFormatPr"):
            if form.get("zeroHeight") in _TRUE:
                yield f'The sheet "{name}" has hidden rows.'
    if "xl/styles.xml" in parts.content:
        for form in parts.xml("xl/styles.xml").iterfind("{*}numFmts/{*}numFmt"):
            if form.get("formatCode", "").replace('"', "").strip() == ";;;":
                yield "A number format of the file shows nothing, so that cells look empty."


def _is_nought(size: str | None) -> bool:
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False


def _names(parts: Parts) -> Iterator[str]:
    if "xl/workbook.xml" not in parts.content:
        return
    for name in parts.xml("xl/workbook.xml").iterfind("{*}definedNames/{*}definedName"):
        if _PATH.search(name.text or "") or "[" in (name.text or ""):
            yield f'The defined name "{name.get("name")}" leads to another file or folder.'
        elif name.get("hidden") in _TRUE:
            yield f'The defined name "{name.get("name")}" is hidden.'


def seems_a_team(name: str) -> bool:
    """Whether a name, of an author for example, has a word in it that teams have in theirs."""
    return _TEAM_WORDS.search(name) is not None


def _properties(parts: Parts) -> Iterator[str]:
    for place, tags in (
        ("docprops/core.xml", {"creator": "author", "lastModifiedBy": "last editor"}),
        ("docprops/app.xml", {"Manager": "manager"}),
    ):
        if place not in parts.content:
            continue
        root = parts.xml(place)
        for tag, what in tags.items():
            said = (root.findtext(f"{{*}}{tag}") or "").strip()
            if said and said.casefold() != "openpyxl" and not seems_a_team(said):
                yield f"The document's {what} seems to be a person: let a team stand there."
        if (root.findtext("{*}HyperlinkBase") or "").strip():
            yield "The document's properties name a folder."


def _links(parts: Parts) -> Iterator[str]:
    for name in parts.named("", ending=".rels"):
        for to in parts.xml(name):
            kind = to.get("Type", "").rpartition("/")[2]
            if to.get("TargetMode") == "External" and (
                kind != "hyperlink" or _PATH.search(to.get("Target", ""))
            ):
                yield f"The file links to something outside it ({kind})."


def _workbook_history(parts: Parts) -> Iterator[str]:
    if "xl/workbook.xml" not in parts.content:
        return
    root = parts.xml("xl/workbook.xml")
    if root.find(".//{*}absPath") is not None:
        yield "The workbook names the folder that it was last saved in."
    if any(item.get("userName") for item in root.iterfind("{*}fileSharing")):
        yield "The workbook names a person who reserved it."


def _document_history(parts: Parts) -> Iterator[str]:
    for name in parts.named("word/", ending=".xml"):
        root = parts.xml(name)
        if any(root.find(f".//{{*}}{tag}") is not None for tag in _TRACKED):
            yield "The document holds tracked changes."
        elif any(key.endswith("}author") for item in root.iter() for key in item.attrib):
            yield "The document names a person who changed its form."
        # Styles may speak of hidden text that the document does not have.
        if name != "word/styles.xml" and root.find(".//{*}vanish") is not None:
            yield "The document holds hidden text."
