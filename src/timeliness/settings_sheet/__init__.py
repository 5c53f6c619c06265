"""A council's settings kept on a sheet of its own workbook, in officers' words.

The rows of the sheet become the content of a council.toml and are checked as one is, so that both
say the same. The sheet holds data alone: no row of it can name a program, a folder elsewhere or
anything that runs, because a workbook may have come by mail.
"""

from timeliness.settings_sheet.labels import (
    KINDS_OF_ASSESSMENT,
    SHEET_SETTINGS,
    SheetSetting,
    heading_label,
    target_label,
)
from timeliness.settings_sheet.reading import (
    CASES_SHEET,
    CLOSURE_DAY,
    DAYS_HEADING,
    KINDS_HEADING,
    LABELS_HEADING,
    VALUES_HEADING,
    SheetSettings,
    read_settings_sheet,
)

__all__ = [
    "CASES_SHEET",
    "CLOSURE_DAY",
    "DAYS_HEADING",
    "KINDS_HEADING",
    "KINDS_OF_ASSESSMENT",
    "LABELS_HEADING",
    "SHEET_SETTINGS",
    "VALUES_HEADING",
    "SheetSetting",
    "SheetSettings",
    "heading_label",
    "read_settings_sheet",
    "target_label",
]
