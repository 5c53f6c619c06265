"""What is published beside the indicators: measures that a case list is not counted for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A published measure.

    Attributes:
        code: its code.
        label: the code as people write it.
        title: what it measures.
        working_days: the limit that it is measured against.
    """

    code: str
    label: str
    title: str
    working_days: int


PUBLISHED_ONLY = {
    "CF10": Measure(
        "CF10",
        "CF 10",
        "Single (child and family) assessments completed within 10 working days of their start",
        10,
    )
}
"""Measures that are worked out from the Department's figures and are nobody's limit."""
