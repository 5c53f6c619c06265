"""xlwings as it is on Windows, without Windows: pywin32 stands in, the conversion is its own.

Off Windows ``xlwings.func`` and its like do nothing, and ``xlwings.udfs``, which Excel's side
calls, cannot be imported for want of pywin32. Here the missing modules are made up for the moment
of the import, so that a call goes through xlwings' own ``call_udf`` and converters.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

import xlwings

from timeliness.excel import context, functions

MODULE = "timeliness_functions_on_windows"
"""The name under which the worksheet functions are imported a second time, registered."""

_MADE_UP = (
    "pythoncom", "pywintypes", "win32api", "win32com", "win32com.client", "win32com.server",
    "win32com.server.dispatcher", "win32com.server.policy", "win32com.server.util", "win32event",
)  # fmt: skip


class _Engine:
    """What the conversion of a result asks of the engine."""

    name = "excel"

    def prepare_xl_data_element(self, value: Any, options: Any) -> Any:
        return value


@contextmanager
def _windows() -> Iterator[None]:
    """Let the imports inside find pywin32's names."""
    before = {name: sys.modules.get(name) for name in _MADE_UP}
    for name in _MADE_UP:
        made = sys.modules[name] = ModuleType(name)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, made)
    vars(sys.modules["pythoncom"]).update(
        CoInitialize=lambda: None, IID_IDispatch="IDispatch", TypeIIDs={"IDispatch": _ComObject}
    )
    vars(sys.modules["win32com.client"]).update(Dispatch=lambda given: given)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


class _ComObject:
    """The type of a COM object that nobody has named yet; the add-in sends none."""


@lru_cache(maxsize=1)
def _com_server() -> ModuleType:
    with _windows():
        server = importlib.import_module("xlwings.com_server")
    # Functions that wait for something would run on this loop; ours are none of them.
    server.loop.close()
    return server


@contextmanager
def _registering() -> Iterator[None]:
    """Let the decorators inside be the ones that register, as they always are on Windows."""
    udfs = _com_server().call_udf.__globals__
    with patch.multiple(xlwings, **{short: udfs[f"xl{short}"] for short in ("func", "arg", "ret")}):
        yield


def _import_functions() -> ModuleType:
    """Import the worksheet functions as Excel's Python does: with decorators that register."""
    spec = importlib.util.spec_from_file_location(MODULE, functions.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with _registering():
        spec.loader.exec_module(module)
    return module


@contextmanager
def _excel_engine() -> Iterator[None]:
    """Let xlwings find, for the length of a call, what it has on Windows."""
    made_up = SimpleNamespace(
        Range=lambda xl: SimpleNamespace(api=xl), is_range_instance=lambda value: False
    )
    with patch.object(xlwings, "_xlwindows", made_up, create=True):
        engine = xlwings.Engine(impl=_Engine())
        with patch.dict(xlwings.engines.engines_by_name, {"excel": engine}):
            yield


class WindowsXlwings:
    """The worksheet functions as Excel's side finds them."""

    def __init__(self) -> None:
        context.installed_context.cache_clear()
        self.module = _import_functions()

    def registered(self) -> dict[str, dict[str, Any]]:
        """Give what xlwings knows of each worksheet function, by its name."""
        return {
            name: value.__xlfunc__
            for name, value in vars(self.module).items()
            if hasattr(value, "__xlfunc__")
        }

    def call(self, name: str, arguments: Sequence[Any]) -> Any:
        """Call a worksheet function as the add-in does, with no workbook and no calling cell.

        Returns:
            What the COM server hands to VBA: a value, a row of values or rows of values.
        """
        with _excel_engine(), _registering():
            sys.modules[MODULE] = self.module
            try:
                return _com_server().XLPython().CallUDF(MODULE, name, tuple(arguments))
            finally:
                del sys.modules[MODULE]
