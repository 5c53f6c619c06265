"""Which months a run builds: those that were asked for, of those that the lists have figures of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeliness.periods import Period, financial_year, financial_year_of, months_between


@dataclass(frozen=True)
class Span:
    """The days from which to which lists have figures, by whole months.

    Attributes:
        first: the first day of the first month with a completion.
        last: the last day of the last one.
        quiet_years: the financial years between in which nothing was completed, each by the
            calendar year in which it begins.
    """

    first: date
    last: date
    quiet_years: frozenset[int] = frozenset()

    @property
    def quiet_message(self) -> str:
        """Say which years have no workbooks; empty where each has some."""
        if not self.quiet_years:
            return ""
        labels = [financial_year(year).label for year in sorted(self.quiet_years)]
        if len(labels) == 1:
            return f"Nothing was completed in {labels[0]}, so there are no workbooks of it."
        return (
            f"Nothing was completed in {len(labels)} financial years between {labels[0]} and "
            f"{labels[-1]}, so there are no workbooks of them: if that is not so, a date in the "
            "lists may have a wrong year."
        )


@dataclass(frozen=True)
class MonthChoice:
    """Which months to build.

    Attributes:
        first: the first of them; None for the first of the case lists.
        last: the last of them; None for the last of the case lists.
    """

    first: Period | None = None
    last: Period | None = None

    @property
    def is_one_month(self) -> bool:
        """Whether one month alone is wanted, whatever the lists hold."""
        return self.first is not None and self.first == self.last

    def months_in(self, span: Span) -> tuple[Period, ...]:
        """Give the months of lists with this span; none where they end too soon.

        Of several months those of a year without any completion are left out.
        """
        begin = self.first.start if self.first else span.first
        end = self.last.end if self.last else span.last
        months = months_between(begin, end) if begin <= end else ()
        if self.is_one_month:
            return months
        return tuple(
            month
            for month in months
            if financial_year_of(month.start).start.year not in span.quiet_years
        )
