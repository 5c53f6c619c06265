"""Start-up: the command's help, and the first formula in a fresh process."""

from __future__ import annotations

import subprocess
import sys

from tests.performance.page import Group, Line
from tests.performance.timing import start_of
from tests.support.lists import ROOT

BARE_HELP = """
import typer
app = typer.Typer(add_completion=False)
app.command("one")(lambda: None)
app.command("two")(lambda: None)
app(["--help"])
"""
FIRST_FORMULA = """
import sys
# xlwings loads it wherever it is installed, which it is for these measurements alone.
sys.modules["polars"] = None
from timeliness.excel import server
server._xlwings()
from timeliness.excel.functions import NI59_RATE
cells = (("Child ID", "Assessment type", "Date of referral", "Date completed"),
         (1.0, "Initial", 40483.0, 40487.0))
assert NI59_RATE(cells) == 1.0
"""
XLWINGS_ALONE = """
import sys
sys.modules["pandas"] = sys.modules["polars"] = None
import xlwings
"""


def heaviest(code: str, most: int = 6) -> str:
    """Name the modules that take longest to import, with their own milliseconds."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    own: dict[str, float] = {}
    for line in ended.stderr.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[0].strip().isdigit():
            package = parts[2].strip().partition(".")[0]
            own[package] = own.get(package, 0) + int(parts[0]) / 1000
    found = sorted(own.items(), key=lambda item: -item[1])[:most]
    return ", ".join(f"{name} {taken:.0f} ms" for name, taken in found)


def group(runs: int = 7) -> Group:
    """Measure whole processes from their start to their end."""
    python = sys.executable
    ours, bare, formula, xlwings, pandas = start_of(
        [python, "-m", "timeliness", "--help"],
        [python, "-c", BARE_HELP],
        [python, "-c", FIRST_FORMULA],
        [python, "-c", XLWINGS_ALONE],
        [python, "-c", "import pandas"],
        runs=runs,
    )
    return Group(
        "Start-up, whole processes",
        [
            Line("timeliness --help", ours, "the help of a typer program without any code", bare),
            Line("the first formula in a fresh process", formula, "importing xlwings", xlwings),
            Line("the first formula in a fresh process", formula, "importing pandas", pandas),
        ],
        [
            (
                f"What a first formula imports, by package: {heaviest(FIRST_FORMULA)}. Neither "
                "pandas nor openpyxl is among them; tests/excel/test_imports.py holds the list."
            )
        ],
    )
