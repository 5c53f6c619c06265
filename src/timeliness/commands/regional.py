"""``timeliness region``: the assessments of many councils, from lists too long for a worksheet."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeliness.commands.counting import By
from timeliness.commands.options import AsOf, IndicatorCode, as_of_day, make_console
from timeliness.errors import SettingsError, UnusableInputError
from timeliness.periods import PeriodKind
from timeliness.saving import write_file

if TYPE_CHECKING:
    from timeliness.regional import RegionalCounts

HEADINGS = (
    "Council",
    "Indicator",
    "Period",
    "First day",
    "Last day",
    "In time",
    "Completed",
    "Rate",
)
"""The first line of the table that is written."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def region(
    lists: Annotated[
        list[Path],
        typer.Argument(help="CSV or Parquet files, headings in their first row, of any length."),
    ],
    council: Annotated[
        str | None, typer.Option("--council", help="The heading of the column with the councils.")
    ] = None,
    indicator: IndicatorCode = None,
    by: Annotated[By, typer.Option("--by", help="How to divide the figures.")] = By.YEAR,
    out: Annotated[
        Path | None, typer.Option("--out", help="The CSV file to write; the console by default.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Count the assessments of many councils in time, from lists too long for a worksheet."""
    try:
        from timeliness.regional import count_region
    except ImportError:
        raise UnusableInputError(
            "Lists of a whole region are read by pyarrow, which is not part of every installation: "
            'ask for Timeliness with its addition "regional".'
        ) from None
    if by is By.TEAM:
        raise SettingsError(
            "A region is divided by its councils and not by teams: choose --by month, quarter, ytd "
            "or year."
        )
    from timeliness.working_days import england

    counts = count_region(lists, council=council, indicator=indicator, as_of=as_of_day(as_of))
    notes = make_console(stderr=True)
    notes.print(counts.reconciliation.sentence)
    notes.print(england().sentence)
    for reason, number in counts.reasons.items():
        notes.print(f"  {number:,} left out: {reason}")
    for note in counts.notes:
        notes.print(note)
    text = io.StringIO(newline="")
    csv.writer(text).writerows((HEADINGS, *_lines(counts, PeriodKind(by.value))))
    if out is None:
        sys.stdout.write(text.getvalue().replace("\r\n", "\n"))
        return
    write_file(out, text.getvalue().encode("utf-8-sig"))
    notes.print(f"The table is here: {out}")


def _lines(counts: RegionalCounts, by: PeriodKind) -> Iterator[tuple[str | int | float, ...]]:
    from timeliness.rates import rates_by

    for indicator in counts.indicators:
        for name, tally in counts.tallies[indicator.code].items():
            for item in rates_by(tally, by):
                yield (
                    _as_text(name),
                    indicator.code,
                    item.period.label,
                    item.period.start.isoformat(),
                    item.period.end.isoformat(),
                    item.rate.in_time,
                    item.rate.completed,
                    "" if item.rate.value is None else item.rate.value,
                )


def _as_text(name: str) -> str:
    """Keep a name from being taken for a formula by the program that opens the table."""
    return f"'{name}" if name.startswith(_FORMULA_SIGNS) else name
