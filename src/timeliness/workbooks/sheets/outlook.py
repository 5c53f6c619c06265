"""The Summary's third part: what chance allows to be said, and the paragraphs to copy."""

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.narrative import tell
from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.trends.year_end import Outlook, RateNeeded
from timeliness.words import capitalised
from timeliness.workbooks.cells import FineShare, RateCell, Shorthand, Value
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import write_heading, write_lines, write_paragraph, write_table
from timeliness.workbooks.template import Template

_WIDEST = 22
"""Eleven columns of at most this width stay legible on a printed page."""


def render(template: Template, sheet: Worksheet, row: int, summary: MonthlySummary) -> int:
    """Write the outlook and what may be said, and give the row after them.

    Args:
        template: the workbook.
        sheet: the Summary.
        row: where the part begins.
        summary: the month.
    """
    row = write_heading(sheet, row, template.heading("summary_outlook"))
    for one in summary.indicators:
        for caveat in one.trend.projection.caveats:
            row = write_lines(sheet, row, f"{one.label}: {caveat}", Style.NOTE)
    first = summary.indicators[0]
    now = first.month.period.label
    headings = [
        "Indicator",
        "Good is",
        f"{now} rate",
        "95% interval from [note 5]",
        "95% interval to [note 5]",
        "Projected year end [note 6]",
        "Projected year end from [note 6]",
        "Projected year end to [note 6]",
        "Rate needed [note 6]",
        f"Status of {now} [note 4]",
        "What it means [note 5]",
    ]
    rows = [_row(indicator) for indicator in summary.indicators]
    place = write_table(sheet, row, ["summary", "outlook"], headings, rows, widest=_WIDEST)
    # The paragraphs have a printed page of their own, so that none is parted from its heading.
    sheet.row_breaks.append(Break(id=place.next_row - 1))
    row = write_heading(sheet, place.next_row, template.heading("summary_sentences"))
    told = tell(summary)
    for text in filter(None, [told.notice]):
        row = write_paragraph(sheet, row, text, columns=place.columns)
    for indicator in told.indicators:
        row = write_lines(sheet, row, indicator.heading)
        for paragraph in indicator.paragraphs:
            row = write_paragraph(sheet, row, paragraph, columns=place.columns)
    return row


def _row(indicator: IndicatorSummary) -> list[Value]:
    trend, interval = indicator.trend, indicator.trend.interval
    headline, year_end = trend.projection.headline, trend.projection.year_end
    return [
        f"{indicator.label}: {indicator.name.lower()} within {indicator.basis}",
        indicator.good_is.capitalize(),
        RateCell(indicator.month.rate),
        *_ends((interval.low, interval.high) if interval else None),
        Shorthand.NOT_APPLICABLE if year_end is None else FineShare(year_end),
        *_ends((headline.low, headline.high) if headline else None),
        needed_value(trend.projection.headline_needed),
        indicator.month_status,
        trend.meaning,
    ]


def _ends(ends: tuple[float, float] | None) -> tuple[Value, Value]:
    if ends is None:
        return Shorthand.NOT_APPLICABLE, Shorthand.NOT_APPLICABLE
    return FineShare(ends[0]), FineShare(ends[1])


def needed_value(needed: RateNeeded) -> Value:
    """Give what a cell shows for a rate needed: the share, or why there is none."""
    if needed.outlook is Outlook.NEEDED and needed.share is not None:
        return FineShare(needed.share)
    return capitalised(needed.words)
