"""The benchmarks of a share copy: what others published, and our own where it may be told."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break

from timeliness.benchmarks.benchmark import Benchmark
from timeliness.summary import MonthlySummary
from timeliness.workbooks.share_tables import Shown, new_sheet
from timeliness.workbooks.sheets import benchmarks

_WIDE = 150
"""How many characters of prose stand on a line above the councils, whose table is wide."""


def benchmark_sheets(summary: MonthlySummary) -> dict[str, str]:
    """Name the sheets of benchmarks, each with what it holds."""
    holds = {}
    for one in summary.indicators:
        if one.benchmark is not None:
            year = one.benchmark.year.label
            holds[_councils_sheet(one.benchmark)] = (
                f"{one.label} in {year}: this council, its neighbours and averages"
            )
            holds[_years_sheet(one.benchmark)] = f"{one.label} year by year"
    return holds


def write_benchmarks(book: Workbook, shown: Shown, *, hide_small_numbers: bool) -> None:
    """Write two sheets for each indicator with a benchmark: the councils, and the years.

    Published figures are public. The same assessments counted at two limits would give away, as
    the difference, how many took the days between; where small numbers are hidden only the count
    at the limit in force is told, and that where the copy shows it.
    """
    for one, disclosed in shown:
        benchmark = one.benchmark
        if benchmark is None:
            continue
        ours = ""
        if disclosed.year_to_date is not None:
            bridged = "" if hide_small_numbers else benchmark.bridge_sentence
            ours = bridged or benchmark.now_sentence
        sheet, row = new_sheet(
            book,
            _councils_sheet(benchmark),
            f"{benchmark.label}, {benchmark.year.label}: {benchmark.us.name} beside other councils",
            _what_it_has(drawn=benchmarks.has_chart_of_councils(benchmark)),
            benchmarks.EXPLANATION,
            benchmarks.LEGEND,
            *benchmarks.sentences(benchmark, ours),
            width=_WIDE,
        )
        benchmarks.write_councils(sheet, row, benchmark)
        drawn = benchmarks.has_chart_of_years(benchmark)
        sheet, row = new_sheet(
            book,
            _years_sheet(benchmark),
            f"{benchmark.label}: {benchmark.us.name} and others year by year",
            _what_it_has(drawn=drawn),
            benchmarks.LEGEND,
        )
        place = benchmarks.write_years(sheet, row, benchmark)
        if drawn:
            # Eleven years and their chart are more than a page: the table has one of its own.
            sheet.row_breaks.append(Break(id=place.header_row - 1))


def _what_it_has(*, drawn: bool) -> str:
    """Say first what a reader who hears the sheet will meet on it."""
    if drawn:
        return "This sheet has a chart and, below it, one table with the chart's figures."
    return "This sheet has one table."


def _councils_sheet(benchmark: Benchmark) -> str:
    return f"{benchmark.label} benchmarks"


def _years_sheet(benchmark: Benchmark) -> str:
    return f"{benchmark.label} benchmark years"
