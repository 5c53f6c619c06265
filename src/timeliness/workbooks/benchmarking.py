"""The benchmarks of one year as a workbook of its own, from published figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from timeliness.benchmarks.benchmark import Benchmark
from timeliness.workbooks.monthly import finish, single_sheet
from timeliness.workbooks.package import package_bytes
from timeliness.workbooks.sheets import benchmarks as sheet


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
    filled = single_sheet(template, sheet.SHEET)
    year = benchmarks[0].year.label
    filled.fill(filled.sheet(sheet.SHEET), {"council": council, "team": team, "year": year})
    sheet.render(filled, benchmarks)
    finish(
        filled,
        title=f"{council}: benchmarks, {year}",
        author=team,
        footer=f"{council}, benchmarks {year}",
    )
    return package_bytes(filled.workbook, made_on=as_of)
