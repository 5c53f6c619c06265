"""The Teams: each beside all together, within the limits that chance alone would keep."""

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.summary import MonthlySummary
from timeliness.trends.teams import EXPLANATION, LIMITS_BASIS, TeamComparison
from timeliness.words import capitalised
from timeliness.workbooks.cells import FineShare, RateCell, Value
from timeliness.workbooks.charts import ROWS_TAKEN, Line, line_chart
from timeliness.workbooks.styles import GREY, NAVY, ORANGE, Style
from timeliness.workbooks.tables import TablePlace, write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Teams"

_RATE, _TOGETHER, _LOWER, _UPPER = 4, 5, 6, 7

_ROOM = 110
"""How many characters stand side by side at the foot of a chart."""

_NUMBER = "Number in the chart"


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the Teams, or take the sheet out where no indicator has teams to compare."""
    sheet = template.sheet(SHEET)
    compared = [
        (indicator, indicator.trend.teams)
        for indicator in summary.indicators
        if indicator.trend.teams is not None
    ]
    if not compared:
        template.workbook.remove(sheet)
        return
    row = template.first_row("teams")
    template.clear_below(sheet, row)
    row = write_lines(sheet, row, EXPLANATION)
    row = write_lines(sheet, row, f"The funnel: {LIMITS_BASIS}.", Style.NOTE) + 1
    for number, (indicator, teams) in enumerate(compared):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        row = write_heading(sheet, row, f"{indicator.label}: {template.heading('teams')}")
        row = write_lines(sheet, row, teams.reading)
        if indicator.mixed:
            row = write_lines(sheet, row, indicator.mixed)
        row += 1
        place = _write_table(sheet, row + ROWS_TAKEN, indicator.code, teams)
        _draw(sheet, row, place, indicator.label, teams)
        row = place.next_row


def _write_table(sheet: Worksheet, row: int, code: str, teams: TeamComparison) -> TablePlace:
    headings = [
        "Team",
        "In time",
        "Completed",
        "Rate",
        "All teams together",
        "Funnel from",
        "Funnel to",
        "95% interval from",
        "95% interval to",
        "Against all teams",
        *([_NUMBER] if _is_numbered(teams) else []),
    ]
    rows: list[list[Value]] = [
        [
            team.team,
            team.rate.in_time,
            team.rate.completed,
            RateCell(team.rate),
            RateCell(teams.together),
            FineShare(team.lower),
            FineShare(team.upper),
            FineShare(team.interval.low),
            FineShare(team.interval.high),
            capitalised(team.standing),
            *([number] if _is_numbered(teams) else []),
        ]
        for number, team in enumerate(teams.teams, start=1)
    ]
    return write_table(sheet, row, [code, "team", "funnel"], headings, rows)


def _is_numbered(teams: TeamComparison) -> bool:
    """Whether the names are too long for the chart's foot, where they would cover the chart."""
    return len(teams.teams) * max(len(team.team) for team in teams.teams) > _ROOM


def _draw(sheet: Worksheet, row: int, place: TablePlace, label: str, teams: TeamComparison) -> None:
    numbered = _is_numbered(teams)
    line_chart(
        sheet,
        place,
        [
            Line(_RATE, NAVY, joined=False),
            Line(_TOGETHER, GREY, dashed=True),
            Line(_LOWER, ORANGE, dashed=True),
            Line(_UPPER, ORANGE, dashed=True),
        ],
        title=f"{label}: {teams.message}",
        description=(
            f"Chart of {label} by team, {teams.period.name}, the team with the most assessments "
            f"first, within the funnel that chance alone would keep. {teams.reading} The figures "
            f"{'and the number of each team ' if numbered else ''}are in the table below the chart."
        ),
        at=f"A{row}",
        over=place.columns if numbered else 1,
    )
