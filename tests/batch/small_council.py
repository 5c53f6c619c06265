"""A small council with three months, built as the batch builds it, and what is there then."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from timeliness.batch import build_months, months_of
from timeliness.outcomes import MonthResult
from timeliness.reporting import read_and_measure
from timeliness.settings import read_council

SMALL = """
[council]
name = "Smallshire"
[[case_lists]]
file = "initial.csv"
[output]
folder = "reports"
"""
HEADINGS = "Child ID,Date of referral,Date completed\n"
ROWS = [
    "ZEB-1,01/04/2010,12/04/2010",
    "ZEB-2,06/04/2010,30/04/2010",
    "ZEB-3,04/05/2010,12/05/2010",
    "ZEB-4,05/05/2010,28/05/2010",
    "ZEB-5,01/06/2010,10/06/2010",
]
AS_OF = date(2010, 7, 1)


def write_rows(folder: Path, rows: list[str]) -> None:
    (folder / "initial.csv").write_text(HEADINGS + "\n".join(rows) + "\n", encoding="utf-8")


def change_list(settings: Path) -> None:
    write_rows(settings.parent, [*ROWS, "ZEB-6,07/06/2010,14/06/2010"])


def build(
    settings: Path, *, jobs: int = 1, force: bool = False, as_of: date = AS_OF
) -> list[MonthResult]:
    council = read_council(settings)
    measurement = read_and_measure(council, as_of)
    months = months_of(measurement, as_of)
    results = build_months(council, measurement, months, as_of, jobs=jobs, force=force)
    return sorted(results, key=lambda result: result.month)


def outcomes(results: list[MonthResult]) -> list[str]:
    return [str(result.outcome) for result in results]


def workbooks(settings: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (settings.parent / "reports").glob("*.xlsx")}


def in_a_child(work: Callable[[], object]) -> int:
    """Start a copy of this process that does some work and ends; give its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def outputs(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder that is not one that a stopped run was still writing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".timeliness-")
    }
