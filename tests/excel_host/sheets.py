"""Sheets and workbooks of the stand-in for Excel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.chart._chart import ChartBase
from openpyxl.chartsheet import Chartsheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from tests.excel_host.cells import place_of, used
from tests.excel_host.copying import copy_sheet
from tests.excel_host.ranges import Names, Range, Tables
from tests.excel_host.state import Excel, ExcelError, OpenBook

if TYPE_CHECKING:
    from tests.excel_host.engine import App


def charts_on(sheet: Worksheet | Chartsheet) -> list[ChartBase]:
    charts: list[ChartBase] = vars(sheet)["_charts"]
    return charts


def api_of_chart(chart: ChartBase) -> SimpleNamespace:
    """Give a chart with the formulas of its series, as Excel writes them."""
    formulas = [
        f"=SERIES(,{series.cat.strRef.f if series.cat else ''},{series.val.numRef.f},1)"
        for series in chart.series
    ]
    series = [SimpleNamespace(Formula=formula) for formula in formulas]
    # A series without a source of its own refuses to say where it comes from.
    return SimpleNamespace(SeriesCollection=lambda: [SimpleNamespace(), *series])


class Sheet(base_classes.Sheet):
    """A worksheet."""

    def __init__(self, excel: Excel, sheet: Worksheet) -> None:
        self.excel = excel
        self.of = sheet

    @property
    def api(self) -> SimpleNamespace:
        return SimpleNamespace(
            Activate=self.activate,
            ChartObjects=lambda: [
                SimpleNamespace(Chart=api_of_chart(chart)) for chart in charts_on(self.of)
            ],
        )

    @property
    def name(self) -> str:
        return str(self.of.title)

    @name.setter
    def name(self, name: str) -> None:
        self.excel.check("rename")
        taken = {one.title.casefold() for one in self.book.of.content if one is not self.of}
        if name.casefold() in taken | {
            one.title.casefold() for one in self.book.of.content.chartsheets
        }:
            raise ExcelError("(-2146827284, 'Exception occurred.')")
        self.of.title = name

    @property
    def names(self) -> Names:
        return Names(self.excel, self.book.of.content, self.of.defined_names, self.name)

    @property
    def book(self) -> Book:
        return Book(self.excel, self.excel.book_of(self.of))

    @property
    def index(self) -> int:
        return self.book.of.content.index(self.of) + 1

    @property
    def tables(self) -> Tables:
        return Tables(self.excel, self.of)

    @property
    def used_range(self) -> Range:
        top, left, rows, columns = used(self.of)
        formatted = self.book.of.formatted_to.get(self.name, 0) - top + 1
        return Range(self.excel, self.of, (top, left, max(rows, formatted), columns))

    @property
    def visible(self) -> bool:
        return self.of.sheet_state == "visible"

    @visible.setter
    def visible(self, shown: bool) -> None:
        self.of.sheet_state = "visible" if shown else "hidden"

    def range(self, one: Any, two: Any = None) -> Range:
        places = [self._place(part) for part in (one, two) if part is not None]
        if len(places) == 1:
            return Range(self.excel, self.of, places[0])
        (top, left, *_), (row, column, rows, columns) = places
        return Range(self.excel, self.of, (top, left, row + rows - top, column + columns - left))

    def _place(self, part: Any) -> tuple[int, int, int, int]:
        if isinstance(part, Range):
            return part.place
        if isinstance(part, tuple):
            return part[0], part[1], 1, 1
        return place_of(self.of, part)

    def activate(self) -> None:
        self.book.of.active_sheet = self.of

    def delete(self) -> None:
        self.excel.check("delete")
        self.book.of.check_structure()
        self.book.of.content.remove(self.of)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        self.excel.check("copy")
        assert not self.excel.display_alerts, "Excel may ask what to do with a name"
        assert not self.excel.enable_events, "the workbook's own macros would run"
        beside = before or after
        assert beside is not None
        target = beside.book.of
        target.check_structure()
        place = target.content.index(beside.of) + (1 if after else 0)
        made = copy_sheet(self.of, target.content, place)
        target.active_sheet = made
        self.excel.active = target


class Sheets(base_classes.Sheets):
    """The worksheets of a workbook."""

    def __init__(self, excel: Excel, book: OpenBook) -> None:
        self.excel = excel
        self.of = book

    @property
    def active(self) -> Sheet | None:
        sheet = self.of.active_sheet
        return Sheet(self.excel, sheet) if sheet is not None else None

    def __call__(self, key: int | str) -> Sheet:
        for number, sheet in enumerate(self.of.worksheets, start=1):
            if key == number or (isinstance(key, str) and sheet.title.casefold() == key.casefold()):
                return Sheet(self.excel, sheet)
        raise ExcelError("(-2147352565, 'Invalid index.')")

    def __len__(self) -> int:
        return len(self.of.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.excel, sheet) for sheet in self.of.worksheets)


class Book(base_classes.Book):
    """An open workbook."""

    def __init__(self, excel: Excel, book: OpenBook) -> None:
        self.excel = excel
        self.of = book

    @property
    def api(self) -> SimpleNamespace:
        return SimpleNamespace(
            Date1904=self.of.content.epoch == CALENDAR_MAC_1904,
            ProtectStructure=self.of.structure_is_protected,
            Excel8CompatibilityMode=self.of.name.lower().endswith(".xls"),
            MultiUserEditing=self.of.is_shared,
            Path=self.of.folder,
            Sheets=[SimpleNamespace(Name=title) for title in self.of.content.sheetnames],
            Charts=[
                api_of_chart(chart)
                for one in self.of.content.chartsheets
                for chart in charts_on(one)
            ],
            Activate=self.activate,
        )

    @property
    def name(self) -> str:
        return self.of.name

    @property
    def fullname(self) -> str:
        return str(self.of.path or self.of.name)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self.excel, self.of)

    @property
    def names(self) -> Names:
        return Names(self.excel, self.of.content, self.of.content.defined_names)

    @property
    def app(self) -> App:
        from tests.excel_host.engine import App  # noqa: PLC0415  (each names the other)

        return App(self.excel)

    def activate(self) -> None:
        self.excel.active = self.of

    def close(self) -> None:
        self.excel.close(self.of)


class Books(base_classes.Books):
    """The open workbooks."""

    def __init__(self, excel: Excel) -> None:
        self.excel = excel

    @property
    def app(self) -> App:
        from tests.excel_host.engine import App  # noqa: PLC0415  (each names the other)

        return App(self.excel)

    @property
    def active(self) -> Book | None:
        return Book(self.excel, self.excel.active) if self.excel.active else None

    def __call__(self, key: int | str) -> Book:
        for number, book in enumerate(self.excel.books, start=1):
            if key in {number, book.name}:
                return Book(self.excel, book)
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.excel.books)

    def __iter__(self) -> Iterator[Book]:
        return (Book(self.excel, book) for book in self.excel.books)

    def open(
        self, fullname: str, update_links: Any = None, read_only: Any = None, *_: Any, **__: Any
    ) -> Book:
        return Book(self.excel, self.excel.open(Path(fullname), readonly=bool(read_only)))
