"""Thousands of damaged and made-up lists: a sentence or figures that add up, never a traceback."""

from __future__ import annotations

import io
import random
import resource
import string
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.editing import packed, parts_of
from tests.support.lists import HARROW
from timeliness.case_list import Block, CaseListFile, ListOptions, read_block, read_case_list
from timeliness.errors import TimelinessError
from timeliness.indicators import published_definitions
from timeliness.measuring import Measurement, measure
from timeliness.periods import PeriodKind
from timeliness.rates import rates_by, tally

INDICATORS = tuple(published_definitions().indicators.values())
MOST_MEMORY = 1024 * 1024
"""How much more memory, in KiB, reading small damaged files may take at its height."""


def counts_that_add_up(measurement: Measurement) -> None:
    went = measurement.reconciliation
    assert went.read == went.completed + went.still_open + went.other + went.excluded
    assert len(measurement.excluded) == went.excluded
    for cohort in measurement.cohorts:
        months = rates_by(tally(cohort), PeriodKind.MONTH)
        assert sum(month.rate.completed for month in months) == cohort.reconciliation.completed


def is_one_sentence(error: TimelinessError) -> None:
    assert "\n" not in str(error)
    assert str(error).rstrip(")").endswith(".")


def read_or_say(path: Path) -> bool:
    """Read a file; whether it could be read. What cannot be read ends in one sentence."""
    try:
        case_list = read_case_list(
            [CaseListFile(path, options=ListOptions(assumed_kind="initial"))]
        )
        measurement = measure(case_list, INDICATORS, as_of=date(2026, 11, 24))
    except TimelinessError as error:
        is_one_sentence(error)
        return False
    counts_that_add_up(measurement)
    assert measurement.warnings is not None
    return True


def changed_bytes(content: bytes, chance: random.Random) -> bytes:
    """Change, double, remove or cut off some bytes."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        place = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                changed[place : place + chance.randrange(1, 40)] = b""
            case 2:
                changed[place:place] = changed[max(place - 30, 0) : place]
            case 3:
                changed[place:place] = bytes(chance.randrange(256) for _ in range(8))
            case _:
                if chance.random() < 0.1:
                    del changed[place:]
        if not changed:
            return b""
    return bytes(changed)


def changed_inside(content: bytes, chance: random.Random) -> bytes:
    """Change the bytes of one part of a package, and pack it again as a whole one."""
    parts = parts_of(content)
    name = chance.choice(sorted(parts))
    parts[name] = changed_bytes(parts[name], chance)
    return packed(parts)


def small_workbook() -> bytes:
    """A workbook with what fuzzing should meet: text dates, errors, formulas, a merged cell."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    sheet.append(["Title", None, None])
    sheet.append(["Child ID", "Type", "Date of referral", "Date started", "Date completed"])
    sheet.append([1, "Initial", date(2010, 11, 1), "02/11/2010", datetime(2010, 11, 9, 12, 30)])
    sheet.append([2, "Core", "#N/A", 40483, "=D4+3"])
    sheet.append(["3", "C&F", "31/04/2010", "2020-01-01", "-"])
    sheet.merge_cells("A1:C1")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture
def bounded_memory() -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY


def test_a_thousand_workbooks_with_bytes_changed(
    tmp_path: Path, bounded_memory: None, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2020)
    content = small_workbook()
    path = tmp_path / "list.xlsx"
    read = 0
    for number in range(1000):
        damage = changed_bytes if number % 4 == 0 else changed_inside
        path.write_bytes(damage(content, chance))
        read += read_or_say(path)
    assert 100 < read < 1000


def test_seven_hundred_texts_with_bytes_changed(tmp_path: Path, bounded_memory: None) -> None:
    chance = random.Random(65536)
    lines = (HARROW / "initial_assessments.csv").read_bytes().splitlines(keepends=True)[:40]
    content = b"".join(lines)
    path = tmp_path / "initial.csv"
    read = 0
    for _ in range(700):
        path.write_bytes(changed_bytes(content, chance))
        read += read_or_say(path)
    assert 100 < read < 700


def test_a_hundred_old_workbooks_with_bytes_changed(tmp_path: Path, bounded_memory: None) -> None:
    chance = random.Random(1904)
    heading = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    path = tmp_path / "old.xls"
    for _ in range(100):
        path.write_bytes(
            heading + bytes(chance.randrange(256) for _ in range(chance.randrange(3000)))
        )
        assert not read_or_say(path)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 60_000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.dates(date(1890, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1)),
    st.sampled_from(
        ["#N/A", "-", "31/04/2010", "01/11/2010", "11/25/2010", "=1+1", "May be 8 Jan 2000",
         "Initial", "Core", "C&F", "Total", "\x07", "x" * 40_000, "@cmd", "Date completed"]
    ),
    st.text(alphabet=string.printable, max_size=12),
)  # fmt: skip
HEADINGS = st.lists(
    st.sampled_from(
        ["Child ID", "Type", "Date of referral", "Date of new information", "Start date",
         "End date", "IA Start Date", "IA End Date", "Core Start Date", "Core End Date", "Team",
         "Notes", None]
    ),
    min_size=2,
    max_size=9,
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    HEADINGS,
    st.lists(st.lists(CELLS, max_size=9), max_size=12),
    st.integers(0, 3),
    st.dates(date(2005, 1, 1), date(2040, 12, 31)),
)
def test_any_cells_below_any_headings_add_up_or_are_refused_in_a_sentence(
    headings: list[object], rows: list[list[object]], titles: int, as_of: date
) -> None:
    block = Block([*[["A title"]] * titles, headings, *rows])
    try:
        case_list = read_block(block, ListOptions(assumed_kind="core"))
        measurement = measure(case_list, INDICATORS, as_of=as_of)
    except TimelinessError as error:
        is_one_sentence(error)
        return
    counts_that_add_up(measurement)
    filled = sum(
        any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)
        for row in rows
    )
    assert len({int(row) for row in case_list.row}) == filled


def test_a_package_never_expands_beyond_what_is_allowed_whatever_it_says(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(8):
            package.writestr(f"xl/worksheets/sheet{number}.xml", b"\x00" * (40 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert not read_or_say(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024
