"""The add-in's VBA, run in pyOpenVBA's Excel in memory, with the real Python behind its bridge.

The runtime cannot load a library or speak COM, so the module Bridge is replaced by one that hands
each call to xlwings' own ``call_udf``. What Excel has and the runtime lacks is added to its objects
by the runtime's own means; everything else of the add-in runs as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyopenvba.apps.excel import ExcelApplication, Workbook
from pyopenvba.apps.excel._model import Application
from pyopenvba.interpreter._objects import MemberSpec
from pyopenvba.interpreter._values import EMPTY, MISSING, NOTHING, VBAArray, VBAErrorValue
from pyopenvba.interpreter._values import error as vba_error

from timeliness.excel.addin import CLASS_MODULES, module_sources
from timeliness.indicators import Definitions, published_definitions

_BRIDGE = """
Option Explicit
Option Private Module

Public Function AskPython(ByVal functionName As String, ByVal arguments As Variant) As Variant
    AskPython = Application.AskForTest(functionName, arguments)
End Function

Public Function PressInPython(ByVal button As String) As Variant
    PressInPython = Application.PressForTest(button)
End Function
"""

_XL_ERRORS = {2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?",
              2036: "#NUM!", 2042: "#N/A"}  # fmt: skip
_ERROR_BASE = -2_146_828_288
_AUTOMATION_ERROR = 440


@dataclass
class Registered:
    """What a call of MacroOptions gave Excel's function wizard."""

    macro: str
    description: str
    category: str
    arguments: tuple[str, ...]


@dataclass(eq=False)
class AddinInMemory:
    """An Excel in memory with the add-in loaded.

    Attributes:
        ask: answers a worksheet function, by its name and the arguments as COM would send them.
        press: answers a button by its name.
        asked: the names that were asked for, in their order.
        registered: what was given to the function wizard.
        links: the paths that the active workbook's formulas link to.
        changed: the links that were changed, from and to.
        hidden: whether MacroOptions refuses, as Excel does for a hidden workbook.
        shown: how often the add-in was shown.
        links_refused: whether a workbook does not tell its links.
    """

    ask: Callable[[str, Sequence[Any]], Any]
    press: Callable[[str], Sequence[str]] = lambda button: ["", ""]
    definitions: Definitions = field(default_factory=published_definitions)
    from_1904: bool = False
    hidden: bool = False
    shown: int = 0
    links_refused: bool = False
    asked: list[str] = field(default_factory=list)
    registered: list[Registered] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app = ExcelApplication()
        self.book = self.app.add_workbook()
        self._add_what_the_runtime_lacks()
        for name, source in module_sources(self.definitions).items():
            if name == "Bridge":
                self.app.add_module(_BRIDGE, name=name)
            elif name in CLASS_MODULES:
                # The runtime raises no events, so that it takes no WithEvents either.
                self.app.add_module(source.replace("WithEvents ", ""), name=name, kind="class")
            elif name == "ThisWorkbook":
                self.app.add_module(source, name=name, kind="document")
            else:
                self.app.add_module(source, name=name)

    def fill(self, rows: Sequence[Sequence[Any]], *, row: int = 1, column: int = 1) -> None:
        """Write cells into the first sheet."""
        sheet = self.app.sheet(1)
        for down, cells in enumerate(rows):
            for across, cell in enumerate(cells):
                if cell is not None:
                    sheet.set_value(f"{_letter(column + across)}{row + down}", cell)

    def evaluate(self, expression: str) -> Any:
        """Evaluate an expression of VBA, such as a call of a worksheet function."""
        return _python(self.app.evaluate(expression))

    def run(self, macro: str, *arguments: object) -> object:
        """Run a procedure of the add-in."""
        return self.app.run(macro, *arguments)

    def _add_what_the_runtime_lacks(self) -> None:
        me = self

        def ask(application: Application, name: object, arguments: VBAArray) -> object:
            me.asked.append(str(name))
            sent = [_sent(item) for item in arguments.items]
            return _vba(_as_com(lambda: me.ask(str(name), sent)))

        def press(application: Application, name: object) -> object:
            me.asked.append(str(name))
            return _vba(_as_com(lambda: list(me.press(str(name)))))

        def options(
            application: Application,
            macro: object,
            description: object = MISSING,
            category: object = MISSING,
            arguments: VBAArray | object = MISSING,
        ) -> object:
            if me.hidden:
                raise vba_error(1004, "Cannot edit a macro on a hidden workbook.")
            if not isinstance(arguments, VBAArray):
                return EMPTY
            helps = tuple(str(item) for item in arguments.items)
            me.registered.append(Registered(str(macro), str(description), str(category), helps))
            return EMPTY

        def sources(book: Workbook, kind: object = MISSING) -> object:
            if me.links_refused:
                raise vba_error(1004, "Method 'LinkSources' of object '_Workbook' failed")
            return _vba(list(me.links)) if me.links else EMPTY

        def change(book: Workbook, name: object, new: object, kind: object = MISSING) -> object:
            me.changed.append((str(name), str(new)))
            return EMPTY

        def show(book: Workbook, value: object) -> None:
            me.hidden = bool(value)
            me.shown += not me.hidden

        _replace(Application, "AskForTest", ask, ("Name", "Arguments"))
        _replace(Application, "PressForTest", press, ("Name",))
        _replace(
            Application, "MacroOptions", options,
            ("Macro", "Description", "Category", "ArgumentDescriptions"),
        )  # fmt: skip
        _replace(Workbook, "LinkSources", sources, ("Type",))
        _replace(Workbook, "ChangeLink", change, ("Name", "NewName", "Type"))
        _property(Workbook, "Date1904", lambda book: me.from_1904)
        _property(Workbook, "IsAddin", lambda book: me.hidden, show)


def _as_com(ask: Callable[[], Any]) -> Any:
    """Ask, and let what Python raises arrive as COM lets it: as a run-time error with its text."""
    try:
        return ask()
    except RuntimeError as error:
        raise vba_error(_AUTOMATION_ERROR, str(error)) from None


def _replace(
    owner: type[Any], name: str, function: Callable[..., Any], parameters: tuple[str, ...]
) -> None:
    owner._vba_members[name.lower()] = MemberSpec(name, "method", function, parameters=parameters)


def _property(
    owner: type[Any],
    name: str,
    getter: Callable[..., Any],
    setter: Callable[..., Any] | None = None,
) -> None:
    owner._vba_members[name.lower()] = MemberSpec(name, "property", getter, setter)


def _sent(value: Any) -> Any:
    """Give a VBA value as pywin32 gives it to Python: blocks as tuples, errors as numbers."""
    if value is EMPTY or value is MISSING or value is NOTHING:
        return None
    if isinstance(value, VBAErrorValue):
        return _ERROR_BASE + int(value.number)
    if isinstance(value, VBAArray):
        if value.dimensions == 1:
            return tuple(_sent(item) for item in value.items)
        (top, bottom), (left, right) = value.bounds
        return tuple(
            tuple(_sent(value.get([row, column])) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
    if isinstance(value, (bool, str)):
        return value
    return float(value)


def _vba(value: Any) -> Any:
    """Give a Python value as COM gives it to VBA."""
    if not isinstance(value, (list, tuple)):
        return EMPTY if value is None else value
    if value and isinstance(value[0], (list, tuple)):
        rows, columns = len(value), len(value[0])
        array = VBAArray([(0, rows - 1), (0, columns - 1)])
        for row, cells in enumerate(value):
            for column, cell in enumerate(cells):
                array.set([row, column], _vba(cell))
        return array
    return VBAArray([(0, len(value) - 1)], items=[_vba(item) for item in value])


def _python(value: Any) -> Any:
    """Give an answer as it stands in a cell; an error value by the name that Excel shows."""
    if isinstance(value, VBAErrorValue):
        return CellShows(_XL_ERRORS[int(value.number)])
    if isinstance(value, list):
        return [_python(item) for item in value]
    return value


class CellShows(str):
    """A true error value, as against a text of the same letters."""

    __slots__ = ()


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
