"""Revisions in words: the rows behind a change, named in a cell."""

from __future__ import annotations

from timeliness.revisions import named


def test_each_file_is_named_once_with_its_rows() -> None:
    assert named([]) == "none"
    assert named([("a.csv", 1200)]) == "a.csv, row 1,200"
    rows = [("a.csv", 2), ("b.xlsx, 2010", 5), ("a.csv", 9)]
    assert named(rows) == "a.csv, rows 2 and 9; b.xlsx, 2010, row 5"


def test_more_rows_than_a_cell_names_are_counted() -> None:
    rows = [("a.csv", number) for number in range(2, 25)]
    assert named(rows[:20]).endswith("20 and 21")
    assert named(rows).endswith("20 and 21; and 3 more")
