"""Whatever tells a month gives one set of figures: the workbook, the share copy, the report, words.

Lists by chance are counted a second time by hand, with a limit that changes on some day, and held
against the cells and the sentences that leave the building.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TypeAlias

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.building import lines, settings, tables
from tests.narrative.building import council_of, summary_of
from tests.support.by_hand import Assessment, counts, limit_for, place
from tests.support.lists import list_of
from tests.support.workbooks import opened, table
from timeliness.case_list.names import NO_TEAM
from timeliness.documents import committee_report
from timeliness.narrative import tell
from timeliness.periods import (
    Period,
    last_quarter_result,
    month_before,
    months_between,
    quarter_to_date,
    read_month,
    year_to_date,
)
from timeliness.rates import Rate
from timeliness.summarising import measure_council, summarise
from timeliness.summary import MonthlySummary
from timeliness.words import percent, rounded_half_up, signed_points
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.share import share_copy

LISTS = 9
FIRST, LAST = date(2010, 2, 1), date(2011, 5, 31)
HEADINGS = (
    "Child ID",
    "Assessment type",
    "Date of referral",
    "Date of new information",
    "Date started",
    "Date completed",
    "Team",
)
KINDS = {"NI 59": "initial", "NI 60": "core"}
Tables: TypeAlias = dict[str, list[dict[str, object]]]

NEW_LIMIT = 20
"""The limit of core assessments from the day of the change on."""


@dataclass(frozen=True)
class Chance:
    """A list by chance, the day that it is counted as of, and the day of a new limit."""

    listed: Sequence[Assessment]
    as_of: date
    changed: date
    month: Period

    @cached_property
    def summary(self) -> MonthlySummary:
        """The month as it is summarised."""
        limits = [{"working_days": NEW_LIMIT, "from": self.changed}]
        council = council_of(
            indicators={"NI60": {"limits": limits}}, counting={"indicators": ["NI59", "NI60"]}
        )
        rows = [
            (number, one.kind, one.referral, one.new_information, one.start, one.end, one.team)
            for number, one in enumerate(self.listed)
        ]
        measurement = measure_council(council, list_of(*rows, headings=HEADINGS), self.as_of)
        return summarise(council, measurement, self.month, self.as_of)

    @cached_property
    def workbook(self) -> Tables:
        """The tables of the month's workbook, by their names."""
        return tables_of(monthly_workbook(self.summary))

    @cached_property
    def shared(self) -> Tables:
        """The tables of the share copy, by their names."""
        return tables_of(share_copy(self.summary))

    def limit(self, kind: str, end: date) -> int:
        """Give the limit of an assessment that is completed on a day."""
        return NEW_LIMIT if kind == "core" and end >= self.changed else limit_for(kind, end)

    def rate(self, label: str, period: Period, team: str = "") -> Rate:
        """Count a period by hand."""
        of_team = [one for one in self.listed if team in {"", one.team or NO_TEAM}]
        counted = counts(of_team, self.as_of, self.limit)
        months = [(one.start.year, one.start.month) for one in months_of(period)]
        found = [counted.get((KINDS[label], *month), (0, 0)) for month in months]
        return Rate(sum(n for n, _ in found), sum(of for _, of in found))

    def change(self, label: str, before: Period, now: Period) -> Fraction | str:
        """Compare two periods by hand, or give the symbol that stands where none compares."""
        days = (
            period.start + timedelta(days=number)
            for period in (before, now)
            for number in range((period.end - period.start).days + 1)
        )
        earlier, later = self.rate(label, before), self.rate(label, now)
        if len({self.limit(KINDS[label], day) for day in days}) > 1:
            return "[b]" if earlier.completed else "[z]"
        if earlier.share is None or later.share is None:
            return "[z]"
        return later.share - earlier.share


def tables_of(content: bytes) -> Tables:
    """Read every Excel table of a workbook."""
    sheets = [sheet for sheet in opened(content).worksheets if isinstance(sheet, Worksheet)]
    return {name: table(sheet, name) for sheet in sheets for name in sheet.tables}


def months_of(period: Period) -> tuple[Period, ...]:
    return months_between(period.start, period.end)


@lru_cache(maxsize=LISTS)
def by_chance(seed: int) -> Chance:
    chance = random.Random(seed)
    months = months_between(FIRST, LAST)
    empty = chance.choice(months)

    def day(first: date, most: int) -> date:
        return first + timedelta(days=chance.randrange(most))

    listed = []
    for _ in range(150):
        referral = day(FIRST, (LAST - FIRST).days)
        start, kind = day(referral, 4), chance.choice(("initial", "core"))
        end = day(start - timedelta(days=1), 25 if kind == "initial" else 60)
        listed.append(
            Assessment(
                kind,
                referral if chance.random() < 0.95 else None,
                start if chance.random() < 0.3 else None,
                start if chance.random() < 0.95 else None,
                None if end in empty or chance.random() < 0.1 else end,
                chance.choice(("East", "North", "South", None)),
            )
        )
    as_of = day(date(2010, 10, 1), 280)
    done = [one.end for one in listed if one.end and place(one, as_of) == "completed"]
    month = chance.choice(
        [one for one in months_between(min(done), max(done)) if one.start <= as_of]
    )
    # Every third list has its turn of the year, or its first or an empty month.
    if seed % 3 == 0:
        month = [read_month("Mar 2010"), read_month("Apr 2010"), empty][seed // 3 % 3]
    return Chance(listed, as_of, day(date(2010, 4, 2), 200), month)


def three(rate: Rate) -> list[object]:
    share = "[z]" if rate.value is None else pytest.approx(rate.value)
    return [rate.in_time, rate.completed, share]


def shown(change: Fraction | str) -> object:
    return change if isinstance(change, str) else pytest.approx(float(change * 100))


@pytest.fixture(params=range(LISTS))
def found(request: pytest.FixtureRequest) -> Chance:
    return by_chance(int(request.param))


def of_label(rows: Iterable[dict[str, object]], label: str) -> list[object]:
    """Give the cells of an indicator's row without the first, which names it."""
    (row,) = [row for row in rows if str(row["Indicator"]).startswith(f"{label}:")]
    return [value for name, value in row.items() if name not in {"Indicator", "Good is"}]


def months_by_hand(found: Chance, label: str) -> list[list[object]]:
    return [
        [
            one.label,
            *three(found.rate(label, one)),
            *three(found.rate(label, year_to_date(one))),
        ]
        for one in months_of(year_to_date(found.month))
    ]


def sums_by_hand(found: Chance, label: str) -> tuple[list[object], list[object]]:
    """Give the cells of the month and of the year: n, N, rate and change of each period."""
    month, year, before = found.month, year_to_date(found.month), month_before(found.month)
    result = last_quarter_result(month)
    of_month = [
        *three(found.rate(label, month)),
        *three(found.rate(label, before)),
        shown(found.change(label, before, month)),
    ]
    of_year = [
        *three(found.rate(label, quarter_to_date(month))),
        *three(found.rate(label, year)),
    ]
    if result is not None:
        change = shown(found.change(label, result, year))
        of_year += [three(found.rate(label, result))[2], change]
    return of_month, of_year


def test_the_workbook_and_the_share_copy_give_the_counts_made_by_hand(found: Chance) -> None:
    for content, month, year in (
        (found.workbook, "summary_month", "summary_year"),
        (found.shared, "month", "year_so_far"),
    ):
        for label in KINDS:
            of_month, of_year = sums_by_hand(found, label)
            assert of_label(content[month], label)[: len(of_month)] == of_month
            assert of_label(content[year], label)[: len(of_year)] == of_year
            code = label.replace(" ", "")
            rows = content[f"{code}_months"]
            assert [list(row.values())[:7] for row in rows] == months_by_hand(found, label)
            if not found.rate(label, year_to_date(found.month)).completed:
                continue
            for row in content[f"{code}_teams"]:
                team, *cells = row.values()
                periods = found.month, year_to_date(found.month)
                by_hand = [found.rate(label, period, str(team)) for period in periods]
                assert cells == [*three(by_hand[0]), *three(by_hand[1])]


def test_the_rows_add_up_and_those_left_out_are_all_listed(found: Chance) -> None:
    places = [place(one, found.as_of) for one in found.listed]
    *_, together = found.workbook["method_rows"]
    assert list(together.values())[1:] == [
        len(places),
        *(places.count(one) for one in ("completed", "open")),
        0,
        places.count("excluded"),
    ]
    assert len(found.workbook["excluded_rows"]) == places.count("excluded")


def test_a_hidden_count_is_hidden_and_any_other_is_the_one_made_by_hand(found: Chance) -> None:
    content = tables_of(share_copy(found.summary, hide_small_numbers=True))
    for label in KINDS:
        rows = content[f"{label.replace(' ', '')}_months"]
        for row, by_hand in zip(rows, months_by_hand(found, label), strict=True):
            for cell, value in zip(list(row.values())[:7], by_hand, strict=True):
                assert cell in ("[c]", value)


def test_the_report_and_the_sentences_say_the_counts_made_by_hand(found: Chance) -> None:
    figures, *others = tables(committee_report(found.summary, settings()))[-1 - len(KINDS) :]
    for narrative, row, months in zip(
        tell(found.summary).indicators, figures[1:], others, strict=True
    ):
        label, month, year = narrative.label, found.month, year_to_date(found.month)
        rates = [found.rate(label, one) for one in (month_before(month), month, year)]
        # A rate that was measured against another limit, or more than one, has it beside it.
        assert [cell.partition(" within ")[0] for cell in row[1:4]] == [
            rate.words if rate.completed else "None completed" for rate in rates
        ]
        result = last_quarter_result(month)
        change = "[q]" if result is None else found.change(label, result, year)
        not_compared = {
            "[q]": "No quarter has ended yet",
            "[b]": "Not comparable",
            "[z]": "None completed",
        }
        assert row[4] == (
            not_compared[change] if isinstance(change, str) else signed_points(change)
        )
        for cells, one in zip(months[1:], months_of(year), strict=True):
            rate = found.rate(label, one)
            share = "None completed" if rate.share is None else percent(rate.share)
            assert cells[:4] == [one.name, f"{rate.in_time}", f"{rate.completed}", share]
        said = " ".join(narrative.performance)
        for rate in rates[1:]:
            assert rate.words in said or not rate.completed
        if isinstance(change, Fraction) and rounded_half_up(abs(change) * 100):
            way = "above" if change > 0 else "below"
            assert f" {way} the Q{(month.month_number - 1) // 3} result, " in said
        elif change == "[b]":
            assert "cannot be compared" in said
            assert "highest monthly rate of the year" not in said


def test_closure_days_are_told_wherever_the_counting_is() -> None:
    closed = {"closures": [date(2010, 12, 29)]}
    summary = summary_of({"Nov 2010": Rate(3, 4)}, "Nov 2010", counting=closed)
    said = "The council's closure days are left out too: 29 Dec 2010."
    assert said in tell(summary).text
    assert said in " ".join(lines(committee_report(summary, settings())))
    for content in (monthly_workbook(summary), share_copy(summary)):
        cells = (cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row)
        assert any(said in " ".join(str(cell.value).split()) for cell in cells)
