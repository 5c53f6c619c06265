"""All of England: millions of assessments by council and month, beside polars and DuckDB."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from tests.performance.making import write_england
from tests.performance.page import Group, Line, growth
from tests.performance.timing import Alone, alternating_processes, in_a_process
from timeliness.regional import count_region
from timeliness.working_days import FIRST_DAY, LAST_DAY, Counts, bank_holidays

ROWS = 12_000_000
AS_OF = date(2026, 1, 1)
_LIMIT = 35
_MODULE = "tests.performance.england"
_MOST_MEGABYTES = 2_048


def ours(path: str) -> int:
    """Count by council and month, every row checked and accounted for."""
    counts = count_region([Path(path)], indicator="NI60", as_of=AS_OF)
    assert counts.reconciliation.read > 0
    return sum(one.rate(None).completed for one in counts.tallies["NI60"].values())


def by_polars(path: str) -> int:
    """Count by council and month with polars and a table of working days, unchecked."""
    import polars as pl  # noqa: PLC0415  (each way has a process of its own)

    is_text = path.endswith("csv")
    frame = pl.scan_csv(path, try_parse_dates=True) if is_text else pl.scan_parquet(path)
    rows = frame.select("Local authority", "Start date", "End date").drop_nulls().collect()
    first = (FIRST_DAY - date(1970, 1, 1)).days
    table = _table()
    dates = (rows[name].cast(pl.Int32) for name in ("Start date", "End date"))
    start, end = (column.to_numpy() - first for column in dates)
    in_time = pl.Series("in time", table[end] - table[start] <= _LIMIT)
    counted = (
        rows.select("Local authority", pl.col("End date").dt.truncate("1mo"), in_time)
        .group_by("Local authority", "End date")
        .agg(pl.len(), pl.col("in time").sum())
    )
    return int(counted["len"].sum())


def by_duckdb(path: str) -> int:
    """Count by council and month with DuckDB and a table of working days, unchecked."""
    import duckdb  # noqa: PLC0415  (each way has a process of its own)
    import pyarrow  # noqa: PLC0415

    days = np.arange(np.datetime64(FIRST_DAY), np.datetime64(LAST_DAY) + 1)
    calendar = pyarrow.table({"day": days, "passed": _table()})
    connection = duckdb.connect()
    connection.register("calendar", calendar)
    source = "read_csv" if path.endswith("csv") else "read_parquet"
    found = connection.execute(
        f"""
        SELECT "Local authority", date_trunc('month', "End date"), count(*),
               count(*) FILTER (b.passed - a.passed <= {_LIMIT})
        FROM {source}('{path}') AS list
        JOIN calendar AS a ON list."Start date" = a.day
        JOIN calendar AS b ON list."End date" = b.day
        GROUP BY 1, 2
        """  # noqa: S608  (a path of this script's own)
    ).fetchall()
    return sum(row[2] for row in found)


def _table() -> Counts:
    days = np.arange(np.datetime64(FIRST_DAY), np.datetime64(LAST_DAY) + 1)
    holidays = np.array(sorted(bank_holidays()), dtype="datetime64[D]")
    return np.cumsum(np.is_busday(days, holidays=holidays), dtype=np.int32)


def group(rows: int = ROWS, runs: int = 5) -> Group:
    """Measure from both kinds of file, each way in a process of its own."""
    lines: list[Line] = []
    peaks: list[str] = []
    curve: list[float] = []
    sizes: Sequence[int] = (rows // 4, rows // 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for some in sizes:
            write_england(folder, some)
            curve.append(in_a_process(_MODULE, "ours", folder / "england.csv").seconds)
        write_england(folder, rows)
        for kind in ("csv", "parquet"):
            path = folder / f"england.{kind}"
            assert ours(str(path)) == by_duckdb(str(path)) == by_polars(str(path))
            mine, polars, duck = alternating_processes(
                [(_MODULE, way, (path,)) for way in ("ours", "by_polars", "by_duckdb")], runs=runs
            )
            work = f"{rows / 1e6:g} million assessments by council and month, .{kind}"
            lines += [
                Line(work, mine.seconds, "polars with a look-up", polars.seconds, 3.0),
                Line(work, mine.seconds, "DuckDB with a look-up", duck.seconds),
            ]
            peaks.append(_peaks(kind, mine, polars, duck))
            if kind == "csv":
                curve.append(mine.seconds)
    return Group(
        "All of England",
        lines,
        [
            *peaks,
            growth("counting England from .csv", [*sizes, rows], curve),
            (
                "Ours reads text dates by the rules of every case list, checks every row, and says "
                "where each went; the others trust that every date can be read. So no user "
                "outgrows one machine: a worksheet ends at 1,048,576 rows."
            ),
        ],
    )


def _peaks(kind: str, mine: Alone, polars: Alone, duck: Alone) -> str:
    verdict = "met" if mine.megabytes <= _MOST_MEGABYTES else "**missed**"
    return (
        f"Greatest memory from .{kind}: ours {mine.megabytes:,.0f} MB (at most "
        f"{_MOST_MEGABYTES:,} MB: {verdict}), polars {polars.megabytes:,.0f} MB, DuckDB "
        f"{duck.megabytes:,.0f} MB."
    )
