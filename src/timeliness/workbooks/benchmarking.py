"""The benchmarks of one year as a workbook of its own, from published figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from timeliness.benchmarks.benchmark import Benchmark
from timeliness.shipped import shipped_file
from timeliness.workbooks.monthly import SECTIONS, finish
from timeliness.workbooks.package import package_bytes, worksheets_of
from timeliness.workbooks.sheets import benchmarks as sheet
from timeliness.workbooks.template import Template


def benchmarks_workbook(
    benchmarks: Sequence[Benchmark],
    *,
    council: str,
    team: str,
    as_of: date,
    template: Path | None = None,
) -> bytes:
    """Build the workbook of a year's benchmarks from the template of the monthly workbook.

    Args:
        benchmarks: the benchmarks, one for each indicator; at least one.
        council: the council's name.
        team: who made the workbook.
        as_of: the day on which it is made.
        template: the council's own template, or None for the one that comes with Timeliness.

    Returns:
        The .xlsx file; the same benchmarks and template give the same bytes.

    Raises:
        TemplateError: the template lacks something; the message says what.
    """
    path = template or shipped_file("workbook_templates", "monthly_summary.xlsx")
    filled = Template(path, dict.fromkeys(SECTIONS.values()), SECTIONS)
    book = filled.workbook
    for one in worksheets_of(book):
        if one.title != sheet.SHEET:
            book.remove(one)
    # What is left of the template's names would point to the sheets that were taken out.
    book.defined_names.clear()
    year = benchmarks[0].year.label
    filled.fill(filled.sheet(sheet.SHEET), {"council": council, "team": team, "year": year})
    sheet.render(filled, benchmarks)
    finish(
        filled,
        title=f"{council}: benchmarks, {year}",
        author=team,
        footer=f"{council}, benchmarks {year}",
    )
    return package_bytes(book, made_on=as_of)
