"""The page on speed: groups of lines, each a work beside another way, with what was aimed at."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PEERS = (
    "numpy",
    "pandas",
    "openpyxl",
    "python-calamine",
    "polars",
    "duckdb",
    "pyarrow",
    "xlsxwriter",
    "xlwings",
)


@dataclass(frozen=True)
class Line:
    """One line of a table: a work, our seconds, another way with its own, and the aim.

    Attributes:
        work: what is done.
        ours: our seconds.
        peer: what else would do it.
        theirs: its seconds.
        most: how many times theirs ours may be; None where nothing was aimed at.
    """

    work: str
    ours: float
    peer: str
    theirs: float
    most: float | None = None

    @property
    def ratio(self) -> float:
        """Ours over theirs."""
        return self.ours / self.theirs

    @property
    def is_met(self) -> bool:
        """Whether the aim is met; a line without one always meets it."""
        return self.most is None or self.ratio <= self.most

    @property
    def text(self) -> str:
        """The line as the table has it."""
        aim = "" if self.most is None else f"at most {self.most:.2f}: "
        verdict = "" if self.most is None else "met" if self.is_met else "**missed**"
        return (
            f"| {self.work} | {shown(self.ours)} | {self.peer} | {shown(self.theirs)} | "
            f"{self._ratio_shown} | {aim}{verdict} |"
        )

    @property
    def _ratio_shown(self) -> str:
        """The ratio with two decimals, or as many more as a missed aim needs to be seen."""
        digits = 2
        while not self.is_met and digits < 6 and round(self.ratio, digits) == self.most:
            digits += 1
        return f"{self.ratio:.{digits}f}"


@dataclass(frozen=True)
class Group:
    """One part of the page.

    Attributes:
        title: its heading.
        lines: its table.
        notes: what is to be said below it, a paragraph each.
    """

    title: str
    lines: Sequence[Line]
    notes: Sequence[str] = field(default=())

    @property
    def text(self) -> str:
        """The part as the page has it."""
        head = "| Work | Ours | Beside | Beside it | Ratio | Aim |\n|---|---:|---|---:|---:|---|"
        table = "\n".join([head, *(line.text for line in self.lines)])
        notes = "".join(f"\n\n{note}" for note in self.notes)
        return f"## {self.title}\n\n{table}{notes}\n"


def shown(seconds: float) -> str:
    """Write seconds so that three figures are seen."""
    if seconds < 0.01:
        return f"{seconds * 1000:.2f} ms"
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f} s"


def growth(work: str, sizes: Sequence[int], seconds: Sequence[float]) -> str:
    """Say how a time grows with the rows: a straight line takes the same for each row."""
    each = [taken / size * 1e6 for size, taken in zip(sizes, seconds, strict=True)]
    points = ", ".join(
        f"{size:,} rows {shown(taken)} ({one:.2f} µs a row)"
        for size, taken, one in zip(sizes, seconds, each, strict=True)
    )
    return f"Growth of {work}: {points}."


def machine() -> str:
    """Describe the machine and the versions that were measured."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in _lines_of(Path("/proc/cpuinfo"))
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    memory = next(
        (
            f"{int(line.split()[1]) // 1024**2} GB of memory"
            for line in _lines_of(Path("/proc/meminfo"))
            if line.startswith("MemTotal")
        ),
        "",
    )
    versions = ", ".join(f"{name} {_version(name)}" for name in PEERS)
    return (
        f"Machine: {os.cpu_count()} cores ({cpu}), {memory}, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}; {versions}. Measured on "
        f"{datetime.now().astimezone():%d %B %Y}."
    )


def page(groups: Sequence[Group], before: str = "") -> str:
    """Write the page.

    Args:
        groups: what was measured.
        before: the page as it was; its other groups stay as they are.
    """
    sections = dict(re.findall(r"^## (.+)\n\n((?:(?!^## ).*\n?)*)", before, flags=re.MULTILINE))
    for group in groups:
        sections[group.title] = group.text.partition("\n\n")[2]
    body = "\n".join(f"## {title}\n\n{text.strip()}\n" for title, text in sections.items())
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in body.splitlines()]
    aimed = [row for row in cells if row and row[-1].startswith("at most")]
    missed = [row for row in aimed if row[-1].endswith("**missed**")]
    verdict = f"{len(aimed) - len(missed)} of {len(aimed)} aims are met."
    if missed:
        said = "; ".join(f"{work} beside {peer} ({ratio})" for work, _, peer, _, ratio, _ in missed)
        verdict += f" Missed: {said}. The reasons stand below the tables."
    return (
        "# How fast it is\n\n"
        "Made by `pip install .[dev,performance]` and `python -m tests.performance`. Each number "
        "is the median of alternating runs after a warm-up; read the ratios rather than the "
        "seconds, which belong to the machine. A ratio is ours over the other's, so that a "
        "small one is good. Measure with a Python that was built with its optimisations, as "
        "those of python.org and of Linux distributions are: one compiled from its source "
        "without them is slower.\n\n"
        f"{machine()}\n\n{verdict}\n\n{body}"
    )


def _lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
