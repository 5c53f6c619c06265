"""Ofsted's Annex A: assessments are List 4, referrals are List 3, the other lists are others'.

List 4 gives an assessment's start and authorisation and no referral. List 3 gives the referrals
of the last six months, so that some children have one, several or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from timeliness.case_list.blocks import Block
from timeliness.case_list.case_list import CaseList, Source
from timeliness.case_list.dates import DateColumn, is_empty, read_dates
from timeliness.case_list.headings import Field, KindNames, Role
from timeliness.case_list.names import as_name
from timeliness.words import count_of
from timeliness.working_days import Dates

_LIST = re.compile(r"list[ _]?(\d{1,2})\b.*", re.IGNORECASE)
_ASSESSMENTS, _REFERRALS = 4, 3
_ROWS_SEARCHED = 20

LIST_4_KIND = "single"
"""The kind of assessment that List 4 holds."""

JOINED_HEADING = "Date of Referral (List 3)"
"""The heading under which a joined referral date is named in messages."""


@dataclass(frozen=True)
class AnnexA:
    """The two lists of an Annex A that timeliness is counted from."""

    assessments: Block
    referrals: Block | None


def find_annex_a(blocks: Sequence[Block]) -> AnnexA | None:
    """Find the lists of an Annex A among a workbook's sheets, or None where it is none.

    A workbook is an Annex A when it has a List 4 and at least one other numbered list.
    """
    numbered = {
        int(found[1]): block for block in blocks if (found := _LIST.fullmatch(block.sheet.strip()))
    }
    if _ASSESSMENTS not in numbered or len(numbered) < 2:
        return None
    return AnnexA(numbered[_ASSESSMENTS], numbered.get(_REFERRALS))


def join_referrals(
    case_list: CaseList, source: int, referrals: Block, names: KindNames
) -> CaseList:
    """Give each assessment the child's last referral on or before the assessment's start.

    Args:
        case_list: a case list that holds the assessments of List 4.
        source: the position of List 4 in its sources.
        referrals: the cells of List 3.
        names: how headings name their columns.

    Returns:
        The case list with referral dates where there are any, and a notice that says how many,
        or that List 3 could not be used.
    """
    found = _referral_days(referrals, names)
    if found is None:
        notice = (
            f"{referrals.place}: none of its first {_ROWS_SEARCHED} rows has headings for the "
            "child's identifier and the date of referral, so no referral date was taken from it."
        )
        return _with_source(case_list, source, _noticed(case_list.sources[source], notice))
    start = case_list.dates[Field.START].days
    known = case_list.dates[Field.REFERRAL]
    days = known.days.copy()
    ours = case_list.source == source
    for record in np.flatnonzero(ours & (case_list.child >= 0) & ~np.isnat(start)).tolist():
        of_child = found.get(case_list.identifier_of(record))
        if of_child is not None:
            place = int(np.searchsorted(of_child, start[record], side="right"))
            days[record] = of_child[place - 1] if place else np.datetime64("NaT")
    joined = int((~np.isnat(days[ours])).sum())
    return replace(
        _with_source(case_list, source, _with_referral_heading(case_list.sources[source], joined)),
        dates={**case_list.dates, Field.REFERRAL: DateColumn(days, known.problems)},
    )


def _referral_days(block: Block, names: KindNames) -> dict[str, Dates] | None:
    """Collect each child's referral days, in order; None where no row has the headings."""
    wanted = {Role(Field.CHILD), Role(Field.REFERRAL)}
    for position, row in enumerate(block.rows[:_ROWS_SEARCHED]):
        roles = {
            names.role_of(cell): place for place, cell in enumerate(row) if isinstance(cell, str)
        }
        if wanted <= roles.keys():
            rows = block.rows[position + 1 :]
            break
    else:
        return None
    children = [row[roles[Role(Field.CHILD)]] for row in rows]
    days = read_dates([row[roles[Role(Field.REFERRAL)]] for row in rows], block.date_system).days
    found: dict[str, list[np.datetime64]] = {}
    for child, day in zip(children, days, strict=True):
        if not is_empty(child) and not np.isnat(day):
            found.setdefault(as_name(child), []).append(day)
    return {child: np.sort(np.array(of_child)) for child, of_child in found.items()}


def _with_source(case_list: CaseList, place: int, source: Source) -> CaseList:
    sources = case_list.sources
    return replace(case_list, sources=(*sources[:place], source, *sources[place + 1 :]))


def _noticed(source: Source, notice: str) -> Source:
    return replace(source, notices=(*source.notices, notice))


def _with_referral_heading(source: Source, joined: int) -> Source:
    headings = replace(
        source.headings,
        # The date stands on another sheet: what leads to it leads to the row's first cell.
        columns={**source.headings.columns, Role(Field.REFERRAL): 0},
        texts={**source.headings.texts, Role(Field.REFERRAL): JOINED_HEADING},
    )
    notice = (
        f"{source.place}: List 3 gave a referral date to {joined:,} of "
        f"{count_of(source.records, 'assessment')}; List 4 itself holds none."
    )
    return _noticed(replace(source, headings=headings), notice)
