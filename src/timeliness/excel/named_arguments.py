"""Arguments that name something: an indicator by its code, a team as the list has it."""

from __future__ import annotations

from contextlib import suppress
from typing import Protocol

from timeliness.case_list.dates import is_error
from timeliness.case_list.names import NO_TEAM, as_name
from timeliness.errors import SettingsError, UnusableInputError
from timeliness.excel.cells import cell_of, is_blank
from timeliness.excel.context import Context
from timeliness.indicators import Indicator


class WithTeams(Protocol):
    """What knows a list's teams, and reads them when they are first asked for."""

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams' names."""


def indicator_in(value: object, context: Context) -> Indicator:
    """Read an argument as an indicator.

    Raises:
        SettingsError: it names none.
        UnusableInputError: it is a block of cells.
    """
    cell = cell_of(value)
    if not isinstance(cell, str):
        raise SettingsError('The indicator is to be named by its code, such as "NI59".')
    # The text may be anybody's name, where the wrong cell was given.
    with suppress(SettingsError):
        return context.definitions.indicator(cell)
    known = ", ".join(context.definitions.indicators)
    raise SettingsError(f"What was given as the indicator is the code of none: there are {known}.")


def team_in(value: object, of: WithTeams) -> str | None:
    """Give the team as the list names it, whatever its capitals and spaces.

    A list's teams are read when they are first asked for, which most formulas never do.

    Raises:
        UnusableInputError: the argument is an error or a block of cells.
    """
    cell = cell_of(value)
    if is_error(cell):
        # Taken for a name, it would be a team that has completed nothing: a count of nought.
        raise UnusableInputError(
            "What was given as the team is a cell with an Excel error: mend its formula, or write "
            "the team's name there."
        )
    if is_blank(cell):
        return None
    wanted = as_name(cell)
    folded = wanted.casefold()
    return next((team for team in (*of.teams, NO_TEAM) if team.casefold() == folded), wanted)
