"""Builders of case lists for tests: blocks in memory, and the Harrow example on disk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from timeliness.case_list import Block, CaseList, ListOptions, read_block

ROOT = Path(__file__).parents[2]
HARROW = ROOT / "examples" / "harrow_2010_11"
HARROW_AS_OF = date(2010, 12, 6)

HEADINGS = ("Child ID", "Assessment type", "Date of referral", "Date started", "Date completed")


def block_of(*rows: Sequence[Any], headings: Sequence[Any] = HEADINGS, **place: Any) -> Block:
    """Make a block with headings above rows."""
    return Block([list(headings), *[list(row) for row in rows]], **place)


def list_of(*rows: Sequence[Any], headings: Sequence[Any] = HEADINGS, **options: Any) -> CaseList:
    """Read rows below headings as a case list."""
    return read_block(block_of(*rows, headings=headings), ListOptions(**options))


def initial(child: object, referral: object, end: object, started: object = None) -> list[object]:
    """Make a row of an initial assessment under the usual headings."""
    return [child, "Initial", referral, started, end]
