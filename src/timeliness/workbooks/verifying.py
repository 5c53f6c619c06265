"""A finished workbook read again by another reader, and compared with what it was made from."""

from __future__ import annotations

import io

import python_calamine

from timeliness.errors import OutputError
from timeliness.excel_names import excel_name
from timeliness.summary import MonthlySummary


def check_monthly_workbook(content: bytes, summary: MonthlySummary) -> None:
    """Compare the figures in a month's workbook with its summary.

    Args:
        content: the workbook as it was read back.
        summary: what it must say.

    Raises:
        OutputError: it cannot be read, or a figure differs.
    """
    try:
        book = python_calamine.load_workbook(io.BytesIO(content), load_tables=True)
        shown = {
            indicator.code: [
                (row[0], row[1], row[2], row[4], row[5])
                for row in book.get_table_by_name(excel_name(indicator.code, "months")).to_python()
            ]
            for indicator in summary.indicators
        }
    except (python_calamine.CalamineError, ValueError, TypeError, IndexError):
        raise OutputError(_unlike(summary, "it could not be read back")) from None
    for indicator in summary.indicators:
        wanted = [
            (
                one.month.label,
                one.rate.in_time,
                one.rate.completed,
                one.year_to_date.in_time,
                one.year_to_date.completed,
            )
            for one in indicator.months
        ]
        if shown[indicator.code] != wanted:
            raise OutputError(_unlike(summary, f"its figures for {indicator.label} differ"))


def _unlike(summary: MonthlySummary, what: str) -> str:
    return (
        f"The workbook of {summary.month.name} was written but {what}, so it was not put in place; "
        "the one before is unchanged. Try again, and check the disk if it happens again."
    )
