"""Measure Timeliness beside its peers and write the page docs/performance.md.

Run it from the project's root, with nothing else to do for the machine:

    pip install .[dev,performance]
    python -m tests.performance

It takes about a quarter of an hour. Named groups are measured anew and leave the others on the
page as they are: python -m tests.performance worksheet starting
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.performance import (
    building,
    england,
    officers,
    reading,
    starting,
    working_days,
    worksheet,
)
from tests.performance.page import Group, page
from tests.support.lists import ROOT

PAGE = ROOT / "docs" / "performance.md"

GROUPS: dict[str, Callable[[], Group]] = {
    "working_days": working_days.group,
    "worksheet": worksheet.group,
    "reading": reading.group,
    "building": building.group,
    "officers": officers.group,
    "starting": starting.group,
    "england": england.group,
}


def main(names: list[str]) -> None:
    """Measure the named groups, or all of them, and write the page."""
    measured = []
    for name in names or GROUPS:
        measured.append(GROUPS[name]())
        sys.stdout.write(measured[-1].text + "\n")
        sys.stdout.flush()
    before = PAGE.read_text(encoding="utf-8") if names else ""
    PAGE.write_text(page(measured, before), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
