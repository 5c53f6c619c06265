"""What was found wrong with records: checks as small data, and the rows that each one found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from timeliness.case_list import CaseList, Field, Source
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
        beside: where the other row stands, such as "row 12", or empty where none is concerned.
        kind: which of the row's assessments is meant, such as "core", or empty where it has one
            or the column says it.
    """

    file: str
    sheet: str
    row: int
    column: str
    check: Check
    beside: str = ""
    kind: str = ""

    @property
    def message(self) -> str:
        """What is wrong and what to do, with the other row where there is one."""
        other = f" The other one is in {self.beside}." if self.beside else ""
        which = f" This is about the row's {self.kind} assessment." if self.kind else ""
        return f"{self.check.message}{other}{which}"

    @property
    def sentence(self) -> str:
        """The finding as a message: place, then what is wrong and what to do."""
        sheet = f', sheet "{self.sheet}"' if self.sheet else ""
        column = f', column "{self.column}"' if self.column else ""
        return f"{self.file}{sheet}, row {self.row:,}{column}: {self.message}"


@dataclass(frozen=True, eq=False)
class Found:
    """The records that failed one check, kept as positions until somebody wants to read them.

    Attributes:
        check: the check.
        field: the column that is named.
        records: positions in the case list.
        beside: gives the position of the other record for each of some of them; None where no
            other record is concerned.
    """

    check: Check
    field: Field | None
    records: Positions
    beside: Callable[[Positions], Positions] | None = None


def in_reading_order(case_list: CaseList, found: Iterable[Found]) -> tuple[Finding, ...]:
    """Write findings out, one for each row and check, in the order of files and rows."""
    return tuple(finding for _, _, finding in sorted(_each(case_list, found), key=lambda x: x[:2]))


def _each(case_list: CaseList, found: Iterable[Found]) -> Iterator[tuple[int, int, Finding]]:
    for group in found:
        others = group.beside(group.records).tolist() if group.beside else []
        for record, other in zip_longest(group.records.tolist(), others):
            position = int(case_list.source[record])
            source = case_list.sources[position]
            kind = case_list.kind_name(record)
            heading = source.heading_of(group.field, kind) if group.field else ""
            row = int(case_list.row[record])
            beside = "" if other is None else _place_of(case_list, other, source)
            which = _which_of_row(case_list, record, group)
            finding = Finding(source.file, source.sheet, row, heading, group.check, beside, which)
            yield position, row, finding


def _which_of_row(case_list: CaseList, record: int, group: Found) -> str:
    """Name the assessment that is meant, where its row states several and no heading says it."""
    source, kind = case_list.sources[case_list.source[record]], case_list.kind_name(record)
    if kind is None or kind not in source.side_by_side or case_list.is_note[record]:
        return ""
    says_it = group.field is not None and source.names_kind(group.field, kind)
    return "" if says_it else kind.replace("_", " ")


def _place_of(case_list: CaseList, record: int, seen_from: Source) -> str:
    """Name where a record stands, for a reader who is at a row of some source."""
    source = case_list.sources[case_list.source[record]]
    elsewhere = "" if source is seen_from else f"{source.place}, "
    return f"{elsewhere}row {int(case_list.row[record]):,}"
