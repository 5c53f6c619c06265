"""The numbers of the methods page: made by the product, and right where worked by hand."""

import re

import pytest
from docs.make_pages import DOCS, PARTS, without_parts
from docs.parts.methods import worked_days

from tests.docs.reading import text_of

PAGE = text_of(DOCS / "methods.md")

NAMES = re.compile(
    r"NI \d\d|Q\d|day [01]\b|100%"  # names of indicators, quarters and conventions; a whole
    r"|\d{1,2} [A-Z][a-z]+ \d{4}|\((?:[^()]*, )?\d{4}\b|, \d{4}, \"|[A-Z][a-z]+ \d{4}"
    r"|method 10|\(1 − c\)"
)
"""Numbers that are no figures: names, dates, years of sources, and the sign in a formula."""


def test_no_figure_stands_on_the_page_that_is_not_made() -> None:
    written = without_parts(PAGE)
    assert re.findall(r"[^\n]*\d[^\n]*", NAMES.sub("", written)) == []


def test_the_worked_table_of_days_is_the_one_worked_by_hand() -> None:
    assert [row[1:] for row in worked_days()] == [
        (10, 10, 11),
        (10, 13, 11),
        (10, 9, 10),
        (11, 10, 11),
        (9, 13, 10),
    ]


@pytest.mark.parametrize(
    ("part", "known"),
    [
        # Harrow's report of 18 January 2011, and what follows from its counts.
        ("intervals", ["| NI 59, November 2010 | 93% (55 of 59) | 83.8% to 97.3% |"]),
        ("intervals", ["51 of 57) | 78.9% to 95.1%", "50 of 58) | 75.1% to 92.8%"]),
        ("intervals", ["32 of 42) | 61.5% to 86.5%"]),
        ("rounding", ["| 1 | 8 | 12.500% | 13% |", "| 55 | 59 | 93.220% | 93% |"]),
        ("periods", ["375 of 475, which is 78.9%"]),
        ("needed", ["The target of 83% wants 420.81 of them in time, 214.81", "92.6%"]),
        ("projection", ["83.7% (80.6% to 85.0%)", "80.1% (75.0% to 83.1%)"]),
        # A target is met by the exact rate alone: 33 of 40 is 82.5%, shown as 83%.
        ("status", ["| 33 of 40 | 83% | 82.5% | Amber |", "| 31 of 40 | 78% | 77.5% | Red |"]),
        # (95 + 80 + 60) / 3 and (19 + 160 + 480) / (20 + 200 + 800).
        ("averages", ["78.3%", "64.6% (659 of 1020)"]),
        ("ranks", ["| Council B | 80% (160 of 200) | =2nd of 4 |", "80% (80 of 100) | =2nd of 4"]),
        # Three were late in May, so neither May nor April, which would give it, is shown.
        (
            "hiding",
            ["| 40 of 52 | no | [c] | [c] |", "| yes | [c] | 84% (78 of 93) |"],
        ),
        ("starts", ["new information (08 Nov 2010) | 10 |", "referral (01 Nov 2010) | 15 |"]),
        ("breaks", ["55% (263 of 475)", "79% (375 of 475)", "+24 percentage points"]),
        # The smallest count whose lower tail of the binomial of 10 at 3 in 4 holds 0.1%: 0.35%
        # lies at 3 or fewer, 0.04% at 2 or fewer.
        ("funnel", ["| 10 | 3 (30%) | 10 (100%) |"]),
    ],
)
def test_a_made_part_holds_what_was_worked_by_hand(part: str, known: list[str]) -> None:
    made = PARTS[part]()
    for words in known:
        assert words in made
