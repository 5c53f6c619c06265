"""Labels at the end of lines: beside their points, and apart where the points are close."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.building import charts, settings
from tests.narrative.building import summary_of
from tests.support.workbooks import opened
from timeliness.documents import committee_report
from timeliness.narrative import label_positions
from timeliness.rates import Rate
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.share import share_copy

CLOSE = {"Apr 2010": Rate(80, 100), "May 2010": Rate(84, 100)}
APART = {"Apr 2010": Rate(40, 100), "May 2010": Rate(84, 100)}
TARGET: dict[str, Any] = {"targets": {"2010-11": {"NI60": 83}}}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.84, 0.62], ["r", "r"]),
        ([0.84, 0.825], ["t", "b"]),
        ([0.825, 0.84, None], ["b", "t", "b"]),
        ([0.84, 0.84], ["t", "b"]),
        ([0.84, None], ["r", "r"]),
        ([None, None], ["r", "r"]),
    ],
)
def test_labels_that_would_cover_one_another_stand_above_and_below(
    values: list[float | None], expected: list[str]
) -> None:
    assert label_positions(values) == expected


def positions(content: bytes, sheet: str) -> list[str]:
    found: Any = opened(content)[sheet]
    series = found._charts[0].series
    return [label.dLblPos for line in series if line.dLbls for label in line.dLbls.dLbl]


def test_the_charts_of_both_workbooks_and_of_the_report_keep_their_labels_apart() -> None:
    for counts, expected in ((CLOSE, ["t", "b"]), (APART, ["r", "r"])):
        month = summary_of(counts, "May 2010", **TARGET)
        assert positions(monthly_workbook(month), "NI 60") == expected
        assert positions(share_copy(month), "NI 60") == expected
        (chart,) = charts(committee_report(month, settings()))
        found = [place.get("val") for place in chart.iterfind(".//{*}dLbl/{*}dLblPos")]
        assert found == expected
