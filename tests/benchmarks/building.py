"""Builders of published figures for tests."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from timeliness.benchmarks.areas import area_called
from timeliness.benchmarks.comparison import Question
from timeliness.benchmarks.figures import Figures, PublishedFigure, Symbol
from timeliness.benchmarks.neighbours import named_set
from timeliness.periods import financial_year
from timeliness.rates import Rate

YEAR = financial_year(2023)


def figure(
    council: str,
    value: int | str | Rate | None,
    *,
    indicator: str = "CF45",
    year: int = 2023,
    basis: int = 45,
) -> PublishedFigure:
    """Make a figure: per cent, counts, a symbol, or nothing."""
    rate = value if isinstance(value, Rate) else None
    share = Fraction(value, 100) if isinstance(value, int) else rate.share if rate else None
    symbol = Symbol(value) if isinstance(value, str) else None
    if share is None and symbol is None:
        symbol = Symbol.NOT_AVAILABLE
    return PublishedFigure(
        area=area_called(council).code,
        indicator=indicator,
        year=financial_year(year),
        share=share,
        rate=rate,
        symbol=symbol,
        basis=basis,
        source="a source",
        reason=symbol.meaning if symbol else "",
    )


def figures(values: Mapping[str, int | str | Rate | None]) -> Figures:
    """Make a figure for each council of one year."""
    return Figures(figure(name, value) for name, value in values.items())


def question(*neighbours: str, us: str = "Harrow", good_is_high: bool = True) -> Question:
    """Ask how a council stands beside some others."""
    area = area_called(us)
    return Question(
        area, named_set("A set", neighbours, area), "CF45", "CF 45", "45 working days", good_is_high
    )
