"""A benchmark as one frozen value: a council beside its neighbours, its region and England."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from timeliness.benchmarks.figures import Rank, Symbol
from timeliness.periods import Period, financial_year
from timeliness.rates import Rate
from timeliness.trends.intervals import Standing
from timeliness.words import in_mid_sentence, listed, named_in_list, percent, percent_to_a_tenth


class Group(StrEnum):
    """What a row of a benchmark table is, in the word that the table prints."""

    US = "This council"
    NEIGHBOUR = "Neighbour"
    AVERAGE = "Average of neighbours"
    REGION = "Region"
    ENGLAND = "England"


@dataclass(frozen=True)
class BenchmarkRow:
    """A council, an average, the region or England.

    Attributes:
        code: the Department's code; empty for an average.
        name: the name; an average's says how it was made and of how many.
        group: what the row is.
        share: the share in time; None where there is none.
        rate: the counts behind it, where they are known.
        symbol: what stands in the place of a missing number.
        reason: why it is missing, in words; empty where it is not.
        previous: the share of the year before, where it was measured against the same limit.
        previous_symbol: what stands in its place where there is none.
        rank: the place among this council and its neighbours; None for others.
        difference: this share less our own; None where either is missing or the limits differ.
        basis: the limit in working days; None where no figure tells it.
        source: who published it.
        standing: how our own rate lies to it once chance is allowed for; not comparable where our
            counts are not known or the limits differ.
    """

    code: str
    name: str
    group: Group
    share: Fraction | None
    rate: Rate | None
    symbol: Symbol | None
    reason: str
    previous: Fraction | None
    previous_symbol: Symbol | None
    rank: Rank | None
    difference: Fraction | None
    basis: int | None
    source: str
    standing: Standing = Standing.NOT_COMPARABLE

    @property
    def change(self) -> Fraction | None:
        """The change on the year before; None where either year is missing."""
        if self.share is None or self.previous is None:
            return None
        return self.share - self.previous

    @property
    def change_symbol(self) -> Symbol:
        """What stands in the place of a change that is missing."""
        is_broken = self.share is not None and self.previous_symbol is Symbol.BREAK
        return Symbol.BREAK if is_broken else Symbol.NOT_AVAILABLE

    @property
    def is_fine(self) -> bool:
        """Whether enough assessments stand behind the share to show a decimal."""
        return self.rate is not None and self.rate.is_fine

    @property
    def words(self) -> str:
        """The value as a sentence has it: "71%", or why there is none."""
        if self.share is None:
            return self.reason
        return percent_to_a_tenth(self.share) if self.is_fine else percent(self.share)


@dataclass(frozen=True)
class Quarter:
    """In which quarter of England's councils ours lies: 1 is the best."""

    number: int
    of: int

    @property
    def words(self) -> str:
        """The quarter as a sentence has it."""
        name = ("best", "second best", "second lowest", "lowest")[self.number - 1]
        return f"in the {name} quarter of {self.of} councils in England with a figure"


@dataclass(frozen=True)
class YearOfBenchmarks:
    """One year of several: our share, or the symbol in its place, the averages and our rank."""

    year: Period
    us: Fraction | None
    symbol: Symbol | None
    mean: Fraction | None
    region: Fraction | None
    england: Fraction | None
    rank: Rank | None
    basis: int | None

    def is_followed_by(self, other: YearOfBenchmarks) -> bool:
        """Whether another year is the next one."""
        return other.year.start.year == self.year.start.year + 1


@dataclass(frozen=True)
class Now:
    """The council's own year to date beside a benchmark of an earlier year.

    Attributes:
        period: April to the month.
        rate: the rate at the limits in force.
        bridged: the same assessments counted against the benchmark's limit; None where that is
            the limit in force.
    """

    period: Period
    rate: Rate
    bridged: Rate | None


@dataclass(frozen=True)
class Benchmark:
    """One indicator in one year: this council, its neighbours, and what they come to.

    Attributes:
        indicator: the indicator's code.
        label: the code as people write it.
        year: the financial year of the figures.
        basis: the limit that our own figure, else most of them, was measured against.
        neighbours: the name of the neighbour set.
        region: the region's name.
        councils: this council and its neighbours, the best first, those without a value last.
        averages: the neighbours' simple mean and pooled rate, the region and England.
        ranked: how many of the councils have a place.
        quarter: where this council lies in England; None where too few are held.
        years: this year and the earlier ones held, in their order.
        good_is_high: whether the highest share is the best.
        in_force: the limit that holds now, in words, "10 working days".
        now: our own year to date; None where no case list stands behind the table.
    """

    indicator: str
    label: str
    year: Period
    basis: int
    neighbours: str
    region: str
    councils: tuple[BenchmarkRow, ...]
    averages: tuple[BenchmarkRow, ...]
    ranked: int
    quarter: Quarter | None
    years: tuple[YearOfBenchmarks, ...]
    good_is_high: bool
    in_force: str
    now: Now | None = None

    @property
    def us(self) -> BenchmarkRow:
        """This council's row."""
        return next(row for row in self.councils if row.group is Group.US)

    def rank_symbol(self, row: BenchmarkRow) -> Symbol:
        """Give what stands in the place of a row's rank; a council alone has nobody to beat."""
        if row.group not in {Group.US, Group.NEIGHBOUR}:
            return Symbol.NOT_APPLICABLE
        if row.share is None:
            return Symbol.NOT_AVAILABLE
        return Symbol.NOT_APPLICABLE if row.basis == self.basis else Symbol.BREAK

    def difference_symbol(self, row: BenchmarkRow) -> Symbol:
        """Give what stands in the place of a row's difference from this council."""
        if row.group is Group.US:
            return Symbol.NOT_APPLICABLE
        is_missing = row.share is None or self.us.share is None
        return Symbol.NOT_AVAILABLE if is_missing else Symbol.BREAK

    @property
    def year_before(self) -> Period:
        """The financial year before the benchmark's."""
        return financial_year(self.year.start.year - 1)

    @property
    def rank(self) -> Rank | None:
        """This council's rank, worked out or as published."""
        return self.us.rank

    @property
    def is_rankable(self) -> bool:
        """Whether any neighbour has a value that was measured against the same limit as ours."""
        return any(
            row.group is Group.NEIGHBOUR and row.difference is not None for row in self.councils
        )

    @property
    def top(self) -> BenchmarkRow | None:
        """The council in the first place, if one has it."""
        return next((row for row in self.councils if row.rank and row.rank.place == 1), None)

    @property
    def bottom(self) -> BenchmarkRow | None:
        """The council in the last place, if one has it."""
        ranked = [row for row in self.councils if row.rank]
        last = max((row.rank.place for row in ranked if row.rank), default=0)
        if not last or (
            ranked[0].rank and ranked[0].rank.as_published and last < ranked[0].rank.of
        ):
            return None
        return next(row for row in reversed(ranked) if row.rank and row.rank.place == last)

    @property
    def missing(self) -> tuple[BenchmarkRow, ...]:
        """The councils without a value."""
        return tuple(row for row in self.councils if row.share is None)

    @property
    def basis_words(self) -> str:
        """The benchmark's limit: "7 working days"."""
        return f"{self.basis} working days"

    @property
    def rank_sentence(self) -> str:
        """Say where this council stands, among whom, and who has no value."""
        who = f"this council and its neighbours ({self.neighbours})"
        if self.rank is None:
            said = f"{self.us.name} has no place among {who} in {self.year.label}."
        else:
            how = " as published" if self.rank.as_published else ""
            said = f"{self.us.name} is {self.rank.words}{how}, among {who}, in {self.year.label}."
        reasons = dict.fromkeys(row.reason for row in self.missing)
        for reason in reasons:
            names = listed(
                [named_in_list(row.name) for row in self.missing if row.reason == reason]
            )
            said += f" No value for {names} ({reason})."
        return said

    @property
    def standing_sentence(self) -> str:
        """Say whom we are above or below by more than chance; empty where our counts are unknown.

        An average is compared as a fixed share.
        """
        groups: dict[Standing, list[str]] = {}
        for row in (*self.councils, *self.averages):
            is_average = row.group is Group.AVERAGE
            name = f"the {in_mid_sentence(row.name)}" if is_average else named_in_list(row.name)
            groups.setdefault(row.standing, []).append(name)
        said = [
            f"{words} {listed(groups[standing])}"
            for standing, words in (
                (Standing.ABOVE, "above"),
                (Standing.BELOW, "below"),
                (Standing.NOT_CLEAR, f"{Standing.NOT_CLEAR} from"),
            )
            if standing in groups
        ]
        if not said or self.us.rate is None:
            return ""
        return (
            f"With chance allowed for (95%), {self.us.name}'s {self.us.rate.words} in "
            f"{self.year.label} is {'; '.join(said)}."
        )

    @property
    def flag(self) -> str:
        """Say that figures were measured against different limits; empty where they were not."""
        said = []
        others: dict[int, list[str]] = {}
        for row in (*self.councils, *self.averages):
            if row.basis not in {None, self.basis} and row.basis is not None:
                others.setdefault(row.basis, []).append(named_in_list(row.name))
        for days, names in sorted(others.items()):
            said.append(
                f"{listed(names)} {'was' if len(names) == 1 else 'were'} measured against {days} "
                f"working days, the others against {self.basis}, so they cannot be compared."
            )
        if self.basis_now:
            later = self.now.period.name if self.now is not None else "later ones"
            said.append(
                f"{self.year.label} figures were measured against {self.basis_words}, and {later} "
                f"against {self.basis_now}, so the two cannot be compared."
            )
        return " ".join(said)

    @property
    def now_sentence(self) -> str:
        """Say what our own list gives for the year to date; empty where there is no list."""
        if self.now is None or not self.now.rate.completed:
            return ""
        return (
            f"Our own assessments of {self.now.period.name} come to {self.now.rate.words} within "
            f"{self.in_force}."
        )

    @property
    def bridge_sentence(self) -> str:
        """Say what our own list gives at the benchmark's limit; empty where nothing is bridged."""
        if self.now is None or self.now.bridged is None or not self.now.bridged.completed:
            return ""
        return (
            f"Counted against {self.basis_words} as well, our own assessments of "
            f"{self.now.period.name} come to {self.now.bridged.words}; at the limit in force they "
            f"come to {self.now.rate.words}."
        )

    @property
    def message(self) -> str:
        """Say in one line what the chart of the councils shows."""
        said = f"{self.label}, {self.year.label}: {self.us.name} {self.us.words}"
        if self.rank is not None:
            said += f", {self.rank.words}"
        return "; ".join((said, *self._ends)) + f" (within {self.basis_words}{self._now_otherwise})"

    @property
    def _ends(self) -> list[str]:
        """Name the neighbours at the top and at the bottom; ours is said already."""
        top, bottom = self.top, self.bottom
        if top is not None and bottom is not None and top.rank == bottom.rank:
            alone = self.ranked < 2 or top.share is None
            return [] if alone else [f"all {self.ranked} with a figure have {top.words}"]
        said = []
        for end, word in ((top, "top"), (bottom, "bottom")):
            rank = end.rank if end else None
            there = [
                row
                for row in self.councils
                if rank and row.rank == rank and row.group is not Group.US and row.share is not None
            ]
            if there:
                names = listed([named_in_list(row.name) for row in there])
                said.append(f"{names} {word} with {there[0].words}")
        return said

    @property
    def basis_now(self) -> str:
        """The limit that holds now, in words; empty where it is the benchmark's."""
        return self.in_force if self.in_force != self.basis_words else ""

    @property
    def _now_otherwise(self) -> str:
        return f", now {self.basis_now}" if self.basis_now else ""

    @property
    def years_message(self) -> str:
        """Say in one line how this council's share has moved over the years held."""
        held = [(one, one.us) for one in self.years if one.us is not None]
        if len(held) < 2:
            return f"{self.label}: {self.us.name} year by year"
        (first, earliest), (last, latest) = held[0], held[-1]
        said = (
            f"{self.label}: {self.us.name} {self._shown(latest)} in {last.year.label}, against "
            f"{self._shown(earliest)} in {first.year.label}"
        )
        if len({one.basis for one, _ in held}) > 1:
            said += " (measured against different limits, so not comparable)"
        return said

    def _shown(self, share: Fraction) -> str:
        return percent_to_a_tenth(share) if self.us.is_fine else percent(share)
