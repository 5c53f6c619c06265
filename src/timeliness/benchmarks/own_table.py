"""Published figures from an officer's own table: a CSV, a sheet, or a block of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from timeliness.benchmarks.areas import Area, find_area
from timeliness.benchmarks.figures import (
    SYMBOLS_READ,
    PublishedFigure,
    Rank,
    Symbol,
    read_rank,
    read_symbol,
    read_year,
)
from timeliness.benchmarks.measures import PUBLISHED_ONLY
from timeliness.benchmarks.rows import RowError, text_of, wrong_rows
from timeliness.case_list.blocks import Block
from timeliness.case_list.files import read_blocks
from timeliness.errors import PeriodError, UnusableInputError
from timeliness.indicators import Definitions
from timeliness.periods import Period
from timeliness.rates import Rate
from timeliness.words import listed

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "council": ("council", "area", "local authority", "la name", "name"),
    "code": ("code", "dfe code", "la number", "old la code"),
    "indicator": ("indicator", "measure"),
    "year": ("year", "period", "financial year", "time period"),
    "value": ("value", "rate", "percentage", "per cent", "result"),
    "in_time": ("in time", "numerator"),
    "completed": ("completed", "denominator"),
    "rank": ("rank", "published rank"),
    "basis": ("basis", "limit", "working days", "limit in working days"),
    "source": ("source", "published in"),
    "reason": ("reason", "why missing", "note"),
}
_NOT_PUBLISHED = "not published here"


@dataclass(frozen=True)
class _Row:
    """A row's cells by their meaning, as text; a number of a cell keeps its digits."""

    number: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.cells.get(name, "")


def figures_from_file(path: Path, definitions: Definitions) -> tuple[PublishedFigure, ...]:
    """Read published figures from a CSV file or a workbook; every sheet of it must be such a table.

    Raises:
        UnusableInputError: the file cannot be read, lacks a column, or has rows that are wrong.
    """
    blocks = read_blocks(path)
    found = [figure for block in blocks for figure in read_own_table(block, definitions)]
    if len({figure.key for figure in found}) < len(found):
        raise UnusableInputError(
            f"{path.name}: two sheets have a figure for the same council, indicator and year; keep "
            "one of the two."
        )
    return tuple(found)


def read_own_table(block: Block, definitions: Definitions) -> tuple[PublishedFigure, ...]:
    """Read published figures from a table with one row for each.

    Args:
        block: the cells, headings in the first row: council or code, indicator, year, and a value
            (or in time and completed, or a rank as published); basis, source and the reason for a
            missing value where they are known.
        definitions: the indicators, whose limits tell the basis where no column does.

    Raises:
        UnusableInputError: a column is missing, or rows are wrong; each of the first ten is named
            with its row and column.
    """
    columns = _columns(block)
    rows = [
        _Row(block.row_number(place), {name: _text(cells, at) for name, at in columns.items()})
        for place, cells in enumerate(block.rows[1:], start=1)
    ]
    rows = [row for row in rows if any(row.cells.values())]
    are_shares = _are_shares([row.text("value") for row in rows])
    figures: dict[tuple[str, str, int], tuple[int, PublishedFigure]] = {}
    faults = []
    for row in rows:
        try:
            figure = _figure(row, definitions, block.file, are_shares=are_shares)
            if figure.key in figures:
                first = figures[figure.key][0]
                raise RowError(
                    f"the council has a figure for this indicator and year in row {first:,} "
                    "already; keep one of the two"
                )
            figures[figure.key] = row.number, figure
        except RowError as error:
            faults.append((row.number, error))
    if faults:
        raise wrong_rows(block.place, faults)
    return tuple(figure for _, figure in figures.values())


def _columns(block: Block) -> dict[str, int]:
    headings = [_folded(cell) for cell in (block.rows[0] if block.rows else ())]
    found: dict[str, int] = {}
    for name, words in _HEADINGS.items():
        at = [place for place, heading in enumerate(headings) if heading in words]
        if len(at) > 1:
            raise UnusableInputError(
                f'{block.place}: two columns can be the {words[0]} ("{block.rows[0][at[0]]}" and '
                f'"{block.rows[0][at[1]]}"); rename one of them.'
            )
        if at:
            found[name] = at[0]
    lacks = [
        words
        for words, names in (
            ("Council (or Code)", {"council", "code"}),
            ("Indicator", {"indicator"}),
            ("Year", {"year"}),
            ("Value (or In time with Completed, or Rank)", {"value", "in_time", "rank"}),
        )
        if names.isdisjoint(found)
    ]
    if lacks:
        raise UnusableInputError(
            f"{block.place} lacks the column {listed(lacks)}, so it is no table of published "
            "figures. Put the headings into its first row, one row for each figure below."
        )
    return found


def _figure(
    row: _Row,
    definitions: Definitions,
    file: str,
    *,
    are_shares: bool | None,
) -> PublishedFigure:
    indicator = row.text("indicator").replace(" ", "").upper()
    if indicator not in definitions.indicators and indicator not in PUBLISHED_ONLY:
        known = listed([*definitions.indicators, *PUBLISHED_ONLY])
        raise RowError(f"column Indicator: this is not one of {known}")
    try:
        year = read_year(row.text("year"))
    except PeriodError:
        raise RowError('column Year: write the financial year as "2009-10"') from None
    symbol = read_symbol(row.text("value"))
    rate = _rate(row)
    share = None if symbol else _share(row.text("value"), are_shares=are_shares)
    if rate is not None and rate.share is not None:
        if share is not None and abs(share - rate.share) > Fraction(1, 100):
            raise RowError(
                "the value is not In time divided by Completed; mend one of them, or leave the "
                "value empty to have it worked out"
            )
        share = rate.share
    rank = _rank(row)
    if share is not None:
        symbol = None
    elif symbol is None:
        symbol = Symbol.NOT_AVAILABLE
    return PublishedFigure(
        area=_area(row).code,
        indicator=indicator,
        year=year,
        share=share,
        rate=rate if share is not None else None,
        symbol=symbol,
        basis=_basis(row, indicator, year, definitions),
        source=row.text("source") or file,
        rank=rank,
        reason="" if share is not None else _reason(row, symbol),
    )


def _area(row: _Row) -> Area:
    by_code = find_area(row.text("code")) if row.text("code") else None
    by_name = find_area(row.text("council")) if row.text("council") else None
    if row.text("code") and by_code is None:
        raise RowError(
            "column Code: this is the code of no council or region; Harrow's, for one, is 310"
        )
    if by_code is not None and by_name is not None and by_code != by_name:
        raise RowError(
            f"the name and the code belong to two councils ({by_name.name} and {by_code.name}); "
            "mend one of them"
        )
    found = by_code or by_name
    if found is None:
        raise RowError(
            "column Council: this is no council or region that is known; write the name as the "
            "Department does, or its number such as 310 in a column Code"
        )
    return found


def _share(text: str, *, are_shares: bool | None) -> Fraction | None:
    if not text:
        return None
    is_percent = text.endswith("%")
    number = _number(text.removesuffix("%").strip())
    if number is None:
        raise RowError(
            f"column Value: this is neither a percentage such as 71% nor one of {SYMBOLS_READ}"
        )
    if not is_percent and are_shares is None and 0 < number <= 1:
        raise RowError(
            "column Value: this could be a percentage or a share; write the percent sign with it"
        )
    share = number if are_shares and not is_percent else number / 100
    if not 0 <= share <= 1:
        raise RowError("column Value: a percentage lies between 0 and 100")
    return share


def _are_shares(values: Sequence[str]) -> bool | None:
    """Tell whether a column's bare numbers are shares (0.71), as percentages in Excel's cells are.

    Returns:
        True where none is above 1 and one lies between 0 and 1, False where all are 0 or above 1,
        None where they are mixed or it cannot be told.
    """
    numbers = [number for text in values if (number := _number(text)) is not None]
    between = any(0 < number < 1 for number in numbers)
    above = any(number > 1 for number in numbers)
    if between and not above:
        return True
    return None if between or any(number == 1 for number in numbers) else False


def _rate(row: _Row) -> Rate | None:
    texts = row.text("in_time"), row.text("completed")
    if not any(texts) or any(read_symbol(text) for text in texts):
        return None
    if not all(texts):
        raise RowError("In time and Completed belong together; fill in both or neither")
    numbers = [_number(text) for text in texts]
    in_time, completed = (
        int(number) if number is not None and number >= 0 and number.denominator == 1 else None
        for number in numbers
    )
    if in_time is None or completed is None:
        raise RowError("columns In time and Completed: counts are whole numbers from 0 up")
    if in_time > completed:
        raise RowError("more were in time than were completed; mend In time or Completed")
    return Rate(in_time, completed)


def _rank(row: _Row) -> Rank | None:
    text = row.text("rank")
    if not text:
        return None
    rank = read_rank(text)
    if rank is None:
        raise RowError('column Rank: write a rank with the number of councils, as "third of 11"')
    return rank


def _basis(row: _Row, indicator: str, year: Period, definitions: Definitions) -> int:
    found = re.match(r"\d+", row.text("basis"))
    if found and 0 < int(found[0]) <= 260:
        return int(found[0])
    if row.text("basis"):
        raise RowError("column Basis: write the limit in working days, such as 7")
    if indicator in PUBLISHED_ONLY:
        return PUBLISHED_ONLY[indicator].working_days
    limits = {limit.working_days for limit in definitions.indicators[indicator].limits_in(year)}
    if len(limits) != 1:
        raise RowError(
            f"{indicator} has no one limit in {year.label}; add a column Basis with the limit in "
            "working days that the figure was measured against"
        )
    return limits.pop()


def _reason(row: _Row, symbol: Symbol | None) -> str:
    if row.text("reason"):
        return row.text("reason")
    return _NOT_PUBLISHED if symbol in {None, Symbol.NOT_AVAILABLE} else symbol.meaning


def _text(cells: Sequence[Any], at: int) -> str:
    return text_of(cells[at]) if at < len(cells) else ""


def _number(text: str) -> Fraction | None:
    plain = text.replace(",", "")
    return Fraction(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def _folded(cell: object) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", str(cell or "").casefold()).split())
