"""Every worksheet function, as data: its name, its arguments and the help that Excel shows.

The wrappers in the add-in, the Python functions behind them, the performance workbook and the
manual are all made from this list, so that none of them can promise what another lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from timeliness.excel_names import excel_name
from timeliness.indicators import Definitions, Indicator
from timeliness.words import in_mid_sentence

CATEGORY = "Timeliness"
"""The category under which Excel's function wizard lists the functions."""

LONGEST_HELP = 255
"""How many characters of help Excel takes for a function or an argument."""


class Takes(StrEnum):
    """What an argument is, which decides how the add-in hands it over."""

    CASES = "cases"
    VALUE = "value"
    DATES = "dates"


@dataclass(frozen=True)
class Argument:
    """One argument of a worksheet function.

    Attributes:
        name: as the function wizard shows it.
        help: what to give, in at most 255 characters.
        takes: whether it is a case list, one value, or one date or a column of them.
        optional: whether it may be left out.
    """

    name: str
    help: str
    takes: Takes = Takes.VALUE
    optional: bool = False


@dataclass(frozen=True)
class Function:
    """One worksheet function.

    Attributes:
        name: as it is written in a cell.
        help: what it gives, in at most 255 characters.
        arguments: in their order; optional ones come last.
        indicator: the code of the indicator that its name holds; empty where it is an argument.
        measure: what it gives of that indicator: "RATE", "IN_TIME" or "COMPLETED"; else empty.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    indicator: str = ""
    measure: str = ""

    def __post_init__(self) -> None:
        """Refuse help that Excel would cut off, and optional arguments before others.

        Raises:
            ValueError: one of these is so.
        """
        for text in (self.help, *(argument.help for argument in self.arguments)):
            if len(text) > LONGEST_HELP:
                raise ValueError(f"{self.name}: a help text has {len(text)} characters: {text}")
        flags = [argument.optional for argument in self.arguments]
        if flags != sorted(flags):
            raise ValueError(f"{self.name}: an optional argument stands before one that is not")

    @property
    def usage(self) -> str:
        """The function with its arguments: "NI59_RATE(cases, [period], [team])"."""
        names = (f"[{one.name}]" if one.optional else one.name for one in self.arguments)
        return f"{self.name}({', '.join(names)})"


_CASES = Argument(
    "cases",
    "The case list: its cells with the row of headings, whole columns, a table with its headings, "
    "or two columns of dates (start, completion) without headings.",
    Takes.CASES,
)
_PERIOD = Argument(
    "period",
    'Which completions to count: a date (its month), "Nov 2010", "Q2 2010-11", "2010-11" for the '
    'financial year or "YTD Nov 2010". Left out: all of them.',
    optional=True,
)
_TEAM = Argument("team", "One team, as the list names it. Left out: all teams.", optional=True)
_INDICATOR = Argument("indicator", 'The indicator, such as "NI59", "NI60" or "CF45".')
_MONTH = Argument("month", 'The month: a date in it, or text such as "Nov 2010".')

_COUNCIL = Argument("council", "The council, by its name or the Department's number of it.")
_YEAR = Argument("year", 'The year, as "2023-24", or 2024 for the one that ends in it.')

_MEASURES = {
    "RATE": "{label}: the share of {what} completed in the period that were in time, between 0 and "
    "1; format the cell as %. #N/A when none were completed; #VALUE! when the list cannot be read.",
    "IN_TIME": "{label}: how many of {what} completed in the period were in time.",
    "COMPLETED": "{label}: how many of {what} were completed in the period.",
}

_GENERAL = (
    Function(
        "TIMELINESS_TABLE",
        "The months of a financial year with the assessments in time and completed, the rate and "
        "the year to date. It fills 7 columns and 13 rows below and beside the cell.",
        (
            _CASES,
            _INDICATOR,
            Argument(
                "year",
                'The financial year as "2010-11", or a date in it. Left out: the latest year.',
                optional=True,
            ),
        ),
    ),
    Function(
        "TIMELINESS_STATUS",
        "Green, Amber or Red for a rate against its target; No numeric target where the target is "
        "words. The rate is compared as it is, not rounded.",
        (
            Argument("rate", "The rate, between 0 and 1."),
            Argument("target", "The target: 83% (0.83), 83, or words."),
            Argument(
                "indicator",
                "The indicator, where it is one of which less is better. Left out: more is better.",
                optional=True,
            ),
        ),
    ),
    Function(
        "TIMELINESS_EXPLAIN",
        "In words: how many rows of a case list were read, used and left out and why, and what "
        "the indicator's figure is made of.",
        (_CASES, _INDICATOR, _PERIOD, _TEAM),
    ),
    Function(
        "WORKING_DAYS_TAKEN",
        "Working days in England from a start to an end, bank holidays left out; the start is day "
        "0 unless the council's settings say day 1.",
        (
            Argument("start", "When the clock starts: a date or a column of them.", Takes.DATES),
            Argument("end", "When it stops: a date or a column as long.", Takes.DATES),
        ),
    ),
    Function(
        "WORKING_DAYS_DUE",
        "The last working day on which an assessment is in time, as a date: format the cell as a "
        "date.",
        (
            Argument("start", "When the clock starts: a date or a column of them.", Takes.DATES),
            Argument("days", "The timescale in working days, such as 45."),
        ),
    ),
    Function(
        "PROJECTED_YEAR_END",
        "The rate at which the financial year ends if the month's rate and its number of "
        "assessments hold until March. It is arithmetic on that assumption, not a forecast.",
        (_CASES, _INDICATOR, _MONTH),
    ),
    Function(
        "RATE_NEEDED",
        "The rate that every month left in the year needs, at this month's number of assessments, "
        "to end on the target. Above 100% it cannot be reached; at 0% or less it is certain.",
        (_CASES, _INDICATOR, _MONTH, Argument("target", "The target: 83% (0.83) or 83.")),
    ),
    Function(
        "BENCHMARK_VALUE",
        "The published share of a council, a region or England in a year, between 0 and 1. #N/A "
        "where none is held: import figures with timeliness benchmarks import.",
        (_COUNCIL, _INDICATOR, _YEAR),
    ),
    Function(
        "BENCHMARK_RANK",
        "A council's place among itself and the set of neighbours in use, 1 for the best; councils "
        "with one value share the best place. #N/A where it has none.",
        (_COUNCIL, _INDICATOR, _YEAR),
    ),
    Function(
        "BENCHMARK_AVERAGE",
        "The simple mean of a set of neighbours, or the published share of a region or England, "
        "between 0 and 1. #N/A where none is held.",
        (
            Argument(
                "group", '"neighbours" for the set in use, a set\'s name, a region or "England".'
            ),
            _INDICATOR,
            _YEAR,
        ),
    ),
)


def functions_of(definitions: Definitions) -> tuple[Function, ...]:
    """Give every worksheet function: three for each indicator, then the general ones.

    Args:
        definitions: the indicators, a council's own among them.

    Raises:
        ValueError: a council's indicator makes a name that Excel does not take.
    """
    of_indicators = (
        function
        for indicator in definitions.indicators.values()
        for function in _of_indicator(indicator)
    )
    return (*of_indicators, *_GENERAL)


def _of_indicator(indicator: Indicator) -> Iterator[Function]:
    what = f"the {in_mid_sentence(indicator.name)}"
    for measure, text in _MEASURES.items():
        help_text = text.format(label=indicator.label, what=what)
        if len(help_text) > LONGEST_HELP:
            # A council's own name for its indicator may be as long as it likes.
            help_text = text.format(label=indicator.label, what="the assessments")
        yield Function(
            name=excel_name(indicator.code, measure),
            help=help_text,
            arguments=(_CASES, _PERIOD, _TEAM),
            indicator=indicator.code,
            measure=measure,
        )
