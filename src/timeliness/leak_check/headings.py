"""Headings under which a table keeps what belongs to single children, in any of their spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from timeliness.case_list.headings import (
    DATE_FIELDS,
    Field,
    field_of_heading,
    fold_heading,
    kind_names,
)
from timeliness.indicators import published_definitions

IDENTIFIERS = "identifiers of children"
NAMES = "names of children"
PEOPLE = "names of people"
BIRTHS = "dates of birth"
ADDRESSES = "addresses"

_LONGEST = 60
_WHO = (
    r"(?:child(?:ren)?|pupil|person|client|service ?user|young ?person|student|sibling|case)"
    r"(?: ?s)?"
)
_SYSTEM = (
    r"(?:la|mosaic|swift|lcs|ics|framework ?i|care ?first|liquid ?logic|protocol|azeus|eclipse)"
)
_ANYWHERE = (
    (
        re.compile(
            rf"\b(?:la ?)?{_WHO} ?(?:unique ?)?(?:id|ids|identifiers?|refs?|reference|number|no)\b"
            rf"|\b{_SYSTEM} ?(?:id|ids|ref|reference|number|no)\b"
            r"|\bunique ?(?:id|ref|reference|identifier)\b|\bidentifiers?\b"
            r"|\b(?:child |pupil |person )?(?:upns?|ulns?|lac ?ids?|nhs)\b|\bnhs ?(?:number|no)\b"
        ),
        IDENTIFIERS,
    ),
    (
        re.compile(
            r"\bdates? ?of ?births?\b|\bbirth ?(?:dates?|day)\b|\bdate ?born\b"
            rf"|\b(?:{_WHO} ?)?(?:dobs?|d o b)\b|\b{_WHO} ?birth ?date\b"
        ),
        BIRTHS,
    ),
    (
        re.compile(
            r"\b(?:fore|sur|first ?|last ?|family ?|given ?|full ?|middle ?|preferred ?)names?\b"
            rf"|\b{_WHO} ?(?:fore|sur|first ?|last ?)?names?\b|\bnames? ?of ?(?:the ?)?{_WHO}\b"
        ),
        NAMES,
    ),
)
"""What a text of a file names wherever it stands, after folding; joined words are words too."""

_WHOLE = (
    (re.compile(r"(?:home|current|child|placement)? ?(?:address|post ?code)"), ADDRESSES),
    (
        re.compile(
            r"(?:date ?)?(?:of )?(?:referral|assessment start|assessment authorised)(?: ?date)?"
        ),
        "dates of single cases",
    ),
)

_SHORT = (
    # The plural words head counts.
    (
        re.compile(r"child|pupil|person|client|service ?user|young ?person|student|case"),
        IDENTIFIERS,
    ),
    (
        re.compile(
            r"(?!(?:la|council|team|area|region|indicator|sheet|table) )"
            r"(?:\w+ ){0,3}ids?(?: numbers?| no)?|refs?|reference|ref no"
            rf"|{_WHO} ?(?:code|key)"
        ),
        IDENTIFIERS,
    ),
    (
        re.compile(
            rf"names?|names? {_WHO}|{_WHO} yp names?|{_WHO} details|(?:\w+ )?initials|known as"
            r"|mother|father|parents?|carers?"
        ),
        NAMES,
    ),
    (re.compile(r"(?:(?:allocated|social|case|key|lead) ?)*workers?(?: s)?(?: names?)?"), PEOPLE),
    (re.compile(r"born|births?"), BIRTHS),
)
"""What a text means only as the heading of a column with something below it."""


@lru_cache(maxsize=4096)
def kept_under(text: str) -> str | None:
    """Say what a text names if it is a heading for what belongs to single children, else None."""
    for folded in _folds(text):
        for pattern, what in _ANYWHERE:
            if pattern.search(folded):
                return what
        for pattern, what in _WHOLE:
            if pattern.fullmatch(folded):
                return what
        if field_of_heading(folded) is Field.CHILD:
            return IDENTIFIERS
    return None


@lru_cache(maxsize=4096)
def kept_under_short(text: str) -> str | None:
    """Say what a word such as "Child" or "Name" names as the heading of a column, else None."""
    for folded in _folds(text):
        for pattern, what in _SHORT:
            if pattern.fullmatch(folded):
                return what
    return None


@lru_cache(maxsize=4096)
def is_date_of_case(text: str) -> bool:
    """Whether a text is a heading by which case lists name a date, such as "Date Completed"."""
    if len(text) > _LONGEST:
        return False
    role = kind_names(published_definitions()).role_of(text)
    return role is not None and role.field in DATE_FIELDS


def _folds(text: str) -> tuple[str, ...]:
    """Fold a text as it is written, and with "DateOfBirth" taken apart; a long one is none."""
    if len(text.strip()) > _LONGEST:
        return ()
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    return tuple(dict.fromkeys((fold_heading(text), fold_heading(apart))))
