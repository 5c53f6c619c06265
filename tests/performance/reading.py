"""Reading case lists: ours beside the readers that keep each cell's own type, and the others."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import openpyxl
import python_calamine

from tests.performance.making import write_text, write_workbook
from tests.performance.page import Group, Line, growth
from tests.performance.timing import alternating, in_a_process
from timeliness.case_list import CaseListFile, read_case_list

SIZES = (10_000, 100_000, 1_000_000)
_SLOWEST = 100_000
"""The most rows that openpyxl is given; a million take it minutes."""


def ours(path: str) -> None:
    """Read a list, every row of it a record."""
    options = CaseListFile(Path(path))
    read_case_list([options])


def by_calamine(path: str) -> None:
    """Read the cells, and nothing more."""
    python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()


def by_openpyxl(path: str) -> None:
    """Read the cells with openpyxl as it reads fastest."""
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def by_pandas(path: str) -> None:
    """Read into a DataFrame."""
    import pandas as pd  # noqa: PLC0415  (a short run does without)

    if path.endswith(".csv"):
        pd.read_csv(path, dtype=str)
    else:
        pd.read_excel(path, engine="calamine")


def by_polars(path: str) -> None:
    """Read a text into a polars frame, every cell as text, as a list of mixed cells wants."""
    import polars as pl  # noqa: PLC0415  (a short run does without)

    pl.read_csv(path, infer_schema=False)


def by_csv(path: str) -> None:
    """Read the cells with Python's own reader."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        list(csv.reader(file))


def group(sizes: Sequence[int] = SIZES, runs: int = 5) -> Group:
    """Measure the reading of lists of several lengths."""
    lines: list[Line] = []
    times: dict[str, list[float]] = {"xlsx": [], "csv": []}
    peaks: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            few = runs if rows < 1_000_000 else 2
            book, text = (Path(folder) / f"initial {rows}.{kind}" for kind in ("xlsx", "csv"))
            write_workbook(book, rows)
            write_text(text, rows)
            lines += _of_workbook(str(book), rows, few, times["xlsx"])
            lines += _of_text(str(text), rows, few, times["csv"])
            alone = in_a_process("tests.performance.reading", "ours", book)
            peaks.append((rows, alone.megabytes))
    memory = ", ".join(f"{rows:,} rows {peak:,.0f} MB" for rows, peak in peaks)
    per_row = (peaks[-1][1] - peaks[0][1]) * 1e6 / (peaks[-1][0] - peaks[0][0])
    return Group(
        "Reading case lists",
        lines,
        [
            growth("reading .xlsx", sizes, times["xlsx"]),
            growth("reading .csv", sizes, times["csv"]),
            (
                "What the others leave out: each file is hashed and looked through for what could "
                "fill the memory, headings are found, every row becomes a record, and of a text "
                "three columns are read as dates. A small list shows it most."
            ),
            (
                f"Greatest memory of the process that reads .xlsx: {memory}; {per_row:,.0f} bytes "
                "for each row."
            ),
        ],
    )


def _of_workbook(path: str, rows: int, runs: int, times: list[float]) -> list[Line]:
    works: dict[str, tuple[Callable[[str], None], float | None]] = {
        "python-calamine alone": (by_calamine, 1.5),
        "pandas with calamine": (by_pandas, None),
        "openpyxl, read-only": (by_openpyxl, 0.2),
    }
    if rows > _SLOWEST:
        del works["openpyxl, read-only"]
    mine, *theirs = alternating(
        lambda: ours(path),
        *(partial(way, path) for way, _ in works.values()),
        runs=runs,
    )
    times.append(mine)
    return [
        Line(f"reading {rows:,} rows of .xlsx", mine, name, taken, most)
        for (name, (_, most)), taken in zip(works.items(), theirs, strict=True)
    ]


def _of_text(path: str, rows: int, runs: int, times: list[float]) -> list[Line]:
    works: dict[str, tuple[Callable[[str], None], float | None]] = {
        "Python's csv module alone": (by_csv, 1.5),
        "pandas, C engine": (by_pandas, None),
        "polars": (by_polars, None),
    }
    mine, *theirs = alternating(
        lambda: ours(path),
        *(partial(way, path) for way, _ in works.values()),
        runs=runs,
    )
    times.append(mine)
    return [
        Line(f"reading {rows:,} rows of .csv", mine, name, taken, most)
        for (name, (_, most)), taken in zip(works.items(), theirs, strict=True)
    ]
