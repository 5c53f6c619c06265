"""Children and teams by number: read once, and numbered when somebody first asks for them.

A figure in a cell needs to know which records are of one child only where everything else in
them is equal, and which team they are of only where a team was asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list.dates import as_numbers, codes_of, is_empty, is_error

Positions: TypeAlias = NDArray[np.int64]
"""Places of records in the case list, or of values in a table of names."""

MISSING = -1
"""The position that stands for an empty cell."""

NO_TEAM = "No team given"
"""The name under which assessments without a team are counted; a cell that says so has none."""

FIRST_NAMED_CHILD = 2**62
"""The number of the first child whose identifier is no whole number."""

_LARGEST_EXACT = 2**53
"""The numbers below are held exactly by a cell's floating point."""


_FOLDED_NO_TEAM = NO_TEAM.casefold()


@dataclass(frozen=True, eq=False, repr=False)
class Children:
    """Whose each record is.

    A number and a text with the same digits are one child, because exports mix the two.

    Attributes:
        parts: for each part of the list its children: numbers, where every identifier is a whole
            number or empty; the cells where it is not.
    """

    parts: tuple[Positions | Sequence[Any], ...]

    @classmethod
    def of(cls, cells: Sequence[Sequence[Any]], lengths: Sequence[int]) -> Children:
        """Take each part's cells, which are none where the list has no column for the child."""
        return cls(
            tuple(
                _whole_numbers(part) if len(part) else np.full(length, MISSING, dtype=np.int64)
                for part, length in zip(cells, lengths, strict=True)
            )
        )

    @cached_property
    def numbers(self) -> Positions:
        """A number for each record's child, the same for the same child; MISSING where empty.

        A whole number as an identifier is its own number; others count from FIRST_NAMED_CHILD.
        """
        named: dict[str, int] = {}
        return np.concatenate(
            [
                part
                if isinstance(part, np.ndarray)
                else codes_of(part, lambda cell: _child_number(cell, named))
                for part in self.parts
            ]
        )

    @cached_property
    def keys(self) -> Positions:
        """A key for each record's child, the same for the same child and seldom for two.

        It is there sooner than the numbers, and finds the few records that are worth comparing.
        """
        if len(self.parts) == 1 and not isinstance(self.parts[0], np.ndarray):
            keys = _hashes(self.parts[0])
            if keys is not None:
                return keys
        return self.numbers

    def identifier_of(self, record: int) -> str:
        """Give the child's identifier in a record as the list has it, or an empty text."""
        place = int(np.searchsorted(self._ends, record, side="right"))
        part = self.parts[place]
        cell = part[record - (self._ends[place] - len(part))]
        if isinstance(part, np.ndarray):
            return "" if cell == MISSING else str(cell)
        return "" if is_empty(cell) or is_error(cell) else as_name(cell)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self.parts)))


class Teams:
    """Which team each record is of, read when somebody first asks."""

    def __init__(self, read: Callable[[], tuple[tuple[str, ...], Positions]]) -> None:
        """Take what gives the names and, for each record, the place of its team among them."""
        self._source = read

    @property
    def names(self) -> tuple[str, ...]:
        """The teams, each once."""
        return self._read[0]

    @property
    def numbers(self) -> Positions:
        """The place of each record's team among the names; MISSING where it is empty."""
        return self._read[1]

    def settle(self) -> None:
        """Read the teams now, so that the rows are let go."""
        _ = self._read

    @cached_property
    def _read(self) -> tuple[tuple[str, ...], Positions]:
        found = self._source()
        # What was read from is not held any longer.
        self._source = lambda: found
        return found


def read_teams(
    parts: Sequence[Callable[[], Sequence[Any]]], lengths: Sequence[int]
) -> tuple[tuple[str, ...], Positions]:
    """Read teams from cells, and number them in alphabetical order, whatever the order of rows.

    Names that differ in capitals or spaces alone are one team, as they are for Excel; it has the
    spelling that most of its records have.

    Args:
        parts: for each part of a list what gives its cells; no cells where it has no column for
            the team.
        lengths: how many records each part has.
    """
    columns = [cells() for cells in parts]
    cells = dict.fromkeys(cell for column in columns for cell in dict.fromkeys(column))
    written = {cell: as_name(cell) for cell in cells if not (is_empty(cell) or is_error(cell))}
    # A list that was copied from one of ours would otherwise have a second team of that name.
    written = {cell: name for cell, name in written.items() if name.casefold() != _FOLDED_NO_TEAM}
    names = _usual_spellings(written, columns)
    places = {folded: place for place, folded in enumerate(sorted(names))}
    meaning = {cell: places[name.casefold()] for cell, name in written.items()}
    numbers = [
        codes_of(column, lambda cell: meaning.get(cell, MISSING))
        if len(column)
        else np.full(length, MISSING, dtype=np.int64)
        for column, length in zip(columns, lengths, strict=True)
    ]
    return tuple(names[folded] for folded in places), np.concatenate(numbers)


def _usual_spellings(
    written: Mapping[Any, str], columns: Sequence[Sequence[Any]]
) -> dict[str, str]:
    """Give for each folded name the spelling that most cells have; of equals the first, "North"."""
    spellings = set(written.values())
    names = {name.casefold(): name for name in spellings}
    if len(names) < len(spellings):
        uses = Counter(written[cell] for column in columns for cell in column if cell in written)
        rarest_first = sorted(sorted(spellings, reverse=True), key=uses.__getitem__)
        names = {name.casefold(): name for name in rarest_first}
    return names


def as_name(cell: Any) -> str:
    """Write an identifier or a name as text: 1001.0 and "1001" are the same one."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _whole_numbers(cells: Sequence[Any]) -> Positions | Sequence[Any]:
    """Give cells as numbers where each is a whole number or empty; else as they are."""
    numbers = as_numbers(cells)
    if numbers is None:
        return cells
    empty = np.isnan(numbers)
    whole = np.where(empty, MISSING, numbers)
    if ((whole == np.floor(whole)) & (whole < _LARGEST_EXACT) & ((whole >= 0) | empty)).all():
        return whole.astype(np.int64)
    return cells


def _child_number(cell: Any, named: dict[str, int]) -> int:
    if is_empty(cell) or is_error(cell):
        return MISSING
    name = as_name(cell)
    if name.isascii() and name.isdigit() and str(int(name)) == name and int(name) < _LARGEST_EXACT:
        return int(name)
    return named.setdefault(name, FIRST_NAMED_CHILD + len(named))


def _hashes(cells: Sequence[Any]) -> Positions | None:
    """Hash cells that are one child only where they are the same text; None for any other."""
    if not set(map(type, cells)) <= {str, type(None)}:
        return None
    filled = list(filter(None, cells))
    written = "\0".join(filled)
    # A text with a space in it may be written in another way elsewhere.
    if written.split(maxsplit=1) not in ([], [written]):
        return None
    hashes = np.fromiter(map(hash, cells), np.int64, len(cells))
    if len(filled) < len(cells):
        hashes[~np.fromiter(map(bool, cells), np.bool_, len(cells))] = MISSING
    return hashes
