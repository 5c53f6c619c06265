"""A limit that changes within a year: every figure that mixes the two says so where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.building import charts, lines, settings, tables
from tests.narrative.building import summary_of
from tests.narrative.test_telling import CHANGED_IN_AUGUST
from tests.support.commands import code_of
from tests.support.editing import parts_of
from tests.support.package_checks import problems_of, schema_problems_of
from tests.support.workbooks import opened, table_in
from timeliness.documents import committee_report
from timeliness.narrative import headline, tell
from timeliness.rates import Rate
from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.share import share_copy

COUNTS = {
    "Apr 2010": Rate(1, 4),
    "May 2010": Rate(2, 4),
    "Jun 2010": Rate(3, 4),
    "Jul 2010": Rate(2, 4),
    "Aug 2010": Rate(4, 4),
    "Sep 2010": Rate(3, 4),
    "Oct 2010": Rate(4, 4),
    "Nov 2010": Rate(4, 4),
}
BOTH = "35 working days, then 45 working days"
MIXED = (
    f"OWN: quarter 2 of 2010-11 and April to September 2010 were measured against {BOTH}, so their "
    "figures mix different limits and cannot be compared with those of other periods."
)
LATER = (
    f"OWN: April to November 2010 was measured against {BOTH}, so its figures mix different limits "
    "and cannot be compared with those of other periods."
)
TARGET: dict[str, Any] = {"targets": {"2010-11": {"OWN": 83}}}


def month(name: str) -> MonthlySummary:
    return summary_of(COUNTS, name, **CHANGED_IN_AUGUST, **TARGET)


def only(name: str) -> IndicatorSummary:
    (indicator,) = month(name).indicators
    return indicator


def told(name: str) -> str:
    (narrative,) = tell(month(name)).indicators
    return " ".join(narrative.paragraphs)


def texts(content: bytes, sheet: str) -> list[str]:
    found = opened(content)[sheet]
    assert isinstance(found, Worksheet)
    return [str(cell.value) for row in found.iter_rows() for cell in row if cell.value is not None]


def test_months_of_one_limit_carry_no_flag() -> None:
    assert only("Jul 2010").mixed == ""
    assert "mixed limits" not in headline(only("Jul 2010"))


def test_the_year_to_date_is_neither_better_nor_worse_than_that_of_another_limit() -> None:
    said = told("Sep 2010")
    assert "The year to date, April to September 2010, is 63% (15 of 24), and is 21" in said
    assert "improves" not in said
    assert said.count(MIXED) == 1


def test_the_summary_in_short_says_it_as_well() -> None:
    (narrative,) = tell(month("Sep 2010")).indicators
    assert MIXED in narrative.in_short


def test_a_quarter_of_one_limit_is_not_said_to_mix_them() -> None:
    assert only("Nov 2010").mixed == LATER


def test_two_results_that_each_mix_the_limits_are_not_compared_either() -> None:
    result = only("Nov 2010").quarter_result
    assert result is not None
    assert result.change is None
    assert result.basis_change == (
        "OWN: April to September 2010 and April to November 2010 were each measured against "
        f"{BOTH}, so the two cannot be compared."
    )
    assert "percentage points below the Q2 result" not in told("Nov 2010")


def test_highest_and_lowest_are_sought_among_months_of_one_limit() -> None:
    assert "highest" not in told("Sep 2010")
    assert (
        "The highest monthly rate within 45 working days of the year so far is 100%, in August "
        "2010, October 2010 and November 2010, and the lowest 75%, in September 2010."
    ) in told("Nov 2010")


def test_the_headline_flags_the_year_to_date() -> None:
    assert "; 63% for the year to date (mixed limits), target 83%" in headline(only("Sep 2010"))


def test_the_working_workbook_says_it_beside_each_mixed_figure() -> None:
    content = monthly_workbook(month("Sep 2010"))
    for sheet in ("Summary", "OWN", "Notes"):
        assert MIXED in " ".join(texts(content, sheet)), sheet
    assert any("mixes two bases" in text for text in texts(content, "Summary"))
    (definition,) = table_in(content, "method_definitions")
    assert definition["Limit"] == BOTH
    assert texts(content, "Summary").index(f"OWN: core assessments within {BOTH}")
    limits = [row["Limit in force"] for row in table_in(content, "OWN_months")]
    assert limits == ["35 working days"] * 4 + ["45 working days"] * 2


def test_no_line_of_a_chart_leads_across_the_change() -> None:
    summary = month("Sep 2010")
    assert only("Sep 2010").limit_changes == ((4,), (4,))
    for content, sheet in (
        (monthly_workbook(summary), "OWN"),
        (share_copy(summary), "OWN"),
    ):
        (chart, *_) = opened_charts(content, sheet)
        gaps = [[point.idx for point in series.dPt] for series in chart.series]
        assert gaps[:2] == [[4], [4]]


def opened_charts(content: bytes, sheet: str) -> list[Any]:
    found: Any = opened(content)[sheet]
    return list(found._charts)


def test_the_share_copy_says_it_above_its_tables_and_stays_valid() -> None:
    content = share_copy(month("Sep 2010"))
    for sheet in ("Year so far", "OWN", "Notes"):
        assert MIXED in " ".join(texts(content, sheet)), sheet
    assert problems_of(content) == []


def test_the_report_says_it_in_its_summary_its_tables_and_its_chart(
    tmp_path: Path,
) -> None:
    content = committee_report(month("Sep 2010"), settings())
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    assert any(MIXED in line for line in lines(content))
    (row,) = tables(content)[0][1:]
    assert row[3] == f"63% (15 of 24) within {BOTH}"
    assert row[4] == "Not comparable"
    assert f"Table 2: OWN by month of 2010-11, measured against {BOTH}" in lines(content)
    (chart,) = charts(content)
    places = [point.get("val") for point in chart.iterfind(".//{*}dPt/{*}idx")]
    assert places == ["4", "4"]
    assert schema_problems_of(path) == []
    assert any(MIXED in part.decode(errors="ignore") for part in parts_of(content).values())


def test_the_report_names_the_limit_of_the_month_before_where_it_differs() -> None:
    content = committee_report(month("Aug 2010"), settings())
    (row,) = tables(content)[0][1:]
    assert row[1] == "50% (2 of 4) within 35 working days"
    assert row[2] == "100% (4 of 4)"


def test_rates_on_the_console_say_which_of_their_periods_mix_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "Child ID,Assessment type,Date started,Date completed",
        "1,Core,01/07/2010,02/07/2010",
        "2,Core,02/08/2010,03/08/2010",
    )
    (tmp_path / "list.csv").write_text("\n".join(rows))
    (tmp_path / "council.toml").write_text(
        """
        [council]
        name = "Anywhere"
        [[case_lists]]
        file = "list.csv"
        [[indicators.NI60.limits]]
        working_days = 20
        from = 2010-04-01
        until = 2010-07-31
        """
    )
    where = ("--settings", tmp_path / "council.toml", "--by")
    assert code_of("rates", *where, "ytd") == 0
    assert (
        "NI 60: April to August 2010 was measured against 20 working days, then 35 working days, so"
    ) in " ".join(capsys.readouterr().err.split())
    assert code_of("rates", *where, "month") == 0
    assert "mix" not in capsys.readouterr().err
