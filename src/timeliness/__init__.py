"""Timeliness of children's social care assessments, from a pasted case list to the committee.

The way of the data is one street: rows become a case list, the case list is measured against
the indicators, the measurements are counted, and the counts become one frozen monthly summary
that every sheet, sentence and formula renders. The names below are the street's stations, for
programs of a council's own; the commands, the formulas and the buttons go the same way.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeliness.case_list import (
        Block,
        CaseList,
        CaseListFile,
        ListOptions,
        read_block,
        read_case_list,
    )
    from timeliness.errors import TimelinessError
    from timeliness.explaining import explain
    from timeliness.indicators import Indicator, published_definitions
    from timeliness.measuring import Measurement, measure
    from timeliness.periods import Period, PeriodKind, read_period
    from timeliness.rates import PeriodRate, Rate, Tally, rates_by, rates_by_team, tally
    from timeliness.settings import Council, read_council
    from timeliness.summarising import measure_council, summarise
    from timeliness.summary import MonthlySummary
    from timeliness.trends.intervals import Interval, wilson
    from timeliness.working_days import Calendar, Convention, england

    __version__: str

__all__ = [
    "Block",
    "Calendar",
    "CaseList",
    "CaseListFile",
    "Convention",
    "Council",
    "Indicator",
    "Interval",
    "ListOptions",
    "Measurement",
    "MonthlySummary",
    "Period",
    "PeriodKind",
    "PeriodRate",
    "Rate",
    "Tally",
    "TimelinessError",
    "__version__",
    "england",
    "explain",
    "measure",
    "measure_council",
    "published_definitions",
    "rates_by",
    "rates_by_team",
    "read_block",
    "read_case_list",
    "read_council",
    "read_period",
    "summarise",
    "tally",
    "wilson",
]

_ROOMS = {
    "case_list": (
        "Block", "CaseList", "CaseListFile", "ListOptions", "read_block", "read_case_list",
    ),
    "errors": ("TimelinessError",),
    "explaining": ("explain",),
    "indicators": ("Indicator", "published_definitions"),
    "measuring": ("Measurement", "measure"),
    "periods": ("Period", "PeriodKind", "read_period"),
    "rates": ("PeriodRate", "Rate", "Tally", "rates_by", "rates_by_team", "tally"),
    "settings": ("Council", "read_council"),
    "summarising": ("measure_council", "summarise"),
    "summary": ("MonthlySummary",),
    "trends.intervals": ("Interval", "wilson"),
    "working_days": ("Calendar", "Convention", "england"),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Find a public name when it is asked for, so that a formula loads no more than it needs."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("timeliness")
    if name in _ROOM_OF:
        return getattr(import_module(f"timeliness.{_ROOM_OF[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
