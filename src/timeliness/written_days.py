"""A day as people write it: the one parser, for case lists, periods and the command line."""

from __future__ import annotations

import re
from typing import TypeAlias

from timeliness.words import MONTHS_BY_NAME

_TIME = r"(?:[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?z?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_UK = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d{{2}}){_TIME}")
_NAMED = re.compile(rf"(\d{{1,2}})[- ]([a-z]+)[- ](\d{{4}}|\d{{2}}){_TIME}")


WrittenDay: TypeAlias = tuple[str, int, str]
"""A day as a text has it, whether or not the calendar has it.

It is the digits of the year, two where its century is left out so that the day is not known; the
number of the month; and the digits of the day in the month.
"""


def written_day(folded: str) -> WrittenDay | None:
    """Read a text as a day; a time behind it is left off.

    Args:
        folded: the text, folded by ``folded_text``: ISO, dd/mm/yyyy, or dd-Mon-yyyy.

    Returns:
        The day, or None where the text is written in another way.
    """
    # The sign between its parts tells which way it is, sooner than trying one after the other.
    if "/" in folded:
        found = _UK.fullmatch(folded)
        return (found[3], int(found[2]), found[1]) if found else None
    if folded[4:5] == "-":
        found = _ISO.fullmatch(folded)
        return (found[1], int(found[2]), found[3]) if found else None
    found = _NAMED.fullmatch(folded)
    month = MONTHS_BY_NAME.get(found[2]) if found else None
    return (found[3], month, found[1]) if found and month else None
