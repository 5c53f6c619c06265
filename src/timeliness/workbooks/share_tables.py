"""The tables of a share copy, one to a sheet, from the counts that may be shown."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.narrative import headline
from timeliness.rates import Rate
from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.suppression import Disclosed
from timeliness.workbooks.cells import Points, RateCell, Shorthand, Value, share_as_set
from timeliness.workbooks.charts import ROWS_TAKEN, Line, break_line, line_chart
from timeliness.workbooks.styles import GREY, NAVY, ORANGE, Style
from timeliness.workbooks.tables import write_lines, write_table

PROSE_WIDTH = 95
"""How many characters of prose stand on a line."""

_WIDEST = 22
_SHORTHAND = (
    Shorthand.CONFIDENTIAL,
    Shorthand.NOT_AVAILABLE,
    Shorthand.NOT_APPLICABLE,
    Shorthand.BREAK,
)

Shown = list[tuple[IndicatorSummary, Disclosed]]
"""Each indicator with the counts of it that may be shown."""


def new_sheet(
    book: Workbook, name: str, title: str, *lines: str, width: int = PROSE_WIDTH
) -> tuple[Worksheet, int]:
    """Make a sheet with its title in A1 and lines below it; give it and the row after a gap."""
    sheet = book.create_sheet(name)
    sheet.cell(1, 1).value = title
    sheet.cell(1, 1).data_type = "s"
    sheet.cell(1, 1).style = Style.TITLE
    row = 2
    for line in lines:
        row = write_lines(sheet, row, line, width=width)
    return sheet, row + 1


def message(indicator: IndicatorSummary, disclosed: Disclosed) -> str:
    """Give an indicator's headline, unless a figure in it is hidden."""
    if None in (disclosed.month, disclosed.previous_month, disclosed.year_to_date):
        return (
            f"{indicator.label}: some figures of {indicator.month.period.name} are confidential, "
            "because they are small or would give a small number away"
        )
    return headline(indicator)


def write_month(book: Workbook, name: str, summary: MonthlySummary, shown: Shown) -> None:
    """Write the sheet of the month, one row per indicator."""
    first = summary.indicators[0]
    now, before = first.month.period.label, first.previous_month.before.period.label
    sheet, row = new_sheet(
        book,
        name,
        f"The month: {summary.council}, {summary.month.name}",
        "This sheet has one table. Notes are on the sheet Notes.",
        _legend(),
    )
    write_table(
        sheet,
        row,
        ["month"],
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


def write_year(book: Workbook, name: str, summary: MonthlySummary, shown: Shown) -> None:
    """Write the sheet of the year so far, one row per indicator."""
    first = summary.indicators[0]
    result = first.quarter_result
    quarter = f"Q{result.before.period.quarter_number} result" if result else ""
    sheet, row = new_sheet(
        book,
        name,
        f"The year so far: {summary.council}, {first.year_to_date.period.name}",
        "This sheet has one table. Notes are on the sheet Notes.",
        _legend(),
        *filter(None, (one.mixed for one, _ in shown)),
    )
    write_table(
        sheet,
        row,
        ["year", "so", "far"],
        [
            "Indicator",
            *_three(f"{first.quarter.period.label}:"),
            *_three(f"{first.year_to_date.period.label}:"),
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
        f"{indicator.label}: {indicator.name.lower()} within {indicator.year_basis}",
        *_counts(shown.quarter),
        *_counts(shown.year_to_date),
        *of_result,
        target.words if target.share is None else share_as_set(target.share),
        Shorthand.CONFIDENTIAL if shown.year_to_date is None else indicator.year_status,
    ]


def write_months(book: Workbook, name: str, indicator: IndicatorSummary, shown: Disclosed) -> None:
    """Write the sheet of an indicator's months: their chart, and below it their table."""
    year, target = indicator.month.period.financial_year_label, indicator.target.share
    limit = ["Limit in force"] if indicator.mixed else []
    # Where every figure is hidden or nothing was completed there is no line to draw.
    is_drawn = any(rate and rate.completed for rate in (*shown.months, *shown.years_to_date))
    sheet, row = new_sheet(
        book,
        name,
        f"{indicator.label}: {indicator.title}, the months of {year}",
        "This sheet has a chart and, below it, one table with the chart's figures."
        if is_drawn
        else "This sheet has one table.",
        _legend(),
        *filter(None, [indicator.mixed]),
    )
    table = write_table(
        sheet,
        row + (ROWS_TAKEN if is_drawn else 0),
        [indicator.code, "months"],
        ["Month", *_three("Month"), *_three("Year to date"), "Target", *limit],
        [
            [
                one.month.label,
                *_counts(month),
                *_counts(to_date),
                Shorthand.NOT_APPLICABLE if target is None else share_as_set(target),
                *([one.basis] if limit else []),
            ]
            for one, month, to_date in zip(
                indicator.months, shown.months, shown.years_to_date, strict=True
            )
        ],
        widest=_WIDEST,
    )
    if not is_drawn:
        return
    lines = [Line(4, NAVY), Line(7, ORANGE)]
    if target is not None:
        lines.append(Line(8, GREY, dashed=True))
    drawn = line_chart(
        sheet,
        table,
        lines,
        title=message(indicator, shown),
        description=(
            f"Line chart of {indicator.label} by month of {year}, with the year to date"
            f"{' and the target' if target is not None else ''}. {message(indicator, shown)}. "
            f"{indicator.mixed + ' ' if indicator.mixed else ''}"
            "The figures are in the table of the months on this sheet."
        ),
        at=f"A{row}",
    )
    for series, changes in zip(drawn.series, indicator.limit_changes, strict=False):
        break_line(series, changes)


def write_teams(book: Workbook, name: str, indicator: IndicatorSummary, shown: Disclosed) -> None:
    """Write the sheet of an indicator's teams; there is one team at least."""
    now, to_date = indicator.month.period, indicator.year_to_date.period
    sheet, row = new_sheet(
        book,
        name,
        f"{indicator.label} by team: {now.name} and {to_date.name}",
        "This sheet has one table.",
        _legend(),
        *filter(None, [indicator.mixed]),
    )
    of_month = shown.teams_in_month
    write_table(
        sheet,
        row,
        [indicator.code, "teams"],
        ["Team", *_three(now.label), *_three(to_date.label)],
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
    )


def _legend() -> str:
    return "Shorthand: " + "; ".join(f"{mark} = {mark.meaning}" for mark in _SHORTHAND) + "."
