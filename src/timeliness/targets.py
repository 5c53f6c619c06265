"""Targets, which may be a number or only words, and the state of a rate against them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Status(StrEnum):
    """How a rate stands against its target: the word that goes into the cell."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    NO_TARGET = "No numeric target"
    NOTHING_COMPLETED = "No assessments completed"


_NOT_SET = "none set"

_NUMBER_AS_TEXT = re.compile(r"(\d+(?:\.\d+)?)\s*%?")


def read_target(written: float | str) -> float | str:
    """Read a target as people write it: per cent as a number or as text ("83%", "83"), or words.

    Raises:
        ValueError: it is true or false, or a number that cannot be meant.
    """
    if isinstance(written, str):
        number = _NUMBER_AS_TEXT.fullmatch(written.strip())
        if number is None:
            return written
        written = float(number[1])
    if isinstance(written, bool) or not (written == 0 or 1 <= written <= 100):
        raise ValueError("write a target in per cent from 1 to 100 (83 for 83%) or in words")
    return written


def target_in_cell(cell: float | str) -> float | str:
    """Read a target as a cell holds it: one that shows 83% holds 0.83, and who types 83 means 83%.

    Raises:
        ValueError: it is true or false, or a number that cannot be meant.
    """
    is_share = isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 < cell <= 1
    return read_target(float(Fraction(str(cell)) * 100) if is_share else cell)


@dataclass(frozen=True)
class Target:
    """What a council aims at in a year: a share, or words such as "as high as possible".

    Attributes:
        share: the exact share aimed at, or None where the target is no number.
        words: the target as it is shown.
    """

    share: Fraction | None
    words: str

    @classmethod
    def of(cls, setting: float | str | None) -> Target:
        """Make a target from a setting: per cent, words, or None where none was set."""
        if setting is None:
            return cls(None, _NOT_SET)
        if isinstance(setting, str):
            return cls(None, setting)
        share = Fraction(str(setting)) / 100
        return cls(share, f"{setting:g}%")

    @property
    def is_set(self) -> bool:
        """Whether there is a target, be it a number or only words."""
        return self.words != _NOT_SET

    def status(
        self, share: Fraction | None, *, good_is_high: bool, amber_within: Fraction
    ) -> Status:
        """Compare an exact share with the target; neither is rounded first.

        Args:
            share: the share in time, or None when nothing was completed.
            good_is_high: whether more is better.
            amber_within: by how much a share may miss the target and be amber.
        """
        if share is None:
            return Status.NOTHING_COMPLETED
        if self.share is None:
            return Status.NO_TARGET
        missed_by = self.share - share if good_is_high else share - self.share
        if missed_by <= 0:
            return Status.GREEN
        return Status.AMBER if missed_by <= amber_within else Status.RED
