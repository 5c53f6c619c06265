"""Small words for messages, sheets and sentences: plurals, lists, ordinals, percentages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months in English, whatever language the machine is set to."""

MONTHS_BY_NAME = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}
MONTHS_BY_NAME |= {name[:3]: number for name, number in MONTHS_BY_NAME.items()} | {"sept": 9}
"""The number of each month by its name, in full or short, in small letters."""

MONTHS_HEADINGS = (
    "Month",
    "In time",
    "Completed",
    "Rate",
    "Year to date in time",
    "Year to date completed",
    "Year to date rate",
)
"""The first row of a table of months, on a sheet and where a formula spills one."""

NOTHING_TO_CHART = "No assessments were completed in these months, so there is nothing to chart."
"""What stands in the place of a chart of a year's months that would have no line."""

FINE_FROM = 1_000
"""How many completed assessments a rate needs behind it to be shown with a decimal."""


def folded_text(text: str) -> str:
    """Fold a text for comparing: case and the width of spaces do not matter."""
    return " ".join(text.split()).casefold()


def folded_name(text: str) -> str:
    """Fold a heading or a name for comparing: case, spaces and punctuation do not matter."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ")).split())


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def capitalised(text: str) -> str:
    """Begin a text with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def in_mid_sentence(text: str) -> str:
    """Write a text so that it can follow other words: "Core" becomes "core", "S47" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def listed(items: Sequence[str], *, last: str = "and") -> str:
    """Join items as a sentence does: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def named_in_list(name: str) -> str:
    """Write a council's name so that it can stand among others: a comma would part it in two.

    "Bristol, City of" becomes "City of Bristol", and "Bournemouth, Christchurch and Poole" loses
    its comma.
    """
    place, comma, kind = name.partition(", ")
    if comma and kind.endswith(" of"):
        return f"{kind} {place}"
    return name.replace(", ", " ")


def ordinal(number: int) -> str:
    """Write a place in an order: 1 is "1st", 11 is "11th", 22 is "22nd"."""
    teen = 10 <= number % 100 <= 19
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def rounded_half_up(value: Fraction) -> int:
    """Round an exact fraction to a whole number, halves away from zero."""
    size = (abs(value) * 2 + 1) // 2
    return int(size) if value >= 0 else -int(size)


def to_a_tenth(value: Fraction) -> str:
    """Write an exact number of things, with one decimal where it is not whole: "58", "34.4"."""
    if value.denominator == 1:
        return f"{int(value):,}"
    tenths = rounded_half_up(abs(value) * 10)
    return f"{'-' if value < 0 else ''}{tenths // 10:,}.{tenths % 10}"


def percent(share: Fraction) -> str:
    """Write an exact share as a whole per cent, rounded half up: 55/59 is "93%"."""
    return f"{rounded_half_up(share * 100)}%"


def percent_to_a_tenth(share: Fraction) -> str:
    """Write an exact share to one decimal, rounded half up: 406/507 is "80.1%"."""
    tenths = rounded_half_up(share * 1000)
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}%"


def signed_points(difference: Fraction, *, fine: bool = False) -> str:
    """Write an exact difference of two shares as a cell has it: "+4", "-1", "0".

    Args:
        difference: the one share less the other.
        fine: whether it has a decimal, as the shares have it: "+4.2", "-0.7", "0.0".
    """
    if fine:
        tenths = rounded_half_up(difference * 1000)
        return f"{tenths / 10:+.1f}" if tenths else "0.0"
    points = rounded_half_up(difference * 100)
    return f"{points:+d}" if points else "0"


def points_apart(difference: Fraction) -> str:
    """Write how far two shares lie apart, whichever is the larger: "1 percentage point"."""
    return count_of(abs(rounded_half_up(difference * 100)), "percentage point")


def month_name(month: int) -> str:
    """Name a month by its number: 11 is "November"."""
    return MONTH_NAMES[month - 1]


def day_in_full(day: date) -> str:
    """Write a day as a document does: "18 January 2011"."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def day_label(day: date) -> str:
    """Write a day as sheets and messages show it: "05 Nov 2010"."""
    return f"{day.day:02d} {month_name(day.month)[:3]} {day.year}"
