"""Columns of dates written out in one of the two usual ways, read all at once.

A text file holds tens of thousands of them. What is not written exactly as dd/mm/yyyy or
yyyy-mm-dd is left to be read by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LENGTH = 10
_BLANK = " " * _LENGTH
_EMPTY = (None, "")
_FEWEST = 32
"""Below so many cells there is nothing to gain."""

_UK = ((0, 1), (3, 4), (6, 7, 8, 9), (2, 5), ord("/"))
_ISO = ((8, 9), (5, 6), (0, 1, 2, 3), (4, 7), ord("-"))
"""Where day, month, year and the signs between them stand, and which sign it is."""


def plain_days(cells: Sequence[Any]) -> tuple[NDArray[np.int64], NDArray[np.bool_]] | None:
    """Read the cells that hold a day written out in a usual way.

    Args:
        cells: texts of ten letters, and empty cells.

    Returns:
        Days since 1970, and for which cells they were read; None where a cell is of another kind
        or length.
    """
    if len(cells) < _FEWEST:
        return None
    try:
        texts = [_BLANK if cell in _EMPTY else cell for cell in cells]
        written = "".join(texts).encode("ascii")
        if set(map(len, texts)) != {_LENGTH}:
            return None
    except (TypeError, UnicodeEncodeError):
        return None
    # The letters stand column by column, so that each operation runs through memory in order.
    letters = np.ascontiguousarray(np.frombuffer(written, dtype=np.uint8).reshape(-1, _LENGTH).T)
    days = np.zeros(len(cells), dtype=np.int64)
    read = np.zeros(len(cells), dtype=np.bool_)
    for day, month, year, signs, sign in (_UK, _ISO):
        if not (letters[signs[0]] == sign).any():
            continue
        found, is_day = _days(letters, day, month, year)
        for place in signs:
            is_day &= letters[place] == sign
        np.copyto(days, found, where=is_day)
        read |= is_day
    return days, read


def _days(
    letters: NDArray[np.uint8], day: Sequence[int], month: Sequence[int], year: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the days of one way of writing, and which of them the calendar has."""
    digits = letters - np.uint8(ord("0"))
    is_day = np.ones(letters.shape[1], dtype=np.bool_)
    for place in (*day, *month, *year):
        is_day &= digits[place] <= 9
    in_month, of_year, in_era = (_number(digits, places) for places in (day, month, year))
    is_day &= (of_year >= 1) & (of_year <= 12) & (in_month >= 1)
    months = np.where(is_day, (in_era - 1970) * 12 + of_year - 1, 0)
    first, after = (
        (months + step).view("datetime64[M]").astype("datetime64[D]").view(np.int64)
        for step in (0, 1)
    )
    is_day &= in_month <= after - first
    return first + in_month - 1, is_day


def _number(digits: NDArray[np.uint8], places: Sequence[int]) -> NDArray[np.int64]:
    number = np.zeros(digits.shape[1], dtype=np.int64)
    for place in places:
        number = number * 10 + digits[place]
    return number
