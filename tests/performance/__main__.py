"""Measure Timeliness beside its peers and write the table into docs/performance.md.

Run it from the project's root: python -m tests.performance
Every number is the median of alternating runs after a warm-up; the ratios hold better than the
seconds, which differ from machine to machine and from hour to hour.
"""

from __future__ import annotations

import io
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import python_calamine
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.batch import Outcome, build_months, months_of
from timeliness.case_list import CaseListFile, read_case_list
from timeliness.reporting import read_and_measure
from timeliness.settings import read_council
from timeliness.summary import summarise
from timeliness.workbooks.monthly import monthly_workbook

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
AS_OF = date(2020, 4, 1)
RUNS = 3

SETTINGS = """
[council]
name = "Largeshire"
[[case_lists]]
file = "initial.xlsx"
"""


@dataclass(frozen=True)
class Line:
    """One line of the table: a work, our seconds, a peer with its own, and the most they may be."""

    work: str
    ours: float
    peer: str
    theirs: float
    most: float

    @property
    def text(self) -> str:
        met = "met" if self.ours <= self.most * self.theirs else "missed"
        return (
            f"| {self.work} | {self.ours:.2f} | {self.peer} | {self.theirs:.2f} | "
            f"{self.ours / self.theirs:.2f} | at most {self.most:.2f}: {met} |"
        )


def alternating(*works: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Time works in turn, so that a busy moment of the machine falls on all of them alike."""
    times: list[list[float]] = [[] for _ in works]
    for run in range(runs + 1):
        for place, work in enumerate(works):
            start = time.perf_counter()
            work()
            if run:
                times[place].append(time.perf_counter() - start)
    return [statistics.median(found) for found in times]


def write_list(path: Path, rows: int, years: int) -> None:
    """Write a case list of initial assessments spread evenly over some years."""
    chance = random.Random(rows)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Initial assessments")
    sheet.append(["Child ID", "Date of Referral", "Date Started", "Date Completed", "Team"])
    for number in range(rows):
        start = date(2010, 4, 1) + timedelta(days=number * (years * 365 - 60) // rows)
        end = start + timedelta(days=chance.randrange(1, 30))
        sheet.append([number, start, start, end, f"Team {number % 7}"])
    book.save(path)


def openpyxl_reading(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def calamine_reading(path: Path) -> None:
    python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()


def same_cells_by_openpyxl(content: bytes) -> Callable[[], object]:
    """Give the writing of a workbook's cells, styles and charts by openpyxl without our code."""
    source = openpyxl.load_workbook(io.BytesIO(content))
    cells = [
        (
            sheet.title,
            [
                (cell.row, cell.column, cell.value, cell.style)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            ],
        )
        for sheet in source.worksheets
        if isinstance(sheet, Worksheet)
    ]
    template = (ROOT / "workbook_templates" / "monthly_summary.xlsx").read_bytes()
    charts = {
        sheet.title: vars(sheet)["_charts"]
        for sheet in source.worksheets
        if isinstance(sheet, Worksheet)
    }

    def write() -> None:
        book = openpyxl.load_workbook(io.BytesIO(template))
        for title, values in cells:
            sheet = book.create_sheet(f"{title} again"[:31])
            for row, column, value, style in values:
                cell = sheet.cell(row, column)
                cell.value = value
                cell.style = style
            for chart in charts[title]:
                sheet.add_chart(chart)
        book.save(io.BytesIO())

    return write


def reading_lines(folder: Path) -> list[Line]:
    path = folder / "initial.xlsx"
    write_list(path, 100_000, 10)
    ours, calamine, by_openpyxl = alternating(
        lambda: read_case_list([CaseListFile(path)]),
        lambda: calamine_reading(path),
        lambda: openpyxl_reading(path),
    )
    work = "reading a list of 100,000 rows (.xlsx)"
    return [
        Line(work, ours, "python-calamine alone", calamine, 1.50),
        Line(work, ours, "openpyxl, read-only", by_openpyxl, 0.20),
    ]


def batch_lines(folder: Path) -> list[Line]:
    path = folder / "council.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    write_list(folder / "initial.xlsx", 20_000, 10)
    council = read_council(path)
    measurement = read_and_measure(council, AS_OF)
    months = months_of(measurement, AS_OF)[-24:]
    target = folder / "reports"

    def build(jobs: int) -> None:
        shutil.rmtree(target, ignore_errors=True)
        results = list(build_months(council, measurement, months, AS_OF, folder=target, jobs=jobs))
        assert {result.outcome for result in results} == {Outcome.BUILT}

    def build_again() -> None:
        measured = read_and_measure(council, AS_OF)
        results = list(build_months(council, measured, months, AS_OF, folder=target))
        assert {result.outcome for result in results} == {Outcome.SKIPPED}

    two, one = alternating(lambda: build(2), lambda: build(1), runs=3)
    (again,) = alternating(build_again, runs=3)
    return [
        Line("24 months with 2 processes", two, "with 1 process", one, 0.59),
        Line("24 unchanged months", again, "built the first time, 1 process", one, 0.05),
    ]


def workbook_lines(folder: Path) -> list[Line]:
    council = read_council(ROOT / "examples" / "harrow_2010_11" / "council.toml")
    day = date(2010, 12, 6)
    measurement = read_and_measure(council, day)
    months = months_of(measurement, day)
    summary = replace(summarise(council, measurement, months[-1], day), revisions=())
    content = monthly_workbook(summary)
    ours, theirs = alternating(lambda: monthly_workbook(summary), same_cells_by_openpyxl(content))
    return [Line("a month's workbook", ours, "openpyxl, the same cells", theirs, 1.30)]


def scale_lines(folder: Path) -> tuple[list[Line], str]:
    path = folder / "council.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    write_list(folder / "initial.xlsx", 100_000, 10)
    council = read_council(path)
    start = time.perf_counter()
    measurement = read_and_measure(council, AS_OF)
    months = months_of(measurement, AS_OF)
    read = time.perf_counter() - start
    ends: list[float] = []
    start = time.perf_counter()
    for result in build_months(council, measurement, months, AS_OF, folder=folder / "out"):
        assert result.outcome is Outcome.BUILT, result.message
        ends.append(time.perf_counter() - start)
    half = len(ends) // 2
    first, second = ends[half - 1], ends[-1] - ends[half - 1]
    line = Line(
        f"months {half + 1} to {len(ends)} of {len(ends)}",
        second,
        f"months 1 to {half}",
        first,
        1.20,
    )
    sentence = (
        f"Ten years of a large council, {len(measurement.case_list):,} assessments in "
        f"{len(months)} months, took {read:.1f} s to read and measure and {ends[-1]:.0f} s to "
        f"build with "
        f"{os.cpu_count()} processes, {ends[-1] / len(ends):.2f} s a workbook."
    )
    return [line], sentence


def page(lines: Sequence[Line], sentence: str) -> str:
    """Write the page: the machine, the table, the sentence on scale."""
    table = "\n".join(line.text for line in lines)
    return (
        "# How fast it is\n\n"
        "Made by `python -m tests.performance`. Each number is the median of alternating runs in "
        "one process after a warm-up; read the ratios rather than the seconds, which belong to "
        "the machine.\n\n"
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}.\n\n"
        "| Work | Ours, s | Beside | Beside, s | Ratio | Aim |\n"
        "|---|---:|---|---:|---:|---|\n"
        f"{table}\n\n{sentence}\n"
    )


def main() -> None:
    """Measure everything, print the page and write it into the docs."""
    lines: list[Line] = []
    for measure_lines in (reading_lines, batch_lines, workbook_lines):
        with tempfile.TemporaryDirectory() as folder:
            lines += measure_lines(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        scale, sentence = scale_lines(Path(folder))
    text = page([*lines, *scale], sentence)
    PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
