"""Neighbour sets: the councils that one is compared with, by the name and date of the choice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timeliness.benchmarks.areas import Area, AreaKind, area_called, find_area
from timeliness.case_list.files import read_blocks
from timeliness.case_list.names import as_name
from timeliness.errors import SettingsError, UnusableInputError
from timeliness.words import listed

_WANTED = ("la_number", "rank", "neighbour_number")


@dataclass(frozen=True)
class NeighbourSet:
    """A set of councils to compare with.

    Attributes:
        name: what the set is called, with its date.
        councils: the councils, the closest first where the source says so.
    """

    name: str
    councils: tuple[Area, ...]

    @property
    def words(self) -> str:
        """The set with its councils, as a sentence has it."""
        return f"{self.name}: {listed([area.name for area in self.councils])}"


def named_set(name: str, councils: tuple[str | int, ...], us: Area) -> NeighbourSet:
    """Make a set of councils that settings name.

    Raises:
        SettingsError: a council is not known, is named twice, or is the council itself.
    """
    found: list[Area] = []
    for text in councils:
        area = area_called(text)
        if area.kind is not AreaKind.COUNCIL:
            raise SettingsError(
                f'{name}: "{text}" is no council, and only councils are neighbours.'
            )
        if area == us:
            raise SettingsError(f"{name}: {area.name} cannot be its own neighbour; take it out.")
        if area in found:
            raise SettingsError(f"{name}: {area.name} is named twice; take one of them out.")
        found.append(area)
    return NeighbourSet(name, tuple(found))


def set_from_file(name: str, path: Path, us: Area) -> NeighbourSet:
    """Read a council's neighbours from a file with every council's.

    Args:
        name: what the set is called.
        path: a CSV or workbook with a row for each neighbour and the columns la_number, rank and
            neighbour_number, as the Department's sets are passed on.
        us: the council whose neighbours are wanted.

    Raises:
        UnusableInputError: the file cannot be read, lacks a column, or names a council that is
            not known.
        SettingsError: it has no neighbours of the council.
    """
    (block, *_) = read_blocks(path)
    headings = [str(cell).strip().casefold() for cell in block.rows[0]]
    missing = [f'"{name}"' for name in _WANTED if name not in headings]
    if missing:
        raise UnusableInputError(
            f"{block.place} has no column {listed(missing)}, so it is no list of neighbours: it "
            "needs la_number, rank and neighbour_number, with a row for each neighbour."
        )
    places = [headings.index(name) for name in _WANTED]
    found: dict[int, Area] = {}
    for position, cells in enumerate(block.rows[1:], start=1):
        # Blank rows and notes stand below the list in the files that are passed on.
        if len(cells) <= max(places) or as_name(cells[places[0]]) != us.code:
            continue
        row = block.row_number(position)
        rank, code = as_name(cells[places[1]]), as_name(cells[places[2]])
        area = find_area(code)
        if area is None or area.kind is not AreaKind.COUNCIL:
            raise UnusableInputError(
                f"{block.place}, row {row}, column neighbour_number: this is the number of no "
                "council that is known. Mend it, or take the row out."
            )
        if not rank.isdigit() or int(rank) in found or area in found.values():
            raise UnusableInputError(
                f"{block.place}, row {row}: the rank is no whole number, or the rank or the "
                f"neighbour stands twice for {us.name}. Mend the file, or fetch it again."
            )
        found[int(rank)] = area
    if not found:
        raise SettingsError(
            f"{block.place} has no neighbours for {us.name} (number {us.code}): choose another "
            "file under [neighbours] in council.toml, or name the councils there."
        )
    return NeighbourSet(name, tuple(area for _, area in sorted(found.items())))
