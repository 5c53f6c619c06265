"""Will we make it: where the year ends if the rate holds, and what each month left must be.

A projection is arithmetic on stated assumptions and no forecast: so many assessments a month,
of which such a share in time, added to the year to date. Each value therefore carries the period
whose rate is held and the number of assessments that is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from timeliness.periods import Period, months_between, quarter_to_date, year_to_date
from timeliness.rates import PeriodRate, Rate, Tally
from timeliness.targets import Target
from timeliness.trends.intervals import CONFIDENCE, wilson
from timeliness.trends.year_end import (
    Outlook,
    RateNeeded,
    months_left_after,
    rate_needed,
    year_end,
)
from timeliness.words import capitalised, count_of, percent, percent_to_a_tenth, to_a_tenth

_STEP = Fraction(5, 100)
_VOLUME_STEP = Fraction(20, 100)


@dataclass(frozen=True)
class Volume:
    """How many assessments are assumed to be completed in each remaining month.

    Attributes:
        month_or_average: the number completed a month, as it was.
        source: when that was: "November 2010", "the year's average month so far".
        change: by what share it is assumed to grow or shrink.
    """

    month_or_average: Fraction
    source: str
    change: Fraction = Fraction(0)

    @property
    def monthly(self) -> Fraction:
        """The exact number assumed for each month."""
        return self.month_or_average * (1 + self.change)

    @property
    def basis(self) -> str:
        """Where the number comes from: "as in November 2010"."""
        if not self.change:
            return f"as in {self.source}"
        way = "more" if self.change > 0 else "fewer"
        return f"{percent(abs(self.change))} {way} than in {self.source}"

    @property
    def heading(self) -> str:
        """The number as the heading of a column: "20% more (70 a month)"."""
        way = f"{percent(abs(self.change))} {'more' if self.change > 0 else 'fewer'}"
        return (
            f"{way if self.change else capitalised(self.basis)} "
            f"({to_a_tenth(self.monthly)} a month)"
        )

    @property
    def words(self) -> str:
        """The number with its basis: "58 a month, as in November 2010", "34.4 a month, ..."."""
        return f"{to_a_tenth(self.monthly)} a month, {self.basis}"


@dataclass(frozen=True)
class Scenario:
    """The year end if one period's rate holds at one number of assessments.

    Attributes:
        held: the period whose rate holds, with its counts.
        volume: the number of assessments assumed.
        year_end: the exact share of the whole year.
        low: the year end if the rate is the lower end of the held rate's 95% Wilson interval.
        high: the year end if it is the upper end.
    """

    held: PeriodRate
    volume: Volume
    year_end: Fraction
    low: float
    high: float

    @property
    def range_words(self) -> str:
        """The range as a cell has it: "75.0% to 83.1%"."""
        low, high = Fraction(self.low), Fraction(self.high)
        return f"{percent_to_a_tenth(low)} to {percent_to_a_tenth(high)}"


@dataclass(frozen=True)
class Needed:
    """The rate needed at one number of assessments."""

    volume: Volume
    rate: RateNeeded


@dataclass(frozen=True)
class WhatIf:
    """A line of the what-if table: the year end at one rate, for each number of assessments."""

    share: Fraction
    year_ends: tuple[Fraction, ...]


@dataclass(frozen=True)
class Projection:
    """Where the year ends, on each assumption.

    Attributes:
        year_to_date: April to the month.
        months_left: how many months of the year remain.
        target: what is aimed at in the year.
        good_is_high: whether more is better.
        scenarios: for each rate held (the month's, the quarter's, the year to date's) one for
            each number of assessments (as in the month, as in the year's average month). The
            first is the month's rate and number; empty when the year is over or nothing was
            completed in it.
        needed: the rate needed at each number of assessments; empty where there are no scenarios.
        what_if_volumes: the columns of the what-if table.
        what_if: its lines.
        caveats: what stands in the way of believing it, a sentence each.
    """

    year_to_date: PeriodRate
    months_left: int
    target: Target
    good_is_high: bool
    scenarios: tuple[Scenario, ...]
    needed: tuple[Needed, ...]
    what_if_volumes: tuple[Volume, ...]
    what_if: tuple[WhatIf, ...]
    caveats: tuple[str, ...]

    @property
    def headline(self) -> Scenario | None:
        """The year end if the month's rate and number hold.

        Where nothing was completed in the month it is the first scenario that can be made, and
        None where there is none.
        """
        return self.scenarios[0] if self.scenarios else None

    @property
    def year_end(self) -> Fraction | None:
        """The year end of the headline, or what it was where the year is over; None without one."""
        if not self.months_left:
            return self.year_to_date.rate.share
        return self.headline.year_end if self.headline else None

    @property
    def headline_needed(self) -> RateNeeded:
        """The rate needed at the headline's number of assessments."""
        if self.target.share is None:
            return RateNeeded(Outlook.NO_TARGET)
        if self.needed:
            return self.needed[0].rate
        return RateNeeded(Outlook.NOTHING_COMPLETED if self.months_left else Outlook.YEAR_OVER)


EXPLANATION = (
    "If the remaining months go as the period named, the year ends here; and to end on its "
    "target, every remaining month needs the rate shown."
)
"""What a projection is, in the one sentence that an officer can say to a councillor."""

RANGE_BASIS = (
    f"The range takes the ends of the held rate's {CONFIDENCE}: it allows for the chance in that "
    "rate, not for a change in the service or in the number of assessments."
)
"""What the range of a scenario stands on."""


def project(
    counts: Tally,
    month: Period,
    target: Target,
    *,
    good_is_high: bool,
    caveats: Iterable[str] = (),
) -> Projection:
    """Project the end of the financial year from the end of a month.

    Args:
        counts: the indicator's counts.
        month: the last month of the year to date.
        target: what is aimed at in the year.
        good_is_high: whether more is better.
        caveats: what the caller knows to stand in the way; what the counts themselves show is
            added.
    """
    year = year_to_date(month)
    so_far, latest = counts.rate(year), counts.rate(month)
    left = months_left_after(month)
    volumes = _volumes(so_far, latest, month) if left else ()
    held = [
        PeriodRate(period, counts.rate(period))
        for period in _different((month, quarter_to_date(month), year))
    ]
    columns = _what_if_volumes(volumes)
    return Projection(
        year_to_date=PeriodRate(year, so_far),
        months_left=left,
        target=target,
        good_is_high=good_is_high,
        scenarios=tuple(
            scenario
            for one in held
            for volume in volumes
            if (scenario := _scenario(so_far, one, volume, left)) is not None
        ),
        needed=tuple(
            Needed(
                volume,
                rate_needed(so_far, volume.monthly * left, target.share, good_is_high=good_is_high),
            )
            for volume in volumes
        ),
        what_if_volumes=columns,
        what_if=tuple(
            WhatIf(
                share,
                tuple(year_end(so_far, volume.monthly * left, share) for volume in columns),
            )
            for share in _steps(one.rate for one in held)
            if columns
        ),
        caveats=(*caveats, *_gaps(counts, month, is_projected=bool(left and so_far.completed))),
    )


def _volumes(so_far: Rate, latest: Rate, month: Period) -> tuple[Volume, ...]:
    average = Volume(
        Fraction(so_far.completed, month.month_number), "the year's average month so far"
    )
    in_month = Volume(Fraction(latest.completed), month.name)
    both = (in_month,) if in_month.monthly == average.monthly else (in_month, average)
    return tuple(volume for volume in both if volume.monthly)


def _what_if_volumes(volumes: tuple[Volume, ...]) -> tuple[Volume, ...]:
    if not volumes:
        return ()
    first, *others = volumes
    return (
        replace(first, change=-_VOLUME_STEP),
        first,
        replace(first, change=_VOLUME_STEP),
        *others,
    )


def _different(periods: Iterable[Period]) -> list[Period]:
    """Leave out a period that has the days of an earlier one, as in April."""
    found: dict[tuple[object, object], Period] = {}
    for period in periods:
        found.setdefault((period.start, period.end), period)
    return list(found.values())


def _scenario(so_far: Rate, held: PeriodRate, volume: Volume, left: int) -> Scenario | None:
    interval = wilson(held.rate)
    if interval is None or held.rate.share is None:
        return None
    still_to_come = volume.monthly * left
    return Scenario(
        held=held,
        volume=volume,
        year_end=year_end(so_far, still_to_come, held.rate.share),
        low=float(year_end(so_far, still_to_come, Fraction(interval.low))),
        high=float(year_end(so_far, still_to_come, Fraction(interval.high))),
    )


def _steps(rates: Iterable[Rate]) -> list[Fraction]:
    """Give the rates of the what-if table: in steps of five points, up to 100%."""
    shares = [rate.share for rate in rates if rate.share is not None]
    lowest = min(shares, default=Fraction(1)) // _STEP
    return [step * _STEP for step in range(int(lowest), int(1 / _STEP) + 1)]


def _gaps(counts: Tally, month: Period, *, is_projected: bool) -> tuple[str, ...]:
    empty = [
        one
        for one in months_between(year_to_date(month).start, month.end)
        if not counts.rate(one).completed
    ]
    if not empty:
        return ()
    missing = count_of(len(empty), "month")
    year = "year so far" if months_left_after(month) else "year"
    which = empty[0].name if len(empty) == 1 else f"the first of them {empty[0].name}"
    wrong = "the projection is wrong" if is_projected else "the year's figures are wrong"
    return (
        (
            f"The list holds no completed assessment for {missing} of the {year}, {which}: if "
            f"assessments were completed then, the list is not whole and {wrong}."
        ),
    )
