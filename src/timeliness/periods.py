"""Months, quarters, years to date and financial years, and the one parser that reads them.

A financial year runs from April to March and is written "2010-11", as councils write it. The
parser serves the command line, the settings and the formulas alike; where a text could mean two
things it refuses and says how to write either.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from timeliness.errors import PeriodError
from timeliness.words import MONTHS_BY_NAME, folded_text, month_name
from timeliness.written_days import WrittenDay, written_day

_FIRST_MONTH_OF_YEAR = 4


class PeriodKind(StrEnum):
    """How long a period is, by the name that the command line uses for it."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR_TO_DATE = "ytd"
    YEAR = "year"


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole months inside one financial year; both ends are included."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def label(self) -> str:
        """The period as it is written in tables, and as the parser reads it back."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{month_name(self.end.month)[:3]} {self.end.year}"
            case PeriodKind.QUARTER if self.end < quarter_of(self.start).end:
                return f"Q{self.quarter_number} to {month_of(self.end).label}"
            case PeriodKind.QUARTER:
                return f"Q{self.quarter_number} {self.financial_year_label}"
            case PeriodKind.YEAR_TO_DATE:
                return f"YTD {month_of(self.end).label}"
            case PeriodKind.YEAR:
                return self.financial_year_label

    @property
    def name(self) -> str:
        """The period as a sentence says it."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{month_name(self.end.month)} {self.end.year}"
            case PeriodKind.QUARTER if self.end < quarter_of(self.start).end:
                so_far = f"quarter {self.quarter_number} of {self.financial_year_label}"
                return f"{so_far} up to {month_name(self.end.month)}"
            case PeriodKind.QUARTER:
                return f"quarter {self.quarter_number} of {self.financial_year_label}"
            case PeriodKind.YEAR_TO_DATE if self.start.month == self.end.month:
                return f"{month_name(self.end.month)} {self.end.year}"
            case PeriodKind.YEAR_TO_DATE if self.start.year == self.end.year:
                return f"{month_name(self.start.month)} to {month_of(self.end).name}"
            case PeriodKind.YEAR_TO_DATE:
                return f"{month_of(self.start).name} to {month_of(self.end).name}"
            case PeriodKind.YEAR:
                return self.financial_year_label

    @property
    def financial_year_label(self) -> str:
        """The financial year that the period lies in: "2010-11"."""
        first = financial_year_of(self.start).start.year
        return f"{first}-{(first + 1) % 100:02d}"

    @property
    def month_number(self) -> int:
        """The place of the period's last month in its financial year: April is 1, March 12."""
        return (self.end.month - _FIRST_MONTH_OF_YEAR) % 12 + 1

    @property
    def quarter_number(self) -> int:
        """The quarter of the financial year in which the period ends, 1 to 4."""
        return (self.month_number - 1) // 3 + 1

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end


def month_of(day: date) -> Period:
    """Give the month that a day lies in."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last), PeriodKind.MONTH)


def month_before(month: Period) -> Period:
    """Give the month before a period's first month."""
    return month_of(month.start - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """Give the quarter of the financial year that a day lies in; Q1 is April to June."""
    first = day.replace(day=1, month=day.month - (day.month - 1) % 3)
    return Period(first, month_of(first.replace(month=first.month + 2)).end, PeriodKind.QUARTER)


def quarter_to_date(month: Period) -> Period:
    """Give the quarter that a month lies in, up to the end of that month."""
    return Period(quarter_of(month.end).start, month.end, PeriodKind.QUARTER)


def financial_year_of(day: date) -> Period:
    """Give the financial year, April to March, that a day lies in."""
    first = day.year if day.month >= _FIRST_MONTH_OF_YEAR else day.year - 1
    return financial_year(first)


def financial_year(first_calendar_year: int) -> Period:
    """Give the financial year that begins in April of a calendar year: 2010 is 2010-11."""
    start = date(first_calendar_year, _FIRST_MONTH_OF_YEAR, 1)
    return Period(start, date(first_calendar_year + 1, 3, 31), PeriodKind.YEAR)


def year_to_date(month: Period) -> Period:
    """Give the financial year from April up to the end of a month."""
    return Period(financial_year_of(month.end).start, month.end, PeriodKind.YEAR_TO_DATE)


def last_quarter_result(month: Period) -> Period | None:
    """Give the year to date at the last quarter that ended before a month.

    Council reports call it "the Q2 result": it is cumulative, April to September. There is none
    in April, May and June, because the year has no finished quarter yet.
    """
    before = month_before(quarter_of(month.end))
    if before.end < financial_year_of(month.end).start:
        return None
    return year_to_date(before)


def months_between(first: date, last: date) -> tuple[Period, ...]:
    """Give every month from the one with the first day to the one with the last day."""
    months = [month_of(first)]
    while months[-1].end < last:
        months.append(month_of(months[-1].end + timedelta(days=1)))
    return tuple(months)


_NAMED_MONTH = re.compile(r"([a-z]+)[\s-]+(\d{4})")
_NUMBERED_MONTH = re.compile(r"(\d{1,2})[-/](\d{4})")
_FINANCIAL_YEAR = re.compile(r"(\d{4})[-/–](\d{2})")
_QUARTER = re.compile(r"q([1-4])[\s-]+(\d{4})[-/–](\d{2})")
_QUARTER_TO_DATE = re.compile(r"q([1-4]) to[\s-]+(.+)")
_YEAR_TO_DATE = re.compile(r"(?:ytd|year to date)(?: to)?[\s-]+(.+)")

_WAYS_TO_WRITE = (
    'Write a month as "Nov 2010", a quarter as "Q2 2010-11", a year to date as "YTD Nov 2010" '
    'and a financial year as "2010-11".'
)


def read_period(text: str | date) -> Period:
    """Read a period as officers write it.

    Args:
        text: a month ("Nov 2010", "nov-2010", "November 2010", "11/2010", "11-2010", or any day
            in it), a quarter ("Q2 2010-11"), one that is not over ("Q3 to Nov 2010"), a year to
            date ("YTD Nov 2010") or a financial year ("2010-11", "2010/11"). A date gives its
            month.

    Raises:
        PeriodError: the text is none of these, or could mean more than one.
    """
    if isinstance(text, date):
        return month_of(text.date() if isinstance(text, datetime) else text)
    folded = folded_text(text)
    if found := _YEAR_TO_DATE.fullmatch(folded):
        return year_to_date(read_month(found[1]))
    if found := _QUARTER.fullmatch(folded):
        year = _read_financial_year(found[2], found[3], text)
        first_month = _FIRST_MONTH_OF_YEAR + 3 * (int(found[1]) - 1)
        return quarter_of(date(year.start.year + (first_month > 12), (first_month - 1) % 12 + 1, 1))
    if found := _QUARTER_TO_DATE.fullmatch(folded):
        return _read_quarter_to_date(int(found[1]), read_month(found[2]), text)
    if found := _FINANCIAL_YEAR.fullmatch(folded):
        return _read_financial_year(found[1], found[2], text)
    return _read_month(folded, text)


def read_month(text: str | date) -> Period:
    """Read a period where only a month will do.

    Raises:
        PeriodError: the text is no month; a financial year such as "2010-11" is refused with
            the two ways to write what may have been meant.
    """
    period = read_period(text)
    if period.kind is PeriodKind.MONTH:
        return period
    if period.kind is PeriodKind.YEAR:
        year, tail = period.start.year, period.end.year % 100
        meant = f'"{month_name(tail)[:3]} {year}"' if 1 <= tail <= 12 else '"Nov 2010"'
        raise PeriodError(
            f'"{text}" is the financial year from April {year} to March {year + 1}, but one month '
            f"is wanted here. For a month write {meant}; for the whole year write "
            f'"Mar {year + 1}", whose year to date is {period.label}.'
        )
    raise PeriodError(
        f'"{text}" is not a single month, but one month is wanted here: write it as "Nov 2010".'
    )


def _read_quarter_to_date(number: int, month: Period, text: str) -> Period:
    found = quarter_to_date(month)
    if found.quarter_number != number:
        raise PeriodError(
            f'"{text}" names two quarters: {month.name} lies in quarter {found.quarter_number}. '
            f'Write "{found.label}", or "Q{number} {found.financial_year_label}".'
        )
    return found


def _read_financial_year(first: str, second: str, text: str) -> Period:
    year = int(first)
    if (year + 1) % 100 != int(second):
        number = int(second)
        if 1 <= number <= 12:
            raise PeriodError(
                f'"{text}" can be read in two ways. For the financial year write '
                f'"{year}-{(year + 1) % 100:02d}"; for the month write '
                f'"{month_name(number)[:3]} {year}".'
            )
        raise PeriodError(
            f'"{text}" is not a financial year: the year after {year} is written '
            f'"{year}-{(year + 1) % 100:02d}".'
        )
    return financial_year(_checked_year(year, text))


def _read_month(folded: str, text: str) -> Period:
    if found := _NAMED_MONTH.fullmatch(folded):
        number = MONTHS_BY_NAME.get(found[1])
        if number:
            return month_of(date(_checked_year(int(found[2]), text), number, 1))
    elif found := _NUMBERED_MONTH.fullmatch(folded):
        if 1 <= int(found[1]) <= 12:
            return month_of(date(_checked_year(int(found[2]), text), int(found[1]), 1))
    elif (day := written_day(folded)) and len(day[0]) == 4:
        return _month_of_day(day, text)
    raise PeriodError(f'"{text}" is not a period. {_WAYS_TO_WRITE}')


def _month_of_day(written: WrittenDay, text: str) -> Period:
    year, month, day = written
    try:
        return month_of(date(_checked_year(int(year), text), month, int(day)))
    except ValueError:
        raise PeriodError(f'"{text}" is not a day of the calendar. {_WAYS_TO_WRITE}') from None


def _checked_year(year: int, text: str) -> int:
    if not 1990 <= year <= 2100:
        raise PeriodError(f'"{text}" has the year {year}, which cannot be meant. {_WAYS_TO_WRITE}')
    return year
