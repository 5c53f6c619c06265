"""An officer's workbook with the stand-in for Excel around it, ready for pressing buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel_host.engine import call_from
from tests.excel_host.state import Excel, OpenBook
from timeliness.excel.buttons import press
from timeliness.excel.context import InstalledContext
from timeliness.excel.doctor import Result
from timeliness.excel.surroundings import Surroundings

TODAY = date(2010, 12, 6)

HEADINGS = ("Child ID", "Assessment type", "Date of referral", "Date started", "Date completed")

COUNCIL = """
[council]
name = "Anywhere"
team = "Performance team"
[[case_lists]]
file = "{file}"
[output]
folder = "reports"
placement = "{placement}"
[targets."2010-11"]
NI60 = 83
"""

Row = Sequence[Any]


def day(number: int, month: int = 11) -> datetime:
    return datetime(2010, month, number)


ROWS: tuple[Row, ...] = (
    (101, "Initial", day(1), None, day(15)),
    (102, "Initial", day(1), None, day(18)),
    (103, "Initial", day(8), None, day(16)),
    (104, "Core", day(1, 10), day(4, 10), day(5)),
    (105, "Core", day(1, 9), day(2, 9), day(26)),
    (106, "Initial", day(29), None, None),
    (107, "Initial", day(22), None, day(1)),
)
"""NI 59: 2 of 3 in November, one open, row 8 left out (it ends before it starts). NI 60: 1 of 2."""


@dataclass
class Office:
    """A running Excel, the computer around it, and what an officer does there.

    Attributes:
        excel: the running Excel.
        folder: the officer's folder.
        shown: the folders that were shown.
        results: what a look at the set-up finds.
        council_file: the council.toml that was named at the installation.
        today: the day.
    """

    excel: Excel
    folder: Path
    shown: list[Path] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    council_file: Path | None = None
    today: date = TODAY

    @property
    def temporary(self) -> Path:
        place = self.folder / "temporary"
        place.mkdir(exist_ok=True)
        return place

    def open(self, content: Workbook, name: str = "Work.xlsx", *, saved: bool = True) -> OpenBook:
        """Open a workbook and go to its first sheet."""
        book = self.excel.add(content, name, self.folder / name if saved else None)
        self.excel.select(book.worksheets[0], "A1")
        call_from(self.excel, book)
        return book

    def name_council(
        self, file: str = "Work.xlsx", placement: str = "this workbook", more: str = ""
    ) -> Path:
        """Write the council.toml that the installation names."""
        self.council_file = self.folder / "council.toml"
        text = COUNCIL.format(file=file, placement=placement) + more
        self.council_file.write_text(text, encoding="utf-8")
        return self.council_file

    def around(self) -> Surroundings:
        return Surroundings(
            today=self.today,
            council_file=self.council_file,
            context=InstalledContext(self.council_file).now,
            open_folder=self.shown.append,
            examine=lambda: tuple(self.results),
            temporary=self.temporary,
        )

    def press(self, button: str) -> tuple[str, str]:
        """Press a button, and look that Excel is left as it was found."""
        kind, text = press(button, self.around())
        assert self.excel.status_bar is False
        assert self.excel.screen_updating is True
        assert self.excel.display_alerts is True
        assert self.excel.enable_events is True
        assert list(self.temporary.iterdir()) == []
        assert len(text) <= 1_000
        return kind, text


def add_list(
    book: Workbook,
    title: str,
    rows: Sequence[Row] = ROWS,
    *,
    headings: Row = HEADINGS,
    at: tuple[int, int] = (1, 1),
) -> Worksheet:
    """Put a case list on a sheet of its own, or below and beside what is on it."""
    sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
    assert isinstance(sheet, Worksheet)
    for down, row in enumerate((headings, *rows)):
        for right, value in enumerate(row):
            if value is not None:
                sheet.cell(at[0] + down, at[1] + right).value = value
    return sheet


def work(rows: Sequence[Row] = ROWS, title: str = "Cases") -> Workbook:
    """Make a workbook with a case list and a sheet of the officer's own."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = title
    add_list(book, title, rows)
    own = book.create_sheet("Own notes")
    own["A1"] = "Do not touch"
    own["B2"] = "=1+1"
    own["C3"] = day(3)
    return book


def cells_of(book: OpenBook, titles: Sequence[str] | None = None) -> dict[tuple[str, str], Any]:
    """Give every cell of sheets with all that can be seen of it."""
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.data_type, cell.number_format, cell.style)
        for sheet in book.worksheets
        if titles is None or sheet.title in titles
        for row in sheet.iter_rows()
        for cell in row
    }


def texts_on(book: OpenBook, title: str) -> list[str]:
    """Give the texts of a sheet, row by row."""
    sheet = book.content[title]
    assert isinstance(sheet, Worksheet)
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def titles(book: OpenBook) -> list[str]:
    return [sheet.title for sheet in book.worksheets]
