"""Where the Python that Excel starts begins: xlwings' COM server, without what formulas don't need.

The add-in starts ``pythonw.exe -I -c "from timeliness.excel.server import serve; ..."``. One such
process serves the formulas and the buttons of one Excel.
"""

from __future__ import annotations

import gc
import importlib
import sys
from types import ModuleType


def serve(clsid: str) -> None:
    """Answer Excel until it ends.

    Args:
        clsid: the identifier under which Excel's side looks for this server.
    """
    _xlwings()
    # The functions are made ready before Excel asks, so that the first formula does not wait.
    importlib.import_module("timeliness.excel.functions")
    importlib.import_module("xlwings.com_server").serve(clsid)


def forget_workbook() -> None:
    """Let go of the workbook that a button was pressed in, so that Excel can end.

    While Python holds on to it, an Excel whose windows were closed stays behind unseen, and the
    next one finds its add-in in use.
    """
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        vars(windows)["BOOK_CALLER"] = None
    # What refers to itself, as an error does that was met on the way, is not let go of at once.
    gc.collect()


def _xlwings() -> ModuleType:
    """Import xlwings without pandas, which it would load to convert what is never sent to it.

    That is a third of a second less before the first formula. A button that needs pandas itself
    imports it later, as ever.
    """
    if "pandas" in sys.modules or "xlwings" in sys.modules:
        return importlib.import_module("xlwings")
    # A module that is None is taken for one that is not installed.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("xlwings")
    finally:
        del sys.modules["pandas"]
