"""The share copy as it leaves, attacked with every number that its cells show."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.harrow import november
from tests.support.workbooks import sheet_of
from tests.test_suppression import Shown, indicator_of, recovered, region, sensitive, tables
from timeliness.rates import Rate
from timeliness.workbooks.share import share_copy

Row = dict[str, object]


def copy_of(cells: list[list[Rate]], *, hide: bool = True) -> dict[str, list[Row]]:
    """Write the share copy of a table of teams and months, and read its tables back."""
    indicator = indicator_of(cells)
    summary = replace(november(), indicators=(indicator,), month=indicator.month.period)
    book = openpyxl.load_workbook(io.BytesIO(share_copy(summary, hide_small_numbers=hide)))
    found: dict[str, list[Row]] = {}
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        for table in sheet.tables.values():
            heads, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
            names = [str(head).partition(" [note")[0] for head in heads]
            found[table.displayName] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def counts(row: Row, period: str) -> Rate | None:
    """Read what a row shows of a period: all of it or nothing."""
    shown = [row[f"{period} {what}"] for what in ("in time", "completed", "rate")]
    if shown == ["[c]"] * 3:
        return None
    in_time, completed, rate = shown
    assert isinstance(in_time, int)
    assert isinstance(completed, int)
    assert rate == (pytest.approx(in_time / completed) if completed else "[z]")
    return Rate(in_time, completed)


def all_that_is_shown(cells: list[list[Rate]], copy: dict[str, list[Row]]) -> Shown:
    """List every count in the file as the months and teams that it adds up."""
    indicator = indicator_of(cells)
    last = len(cells[0])
    found: Shown = []

    def add(rate: Rate | None, first: int, end: int, team: int | None = None) -> None:
        if rate is not None:
            found.append((region(cells, first, end, team), rate))

    (month,), (year,) = copy["month"], copy["year_so_far"]
    now = indicator.month.period.label
    add(counts(month, now), last - 1, last)
    before = counts(month, indicator.previous_month.before.period.label)
    if last > 1:
        add(before, last - 2, last - 1)
    add(counts(year, f"{indicator.quarter.period.label}:"), last - 1 - (last - 1) % 3, last)
    add(counts(year, f"{indicator.year_to_date.period.label}:"), 0, last)
    if indicator.quarter_result:
        result = indicator.quarter_result.before
        rate = year[f"Q{result.period.quarter_number} result"]
        if rate != "[c]":
            # The exact rate tells the counts behind it to whoever tries.
            add(result.rate, 0, result.period.month_number)
    for place, row in enumerate(copy["NI59_months"]):
        add(counts(row, "Month"), place, place + 1)
        add(counts(row, "Year to date"), 0, place + 1)
    for row in copy["NI59_teams"]:
        team = int(str(row["Team"]).removeprefix("Team "))
        add(counts(row, now), last - 1, last, team)
        add(counts(row, indicator.year_to_date.period.label), 0, last, team)
    return found


@settings(max_examples=40, deadline=None)
@given(tables())
def test_no_hidden_count_can_be_worked_out_from_the_file(cells: list[list[Rate]]) -> None:
    shown = all_that_is_shown(cells, copy_of(cells))
    assert recovered(cells, shown) == []


SMALL = [
    [Rate(20, 30), Rate(9, 12), Rate(10, 12), Rate(12, 25), Rate(8, 9), Rate(20, 30), Rate(5, 9)],
    [Rate(10, 19), Rate(20, 26), Rate(9, 10), Rate(31, 40), Rate(7, 8), Rate(2, 3), Rate(20, 29)],
    [Rate(40, 55), Rate(14, 20), Rate(8, 8), Rate(20, 30), Rate(9, 9), Rate(9, 20), Rate(30, 44)],
]
"""Two months with few late ones, and a team with few in time in the last month."""


def test_no_sum_of_up_to_four_shown_counts_is_a_hidden_one() -> None:
    """Brute force: every sum and difference of up to four of the counts in the file."""
    shown = all_that_is_shown(SMALL, copy_of(SMALL))
    hidden = {mask.tobytes() for mask, _ in sensitive(SMALL)}
    assert len(hidden) >= 3
    masks = list({mask.tobytes(): mask for mask, _ in shown}.values())
    assert len(masks) >= 5
    for number in range(1, 5):
        for chosen in combinations(masks, number):
            for signs in product((1, -1), repeat=number):
                total = sum(
                    (sign * mask for sign, mask in zip(signs, chosen, strict=True)),
                    np.zeros(masks[0].shape),
                )
                assert (total + 0.0).tobytes() not in hidden


def test_the_brute_force_succeeds_on_a_copy_that_hides_nothing() -> None:
    shown = all_that_is_shown(SMALL, copy_of(SMALL, hide=False))
    hidden = {mask.tobytes() for mask, _ in sensitive(SMALL)}
    assert {mask.tobytes() for mask, _ in shown} & hidden
    assert recovered(SMALL, shown)


def test_a_notice_that_counts_a_short_month_is_not_on_the_share_copy() -> None:
    notice = "November 2010 has 3 completed assessments, under 80% of the 99 a month around it."
    content = share_copy(replace(november(), notices=(notice,)), hide_small_numbers=True)
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = [
        str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    ]
    assert not [text for text in texts if "3 completed assessments" in text]


def test_where_every_figure_is_hidden_no_empty_chart_is_drawn() -> None:
    def months_of(cells: list[list[Rate]]) -> Worksheet:
        indicator = indicator_of(cells)
        summary = replace(november(), indicators=(indicator,), month=indicator.month.period)
        return sheet_of(share_copy(summary, hide_small_numbers=True), indicator.label)

    def told(sheet: Worksheet) -> str:
        return " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=4))

    hidden = months_of([[Rate(1, 2), Rate(2, 3)]])
    assert not hidden._charts  # type: ignore[attr-defined]
    assert "This sheet has one table." in told(hidden)
    shown = months_of([[Rate(20, 40), Rate(20, 30)]])
    assert len(shown._charts) == 1  # type: ignore[attr-defined]
    assert "This sheet has a chart" in told(shown)
