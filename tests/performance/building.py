"""The month's workbook, 24 months and ten years of them, beside openpyxl and XlsxWriter."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.performance.making import write_text
from tests.performance.page import Group, Line
from tests.performance.timing import alternating
from tests.support.lists import HARROW, HARROW_AS_OF, ROOT
from timeliness.batch import build_months, months_of
from timeliness.outcomes import Outcome
from timeliness.reporting import read_and_measure
from timeliness.settings import Council, read_council
from timeliness.summarising import summarise
from timeliness.summary import MonthlySummary
from timeliness.unchanged import files_behind, unchanged_months
from timeliness.which_months import MonthChoice
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.writers import other_writers

AS_OF = date(2020, 4, 1)
SETTINGS = """
[council]
name = "Largeshire"
[[case_lists]]
file = "initial.csv"
"""


def harrows_month() -> MonthlySummary:
    """Summarise November 2010 for Harrow."""
    council = read_council(HARROW / "council.toml")
    measurement = read_and_measure(council, HARROW_AS_OF)
    month = months_of(measurement, HARROW_AS_OF)[-2]
    return replace(summarise(council, measurement, month, HARROW_AS_OF), revisions=())


def cells_of(content: bytes) -> list[tuple[str, list[tuple[int, int, Any, str]], list[Any]]]:
    """Give the cells of a workbook by sheet, with their styles and the sheet's charts."""
    return [
        (
            sheet.title,
            [
                (cell.row, cell.column, cell.value, cell.style)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            ],
            vars(sheet)["_charts"],
        )
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
        if isinstance(sheet, Worksheet)
    ]


def by_openpyxl(content: bytes) -> Callable[[], object]:
    """Give the writing of a workbook's cells, styles and charts by openpyxl without our code."""
    cells = cells_of(content)
    template = (ROOT / "workbook_templates" / "monthly_summary.xlsx").read_bytes()

    def write() -> None:
        book = openpyxl.load_workbook(io.BytesIO(template))
        for title, values, charts in cells:
            sheet = book.create_sheet(f"{title} again"[:31])
            for row, column, value, style in values:
                cell = sheet.cell(row, column)
                cell.value = value
                cell.style = style
            for chart in charts:
                sheet.add_chart(chart)
        book.save(io.BytesIO())

    return write


def by_xlsxwriter(content: bytes) -> Callable[[], object]:
    """Give the writing of the same cells by XlsxWriter, without charts and with bare formats."""
    import xlsxwriter  # noqa: PLC0415  (a short run does without)

    cells = cells_of(content)

    def write() -> None:
        book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True, "strings_to_formulas": False})
        formats = {
            style: book.add_format({"bold": style in {"Header", "Title"}})
            for _, values, _ in cells
            for *_, style in values
        }
        for title, values, _ in cells:
            sheet = book.add_worksheet(title)
            for row, column, value, style in values:
                sheet.write(row - 1, column - 1, value, formats[style])
        book.close()

    return write


def council_of(folder: Path, rows: int) -> Council:
    """Make a council with a list of ten years."""
    (folder / "council.toml").write_text(SETTINGS, encoding="utf-8")
    write_text(folder / "initial.csv", rows)
    return read_council(folder / "council.toml")


def month_line(runs: int = 9) -> list[Line]:
    """Measure one month's workbook."""
    summary = harrows_month()
    content = monthly_workbook(summary)
    ours, bare = alternating(lambda: monthly_workbook(summary), by_openpyxl(content), runs=runs)
    return [Line("a month's workbook", ours, "openpyxl, the same cells", bare, 1.3)]


def unchanged_line(folder: Path, rows: int, count: int, runs: int) -> list[Line]:
    """Measure the second run beside the first, each from its settings to its last month."""
    council = council_of(folder, rows)
    target = folder / "reports"
    months = months_of(read_and_measure(council, AS_OF), AS_OF)[-count:]
    choice = MonthChoice(months[0], months[-1])

    def first() -> None:
        shutil.rmtree(target, ignore_errors=True)
        files = files_behind(council, AS_OF)
        measurement = read_and_measure(council, AS_OF)
        built = build_months(
            council, measurement, months, AS_OF, folder=target, jobs=1, files=files
        )
        assert {result.outcome for result in built} == {Outcome.BUILT}

    def again() -> None:
        unchanged = unchanged_months(council, choice, files_behind(council, AS_OF), target)
        assert len(unchanged) == count

    (built,) = alternating(first, runs=runs)
    (skipped,) = alternating(again, runs=runs)
    return [Line(f"{count} unchanged months", skipped, "built the first time", built, 0.05)]


def parallel_lines(folder: Path, rows: int = 20_000, count: int = 24, runs: int = 5) -> list[Line]:
    """Measure months with one and with two processes, their lists read before the clock starts."""
    council = council_of(folder, rows)
    measurement = read_and_measure(council, AS_OF)
    months = months_of(measurement, AS_OF)[-count:]
    target = folder / "reports"

    def build(**how: Any) -> None:
        built = build_months(council, measurement, months, AS_OF, folder=target, **how)
        assert {result.outcome for result in built} == {Outcome.BUILT}

    # The second process gets ready while the lists are read, as in the command.
    with other_writers(2) as writers:
        two, one, cold = alternating(
            lambda: build(writers=writers),
            lambda: build(jobs=1),
            lambda: build(jobs=2),
            runs=runs,
            before=lambda: shutil.rmtree(target, ignore_errors=True),
        )
    return [
        Line(f"{count} months with 2 processes", two, "with 1 process", one, 1 / 1.7),
        Line(f"{count} months with 2 processes, started then", cold, "with 1 process", one),
    ]


def scale(folder: Path, rows: int = 100_000) -> tuple[list[Line], str]:
    """Build ten years of a large council in one run."""
    council = council_of(folder, rows)
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
    line = Line(
        f"months {half + 1} to {len(ends)} of {len(ends)}",
        ends[-1] - ends[half - 1],
        f"months 1 to {half}",
        ends[half - 1],
        1.2,
    )
    return [line], (
        f"Ten years of a large council, {rows:,} assessments in {len(months)} months, took "
        f"{read:.1f} s to read and measure and {ends[-1]:.0f} s to build with {os.cpu_count()} "
        f"processes, {ends[-1] / len(ends):.2f} s a workbook."
    )


def group() -> Group:
    """Measure one month, 24 months and ten years."""
    lines = month_line()
    content = monthly_workbook(harrows_month())
    ours, writer = alternating(
        lambda: monthly_workbook(harrows_month()), by_xlsxwriter(content), runs=9
    )
    lines.append(Line("a month read, measured and written", ours, "XlsxWriter, bare cells", writer))
    for measure in (parallel_lines, lambda folder: unchanged_line(folder, 20_000, 24, 5)):
        with tempfile.TemporaryDirectory() as folder:
            lines += measure(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        more, sentence = scale(Path(folder))
    return Group("Workbooks", [*lines, *more], [sentence])
