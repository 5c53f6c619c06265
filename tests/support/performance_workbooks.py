"""The performance workbook filled for tests: with the Harrow example, and with lists by chance."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from workbook_templates.make_performance_workbook import Content
from workbook_templates.sample_cases import Case, DateCell

from tests.support.lists import HARROW
from timeliness.case_list import CaseList, Field, read_case_list
from timeliness.case_list.case_list import MISSING
from timeliness.case_list.headings import DATE_FIELDS
from timeliness.periods import month_of, read_month
from timeliness.settings import read_council

FIRST, LAST = date(2008, 4, 1), date(2024, 12, 31)
"""The days on which cases by chance are completed: every indicator but the youngest has a limit."""

_FIRST_SINGLE = date(2013, 4, 1)
_WORDS = {
    "initial": ("Initial", "IA", "initial assessment", " Initial Assessment "),
    "core": ("Core", "CORE ASSESSMENT"),
    "single": ("Single", "C&F", "Child and Family Assessment", "cfa"),
}
_TEAMS = ("North", "South", "")


def harrow_content() -> Content:
    """Fill the workbook with the Harrow example, whose figures were published."""
    council = read_council(HARROW / "council.toml")
    return Content(
        cases=_cases_of(read_case_list(council.case_list_files)),
        month=read_month("Nov 2010"),
        settings={
            "Council": ["Harrow"],
            "Council code": [310],
            "Team": [council.settings.council.team],
            "Target for NI 59 in 2010-11": ["as high as possible"],
            "Target for NI 60 in 2010-11": [0.83],
        },
        team="Children with Disabilities",
    )


def chance_content(seed: int, *, own_counting: bool = False) -> Content:
    """Fill the workbook with a list by chance: gaps, slips, weekends and all.

    Args:
        seed: which list.
        own_counting: whether the council counts the start as day 1 and has closure days.
    """
    chance = random.Random(seed)
    cases = [_case(chance, number) for number in range(chance.randint(1, 24))]
    cases += [chance.choice(cases) for _ in range(chance.choice((0, 0, 1, 3)))]
    ends = [case[5] for case in cases if isinstance(case[5], date)] or [FIRST]
    month = month_of(max(chance.choice(ends), FIRST))
    year = month.financial_year_label
    settings: dict[str, Any] = {
        f"Target for {label} in {year}": [target]
        for label in ("NI 59", "NI 60", "CF 45")
        if (target := chance.choice((None, "as high as possible", 0.83, 83, 0.5, 1)))
    }
    closures: dict[date, str] = {}
    if own_counting:
        settings["Start counts as"] = ["day 1"]
        closures = {_day(chance, month.start): "Office closed" for _ in range(6)}
    team = chance.choice(_TEAMS)
    return Content(cases, month, settings, closures, team)


def _case(chance: random.Random, number: int) -> Case:
    """Make a case, sometimes with something missing or wrong in it."""
    kind = chance.choice(tuple(_WORDS))
    first = _FIRST_SINGLE if kind == "single" else FIRST
    end = _day(chance, first) if chance.random() < 0.7 else first
    start = end - timedelta(days=chance.choice((0, 1, 3, 9, 12, 15, 20, 48, 63, 64, 90)))
    referral = start - timedelta(days=chance.choice((0, 0, 1, 4, 30)))
    new_information = start if chance.random() < 0.2 else None
    slip = chance.random()
    if slip < 0.08:
        start = end + timedelta(days=chance.randint(1, 9))
    word = "Section 47" if slip > 0.95 else chance.choice(_WORDS[kind])
    return (
        f"Child {number}" if chance.random() < 0.9 else None,
        word,
        _spoiled(chance, referral, 0.08),
        new_information,
        _spoiled(chance, start, 0.08),
        _spoiled(chance, end, 0.12),
        chance.choice(_TEAMS),
    )


def _spoiled(chance: random.Random, day: date, gaps: float) -> DateCell:
    """Leave a date out, or put a text in its place, now and then."""
    found = chance.random()
    return None if found < gaps else "see note" if found > 0.97 else day


def _day(chance: random.Random, near: date) -> date:
    """Choose a day, often one soon after another, so that months have more than one case."""
    if chance.random() < 0.6:
        return min(near + timedelta(days=chance.randint(0, 60)), LAST)
    return near + timedelta(days=chance.randint(0, (LAST - near).days))


def _cases_of(case_list: CaseList) -> list[Case]:
    """Write a case list that was read under the headings of the workbook."""
    days = {name: case_list.dates[name].days.tolist() for name in DATE_FIELDS}
    return [
        (
            case_list.identifier_of(record),
            (case_list.kind_name(record) or "").title(),
            days[Field.REFERRAL][record],
            days[Field.NEW_INFORMATION][record],
            days[Field.START][record],
            days[Field.END][record],
            "" if case_list.team[record] == MISSING else case_list.teams[case_list.team[record]],
        )
        for record in range(len(case_list))
        if not case_list.is_note[record]
    ]
