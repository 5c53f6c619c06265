"""The Year end: where the year goes on each assumption, and what each month left must be."""

from fractions import Fraction

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.summary import IndicatorSummary, MonthlySummary
from timeliness.trends.projection import EXPLANATION, RANGE_BASIS, Projection
from timeliness.trends.statements import needed_sentence, projection_sentence
from timeliness.words import capitalised, rounded_half_up
from timeliness.workbooks.cells import FineShare, RateCell, Value
from timeliness.workbooks.sheets.outlook import needed_value
from timeliness.workbooks.styles import Style
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Year end"

_WIDEST = 28


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the Year end."""
    sheet = template.sheet(SHEET)
    row = template.first_row("year_end")
    template.clear_below(sheet, row)
    row = write_lines(sheet, row, EXPLANATION) + 1
    for number, indicator in enumerate(summary.indicators):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        heading = f"{indicator.label}: {template.heading('year_end')}"
        row = write_heading(sheet, row, heading)
        row = _write_indicator(sheet, row, indicator)


def _write_indicator(sheet: Worksheet, row: int, indicator: IndicatorSummary) -> int:
    projection = indicator.trend.projection
    for sentence in (projection_sentence(projection), needed_sentence(projection)):
        row = write_lines(sheet, row, sentence) if sentence else row
    for caveat in projection.caveats:
        row = write_lines(sheet, row, caveat, Style.NOTE)
    if not projection.scenarios:
        return row + 1
    row = write_table(
        sheet,
        row + 1,
        [indicator.code, "year", "end"],
        [
            "If the rate held is that of",
            "Rate",
            "And the number is",
            "Number a month",
            "Projected year end",
            "Range from",
            "Range to",
        ],
        _scenarios(projection),
        widest=_WIDEST,
    ).next_row
    row = write_lines(sheet, row - 1, RANGE_BASIS, Style.NOTE) + 1
    if projection.target.share is not None:
        row = write_table(
            sheet,
            row,
            [indicator.code, "rate", "needed"],
            [f"To reach {projection.target.words}, if the number is", "Rate needed"],
            [[one.volume.words, needed_value(one.rate)] for one in projection.needed],
            widest=_WIDEST,
        ).next_row
    return write_table(
        sheet,
        row,
        [indicator.code, "what", "if"],
        [
            "Year end, if every month left has",
            *(volume.heading for volume in projection.what_if_volumes),
        ],
        [
            [f"{rounded_half_up(line.share * 100)}% in time", *map(FineShare, line.year_ends)]
            for line in projection.what_if
        ],
        widest=_WIDEST,
    ).next_row


def _scenarios(projection: Projection) -> list[list[Value]]:
    return [
        [
            capitalised(one.held.period.name),
            RateCell(one.held.rate),
            capitalised(one.volume.basis),
            _number(one.volume.monthly),
            FineShare(one.year_end),
            FineShare(one.low),
            FineShare(one.high),
        ]
        for one in projection.scenarios
    ]


def _number(monthly: Fraction) -> Value:
    """Give a number a month as the sentences have it: whole, or with one decimal."""
    return int(monthly) if monthly.denominator == 1 else float(monthly)
