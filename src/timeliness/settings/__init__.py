"""A council's settings: council.toml, checked key by key, with a sentence for what is wrong."""

from timeliness.settings.council import Council
from timeliness.settings.reading import read_council
from timeliness.settings.tables import (
    CaseListTable,
    CountingTable,
    Placement,
    ReportTable,
    Settings,
)

__all__ = [
    "CaseListTable",
    "Council",
    "CountingTable",
    "Placement",
    "ReportTable",
    "Settings",
    "read_council",
]
