"""Councils, regions and England by the Department's codes, and the names they go by."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from timeliness.case_list.names import as_name
from timeliness.errors import SettingsError

_DECORATION = re.compile(
    r"^(?:the )?(?:(?:london|royal|metropolitan) borough of |borough of |city of |county of )"
    r"|(?: (?:metropolitan|london|county|city|district|borough|mbc|lb))*"
    r" (?:council|authority|mbc|lb)$"
)


class AreaKind(StrEnum):
    """What an area is."""

    COUNTRY = "country"
    REGION = "region"
    PART_OF_REGION = "part of region"
    COUNCIL = "council"


@dataclass(frozen=True)
class Area:
    """A council, a region, a part of one, or England.

    Attributes:
        code: the Department's number of a council ("310"), or the nine-letter code of a region.
        name: the name that tables print.
        kind: what it is.
        within: the code of the area that it is part of; empty for England.
    """

    code: str
    name: str
    kind: AreaKind
    within: str


ENGLAND = "E92000001"
"""The code of England."""


@lru_cache(maxsize=1)
def areas() -> dict[str, Area]:
    """Give every area by its code."""
    return {
        row["code"]: Area(row["code"], row["name"], AreaKind(row["kind"]), row["within"])
        for row in _rows()
    }


def find_area(text: str | float) -> Area | None:
    """Find an area by its code or by a name as people write it.

    Args:
        text: "310", 310, "Harrow", "London Borough of Harrow", "Kingston", "London", "England".

    Returns:
        The area, or None where the name is not known or could be two.
    """
    written = as_name(text)
    found = areas().get(written.upper())
    if found is not None:
        return found
    names = _names()
    folded = _folded(written)
    code = names.get(folded) or names.get(_DECORATION.sub("", folded))
    return areas()[code] if code else None


def area_called(text: str | float) -> Area:
    """Find an area that settings or a command name.

    Raises:
        SettingsError: there is none; the message names the nearest one.
    """
    found = find_area(text)
    if found is None:
        names = {_folded(area.name): area.name for area in areas().values()}
        near = get_close_matches(_folded(str(text)), names, n=1, cutoff=0.8)
        hint = (
            f"{names[near[0]]} is meant perhaps"
            if near
            else "write its name as the Department does, or its number such as 310"
        )
        raise SettingsError(f'"{text}" is no council or region of England that is known: {hint}.')
    return found


def region_of(area: Area) -> Area | None:
    """Give the region that an area lies in: London for Harrow; None for England."""
    while area.kind is not AreaKind.REGION:
        if not area.within:
            return None
        area = areas()[area.within]
    return area


def councils_in(area: Area) -> tuple[Area, ...]:
    """Give the councils of a region or of England, by their codes; a council is its own."""
    return tuple(
        one
        for _, one in sorted(areas().items())
        if one.kind is AreaKind.COUNCIL and area.code in _codes_around(one)
    )


def _codes_around(area: Area) -> set[str]:
    codes = {area.code}
    while area.within:
        area = areas()[area.within]
        codes.add(area.code)
    return codes


def _rows() -> list[dict[str, str]]:
    text = resources.files("timeliness.benchmarks").joinpath("areas.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Give the code behind each folded name; a name without its decoration comes last."""
    names: dict[str, str] = {}
    for row in _rows():
        for name in (row["name"], *filter(None, row["also"].split(";"))):
            names[_folded(name)] = row["code"]
    for folded, code in list(names.items()):
        names.setdefault(_DECORATION.sub("", folded), code)
    return names


def _folded(name: str) -> str:
    plain = (
        name.casefold()
        .replace("&", " and ")
        .replace("'", "")
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())
