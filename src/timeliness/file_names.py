"""How the files of a council are named, so that a folder of them is in order."""

from __future__ import annotations

from timeliness.periods import Period


def workbook_name(council: str, month: Period) -> str:
    """Name a month's workbook."""
    place = f"{month.financial_year_label} {month.month_number:02d} {month.label[:3]}"
    return f"{name_in_files(council)} timeliness {place}.xlsx"


def name_in_files(council: str) -> str:
    """Write a council's name with nothing in it that a file's name must not hold."""
    letters = (letter if letter.isalnum() or letter in "-&'()" else " " for letter in council)
    return " ".join("".join(letters).split())
