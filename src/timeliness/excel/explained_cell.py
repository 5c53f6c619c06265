"""Why the formula in a cell gives what it gives, in words: the button "Explain cell"."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from xlwings import Book, Range, Sheet

from timeliness.errors import FormulaNotFollowedError, TimelinessError
from timeliness.excel.answers import Answer, information, warning
from timeliness.excel.benchmark_answers import BENCHMARK_ANSWERS, Asked
from timeliness.excel.catalogue import Function, Takes, functions_of
from timeliness.excel.cells import (
    Place,
    cells_of,
    error_in,
    figure_of,
    month_in,
    period_in,
    serial_of,
    target_in,
    year_in,
)
from timeliness.excel.context import Context
from timeliness.excel.explained_values import explain_value
from timeliness.excel.formula_parts import Call, calls_in, text_in
from timeliness.excel.named_arguments import indicator_in, team_in
from timeliness.excel.open_cells import clipped, place_of, selected_cells
from timeliness.excel.parsed_lists import measure_cells
from timeliness.explaining import explain
from timeliness.indicators import Indicator
from timeliness.measuring import Cohort
from timeliness.periods import Period, year_to_date
from timeliness.rates import tally
from timeliness.trends.projection import project
from timeliness.trends.statements import needed_sentence, projection_sentence
from timeliness.words import percent_to_a_tenth

_NONE_SELECTED = (
    'Select a cell with a formula of Timeliness first, such as =NI59_RATE(A:H, "Nov 2010"), and '
    "press the button again."
)
_IS_BEHIND = (
    "The cell itself still shows an earlier answer than this: press Refresh formulas, which works "
    "it out anew."
)
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)", re.DOTALL)
_BOOK = re.compile(r"(?:.*[\\/])?\[([^\]]+)\](.+)", re.DOTALL)
_CELLS = re.compile(
    r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+"
)
_TABLE = re.compile(r"(\w+)(?:\[.*\])?", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def explain_cell(book: Book, context: Context, as_of: date) -> Answer:
    """Explain the formula in the selected cell.

    Args:
        book: the workbook from which the button was pressed.
        context: the settings by which formulas count.
        as_of: today, up to which formulas count.
    """
    selected = selected_cells(book)
    if selected is None:
        return warning(_NONE_SELECTED)
    cell = selected[0, 0]
    functions = {function.name: function for function in functions_of(context.definitions)}
    calls = calls_in(str(cell.formula or ""), functions)
    if not calls:
        return warning(_NONE_SELECTED)
    call = calls[0]
    function = functions[call.name]
    try:
        sentences, pointer = _explained(function, call, cell, context, as_of)
    except FormulaNotFollowedError as error:
        return information(f"{function.usage} cannot be explained as it is written. {error}")
    except TimelinessError as error:
        return information(f"{function.usage} gives an error value here. {error}")
    if len(calls) > 1:
        sentences = (*sentences, "The formula holds more than one function; this is the first.")
    return information(*sentences, pointer=pointer)


def _explained(
    function: Function, call: Call, cell: Range, context: Context, as_of: date
) -> tuple[tuple[str, ...], str]:
    """Give the sentences, and where all of them can be read if they are too many for a box."""
    names = [argument.name for argument in function.arguments]
    given = dict(zip(names, call.arguments, strict=False))
    if function.name in BENCHMARK_ANSWERS:
        return _of_published_figures(function, given, cell.sheet, context), ""
    sheet = cell.sheet
    if "cases" not in names:
        sent, where = _as_sent(function, given, sheet)
        return explain_value(function, sent, where, context), ""
    cases = _cells_named(given.get("cases", ""), sheet, "cases")
    in_use = clipped(cases)
    values, where = (cells_of(in_use.raw_value), place_of(in_use)) if in_use else ((), Place())
    indicator = _indicator(function, given, sheet, context)
    period = _period(given, sheet)
    measurement = measure_cells(values, where, indicator, context, as_of)
    team = team_in(_value(given.get("team", ""), sheet, "team"), measurement.case_list)
    wanted = [
        f'"{indicator.code}"',
        f'"{period.label}"' if period else "",
        f'"{team}"' if team else "",
    ]
    everything = ",".join((call.arguments[0], *wanted)).rstrip(",")
    answer, *rest = explain(measurement, indicator, period, team)
    if function.measure and _is_alone(call, cell):
        figure = figure_of(tally(measurement.cohorts[0]).rate(period, team), function.measure)
        if not _shows(cell.raw_value, figure):
            rest.insert(0, _IS_BEHIND)
    rest[:0] = _of_the_years_end(function, given, cell.sheet, measurement.cohorts[0])
    return (
        (answer, *rest),
        f"All of it: write =TIMELINESS_EXPLAIN({everything}) in a free cell.",
    )


def _of_the_years_end(
    function: Function, given: dict[str, str], sheet: Sheet, cohort: Cohort
) -> tuple[str, ...]:
    """Say where the year ends or what it needs, for the formulas that answer this."""
    names = [argument.name for argument in function.arguments]
    if "month" not in names:
        return ()
    month = month_in(_value(given.get("month", ""), sheet, "month"), place_of(sheet.used_range))
    target = target_in(_value(given.get("target", ""), sheet, "target"))
    good_is_high = cohort.indicator.good_is == "high"
    projection = project(tally(cohort), month, target, good_is_high=good_is_high)
    if "target" not in names:
        return (projection_sentence(projection),)
    needed = projection.headline_needed
    if needed.share is None:
        return (f"There is no rate that is needed, so the formula gives #N/A: {needed.outlook}.",)
    return (needed_sentence(projection),)


def _is_alone(call: Call, cell: Range) -> bool:
    """Whether the call is all that the cell's formula holds, so that its answer is the cell's."""
    whole = f"={call.name}({','.join(call.arguments)})"
    return "".join(whole.split()).casefold() == "".join(str(cell.formula).split()).casefold()


def _shows(value: Any, figure: float | int | str) -> bool:
    """Whether a cell shows a figure, by the number that it holds or the error."""
    if isinstance(figure, str) or error_in(value):
        return error_in(value) == figure
    return not isinstance(value, float) or math.isclose(value, figure, rel_tol=1e-9)


def _as_sent(function: Function, given: dict[str, str], sheet: Sheet) -> tuple[list[Any], Place]:
    """Give the arguments as Excel sends them, and where the first of them stands."""
    sent: list[Any] = []
    where = Place()
    for argument in function.arguments:
        text = given.get(argument.name, "")
        if argument.takes is not Takes.DATES or not text or _is_written_out(text):
            sent.append(_value(text, sheet, argument.name))
            continue
        cells = clipped(_cells_named(text, sheet, argument.name))
        sent.append(cells.raw_value if cells else None)
        if cells and len(sent) == 1:
            where = place_of(cells)
    return sent, where


def _is_written_out(argument: str) -> bool:
    return text_in(argument) is not None or _NUMBER.fullmatch(argument) is not None


def _of_published_figures(
    function: Function, given: dict[str, str], sheet: Sheet, context: Context
) -> tuple[str, ...]:
    """Say what is held; why nothing is held is said by the error that it raises."""
    values = [_value(given.get(one.name, ""), sheet, one.name) for one in function.arguments]
    answer = BENCHMARK_ANSWERS[function.name](context, Asked.in_cells(*values))
    shown = f"place {answer}" if isinstance(answer, int) else percent_to_a_tenth(Fraction(answer))
    return (f"{function.usage} gives {shown}.", function.help)


def _indicator(
    function: Function, given: dict[str, str], sheet: Sheet, context: Context
) -> Indicator:
    if function.indicator:
        return context.definitions.indicator(function.indicator)
    return indicator_in(_value(given.get("indicator", ""), sheet, "indicator"), context)


def _period(given: dict[str, str], sheet: Sheet) -> Period | None:
    where = place_of(sheet.used_range)
    for name in ("period", "year", "month"):
        value = _value(given.get(name, ""), sheet, name)
        if name == "year" and value is not None:
            return year_in(value, where)
        period = period_in(value, where)
        if period is not None:
            return year_to_date(period) if name == "month" else period
    return None


def _value(argument: str, sheet: Sheet, name: str) -> Any:
    """Give what an argument holds: nothing, a text, a number, or what its cells hold.

    Raises:
        FormulaNotFollowedError: it is worked out within the formula.
    """
    if not argument:
        return None
    text = text_in(argument)
    if text is not None:
        return text
    if _NUMBER.fullmatch(argument):
        return float(argument)
    cells = _cells_named(argument, sheet, name)
    value = cells.raw_value
    if isinstance(value, datetime):
        # Formulas are told dates as serial numbers.
        return serial_of(value.date(), place_of(cells).date_system)
    return value


def _cells_named(argument: str, sheet: Sheet, name: str) -> Range:
    """Find the cells that an argument names, on this sheet, another one, or in a table.

    Raises:
        FormulaNotFollowedError: it names no cells that can be found.
    """
    try:
        found = _find_cells(argument, sheet)
    except Exception:  # noqa: BLE001  (each engine of xlwings refuses in its own way)
        found = None
    if found is None:
        raise FormulaNotFollowedError(
            f'What stands for "{name}" in the formula cannot be followed here: give it as cells, '
            "a table or a name in this workbook, or write it into a cell of its own."
        )
    return found


def _find_cells(argument: str, sheet: Sheet) -> Range | None:
    book = sheet.book
    if elsewhere := _SHEET.fullmatch(argument):
        name = (elsewhere[1] or elsewhere[2]).replace("''", "'")
        if other := _BOOK.fullmatch(name):
            book, name = book.app.books[other[1]], other[2]
        return _find_cells(elsewhere[3], book.sheets[name])
    if _CELLS.fullmatch(argument.upper()):
        return sheet.range(argument)
    if table := _TABLE.fullmatch(argument):
        for one in book.sheets:
            if any(item.name.casefold() == table[1].casefold() for item in one.tables):
                return one.range(argument)
        for names in (sheet.names, book.names):
            if argument in names:
                return names[argument].refers_to_range
    return None
