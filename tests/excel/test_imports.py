"""What a fresh process has to load before it can answer its first formula."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.lists import ROOT

FIRST_FORMULA = """
import json, sys
# xlwings takes these along wherever they are installed; an officer's environment has none of them.
for name in ("pandas", "polars", "pyarrow", "matplotlib", "PIL"):
    sys.modules[name] = None
from timeliness.excel.functions import NI59_RATE
ready = set(sys.modules)
list_of_cases = (
    ("Child ID", "Assessment type", "Date of referral", "Date completed", "Team"),
    (1.0, "Initial", 40483.0, 40487.0, "North"),
)
assert NI59_RATE(list_of_cases) == 1.0
assert set(sys.modules) == ready, sorted(set(sys.modules) - ready)
loaded = {name.partition(".")[0] for name, module in sys.modules.items() if module is not None}
print(json.dumps(sorted(loaded - set(sys.stdlib_module_names))))
"""

HELP = """
import sys
from timeliness import cli
try:
    cli.main(["--help"])
except SystemExit:
    pass
sys.stderr.write(" ".join(sorted(name.partition(".")[0] for name in sys.modules)))
"""

SERVING = """
import sys, types

def serve(clsid):
    names = ("timeliness.excel.functions", "xlwings", "pandas")
    print(clsid, *(name in sys.modules for name in names))

server = types.ModuleType("xlwings.com_server")
server.serve = serve
sys.modules["xlwings.com_server"] = server
from timeliness.excel.server import serve as start
start("{first}")
import pandas
start("{again}")
"""

NEEDED = {
    "timeliness",
    "numpy",
    # Where the files of a case list are read, which shares a room with the cells of one.
    "python_calamine",
    "defusedxml",
    # Definitions and settings, with what their checks are made of.
    "pydantic",
    "pydantic_core",
    "annotated_types",
    "typing_extensions",
    "typing_inspection",
    # Bank holidays, and what they count the moon with.
    "holidays",
    "dateutil",
    "six",
    # Excel's bridge.
    "xlwings",
}
"""All that a formula may load beside Python's own modules."""

OF_THIS_MACHINE = {"__main__", "__mp_main__", "_distutils_hack", "sitecustomize", "pywintypes"}
SLOW = {"numpy", "openpyxl", "pandas", "pydantic", "xlwings", "docx", "docxtpl", "lxml", "holidays"}


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )


def test_a_formula_has_all_it_needs_before_it_is_asked_and_no_workbook_library() -> None:
    loaded = set(json.loads(run(FIRST_FORMULA).stdout))
    own = {name for name in loaded if name.startswith(("_", "cryptography"))}
    assert loaded - own - OF_THIS_MACHINE <= NEEDED
    assert {"timeliness", "numpy", "xlwings"} <= loaded


def test_the_functions_are_ready_before_excel_is_answered_and_pandas_waits_for_who_wants_it() -> (
    None
):
    assert run(SERVING).stdout.split("\n") == [
        "{first} True True False",
        "{again} True True True",
        "",
    ]


def test_help_waits_for_nothing_that_counts_or_writes() -> None:
    ended = run(HELP)
    assert "build" in ended.stdout
    assert SLOW.isdisjoint(ended.stderr.split())
