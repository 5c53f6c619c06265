"""The Summary: one row per indicator for the month, and one for the year so far."""

from fractions import Fraction

from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.workbooks.cells import Points, RateCell, Shorthand, Value, share_as_set
from timeliness.workbooks.sheets import outlook
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Summary"

_WIDEST = 22
"""Twelve columns of at most this width stay legible on a printed page."""


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the Summary."""
    sheet = template.sheet(SHEET)
    row = template.first_row("summary_month")
    template.clear_below(sheet, row)
    row = write_heading(sheet, row, template.heading("summary_month"))
    first = summary.indicators[0]
    now, before = first.month.period.label, first.previous_month.before.period.label
    headings = [
        "Indicator",
        "Good is",
        f"{now} in time",
        f"{now} completed [note 1]",
        f"{now} rate",
        f"{before} in time",
        f"{before} completed",
        f"{before} rate",
        f"Change on {before} (percentage points) [note 2]",
        f"Status of {now} [note 4]",
    ]
    place = write_table(
        sheet,
        row,
        ["summary", "month"],
        headings,
        [_month_row(x) for x in summary.indicators],
        widest=_WIDEST,
    )
    row = write_heading(sheet, place.next_row, template.heading("summary_year"))
    for mixed in filter(None, (one.mixed for one in summary.indicators)):
        row = write_lines(sheet, row, mixed)
    to_date, quarter = first.year_to_date.period.label, first.quarter.period.label
    result = first.quarter_result
    headings = [
        "Indicator",
        "Good is",
        f"{quarter}: in time",
        f"{quarter}: completed",
        f"{quarter}: rate",
        f"{to_date}: in time",
        f"{to_date}: completed",
        f"{to_date}: rate",
        *(
            (
                f"Q{result.before.period.quarter_number} result [note 3]",
                f"Change on Q{result.before.period.quarter_number} result (percentage points)",
            )
            if result
            else ()
        ),
        f"Target {first.month.period.financial_year_label}",
        f"Status of {to_date} [note 4]",
    ]
    place = write_table(
        sheet,
        row,
        ["summary", "year"],
        headings,
        [_year_row(x) for x in summary.indicators],
        widest=_WIDEST,
    )
    outlook.render(template, sheet, place.next_row, summary)


def _month_row(indicator: IndicatorSummary) -> list[Value]:
    before = indicator.previous_month.before.rate
    return [
        f"{indicator.label}: {indicator.name.lower()} within {indicator.basis}",
        indicator.good_is.capitalize(),
        indicator.month.rate.in_time,
        indicator.month.rate.completed,
        RateCell(indicator.month.rate),
        before.in_time,
        before.completed,
        RateCell(before),
        _change(indicator.previous_month.change, indicator.previous_month.basis_change),
        indicator.month_status,
    ]


def _year_row(indicator: IndicatorSummary) -> list[Value]:
    result = indicator.quarter_result
    target = indicator.target
    return [
        f"{indicator.label}: {indicator.name.lower()} within {indicator.year_basis}",
        indicator.good_is.capitalize(),
        indicator.quarter.rate.in_time,
        indicator.quarter.rate.completed,
        RateCell(indicator.quarter.rate),
        indicator.year_to_date.rate.in_time,
        indicator.year_to_date.rate.completed,
        RateCell(indicator.year_to_date.rate),
        *(
            (RateCell(result.before.rate), _change(result.change, result.basis_change))
            if result
            else ()
        ),
        target.words if target.share is None else share_as_set(target.share),
        indicator.year_status,
    ]


def _change(change: Fraction | None, basis_change: str) -> Value:
    if change is not None:
        return Points(change)
    return Shorthand.BREAK if basis_change else Shorthand.NOT_APPLICABLE
