"""An Open XML package as its parts, and the checks of the container itself."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

_RELATIONSHIP_ATTRIBUTES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Relationship:
    """Where one part leads to: another part, or (external) somewhere outside the package."""

    identifier: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Cell:
    """A cell as the file stores it; ``text`` is the value in words, whatever its type."""

    text: str
    kind: str
    formula: str | None


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name, with the part that holds it and whether people can see it."""

    name: str
    part: str
    state: str


@dataclass(frozen=True)
class Package:
    """The parts of a package by name (without a leading slash), and what leads from each."""

    parts: dict[str, bytes]
    doubled: tuple[str, ...]
    _read: dict[str, Element] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls, source: Path | bytes) -> Package:
        """Read a file or its bytes."""
        content = source if isinstance(source, bytes) else source.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = Counter(name for name in archive.namelist() if not name.endswith("/"))
            doubled = tuple(name for name, count in names.items() if count > 1)
            return cls({name: archive.read(name) for name in names}, doubled)

    def xml(self, part: str) -> Element:
        """Give the root element of a part."""
        if part not in self._read:
            self._read[part] = fromstring(self.parts[part])
        return self._read[part]

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Give all that a part ("" is the package itself) leads to."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.parts:
            return ()
        return tuple(
            Relationship(
                identifier=element.get("Id", ""),
                kind=element.get("Type", "").rpartition("/")[2],
                target=target if external else _resolved(folder, target),
                external=external,
            )
            for element in self.xml(rels)
            for target in [element.get("Target", "")]
            for external in [element.get("TargetMode") == "External"]
        )

    def related(self, part: str, kind: str) -> list[str]:
        """Give the parts of a kind that a part leads to."""
        return [to.target for to in self.relationships(part) if to.kind == kind]

    @cached_property
    def workbook(self) -> str:
        """The part that holds the workbook."""
        return self.related("", "officeDocument")[0]

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets, in the order of their tabs."""
        targets = {to.identifier: to.target for to in self.relationships(self.workbook)}
        return tuple(
            Sheet(
                name=element.get("name", ""),
                part=targets[next(value for key, value in element.items() if key.endswith("}id"))],
                state=element.get("state", "visible"),
            )
            for element in self.xml(self.workbook).iterfind("{*}sheets/{*}sheet")
        )

    @cached_property
    def sheet_names(self) -> frozenset[str]:
        """The names of the sheets, folded as Excel compares them."""
        return frozenset(sheet.name.casefold() for sheet in self.sheets)

    @cached_property
    def shared_strings(self) -> tuple[str, ...]:
        """The texts that cells refer to by number."""
        found = self.related(self.workbook, "sharedStrings")
        items = self.xml(found[0]).iterfind("{*}si") if found else ()
        return tuple(_text_of(item) for item in items)

    @cached_property
    def cells(self) -> dict[str, dict[str, Cell]]:
        """The cells of each sheet by address, the sheets by folded name."""
        return {
            sheet.name.casefold(): {
                element.get("r", ""): self._cell(element)
                for element in self.xml(sheet.part).iterfind("{*}sheetData/{*}row/{*}c")
            }
            for sheet in self.sheets
        }

    def _cell(self, element: Element) -> Cell:
        kind = element.get("t", "n")
        value = element.findtext("{*}v") or ""
        if kind == "s" and value.isdigit() and int(value) < len(self.shared_strings):
            value = self.shared_strings[int(value)]
        if (inline := element.find("{*}is")) is not None:
            value = _text_of(inline)
        return Cell(value, kind, element.findtext("{*}f"))


def container_problems(package: Package) -> Iterator[str]:
    """Check that the parts are there once, readable, declared and led to."""
    for part in package.doubled:
        yield f"The part {part} is in the package twice."
    unreadable = [part for part in package.parts if not _readable(package, part)]
    for part in unreadable:
        yield f"The part {part} is not readable XML."
    if _CONTENT_TYPES not in package.parts:
        yield f"The package has no {_CONTENT_TYPES}, so it is no workbook."
    elif not unreadable:
        yield from _content_type_problems(package)
        yield from _relationship_problems(package)


def _content_type_problems(package: Package) -> Iterator[str]:
    types = package.xml(_CONTENT_TYPES)
    endings = {item.get("Extension", "").casefold() for item in types.iterfind("{*}Default")}
    named = [item.get("PartName", "").lstrip("/") for item in types.iterfind("{*}Override")]
    for part in package.parts:
        ending = part.rpartition(".")[2].casefold()
        if part not in named and ending not in endings and part != _CONTENT_TYPES:
            yield f"The part {part} has no content type."
    for part, count in Counter(named).items():
        if part not in package.parts:
            yield f"A content type is declared for {part}, which is not in the package."
        if count > 1:
            yield f"The content type of {part} is declared twice."


def _relationship_problems(package: Package) -> Iterator[str]:
    for part in ("", *package.parts):
        identifiers: Counter[str] = Counter()
        for to in package.relationships(part):
            identifiers[to.identifier] += 1
            if not to.external and to.target not in package.parts:
                yield f"{part or 'The package'} leads to {to.target}, which is not in it."
        for identifier, count in identifiers.items():
            if count > 1:
                yield f"{part or 'The package'} uses the relationship {identifier} twice."
        if part and _is_xml(part) and not part.endswith(".rels"):
            used = {
                value
                for element in package.xml(part).iter()
                for key, value in element.items()
                if key.startswith(_RELATIONSHIP_ATTRIBUTES)
            }
            for identifier in sorted(used - set(identifiers) - {""}):
                yield f"{part} uses the relationship {identifier}, which it does not have."


def _readable(package: Package, part: str) -> bool:
    if not _is_xml(part):
        return True
    try:
        package.xml(part)
    except (ParseError, ValueError):
        return False
    return True


def _is_xml(part: str) -> bool:
    return part.endswith((".xml", ".rels", ".vml"))


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")


def _text_of(item: Element) -> str:
    """Join the texts of a string item; what it says of pronunciation is no part of it."""
    runs = [item, *item.iterfind("{*}r")]
    return "".join(element.text or "" for run in runs for element in run.iterfind("{*}t"))
