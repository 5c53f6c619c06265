"""The rows of a table of published figures: their cells as text, their faults told together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from timeliness.case_list.names import as_name
from timeliness.errors import UnusableInputError
from timeliness.words import count_of

_SHOWN = 10


class RowError(Exception):
    """What is wrong with one row: the column, and a sentence without the cell's value."""


def text_of(cell: object) -> str:
    """Write a cell as a text file would have it: 310.0 is "310", and an empty one is nothing.

    Excel keeps 0.71 as a number that differs from it in the seventeenth digit; ten are kept here.
    """
    if isinstance(cell, float) and not cell.is_integer():
        return format(Decimal(f"{cell:.10g}"), "f")
    return "" if cell is None else as_name(cell)


def wrong_rows(
    place: str, faults: Sequence[tuple[int, RowError]], ending: str = ""
) -> UnusableInputError:
    """Word what is wrong with a table, the first ten rows one by one.

    Args:
        place: the table as messages name it.
        faults: the number of each wrong row with its fault.
        ending: a sentence that stands at the end, as to what became of the other rows.
    """
    lines = [f"{place}, row {number:,}: {fault}." for number, fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"And {count_of(len(faults) - _SHOWN, 'more row')} like these.")
    return UnusableInputError("\n".join([*lines, *([ending] if ending else [])]))
