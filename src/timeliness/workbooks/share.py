"""The share copy: a new workbook from the month's counts alone, fit to be published.

It has no template, so that nothing can come along with one; it holds no case, no row's number, no
file's name. Its form follows the Analysis Function's checklist for accessible spreadsheets.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.narrative import headline
from timeliness.rates import Rate
from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.suppression import Disclosed, disclose_all, suppress
from timeliness.words import day_label
from timeliness.workbooks.cells import Link, Points, RateCell, Shorthand, Value
from timeliness.workbooks.charts import Line, line_chart
from timeliness.workbooks.package import package_bytes, worksheets_of
from timeliness.workbooks.printing import set_up_printing
from timeliness.workbooks.share_look import enlarge_rows, named_styles
from timeliness.workbooks.sheets import benchmarks
from timeliness.workbooks.styles import GREY, NAVY, ORANGE, Style
from timeliness.workbooks.tables import fit_rows, write_heading, write_lines, write_table

_WIDEST = 22
_PROSE_WIDTH = 95
_BENCHMARKS_WIDTH = 150
_NOTES_WIDTH = 90
_TITLE_HEIGHT = 24
_SHORTHAND = (
    Shorthand.CONFIDENTIAL,
    Shorthand.NOT_AVAILABLE,
    Shorthand.NOT_APPLICABLE,
    Shorthand.BREAK,
)


def share_copy(summary: MonthlySummary, *, hide_small_numbers: bool = False) -> bytes:
    """Build the share copy of a month.

    Args:
        summary: the month.
        hide_small_numbers: whether counts of one to five, and all that would give them back,
            are shown as [c].

    Returns:
        The .xlsx file; the same summary gives the same bytes.
    """
    decide = suppress if hide_small_numbers else disclose_all
    shown = [(one, decide(one)) for one in summary.indicators]
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in named_styles():
        book.add_named_style(style)
    holds = {
        "Contents": "What each sheet holds",
        "Summary": "The month and the year so far, one row per indicator",
        **{one.label: one.title for one, _ in shown},
        **(
            {benchmarks.SHEET: "This council beside its neighbours, its region and England"}
            if any(one.benchmark for one in summary.indicators)
            else {}
        ),
        "Notes": "How to read the figures, and how they were made",
    }
    _cover(book, summary, shown)
    _contents(book, holds)
    _summary(book, summary, shown)
    for one, disclosed in shown:
        _indicator(book, one, disclosed)
    _benchmarks(book, summary, shown, hide_small_numbers=hide_small_numbers)
    _notes(book, summary, hide_small_numbers=hide_small_numbers)
    for place, sheet in enumerate(worksheets_of(book)):
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.tabSelected = place == 0
        set_up_printing(sheet, f"{summary.council}, {summary.month.name}")
        fit_rows(sheet)
        enlarge_rows(sheet)
    properties = book.properties
    properties.title = f"{summary.council}: assessments completed in time, {summary.month.name}"
    properties.creator = properties.lastModifiedBy = summary.team
    properties.language = "en-GB"
    return package_bytes(book, made_on=summary.as_of)


def _sheet(book: Workbook, name: str, title: str, *lines: str) -> tuple[Worksheet, int]:
    """Make a sheet with its title in A1 and lines below it; give it and its next row."""
    sheet = book.create_sheet(name)
    sheet.cell(1, 1).value = title
    sheet.cell(1, 1).data_type = "s"
    sheet.cell(1, 1).style = Style.TITLE
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    row = 2
    for line in lines:
        row = write_lines(sheet, row, line, width=_PROSE_WIDTH)
    return sheet, row


def _cover(
    book: Workbook, summary: MonthlySummary, shown: list[tuple[IndicatorSummary, Disclosed]]
) -> None:
    sheet, row = _sheet(
        book,
        "Cover",
        f"{summary.council}: children's social care assessments completed in time",
        summary.month.name,
        f"Published by {summary.team}. Made as of {day_label(summary.as_of)}.",
        "This workbook holds counts and rates only, and no details of any child.",
    )
    row = write_heading(sheet, row, "In short")
    for one, disclosed in shown:
        row = write_lines(sheet, row, f"{_message(one, disclosed)}.", width=_PROSE_WIDTH)
    for notice in summary.notices:
        if summary.month.name in notice:
            row = write_lines(sheet, row, notice, width=_PROSE_WIDTH)


def _message(indicator: IndicatorSummary, disclosed: Disclosed) -> str:
    """Give an indicator's headline, unless a figure in it is hidden."""
    if None in (disclosed.month, disclosed.previous_month, disclosed.year_to_date):
        return (
            f"{indicator.label}: some figures of {indicator.month.period.name} are confidential, "
            "because they are small or would give a small number away"
        )
    return headline(indicator)


def _contents(book: Workbook, holds: dict[str, str]) -> None:
    sheet, row = _sheet(book, "Contents", "Contents", "Choose a sheet's name to go to it.")
    rows: list[list[Value]] = [
        [Link(name, name), text] for name, text in holds.items() if name != "Contents"
    ]
    write_table(sheet, row, ["contents"], ["Sheet", "What it holds"], rows, widest=_NOTES_WIDTH)


def _summary(
    book: Workbook,
    summary: MonthlySummary,
    shown: list[tuple[IndicatorSummary, Disclosed]],
) -> None:
    sheet, row = _sheet(
        book,
        "Summary",
        f"Summary: {summary.council}, {summary.month.name}",
        "This sheet has two tables, one below the other: the month, and the year so far.",
        _legend(),
    )
    first = summary.indicators[0]
    now, before = first.month.period.label, first.previous_month.before.period.label
    row = write_heading(sheet, row, "The month")
    place = write_table(
        sheet,
        row,
        ["summary", "month"],
        [
            "Indicator",
            *_three(now, " [note 1]"),
            *_three(before),
            f"Change on {before} (percentage points) [note 2]",
            f"Status of {now} [note 3]",
        ],
        [_month_row(one, disclosed) for one, disclosed in shown],
        widest=_WIDEST,
    )
    row = write_heading(sheet, place.next_row, "The year so far")
    result = first.quarter_result
    quarter = f"Q{result.before.period.quarter_number} result" if result else ""
    write_table(
        sheet,
        row,
        ["summary", "year"],
        [
            "Indicator",
            *_three(first.quarter.period.label),
            *_three(first.year_to_date.period.label),
            *(
                (f"{quarter} [note 4]", f"Change on {quarter} (percentage points)")
                if result
                else ()
            ),
            f"Target {first.month.period.financial_year_label}",
            f"Status of {first.year_to_date.period.label} [note 3]",
        ],
        [_year_row(one, disclosed) for one, disclosed in shown],
        widest=_WIDEST,
    )


def _three(period: str, note: str = "") -> tuple[str, str, str]:
    return f"{period} in time", f"{period} completed{note}", f"{period} rate"


def _counts(rate: Rate | None) -> tuple[Value, Value, Value]:
    if rate is None:
        return (Shorthand.CONFIDENTIAL,) * 3
    return rate.in_time, rate.completed, RateCell(rate)


def _month_row(indicator: IndicatorSummary, shown: Disclosed) -> list[Value]:
    previous = indicator.previous_month
    change: Value = Shorthand.BREAK if previous.basis_change else Shorthand.NOT_APPLICABLE
    if previous.change is not None:
        change = Points(previous.change)
    hidden = shown.month is None
    return [
        f"{indicator.label}: {indicator.name.lower()} within {indicator.basis}",
        *_counts(shown.month),
        *_counts(shown.previous_month),
        Shorthand.CONFIDENTIAL if hidden or shown.previous_month is None else change,
        Shorthand.CONFIDENTIAL if hidden else indicator.month_status,
    ]


def _year_row(indicator: IndicatorSummary, shown: Disclosed) -> list[Value]:
    result, target = indicator.quarter_result, indicator.target
    of_result: tuple[Value, ...] = ()
    if result:
        change: Value = Shorthand.BREAK if result.basis_change else Shorthand.NOT_APPLICABLE
        if result.change is not None:
            change = Points(result.change)
        hidden = shown.quarter_result is None or shown.year_to_date is None
        of_result = (
            _counts(shown.quarter_result)[2],
            Shorthand.CONFIDENTIAL if hidden else change,
        )
    return [
        f"{indicator.label}: {indicator.name.lower()} within {indicator.basis}",
        *_counts(shown.quarter),
        *_counts(shown.year_to_date),
        *of_result,
        target.words if target.share is None else target.share,
        Shorthand.CONFIDENTIAL if shown.year_to_date is None else indicator.year_status,
    ]


def _indicator(book: Workbook, indicator: IndicatorSummary, shown: Disclosed) -> None:
    year = indicator.month.period.financial_year_label
    tables = "two tables and a chart" if shown.teams else "one table and a chart"
    sheet, row = _sheet(
        book,
        indicator.label,
        f"{indicator.label}: {indicator.title}",
        f"This sheet has {tables}, one below the other.",
        _legend(),
    )
    row = write_heading(sheet, row, f"The months of {year}")
    target = indicator.target.share
    months = write_table(
        sheet,
        row,
        [indicator.code, "months"],
        ["Month", *_three("Month"), *_three("Year to date"), "Target"],
        [
            [
                one.month.label,
                *_counts(month),
                *_counts(to_date),
                Shorthand.NOT_APPLICABLE if target is None else target,
            ]
            for one, month, to_date in zip(
                indicator.months, shown.months, shown.years_to_date, strict=True
            )
        ],
        widest=_WIDEST,
    )
    row = months.next_row
    if shown.teams:
        row = write_heading(sheet, row, "By team")
        now, to_date = indicator.month.period.label, indicator.year_to_date.period.label
        of_month = shown.teams_in_month
        row = write_table(
            sheet,
            row,
            [indicator.code, "teams"],
            ["Team", *_three(now), *_three(to_date)],
            [
                [
                    str(team.team),
                    *_counts(of_month[place].rate if of_month is not None else None),
                    *_counts(team.rate),
                ]
                for place, team in enumerate(shown.teams)
            ]
            + [[team, *_counts(None), *_counts(None)] for team in shown.hidden_teams],
            widest=_WIDEST,
        ).next_row
    # The chart has a printed page of its own, so that it is not cut in two.
    sheet.row_breaks.append(Break(id=row - 1))
    row = write_heading(sheet, row, "Chart of the months")
    lines = [Line(4, NAVY), Line(7, ORANGE), *([Line(8, GREY, dashed=True)] if target else [])]
    line_chart(
        sheet,
        months,
        lines,
        title=_message(indicator, shown),
        description=(
            f"Line chart of {indicator.label} by month of {year}, with the year to date"
            f"{' and the target' if target else ''}. {_message(indicator, shown)}. The figures "
            f"are in the table of the months on this sheet."
        ),
        at=f"A{row}",
    )


def _benchmarks(
    book: Workbook,
    summary: MonthlySummary,
    shown: list[tuple[IndicatorSummary, Disclosed]],
    *,
    hide_small_numbers: bool,
) -> None:
    """Write what is published of others, with our own year to date where it may be shown.

    The same assessments counted at two limits give away, as the difference, how many took the
    days between; where small numbers are hidden only the count at the limit in force is told.
    """
    found = [
        (one.benchmark, disclosed.year_to_date is not None)
        for one, disclosed in shown
        if one.benchmark is not None
    ]
    if not found:
        return
    title = f"Benchmarks: {summary.council} beside other councils"
    sheet, row = _sheet(book, benchmarks.SHEET, title)
    for line in (benchmarks.EXPLANATION, benchmarks.LEGEND):
        row = write_lines(sheet, row, line, width=_BENCHMARKS_WIDTH)
    row += 1
    for number, (benchmark, may_tell) in enumerate(found):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        bridged = "" if hide_small_numbers else benchmark.bridge_sentence
        row = benchmarks.write_benchmark(
            sheet,
            row,
            benchmark,
            ("this council, its neighbours and averages", "year by year"),
            (bridged or benchmark.now_sentence) if may_tell else "",
            _BENCHMARKS_WIDTH,
        )


def _notes(book: Workbook, summary: MonthlySummary, *, hide_small_numbers: bool) -> None:
    sheet, row = _sheet(
        book, "Notes", "Notes", "Numbers in square brackets on other sheets lead here."
    )
    notes = [
        (
            "Completed counts the assessments completed in the period, whenever they began. A "
            "rate is the number in time divided by the number completed; open assessments are in "
            "no rate."
        ),
        (
            "Percentages are whole numbers, rounded half up. Changes are taken between the exact "
            "rates and then rounded, so they can differ by 1 from the difference of the "
            "percentages shown."
        ),
        (
            "Green: the target is met. Amber: missed by little. Red: missed by more. The exact "
            "rate is compared. Where there is no numeric target, none is compared."
        ),
        "A quarter's result is cumulative: the year to date from April to the end of the quarter.",
        f"{summary.convention} Working days are Mondays to Fridays that are no bank holiday in "
        "England" + (" and no local closure day." if summary.closures else "."),
        *(f"{one.label}: {one.title}. {one.source}." for one in summary.indicators),
        *dict.fromkeys(
            one.previous_month.basis_change
            for one in summary.indicators
            if one.previous_month.basis_change
        ),
    ]
    if hide_small_numbers:
        notes.append(
            "Counts of one to five are confidential, and so are those that would give them back; "
            "[c] stands in their place. Rates, changes and the like that rest on them are hidden "
            "with them."
        )
    rows: list[list[Value]] = [
        [f"note {number}", text] for number, text in enumerate(notes, start=1)
    ]
    write_table(sheet, row, ["notes"], ["Note", "Text"], rows, widest=_NOTES_WIDTH)


def _legend() -> str:
    return "Shorthand: " + "; ".join(f"{mark} = {mark.meaning}" for mark in _SHORTHAND) + "."
