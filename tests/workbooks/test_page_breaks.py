"""Where printed pages end, and what they begin with."""

from __future__ import annotations

from dataclasses import replace

from tests.narrative.building import summary_of
from tests.support.workbooks import sheet_of
from timeliness.rates import Rate
from timeliness.workbooks.monthly import monthly_workbook


def test_headings_are_not_repeated_above_what_stands_below_their_table() -> None:
    summary = summary_of({"Oct 2010": Rate(3, 4), "Nov 2010": Rate(3, 4)}, "Nov 2010")
    (one,) = summary.indicators
    noted = replace(one, teams=(), teams_in_month=(), notes=("Counted from the start date.",))
    content = monthly_workbook(replace(summary, indicators=(noted,)))
    assert sheet_of(content, "NI 60").print_title_rows is None
    control = sheet_of(content, "NI 60 control chart")
    header = control[control.tables["NI60_control"].ref][0][0].row
    assert control.print_title_rows == f"${header}:${header}"
