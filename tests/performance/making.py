"""The lists that are measured: made on the spot, from a seed, with no child in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

HEADINGS = ("Child ID", "Date of Referral", "Date Started", "Date Completed", "Team")
FIRST_DAY = date(2010, 4, 1)


def rows_of(rows: int, years: int = 10) -> Iterator[tuple[int, date, date, date, str]]:
    """Give the rows of a list of initial assessments, spread evenly over some years."""
    chance = random.Random(rows)
    for number in range(rows):
        start = FIRST_DAY + timedelta(days=number * (years * 365 - 60) // rows)
        end = start + timedelta(days=chance.randrange(1, 30))
        yield number, start, start, end, f"Team {number % 7}"


def write_workbook(path: Path, rows: int) -> None:
    """Write a list as .xlsx, as an export does."""
    import xlsxwriter  # noqa: PLC0415  (a short run does without)

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Initial assessments")
    sheet.write_row(0, 0, HEADINGS)
    for place, row in enumerate(rows_of(rows), start=1):
        number, referral, start, end, team = row
        sheet.write_number(place, 0, number)
        for column, day in enumerate((referral, start, end), start=1):
            sheet.write_datetime(place, column, day)
        sheet.write_string(place, 4, team)
    book.close()


def write_text(path: Path, rows: int) -> None:
    """Write a list as .csv, its dates as in England."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADINGS) + "\n")
        for number, *days, team in rows_of(rows):
            written = ",".join(f"{day:%d/%m/%Y}" for day in days)
            file.write(f"{number},{written},{team}\n")


def write_england(folder: Path, rows: int) -> None:
    """Write core assessments of 150 councils over 17 years as .csv and .parquet."""
    import pyarrow  # noqa: PLC0415  (only this list needs it)
    from pyarrow import csv, parquet  # noqa: PLC0415

    chance = np.random.default_rng(1)
    start = np.datetime64("2008-04-01") + np.sort(chance.integers(0, 17 * 365, rows))
    end = start + chance.integers(0, 70, rows)
    councils = pyarrow.array([f"E{6_000_000 + number:08d}" for number in range(150)])
    codes = pyarrow.array(chance.integers(0, 150, rows).astype(np.int32))
    table = pyarrow.table(
        {
            "Local authority": pyarrow.DictionaryArray.from_arrays(codes, councils).cast(
                pyarrow.string()
            ),
            "Child ID": pyarrow.array(chance.integers(1, 9_000_000, rows)),
            "Start date": pyarrow.array(start.astype("datetime64[D]")),
            "End date": pyarrow.array(end.astype("datetime64[D]"), mask=chance.random(rows) < 0.02),
        }
    )
    csv.write_csv(table, folder / "england.csv")
    parquet.write_table(table, folder / "england.parquet")
