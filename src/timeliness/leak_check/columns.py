"""Columns of values that look like a list of cases: identifiers, names, days in single lives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from xml.etree.ElementTree import Element

from timeliness.leak_check.headings import is_date_of_case, kept_under_short
from timeliness.leak_check.reading import Parts

_SEVERAL = 5
"""From how many alike values in one column on they look like a list of cases."""

_IDENTIFIER = re.compile(r"[A-Z]{0,4}[-/ ]?\d{5,12}[A-Z]?")
_SHORT_IDENTIFIER = re.compile(r"[A-Z]{0,4}[-/ ]?\d{4}[A-Z]?")
_COUNT = re.compile(r"\d{4,6}")
"""What all England counts has six digits; identifiers may have more, and letters."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(
    r"(?i)complet|in time|late|open|count|number|total|rate|days|year|assess|cases|children"
    r"|rows|limit|month|target|read|within"
)
"""What a heading of counts speaks of: a large council completes thousands."""

_NUMBER_OF_ONE = re.compile(r"(?i)\b(?:number|no)\W*$")
"""How a heading of identifiers ends, where that of counts says of what: "Assessment number"."""

_WORD = r"(?:(?:O['’]|D['’]|Mac|Mc)?[A-Z][a-z'’]+|[A-Z]\.?)(?:-[A-Z][a-z]+)*"
_PARTICLE = r"(?:(?:al|bin|da|de|del|der|di|el|la|le|van|von)[ -])*"
_NAME = re.compile(rf"{_WORD},?(?: {_PARTICLE}{_WORD}){{1,3}}")
_SHORTHAND = re.compile(r"\[[a-z]\]|-|#N/A|nan")
_DAY = re.compile(
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?"
)
_LABELS = re.compile(r"(?i)team|council|area|authority|month|sheet|indicator")

_BUILT_IN_DATES = {*range(14, 23), *range(45, 48)}
"""The numbers of Excel's own formats of dates and times."""


def column_leaks(values: Sequence[str], place: str) -> Iterator[str]:
    """Say what a column looks like.

    Args:
        values: its texts from top to bottom, its heading first; a day from a cell as "dd/mm/yyyy".
        place: where it stands, for the message.
    """
    texts = [text.strip() for text in values if text.strip()]
    yield from _under_headings(texts, place)
    if _has_identifiers(texts):
        yield f"{place}: values look like identifiers of children."
    if _several(_DAY, texts):
        yield f"{place}: values are single days, such as dates of birth or of cases."
    named = {text for text in texts if _NAME.fullmatch(text)}
    if len(named) >= _SEVERAL and 2 * len(named) > len(texts) and not _LABELS.search(texts[0]):
        yield f"{place}: values look like names of people."


def _under_headings(texts: Sequence[str], place: str) -> Iterator[str]:
    """Say what stands under a heading of a case list, were it in a single row."""
    last = max((at for at, text in enumerate(texts) if not _SHORTHAND.fullmatch(text)), default=0)
    last_day = max((at for at, text in enumerate(texts) if _DAY.fullmatch(text)), default=0)
    for position, text in enumerate(texts[:last]):
        if what := kept_under_short(text):
            yield f"{place}: values stand under a heading for {what}."
        if position < last_day and is_date_of_case(text):
            yield f"{place}: days stand under a heading for dates of single cases."


def _has_identifiers(texts: Sequence[str]) -> bool:
    """Whether several values are identifiers, and neither years nor counts under their heading.

    Numbers of four digits are told apart by their headings, lest a few of each of several make
    several together.
    """
    long: set[str] = set()
    short: dict[str, set[str]] = defaultdict(set)
    heading = ""
    for text in texts:
        is_long = _IDENTIFIER.fullmatch(text)
        if is_long or _SHORT_IDENTIFIER.fullmatch(text):
            if not (_COUNT.fullmatch(text) and _is_of_counts(heading)):
                (long if is_long else short[heading]).add(text)
        elif re.search(r"[A-Za-z]", text) and not _SHORTHAND.fullmatch(text):
            heading = text
    return len(long) >= _SEVERAL or any(
        len(numbers) >= _SEVERAL and not all(_YEAR.fullmatch(number) for number in numbers)
        for numbers in short.values()
    )


def _is_of_counts(heading: str) -> bool:
    return bool(_COUNTED.search(heading)) and not _NUMBER_OF_ONE.search(heading)


def _several(pattern: re.Pattern[str], texts: Collection[str]) -> bool:
    return len({text for text in texts if pattern.fullmatch(text)}) >= _SEVERAL


def styles_of_days(parts: Parts) -> frozenset[str]:
    """Give the numbers of the cell styles that show a number as a day."""
    if "xl/styles.xml" not in parts.content:
        return frozenset()
    root = parts.xml("xl/styles.xml")
    own = {
        form.get("numFmtId", ""): form.get("formatCode", "")
        for form in root.iterfind("{*}numFmts/{*}numFmt")
    }
    return frozenset(
        str(place)
        for place, style in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
        if _is_of_days(style, own)
    )


def _is_of_days(style: Element, own: dict[str, str]) -> bool:
    number = style.get("numFmtId", "0")
    if number in own:
        # Letters in quotation marks or square brackets are no part of the day.
        code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", own[number]).casefold()
        return "d" in code or "yy" in code
    return number.isdigit() and int(number) in _BUILT_IN_DATES
