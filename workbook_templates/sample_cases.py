"""The sample cases of the performance workbook; nobody stands behind them."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

DateCell: TypeAlias = date | str | None
"""A date, the text that stands where one should, or nothing."""

Case: TypeAlias = tuple[object, str, DateCell, DateCell, DateCell, DateCell, str]
"""A case as it stands under the headings, from Child ID to Team."""

SAMPLE: tuple[Case, ...] = (
    ("Sample 1", "Initial", date(2026, 9, 1), None, date(2026, 9, 2), date(2026, 9, 11), "North"),
    ("Sample 2", "Initial", date(2026, 9, 7), None, date(2026, 9, 8), date(2026, 9, 24), "South"),
    (
        "Sample 3",
        "Initial",
        date(2026, 10, 1),
        None,
        date(2026, 10, 2),
        date(2026, 10, 14),
        "North",
    ),
    (
        "Sample 4",
        "Initial",
        date(2026, 5, 11),
        date(2026, 10, 5),
        date(2026, 10, 6),
        date(2026, 10, 19),
        "South",
    ),
    (
        "Sample 5",
        "Initial",
        date(2026, 10, 12),
        None,
        date(2026, 10, 13),
        date(2026, 10, 28),
        "North",
    ),
    ("Sample 6", "Core", date(2026, 8, 3), None, date(2026, 8, 10), date(2026, 9, 28), "North"),
    ("Sample 7", "Core", date(2026, 8, 10), None, date(2026, 8, 17), date(2026, 10, 9), "South"),
    ("Sample 8", "Core", date(2026, 9, 1), None, date(2026, 9, 7), date(2026, 10, 23), "South"),
    ("Sample 9", "Single", date(2026, 8, 3), None, date(2026, 8, 4), date(2026, 10, 2), "North"),
    ("Sample 10", "Single", date(2026, 8, 5), None, date(2026, 8, 7), date(2026, 10, 20), "South"),
    (
        "Sample 11",
        "Single",
        date(2026, 8, 24),
        None,
        date(2026, 8, 25),
        date(2026, 10, 27),
        "North",
    ),
    ("Sample 12", "Single", date(2026, 10, 19), None, date(2026, 10, 20), None, "South"),
)
