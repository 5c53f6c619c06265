"""A template is read once; a copy of it is the template in every part."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.support.harrow import november
from tests.support.lists import ROOT
from timeliness.workbooks import copying, template
from timeliness.workbooks.copying import fresh_copy
from timeliness.workbooks.monthly import monthly_workbook

TEMPLATES = sorted((ROOT / "workbook_templates").glob("*.xlsx"))

LOOK = (
    "style",
    "number_format",
    "font",
    "fill",
    "border",
    "alignment",
    "protection",
    "quotePrefix",
)


def parts(book: Workbook) -> dict[str, bytes]:
    """Save a workbook and give its parts without the clock's stamp."""
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as package:
        names = [name for name in package.namelist() if name != "docProps/core.xml"]
        return {name: package.read(name) for name in names}


def furnished() -> bytes:
    """Make a workbook with one of everything that an officer's template may hold."""
    book = Workbook()
    sheet = book.worksheets[0]
    book.add_named_style(NamedStyle("House", font=Font(bold=True, color="12436D")))
    for row in range(1, 6):
        sheet.append([f"Row {row}", row, row / 7] if row > 1 else ["Month", "Count", "Share"])
    sheet["A1"].style = "House"
    sheet["B2"].comment = Comment("Why", "Performance team")
    sheet["C3"].hyperlink = "#'Sheet'!A1"
    sheet.merge_cells("E1:F2")
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions.group("D", "F", hidden=True)
    sheet.row_dimensions[3].height = 41
    sheet.freeze_panes = "A2"
    sheet.sheet_properties.tabColor = "801650"
    sheet.print_title_rows = "1:1"
    fill = PatternFill(bgColor="FFEEAA", fill_type="solid")
    rule = Rule(
        type="cellIs", operator="greaterThan", formula=["3"], dxf=DifferentialStyle(fill=fill)
    )
    sheet.conditional_formatting.add("B1:B5", rule)
    choice = DataValidation(type="list", formula1='"Yes,No"')
    choice.add("D2")
    sheet.add_data_validation(choice)
    sheet.add_table(Table(displayName="Rows", ref="A1:C5"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "H2")
    book.defined_names["place"] = DefinedName("place", attr_text="Sheet!$A$3")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def looks(book: Workbook) -> list[object]:
    """Save a workbook and give what each cell then holds and how it looks."""
    saved = io.BytesIO()
    book.save(saved)
    return [
        (sheet.title, cell.coordinate, cell.value, *(repr(getattr(cell, part)) for part in LOOK))
        for sheet in load_workbook(saved).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_copy_of_each_template_is_the_template(path: Path) -> None:
    content = path.read_bytes()
    copied, read = fresh_copy(content), load_workbook(io.BytesIO(content))
    assert looks(copied) == looks(read)
    # A workbook that was read writes some of its styles twice, so that their numbers may differ.
    unnumbered = [
        {name: re.sub(rb' s="\d+"', b"", part) for name, part in parts(book).items()}
        for book in (copied, read)
    ]
    for of_book in unnumbered:
        del of_book["xl/styles.xml"]
    assert unnumbered[0] == unnumbered[1]


def test_the_months_workbook_is_the_same_from_a_copy_to_the_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    summary = november()
    from_copy = monthly_workbook(summary)
    monkeypatch.setattr(template, "fresh_copy", lambda content: load_workbook(io.BytesIO(content)))
    assert monthly_workbook(summary) == from_copy


def test_a_copy_has_everything_that_a_template_may_hold() -> None:
    content = furnished()
    read, copied = load_workbook(io.BytesIO(content)), fresh_copy(content)
    assert parts(copied) == parts(read)
    sheet = copied.worksheets[0]
    # What is not there yet is made as it is in a workbook that was read.
    sheet.column_dimensions["M"].width = 12
    sheet.row_dimensions[9].height = 30
    read.worksheets[0].column_dimensions["M"].width = 12
    read.worksheets[0].row_dimensions[9].height = 30
    assert parts(copied) == parts(read)


def test_a_logo_is_copied_with_its_picture() -> None:
    book = Workbook()
    book.worksheets[0].add_image(Image(str(next((ROOT / "docs" / "pictures").glob("*.png")))), "B2")
    saved = io.BytesIO()
    book.save(saved)
    content = saved.getvalue()
    first = parts(fresh_copy(content))
    assert any(name.startswith("xl/media/") for name in first)
    assert parts(fresh_copy(content)) == first


def test_filling_one_copy_changes_no_other_and_the_file_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = furnished()
    untouched = parts(fresh_copy(content))
    monkeypatch.setattr(copying, "load_workbook", None)
    filled = fresh_copy(content)
    sheet = filled.worksheets[0]
    sheet["A1"] = "Filled"
    sheet["B3"].style = "House"
    sheet.column_dimensions["A"].width = 7
    filled.remove(sheet)
    assert parts(fresh_copy(content)) == untouched
