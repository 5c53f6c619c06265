"""What Timeliness makes for officers alone, known by its name, tables, headings and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from timeliness.case_list.headings import fold_heading
from timeliness.leak_check.reading import Parts

_OPEN = "open assessments of single children, as the Watch list does"
_LEFT_OUT = "rows of the case lists and what is wrong in them, as the Excluded rows and Check do"
_LATE = "how late single assessments were, as the Late ones do"
_CASES = "the case list itself, as the Cases do"

_SHEETS = (
    (re.compile(r"\bwatch list\b"), _OPEN),
    (re.compile(r"\bexcluded rows\b|^check(?: \d+)?$"), _LEFT_OUT),
    (re.compile(r"\blate ones\b"), _LATE),
    (re.compile(r"^cases(?: \d+)?$"), _CASES),
)
"""Sheets by their names; Excel adds a number in brackets to a copy."""

_TABLES = (
    (re.compile(r"watch_(?:list|teams)_?\d*"), _OPEN),
    (re.compile(r"(?:excluded_rows|rows_to_look_at|check_(?:rows|excluded|warned|sources))_?\d*"),
     _LEFT_OUT),
    (re.compile(r"\w+_late_(?:teams|bands)_?\d*"), _LATE),
    (re.compile(r"cases_?\d*"), _CASES),
)  # fmt: skip
"""Tables by their names; Excel adds a number to that of a copy."""

_HEADINGS = (
    ({"urgency", "clock started", "days used", "days left"}, 2, _OPEN),
    ({"file", "row", "column", "what is wrong and what to do"}, 3, _LEFT_OUT),
    ({"late", "median working days late", "longest working days late"}, 2, _LATE),
    ({"child id", "clock starts", "working days", "row as text", "in time"}, 3, _CASES),
)  # fmt: skip
"""The headings of a table, and how many of them in one row make it known."""

_LONGEST = max(len(heading) for headings, _, _ in _HEADINGS for heading in headings)

_WORDS = re.compile(r"(?i)^for (?:use within the council:|officers alone:)")


def own_sheet_leaks(parts: Parts) -> Iterator[str]:
    """Name the sheets and tables of a workbook that hold what Timeliness made for officers."""
    for sheet in parts.sheets:
        for pattern, what in _SHEETS:
            if pattern.search(fold_heading(sheet)):
                yield _said(f'Sheet "{sheet}"', what)
    for part in parts.named("xl/tables/", ending=".xml"):
        name = parts.xml(part).get("displayName", "")
        for pattern, what in _TABLES:
            if pattern.fullmatch(name.casefold()):
                yield _said(f'The table "{name}"', what)


def own_row_leaks(rows: Iterable[Sequence[str]], place: str) -> Iterator[str]:
    """Name what the headings and the words in the rows of a sheet or a table make known as ours."""
    for row in rows:
        folded = {fold_heading(text) for text in row if len(text) <= _LONGEST}
        for headings, enough, what in _HEADINGS:
            if len(headings & folded) >= enough:
                yield _said(place, what)
        if any(_WORDS.search(text.strip()) for text in row):
            yield f"{place} says itself that it is for use within the council alone."


def _said(place: str, what: str) -> str:
    return f"{place} is for officers alone: it tells {what}."
