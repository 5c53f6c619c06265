"""Where a chart tells its last values: beside their points, and never one over another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

_TOO_CLOSE = 0.1
"""Labels of points that lie less apart than this would cover one another."""


def label_positions(last_values: Sequence[float | None]) -> list[Literal["r", "t", "b"]]:
    """Say where the label of each line's last point stands, so that no two cover one another.

    Args:
        last_values: the value of each line's last point; None where it has no label.

    Returns:
        For each line "r", beside its point, or above or below it ("t", "b") where another's is
        too close.
    """
    labelled = [value for value in last_values if value is not None]
    if len(labelled) < 2 or max(labelled) - min(labelled) >= _TOO_CLOSE:
        return ["r"] * len(last_values)
    top = last_values.index(max(labelled))
    return ["t" if place == top else "b" for place in range(len(last_values))]
