"""What was built, from what, and what it said: one small file beside the workbooks for each month.

A manifest lets a month that has not changed be skipped, and says later which figures a new
export of the case list has changed and by which rows. It holds row numbers and dates, and never
a child's identifier or name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from timeliness.measuring import Measurement
from timeliness.outcomes import Told
from timeliness.periods import Period, PeriodKind, month_before, year_to_date
from timeliness.rates import PeriodRate
from timeliness.revisions import Counted, CountedRows, Revision, revisions_between
from timeliness.saving import write_file
from timeliness.summary import IndicatorSummary, MonthlySummary

FOLDER = "timeliness manifest"
"""The folder, beside the workbooks, that holds the manifests."""

_FORMAT = 4

_ROWS = ("added", "gone")
"""The parts of a revision that are lists of rows."""


UNREADABLE = (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What reading a file of this folder raises where there is none or it is damaged."""


@dataclass(frozen=True)
class Note:
    """The part of a manifest that says whether a month has changed, and what is told of it.

    Attributes:
        files: the SHA-256 of every file behind the workbook, taken before any was read; empty
            where it was not taken.
        output: the SHA-256 of the workbook.
        told: what the end of a run tells of the month.
    """

    files: str
    output: str
    told: Told


@dataclass(frozen=True)
class Manifest:
    """A month's manifest.

    Attributes:
        note: what tells whether the month has changed.
        inputs: the SHA-256 of everything that the workbook was made from.
        counted: the figures that the workbook shows, by indicator and period.
        rows: the rows behind the figures, by indicator.
        revisions: the figures that differed from the workbook before this one.
    """

    note: Note
    inputs: str
    counted: tuple[Counted, ...]
    rows: tuple[CountedRows, ...]
    revisions: tuple[Revision, ...]


def inputs_of(summary: MonthlySummary, settings: Mapping[str, Any], template: bytes) -> str:
    """Give the SHA-256 of all that a month's workbook is made from.

    Args:
        summary: the month; its sources carry the hashes of their files, and its benchmarks are
            what was taken from published figures.
        settings: the council's settings as plain values.
        template: the template's bytes.
    """
    content = {
        "version": summary.version,
        "as_of": summary.as_of.isoformat(),
        "month": summary.month.label,
        "settings": settings,
        "template": hashlib.sha256(template).hexdigest(),
        "benchmarks": [repr(indicator.benchmark) for indicator in summary.indicators],
        "sources": [[source.file, source.sheet, source.sha256] for source in summary.sources],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def counted_in(summary: MonthlySummary) -> tuple[Counted, ...]:
    """List the figures of a summary that a later run must not change in silence."""
    return tuple(
        Counted(
            indicator.code,
            item.period.label,
            item.period.start,
            item.period.end,
            item.rate.in_time,
            item.rate.completed,
        )
        for indicator in summary.indicators
        for item in _figures_of(indicator)
    )


def _figures_of(indicator: IndicatorSummary) -> Iterator[PeriodRate]:
    """Give every figure that the month's sheets show, the months of the year among them.

    The years to date of the months before are their sums. A completion that moves from one month
    to another changes both, and perhaps no sum.
    """
    before, result = indicator.previous_month.before, indicator.quarter_result
    if before.period.start < indicator.year_to_date.period.start:
        yield before
    for one in indicator.months:
        yield PeriodRate(one.month, one.rate)
    yield indicator.quarter
    if result is not None:
        yield result.before
    yield indicator.year_to_date


def rows_behind(measurement: Measurement, month: Period) -> tuple[CountedRows, ...]:
    """List the rows that the figures of a month count, by file, row number and dates."""
    # In April the month before lies in the year before.
    first = min(year_to_date(month).start, month_before(month).start)
    shown = Period(first, month.end, PeriodKind.YEAR_TO_DATE)
    found = []
    for cohort in measurement.cohorts:
        done = cohort.completed
        inside = np.flatnonzero(done.within(shown))
        places = measurement.case_list.places_of(done.records[inside])
        starts, stops = done.start[inside].tolist(), done.stop[inside].tolist()
        in_time = done.in_time[inside].tolist()
        found.append(
            CountedRows(
                cohort.indicator.code,
                tuple(
                    (source.place, row, start, stop, within)
                    for (source, row), start, stop, within in zip(
                        places, starts, stops, in_time, strict=True
                    )
                ),
            )
        )
    return tuple(rows for rows in found if rows.rows)


def revisions_since(
    before: Manifest | None,
    inputs: str,
    counted: Iterable[Counted],
    rows: Iterable[CountedRows],
) -> tuple[Revision, ...]:
    """Give the figures that differ from the workbook before.

    A month rebuilt from the same inputs shows the same revisions again, so that the same inputs
    give the same workbook.
    """
    if before is None:
        return ()
    if before.inputs == inputs:
        return before.revisions
    return revisions_between(before.counted, before.rows, tuple(counted), tuple(rows))


def manifest_path(workbook: Path) -> Path:
    """Give the place of the manifest of a month's workbook."""
    return workbook.parent / FOLDER / f"{workbook.stem}.json"


def read_manifest(workbook: Path) -> Manifest | None:
    """Read the manifest of a month's workbook; None where there is none that can be read.

    A manifest that is damaged or of another format is no manifest: the month is built anew.
    """
    try:
        content = _content(workbook)
        return Manifest(
            note=_note_in(content),
            inputs=str(content["inputs"]),
            counted=tuple(Counted(**(item | _days(item))) for item in content["counted"]),
            rows=tuple(
                CountedRows(
                    item["indicator"],
                    tuple(
                        (place, row, date.fromisoformat(start), date.fromisoformat(stop), in_time)
                        for place, row, start, stop, in_time in item["rows"]
                    ),
                )
                for item in content["rows"]
            ),
            revisions=tuple(
                Revision(**(item | {name: tuple(map(tuple, item[name])) for name in _ROWS}))
                for item in content["revisions"]
            ),
        )
    except UNREADABLE:
        return None


def read_note(workbook: Path) -> Note | None:
    """Read only whether a month has changed and what is told of it; None as in read_manifest."""
    try:
        return _note_in(_content(workbook))
    except UNREADABLE:
        return None


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file, or an empty text where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _content(workbook: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(manifest_path(workbook).read_text(encoding="utf-8"))
    if content["format"] != _FORMAT:
        raise ValueError("a manifest of another format")
    return content


def _note_in(content: Mapping[str, Any]) -> Note:
    told = content["told"]
    return Note(
        files=str(content["files"]),
        output=str(content["output"]),
        told=Told(
            used=int(told["used"]),
            excluded=int(told["excluded"]),
            figures=tuple((str(label), int(n), int(of)) for label, n, of in told["figures"]),
            sentences=tuple(map(str, told["sentences"])),
            notices=tuple(map(str, told["notices"])),
        ),
    )


def _days(item: Mapping[str, str]) -> dict[str, date]:
    return {name: date.fromisoformat(item[name]) for name in ("start", "end")}


def write_manifest(workbook: Path, manifest: Manifest) -> None:
    """Write the manifest of a month's workbook.

    Raises:
        OutputError: it cannot be written.
    """
    content = {
        "format": _FORMAT,
        "inputs": manifest.inputs,
        "output": manifest.note.output,
        "files": manifest.note.files,
        "told": vars(manifest.note.told),
        "counted": [vars(one) for one in manifest.counted],
        "rows": [vars(one) for one in manifest.rows],
        "revisions": [vars(one) for one in manifest.revisions],
    }
    text = json.dumps(content, default=str, separators=(",", ":"))
    write_file(manifest_path(workbook), text.encode("utf-8"))
