"""Which sheets of ours something of the officer's refers to: formulas, names and charts.

Without the sheet they would show #REF!, and a chart would have nothing to draw.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from xlwings import Book, Sheet

from timeliness.excel.open_cells import formulas_of, in_use


def referred_to(book: Book, ours: Collection[Sheet]) -> set[str]:
    """Find the sheets of ours that something else in the workbook refers to, by their names.

    Args:
        book: the workbook.
        ours: the sheets of ours; what they say of each other does not count.
    """
    if not ours:
        return set()
    patterns = {sheet.name: _pattern(sheet) for sheet in ours}
    others = [sheet for sheet in book.sheets if sheet.name not in patterns]
    found: set[str] = set()
    for text in chain(_formulas(others), _names(book, patterns), _charts(book, others)):
        # Most formulas name neither a sheet nor a table.
        if "!" in text or "[" in text:
            found |= {name for name, pattern in patterns.items() if pattern.search(text)}
    return found


def _formulas(sheets: Collection[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        yield from (text for _, _, text in formulas_of(in_use(sheet)))


def _names(book: Book, ours: Collection[str]) -> Iterator[str]:
    for name in book.names:
        sheet = name.name.rpartition("!")[0].strip("'").replace("''", "'")
        if sheet not in ours:
            yield name.refers_to or ""


def _charts(book: Book, sheets: Collection[Sheet]) -> Iterator[str]:
    on_sheets = (one.Chart for sheet in sheets for one in _told(sheet.api.ChartObjects))
    for chart in chain(on_sheets, _told(lambda: book.api.Charts)):
        for series in _told(chart.SeriesCollection):
            # Some kinds of charts do not tell where a series comes from.
            with suppress(Exception):
                yield str(series.Formula)


def _told(ask: Callable[[], Iterable[Any]]) -> list[Any]:
    """Give what Excel tells of charts; where it refuses, no button is to fail for that."""
    try:
        return list(ask())
    except Exception:  # noqa: BLE001  (Excel refuses in its own way)
        return []


def _pattern(sheet: Sheet) -> re.Pattern[str]:
    """What names a sheet or one of its tables in a formula."""
    name = sheet.name
    quoted = re.escape(name.replace("'", "''"))
    tables = "".join(rf"|(?<![\w.']){re.escape(table.name)}\[" for table in sheet.tables)
    return re.compile(rf"'{quoted}'!|(?<![\w.']){re.escape(name)}!{tables}", re.IGNORECASE)
