"""Records of one child held against each other: which earlier one repeats, overlaps or is open.

Each function answers for every record with the place of the other one, so that an officer is
shown both rows and need not search a long list for the second.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeliness.case_list import CaseList
from timeliness.case_list.case_list import MISSING, Positions
from timeliness.working_days import Dates

NONE = -1
"""The place that stands for no other record."""

_APART = np.int64(1_000_000)
"""More days than the calendar has."""


def repeated(case_list: CaseList) -> Positions:
    """Find for each record the first one that is equal in child, type, dates and team.

    Without an identifier two equal records may well be two children, so none repeats another.

    Returns:
        A place in the case list for each record that repeats an earlier one, or NONE.
    """
    others = np.full(len(case_list), NONE, dtype=np.int64)
    keys = case_list.children.keys
    suspects = _sharing_a_value(keys, but=MISSING)
    if not len(suspects):
        return others
    columns = [
        case_list.kind,
        *(dates.days.view(np.int64) + dates.problems for dates in case_list.dates.values()),
    ]
    # Comparing rows of many columns is slow, so that one mixed number finds those few that may be
    # equal; only they are compared in full.
    mixed = keys[suspects].astype(np.uint64)
    for column in columns:
        mixed = (mixed ^ column[suspects].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    first: dict[tuple[str, tuple[int, ...]], int] = {}
    for record in suspects[_sharing_a_value(mixed)].tolist():
        child = case_list.identifier_of(record)
        key = (child, tuple(int(column[record]) for column in (case_list.team, *columns)))
        if child and key in first:
            others[record] = first[key]
        first.setdefault(key, record)
    return others


def open_beside(child: Positions) -> Positions:
    """Find for each of some open records another one of the same child: the first there is.

    Args:
        child: the number of each one's child.

    Returns:
        A place among these records for each, or NONE.
    """
    others = np.full(len(child), NONE, dtype=np.int64)
    order = np.argsort(child, kind="stable")
    _, begins, counts = np.unique(child[order], return_index=True, return_counts=True)
    for begin, count in zip(begins[counts > 1].tolist(), counts[counts > 1].tolist(), strict=True):
        of_child = order[begin : begin + count]
        others[of_child] = of_child[0]
        others[of_child[0]] = of_child[1]
    return others


def overlapped(child: Positions, start: Dates, stop: Dates) -> Positions:
    """Find for each of some completed records an earlier one of its child that ended later.

    Args:
        child: the number of each one's child.
        start: when each started; all are known.
        stop: when each ended; all are known.

    Returns:
        For each record that starts before an earlier one of the same child had ended, the place
        of the one with the latest end, or NONE.
    """
    others = np.full(len(child), NONE, dtype=np.int64)
    order = np.lexsort((stop, start, child))
    # The latest end so far of each child: children are numbered anew and kept apart by more days
    # than the calendar has, so that a running maximum over all of them starts afresh with each.
    _, places = np.unique(child[order], return_inverse=True)
    ends = places * _APART + stop[order].view(np.int64)
    starts = places * _APART + start[order].view(np.int64)
    latest_end = np.maximum.accumulate(ends)
    ends_last = np.maximum.accumulate(np.where(ends == latest_end, np.arange(len(ends)), 0))
    overlaps = np.flatnonzero(starts[1:] < latest_end[:-1])
    others[order[overlaps + 1]] = order[ends_last[overlaps]]
    return others


def _sharing_a_value(values: NDArray[Any], but: int | None = None) -> Positions:
    """Give, in order, the places of the values that are there twice or more, but for one value."""
    ordered = np.sort(values)
    repeats = ordered[1:] == ordered[:-1]
    if not repeats.any():
        return np.zeros(0, dtype=np.int64)
    shared = ordered[1:][repeats]
    shared = shared if but is None else shared[shared != but]
    return np.flatnonzero(np.isin(values, shared)) if len(shared) else np.zeros(0, dtype=np.int64)
