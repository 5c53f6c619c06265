"""The rows of the Rates sheet: a formula of the add-in, the same by Excel alone, do they agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbook_templates.case_formulas import (
    CLOCK,
    DAYS,
    HEADINGS,
    IN_TIME,
    INDICATOR,
    NO,
    YES,
    column,
    last_day_in_time,
)

from timeliness.case_list import Field
from timeliness.excel_names import excel_name
from timeliness.indicators import Definitions, Indicator
from timeliness.settings import CountingTable
from timeliness.settings_sheet import SHEET_SETTINGS, target_label
from timeliness.targets import Status
from timeliness.workbooks.styles import Style

AGREES, DIFFERS, NOT_INSTALLED, NOT_COMPARED = (
    "agrees",
    "differs",
    "add-in not installed",
    "not compared",
)
"""What the comparison of two cells can say."""

_LIST = "Cases[#All]"
_DUE_AFTER = 10


@dataclass(frozen=True)
class RateRow:
    """One figure, worked out twice.

    Attributes:
        indicator: the indicator as people write it; what it is about where there is none.
        figure: what the figure is.
        period: the period that it is of, in words.
        by_add_in: the formula with the add-in's function.
        by_excel: the formula of Excel alone.
        style: how the figure is shown.
        comparable: a condition without which the two need not be equal; empty where they must.
    """

    indicator: str
    figure: str
    period: str
    by_add_in: str
    by_excel: str
    style: Style
    comparable: str = ""


@dataclass(frozen=True)
class Shown:
    """The addresses of the cells above the table that say what it shows.

    Attributes:
        month: the first day of the report month.
        to_date: the year to date as the add-in's functions read it.
        team: a team's name, or nothing.
        year_start: the first day of the financial year.
        months_left: how many months of the year are left after the month.
        targets: the target of each indicator, by its code.
    """

    month: str
    to_date: str
    team: str
    year_start: str
    months_left: str
    targets: dict[str, str]


def setting(*key: str) -> str:
    """Look a setting up on the Settings sheet."""
    label = next(one.label for one in SHEET_SETTINGS if one.key == key)
    return f'INDEX(Settings[Value],MATCH("{label}",Settings[Setting],0))'


def target_of(label_cell: str) -> str:
    """Look up the target whose label stands in a cell: a share, words, or that there is none."""
    value = f"INDEX(Settings[Value],MATCH({label_cell},Settings[Setting],0))"
    as_share = f"IF(ISNUMBER({value}),IF({value}>1,{value}/100,{value}),{value})"
    return f'IFERROR(IF({value}="","none set",{as_share}),"none set")'


def target_label_formula(indicator: Indicator, year_cell: str) -> str:
    """Word the label of an indicator's target in the year that a cell names."""
    before, after = target_label(indicator.label, "\0").split("\0")
    return f'"{before}"&{year_cell}' + (f'&"{after}"' if after else "")


def rate_rows(definitions: Definitions, shown: Shown, first_row: int, letter: str) -> list[RateRow]:
    """Give the rows of the table.

    Args:
        definitions: the indicators.
        shown: where the month, the team and the targets stand.
        first_row: the row of the first figure, because later rows refer to earlier ones.
        letter: the column with the formulas of Excel alone.
    """
    rows: list[RateRow] = []
    for indicator in definitions.indicators.values():
        rows += _of_indicator(indicator, shown, first_row + len(rows), letter)
    return [*rows, *_of_first_case()]


def agreement(by_add_in: str, by_excel: str, comparable: str) -> str:
    """Compare two cells: an error of one kind agrees with itself, and no name means no add-in."""
    differs = f'"{DIFFERS}"'
    if comparable:
        differs = f'IF({comparable},{differs},"{NOT_COMPARED}")'
    same = (
        f"IF(AND(ISNUMBER({by_add_in}),ISNUMBER({by_excel})),"
        f"ABS({by_add_in}-{by_excel})<0.000000001,{by_add_in}={by_excel})"
    )
    both_fail = (
        f"IF(ISERROR({by_excel}),"
        f'IF(ERROR.TYPE({by_add_in})=ERROR.TYPE({by_excel}),"{AGREES}",{differs}),{differs})'
    )
    return (
        f"IF(ISERROR({by_add_in}),"
        f'IF(ERROR.TYPE({by_add_in})=5,"{NOT_INSTALLED}",{both_fail}),'
        f'IF(ISERROR({by_excel}),{differs},IF({same},"{AGREES}",{differs})))'
    )


def _of_indicator(
    indicator: Indicator, shown: Shown, first_row: int, letter: str
) -> Iterator[RateRow]:
    cells = [f"{letter}{first_row + offset}" for offset in range(9)]
    in_month, in_year, of_team = cells[0:3], cells[3:6], cells[6:9]
    # A day that lies ahead completes nothing yet, and today's may hold a time of day.
    ends, to_month = column(HEADINGS[Field.END]), f'"<"&MIN(EDATE({shown.month},1),TODAY()+1)'
    month = f'{ends},">="&{shown.month},{ends},{to_month}'
    year = f'{ends},">="&{shown.year_start},{ends},{to_month}'
    team = f"{month},{column(HEADINGS[Field.TEAM])},{shown.team}"
    yield from _counted(indicator, "the month", shown.month, month, in_month)
    yield from _counted(indicator, "the year to date", shown.to_date, year, in_year)
    argument = f"{shown.month},{shown.team}"
    of_one = _counted(indicator, "the team's month", argument, team, of_team)
    for row, of_all in zip(of_one, in_month, strict=True):
        # Where no team is named, the add-in gives the figure of all teams.
        yield replace(row, by_excel=f'IF({shown.team}="",{of_all},{row.by_excel})')
    yield _status(indicator, in_year[2], shown.targets[indicator.code])
    yield _projected(indicator, shown, in_month, in_year)
    yield _needed(indicator, shown, in_month, in_year)


def _counted(
    indicator: Indicator, period: str, argument: str, conditions: str, cells: Sequence[str]
) -> Iterator[RateRow]:
    """Give n, N and the rate of a period, which stand in the cells named, in this order."""

    def count(state: str) -> str:
        of_indicator = f'{column(INDICATOR)},"{indicator.label}"'
        return f'COUNTIFS({of_indicator},{column(IN_TIME)},"{state}",{conditions})'

    in_time, completed, _ = cells
    for figure, measure, by_excel, style in (
        ("In time", "IN_TIME", count(YES), Style.COUNT),
        ("Completed", "COMPLETED", f"{count(YES)}+{count(NO)}", Style.COUNT),
        ("Rate", "RATE", f"IF({completed}=0,NA(),{in_time}/{completed})", Style.PERCENT),
    ):
        by_add_in = f"{excel_name(indicator.code, measure)}({_LIST},{argument})"
        yield RateRow(indicator.label, figure, period, by_add_in, by_excel, style)


def _status(indicator: Indicator, rate: str, target: str) -> RateRow:
    """Compare a rate with its target. Rounding to twelve places undoes what binary numbers do."""
    ahead = f"{rate}-{target}" if indicator.good_is == "high" else f"{target}-{rate}"
    amber = f"{_amber_within()}/100"
    return RateRow(
        indicator.label,
        "Status",
        "the year to date",
        f'TIMELINESS_STATUS({rate},{target},"{indicator.code}")',
        (
            f'IF(ISERROR({rate}),NA(),IF(NOT(ISNUMBER({target})),"{Status.NO_TARGET}",'
            f'IF(ROUND({ahead},12)>=0,"{Status.GREEN}",'
            f'IF(ROUND({ahead}+{amber},12)>=0,"{Status.AMBER}","{Status.RED}"))))'
        ),
        Style.ROW_LABEL,
    )


def _amber_within() -> str:
    """Look up what is amber; where nothing is written, the buttons go by what holds without it."""
    written, otherwise = setting("counting", "amber_within"), f"{CountingTable().amber_within:g}"
    return f'IFERROR(IF({written}="",{otherwise},{written}),{otherwise})'


def _projected(
    indicator: Indicator, shown: Shown, in_month: Sequence[str], in_year: Sequence[str]
) -> RateRow:
    left, (n, completed, _), (year_n, year_completed, rate) = shown.months_left, in_month, in_year
    return RateRow(
        indicator.label,
        "Projected year end",
        "the year",
        f'PROJECTED_YEAR_END({_LIST},"{indicator.code}",{shown.month})',
        (
            f"IF({left}=0,{rate},IF({completed}=0,NA(),"
            f"({year_n}+{n}*{left})/({year_completed}+{completed}*{left})))"
        ),
        Style.PERCENT_FINE,
        # After a month without any, the add-in goes by a longer period, which Excel does not here.
        comparable=f"OR({left}=0,{completed}>0)",
    )


def _needed(
    indicator: Indicator, shown: Shown, in_month: Sequence[str], in_year: Sequence[str]
) -> RateRow:
    left, target = shown.months_left, shown.targets[indicator.code]
    (_, completed, _), (year_n, year_completed, _) = in_month, in_year
    to_come = f"IF({completed}>0,{completed},{year_completed}/(12-{left}))*{left}"
    return RateRow(
        indicator.label,
        "Rate needed",
        "each month left",
        f'RATE_NEEDED({_LIST},"{indicator.code}",{shown.month},{target})',
        (
            f"IF(OR({left}=0,{year_completed}=0,NOT(ISNUMBER({target}))),NA(),"
            f"({target}*({year_completed}+{to_come})-{year_n})/({to_come}))"
        ),
        Style.PERCENT_FINE,
    )


def _of_first_case() -> Iterator[RateRow]:
    """Show the functions of working days on the first case of the list."""
    start, end, days = (
        f"INDEX({column(heading)},1)" for heading in (CLOCK, HEADINGS[Field.END], DAYS)
    )
    yield RateRow(
        "First case",
        "Working days taken",
        "its own",
        f"WORKING_DAYS_TAKEN({start},{end})",
        f'IF({days}="",NA(),{days})',
        Style.DAYS,
        # Of a case that ends before it starts the add-in gives a number below nought.
        comparable=f'{days}<>""',
    )
    yield RateRow(
        "First case",
        f"Due after {_DUE_AFTER} working days",
        "its own",
        f"WORKING_DAYS_DUE({start},{_DUE_AFTER})",
        f'IF({start}="",NA(),{last_day_in_time(start, str(_DUE_AFTER))})',
        Style.DATE,
    )
