"""What officers do today: COUNTIFS and NETWORKDAYS in a worksheet, recalculated by LibreOffice."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import python_calamine

from tests.performance.making import rows_of
from tests.performance.page import Group, Line
from tests.performance.timing import alternating
from tests.support.rendering import convert
from timeliness.case_list import CaseListFile, ListOptions, read_case_list
from timeliness.indicators import published_definitions
from timeliness.measuring import measure
from timeliness.periods import months_between
from timeliness.rates import Rate, tally
from timeliness.working_days import bank_holidays

SIZES = (10_000, 100_000)
MONTHS = months_between(date(2010, 4, 1), date(2012, 3, 31))
_HEADINGS = ("Child ID", "Date of referral", "Date completed", "Working days", "In time")


def write_sheet(path: Path, rows: int) -> None:
    """Write a list with the formulas that officers copy down, and the rates of 24 months."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Initial assessments")
    sheet.append(_HEADINGS)
    for place, (number, referral, _start, end, _team) in enumerate(rows_of(rows), start=2):
        taken = f"=NETWORKDAYS(B{place},C{place},Holidays!$A$1:$A${len(bank_holidays())})"
        # A start on a day off is no counted day, so that taking one away is right on others only.
        counted = f"{taken}-NETWORKDAYS(B{place},B{place},Holidays!$A$1:$A${len(bank_holidays())})"
        in_time = f"=IF(D{place}<=10,1,0)"
        sheet.append((number, referral, end, counted, in_time))
    holidays = book.create_sheet("Holidays")
    for day in sorted(bank_holidays()):
        holidays.append((day,))
    rates = book.create_sheet("Rates")
    span = f"$2:${rows + 1}"
    ends, good = (f"'Initial assessments'!{c}{span.replace('$', f'${c}$')[2:]}" for c in "CE")
    for month in MONTHS:
        first, last = (f"DATE({d.year},{d.month},{d.day})" for d in (month.start, month.end))
        inside = f'{ends},">="&{first},{ends},"<="&{last}'
        rates.append((f"=COUNTIFS({inside},{good},1)", f"=COUNTIFS({inside})"))
    book.save(path)


def ours(path: Path) -> list[Rate]:
    """Count the same months from the same file."""
    definitions = published_definitions()
    options = ListOptions(kind="initial")
    files = [CaseListFile(path, sheets=("Initial assessments",), options=options)]
    case_list = read_case_list(files, definitions)
    counts = tally(measure(case_list, [definitions.indicator("NI59")]).cohorts[0])
    return [counts.rate(month) for month in MONTHS]


def group(sizes: Sequence[int] = SIZES) -> Group:
    """Measure lists of several lengths."""
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = folder / "empty.xlsx"
        openpyxl.Workbook().save(empty)
        convert(empty, folder / "out", "xlsx")
        for rows in sizes:
            path = folder / f"list {rows}.xlsx"
            write_sheet(path, rows)
            (alone,) = alternating(lambda: convert(empty, folder / "out", "xlsx"), runs=1)
            start = time.perf_counter()
            made = convert(path, folder / "out", "xlsx")
            taken = time.perf_counter() - start - alone
            sheet = python_calamine.load_workbook(str(made)).get_sheet_by_name("Rates")
            shown = [Rate(*(int(float(str(cell))) for cell in row)) for row in sheet.to_python()]
            assert shown == ours(path), "the worksheet and Timeliness differ"
            (mine,) = alternating(partial(ours, path), runs=5)
            work = f"the rates of 24 months from {rows:,} rows"
            lines.append(Line(work, mine, "COUNTIFS and NETWORKDAYS in LibreOffice", taken))
    return Group(
        "What officers do today",
        lines,
        [
            (
                "The same workbook is read by Timeliness and opened, recalculated and saved by "
                "LibreOffice (its start taken off); every figure of the two is equal."
            )
        ],
    )
