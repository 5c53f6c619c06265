"""The committee report: what it says, of an ordinary month and of odd ones."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from tests.benchmarks.building import YEAR, figure, question
from tests.documents.building import charts, lines, opened, report, settings, tables
from tests.narrative.building import council_of, summary_of
from tests.support.editing import parts_of
from tests.support.harrow import november
from tests.support.lists import HARROW, HARROW_AS_OF
from tests.support.workbooks import table_in
from timeliness.benchmarks.comparison import compare
from timeliness.benchmarks.figures import Figures
from timeliness.documents import committee_report
from timeliness.narrative import tell
from timeliness.periods import read_month
from timeliness.rates import Rate
from timeliness.reconciliation import Reconciliation
from timeliness.reporting import read_and_measure
from timeliness.settings import read_council
from timeliness.summarising import summarise
from timeliness.summary import MonthlySummary
from timeliness.words import NOTHING_TO_CHART
from timeliness.workbooks.monthly import monthly_workbook


def test_the_heading_block_says_what_the_settings_say() -> None:
    block = [line for line in lines(report()) if "\t" in line]
    assert block == [
        "Council:\tHarrow",
        "Report for:\tPerformance and Finance Scrutiny Sub-Committee",
        "Date of meeting:\t18 January 2011",
        "Subject:\tChildren's social care: initial and core assessments completed in time",
        "Period:\tNovember 2010 and the year to date, April to November 2010",
        "Responsible officer:\tCorporate Director of Children's Services",
        "Exempt:\tNo",
        "Enclosures:\tNone",
    ]


def test_every_paragraph_of_the_narrative_is_in_the_report() -> None:
    found = lines(report())
    for indicator in tell(november()).indicators:
        assert indicator.heading in found
        assert set(indicator.paragraphs) <= set(found)
        assert " ".join(indicator.in_short) in found


def test_the_table_of_indicators_is_the_one_that_was_reported() -> None:
    assert tables(report())[0] == [
        [
            "Indicator",
            "Oct 2010",
            "Nov 2010",
            "Year to date",
            "Change on Q2 result (percentage points)",
            "Target 2010-11",
        ],
        [
            "NI 59: initial assessments within 10 working days",
            "89% (51 of 57)",
            "93% (55 of 59)",
            "79% (375 of 475)",
            "+4",
            "As high as possible",
        ],
        [
            "NI 60: core assessments within 35 working days",
            "76% (32 of 42)",
            "86% (50 of 58)",
            "75% (206 of 275)",
            "+4",
            "83%",
        ],
    ]


@pytest.mark.parametrize(
    ("read", "excluded", "said"),
    [
        (1_072, 27, "27 of the 1,072 rows of the case lists were left out, and are named in "),
        (72, 1, "1 of the 72 rows of the case lists was left out, and is named in "),
        (72, 0, "no row of the case lists was left out."),
    ],
)
def test_the_report_says_as_of_which_day_it_is_and_how_many_rows_are_not_in_it(
    read: int, excluded: int, said: str
) -> None:
    went = Reconciliation(
        read=read, completed=read - excluded, still_open=0, other=0, excluded=excluded
    )
    summary = replace(november(), reconciliation=went)
    found = lines(committee_report(summary, settings()))
    (paragraph,) = [line for line in found if line.startswith("A rate is the number")]
    assert f"{summary.convention} Figures as of 6 December 2010; {said}" in paragraph


def test_each_indicator_has_its_table_of_months_and_its_benchmarks_with_their_basis() -> None:
    _, months, benchmarks, core_months, _ = tables(report())
    assert months[0] == ["Month", "In time", "Completed", "Rate", "Year to date"]
    assert months[1] == ["April 2010", "48", "61", "79%", "79% (48 of 61)"]
    assert len(months) == len(core_months) == 9
    assert core_months[-1] == ["November 2010", "50", "58", "86%", "75% (206 of 275)"]
    assert benchmarks[0][-1] == "Basis (working days)"
    assert benchmarks[1:4] == [
        ["Ealing", "Neighbour", "79%", "top of 11", "+8", "7"],
        ["Harrow", "This council", "71%", "third of 11", "[z]", "7"],
        ["Croydon", "Neighbour", "51%", "bottom of 11", "-20", "7"],
    ]
    assert benchmarks[4] == ["Barnet", "Neighbour", "[x]", "[x]", "[x]", "7"]
    table = opened(report()).tables[2]
    bold = [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows[1:]]
    assert [place for place, one in enumerate(bold) if one] == [1]
    assert any("[x] = not available" in line for line in lines(report()))


def test_a_benchmark_has_the_symbols_of_the_workbook_and_a_note_for_each_that_is_shown() -> None:
    published = Figures(
        [
            figure("Harrow", 80),
            figure("Barnet", "c"),
            figure("Barnet", 70, year=2022, basis=35),
            figure("Ealing", 70, basis=35),
            figure("Croydon", "u"),
        ]
    )
    found = compare(published, question("Barnet", "Ealing", "Croydon"), YEAR)
    summary = november()
    one = replace(summary.indicators[0], benchmark=found)
    summary = replace(summary, indicators=(one,))
    content = committee_report(summary, settings())
    reported = {row[0]: row[2:5] for row in tables(content)[2]}
    assert reported["Harrow"] == ["80%", "[z]", "[z]"]
    assert reported["Barnet"] == ["[c]", "[x]", "[x]"]
    assert reported["Ealing"] == ["70%", "[b]", "[b]"]
    assert reported["England"] == ["[x]", "[z]", "[x]"]
    (note,) = [line for line in lines(content) if "Difference is from" in line]
    assert re.findall(r"\[(\w)\] = ", note) == ["c", "z", "x", "u", "b"]

    for row in table_in(monthly_workbook(summary), "CF45_benchmarks"):
        name = str(row["Council or average"]).removesuffix(" (this council)")
        cells = [row["2023-24"], row["Rank"], row["Difference from Harrow (percentage points)"]]
        assert [one for one in cells if str(one).startswith("[")] == [
            one for one in reported[name] if one.startswith("[")
        ]


def test_what_is_not_set_is_none_and_texts_of_several_paragraphs_stay_so() -> None:
    found = lines(report())
    assert found[found.index("Financial implications") + 1] == "None"
    assert found[found.index("Corporate priorities") + 1] == "None"
    start = found.index("Background") + 1
    assert found[start].startswith("The sub-committee asked for a report")
    assert found[start + 1].startswith("Since April 2010 an initial assessment is to be")
    assert found[start + 2] == "Performance in detail"


def points_of(chart: Element, line: int) -> dict[str, float]:
    """Give the values of a chart's line by their places."""
    series = list(chart.iterfind(".//{*}ser"))[line]
    return {
        point.get("idx", ""): float(point.findtext("{*}v") or "")
        for point in series.iterfind("{*}val/{*}numLit/{*}pt")
    }


def test_the_charts_hold_the_months_as_they_are_shown_and_a_gap_for_none() -> None:
    first, second = charts(report())
    assert points_of(first, 0)["7"] == 55 / 59
    assert points_of(first, 1)["7"] == 375 / 475
    assert set(points_of(second, 2).values()) == {0.83}
    gap = summary_of({"Apr 2010": Rate(1, 2), "Jun 2010": Rate(2, 2)}, "Jun 2010")
    (chart,) = charts(committee_report(gap, settings()))
    assert points_of(chart, 0) == {"0": 0.5, "2": 1}
    assert not [name for name in parts_of(report()) if "embeddings" in name]


def test_an_indicator_of_which_nothing_was_completed_has_a_sentence_for_its_chart() -> None:
    shown = november()
    empty, full = shown.indicators
    none = tuple(replace(one, rate=Rate(0, 0), year_to_date=Rate(0, 0)) for one in empty.months)
    made = committee_report(
        replace(shown, indicators=(replace(empty, months=none), full)), settings()
    )
    assert len(charts(made)) == 1
    (sentence,) = [line for line in lines(made) if line.startswith(NOTHING_TO_CHART)]
    assert sentence.strip() == NOTHING_TO_CHART
    assert [line.strip() for line in lines(made) if line.startswith("Chart ")] == [
        "Chart 1: NI 60 by month of 2010-11"
    ]


def test_hostile_texts_stand_as_they_are() -> None:
    hostile = "<w:p>{{ council }} {% for %} & \x01 \ud800 “quoted” ]]>"
    said = "<w:p>{{ council }} {% for %} & “quoted” ]]>"
    summary = replace(november(), council=hostile, team=hostile.replace("\ud800", ""))
    changed = settings().model_copy(
        update={"background": f"One {hostile}\n\n\nTwo", "risk": hostile}
    )
    content = committee_report(summary, changed)
    found = lines(content)
    assert f"Council:\t{said}" in found
    assert found[found.index("Background") + 1] == f"One {said}"
    assert found[found.index("Background") + 2] == "Two"
    for name, part in parts_of(content).items():
        if name.endswith((".xml", ".rels")):
            fromstring(part)


def test_a_report_of_april_has_no_result_to_compare_with_and_no_neighbours() -> None:
    summary = summary_of({"Apr 2010": Rate(1, 2)}, "Apr 2010")
    content = committee_report(summary, settings().model_copy(update={"meeting": None}))
    figures = tables(content)[0]
    assert figures[0][4] == "Change on last quarter's result (percentage points)"
    assert figures[1][1] == "None completed"
    assert figures[1][4] == "No quarter has ended yet"
    assert figures[1][5] == "None set"
    assert len(tables(content)) == 2
    assert "Date of meeting:\tTo be confirmed" in lines(content)
    assert council_of().settings.report is None


def test_an_unfinished_month_is_said_to_be_one() -> None:
    council = read_council(HARROW / "council.toml")
    early = HARROW_AS_OF.replace(month=11, day=30)
    summary: MonthlySummary = summarise(
        council, read_and_measure(council, early), read_month("Nov 2010"), early
    )
    said = "November 2010 was not over on 30 Nov 2010, so its figures will still change."
    assert said in lines(committee_report(summary, settings()))
    assert said not in lines(report())


def captions(content: bytes) -> list[str]:
    return [
        line.partition(":")[0] for line in lines(content) if re.match(r"(Table|Chart) \d", line)
    ]


def test_the_tables_are_numbered_as_they_follow_each_other_with_or_without_neighbours() -> None:
    compared, also_compared = november().indicators
    alone = replace(compared, benchmark=None)
    summary = replace(november(), indicators=(alone, compared, also_compared))
    assert captions(committee_report(summary, settings())) == [
        *("Table 1", "Table 2", "Chart 1"),
        *("Table 3", "Chart 2", "Table 4"),
        *("Table 5", "Chart 3", "Table 6"),
    ]


def test_a_quarter_in_which_nothing_was_completed_is_not_called_one_of_another_limit() -> None:
    summary = summary_of({"Oct 2010": Rate(1, 2)}, "Oct 2010")
    (_, figures), (_, april, *_) = tables(committee_report(summary, settings()))
    assert figures[1:5] == ["None completed", "50% (1 of 2)", "50% (1 of 2)", "None completed"]
    assert april == ["April 2010", "0", "0", "None completed", "None completed"]
