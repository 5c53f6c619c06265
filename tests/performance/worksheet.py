"""A worksheet function's Python side: serial numbers in nested tuples, as Excel sends them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np

from tests.performance.page import Group, Line, growth, shown
from tests.performance.timing import alternating
from timeliness.excel.cells import Cells, Place
from timeliness.excel.context import Context
from timeliness.excel.parsed_lists import ParsedLists
from timeliness.indicators import published_definitions
from timeliness.periods import read_period
from timeliness.rates import Rate
from timeliness.working_days import england

AS_OF = date(2011, 4, 30)
NOVEMBER = read_period("Nov 2010")
CONTEXT = Context(published_definitions(), england(), Fraction(1, 20))
NI59 = CONTEXT.definitions.indicator("NI59")
HEADINGS = ("Child ID", "Assessment type", "Date of referral", "Start date", "End date", "Team")
SIZES = (1_000, 10_000, 50_000)
MOST_OF_THE_FIRST = 0.003
"""The seconds that a first formula on 10,000 rows may take; the next may take a quarter of them."""

_EPOCH = date(1899, 12, 30)
_LIMIT = 10


def block(rows: int, *, with_texts: bool) -> Callable[[], Cells]:
    """Give what makes a list of six columns anew, each cell an object of its own as from Excel.

    A tenth is open, with a blank date; with texts, a twentieth of the dates is written as text.
    """
    chance = random.Random(rows)
    made: list[Sequence[Any]] = [HEADINGS]
    for number in range(rows):
        start = 40269 + chance.randrange(365)
        end: Any = float(start + chance.randrange(1, 20)) if chance.random() < 0.9 else None
        if with_texts and end is not None and chance.random() < 0.05:
            end = f"{_EPOCH + timedelta(days=int(end)):%d/%m/%Y}"
        kind = "Initial" if chance.random() < 0.6 else "Core"
        team = f"Team {number % 7}"
        made.append((float(10_000 + number), kind, float(start), float(start + 1), end, team))
    text = json.dumps(made)
    return lambda: tuple(map(tuple, json.loads(text)))


def ours(cells: Cells, lists: ParsedLists) -> Rate:
    """Answer a formula: read the block, check every row, measure and count a month."""
    return lists.tally(cells, Place(), NI59, CONTEXT, AS_OF).rate(NOVEMBER)


def floor(cells: Cells) -> list[Any]:
    """Make an array of each column that the figure rests on, and nothing else."""
    body = cells[1:]
    columns: list[Any] = [np.array([row[1] for row in body])]
    for place in (0, 2, 3, 4):
        values = [row[place] for row in body]
        try:
            columns.append(np.array(values, dtype=np.float64))
        except ValueError:
            columns.append(np.array(values, dtype=object))
    return columns


def by_loops(cells: Cells) -> Rate:
    """Count in plain loops with a table of working days: the same rows, the same checks."""
    table = _table()
    seen: set[tuple[Any, ...]] = set()
    first, last = (int(serial) for serial in _serials())
    in_time = completed = 0
    for row in cells[1:]:
        child, kind, referral, start, end, _team = row
        if row in seen:
            continue
        seen.add(row)
        if kind != "Initial" or end is None or referral is None:
            continue
        if isinstance(end, str):
            day, month, year = end.split("/")
            end = float((date(int(year), int(month), int(day)) - _EPOCH).days)
        if end < referral or (start is not None and end < start):
            continue
        if first <= end <= last and child is not None:
            completed += 1
            in_time += table[int(end)] - table[int(referral)] <= _LIMIT
    return Rate(in_time, completed)


def by_frame(cells: Cells) -> Rate:
    """Count through a DataFrame, as most would write it: the same rows, the same checks."""
    import pandas as pd  # noqa: PLC0415  (a short run does without)

    frame = pd.DataFrame(cells[1:], columns=cells[0])
    frame = frame.drop_duplicates()
    frame = frame[frame["Assessment type"] == "Initial"]
    for name in ("Date of referral", "Start date", "End date"):
        column = frame[name]
        days = pd.to_datetime(
            pd.to_numeric(column, errors="coerce"), unit="D", origin=pd.Timestamp(_EPOCH)
        )
        if column.dtype == object:
            texts = column[column.map(lambda cell: isinstance(cell, str))]
            days = days.fillna(pd.to_datetime(texts, format="%d/%m/%Y"))
        frame[name] = days
    frame = frame.dropna(subset=["Date of referral", "End date"])
    ends, referrals = frame["End date"], frame["Date of referral"]
    frame = frame[(ends >= referrals) & ~(ends < frame["Start date"])]
    origin = np.datetime64(_EPOCH)
    places = [
        (frame[name].to_numpy().astype("datetime64[D]") - origin).astype(np.int64)
        for name in ("End date", "Date of referral")
    ]
    table = np.array(_table())
    taken = table[places[0]] - table[places[1]]
    month = frame["End date"].dt.to_period("M") == pd.Period("2010-11")
    return Rate(int(((taken <= _LIMIT) & month.to_numpy()).sum()), int(month.sum()))


def _table() -> list[int]:
    if not _TABLE:
        calendar = england()
        count = 0
        for serial in range(45_000):
            day = _EPOCH + timedelta(days=serial)
            count += day.year >= 2005 and calendar.is_working_day(day)
            _TABLE.append(count)
    return _TABLE


def _serials() -> tuple[int, int]:
    return (NOVEMBER.start - _EPOCH).days, (NOVEMBER.end - _EPOCH).days


_TABLE: list[int] = []


@dataclass
class Held:
    """What the next runs are given, made before the clock starts.

    Attributes:
        make: makes the block of new objects.
        cells: the block that a formula is called with.
        empty: lists that know no block yet; they are held here, as the add-in goes on holding
            them when a formula has ended.
        filled: lists that know the block from other objects.
    """

    make: Callable[[], Cells]
    cells: Cells = ()
    empty: ParsedLists = field(default_factory=ParsedLists)
    filled: ParsedLists = field(default_factory=ParsedLists)

    def renew(self) -> None:
        """Let go of the last run's, make lists that know a block, and then the same block anew.

        In this order, because Excel hands a formula cells that were made right before it is
        called, long after those that an earlier formula left.
        """
        self.cells, self.empty, self.filled = (), ParsedLists(), ParsedLists()
        ours(self.make(), self.filled)
        self.cells = self.make()


def times(rows: int, *, with_texts: bool, with_frame: bool, runs: int) -> dict[str, float]:
    """Time every way on lists of a length."""
    held = Held(block(rows, with_texts=with_texts))
    held.renew()
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: ours(held.cells, held.empty),
        "second": lambda: ours(held.cells, held.filled),
        "floor": lambda: floor(held.cells),
        "loops": lambda: by_loops(held.cells),
    }
    if with_frame:
        ways["frame"] = lambda: by_frame(held.cells)
    expected = ours(held.cells, ParsedLists())
    for name, way in ways.items():
        assert name == "floor" or way() == expected, name
    found = alternating(*ways.values(), runs=runs, before=held.renew)
    return dict(zip(ways, found, strict=True))


def group(sizes: Sequence[int] = SIZES, runs: int = 11) -> Group:
    """Measure the functions on lists of several lengths."""
    lines: list[Line] = []
    plain: dict[int, dict[str, float]] = {}
    for rows in sizes:
        for with_texts in (False, True):
            found = times(rows, with_texts=with_texts, with_frame=True, runs=runs)
            dates = "some dates as text" if with_texts else "blank dates"
            work = f"first formula, {rows:,} rows, {dates}"
            lines += [
                Line(work, found["ours"], "np.array of the needed columns", found["floor"], 2.0),
                Line(work, found["ours"], "through a DataFrame", found["frame"], 0.3),
                Line(work, found["ours"], "in plain loops", found["loops"]),
                Line(
                    f"second formula, {rows:,} rows, {dates}",
                    found["second"],
                    "the first formula",
                    found["ours"],
                    0.25,
                ),
            ]
            if not with_texts:
                plain[rows] = found
            if rows == 10_000 and not with_texts:
                next_one = f"second formula, {rows:,} rows, {dates}"
                quarter = MOST_OF_THE_FIRST / 4
                lines += [
                    Line(work, found["ours"], "what it may take", MOST_OF_THE_FIRST, 1.0),
                    Line(next_one, found["second"], "a quarter of that", quarter, 1.0),
                ]
    curve = growth("a first formula", sizes, [plain[rows]["ours"] for rows in sizes])
    return Group("A worksheet function, Python side", lines, [_what(), curve, *_why(plain)])


def _what() -> str:
    return (
        "Every cell is a new object, made right before the call, as Excel sends them. The first "
        "formula reads the block, checks every row, measures all of it and keeps it for the "
        "formulas to come; the needed columns are the child, the type and three dates. The plain "
        "loops count one month and keep nothing: they cannot say where a row went, and begin anew "
        "for the next formula."
    )


def _why(plain: dict[int, dict[str, float]]) -> Iterator[str]:
    """Give the reasons of what is missed, with the numbers of this very measurement."""
    first, *_, last = plain
    few, many = plain[first], plain[last]
    fixed = few["ours"] - first * (many["ours"] - few["ours"]) / (last - first)
    yield (
        f"Why aims are missed. A list of {first:,} rows: finding the headings and about a hundred "
        f"operations on whole columns take {shown(max(fixed, 0))} however short the list is, and "
        f"the floor is no more than {shown(few['floor'])}."
    )
    for rows, found in plain.items():
        yield (
            f"{rows:,} rows: making the arrays alone takes {found['floor'] / found['frame']:.2f} "
            f"of the DataFrame's time, so that 0.30 of it leaves "
            f"{0.3 * found['frame'] / found['floor']:.2f} times the floor. The second formula "
            f"compares each of {rows * len(HEADINGS):,} cells with those that were read, "
            f"{found['second'] / rows / len(HEADINGS) * 1e9:.0f} ns a cell, because a list with "
            "one changed cell is another list; no part of that is reading or counting."
        )
    if 10_000 in plain:
        found = plain[10_000]
        yield (
            f"The {shown(MOST_OF_THE_FIRST)} for a first formula on 10,000 rows, and a quarter of "
            "them for the next, are times and not ratios, so that the machine decides as well: in "
            f"this run the two took {shown(found['ours'])} and {shown(found['second'])}, and "
            f"making the arrays alone took {shown(found['floor'])}, so that the first took "
            f"{found['ours'] / found['floor']:.2f} times that."
        )
