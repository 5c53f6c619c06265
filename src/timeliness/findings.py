"""What was found wrong with records: checks as small data, and the rows that each one found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from timeliness.case_list import CaseList, Field
from timeliness.case_list.case_list import Positions


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong with a record.

    Attributes:
        code: its name in logs and settings, such as "end_before_start".
        message: one sentence for the officer: what is wrong and what to do.
        fields: the columns that it concerns; the first one is named with the row.
        excludes: whether a record that fails is left out of the figures, or only pointed out.
    """

    code: str
    message: str
    fields: tuple[Field, ...]
    excludes: bool


@dataclass(frozen=True)
class Finding:
    """One row that failed a check: where it stands, and what to do about it.

    Attributes:
        file: the file's name.
        sheet: the sheet's name, or empty.
        row: the row's number as Excel shows it.
        column: the heading of the column that the finding concerns, or empty.
        check: the check that failed.
    """

    file: str
    sheet: str
    row: int
    column: str
    check: Check

    @property
    def sentence(self) -> str:
        """The finding as a message: place, then what is wrong and what to do."""
        sheet = f', sheet "{self.sheet}"' if self.sheet else ""
        column = f', column "{self.column}"' if self.column else ""
        return f"{self.file}{sheet}, row {self.row:,}{column}: {self.check.message}"


@dataclass(frozen=True, eq=False)
class Found:
    """The records that failed one check, kept as positions until somebody wants to read them.

    Attributes:
        check: the check.
        field: the column that is named.
        records: positions in the case list.
    """

    check: Check
    field: Field | None
    records: Positions


def found_by(check: Check, failed: np.ndarray[Any, np.dtype[np.bool_]]) -> Found:
    """Note the records that failed a check, as a mask over the whole case list."""
    return Found(check, check.fields[0] if check.fields else None, np.flatnonzero(failed))


def in_reading_order(case_list: CaseList, found: Iterable[Found]) -> tuple[Finding, ...]:
    """Write findings out, one for each row and check, in the order of files and rows."""
    return tuple(finding for _, _, finding in sorted(_each(case_list, found), key=lambda x: x[:2]))


def _each(case_list: CaseList, found: Iterable[Found]) -> Iterator[tuple[int, int, Finding]]:
    for group in found:
        for record in group.records.tolist():
            position = int(case_list.source[record])
            source = case_list.sources[position]
            kind = case_list.kind_name(record)
            heading = source.heading_of(group.field, kind) if group.field else ""
            row = int(case_list.row[record])
            yield position, row, Finding(source.file, source.sheet, row, heading, group.check)
