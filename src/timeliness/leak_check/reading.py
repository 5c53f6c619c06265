"""A package read within limits: its parts, and its XML without entities or outside files."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from timeliness.errors import UnusableInputError
from timeliness.unpacking import (
    DamagedPackageError,
    Limits,
    OutsidePackage,
    OverLimitsError,
    TooManyPartsError,
)

LARGEST_FILE = 50_000_000
"""The most bytes that a file may have to be read."""

LIMITS = Limits(parts=5_000, expanded=300_000_000, expansion=200, always=1_000_000)
"""What the package of a report may hold; beyond that it is not read."""


@dataclass(frozen=True)
class Parts:
    """The parts of a package.

    Attributes:
        content: each part's bytes, by its name in small letters, as capitals in names of parts
            make no difference to Excel and Word.
    """

    content: dict[str, bytes]
    _read: dict[str, Element] = field(default_factory=dict, compare=False)

    def xml(self, name: str) -> Element:
        """Give the root of a part.

        Raises:
            UnusableInputError: the part is no XML that may be read.
        """
        if name not in self._read:
            try:
                self._read[name] = fromstring(self.content[name])
            except (ParseError, DefusedXmlException, ValueError):
                _refuse_part(name)
        return self._read[name]

    def named(self, *beginnings: str, ending: str = "") -> list[str]:
        """Give the names of the parts that begin in one of some ways and end in one."""
        return sorted(
            name for name in self.content if name.startswith(beginnings) and name.endswith(ending)
        )

    @cached_property
    def _relations(self) -> tuple[Element, ...]:
        """The relations by which a workbook reads its other parts."""
        name = "xl/_rels/workbook.xml.rels"
        return tuple(self.xml(name)) if name in self.content else ()

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each worksheet, by the sheet's name.

        Raises:
            UnusableInputError: a sheet has no part, so that nothing of it could be checked.
        """
        if "xl/workbook.xml" not in self.content:
            return {}
        targets = {to.get("Id"): _target(to) for to in self._relations}
        found = {}
        for sheet in self.xml("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            identifier = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            part = targets.get(identifier, "")
            if part not in self.content:
                _refuse_part("xl/workbook.xml")
            found[sheet.get("name", "")] = part
        return found

    @cached_property
    def shared_strings(self) -> tuple[str, ...]:
        """The texts that cells refer to by number."""
        related = (_target(to) for to in self._relations if kind_of_relation(to) == "sharedstrings")
        name = next(related, "xl/sharedstrings.xml")
        if name not in self.content:
            return ()
        return tuple("".join(item.itertext()) for item in self.xml(name).iterfind("{*}si"))


def kind_of_relation(relation: Element) -> str:
    """Give the last word of a relation's type, in small letters."""
    return relation.get("Type", "").rpartition("/")[2].casefold()


def read_parts(content: bytes, name: str) -> Parts:
    """Read a package.

    Args:
        content: the bytes of the file.
        name: the file's name, for messages.

    Raises:
        UnusableInputError: it is no package, or is larger than what may be read.
    """
    if len(content) > LARGEST_FILE:
        raise _refused(name, "is larger than 50 MB")
    try:
        parts = OutsidePackage(content, LIMITS).contents()
    except TooManyPartsError:
        raise _refused(name, f"holds more than {LIMITS.parts:,} parts") from None
    except OverLimitsError:
        raise _refused(name, "unpacks to far more than a report holds") from None
    except DamagedPackageError:
        raise _not_checked(name) from None
    if not {"xl/workbook.xml", "word/document.xml"} & set(parts):
        # Of any other kind of package nothing would be found, whatever is in it.
        raise _not_checked(name)
    return Parts(parts)


def _target(relation: Element) -> str:
    """Give the name of the part that a relation of a workbook leads to."""
    place = posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
    return place.lstrip("/").casefold()


def _refuse_part(part: str) -> NoReturn:
    raise UnusableInputError(
        f"The part {part} inside the file is damaged or unsafe, so the file could not be checked: "
        "do not send it; save it again from Excel or Word."
    ) from None


def _not_checked(name: str) -> UnusableInputError:
    return UnusableInputError(
        f"{name} is not a workbook or document that can be checked (.xlsx, .xlsm or .docx, "
        "without a password): save it as one of these and try again."
    )


def _refused(name: str, why: str) -> UnusableInputError:
    return UnusableInputError(f"{name} {why}, so it was not read: do not send it.")
