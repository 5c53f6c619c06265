"""Enters the formulas that use our functions once more, so that Excel binds them anew.

A formula that was written by another program, or on a machine whose add-in lay elsewhere, shows
#NAME? until it is entered again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from xlwings import Book, Range

from timeliness.excel.formula_parts import calls_in
from timeliness.excel.open_cells import formulas_of, in_use


@dataclass(frozen=True)
class Refreshed:
    """What became of the formulas, each as its sheet and cell: "Rates!B2"."""

    entered: tuple[str, ...]
    refused: tuple[str, ...]


def refresh_formulas(book: Book, functions: Collection[str]) -> Refreshed:
    """Enter every formula that uses one of some functions again, and calculate.

    Args:
        book: the workbook.
        functions: the functions' names, in capitals.
    """
    entered: list[str] = []
    refused: list[str] = []
    for cell in _cells_using(book, functions):
        place = f"{cell.sheet.name}!{cell.get_address(row_absolute=False, column_absolute=False)}"
        try:
            _enter(cell)
        except Exception:  # noqa: BLE001  (each engine of xlwings refuses in its own way)
            refused.append(place)
        else:
            entered.append(place)
    if entered:
        book.app.calculate()
    return Refreshed(tuple(entered), tuple(refused))


def _cells_using(book: Book, functions: Collection[str]) -> Iterator[Range]:
    for sheet in book.sheets:
        used = in_use(sheet)
        for down, right, text in formulas_of(used):
            if not calls_in(text, functions):
                continue
            cell = used[down, right]
            if not _is_text(cell, text) and not _is_spilled_into(cell):
                yield cell


def _is_text(cell: Range, formula: str) -> bool:
    """Whether the cell holds a formula's words alone, as one that shows what to write does.

    Excel tells a text in place of the formula that is not there; entered, it would become one.
    """
    shown: object = cell.raw_value
    return shown == formula


def _is_spilled_into(cell: Range) -> bool:
    """Whether the cell only shows a part of what the formula in another cell gives."""
    if not getattr(cell.api, "HasSpill", False):
        return False
    parent = cell.api.SpillParent
    return (parent.Row, parent.Column) != (cell.row, cell.column)


def _enter(cell: Range) -> None:
    # Entered by the older way, a formula that fills several cells would be cut to one.
    if hasattr(cell.api, "Formula2"):
        cell.formula2 = cell.formula2
    else:
        cell.formula = cell.formula
