"""What became of the months of a run, as its end tells it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from timeliness.narrative import counts_sentence, headline
from timeliness.periods import Period
from timeliness.summary import MonthlySummary


class Outcome(StrEnum):
    """How a month ended."""

    BUILT = "built"
    SKIPPED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Told:
    """What is told of a month; counts, names of indicators and sentences on whole lists alone.

    Attributes:
        used: records that a figure or the list of open assessments rests on.
        excluded: records that were left out.
        figures: indicator, in time and completed of the month.
        sentences: the month in words, a sentence each.
        notices: what a person should know about the lists.
    """

    used: int
    excluded: int
    figures: tuple[tuple[str, int, int], ...]
    sentences: tuple[str, ...]
    notices: tuple[str, ...]

    @classmethod
    def of(cls, summary: MonthlySummary) -> Told:
        """Take what is told from a summary."""
        return cls(
            used=summary.reconciliation.used,
            excluded=summary.reconciliation.excluded,
            figures=tuple(
                (one.label, one.month.rate.in_time, one.month.rate.completed)
                for one in summary.indicators
            ),
            sentences=(
                *(f"{headline(one)}." for one in summary.indicators),
                *filter(None, [counts_sentence(summary)]),
                summary.reconciliation.sentence,
            ),
            notices=summary.notices,
        )


@dataclass(frozen=True)
class MonthResult:
    """What became of a month.

    Attributes:
        council: the council's name.
        month: the month.
        outcome: how it ended.
        path: its workbook; None where there is none.
        told: what is told of it; None where it could not be summarised.
        summary: what the workbook says; None where it could not be summarised, and where the
            lists did not have to be read.
        message: why it failed; empty where it did not.
    """

    council: str
    month: Period
    outcome: Outcome
    path: Path | None
    told: Told | None = None
    summary: MonthlySummary | None = None
    message: str = ""
