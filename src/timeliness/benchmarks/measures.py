"""What is published beside the indicators: measures that no case list is counted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeliness.indicators import Definitions, Indicator
from timeliness.periods import Period


@dataclass(frozen=True)
class Measure:
    """A published measure.

    Attributes:
        code: its code.
        label: the code as people write it.
        title: what it measures.
        working_days: the limit that it is measured against.
        good_is: "high" or "low".
    """

    code: str
    label: str
    title: str
    working_days: int
    good_is: Literal["high", "low"] = "high"

    def basis_in(self, _period: Period) -> str:
        """Name the limit in words; it is the same at all times."""
        return f"{self.working_days} working days"


PUBLISHED_ONLY = {
    "CF10": Measure(
        "CF10",
        "CF 10",
        "Single (child and family) assessments completed within 10 working days of their start",
        10,
    )
}
"""Measures that are worked out from the Department's figures and are nobody's limit."""


def measure_called(code: str, definitions: Definitions) -> Indicator | Measure:
    """Give what a code stands for, in any case and with or without a space.

    Raises:
        SettingsError: there is no such indicator or measure.
    """
    found = PUBLISHED_ONLY.get(code.replace(" ", "").upper())
    return found or definitions.indicator(code)
