"""The sheets of trends and the watch list: figures, charts, alt texts, and who may see what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.narrative.building import AS_OF, HEADINGS, council_of, rows_of
from tests.support.editing import parts_of
from tests.support.harrow import harrow, november
from tests.support.lists import HARROW_AS_OF, list_of
from tests.support.package_checks import problems_of, schema_problems_of
from tests.support.workbooks import opened, sheet_of, table, table_in
from tests.trends.building import measured
from timeliness.periods import read_month
from timeliness.rates import Rate
from timeliness.reporting import write_watch_list
from timeliness.summarising import measure_council, summarise
from timeliness.trends.bridge import EXPLANATION as ABOUT_BRIDGES
from timeliness.trends.control_chart import EXPLANATION as ABOUT_CHARTS
from timeliness.trends.late import EXPLANATION as ABOUT_LATE_ONES
from timeliness.trends.projection import EXPLANATION as ABOUT_PROJECTIONS
from timeliness.trends.teams import EXPLANATION as ABOUT_TEAMS
from timeliness.watch_list import EXPLANATION as ABOUT_WATCHING
from timeliness.watch_list import WatchList, watch
from timeliness.words import NOTHING_TO_CHART
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.watching import watch_workbook


def watched() -> WatchList:
    council, measurement = harrow()
    return watch(measurement, council.calendar, HARROW_AS_OF)


@lru_cache(maxsize=1)
def working() -> bytes:
    return monthly_workbook(november(), watched=watched())


def text_of(sheet: Worksheet) -> str:
    return " ".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value)


def watch_bytes(watch_list: WatchList) -> bytes:
    return watch_workbook(watch_list, council="Harrow", team="Team", convention="Day 0.")


def test_the_summary_shows_interval_projection_and_rate_needed_as_numbers() -> None:
    ni59, ni60 = table(sheet_of(working(), "Summary"), "summary_outlook")
    assert ni60["Projected year end [note 6]"] == pytest.approx(406 / 507)
    assert ni60["Rate needed [note 6]"] == pytest.approx(214.81 / 232)
    assert ni60["95% interval from [note 5]"] == pytest.approx(0.751, abs=5e-4)
    assert ni60["Status of Nov 2010 [note 4]"] == "Green"
    assert ni60["What it means [note 5]"] == (
        "Not clearly different from the target. Not clearly different from Oct 2010."
    )
    assert ni59["Projected year end [note 6]"] == pytest.approx(595 / 711)
    assert ni59["Rate needed [note 6]"] == "No numeric target"


def test_the_notes_that_the_summary_leads_to_are_the_right_ones() -> None:
    notes = table(sheet_of(working(), "Notes"), "notes")
    said = {str(one["Note"]): str(one["Text"]) for one in notes}
    assert said["note 4"].startswith("Green:")
    assert said["note 5"].startswith("The 95% Wilson interval")
    assert said["note 6"].startswith("The projected year end")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("NI 59 control chart", ABOUT_CHARTS),
        ("NI 60 control chart", ABOUT_CHARTS),
        ("Year end", ABOUT_PROJECTIONS),
        ("Teams", ABOUT_TEAMS),
        ("Bridge", ABOUT_BRIDGES),
        ("Late ones", ABOUT_LATE_ONES),
        ("Watch list", ABOUT_WATCHING),
    ],
)
def test_each_sheet_says_in_one_sentence_what_it_is(name: str, sentence: str) -> None:
    assert sentence.count(".") == 1
    assert sentence in text_of(sheet_of(working(), name))


def test_the_control_chart_has_a_word_for_every_point() -> None:
    rows = table(sheet_of(working(), "NI 60 control chart"), "NI60_control")
    assert [row["Month"] for row in rows] == [
        f"{month} 2010" for month in ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
    ]
    assert {row["Reading"] for row in rows} == {"Usual"}
    assert rows[-1]["Centre line"] == pytest.approx(206 / 275)
    assert rows[-1]["Upper limit"] == pytest.approx(0.9199, abs=1e-4)


def with_old_open_cases(last: str) -> bytes:
    """Build June 2014 of a list whose initial assessments ended before it, but for an open one."""
    done, open_ = {last: Rate(1, 2)}, ["old", "Initial", date(2010, 5, 3), None]
    single = rows_of({"Jun 2014": Rate(2, 3)}, "Single")
    case_list = list_of(*rows_of(done, "Initial"), open_, *single, headings=HEADINGS)
    as_of, council = date(2014, 7, 7), council_of()
    measurement = measure_council(council, case_list, as_of)
    return monthly_workbook(summarise(council, measurement, read_month("Jun 2014"), as_of))


def test_old_open_cases_have_sentences_in_the_place_of_charts_without_a_line() -> None:
    content = with_old_open_cases("Jan 2011")
    months, control = (sheet_of(content, name) for name in ("NI 59", "NI 59 control chart"))
    for sheet in (months, control):
        assert not sheet._charts  # type: ignore[attr-defined]
        assert "Chart" not in text_of(sheet)
    assert NOTHING_TO_CHART in text_of(months)
    assert not control.tables
    assert control["A1"].value == "NI 59: control chart to June 2014"
    assert "No assessments were completed in the last 24 months" in text_of(control)
    # The youngest is drawn as ever; nothing of 2011 is bridged, and no text names that year.
    assert len(sheet_of(content, "CF 45")._charts) == 1  # type: ignore[attr-defined]
    assert "Bridge" not in opened(content).sheetnames
    assert problems_of(content) == []


def test_a_control_charts_title_names_the_last_month_that_it_shows() -> None:
    content = with_old_open_cases("Sep 2012")
    sheet = sheet_of(content, "NI 59 control chart")
    assert sheet["A1"].value == "NI 59: control chart to September 2012"
    assert [row["Month"] for row in table(sheet, "NI59_control")] == ["Sep 2012"]
    assert len(sheet._charts) == 1  # type: ignore[attr-defined]


def test_every_chart_has_an_alternative_text_with_the_latest_value() -> None:
    parts = parts_of(working())
    texts = [
        text
        for name, content in parts.items()
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
        for text in re.findall(r'descr="([^"]*)"', content.decode())
    ]
    assert len(texts) == 9
    assert all(texts)
    control = [text for text in texts if text.startswith("Control chart of NI 60")]
    assert len(control) == 1
    assert "November 2010 was 86% (50 of 58), with a centre line of 74.9%." in control[0]


def test_marked_points_and_new_baselines_show_in_the_chart_itself() -> None:
    council = harrow()[0]
    rows: list[list[object]] = []
    for month, late in ((1, 9), (2, 9), (3, 1), (4, 1), (5, 1), (6, 9)):
        for number in range(40):
            start = date(2010, month, 4)
            end = date(2010, month, 4 if number % 10 >= late else 24)
            rows.append([f"{month}-{number}", "Initial Assessment", start, start, end, ""])
    measurement = measured(rows, HARROW_AS_OF)
    summary = summarise(council, measurement, read_month("Jun 2010"), HARROW_AS_OF)
    content = monthly_workbook(summary)
    rows_of_chart = table(sheet_of(content, "NI 59 control chart"), "NI59_control")
    assert [row["Reading"] for row in rows_of_chart][2] == "High"
    assert [row["Timescale"] for row in rows_of_chart] == ["7 working days"] * 3 + [
        "10 working days"
    ] * 3
    charts = [part.decode() for name, part in parts_of(content).items() if "charts/chart" in name]
    control = next(chart for chart in charts if "Centre line" in chart or "diamond" in chart)
    assert "diamond" in control
    # The line leads from the third month to the fourth in none of the four series.
    assert len(re.findall(r'<c:dPt><c:idx val="3"|<dPt><idx val="3"', control)) == 4


def test_the_year_end_holds_every_assumption_and_a_table_of_what_ifs() -> None:
    sheet = sheet_of(working(), "Year end")
    rows = table(sheet, "NI60_year_end")
    assert [row["Projected year end"] for row in rows][:2] == pytest.approx([406 / 507, 0.78675])
    needed = table(sheet, "NI60_rate_needed")
    # The number shown is the one that the arithmetic took: 275 in 8 months.
    assert [row["Number a month"] for row in rows][:2] == [58, 34.375]
    shown = [cell for cells in sheet.iter_rows() for cell in cells if cell.value == 34.375]
    assert {cell.number_format for cell in shown} == {"0.0"}
    assert [str(value) for row in needed for value in row.values()][2] == (
        "34.4 a month, as in the year's average month so far"
    )
    assert [row["Rate needed"] for row in needed] == pytest.approx([214.81 / 232, 136.375 / 137.5])
    what_if = table(sheet, "NI60_what_if")
    assert what_if[-1]["As in November 2010 (58 a month)"] == pytest.approx(438 / 507)
    assert "NI59_rate_needed" not in sheet.tables


def test_the_bridge_and_the_teams_show_the_same_counts_as_the_summary() -> None:
    rows = table(sheet_of(working(), "Bridge"), "NI59_bridge_months")
    assert (rows[-1]["In time within 10"], rows[-1]["Completed"]) == (55, 59)
    teams = table(sheet_of(working(), "Teams"), "NI60_team_funnel")
    assert sum(int(str(row["Completed"])) for row in teams) == 275
    assert {row["Against all teams"] for row in teams} == {"Not clearly different"}


def bridged(*codes: str) -> bytes:
    council = council_of(
        indicators={
            "OWN": {
                "name": "Core assessments",
                "title": "Core assessments completed within {limit} working days",
                "assessments": "core",
                "clock_starts": ["start"],
                "limits": [
                    {"from": "2010-03-01", "until": "2010-03-31", "working_days": 45},
                    {"from": "2010-04-01", "working_days": 35},
                ],
            }
        },
        counting={"indicators": list(codes)},
    )
    counts = {"Mar 2010": Rate(1, 2), "Apr 2010": Rate(3, 4)}
    rows = [*rows_of(counts, "Initial"), *rows_of(counts, "Core")]
    measurement = measure_council(council, list_of(*rows, headings=HEADINGS), AS_OF)
    return monthly_workbook(summarise(council, measurement, read_month("Apr 2010"), AS_OF))


def test_each_indicators_bridge_and_its_tables_begin_a_printed_page() -> None:
    content = bridged("NI59", "OWN")
    sheet = sheet_of(content, "Bridge")
    for name, (first, now) in {"NI59": (7, 10), "OWN": (35, 45)}.items():
        (_, april) = table(sheet, f"{name}_bridge_months")
        assert (april[f"In time within {first}"], april[f"In time within {now}"]) == (3, 3)
        assert april["Completed"] == 4
    own = [row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("OWN: ")]
    heads = [
        int(re.sub(r"\D", "", sheet.tables[f"{name}_bridge_months"].ref.split(":")[0]))
        for name in ("NI59", "OWN")
    ]
    assert [found.id + 1 for found in sheet.row_breaks.brk] == [heads[0], *own, heads[1]]
    assert problems_of(content) == []


def test_where_every_indicator_has_had_one_limit_there_is_no_bridge() -> None:
    content = bridged("NI60")
    assert "Bridge" not in opened(content).sheetnames
    assert "Bridge" not in [row["Sheet"] for row in table_in(content, "contents")]
    assert problems_of(content) == []


def test_no_line_of_the_funnel_goes_through_the_rate_of_a_team() -> None:
    parts = parts_of(working())
    charts = [parts[name].decode() for name in parts if name.startswith("xl/charts/chart")]
    (funnel,) = [text for text in charts if "'Teams'!" in text and "NI 60" in text]
    (labels,) = re.findall(r"<(?:c:)?dLbls>.*?</(?:c:)?dLbls>", funnel, re.DOTALL)
    assert '<a:srgbClr val="FFFFFF"' in labels
    assert 'dLblPos val="t"' in labels


def test_teams_whose_names_would_cover_the_chart_have_numbers_at_its_foot() -> None:
    def sheet_with(*teams: str) -> Worksheet:
        day, end = date(2010, 11, 1), date(2010, 11, 2)
        rows = [[f"{team}{number}", "Core", day, end, team] for team in teams for number in "ab"]
        council = council_of()
        case_list = list_of(*rows, headings=(*HEADINGS, "Team"))
        measurement = measure_council(council, case_list, AS_OF)
        return sheet_of(
            monthly_workbook(summarise(council, measurement, read_month("Nov 2010"), AS_OF)),
            "Teams",
        )

    def foot_of(sheet: Worksheet) -> str:
        (chart,) = sheet._charts  # type: ignore[attr-defined]
        category = chart.series[0].cat
        return str((category.numRef or category.strRef).f)

    short = sheet_with("East", "West")
    assert "Number in the chart" not in table(short, "NI60_team_funnel")[0]
    assert "$A$" in foot_of(short)
    names = [f"Multi-Agency Safeguarding Hub and Assessment Service {way}" for way in "NES"]
    long = sheet_with(*names)
    rows = table(long, "NI60_team_funnel")
    assert [row["Number in the chart"] for row in rows] == [1, 2, 3]
    assert "$K$" in foot_of(long)


def test_the_late_ones_are_described_for_the_month() -> None:
    sheet = sheet_of(working(), "Late ones")
    assert table(sheet, "NI60_late_teams")[-1] == {
        "Team": "All together",
        "Completed": 58,
        "Late": 8,
        "Median working days late": 12.5,
        "Longest working days late": 32,
    }
    assert sum(int(str(row["Late"])) for row in table(sheet, "NI60_late_bands")) == 8


def test_the_watch_list_names_each_open_assessment_with_its_days() -> None:
    rows = table(sheet_of(working(), "Watch list"), "watch_list")
    assert [(row["Urgency"], row["Days used"], row["Days left"]) for row in rows] == [
        ("Due soon", 10, 0),
        ("Due soon", 6, 4),
        ("In hand", 10, 25),
        ("In hand", 6, 29),
    ]
    assert {str(row["Child"]) for row in rows} == {one.child for one in watched().assessments}


def test_a_workbook_without_the_watch_list_holds_no_childs_number() -> None:
    content = monthly_workbook(november())
    assert "Watch list" not in opened(content).sheetnames
    everything = b" ".join(parts_of(content).values()).decode("utf-8", "ignore")
    for one in watched().assessments:
        assert one.child
        assert not re.search(rf"\b{re.escape(one.child)}\b", everything)


def test_the_working_workbook_and_the_watch_lists_own_are_valid(tmp_path: Path) -> None:
    alone = write_watch_list(harrow()[0], watched(), tmp_path)
    assert alone.name == "Harrow watch list 2010-12-06.xlsx"
    month = tmp_path / "month.xlsx"
    month.write_bytes(working())
    for path in (alone, month):
        assert problems_of(path) == []
        assert schema_problems_of(path) == []


def test_the_watch_lists_own_workbook_has_one_sheet_and_the_same_bytes_each_time() -> None:
    made = watch_bytes(watched())
    assert made == watch_bytes(watched())
    assert opened(made).sheetnames == ["Watch list"]
    assert len(table(sheet_of(made, "Watch list"), "watch_list")) == 4


def test_where_a_lower_rate_is_better_none_is_called_late() -> None:
    ni59, ni60 = november().indicators
    summary = replace(november(), indicators=(ni59, replace(ni60, good_is="low")))
    sheet = sheet_of(monthly_workbook(summary), "Late ones")
    assert [name for name in sheet.tables if name.startswith("NI60")] == []
    said = text_of(sheet)
    assert "A lower rate is better here, so none of those beyond the limit is late." in said
    assert "8 of 58 completed in November 2010 were late" not in said


def test_the_long_lists_have_their_headings_on_every_printed_page() -> None:
    summary, watching = november(), watched()
    many = 60
    content = monthly_workbook(
        replace(summary, excluded=summary.excluded * many),
        watched=replace(watching, assessments=watching.assessments * many),
    )
    for name, table_name in (("Watch list", "watch_list"), ("Excluded rows", "excluded_rows")):
        sheet = sheet_of(content, name)
        row = int(re.findall(r"\d+", sheet.tables[table_name].ref)[0])
        assert sheet.print_title_rows == f"${row}:${row}"


def test_each_indicators_late_ones_begin_a_printed_page() -> None:
    sheet = sheet_of(working(), "Late ones")
    headings = [row[0].row for row in sheet.iter_rows() if "how late" in str(row[0].value)]
    assert [mark.id + 1 for mark in sheet.row_breaks.brk] == headings[1:]


def test_an_empty_watch_list_says_so() -> None:
    nothing = WatchList(HARROW_AS_OF, (), (), (), 0)
    sheet = sheet_of(watch_bytes(nothing), "Watch list")
    assert "No assessment was open on 06 Dec 2010." in text_of(sheet)
    assert not sheet.tables
