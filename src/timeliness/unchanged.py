"""Months that need not be looked at again, told from the hashes of files alone.

Reading a long case list takes seconds, hashing it takes milliseconds. Where every file behind a
council's workbooks is the one of the last run, with the same settings, version and day, and the
workbooks are those that it wrote, there is nothing to read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from timeliness import __version__
from timeliness.benchmarks.store import FILE
from timeliness.file_names import name_in_files, workbook_name
from timeliness.manifest import FOLDER, UNREADABLE, hash_of, read_note
from timeliness.outcomes import MonthResult, Outcome
from timeliness.periods import Period
from timeliness.saving import sole_writer, write_file
from timeliness.settings import Council
from timeliness.shipped import monthly_template
from timeliness.which_months import MonthChoice, Span


def files_behind(council: Council, as_of: date) -> str:
    """Give the SHA-256 of everything that a council's workbooks are made from.

    It is taken before anything is read, so that a file that changes meanwhile is a changed one
    for the next run. A file that is not there counts as such; whoever reads it says so.

    Args:
        council: the settings; each file that they name counts, whatever it is for, and so does
            the store of imported figures.
        as_of: the day on which the figures are made.
    """
    settings = council.settings.model_dump(mode="json", by_alias=True)
    named = sorted({text for text in _texts_in(settings) if _is_file(council.folder, text)})
    files = [council.folder / name for name in named]
    files.append(monthly_template())
    files.append(council.store / FILE)
    content = {
        "version": __version__,
        "as_of": as_of.isoformat(),
        "settings": settings,
        "files": [(path.name, hash_of(path)) for path in files],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def unchanged_months(
    council: Council, choice: MonthChoice, files: str, folder: Path
) -> tuple[MonthResult, ...]:
    """Give the results of the chosen months where none of them has changed; else nothing.

    Args:
        council: the settings.
        choice: which months.
        files: the hash of everything behind the workbooks as it is now.
        folder: where the workbooks are.

    Raises:
        OutputError: another run is writing into the folder.
    """
    span = _read_span(council, folder, files)
    if span is None:
        return ()
    results: list[MonthResult] = []
    with sole_writer(folder):
        for month in choice.months_in(span):
            result = _left_as_it_is(council, month, files, folder)
            if result is None:
                return ()
            results.append(result)
    return tuple(results)


def write_span(council: Council, folder: Path, files: str, span: Span) -> None:
    """Note from which day to which the lists of a council have figures.

    Raises:
        OutputError: the note cannot be written.
    """
    content = {
        "files": files,
        "span": [span.first.isoformat(), span.last.isoformat()],
        "quiet_years": sorted(span.quiet_years),
    }
    write_file(_span_path(council, folder), json.dumps(content).encode("utf-8"))


def _span_path(council: Council, folder: Path) -> Path:
    return folder / FOLDER / f"{name_in_files(council.name)} lists.json"


def _read_span(council: Council, folder: Path, files: str) -> Span | None:
    try:
        content = json.loads(_span_path(council, folder).read_text(encoding="utf-8"))
        first, last = map(date.fromisoformat, content["span"])
        span = Span(first, last, frozenset(map(int, content["quiet_years"])))
    except UNREADABLE:
        return None
    return span if content["files"] == files else None


def _left_as_it_is(council: Council, month: Period, files: str, folder: Path) -> MonthResult | None:
    path = folder / workbook_name(council.name, month)
    note = read_note(path)
    if note is None or note.files != files or note.output != hash_of(path):
        return None
    return MonthResult(council.name, month, Outcome.SKIPPED, path, note.told)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)


def _is_file(folder: Path, text: str) -> bool:
    try:
        return (folder / text).is_file()
    except (OSError, ValueError):
        return False
