"""Ranges, tables and names of the stand-in for Excel."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName, DefinedNameDict
from openpyxl.worksheet import table as openpyxl_table
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from tests.excel_host.cells import (
    Place,
    address_of,
    formula_of,
    place_of,
    region_around,
    value_of,
)
from tests.excel_host.state import Excel, ExcelError

if TYPE_CHECKING:
    from tests.excel_host.sheets import Sheet


MOST_CELLS = 1_000_000
"""More than any list of the tests has, and less than a sheet that formats fill."""


class Range(base_classes.Range):
    """A rectangle of cells."""

    options: dict[str, Any]

    def __init__(self, excel: Excel, sheet: Worksheet, place: Place) -> None:
        self.excel = excel
        self.on = sheet
        self.place = place

    @property
    def api(self) -> SimpleNamespace:
        if not self.excel.has_spills:
            return SimpleNamespace(stands_for=self)
        spilled = self.excel.spilled.get((self.on.title, address_of(self.place, absolute=False)))
        if spilled is None:
            return SimpleNamespace(Formula2="", HasSpill=False, stands_for=self)
        row, column, *_ = place_of(self.on, spilled)
        return SimpleNamespace(
            Formula2="", HasSpill=True, SpillParent=SimpleNamespace(Row=row, Column=column)
        )

    @property
    def sheet(self) -> Sheet:
        from tests.excel_host.sheets import Sheet  # noqa: PLC0415  (each names the other)

        return Sheet(self.excel, self.on)

    @property
    def row(self) -> int:
        return self.place[0]

    @property
    def column(self) -> int:
        return self.place[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self.place[2:]

    def __len__(self) -> int:
        return self.place[2] * self.place[3]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            down, right = divmod(row - 1, self.place[3])
            row, column = down + 1, right + 1
        return Range(
            self.excel, self.on, (self.place[0] + row - 1, self.place[1] + column - 1, 1, 1)
        )

    @property
    def filled(self) -> int:
        """How many cells hold something, as COUNTA has it."""
        top, left, rows, columns = self.place
        return sum(
            top <= row < top + rows and left <= column < left + columns and cell.value is not None
            for (row, column), cell in self.on._cells.items()
        )

    @property
    def raw_value(self) -> object:
        assert len(self) <= MOST_CELLS, "a sheet full of nothing travels"
        top, left, rows, columns = self.place
        if len(self) == 1:
            return value_of(self.excel, self.on, top, left)
        return tuple(
            tuple(
                value_of(self.excel, self.on, row, column) for column in range(left, left + columns)
            )
            for row in range(top, top + rows)
        )

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.on.cell(self.place[0], self.place[1]).value = value

    @property
    def formula(self) -> object:
        assert len(self) <= MOST_CELLS, "a sheet full of nothing travels"
        top, left, rows, columns = self.place
        if len(self) == 1:
            return formula_of(self.on, top, left)
        return tuple(
            tuple(formula_of(self.on, row, column) for column in range(left, left + columns))
            for row in range(top, top + rows)
        )

    @formula.setter
    def formula(self, text: str) -> None:
        self._enter(text)

    @property
    def formula2(self) -> object:
        self._check_spills()
        return self.formula

    @formula2.setter
    def formula2(self, text: str) -> None:
        self._check_spills()
        self._enter(text)

    def _check_spills(self) -> None:
        if not self.excel.has_spills:
            raise ExcelError("Unknown name.")

    def _enter(self, text: str) -> None:
        self.excel.check("enter")
        cell = self.on.cell(self.place[0], self.place[1])
        cell.value = text
        self.excel.entered.append((self.on.title, cell.coordinate, text))

    @property
    def address(self) -> str:
        return address_of(self.place)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        return address_of(self.place, absolute=row_absolute and col_absolute)

    @property
    def current_region(self) -> Range:
        return Range(self.excel, self.on, region_around(self.on, *self.place[:2]))

    @property
    def table(self) -> Table | None:
        row, column = self.place[:2]
        for one in self.on.tables.values():
            top, left, rows, columns = place_of(self.on, one.ref)
            if top <= row < top + rows and left <= column < left + columns:
                return Table(self.excel, self.on, one)
        return None

    def select(self) -> None:
        self.excel.select(self.on, address_of(self.place, absolute=False))


class Table(base_classes.Table):
    """An Excel table."""

    def __init__(self, excel: Excel, sheet: Worksheet, table: openpyxl_table.Table) -> None:
        self.excel = excel
        self.on = sheet
        self.of = table

    @property
    def name(self) -> str:
        return str(self.of.displayName)

    @name.setter
    def name(self, name: str) -> None:
        self.of.displayName = self.of.name = name

    @property
    def range(self) -> Range:
        return Range(self.excel, self.on, place_of(self.on, self.of.ref))


class Tables(base_classes.Tables):
    """The tables of a sheet."""

    def __init__(self, excel: Excel, sheet: Worksheet) -> None:
        self.excel = excel
        self.on = sheet

    def __len__(self) -> int:
        return len(self.on.tables)

    def __call__(self, key: int | str) -> Table:
        tables = list(self.on.tables.values())
        found = tables[key - 1] if isinstance(key, int) else self.on.tables[key]
        return Table(self.excel, self.on, found)

    def __iter__(self) -> Any:
        return (Table(self.excel, self.on, one) for one in self.on.tables.values())


class Name(base_classes.Name):
    """A defined name."""

    def __init__(
        self, excel: Excel, book: Workbook, names: DefinedNameDict, key: str, scope: str
    ) -> None:
        self.excel = excel
        self.book = book
        self.names = names
        self.key = key
        self.scope = scope

    @property
    def name(self) -> str:
        return f"'{self.scope}'!{self.key}" if self.scope else self.key

    @name.setter
    def name(self, name: str) -> None:
        self.names[name] = self.names.pop(self.key)
        self.key = name

    @property
    def refers_to(self) -> str:
        return f"={self.names[self.key].attr_text}"

    @refers_to.setter
    def refers_to(self, text: str) -> None:
        self.names[self.key].attr_text = text.removeprefix("=")

    @property
    def refers_to_range(self) -> Range:
        ((title, cells),) = self.names[self.key].destinations
        sheet = self.book[title]
        assert isinstance(sheet, Worksheet)
        return Range(self.excel, sheet, place_of(sheet, cells))

    def delete(self) -> None:
        del self.names[self.key]


class Names(base_classes.Names):
    """The names of a workbook, or of a sheet alone."""

    def __init__(
        self, excel: Excel, book: Workbook, names: DefinedNameDict, scope: str = ""
    ) -> None:
        self.excel = excel
        self.book = book
        self.names = names
        self.scope = scope

    def __len__(self) -> int:
        return len(self.names)

    def __call__(self, key: int | str) -> Name:
        name = list(self.names)[key - 1] if isinstance(key, int) else key
        return Name(self.excel, self.book, self.names, name, self.scope)

    def contains(self, key: str) -> bool:
        return key in self.names

    def add(self, name: str, refers_to: str) -> Name:
        self.names[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))
        return self(name)
