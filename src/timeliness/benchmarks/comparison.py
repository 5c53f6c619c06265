"""Setting a council beside its neighbours, its region and England, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from timeliness.benchmarks.areas import ENGLAND, Area, areas, councils_in, region_of
from timeliness.benchmarks.benchmark import (
    Benchmark,
    BenchmarkRow,
    Group,
    Quarter,
    YearOfBenchmarks,
)
from timeliness.benchmarks.figures import Figures, PublishedFigure, Rank, Symbol
from timeliness.benchmarks.neighbours import NeighbourSet
from timeliness.periods import Period, financial_year
from timeliness.rates import Rate
from timeliness.trends.intervals import Standing, against_rate, against_share

_FEWEST_FOR_QUARTERS = 20
"""How many councils are needed before a quarter of them means anything."""

_FEWEST_FOR_A_RANK = 2

_NOT_HELD = "no figure held"


@dataclass(frozen=True)
class Question:
    """What is compared: whose figures of which indicator, with whom.

    Attributes:
        us: the council.
        neighbours: whom it is compared with.
        indicator: the indicator's code.
        label: the code as people write it.
        in_force: the limit that holds now, in words.
        good_is_high: whether the highest share is the best.
    """

    us: Area
    neighbours: NeighbourSet
    indicator: str
    label: str
    in_force: str
    good_is_high: bool = True

    @property
    def councils(self) -> tuple[Area, ...]:
        """The council and its neighbours."""
        return self.us, *self.neighbours.councils

    @property
    def around(self) -> tuple[Area, ...]:
        """The council, its neighbours, its region and England."""
        region = region_of(self.us)
        return (*self.councils, *([region] if region else ()), areas()[ENGLAND])


def years_held(figures: Figures, asked: Question) -> tuple[Period, ...]:
    """Give the years in which the council or a neighbour has a figure or a rank."""
    return figures.years_of(asked.indicator, [area.code for area in asked.councils])


def compare(figures: Figures, asked: Question, year: Period) -> Benchmark | None:
    """Set a council beside its neighbours in one year.

    Args:
        figures: what is published.
        asked: what is compared.
        year: the financial year.

    Returns:
        The comparison, or None where neither the council nor a neighbour has a figure of it.
    """
    if year not in years_held(figures, asked):
        return None
    years = figures.years_of(asked.indicator, [area.code for area in asked.around])
    basis = _basis(figures, asked, year)
    councils, averages = _rows(figures, asked, year, basis)
    ours = councils[0]
    region = region_of(asked.us)
    best_first = sorted(councils, key=lambda row: _order(row, good_is_high=asked.good_is_high))
    return Benchmark(
        indicator=asked.indicator,
        label=asked.label,
        year=year,
        basis=basis,
        neighbours=asked.neighbours.name,
        region=region.name if region else "",
        councils=tuple(_beside(row, ours) for row in best_first),
        averages=tuple(_beside(row, ours) for row in averages),
        ranked=sum(row.rank is not None for row in councils),
        quarter=_quarter(figures, asked, ours, year),
        years=tuple(_year(figures, asked, one) for one in years if one <= year),
        good_is_high=asked.good_is_high,
        in_force=asked.in_force,
    )


@dataclass(frozen=True)
class Average:
    """An average of councils that were measured against one limit.

    Attributes:
        share: the average; None where fewer than half of the councils have what it takes, so
            that it would speak for a few.
        rate: the counts of those in it, where all of them are known.
        known: how many are in it.
        of: how many there are.
    """

    share: Fraction | None
    rate: Rate | None
    known: int
    of: int


def average_of(found: Sequence[PublishedFigure | None], basis: int, *, pooled: bool) -> Average:
    """Average the figures of councils.

    Args:
        found: a figure for each council, or None.
        basis: the limit; figures measured against another one are left out.
        pooled: whether counts are added up, rather than shares averaged.
    """
    known = [one for one in found if one and one.share is not None and one.basis == basis]
    with_counts = [one.rate for one in known if one.rate is not None]
    number = len(with_counts) if pooled else len(known)
    rate = sum(with_counts, Rate(0, 0)) if len(with_counts) == number else None
    if not number or number * 2 < len(found):
        return Average(None, None, number, len(found))
    if pooled:
        return Average(rate.share if rate else None, rate, number, len(found))
    total = sum((one.share for one in known if one.share is not None), Fraction(0))
    return Average(total / number, rate, number, len(found))


def ranked(rows: Sequence[BenchmarkRow], basis: int, *, good_is_high: bool) -> list[BenchmarkRow]:
    """Give each row its place: by its value, or as published where values are missing.

    A place worked out among the few councils whose value is known would contradict the one that
    was published among all. Councils measured against another limit have no place, and where one
    alone has a value there is nobody to rank it with.
    """
    published = any(row.rank is not None for row in rows)
    if published and any(row.share is None for row in rows):
        return list(rows)
    shares = [row.share for row in rows if row.share is not None and row.basis == basis]
    counted = Counter(shares)

    def rank(row: BenchmarkRow) -> Rank | None:
        mine = row.share
        if mine is None or row.basis != basis or len(shares) < _FEWEST_FOR_A_RANK:
            return None
        better = sum(share > mine if good_is_high else share < mine for share in shares)
        return Rank(better + 1, len(shares), tied=counted[mine] > 1)

    return [replace(row, rank=rank(row)) for row in rows]


def _figure(figures: Figures, area: Area, indicator: str, year: Period) -> PublishedFigure | None:
    return figures.get(area.code, indicator, year)


def _basis(figures: Figures, asked: Question, year: Period) -> int:
    """Give the limit of our own figure, else the one of most neighbours' figures."""
    found = [_figure(figures, area, asked.indicator, year) for area in asked.councils]
    if found[0] is not None and (found[0].share is not None or found[0].rank is not None):
        return found[0].basis
    bases = Counter(one.basis for one in found if one is not None)
    return bases.most_common(1)[0][0]


def _rows(
    figures: Figures, asked: Question, year: Period, basis: int
) -> tuple[list[BenchmarkRow], list[BenchmarkRow]]:
    """Make the rows of the councils, ours first, and those of the averages."""

    def row(area: Area, group: Group) -> BenchmarkRow:
        return _row(figures, area, group, asked.indicator, year)

    neighbours = [row(area, Group.NEIGHBOUR) for area in asked.neighbours.councils]
    councils = [row(asked.us, Group.US), *neighbours]
    region = region_of(asked.us)
    return ranked(councils, basis, good_is_high=asked.good_is_high), [
        _average(figures, asked, year, basis, pooled=False),
        _average(figures, asked, year, basis, pooled=True),
        *([row(region, Group.REGION)] if region else ()),
        row(areas()[ENGLAND], Group.ENGLAND),
    ]


def _row(figures: Figures, area: Area, group: Group, indicator: str, year: Period) -> BenchmarkRow:
    found = _figure(figures, area, indicator, year)
    before = _figure(figures, area, indicator, financial_year(year.start.year - 1))
    basis = found.basis if found else None
    is_bridgeable = before is None or basis in {None, before.basis}
    return BenchmarkRow(
        code=area.code,
        name=area.name,
        group=group,
        share=found.share if found else None,
        rate=found.rate if found else None,
        symbol=found.symbol if found else Symbol.NOT_AVAILABLE,
        reason=found.reason if found else _NOT_HELD,
        previous=before.share if before and is_bridgeable else None,
        previous_symbol=_symbol_of(before) if is_bridgeable else Symbol.BREAK,
        rank=found.rank if found else None,
        difference=None,
        basis=basis,
        source=found.source if found else "",
    )


def _symbol_of(figure: PublishedFigure | None) -> Symbol | None:
    return figure.symbol if figure else Symbol.NOT_AVAILABLE


def _average(
    figures: Figures, asked: Question, year: Period, basis: int, *, pooled: bool
) -> BenchmarkRow:
    """Make the row of an average of the neighbours, with the year before."""
    before = financial_year(year.start.year - 1)
    now, earlier = (
        average_of(
            [_figure(figures, area, asked.indicator, one) for area in asked.neighbours.councils],
            basis,
            pooled=pooled,
        )
        for one in (year, before)
    )
    how = "pooled rate" if pooled else "simple mean"
    of = f"{now.known}" if now.known == now.of else f"{now.known} of {now.of}"
    missing = now.share is None
    return BenchmarkRow(
        code="",
        name=f"Neighbours' {how} ({of})",
        group=Group.AVERAGE,
        share=now.share,
        rate=now.rate,
        symbol=Symbol.NOT_AVAILABLE if missing else None,
        reason=f"{'counts' if pooled else 'figures'} held for {of} neighbours" if missing else "",
        previous=earlier.share,
        previous_symbol=Symbol.NOT_AVAILABLE if earlier.share is None else None,
        rank=None,
        difference=None,
        basis=None if missing else basis,
        source="" if missing else "Worked out from the neighbours",
    )


def _beside(row: BenchmarkRow, ours: BenchmarkRow) -> BenchmarkRow:
    """Add the distance from our own share, and how ours lies to it once chance is allowed for."""
    if row.share is None or ours.share is None or row.basis != ours.basis:
        return row
    return replace(row, difference=row.share - ours.share, standing=_standing(row, ours))


def _standing(row: BenchmarkRow, ours: BenchmarkRow) -> Standing:
    """Compare our rate with another council's, or with an average as with a fixed share.

    Our own assessments are among those of the region and of England, so that their chance is not
    counted a second time.
    """
    if ours.rate is None or row.group is Group.US:
        return Standing.NOT_COMPARABLE
    if row.group is Group.NEIGHBOUR and row.rate is not None:
        return against_rate(ours.rate, row.rate)
    return against_share(ours.rate, row.share)


def _order(row: BenchmarkRow, *, good_is_high: bool) -> tuple[bool, Fraction, str]:
    share = row.share or Fraction(0)
    return row.share is None, -share if good_is_high else share, row.name


def _quarter(figures: Figures, asked: Question, ours: BenchmarkRow, year: Period) -> Quarter | None:
    if ours.share is None:
        return None
    mine = ours.share
    shares = [
        one.share
        for area in councils_in(areas()[ENGLAND])
        if (one := _figure(figures, area, asked.indicator, year)) is not None
        and one.share is not None
        and one.basis == ours.basis
    ]
    if len(shares) < _FEWEST_FOR_QUARTERS:
        return None
    better = sum(share > mine if asked.good_is_high else share < mine for share in shares)
    return Quarter(better * 4 // len(shares) + 1, len(shares))


def _year(figures: Figures, asked: Question, year: Period) -> YearOfBenchmarks:
    held = year in years_held(figures, asked)
    england = _figure(figures, areas()[ENGLAND], asked.indicator, year)
    basis = _basis(figures, asked, year) if held else (england.basis if england else None)
    councils, averages = _rows(figures, asked, year, basis or 0)
    by_group = {row.group: row.share for row in reversed(averages)}
    return YearOfBenchmarks(
        year=year,
        us=councils[0].share,
        symbol=councils[0].symbol,
        mean=by_group[Group.AVERAGE],
        region=by_group.get(Group.REGION),
        england=by_group[Group.ENGLAND],
        rank=councils[0].rank,
        basis=basis,
    )
