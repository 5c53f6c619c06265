"""Excel's own formulas beside each case: the clock, the working days and whether it was in time.

They are worded from the definitions, so that a new limit or another name for a kind of assessment
reaches them, and use only functions that every spreadsheet program knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from timeliness.case_list import Field
from timeliness.indicators import Definitions, Indicator
from timeliness.settings_sheet import SHEET_SETTINGS
from timeliness.workbooks.styles import Style
from timeliness.working_days import FIRST_DAY, LAST_DAY, Convention

HEADINGS: Mapping[Field, str] = {
    Field.CHILD: "Child ID",
    Field.KIND: "Assessment type",
    Field.REFERRAL: "Date of referral",
    Field.NEW_INFORMATION: "Date of new information",
    Field.START: "Date started",
    Field.END: "Date completed",
    Field.TEAM: "Team",
}
"""The headings under which cases are pasted."""

INDICATOR, CLOCK, DAYS, LIMIT, IN_TIME, WHOLE_ROW = (
    "Indicator",
    "Clock starts",
    "Working days",
    "Limit",
    "In time",
    "Row as text",
)
"""The headings of the columns that work by themselves."""

YES, NO = "Yes", "No"
"""Whether a completed case was in time; other words say why a case is neither."""

OPEN, CHECK_TYPE, REPEATS, CHECK_DATES, NO_LIMIT = (
    "Open",
    "Check the type",
    "Repeats a row",
    "Check the dates",
    "No limit then",
)

LOOK_OF_STATE = {
    YES: Style.GREEN,
    NO: Style.RED,
    CHECK_TYPE: Style.AMBER,
    REPEATS: Style.AMBER,
    CHECK_DATES: Style.AMBER,
    NO_LIMIT: Style.AMBER,
}
"""The look of each word of the column In time; an open case has none."""

DAYS_OFF = "BankHolidays[Date]"
"""Bank holidays and closure days."""

_CONVENTION = next(one for one in SHEET_SETTINGS if one.key == ("counting", "convention"))

START_IS_DAY_1 = (
    f'COUNTIFS(Settings[Setting],"{_CONVENTION.label}",Settings[Value],"{Convention.DAY_1}")>0'
)
"""Whether the Settings sheet has the start counted."""


def cell_in_row(heading: str) -> str:
    """Refer to the cell of a column in the same row."""
    return f"Cases[[#This Row],[{heading}]]"


def column(heading: str) -> str:
    """Refer to a whole column of the cases."""
    return f"Cases[{heading}]"


def day(value: date) -> str:
    """Write a day so that no program can take day and month for each other."""
    return f"DATE({value.year},{value.month},{value.day})"


def working_days(start: str, end: str) -> str:
    """Count working days as the council does: NETWORKDAYS itself counts the start as day 1."""
    return (
        f"NETWORKDAYS({start},{end},{DAYS_OFF})"
        f"-IF({START_IS_DAY_1},0,NETWORKDAYS({start},{start},{DAYS_OFF}))"
    )


def last_day_in_time(start: str, days: str) -> str:
    """Find the last day on which a case is in time, counted in the same way."""
    counted = f"IF({START_IS_DAY_1},NETWORKDAYS({start},{start},{DAYS_OFF}),0)"
    return f"WORKDAY({start},{days}-{counted},{DAYS_OFF})"


def case_formulas(definitions: Definitions) -> dict[str, str]:
    """Give the formula of each column that works by itself, by its heading."""
    indicators = tuple(definitions.indicators.values())
    indicator, clock, days, limit = map(cell_in_row, (INDICATOR, CLOCK, DAYS, LIMIT))
    start, end = cell_in_row(HEADINGS[Field.START]), cell_in_row(HEADINGS[Field.END])
    of_calendar = (
        f"MIN({clock},{end})<{day(FIRST_DAY)},"
        f"MAX({clock},{end})>={day(LAST_DAY + timedelta(days=1))}"
    )
    cannot_be = f"OR(INT({end})<INT({clock}),INT({end})<INT(N({start})),{of_calendar})"
    return {
        INDICATOR: _indicator(definitions),
        CLOCK: _by_indicator({one.label: _first_filled(one) for one in indicators}),
        DAYS: (
            f"IF(AND(ISNUMBER({clock}),ISNUMBER({end})),"
            f'IF({cannot_be},"",{working_days(clock, end)}),"")'
        ),
        LIMIT: (
            f"IF(ISNUMBER({end}),"
            f'{_by_indicator({one.label: _limit_on(one, end) for one in indicators})},"")'
        ),
        IN_TIME: (
            f'IF({indicator}="","",IF({indicator}="{CHECK_TYPE}","{CHECK_TYPE}",'
            f'IF({_repeats()},"{REPEATS}",IF(NOT(ISNUMBER({clock})),"{CHECK_DATES}",IF({end}="","{OPEN}",'
            f'IF(NOT(ISNUMBER({days})),"{CHECK_DATES}",IF(NOT(ISNUMBER({limit})),"{NO_LIMIT}",'
            f'IF({days}<={limit},"{YES}","{NO}"))))))))'
        ),
        WHOLE_ROW: _whole_row(),
    }


def _indicator(definitions: Definitions) -> str:
    """Name the indicator of a case by its type, in any of the words that are known for it."""
    first, last = HEADINGS[Field.CHILD], HEADINGS[Field.TEAM]
    kind = f"TRIM({cell_in_row(HEADINGS[Field.KIND])})"
    found = f'"{CHECK_TYPE}"'
    for indicator in reversed(definitions.indicators.values()):
        names = (
            indicator.assessments.replace("_", " "),
            *definitions.assessment_types[indicator.assessments],
        )
        # A comparison of texts in Excel does not see capitals.
        words = dict.fromkeys(name.casefold() for name in names)
        meant = ",".join(f'{kind}="{word.replace(chr(34), chr(34) * 2)}"' for word in words)
        found = f'IF(OR({meant}),"{indicator.label}",{found})'
    return f'IF(COUNTA(Cases[[#This Row],[{first}]:[{last}]])=0,"",{found})'


def _whole_row() -> str:
    """Put all that is read of a row into one text, by which equal rows are found."""
    read = [INDICATOR, *(HEADINGS[name] for name in Field if name is not Field.KIND)]
    text = '&"|"&'.join(map(cell_in_row, read))
    return f'IF({cell_in_row(INDICATOR)}="","",{text})'


def _repeats() -> str:
    """Tell whether a row above says the same of the same child."""
    header = f"Cases[[#Headers],[{HEADINGS[Field.CHILD]}]]"
    own_place = f"ROW()-ROW({header})"
    first_place = f"MATCH({cell_in_row(WHOLE_ROW)},{column(WHOLE_ROW)},0)"
    named = f'{cell_in_row(HEADINGS[Field.CHILD])}<>""'
    return f"AND({named},IFERROR({first_place},{own_place})<{own_place})"


def _by_indicator(expressions: Mapping[str, str]) -> str:
    """Choose an expression by the case's indicator; empty for a case that has none."""
    chosen = '""'
    for expression in reversed(dict.fromkeys(expressions.values())):
        labels = [label for label, own in expressions.items() if own == expression]
        meant = ",".join(f'{cell_in_row(INDICATOR)}="{label}"' for label in labels)
        chosen = f"IF({f'OR({meant})' if len(labels) > 1 else meant},{expression},{chosen})"
    return chosen


def _first_filled(indicator: Indicator) -> str:
    """Give the date that starts an indicator's clock: the first of its dates that is there."""
    found = '""'
    for name in reversed(indicator.clock_starts):
        cell = cell_in_row(HEADINGS[Field(name)])
        found = f'IF({cell}<>"",{cell},{found})'
    return found


def _limit_on(indicator: Indicator, end: str) -> str:
    """Give the limit in force on the day of completion; empty where there was none."""
    turns = sorted(set(_turns(indicator)))
    chosen = _days_on(indicator, turns[-1])
    for turn in reversed(turns):
        before = _days_on(indicator, turn - timedelta(days=1))
        chosen = f"IF({end}<{day(turn)},{before},{chosen})"
    return chosen


def _turns(indicator: Indicator) -> Iterable[date]:
    for limit in indicator.limits:
        yield limit.start
        if limit.end:
            yield limit.end + timedelta(days=1)


def _days_on(indicator: Indicator, day_of_completion: date) -> str:
    limit = indicator.limit_on(day_of_completion)
    return '""' if limit is None else str(limit.working_days)
