"""The check of a case list as one frozen value: where every row went, and which to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from timeliness.case_list import Source
from timeliness.findings import Finding
from timeliness.measuring import Measurement
from timeliness.reconciliation import Reconciliation
from timeliness.words import count_of


@dataclass(frozen=True)
class CheckedRow:
    """A row that was found, and the cell that it is about.

    Attributes:
        finding: the row and what is wrong with it.
        cell: the cell's address on its sheet of the open workbook, such as "F12"; empty where the
            row stands in a file.
    """

    finding: Finding
    cell: str


@dataclass(frozen=True)
class ListCheck:
    """What became of a case list.

    Attributes:
        as_of: the day of the check.
        sources: the blocks that were read.
        skipped: sheets that were not read as case lists, a sentence each.
        went: where the rows went, for each indicator by its label.
        together: where they went over all indicators.
        excluded: the rows that were left out.
        warnings: the rows that were counted and should be looked at.
        notes: how the clock had to be started, a sentence each.
    """

    as_of: date
    sources: tuple[Source, ...]
    skipped: tuple[str, ...]
    went: tuple[tuple[str, Reconciliation], ...]
    together: Reconciliation
    excluded: tuple[CheckedRow, ...]
    warnings: tuple[CheckedRow, ...]
    notes: tuple[str, ...]

    @property
    def reading(self) -> str:
        """The check in one or two sentences."""
        said = self.together.sentence
        if self.warnings:
            were = "was" if len(self.warnings) == 1 else "were"
            said += (
                f" {count_of(len(self.warnings), 'row')} {were} counted but should be looked at."
            )
        return said


def check_list(
    measurement: Measurement, as_of: date, cell_of: Callable[[Finding], str]
) -> ListCheck:
    """Put together the check of a measured case list.

    Args:
        measurement: the list, measured against all indicators.
        as_of: the day that it was measured as of.
        cell_of: gives the address of the cell that a finding is about, or an empty text.
    """

    def rows(findings: Iterable[Finding]) -> tuple[CheckedRow, ...]:
        return tuple(CheckedRow(finding, cell_of(finding)) for finding in findings)

    used = [cohort for cohort in measurement.cohorts if not cohort.is_empty]
    return ListCheck(
        as_of=as_of,
        sources=measurement.case_list.sources,
        skipped=measurement.case_list.skipped,
        went=tuple(
            (cohort.indicator.label, cohort.reconciliation)
            for cohort in measurement.cohorts
            if cohort.has_rows
        ),
        together=measurement.reconciliation,
        excluded=rows(measurement.excluded),
        warnings=rows(measurement.warnings),
        notes=tuple(dict.fromkeys(note for cohort in used for note in cohort.notes)),
    )
