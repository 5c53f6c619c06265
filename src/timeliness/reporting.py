"""From a council's settings to a month's file: the main job, as it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeliness.case_list import read_case_list
from timeliness.measuring import Measurement
from timeliness.periods import Period
from timeliness.saving import write_file
from timeliness.settings import Council
from timeliness.summary import MonthlySummary, measure_council, summarise
from timeliness.workbooks.monthly import monthly_workbook


@dataclass(frozen=True)
class Built:
    """A month's workbook as it was written."""

    path: Path
    summary: MonthlySummary


def read_and_measure(council: Council, as_of: date) -> Measurement:
    """Read a council's case lists and measure them.

    Raises:
        UnusableInputError: a list cannot be read.
        NoLimitError: an assessment was completed on a day without a limit.
    """
    case_list = read_case_list(council.case_list_files, council.definitions)
    return measure_council(council, case_list, as_of)


def build_month(
    council: Council,
    measurement: Measurement,
    month: Period,
    as_of: date,
    folder: Path | None = None,
) -> Built:
    """Build and write one month's workbook.

    Args:
        council: the settings.
        measurement: the council's lists, measured as of the same day.
        month: the month.
        as_of: the day on which the figures are made.
        folder: where the workbook goes; the folder of the settings by default.

    Raises:
        TimelinessError: the month cannot be reported, or the file cannot be written.
    """
    summary = summarise(council, measurement, month, as_of)
    path = (folder or council.output_folder) / workbook_name(council, month)
    write_file(path, monthly_workbook(summary, council.template))
    return Built(path, summary)


def workbook_name(council: Council, month: Period) -> str:
    """Name a month's workbook so that a folder of them is in order."""
    letters = (letter if letter.isalnum() or letter in "-&'()" else " " for letter in council.name)
    name = " ".join("".join(letters).split())
    place = f"{month.financial_year_label} {month.month_number:02d} {month.label[:3]}"
    return f"{name} timeliness {place}.xlsx"
