"""Why a formula without a case list gives what it gives, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from timeliness.case_list.dates import read_dates
from timeliness.excel.catalogue import Function
from timeliness.excel.cells import ErrorValue, Place
from timeliness.excel.context import Context
from timeliness.excel.value_answers import DayAnswers, days_due, days_taken, status_in_word
from timeliness.words import count_of, day_label

_STATUS, _TAKEN = "TIMELINESS_STATUS", "WORKING_DAYS_TAKEN"


def explain_value(
    function: Function, sent: Sequence[object], place: Place, context: Context
) -> tuple[str, ...]:
    """Tell what a formula gives, and of an error value where it comes from.

    Args:
        function: the function of the formula, one that takes no case list.
        sent: its arguments in their order, as Excel would send them; None where one is left out.
        place: where its first argument stands.
        context: the settings.

    Raises:
        TimelinessError: the formula gives an error value as a whole; the message says why.
    """
    first, second, *others = sent
    if function.name == _STATUS:
        return (_status(function, status_in_word(context, first, second, others[0])), function.help)
    if function.name == _TAKEN:
        answers = days_taken(context, first, second, place)
    else:
        answers = days_due(context, first, second, place)
    return (*_days(function, answers, place), function.help, context.calendar.sentence)


def _status(function: Function, answer: str) -> str:
    if answer.startswith("#"):
        return (
            f"{function.usage} gives {answer}, because the rate or the target is a cell that does."
        )
    return f'{function.usage} gives "{answer}".'


def _days(function: Function, answers: DayAnswers, place: Place) -> tuple[str, ...]:
    """Say what was counted, and for each sort of error how many cells have it and why."""
    flat = [answer for row in answers for answer in row]
    errors = Counter(answer for answer in flat if isinstance(answer, str))
    counted = [answer for answer in flat if not isinstance(answer, str)]
    if len(flat) == 1:
        shown = _in_words(function, counted[0], place) if counted else _error(str(flat[0]))
        return (f"{function.usage} gives {shown}.",)
    answers_of_cells = f"{count_of(len(counted), 'answer')} for {count_of(len(flat), 'cell')}"
    return (
        f"{function.usage} gives {answers_of_cells}.",
        *(f"{count_of(number, 'cell')} with {_error(error)}." for error, number in errors.items()),
    )


def _in_words(function: Function, answer: float, place: Place) -> str:
    if function.name == _TAKEN:
        return count_of(int(answer), "working day")
    due = read_dates([answer], place.date_system).days[0].item()
    return f"the date {day_label(due)}"


def _error(error: str) -> str:
    if error == ErrorValue.NOT_AVAILABLE.value:
        why = "a date is missing"
    elif error == ErrorValue.VALUE.value:
        why = (
            "what stands for a date is none of 2005 to 2040 that can be read (write it as "
            "dd/mm/yyyy)"
        )
    else:
        return f"{error}, because a date that it is given is that error"
    return f"{error}, because {why} or is that error itself"
