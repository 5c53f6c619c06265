"""A published figure: whose, of what, for which year, measured how, and told by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache

from timeliness.case_list.names import as_name
from timeliness.errors import PeriodError
from timeliness.periods import Period, PeriodKind, financial_year, read_period
from timeliness.rates import Rate
from timeliness.words import folded_text, ordinal


class Symbol(StrEnum):
    """What the Department prints in the place of a number."""

    CONFIDENTIAL = "c"
    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    LOW_RELIABILITY = "u"
    BREAK = "b"

    @property
    def meaning(self) -> str:
        """The symbol in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Symbol.CONFIDENTIAL: "confidential",
    Symbol.NOT_APPLICABLE: "not applicable",
    Symbol.NOT_AVAILABLE: "not available",
    Symbol.LOW_RELIABILITY: "low reliability",
    Symbol.BREAK: "break in series",
}


_SYMBOLS = {symbol.value: symbol for symbol in Symbol} | {":": Symbol.NOT_AVAILABLE}


SYMBOLS_READ = "the symbols c, z, x, u and b (or : for not available)"
"""The symbols as a message names them to somebody whose cell holds something else."""


def read_symbol(text: str) -> Symbol | None:
    """Read a symbol, with or without its brackets; ":" is an older way to say not available."""
    return _SYMBOLS.get(text) or _SYMBOLS.get(text.strip().strip("[]()").casefold())


@dataclass(frozen=True)
class Rank:
    """A place among councils, the best first.

    Attributes:
        place: the place; councils with one value share the best one.
        of: how many were ranked.
        tied: whether another council shares the place.
        as_published: the words of the source, where the place was published without the values
            behind it; empty for a place that was worked out.
    """

    place: int
    of: int
    tied: bool = False
    as_published: str = ""

    @property
    def words(self) -> str:
        """The rank as tables and sentences have it: "=3rd of 11"."""
        return self.as_published or f"{'=' if self.tied else ''}{ordinal(self.place)} of {self.of}"


_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_PLACES |= {"seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12}
_RANK = re.compile(r"(=?) ?(?:(\d+)(?:st|nd|rd|th)?|([a-z]+)) of (\d+)")


def read_rank(text: str) -> Rank | None:
    """Read a rank as a report words it: "third of 11", "=3rd of 11", "top of 11"; else None."""
    found = _RANK.fullmatch(folded_text(text))
    if not found:
        return None
    of = int(found[4])
    place = int(found[2]) if found[2] else (_PLACES | {"top": 1, "bottom": of}).get(found[3], 0)
    if not 1 <= place <= of:
        return None
    return Rank(place, of, tied=bool(found[1]), as_published=" ".join(text.split()))


@dataclass(frozen=True)
class PublishedFigure:
    """One figure as it was published.

    Attributes:
        area: the code of the council, the region or England.
        indicator: the code of the indicator.
        year: the financial year.
        share: the share in time; None where none was published.
        rate: the counts behind it, where they were published.
        symbol: what stands in the place of a number; None where there is one.
        basis: the limit that it was measured against, in working days.
        source: who told it.
        rank: the rank as published, where one was.
        reason: why there is no value, in words; empty where there is one.
    """

    area: str
    indicator: str
    year: Period
    share: Fraction | None
    rate: Rate | None
    symbol: Symbol | None
    basis: int
    source: str
    rank: Rank | None = None
    reason: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """What there may be one figure for: area, indicator and the year's first calendar year."""
        return self.area, self.indicator, self.year.start.year


class Figures:
    """Published figures, one at most for each area, indicator and year."""

    def __init__(self, figures: Iterable[PublishedFigure] = ()) -> None:
        """Take figures; a later one takes the place of an earlier one with the same key."""
        self._by_key = {figure.key: figure for figure in figures}

    def __iter__(self) -> Iterator[PublishedFigure]:
        """Go through the figures in the order in which they came."""
        return iter(self._by_key.values())

    def __len__(self) -> int:
        """Count the figures."""
        return len(self._by_key)

    def get(self, area: str, indicator: str, year: Period) -> PublishedFigure | None:
        """Give the figure of an area, an indicator and a year, or None."""
        return self._by_key.get((area, indicator, year.start.year))

    def years_of(self, indicator: str, areas: Iterable[str]) -> tuple[Period, ...]:
        """Give the years in which any of some areas has a figure or a rank, in their order."""
        found = {year for area in areas for year in self._years_by_area.get((area, indicator), ())}
        return tuple(financial_year(year) for year in sorted(found))

    @cached_property
    def _years_by_area(self) -> dict[tuple[str, str], list[int]]:
        years: dict[tuple[str, str], list[int]] = {}
        for area, indicator, year in self._by_key:
            figure = self._by_key[area, indicator, year]
            if figure.share is not None or figure.rank is not None:
                years.setdefault((area, indicator), []).append(year)
        return years


@lru_cache(maxsize=256)
def read_year(text: str | float) -> Period:
    """Read the year of a published figure.

    Args:
        text: a financial year as councils write it ("2009-10"), or as the Department does: 2024
            and "202324" are the year from April 2023 to March 2024.

    Raises:
        PeriodError: it is no year.
    """
    plain = as_name(text)
    if re.fullmatch(r"(19|20)\d\d", plain):
        plain = financial_year(int(plain) - 1).label
    elif re.fullmatch(r"(19|20)\d{4}", plain):
        plain = f"{plain[:4]}-{plain[4:]}"
    period = read_period(plain)
    if period.kind is not PeriodKind.YEAR:
        raise PeriodError(
            f'"{plain}" is not a year: write a financial year as "2023-24", or the calendar year '
            "in which it ends as 2024."
        )
    return period
