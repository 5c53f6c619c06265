"""Make the example's case lists: synthetic children whose counts are the published ones.

The months October and November 2010 and the years to date are those that Harrow reported to its
Performance and Finance Scrutiny Sub-Committee on 18 January 2011. The split of April to September
by month is made up so that it adds up to the reported year to date; every child is made up.

Run it from the project's root: python examples/harrow_2010_11/make_case_lists.py
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from timeliness.saving import write_file
from timeliness.workbooks.package import package_bytes
from timeliness.working_days import Calendar

FOLDER = Path(__file__).parent
MADE_ON = date(2010, 12, 1)
TEAMS = ("Duty and Assessment East", "Duty and Assessment West", "Children with Disabilities")

# In time and completed, April to November 2010.
INITIAL = ((48, 61), (46, 62), (42, 61), (41, 59), (43, 57), (49, 59), (51, 57), (55, 59))
CORE = ((22, 29), (20, 28), (20, 30), (19, 29), (20, 28), (23, 31), (32, 42), (50, 58))

Row = list[object]


@dataclass(frozen=True)
class Kind:
    """How one kind of assessment is exported.

    Attributes:
        file: the name of both files, without the ending.
        sheet: the sheet's name.
        titles: what stands above the headings.
        headings: the headings, as this export writes them.
        counts: in time and completed, by month from April.
        in_time: the working days that an assessment in time took, from and to.
        late: the working days that a late one took, from and to.
        first_child: the first child's identifier.
    """

    file: str
    sheet: str
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    counts: tuple[tuple[int, int], ...]
    in_time: tuple[int, int]
    late: tuple[int, int]
    first_child: int


INITIAL_KIND = Kind(
    "initial_assessments",
    "Initial assessments",
    ("Children's Services: initial assessments", "Completed 01/04/2010 to 30/11/2010, and open"),
    (
        "Client ID",
        "Date of Referral",
        "Date of New Information",
        "Date\N{NO-BREAK SPACE}Started",
        "Date Completed",
        "Allocated Team",
    ),
    INITIAL,
    (1, 10),
    (11, 45),
    40001,
)
CORE_KIND = Kind(
    "core_assessments",
    "Core assessments",
    ("Children's Services: core assessments", "Completed 01/04/2010 to 30/11/2010, and open"),
    ("Client ID", "Assessment start date", "Assessment completion date", "Worker Team"),
    CORE,
    (8, 35),
    (36, 80),
    70001,
)


def working_days_of_month(month: int, calendar: Calendar) -> list[date]:
    """List the working days of a month of 2010."""
    days = (date(2010, month, 1) + timedelta(days=number) for number in range(31))
    return [day for day in days if day.month == month and calendar.is_working_day(day)]


def start_for(end: date, days: int, calendar: Calendar, chance: random.Random) -> date:
    """Go back from an end to a day from which it took a number of working days."""
    start = end
    while calendar.days_taken(start, end) < days:
        start -= timedelta(days=1)
    # Now and then a referral comes in at a weekend, which counts like the Friday before it.
    if chance.random() < 0.8:
        while not calendar.is_working_day(start):
            start -= timedelta(days=1)
    return start


def make_rows(kind: Kind, calendar: Calendar, chance: random.Random) -> list[Row]:
    """Make one row for each assessment, in the order in which they were completed."""
    rows: list[Row] = []
    child = kind.first_child
    for month, (in_time, completed) in enumerate(kind.counts, start=4):
        ends = sorted(chance.choices(working_days_of_month(month, calendar), k=completed))
        late = set(chance.sample(range(completed), completed - in_time))
        for place, end in enumerate(ends):
            span = kind.late if place in late else kind.in_time
            days = chance.randint(*span)
            clock = start_for(end, days, calendar, chance)
            rows.append(make_row(kind, child, clock, end, chance))
            child += chance.randint(1, 9)
    for back in (3, 9):
        rows.append(make_row(kind, child, MADE_ON - timedelta(days=back), None, chance))
        child += 1
    return rows


def make_row(kind: Kind, child: int, clock: date, end: date | None, chance: random.Random) -> Row:
    """Make a row whose clock starts on a day; text stands for some identifiers and dates."""
    team = chance.choices(TEAMS, weights=(5, 4, 2))[0]
    identifier: object = str(child) if chance.random() < 0.1 else child
    if kind is CORE_KIND:
        return [identifier, clock, end, team]
    started = clock if end is None else min(clock + timedelta(days=chance.randint(0, 1)), end)
    if chance.random() < 0.04:
        # A repeat assessment on an open case: its clock starts with the new information.
        referral = clock - timedelta(days=chance.randint(60, 200))
        return [identifier, referral, clock, started, end, team]
    return [identifier, clock, None, started, end, team]


def as_pasted(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Write every ninth date or so as text, as exports do."""
    return [
        [
            f"{cell:%d/%m/%Y}" if isinstance(cell, date) and chance.random() < 0.11 else cell
            for cell in row
        ]
        for row in rows
    ]


def sheet_rows(kind: Kind, rows: Sequence[Row], empty_end: str | None) -> list[Row]:
    """Put titles above and a footer below, and repeat one row as exports now and then do."""
    repeated = [*rows[:20], rows[12], *rows[20:]]
    footer = f'Applied filters: assessment type is "{kind.sheet[:-1]}"'
    above: list[Row] = [[title] for title in kind.titles]
    end = len(kind.headings) - 2
    below = [
        [*row[:end], empty_end if row[end] is None else row[end], *row[end + 1 :]]
        for row in repeated
    ]
    return [*above, [], list(kind.headings), *below, [], [footer]]


def workbook_bytes(kind: Kind, rows: Sequence[Row]) -> bytes:
    """Write the rows as the workbook that an officer would paste from."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = kind.sheet
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    for letter in "ABCDEF":
        sheet.column_dimensions[letter].width = 26
    return package_bytes(workbook, made_on=MADE_ON)


def csv_bytes(rows: Sequence[Row]) -> bytes:
    """Write the same rows as text."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8")


def main() -> None:
    """Write both case lists in both forms."""
    calendar = Calendar()
    for seed, kind in ((59, INITIAL_KIND), (60, CORE_KIND)):
        chance = random.Random(seed)
        rows = make_rows(kind, calendar, chance)
        pasted = sheet_rows(kind, as_pasted(rows, chance), empty_end="-")
        write_file(FOLDER / f"{kind.file}.xlsx", workbook_bytes(kind, pasted))
        write_file(FOLDER / f"{kind.file}.csv", csv_bytes(sheet_rows(kind, rows, empty_end=None)))


if __name__ == "__main__":
    main()
