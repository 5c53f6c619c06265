"""The parts of the developers' page: the rooms, and the way of the data from the real imports."""

from __future__ import annotations

import ast
import inspect
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache

from docs.parts.tables import table
from tests.test_house import DOORS, FORWARD, SOURCE, imports_of, room_of

import timeliness

_EVERYWHERE = set(FORWARD[0])
"""Rooms that every other may use; an arrow to each of them would hide the way."""


@lru_cache(maxsize=1)
def rooms() -> dict[str, str]:
    """Give every room with the sentence that it begins with, in the order of the way."""
    found = {}
    for names in FORWARD:
        for name in names:
            folder = SOURCE / name
            path = folder / "__init__.py" if folder.is_dir() else SOURCE / f"{name}.py"
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            found[name] = " ".join(said.partition("\n\n")[0].split())
    return found


@lru_cache(maxsize=1)
def uses() -> dict[str, set[str]]:
    """Give the rooms that each room imports."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(SOURCE.rglob("*.py")):
        room = room_of(path)
        for name in imports_of(path.read_text(encoding="utf-8")):
            library, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if library == "timeliness" and other in rooms() and other != room:
                found[room].add(other)
    return found


def _rooms() -> str:
    doors: dict[str, list[str]] = defaultdict(list)
    for library, room in DOORS.items():
        doors[room].append(library)
    rows = []
    for name, sentence in rooms().items():
        place = f"{name}/" if (SOURCE / name).is_dir() else f"{name}.py"
        link = f"[`{place}`](../{(SOURCE / place).relative_to(SOURCE.parents[1]).as_posix()})"
        rows.append((link, sentence, ", ".join(doors[name])))
    return table(["Room", "What it is", "Alone may import"], rows)


def _way() -> str:
    found = {
        room: {other for other in others if other not in _EVERYWHERE}
        for room, others in uses().items()
        if room not in _EVERYWHERE and room in rooms()
    }
    arrows = [
        f"    {other} --> {room}"
        for room in rooms()
        for other in sorted(_nearest(found.get(room, set()), found))
    ]
    return "\n".join(["```mermaid", "flowchart TD", *arrows, "```"])


def _nearest(others: set[str], found: Mapping[str, set[str]]) -> set[str]:
    """Leave out the rooms that are reached by way of another one as well."""
    return {
        one
        for one in others
        if not any(one in _reached(other, found, {one}) for other in others - {one})
    }


def _reached(room: str, found: Mapping[str, set[str]], on_the_way: set[str]) -> set[str]:
    """Give every room that a room rests on, itself not among them."""
    reached: set[str] = set()
    waiting = list(found.get(room, ()))
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            if one not in on_the_way:
                waiting += found.get(one, ())
    return reached


def _python_names() -> str:
    """Give every public name of the package with what it is."""
    named = [(name, getattr(timeliness, name)) for name in timeliness.__all__]
    return table(
        ["Name", "What it is"],
        [
            (f"`{name}`", (inspect.getdoc(value) or "").partition("\n")[0])
            for name, value in named
            if not isinstance(value, str)
        ],
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "rooms": _rooms,
    "way": _way,
    "python_names": _python_names,
}
"""Each part by its name in the page."""
