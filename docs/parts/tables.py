"""Markdown written from rows: tables, and text that a table's cell can hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, right: int = 0) -> str:
    """Write a table.

    Args:
        headings: the heading of each column.
        rows: the cells of each row.
        right: how many of the last columns hold numbers, which stand to the right.
    """
    left = len(headings) - right
    lines = [_row(headings), _row(["---"] * left + ["---:"] * right, padded=False)]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def in_one_line(text: str) -> str:
    """Write a text of several lines in one."""
    return " ".join(text.split())


def _row(cells: Sequence[object], *, padded: bool = True) -> str:
    space = " " if padded else ""
    texts = (in_one_line(str(cell)).replace("|", r"\|") for cell in cells)
    return "|" + "|".join(f"{space}{text}{space}" for text in texts) + "|"
