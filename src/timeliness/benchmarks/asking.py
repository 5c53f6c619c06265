"""Single answers about published figures, as a worksheet formula asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from timeliness.benchmarks.areas import Area, AreaKind, area_called
from timeliness.benchmarks.comparison import Question, average_of, compare
from timeliness.benchmarks.figures import Figures, PublishedFigure, Rank, read_year
from timeliness.benchmarks.measures import measure_called
from timeliness.benchmarks.neighbours import NeighbourSet
from timeliness.errors import NotPublishedError, SettingsError
from timeliness.indicators import Definitions
from timeliness.periods import Period
from timeliness.words import listed

OWN_NEIGHBOURS = "neighbours"
"""The word for the set of neighbours that is in use."""


def benchmark_value(
    figures: Figures,
    definitions: Definitions,
    area: str | float,
    indicator: str,
    year: str | float,
) -> Fraction:
    """Give a published share.

    Args:
        figures: what is published.
        definitions: the indicators.
        area: a council, a region or England, by its name or the Department's code.
        indicator: the indicator's code.
        year: "2023-24", or 2024 for the year that ends in it.

    Raises:
        SettingsError: the area or the indicator is not known.
        PeriodError: the year is none.
        NotPublishedError: no value is held; the message says why.
    """
    found, period = area_called(area), read_year(year)
    return _share(figures, found, measure_called(indicator, definitions).code, period)


def benchmark_rank(
    figures: Figures,
    definitions: Definitions,
    neighbours: NeighbourSet,
    council: str | float,
    indicator: str,
    year: str | float,
) -> Rank:
    """Give a council's place among itself and a set of neighbours, worked out or as published.

    The council may also be one of the set; it is ranked among the same ones.

    Raises:
        SettingsError: the council or the indicator is not known.
        PeriodError: the year is none.
        NotPublishedError: the council has no place; the message says why.
    """
    us, period = area_called(council), read_year(year)
    measure = measure_called(indicator, definitions)
    if us.kind is not AreaKind.COUNCIL:
        raise SettingsError(f"{us.name} is no council, and only councils are ranked.")
    others = NeighbourSet(
        neighbours.name, tuple(area for area in neighbours.councils if area != us)
    )
    asked = Question(
        us, others, measure.code, measure.label, measure.basis_in(period), measure.good_is == "high"
    )
    found = compare(figures, asked, period)
    if found is None or found.rank is None:
        raise NotPublishedError(
            f"{us.name} has no place in {period.label} for {measure.label}: a place "
            f"needs a figure of its own and one of the {neighbours.name} to rank it with."
        )
    return found.rank


def benchmark_average(
    figures: Figures,
    definitions: Definitions,
    sets: Sequence[NeighbourSet],
    group: str,
    indicator: str,
    year: str | float,
) -> Fraction:
    """Give the simple mean of a set of neighbours, or the published figure of a region or England.

    Args:
        figures: what is published.
        definitions: the indicators.
        sets: the sets of neighbours that the settings name, the one in use first.
        group: "neighbours" for the set in use, a set's name, a region's name, or "England".
        indicator: the indicator's code.
        year: "2023-24", or 2024 for the year that ends in it.

    Raises:
        SettingsError: the group or the indicator is not known.
        PeriodError: the year is none.
        NotPublishedError: no value is held, or too few are; the message says why.
    """
    measure, period = measure_called(indicator, definitions), read_year(year)
    chosen = _set_called(group, sets)
    if chosen is None:
        area = _region_called(group, sets)
        return _share(figures, area, measure.code, period)
    found = [figures.get(area.code, measure.code, period) for area in chosen.councils]
    bases = {one.basis for one in found if one is not None and one.share is not None}
    if len(bases) > 1:
        raise NotPublishedError(
            f"The {chosen.name} were measured against different limits in {period.label} "
            f"({listed([f'{basis} working days' for basis in sorted(bases)])}), so they have no "
            "average."
        )
    average = average_of(found, bases.pop() if bases else 0, pooled=False)
    if average.share is None:
        raise NotPublishedError(
            f"Only {average.known} of {average.of} councils of the {chosen.name} have a figure for "
            f"{measure.label} in {period.label}, too few for an average."
        )
    return average.share


def _set_called(group: str, sets: Sequence[NeighbourSet]) -> NeighbourSet | None:
    wanted = group.strip().casefold()
    if wanted == OWN_NEIGHBOURS:
        if not sets:
            raise SettingsError("The settings name no set of neighbours, so there is no average.")
        return sets[0]
    return next((one for one in sets if one.name.casefold() == wanted), None)


def _region_called(group: str, sets: Sequence[NeighbourSet]) -> Area:
    try:
        area = area_called(group)
    except SettingsError:
        area = None
    if area is None or area.kind is AreaKind.COUNCIL:
        known = listed(
            [OWN_NEIGHBOURS, *(one.name for one in sets), "a region", "England"], last="or"
        )
        raise SettingsError(f'"{group}" is no group with an average: write {known}.')
    return area


def _share(figures: Figures, area: Area, indicator: str, year: Period) -> Fraction:
    found: PublishedFigure | None = figures.get(area.code, indicator, year)
    if found is None:
        raise NotPublishedError(
            f"No figure of {area.name} for {indicator} in {year.label} is held."
        )
    if found.share is None:
        raise NotPublishedError(
            f"{area.name} has no value for {indicator} in {year.label}: {found.reason}."
        )
    return found.share
