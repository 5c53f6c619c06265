"""Where every row of a case list went, as a value that cannot be made unless it adds up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeliness.errors import ReconciliationError
from timeliness.words import count_of


@dataclass(frozen=True)
class Reconciliation:
    """Where the records of a case list went; the parts always add up to those read.

    Attributes:
        read: records in the list.
        completed: counted, because they were completed.
        still_open: known as open; never in a denominator.
        other: of a type that another indicator counts, or that none was asked for.
        excluded: left out, each with a reason.
    """

    read: int
    completed: int
    still_open: int
    other: int
    excluded: int

    def __post_init__(self) -> None:
        """Stop when the parts do not add up.

        Raises:
            ReconciliationError: they do not.
        """
        if self.read != self.used + self.other + self.excluded:
            raise ReconciliationError(
                f"{self.read:,} rows were read, but {self.used:,} used, {self.other:,} of other "
                f"types and {self.excluded:,} left out do not add up to them, so no figure is "
                "shown. Please report this with the Timeliness version; it is a fault of the "
                "program, not of the list."
            )

    @property
    def used(self) -> int:
        """Records that a figure or the list of open assessments rests on."""
        return self.completed + self.still_open

    @property
    def sentence(self) -> str:
        """Where the rows went, so that a reader can add them up."""
        other = f", {self.other:,} of other types" if self.other else ""
        return (
            f"{count_of(self.read, 'row')} read: {self.completed:,} completed, "
            f"{self.still_open:,} still open{other}, {self.excluded:,} left out."
        )


def several_lines(of_indicators: Iterable[Reconciliation], together: Reconciliation) -> str:
    """Say why an account by indicator comes to more than all together; empty where it does not.

    Args:
        of_indicators: where the rows went for each indicator.
        together: where they went over all of them.
    """
    lines = tuple(of_indicators)
    if sum(one.used + one.excluded for one in lines) <= together.used + together.excluded:
        return ""
    return (
        "A row can stand in more than one line: one whose type is missing, for example, is left "
        "out for each indicator. All together counts every row once."
    )
