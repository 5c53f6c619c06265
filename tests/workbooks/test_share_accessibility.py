"""The share copy against the checklist for accessible spreadsheets, item by item."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.contrast import contrast
from tests.support.editing import parts_of
from tests.support.harrow import november
from tests.support.package_checks import problems_of
from timeliness.excel_names import excel_name
from timeliness.leak_check import leaks_in
from timeliness.targets import Status
from timeliness.workbooks.share import share_copy

WORDS = Path(__file__).with_name("share_words.txt")
SYMBOLS = re.compile(r"[*†‡§#@^~|<>{}•→]")
SHORTHAND = re.compile(r"\[[a-z]\]")


@lru_cache(maxsize=2)
def content(*, hide: bool = True) -> bytes:
    return share_copy(november(), hide_small_numbers=hide)


def sheets(*, hide: bool = True) -> list[Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content(hide=hide)))
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def tables() -> Iterator[tuple[Worksheet, str, list[list[Cell]]]]:
    """Give each table with its sheet, its name and its cells, the header row first."""
    for sheet in sheets():
        for table in sheet.tables.values():
            yield sheet, table.displayName, [list(row) for row in sheet[table.ref]]


def cells() -> Iterator[Cell]:
    for sheet in sheets():
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell) and cell.value is not None)


def texts() -> list[str]:
    return [cell.value for cell in cells() if isinstance(cell.value, str)]


@pytest.mark.conforms("Mark up tables", "Give tables meaningful names")
def test_what_looks_like_a_table_is_one_and_is_named_after_what_it_holds() -> None:
    names = [name for _, name, _ in tables()]
    assert names == [
        excel_name(*parts)
        for parts in [
            ["contents"],
            ["month"],
            ["year", "so", "far"],
            ["NI59", "months"],
            ["NI60", "months"],
            ["NI59", "teams"],
            ["NI60", "teams"],
            ["NI59", "benchmarks"],
            ["NI59", "benchmark", "years"],
            ["NI60", "benchmarks"],
            ["NI60", "benchmark", "years"],
            ["notes"],
        ]
    ]
    inside = {
        (sheet.title, cell.coordinate)
        for sheet, _, rows in tables()
        for row in rows
        for cell in row
    }
    outside = {
        (sheet.title, cell.coordinate)
        for sheet in sheets()
        for row in sheet.iter_rows(min_col=2)
        for cell in row
        if cell.value is not None
    }
    assert outside <= inside


@pytest.mark.conforms("Remove merged cells, split cells and nested tables")
def test_no_cells_are_merged_and_no_table_touches_another() -> None:
    assert [sheet.title for sheet in sheets() if sheet.merged_cells.ranges] == []
    assert problems_of(content()) == []


@pytest.mark.conforms(
    "Remove blank rows and columns within tables", "Leave no cell without data unexplained"
)
def test_no_cell_of_a_table_is_blank_and_each_shorthand_is_explained_on_its_sheet() -> None:
    for sheet, name, rows in tables():
        assert all(cell.value not in (None, "", "-") for row in rows for cell in row), name
        used = {
            mark
            for row in rows
            for cell in row
            for mark in SHORTHAND.findall(str(cell.value))
            if sheet.title != "Notes"
        }
        above = " ".join(
            str(row[0].value) for row in sheet.iter_rows(max_row=rows[0][0].row - 1, max_col=1)
        )
        assert all(f"{mark} =" in above for mark in used), name
    assert "[c]" in texts()


@pytest.mark.conforms("Give every table one tagged header row")
def test_every_table_has_one_header_row_of_texts_that_differ() -> None:
    for sheet, name, rows in tables():
        headings = [cell.value for cell in rows[0]]
        assert all(isinstance(heading, str) for heading in headings), name
        assert len({str(heading).casefold() for heading in headings}) == len(headings), name
        (table,) = [one for one in sheet.tables.values() if one.displayName == name]
        assert table.headerRowCount == 1
        assert [column.name for column in table.tableColumns] == headings
        assert sheet.print_title_rows == f"${rows[0][0].row}:${rows[0][0].row}"


@pytest.mark.conforms("Wrap text within cells")
def test_texts_in_tables_wrap_and_their_rows_are_tall_enough() -> None:
    for sheet, name, rows in tables():
        for cell in (cell for row in rows for cell in row if isinstance(cell.value, str)):
            assert cell.alignment.wrap_text, (name, cell.coordinate)
            width = sheet.column_dimensions[cell.column_letter].width
            lines = -(-len(str(cell.value)) // width)
            height = sheet.row_dimensions[cell.row].height or 16
            assert height >= 14 * lines - 14, (name, cell.coordinate)
            assert max(map(len, str(cell.value).split())) <= width, (name, cell.coordinate)


@pytest.mark.conforms("Avoid filters and freeze panes", "Avoid hiding rows or columns")
def test_nothing_is_filtered_frozen_or_hidden() -> None:
    for sheet in sheets():
        assert sheet.freeze_panes is None
        assert sheet.auto_filter.ref is None
        assert all(table.autoFilter is None for table in sheet.tables.values())
        assert sheet.sheet_state == "visible"
        sizes = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert not any(size.hidden for size in sizes)


@pytest.mark.conforms(
    "Use no symbols or superscript to lead to notes",
    "Use the word note when referring to one",
    "Keep note markers out of cells of data",
)
def test_markers_of_notes_are_words_in_headings_and_each_leads_to_a_note() -> None:
    notes = {str(row[0].value) for _, name, rows in tables() if name == "notes" for row in rows[1:]}
    marked = set()
    for _, _, rows in tables():
        marked |= {
            mark for cell in rows[0] for mark in re.findall(r"\[(note \d+)\]", str(cell.value))
        }
        data = [cell for row in rows[1:] for cell in row]
        assert not [cell.coordinate for cell in data if "[note" in str(cell.value)]
    assert marked
    assert marked <= notes
    assert not [cell.coordinate for cell in cells() if cell.font.vertAlign is not None]
    assert not [text for text in texts() if re.search(r"[¹²³⁴-⁹†‡*]", text)]


@pytest.mark.conforms("Put the text of notes in a table on a notes sheet")
def test_notes_are_a_table_on_their_own_sheet() -> None:
    (found,) = [(sheet, rows) for sheet, name, rows in tables() if name == "notes"]
    sheet, rows = found
    assert sheet.title == "Notes"
    assert [cell.value for cell in rows[0]] == ["Note", "Text"]
    assert [row[0].value for row in rows[1:]] == [
        f"note {number}" for number in range(1, len(rows))
    ]


@pytest.mark.conforms("Write content that is accessible")
def test_sentences_are_short_and_nothing_is_shouted() -> None:
    for text in texts():
        for sentence in re.split(r"(?<=[.;:])\s", text):
            assert len(sentence.split()) <= 35, sentence
        assert not re.search(r"\b[A-Z]{4,}\b", text), text
        assert "click here" not in text.casefold()


@pytest.mark.conforms("Make links accessible")
def test_every_link_names_the_sheet_that_it_leads_to() -> None:
    titles = [sheet.title for sheet in sheets()]
    links = [cell for cell in cells() if cell.hyperlink]
    assert [cell.value for cell in links] == titles[2:]
    for link in links:
        assert link.hyperlink is not None
        assert link.hyperlink.location == f"'{link.value}'!A1"
        assert link.font.underline == "single"


@pytest.mark.conforms("Format text so that it can be read")
def test_text_is_arial_of_12_points_or_more_and_starts_at_the_left() -> None:
    for cell in cells():
        assert cell.font.name == "Arial"
        assert cell.font.sz is not None
        assert cell.font.sz >= 12
        assert not cell.font.italic
        if isinstance(cell.value, str) and not cell.style.startswith("Header of numbers"):
            assert cell.alignment.horizontal == "left", cell.coordinate


@pytest.mark.conforms(
    "Give every sheet a descriptive, formatted title", "Use column A wisely", "Remove blank sheets"
)
def test_every_sheet_begins_with_its_own_title_and_says_what_it_holds() -> None:
    titles = []
    for sheet in sheets():
        titles.append(sheet["A1"].value)
        assert sheet["A1"].style == "Title"
        assert sheet["A1"].font.bold
        assert sheet["A1"].font.sz == 16
        assert sheet["A2"].value, sheet.title
        assert sheet.max_row > 3
        if sheet.title not in {"Cover", "Contents", "Notes"}:
            assert "one table" in str(sheet["A2"].value)
    assert len(set(titles)) == len(titles)


@pytest.mark.conforms("Avoid symbols")
def test_no_text_holds_symbols_that_a_screen_reader_stumbles_over() -> None:
    assert [text for text in texts() if SYMBOLS.search(text)] == []


@pytest.mark.conforms("Use no headers and footers, floating text boxes or toolbars")
def test_no_sheet_has_a_header_a_footer_or_a_text_box() -> None:
    for name, part in parts_of(content()).items():
        if name.startswith("xl/worksheets/sheet"):
            assert b"<oddFooter" not in part
            assert b"<oddHeader" not in part
        if name.startswith("xl/drawings/"):
            assert b"txBox" not in part
            assert b"<xdr:sp>" not in part


@pytest.mark.conforms("Use no visual devices to divide data", "Use no background fill")
def test_no_cell_has_a_fill_or_a_line_of_its_own() -> None:
    for cell in cells():
        assert cell.fill.fill_type is None, cell.coordinate
        sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
        assert not any(side and side.style for side in sides), cell.coordinate
    for sheet in sheets():
        for table in sheet.tables.values():
            assert table.tableStyleInfo is not None
            assert not table.tableStyleInfo.showRowStripes


@pytest.mark.conforms("Do not let colour alone carry a message")
def test_a_state_is_a_word_and_a_line_of_the_chart_has_a_name() -> None:
    states = {
        str(row[-1].value)
        for _, name, rows in tables()
        if name in {"month", "year_so_far"}
        for row in rows[1:]
    }
    assert {"Green", "Red"} <= states
    assert states <= {*(str(status) for status in Status), "[c]"}
    charts = [part for name, part in parts_of(content()).items() if name.startswith("xl/charts/")]
    assert len(charts) == 4
    for chart in charts:
        assert chart.count(b"<tx><strRef>") == chart.count(b"<ser>")
        # Bars of one series are named one by one instead, and ours by a word of its own.
        assert b"<legend>" in chart or (b"<barChart>" in chart and b"<cat>" in chart)
    ours = {
        str(rows[0].value) for _, name, cells in tables() if "benchmarks" in name for rows in cells
    }
    assert "Harrow (this council)" in ours


@pytest.mark.conforms("Check the contrast of colours")
def test_every_colour_of_text_stands_out_from_white() -> None:
    colours = {cell.font.color.rgb for cell in cells() if cell.font.color is not None}
    assert len(colours) >= 3
    assert all(contrast(str(colour), "FFFFFF") >= 4.5 for colour in colours)
    for name, part in parts_of(content()).items():
        if name.startswith("xl/charts/"):
            lines = re.findall(rb'<ser>.*?<a:srgbClr val="(\w{6})"', part)
            assert lines
            assert all(contrast(line.decode(), "FFFFFF") >= 3 for line in lines)


@pytest.mark.conforms("Avoid images, and describe what is drawn")
def test_there_are_no_images_and_every_chart_is_described() -> None:
    parts = parts_of(content(hide=False))
    assert not [name for name in parts if name.startswith("xl/media/")]
    drawings = [part.decode() for name, part in parts.items() if "drawings/drawing" in name]
    assert len(drawings) == 4
    for drawing, indicator in zip(drawings[2:], november().indicators, strict=True):
        (said,) = re.findall(r'descr="([^"]+)"', drawing)
        assert f"Bar chart of {indicator.label} in 2009-10, the best first." in said
        assert indicator.benchmark is not None
        assert indicator.benchmark.message in said
    for drawing, indicator in zip(drawings[:2], november().indicators, strict=True):
        (said,) = re.findall(r'descr="([^"]+)"', drawing)
        assert indicator.label in said
        assert f"{indicator.month.rate.percent}% in November 2010, up from" in said


@pytest.mark.conforms("Remove macros")
def test_there_are_no_macros_and_the_leak_check_is_passed() -> None:
    assert not [name for name in parts_of(content()) if "vba" in name.casefold()]
    assert leaks_in(content(), "share.xlsx") == ()


@pytest.mark.conforms("Give sheets unique names")
def test_sheets_are_named_after_what_they_hold() -> None:
    titles = [sheet.title for sheet in sheets()]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert not [title for title in titles if re.fullmatch(r"Sheet ?\d*", title)]


@pytest.mark.conforms(
    "Put tables against the left-hand edge",
    "Put no content below a table",
    "Avoid sheets with several tables",
)
def test_a_sheet_has_one_table_at_most_at_its_left_edge_and_nothing_below_it() -> None:
    for sheet in sheets():
        assert len(sheet.tables) <= 1
    for sheet, name, rows in tables():
        assert rows[0][0].column == 1, name
        assert rows[-1][0].row == sheet.max_row, name
        assert sheet.cell(rows[0][0].row - 1, 1).value is None, name
        for chart in vars(sheet)["_charts"]:
            bottom = chart.anchor._from.row + chart.anchor.ext.height / 360_000 / 0.53
            assert bottom <= rows[0][0].row, name


@pytest.mark.conforms("Check spelling and grammar")
def test_every_word_is_one_that_was_read_and_found_right() -> None:
    """A new word fails here, so that somebody reads it before it is published."""
    known = set(WORDS.read_text(encoding="utf-8").split())
    words = {word.casefold() for text in texts() for word in re.findall(r"[A-Za-z']{2,}", text)}
    assert sorted(words - known) == []
    for text in texts():
        assert "  " not in text
        assert " ." not in text
        assert not re.search(r"\b(\w+) \1\b", text), text


@pytest.mark.conforms("Run an accessibility checker")
@pytest.mark.parametrize("hide", [False, True])
def test_the_rules_that_excels_checker_has_for_a_file_are_met(hide: bool) -> None:
    """No text for a drawing, no header row, merged cells and a sheet without a name are errors."""
    assert problems_of(content(hide=hide)) == []
    for sheet in sheets(hide=hide):
        assert not sheet.merged_cells.ranges
        assert all(table.headerRowCount == 1 for table in sheet.tables.values())
    for name, part in parts_of(content(hide=hide)).items():
        if "drawings/drawing" in name:
            frames = re.findall(rb"<(?:\w+:)?graphicFrame[ >]", part)
            assert frames
            assert part.count(b'descr="') == len(frames)


@pytest.mark.conforms("Add document information")
def test_the_file_states_its_title_its_language_and_the_team() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(content())).properties
    assert properties.title == "Harrow: assessments completed in time, November 2010"
    assert properties.language == "en-GB"
    assert properties.creator == properties.lastModifiedBy == "Harrow performance team"


@pytest.mark.conforms("Leave the cursor in cell A1 of the first sheet")
def test_the_cursor_is_in_a1_of_the_first_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(content()))
    assert book.active is not None
    assert book.active.title == book.sheetnames[0] == "Cover"
    for sheet in sheets():
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        assert sheet.sheet_view.tabSelected == (sheet.title == "Cover")
