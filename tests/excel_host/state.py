"""What the stand-in for Excel remembers: its open workbooks, and what was done to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


class ExcelError(Exception):
    """What Excel says when it refuses: a number and nothing that an officer could use."""


@dataclass(eq=False)
class OpenBook:
    """A workbook that is open.

    Attributes:
        content: its sheets.
        path: its file; None for one that was never saved.
        name: its name, as the window shows it.
        results: what formulas give, by sheet and cell ("Rates", "B2"); a number, text or an error
            as text ("#N/A").
        structure_is_protected: whether sheets may neither be added nor taken away.
        formatted_to: sheets that formats alone make "used" down to a row, with that row.
        is_shared: whether several people share it in the way of Excel 2016 and before.
        readonly: whether it was opened for reading alone.
        address: where it lies on the web; empty for one on a drive.
    """

    content: Workbook
    name: str
    path: Path | None = None
    results: dict[tuple[str, str], object] = field(default_factory=dict)
    structure_is_protected: bool = False
    formatted_to: dict[str, int] = field(default_factory=dict)
    is_shared: bool = False
    readonly: bool = False
    address: str = ""
    active_sheet: Worksheet | None = None

    @property
    def folder(self) -> str:
        """What Workbook.Path gives: the folder, the address on the web, or nothing."""
        if self.address:
            return self.address
        return str(self.path.parent) if self.path else ""

    @property
    def worksheets(self) -> list[Worksheet]:
        """The sheets that hold cells, in their order."""
        return [one for one in self.content.worksheets if isinstance(one, Worksheet)]

    def check_structure(self) -> None:
        if self.structure_is_protected:
            raise ExcelError("(-2147352567, 'Exception occurred.')")


@dataclass(eq=False)
class Excel:
    """A running Excel.

    Attributes:
        books: the open workbooks.
        active: the one in front.
        selection: the sheet and the cells that are selected; None while a chart is.
        status_bar: what the status bar says; False while Excel itself fills it.
        status_history: everything that it was set to.
        screen_updating: whether the screen follows.
        display_alerts: whether Excel may ask something.
        enable_events: whether the macros of workbooks hear of what is done.
        fails_at: things that Excel is to refuse, by name ("copy", "delete", "open", "rename").
        entered: the formulas that were entered, with their places.
        calculations: how often it was told to calculate.
        has_spills: whether a formula may fill several cells; Excel 2019 and before cannot.
        spilled: cells that show a part of what another cell's formula gives, with that cell.
    """

    books: list[OpenBook] = field(default_factory=list)
    active: OpenBook | None = None
    selection: tuple[Worksheet, str] | None = None
    status_bar: str | bool = False
    status_history: list[str | bool] = field(default_factory=list)
    screen_updating: bool = True
    display_alerts: bool = True
    enable_events: bool = True
    fails_at: set[str] = field(default_factory=set)
    entered: list[tuple[str, str, str]] = field(default_factory=list)
    calculations: int = 0
    has_spills: bool = True
    spilled: dict[tuple[str, str], str] = field(default_factory=dict)

    def check(self, what: str) -> None:
        if what in self.fails_at:
            raise ExcelError("(-2147352567, 'Exception occurred.')")

    def add(self, content: Workbook, name: str = "Book1", path: Path | None = None) -> OpenBook:
        """Open a workbook that is at hand, and bring it to the front."""
        book = OpenBook(content, name, path, active_sheet=_first_sheet(content))
        self.books.append(book)
        self.active = book
        return book

    def open(self, path: Path, *, readonly: bool) -> OpenBook:
        """Open a file as Excel does, and bring it to the front."""
        self.check("open")
        book = self.add(load_workbook(path), path.name, path)
        book.readonly = readonly
        return book

    def close(self, book: OpenBook) -> None:
        self.check("close")
        self.books.remove(book)
        if self.active is book:
            self.active = self.books[-1] if self.books else None

    def book_of(self, sheet: Worksheet) -> OpenBook:
        return next(book for book in self.books if book.content is sheet.parent)

    def select(self, sheet: Worksheet, cells: str) -> None:
        """Select cells, as an officer does with the mouse."""
        self.selection = (sheet, cells)
        self.book_of(sheet).active_sheet = sheet

    def said(self) -> Iterator[str]:
        """Give the words that the status bar showed."""
        return (one for one in self.status_history if isinstance(one, str))


def _first_sheet(content: Workbook) -> Worksheet | None:
    return next((one for one in content.worksheets if isinstance(one, Worksheet)), None)
