"""One cell, written safely: text stays text, numbers stay numbers, none is blank by chance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.hyperlink import Hyperlink

from timeliness.rates import Rate
from timeliness.targets import Status
from timeliness.workbooks.styles import STYLE_OF_STATUS, Style, give_style

_LONGEST_TEXT = 32_767
_CUT_MARK = " [cut off here]"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Shorthand(StrEnum):
    """What stands in a cell that has no number; each sheet that uses one has its legend."""

    NOT_APPLICABLE = "[z]"
    NOT_AVAILABLE = "[x]"
    CONFIDENTIAL = "[c]"
    LOW_RELIABILITY = "[u]"
    BREAK = "[b]"

    @property
    def meaning(self) -> str:
        """The shorthand in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Shorthand.NOT_APPLICABLE: "not applicable, such as a rate when nothing was completed",
    Shorthand.NOT_AVAILABLE: "not available",
    Shorthand.CONFIDENTIAL: "confidential, a small number that is not shown",
    Shorthand.LOW_RELIABILITY: "low reliability",
    Shorthand.BREAK: "break in series: measured against different limits, so not comparable",
}


@dataclass(frozen=True)
class Points:
    """A difference of two shares, shown in whole percentage points or to one decimal."""

    difference: Fraction
    fine: bool = False


@dataclass(frozen=True)
class Link:
    """Text that leads to a cell of a sheet of the same workbook, the first one by default."""

    text: str
    sheet: str
    cell: str = "A1"


@dataclass(frozen=True)
class Strong:
    """Text that stands out by its weight, as a council's own row does among others."""

    text: str

    def __str__(self) -> str:
        """Give the text."""
        return self.text


@dataclass(frozen=True)
class RateCell:
    """The rate of a count as a percentage, with one decimal from 1,000 completed on."""

    rate: Rate


@dataclass(frozen=True)
class FineShare:
    """A share that was worked out rather than counted, as a percentage with one decimal."""

    share: Fraction | float


def share_as_set(share: Fraction) -> Fraction | FineShare:
    """Give a share that somebody set, so that a target of 87.5% is not shown as 88%.

    Args:
        share: a share that was set and not counted; one of whole per cent has no decimal.
    """
    return share if (share * 100).denominator == 1 else FineShare(share)


@dataclass(frozen=True)
class Formula:
    """A formula of ours, in a workbook that a person works in; text never becomes one.

    Attributes:
        text: the formula without its sign of equality.
        style: how its result is shown.
        shown: how many characters its result takes.
    """

    text: str
    style: Style
    shown: int = 10


@dataclass(frozen=True)
class Blank:
    """A cell that a person fills.

    Attributes:
        style: how what they write is shown.
        shown: how many characters it takes.
    """

    style: Style
    shown: int = 10


Value: TypeAlias = (
    str
    | int
    | float
    | date
    | Fraction
    | Points
    | RateCell
    | FineShare
    | Status
    | Shorthand
    | Link
    | Formula
    | Blank
    | Strong
)
"""What a cell of a table can hold; a Fraction is a share and is shown as a percentage."""


def write(cell: Cell | MergedCell, value: Value, style: Style | None = None) -> None:
    """Write a value in the style that belongs to its kind.

    Args:
        cell: the cell.
        value: what it holds.
        style: a style of the caller's choice instead, for text.
    """
    if isinstance(cell, MergedCell):
        raise TypeError(f"{cell.coordinate} is part of a merged cell, which no table may have")
    match value:
        case Status() | Shorthand() | Strong():
            _write_text(cell, str(value), _style_of(value))
        case Link():
            _write_text(cell, value.text, Style.LINK)
            quoted = value.sheet.replace("'", "''")
            # A link by its location stays within the workbook, also when the sheet is copied.
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{value.cell}")
            # Setting a hyperlink puts openpyxl's own style in place of the template's.
            give_style(cell, Style.LINK)
        case Formula():
            cell.value = f"={value.text}"
            cell.style = value.style
        case Blank():
            cell.style = value.style
        case RateCell() | Points() | Fraction() | FineShare():
            _write_share(cell, value)
        case int():
            _write_number(cell, value, style or Style.COUNT)
        case float():
            _write_number(cell, value, style or Style.DAYS_FINE)
        case date():
            cell.value = value
            give_style(cell, Style.DATE)
        case str():
            _write_text(cell, value, style or Style.ROW_LABEL)


def _style_of(value: Status | Shorthand | Strong) -> Style:
    if isinstance(value, Status):
        return STYLE_OF_STATUS[value]
    return Style.STRONG if isinstance(value, Strong) else Style.NOT_AVAILABLE


def shown_length(value: Value) -> int:
    """Estimate how many characters a value takes in its cell."""
    match value:
        case Link():
            return len(value.text)
        case Formula() | Blank():
            return value.shown
        case date():
            return 11
        case RateCell() | FineShare() | Fraction() | Points():
            return 6
        case int() | float():
            return len(f"{value:,.0f}")
        case _:
            return max((len(line) for line in str(value).splitlines()), default=0)


def safe_text(text: str) -> str:
    """Make any text fit for a cell: no control characters, no more than Excel takes."""
    clean = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(clean) > _LONGEST_TEXT:
        return clean[: _LONGEST_TEXT - len(_CUT_MARK)] + _CUT_MARK
    return clean


def _write_text(cell: Cell, text: str, style: Style) -> None:
    give_style(cell, style)
    cell.value = safe_text(text)
    # A text that begins with "=" would be taken for a formula, whoever wrote it.
    cell.data_type = "s"
    if text[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        cell.quotePrefix = True


def _write_number(cell: Cell, number: float, style: Style) -> None:
    cell.value = number
    give_style(cell, style)


def _write_share(cell: Cell, value: RateCell | Points | Fraction | FineShare) -> None:
    match value:
        case RateCell():
            _write_rate(cell, value.rate)
        case Points():
            style = Style.POINTS_FINE if value.fine else Style.POINTS
            _write_number(cell, float(value.difference * 100), style)
        case FineShare():
            _write_number(cell, float(value.share), Style.PERCENT_FINE)
        case Fraction():
            _write_number(cell, float(value), Style.PERCENT)


def _write_rate(cell: Cell, rate: Rate) -> None:
    if rate.value is None:
        _write_text(cell, Shorthand.NOT_APPLICABLE, Style.NOT_AVAILABLE)
        return
    fine = rate.is_fine
    _write_number(cell, rate.value, Style.PERCENT_FINE if fine else Style.PERCENT)
