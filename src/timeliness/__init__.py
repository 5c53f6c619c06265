"""Timeliness of children's social care assessments, from a pasted case list to the committee.

The way of the data is one street: rows become a case list, the case list is measured against
the indicators, the measurements are counted, and the counts become one frozen monthly summary
that every sheet, sentence and formula renders.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """Give the version when it is asked for, because looking it up takes longer than a formula."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("timeliness")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
