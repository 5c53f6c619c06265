"""``timeliness watch``: open assessments by row, so that no child's number stays on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from timeliness.commands.options import AsOf, Out, SettingsFile, as_of_day, make_console
from timeliness.words import count_of, day_label

if TYPE_CHECKING:
    from timeliness.watch_list import WatchList

MOST_LINES = 40
"""How many assessments are listed; a workbook holds them all."""


def watch(settings: SettingsFile, as_of: AsOf = None, out: Out = None) -> None:
    """List open assessments by the days they have left; with --out, as a workbook too."""
    from timeliness.reporting import read_and_measure, write_watch_list
    from timeliness.settings import read_council
    from timeliness.watch_list import watch as open_assessments

    council = read_council(settings)
    day = as_of_day(as_of)
    watched = open_assessments(read_and_measure(council, day), council.calendar, day)
    console = make_console()
    print_watch_list(console, watched)
    if out is not None:
        console.print(f"The workbook is here: {write_watch_list(council, watched, out)}")


def print_watch_list(console: Console, watched: WatchList) -> None:
    """Print a watch list: the sentence, the counts by team, and the most pressing ones.

    Args:
        console: where to; one that prints sentences as they are, at their own length.
        watched: the open assessments.
    """
    from timeliness.watch_list import Urgency

    console.print(watched.reading)
    for note in watched.notes:
        console.print(note)
    if not watched.assessments:
        return
    console.print()
    console.print(_by_team(watched), soft_wrap=False)
    pressing = [one for one in watched.assessments if one.urgency is not Urgency.IN_HAND]
    if not pressing:
        return
    table = _table("Urgency", "Indicator", "Team", "Due", "List", right=("Days left", "Row"))
    # Names of files take more room than a narrow window has beside the rest: they stand below.
    lists: dict[str, int] = {}
    for one in pressing[:MOST_LINES]:
        place = f"{one.file}, {one.sheet}" if one.sheet else one.file
        number = lists.setdefault(place, len(lists) + 1)
        cells = (one.urgency, one.indicator, one.team, day_label(one.due), str(number))
        table.add_row(*cells, f"{one.days_left:,}", f"{one.row:,}")
    console.print()
    console.print(table, soft_wrap=False)
    for place, number in lists.items():
        console.print(f"List {number}: {place}")
    if len(pressing) > MOST_LINES:
        more = count_of(len(pressing) - MOST_LINES, "more assessment")
        console.print(f"{more}: give --out a folder to have all of them in a workbook.")


def _by_team(watched: WatchList) -> Table:
    from timeliness.watch_list import Urgency

    table = _table("Indicator", "Team", right=tuple(Urgency))
    for one in watched.teams:
        numbers = (one.overdue, one.due_soon, one.in_hand)
        table.add_row(one.indicator, one.team, *(f"{number:,}" for number in numbers))
    return table


def _table(*left: str, right: tuple[str, ...]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in left:
        table.add_column(heading, overflow="fold")
    for heading in right:
        table.add_column(heading, justify="right")
    return table
