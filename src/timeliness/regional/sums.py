"""The counts of pieces, added up by council and month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timeliness.rates import Tally
from timeliness.working_days import FIRST_DAY, LAST_DAY

NO_COUNCIL = "No council given"
"""The name under which assessments without a council are counted."""

_FIRST_MONTH = (FIRST_DAY.year - 1970) * 12
_MONTHS = (LAST_DAY.year - FIRST_DAY.year + 1) * 12


class CouncilSums:
    """One indicator's counts by council and month, from the calendar's first month on.

    The first row is for assessments without a council.
    """

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._in_time, self._completed = (np.zeros((1, _MONTHS), dtype=np.int64) for _ in range(2))

    def add(self, counts: Tally) -> None:
        """Add the counts of a piece, whose last row is for those without a council."""
        in_time, completed = counts.by_team_and_month
        self._in_time = self._grown(self._in_time, len(completed))
        self._completed = self._grown(self._completed, len(completed))
        rows = np.roll(np.arange(len(completed)), -1)
        first = counts.first_month - _FIRST_MONTH
        months = slice(first, first + completed.shape[1])
        self._in_time[rows, months] += in_time
        self._completed[rows, months] += completed

    @staticmethod
    def _grown(sums: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
        return np.pad(sums, ((0, max(rows - len(sums), 0)), (0, 0)))

    def by_name(self, councils: Sequence[tuple[str, int]]) -> dict[str, Tally]:
        """Give each council's counts, from its first month with a completion to its last."""
        found = {}
        for name, row in (*((name, number + 1) for name, number in councils), (NO_COUNCIL, 0)):
            if row >= len(self._completed):
                continue
            held = np.flatnonzero(self._completed[row]).tolist()
            if held:
                months = slice(held[0], held[-1] + 1)
                found[name] = Tally(
                    _FIRST_MONTH + held[0],
                    tuple(self._in_time[row, months].tolist()),
                    tuple(self._completed[row, months].tolist()),
                )
        return found
