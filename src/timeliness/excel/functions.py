"""The worksheet functions: each a thin call of the engine, found by xlwings under its own name.

The functions of the indicators are made from the registry, a council's own indicators among
them. A result is a number, a text in words or the name of an error value, which the add-in turns
into a true one: never an error message in a cell, because Excel takes a text for more than any
number. Why a cell has an error is told by TIMELINESS_EXPLAIN and the button Explain cell.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeAlias

import xlwings

from timeliness.errors import NotPublishedError, TimelinessError
from timeliness.excel.benchmark_answers import BENCHMARK_ANSWERS, Asked
from timeliness.excel.catalogue import CATEGORY, Function, functions_of
from timeliness.excel.cells import (
    ErrorValue,
    Place,
    cells_of,
    figure_of,
    month_in,
    period_in,
    target_in,
    year_in,
)
from timeliness.excel.context import Context, installed_context
from timeliness.excel.named_arguments import indicator_in, team_in
from timeliness.excel.parsed_lists import ParsedLists, measure_cells
from timeliness.excel.value_answers import DayAnswers, days_due, days_taken, status_in_word
from timeliness.explaining import explain
from timeliness.indicators import Indicator
from timeliness.periods import financial_year_of, months_between, year_to_date
from timeliness.rates import Tally
from timeliness.targets import Target
from timeliness.trends.projection import project
from timeliness.words import MONTHS_HEADINGS
from timeliness.working_days import FIRST_DAY

Answer: TypeAlias = float | int | str
"""What a cell gets."""

Sent: TypeAlias = Any
"""An argument as the add-in hands it over: a value, or rows of values."""

_LONGEST_TEXT = 32_767
"""How many characters a cell takes."""

_LISTS = ParsedLists()


def _for_excel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Register a function with xlwings: arguments arrive as they are sent, errors leave by name.

    How each argument and the result is converted is said and not left to xlwings' defaults, some
    of which are to change in a coming version.
    """

    @wraps(function)
    def answered(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except NotPublishedError:
            return ErrorValue.NOT_AVAILABLE.value
        except TimelinessError:
            return ErrorValue.VALUE.value

    # xlwings would take a type hint for a wish to convert.
    answered.__annotations__ = {}
    registered: Callable[..., Any] = xlwings.ret("default")(answered)
    for name in function.__code__.co_varnames[: function.__code__.co_argcount]:
        registered = xlwings.arg(name, "raw")(registered)
    # The last to be applied, because the others set the category back to xlwings' own.
    return xlwings.func(category=CATEGORY)(registered)


def _today() -> date:
    return datetime.now().astimezone().date()


def _counted(cases: Sent, indicator: Indicator, place: Place, context: Context) -> Tally:
    return _LISTS.tally(cells_of(cases), place, indicator, context, _today())


def _or_not_available(value: float | None) -> Answer:
    return ErrorValue.NOT_AVAILABLE.value if value is None else value


def _of_indicator(function: Function) -> Callable[..., Any]:
    """Make the function of one indicator and measure."""

    def answer(cases: Sent, period: Sent = None, team: Sent = None, place: Sent = None) -> Answer:
        context, where = installed_context().now(), Place.of(place)
        wanted = period_in(period, where)
        counts = _counted(cases, context.definitions.indicator(function.indicator), where, context)
        return figure_of(counts.rate(wanted, team_in(team, counts)), function.measure)

    answer.__name__ = answer.__qualname__ = function.name
    answer.__doc__ = function.help
    return _for_excel(answer)


@_for_excel
def TIMELINESS_TABLE(  # noqa: N802  (the name is the one in the cell)
    cases: Sent, indicator: Sent, year: Sent = None, place: Sent = None
) -> list[list[Answer]]:
    """Give the months of a financial year, with headings above them."""
    context, where = installed_context().now(), Place.of(place)
    counts = _counted(cases, indicator_in(indicator, context), where, context)
    wanted = year_in(year, where)
    if wanted is None and not counts.months:
        return [[ErrorValue.NOT_AVAILABLE.value]]
    wanted = wanted or financial_year_of(counts.months[-1].end)
    table: list[list[Answer]] = [list(MONTHS_HEADINGS)]
    for month in months_between(wanted.start, wanted.end):
        # After its last completion a list says nothing, which is not the same as none.
        known = bool(counts.months) and month <= counts.months[-1]
        rates = (counts.rate(month), counts.rate(year_to_date(month))) if known else ()
        cells = [
            cell
            for rate in rates
            for cell in (rate.in_time, rate.completed, _or_not_available(rate.value))
        ]
        missing = [ErrorValue.NOT_AVAILABLE.value] * (len(MONTHS_HEADINGS) - 1)
        table.append([month.label, *(cells or missing)])
    return table


@_for_excel
def TIMELINESS_STATUS(rate: Sent, target: Sent, indicator: Sent = None) -> str:  # noqa: N802
    """Give the word for a rate against its target; an error in a cell stays that error."""
    return status_in_word(installed_context().now(), rate, target, indicator)


@_for_excel
def TIMELINESS_EXPLAIN(  # noqa: N802
    cases: Sent, indicator: Sent, period: Sent = None, team: Sent = None, place: Sent = None
) -> str:
    """Tell in words what a figure is made of, or why there is none."""
    try:
        context, where = installed_context().now(), Place.of(place)
        wanted, one = period_in(period, where), indicator_in(indicator, context)
        measurement = measure_cells(cells_of(cases), where, one, context, _today())
        name = team_in(team, measurement.case_list)
        return " ".join(explain(measurement, one, wanted, name))[:_LONGEST_TEXT]
    except TimelinessError as error:
        return str(error)[:_LONGEST_TEXT]


@_for_excel
def WORKING_DAYS_TAKEN(start: Sent, end: Sent, place: Sent = None) -> DayAnswers:  # noqa: N802
    """Count the working days between two dates, or between those of two blocks."""
    return days_taken(installed_context().now(), start, end, Place.of(place))


@_for_excel
def WORKING_DAYS_DUE(start: Sent, days: Sent, place: Sent = None) -> DayAnswers:  # noqa: N802
    """Give the last day in time for a start, or for each of a block of them."""
    return days_due(installed_context().now(), start, days, Place.of(place))


@_for_excel
def PROJECTED_YEAR_END(cases: Sent, indicator: Sent, month: Sent, place: Sent = None) -> Answer:  # noqa: N802
    """Give the year's rate if the month's rate and number of assessments hold to its end."""
    context, where = installed_context().now(), Place.of(place)
    one, wanted = indicator_in(indicator, context), month_in(month, where)
    counts = _counted(cases, one, where, context)
    projection = project(counts, wanted, Target.of(None), good_is_high=one.good_is == "high")
    return _or_not_available(None if projection.year_end is None else float(projection.year_end))


@_for_excel
def RATE_NEEDED(  # noqa: N802
    cases: Sent, indicator: Sent, month: Sent, target: Sent, place: Sent = None
) -> Answer:
    """Give the rate that every month left needs for the year to end on its target."""
    context, where = installed_context().now(), Place.of(place)
    one, wanted = indicator_in(indicator, context), month_in(month, where)
    aimed_at = target_in(target)
    counts = _counted(cases, one, where, context)
    projection = project(counts, wanted, aimed_at, good_is_high=one.good_is == "high")
    share = projection.headline_needed.share
    return _or_not_available(None if share is None else float(share))


@_for_excel
def BENCHMARK_VALUE(council: Sent, indicator: Sent, year: Sent) -> Answer:  # noqa: N802
    """Give a published share of a council, a region or England."""
    return _published("BENCHMARK_VALUE", council, indicator, year)


@_for_excel
def BENCHMARK_RANK(council: Sent, indicator: Sent, year: Sent) -> Answer:  # noqa: N802
    """Give a council's place among itself and its neighbours."""
    return _published("BENCHMARK_RANK", council, indicator, year)


@_for_excel
def BENCHMARK_AVERAGE(group: Sent, indicator: Sent, year: Sent) -> Answer:  # noqa: N802
    """Give the mean of a set of neighbours, or the share of a region or England."""
    return _published("BENCHMARK_AVERAGE", group, indicator, year)


def _published(name: str, of: Sent, indicator: Sent, year: Sent) -> Answer:
    asked = Asked.in_cells(of, indicator, year)
    return BENCHMARK_ANSWERS[name](installed_context().now(), asked)


def _each_indicator() -> dict[str, Callable[..., Any]]:
    definitions = installed_context().definitions()
    return {
        function.name: _of_indicator(function)
        for function in functions_of(definitions)
        if function.indicator
    }


def __getattr__(name: str) -> Callable[..., Any]:
    """Give the function of an indicator that the settings did not tell of when this was imported.

    Excel is often there before the drive of the network on which a council's settings lie.

    Raises:
        AttributeError: no indicator has a function of that name.
    """
    functions = _each_indicator()
    if name not in functions:
        raise AttributeError(name)
    globals().update(functions)
    return functions[name]


def _make_ready() -> None:
    """Count one assessment that is made up, so that no officer's formula is the first to count.

    That one would wait for the bank holidays, the headings and the tables of the calendar, thirty
    times as long as for ten thousand rows.
    """
    # Whatever is wrong with the settings is told by the formulas.
    with suppress(TimelinessError):
        context = installed_context().now()
        indicator = next(iter(context.definitions.indicators.values()))
        day = max(indicator.limits[0].start, FIRST_DAY)
        cells = (("Start date", "End date"), (day, day))
        ParsedLists().tally(cells, Place(), indicator, context, day)


# xlwings finds a worksheet function as an attribute of this module.
globals().update(_each_indicator())
_make_ready()
