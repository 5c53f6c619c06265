"""Where printed pages end: tables and charts whole, headings with what they head."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.narrative.building import council_of, rows_of, summary_of
from tests.support.harrow import november
from tests.support.lists import list_of
from tests.support.workbooks import sheet_of
from timeliness.periods import months_between, read_month
from timeliness.rates import Rate
from timeliness.summarising import measure_council, summarise
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.page_breaks import Block, breaks_of
from timeliness.workbooks.printing import set_up_pages
from timeliness.workbooks.share_look import named_styles
from timeliness.workbooks.tables import TablePlace, write_heading, write_lines, write_table

PAGE = 100.0


@pytest.mark.parametrize(
    ("blocks", "breaks", "found"),
    [
        # Rows are ten high, so that ten of them fill a page.
        ([Block(3, 10, 10)], [], []),
        ([Block(3, 11, 11)], [], [2]),
        ([Block(3, 11, 11)], [4], []),
        ([Block(3, 11, 11), Block(12, 14, 14)], [], [2, 11]),
        # What is longer than a page is cut, but not before its first row.
        ([Block(8, 30, 10)], [], []),
        ([Block(9, 30, 11)], [], [8]),
        # What follows it begins a page, because pages that end by themselves are not counted on.
        ([Block(1, 15, 3), Block(16, 18, 18)], [], [15]),
        ([Block(1, 15, 3), Block(16, 18, 18)], [15], []),
    ],
)
def test_pages_end_before_what_would_be_cut(
    blocks: list[Block], breaks: list[int], found: list[int]
) -> None:
    assert breaks_of([10.0] * 30, blocks, breaks, PAGE) == found


@given(
    st.lists(st.tuples(st.lists(st.integers(5, 40), min_size=1), st.booleans()), min_size=1),
)
def test_no_block_that_fits_is_cut_and_no_page_is_empty(
    parts: list[tuple[list[int], bool]],
) -> None:
    heights = [float(height) for rows, _ in parts for height in rows]
    blocks, first = [], 1
    for rows, is_block in parts:
        if is_block:
            blocks.append(Block(first, first + len(rows) - 1, first))
        first += len(rows)
    found = breaks_of(heights, blocks, [], PAGE)
    assert 0 not in found
    assert all(before < after for before, after in pairwise(found))
    pages, used = [0], 0.0
    for row, height in enumerate(heights, start=1):
        ends = row - 1 in found or used + height > PAGE
        used = height if ends else used + height
        pages.append(pages[-1] + ends)
    for one in blocks:
        if sum(heights[one.first - 1 : one.last]) <= PAGE:
            assert pages[one.first] == pages[one.last]


def sheet_with(lines: int, rows: int) -> tuple[Worksheet, TablePlace]:
    """Make a sheet with some lines of text, a gap, a heading and a table of some rows."""
    book = Workbook()
    for style in named_styles():
        book.add_named_style(style)
    (sheet,) = book.worksheets
    row = 1
    for _ in range(lines):
        row = write_lines(sheet, row, "A line.")
    row = write_lines(sheet, write_heading(sheet, row + 1, "What was read"), "Said of it.")
    return sheet, write_table(sheet, row, ["read"], ["List"], [["one"]] * rows)


def breaks_in(sheet: Worksheet) -> list[int]:
    return [mark.id for mark in sheet.row_breaks.brk]


def test_a_table_goes_to_the_next_page_with_its_heading_and_what_is_said_of_it() -> None:
    sheet, _ = sheet_with(lines=18, rows=10)
    set_up_pages(sheet)
    assert breaks_in(sheet) == []
    sheet, table = sheet_with(lines=25, rows=10)
    set_up_pages(sheet)
    # Above the headings of the columns stand a line, the heading and the empty row.
    assert breaks_in(sheet) == [table.header_row - 4]


def test_a_table_longer_than_a_page_begins_where_its_first_row_has_room() -> None:
    for lines, is_moved in ((20, False), (31, True)):
        sheet, table = sheet_with(lines=lines, rows=60)
        set_up_pages(sheet)
        assert breaks_in(sheet) == [table.header_row - 4] * is_moved


def test_a_wide_sheet_is_printed_smaller_and_more_rows_fit() -> None:
    sheet, _ = sheet_with(lines=25, rows=10)
    sheet.column_dimensions["A"].width = 200
    set_up_pages(sheet)
    assert breaks_in(sheet) == []


def test_the_rate_needed_is_not_cut_where_the_sentences_above_it_are_long() -> None:
    counts = {
        one.name: Rate(29, 40 + place)
        for place, one in enumerate(
            months_between(read_month("Apr 2010").start, read_month("Nov 2010").end)
        )
    }
    council = council_of(targets={"2010-11": {"NI59": 83, "NI60": 87.5}})
    rows = [*rows_of(counts, "Initial"), *rows_of(counts, "Core")]
    rows += [[f"open {number}", "Core", read_month("Nov 2010").start, None] for number in range(9)]
    as_of = read_month("Nov 2010").end
    headings = ("Child ID", "Assessment type", "Date started", "Date completed")
    measurement = measure_council(council, list_of(*rows, headings=headings), as_of)
    content = monthly_workbook(summarise(council, measurement, read_month("Nov 2010"), as_of))
    sheet = sheet_of(content, "Year end")
    ends = breaks_in(sheet)
    for name in ("NI59_year_end", "NI59_rate_needed", "NI59_what_if", "NI60_rate_needed"):
        rows_of_table = [cells[0].row for cells in sheet[sheet.tables[name].ref]]
        assert not [end for end in ends if rows_of_table[0] <= end < rows_of_table[-1]]
    first = sheet[sheet.tables["NI59_rate_needed"].ref][0][0].row
    assert [end for end in ends if first - 3 <= end < first]


def test_what_was_read_is_not_parted_from_its_heading() -> None:
    summary = november()
    (first, *_) = summary.sources
    sources = tuple(replace(first, file=f"list {number}.csv") for number in range(3))
    sheet = sheet_of(monthly_workbook(replace(summary, sources=sources)), "Method")
    (heading,) = [row[0].row for row in sheet.iter_rows() if row[0].value == "What was read"]
    assert breaks_in(sheet) == [heading - 2]


def test_headings_are_not_repeated_above_what_stands_below_their_table() -> None:
    summary = summary_of({"Oct 2010": Rate(3, 4), "Nov 2010": Rate(3, 4)}, "Nov 2010")
    (one,) = summary.indicators
    noted = replace(one, teams=(), teams_in_month=(), notes=("Counted from the start date.",))
    content = monthly_workbook(replace(summary, indicators=(noted,)))
    assert sheet_of(content, "NI 60").print_title_rows is None
    control = sheet_of(content, "NI 60 control chart")
    header = control[control.tables["NI60_control"].ref][0][0].row
    assert control.print_title_rows == f"${header}:${header}"


def test_a_long_tables_headings_are_repeated_unless_another_kind_of_table_follows() -> None:
    summary = november()
    (finding, *_) = summary.excluded
    for left_out, looked_at, repeated in ((60, 60, 0), (60, 1, 0), (1, 60, 1), (1, 1, None)):
        made = replace(summary, excluded=(finding,) * left_out, warnings=(finding,) * looked_at)
        sheet = sheet_of(monthly_workbook(made), "Excluded rows")
        rows = [sheet[table.ref][0][0].row for table in sheet.tables.values()]
        wanted = None if repeated is None else f"${rows[repeated]}:${rows[repeated]}"
        assert sheet.print_title_rows == wanted
    sources = (summary.sources[0],) * 60
    method = sheet_of(monthly_workbook(replace(summary, sources=sources)), "Method")
    header = method[method.tables["method_sources"].ref][0][0].row
    assert method.print_title_rows == f"${header}:${header}"
    assert sheet_of(monthly_workbook(summary), "Method").print_title_rows is None


def test_the_lists_to_look_at_begin_a_page_after_a_long_list_of_rows_left_out() -> None:
    summary = november()
    (finding, *_) = summary.excluded
    made = replace(summary, excluded=(finding,) * 300, warnings=(finding,) * 3)
    sheet = sheet_of(monthly_workbook(made), "Excluded rows")
    first, second = (
        [cells[0].row for cells in sheet[sheet.tables[name].ref]]
        for name in ("excluded_rows", "rows_to_look_at")
    )
    assert breaks_in(sheet) == [first[-1]]
    assert second[0] == first[-1] + 3


def test_the_notes_below_a_chart_do_not_part_it_from_its_table() -> None:
    summary = november()
    notes = ("Counted from the start date.", "Another note.")
    noted = tuple(replace(one, teams=(), notes=notes) for one in summary.indicators)
    sheet = sheet_of(monthly_workbook(replace(summary, indicators=noted)), "NI 59")
    assert breaks_in(sheet) == []
