"""Case lists that formulas have given already, so that many formulas on one list read it once.

A list is known by the content of its cells and the name of its sheet, which may say the type of
assessment, so that a changed cell is a new list and nothing has to be told when a workbook is
edited. Only the last few lists are kept, and only in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from timeliness.case_list import Block, CaseList, ListOptions, read_block
from timeliness.case_list.dates import DateSystem
from timeliness.errors import UnusableInputError
from timeliness.excel.cells import Cells, Place, block_of
from timeliness.excel.context import Context
from timeliness.indicators import Indicator
from timeliness.measuring import Measurement, measure
from timeliness.rates import Tally, tally

MOST_LISTS = 8
"""How many lists are kept: a workbook rarely has more, and each takes a few megabytes."""

_SAYS_ITSELF = ""
"""The key of a reading that holds for every indicator, because the list says its own types."""


_Basis: TypeAlias = tuple[str, DateSystem, int, Context, date]


@dataclass(frozen=True, eq=False)
class _Known:
    """A list with all that has been worked out from it so far.

    Attributes:
        cells: its cells as they arrived.
        basis: what else its figures rest on: sheet, date system, areas, settings, day.
        block: its cells as the reader takes them.
        readings: the case list, by the kind of assessment that had to be assumed.
        tallies: the counts, by the indicator's code.
    """

    cells: Cells
    basis: _Basis
    block: Block
    readings: dict[str, CaseList] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)


class ParsedLists:
    """The case lists that are kept, the one asked for last at the end."""

    def __init__(self) -> None:
        self._known: list[_Known] = []

    def __len__(self) -> int:
        """Count the lists that are kept."""
        return len(self._known)

    def tally(
        self, cells: Cells, place: Place, indicator: Indicator, context: Context, as_of: date
    ) -> Tally:
        """Count an indicator's assessments of a list, or give what was counted before.

        Args:
            cells: the cells as they arrived.
            place: where they stand.
            indicator: what to count.
            context: the settings.
            as_of: the day that the figures are made as of.

        Raises:
            UnusableInputError: the cells cannot be read as a case list.
            NoLimitError: an assessment was completed on a day without a limit.
        """
        known = self._find(cells, place, context, as_of)
        counts = known.tallies.get(indicator.code)
        if counts is None:
            measurement = _measured(known, indicator, context, as_of)
            counts = tally(measurement.cohorts[0])
            known.tallies[indicator.code] = counts
        return counts

    def _find(self, cells: Cells, place: Place, context: Context, as_of: date) -> _Known:
        basis = _basis(place, context, as_of)
        for position in range(len(self._known) - 1, -1, -1):
            known = self._known[position]
            # Two lists that differ mostly do so in their first rows, so that comparing them cell
            # by cell costs least of all ways to tell them apart.
            if known.basis == basis and known.cells == cells:
                del self._known[position]
                break
        else:
            known = _Known(cells, basis, block_of(cells, place))
        self._known.append(known)
        del self._known[:-MOST_LISTS]
        return known


def _basis(place: Place, context: Context, as_of: date) -> _Basis:
    # Of several areas the first one arrives, and is not to pass for the list that it may be.
    return place.sheet, place.date_system, place.areas, context, as_of


def measure_cells(
    cells: Cells, place: Place, indicator: Indicator, context: Context, as_of: date
) -> Measurement:
    """Measure a list for telling where its rows went, with rows named where they stand.

    Args:
        cells: the cells as they arrived.
        place: where they stand.
        indicator: what to measure.
        context: the settings.
        as_of: the day that the figures are made as of.

    Raises:
        UnusableInputError: the cells cannot be read as a case list.
        NoLimitError: an assessment was completed on a day without a limit.
    """
    known = _Known(cells, _basis(place, context, as_of), block_of(cells, place))
    return _measured(known, indicator, context, as_of)


def _measured(known: _Known, indicator: Indicator, context: Context, as_of: date) -> Measurement:
    case_list = _read(known, indicator, context)
    return measure(case_list, [indicator], context.calendar, as_of)


def _read(known: _Known, indicator: Indicator, context: Context) -> CaseList:
    """Read the list as it says itself, or else as a list of the indicator's assessments."""
    if _SAYS_ITSELF in known.readings:
        return known.readings[_SAYS_ITSELF]
    kind = indicator.assessments
    if kind in known.readings:
        return known.readings[kind]
    try:
        case_list = read_block(known.block, ListOptions(), context.definitions)
    except UnusableInputError:
        options = ListOptions(assumed_kind=kind)
        case_list = read_block(known.block, options, context.definitions)
        known.readings[kind] = case_list
    else:
        known.readings[_SAYS_ITSELF] = case_list
    return case_list
