"""How late the late ones were: what councillors ask after the rate itself.

An assessment is late by the working days that it took beyond the limit in force on the day of its
completion. Only completed assessments are here; open ones past their limit are on the watch list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeliness.measuring import Cohort
from timeliness.periods import Period
from timeliness.words import count_of
from timeliness.working_days import Counts

BANDS = ((1, 5), (6, 10), (11, 20), (21, 40), (41, None))
"""The bands of lateness in working days, both ends included; the last one has no end."""

EXPLANATION = (
    "Half of the late assessments were no more days late than the median, and the longest shows "
    "how far one child waited beyond the limit."
)
"""What the figures of lateness are, in the one sentence that an officer can say to a councillor."""


@dataclass(frozen=True)
class LateGroup:
    """The late ones among the assessments completed in a period.

    Attributes:
        completed: how many were completed, late or not.
        late: how many of them took longer than the limit.
        median: the median of their working days beyond the limit; None where none was late.
        longest: the most working days beyond it; None where none was late.
        team: the team, or None for all together.
    """

    completed: int
    late: int
    median: float | None
    longest: int | None
    team: str | None = None


@dataclass(frozen=True)
class LateBand:
    """How many were late by so many working days."""

    words: str
    late: int


@dataclass(frozen=True)
class Late:
    """The late assessments of a period: all together, by how late, and by team.

    Attributes:
        period: the period in which they were completed.
        together: all of them.
        bands: by how late, every band, also empty ones.
        teams: each team that completed any assessment; empty where the list names no team.
    """

    period: Period
    together: LateGroup
    bands: tuple[LateBand, ...]
    teams: tuple[LateGroup, ...]

    @property
    def reading(self) -> str:
        """The figures in one sentence."""
        all_of_them = self.together
        name = self.period.name
        if not all_of_them.completed:
            return f"No assessments were completed in {name}."
        if all_of_them.median is None or all_of_them.longest is None:
            return f"None of the {all_of_them.completed:,} completed in {name} was late."
        were = "was" if all_of_them.late == 1 else "were"
        return (
            f"{all_of_them.late:,} of {all_of_them.completed:,} completed in {name} {were} late, "
            f"by a median of {all_of_them.median:g} and at most "
            f"{count_of(all_of_them.longest, 'working day')}."
        )


def late_in(cohort: Cohort, period: Period) -> Late:
    """Describe the late assessments among those completed in a period."""
    done = cohort.completed
    inside = done.within(period)
    beyond, team = (done.days_taken - done.limit)[inside], done.team[inside]
    late = beyond[beyond > 0]
    names = cohort.team_names
    present = np.unique(team % len(names)).tolist() if cohort.teams else []
    return Late(
        period,
        _group(beyond, None),
        tuple(
            LateBand(
                f"{low} to {high}" if high else f"{low} or more",
                int(((late >= low) & (late <= (high or late.max(initial=0)))).sum()),
            )
            for low, high in BANDS
        ),
        tuple(_group(beyond[team % len(names) == place], names[place]) for place in present),
    )


def _group(beyond: Counts, team: str | None) -> LateGroup:
    late = beyond[beyond > 0]
    return LateGroup(
        completed=len(beyond),
        late=len(late),
        median=float(np.median(late)) if len(late) else None,
        longest=int(late.max()) if len(late) else None,
        team=team,
    )
