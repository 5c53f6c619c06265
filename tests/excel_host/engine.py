"""An engine for xlwings that works in memory, so that buttons run through xlwings' own objects.

Behind ``Book``, ``Sheet`` and ``Range`` stand workbooks of openpyxl. Whatever the engine does not
know raises NotImplementedError by way of xlwings' base classes: a button cannot use it unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import xlwings
from xlwings import base_classes

from tests.excel_host.cells import ERRORS, place_of
from tests.excel_host.ranges import Range
from tests.excel_host.sheets import Book, Books
from tests.excel_host.state import Excel, OpenBook

_TEXT_OF_ERROR = {number: text for text, number in ERRORS.items() if text != "#SPILL!"}
"""The errors that xlwings knows by their numbers; the newest it hands on as they are."""


class Engine:
    """What xlwings asks of an engine, beside its objects."""

    name = "in memory"
    type = "desktop"

    def __init__(self, excel: Excel) -> None:
        self.excel = excel

    @property
    def apps(self) -> Apps:
        return Apps(self.excel)

    @staticmethod
    def prepare_xl_data_element(value: Any, _: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        rows: Any,
        dates: Callable[..., Any],
        empty: Any,
        numbers: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty
            if isinstance(value, datetime):
                return dates(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if numbers is not None and isinstance(value, float):
                return numbers(value)
            if isinstance(value, int) and value in _TEXT_OF_ERROR:
                return _TEXT_OF_ERROR[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in rows]


class Apps(base_classes.Apps):
    """The one running Excel."""

    def __init__(self, excel: Excel) -> None:
        self.excel = excel

    def keys(self) -> list[int]:
        return [1]

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[App]:
        yield App(self.excel)

    def __getitem__(self, pid: int) -> App:
        return App(self.excel)


class App(base_classes.App):
    """The running Excel."""

    def __init__(self, excel: Excel) -> None:
        self.excel = excel

    @property
    def engine(self) -> Engine:
        return Engine(self.excel)

    @property
    def pid(self) -> int:
        return 1

    @property
    def api(self) -> SimpleNamespace:
        return SimpleNamespace(
            WorksheetFunction=SimpleNamespace(CountA=lambda cells: float(cells.stands_for.filled))
        )

    @property
    def books(self) -> Books:
        return Books(self.excel)

    @property
    def selection(self) -> Range | None:
        if self.excel.selection is None:
            # So pywin32 answers for a chart, which xlwings' own selection does not reckon with.
            raise AttributeError("<unknown>.Address")
        sheet, cells = self.excel.selection
        return Range(self.excel, sheet, place_of(sheet, cells))

    @property
    def status_bar(self) -> str | bool:
        return self.excel.status_bar

    @status_bar.setter
    def status_bar(self, text: str | bool) -> None:
        self.excel.status_bar = text
        self.excel.status_history.append(text)

    @property
    def screen_updating(self) -> bool:
        return self.excel.screen_updating

    @screen_updating.setter
    def screen_updating(self, follows: bool) -> None:
        self.excel.screen_updating = follows

    @property
    def display_alerts(self) -> bool:
        return self.excel.display_alerts

    @display_alerts.setter
    def display_alerts(self, shown: bool) -> None:
        self.excel.display_alerts = shown

    @property
    def enable_events(self) -> bool:
        return self.excel.enable_events

    @enable_events.setter
    def enable_events(self, enabled: bool) -> None:
        self.excel.enable_events = enabled

    def calculate(self) -> None:
        self.excel.calculations += 1


@contextmanager
def running(excel: Excel) -> Iterator[Excel]:
    """Let xlwings find this Excel and no other while the block lasts."""
    engine = xlwings.Engine(impl=Engine(excel))
    xlwings.engines.add(engine)
    engine.activate()
    try:
        yield excel
    finally:
        xlwings.engines.active = None
        xlwings.engines.engines.remove(engine)
        del xlwings.engines.engines_by_name[engine.name]
        if hasattr(xlwings.Book, "_mock_caller"):
            del xlwings.Book._mock_caller


def call_from(excel: Excel, book: OpenBook) -> None:
    """Make a workbook the one from which buttons are pressed, as the bridge does."""
    excel.active = book
    xlwings.Book(impl=Book(excel, book)).set_mock_caller()
