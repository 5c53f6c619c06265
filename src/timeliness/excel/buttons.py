"""The buttons of the ribbon, one function each: read the workbook, call the engine, show it.

The add-in calls ``press`` with a button's name and shows what comes back; it never meets an error.
Everything that a button does, a command does too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import xlwings
from xlwings import Book

from timeliness import __version__
from timeliness.batch import build_months, months_of
from timeliness.case_list import Field
from timeliness.errors import OutputError, SettingsError, TimelinessError
from timeliness.excel.answers import DONE, Answer, information, warning
from timeliness.excel.busy import busy
from timeliness.excel.catalogue import functions_of
from timeliness.excel.council_here import with_report
from timeliness.excel.explained_cell import explain_cell
from timeliness.excel.pressing import Press
from timeliness.excel.refreshing import refresh_formulas
from timeliness.excel.selected_lists import list_to_check
from timeliness.excel.server import forget_workbook
from timeliness.excel.surroundings import Surroundings, this_computer
from timeliness.excel.verdicts import State
from timeliness.list_check import check_list
from timeliness.measuring import measure
from timeliness.outcomes import Outcome
from timeliness.publishing import SMALL_COUNTS_SHOWN, write_committee_report, write_share_copy
from timeliness.reporting import prepare_month, write_month
from timeliness.settings import Placement
from timeliness.summarising import summarise
from timeliness.watch_list import watch
from timeliness.words import count_of, listed
from timeliness.workbooks.defining import definitions_workbook
from timeliness.workbooks.list_checking import check_workbook
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.placing import Made
from timeliness.workbooks.watching import watch_workbook
from timeliness.working_days import england

_NO_WORKBOOK = "No workbook is open for editing: open one, then press the button again."

_REPORT_AGAIN = (
    "Nothing of yours was changed. Try it once more; if it happens again, please report it with "
    f"Timeliness {__version__}."
)


@dataclass(frozen=True)
class Button:
    """A button that works with the open workbook.

    Attributes:
        run: what it does.
        doing: what the status bar says meanwhile.
    """

    run: Callable[[Press], Answer]
    doing: str


def press(name: str, around: Surroundings | None = None) -> list[str]:
    """Do what a button does, and give what a box is to say: its kind and its text.

    Args:
        name: the button.
        around: what there is beyond the workbook; this computer by default.

    Returns:
        "" for no box, "information" or "warning"; and the text. It never raises.
    """
    try:
        return _pressed(name, around or this_computer()).as_sent
    except TimelinessError as error:
        return warning(str(error)).as_sent
    except Exception as error:  # noqa: BLE001  (an error in Excel would end its Python)
        # The error's own words may hold what stands in a cell, so only its kind is named.
        return warning(
            f"Something happened that Timeliness does not know ({type(error).__name__}). "
            f"{_REPORT_AGAIN}"
        ).as_sent
    finally:
        forget_workbook()


def _pressed(name: str, around: Surroundings) -> Answer:
    if name in WITHOUT_WORKBOOK:
        return WITHOUT_WORKBOOK[name](around)
    if name not in WITH_WORKBOOK:
        raise SettingsError(
            "The ribbon has a button that this version of Timeliness does not know: run timeliness "
            "addin install again."
        )
    button = WITH_WORKBOOK[name]
    book = _calling_book()
    with busy(book.app, button.doing) as tell:
        return button.run(Press(book, around, tell))


def _calling_book() -> Book:
    try:
        book = Book.caller()
        # A workbook that was closed in the meantime is found out only when it is asked something.
        _ = book.name
    except Exception:  # noqa: BLE001  (xlwings and its engines each refuse in their own way)
        raise OutputError(_NO_WORKBOOK) from None
    return book


def check_list_button(pressed: Press) -> Answer:
    """Check list: where every row went, each one left out with a link to its cell."""
    here, today = pressed.here(), pressed.around.today
    lists = list_to_check(pressed.book, here)
    indicators = here.definitions.indicators.values()
    measurement = measure(lists.case_list, indicators, here.calendar, today)
    check = check_list(measurement, today, lists.cell_of)
    template = here.council.template if here.council else None
    team = here.council.settings.council.team if here.council else ""
    return pressed.place(
        Made.CHECK,
        lambda name: check_workbook(check, template=template, team=team, name_in_book=name),
    )


def explain_cell_button(pressed: Press) -> Answer:
    """Explain cell: why the selected formula gives what it gives."""
    return explain_cell(pressed.book, pressed.around.context(), pressed.around.today)


def watch_list_button(pressed: Press) -> Answer:
    """Watch list: open assessments by the days they have left."""
    here = pressed.here()
    watched = watch(pressed.measured(here), here.calendar, pressed.around.today)
    council = here.known
    return pressed.place(
        Made.WATCH_LIST,
        lambda name: watch_workbook(
            watched,
            council=council.name,
            team=council.settings.council.team,
            convention=council.calendar.sentence,
            template=council.template,
            name_in_book=name,
        ),
    )


def build_summary(pressed: Press) -> Answer:
    """Build summary: the month's sheets beside the officer's own, or as a workbook of its own."""
    here = pressed.here()
    council, today = here.known, pressed.around.today
    measurement = pressed.measured(here)
    month = pressed.month(here, measurement)
    watched = watch(measurement, here.calendar, today)
    pressed.tell(f"summarising {month.name}")
    if council.settings.output.placement is Placement.NEW_WORKBOOK:
        prepared = prepare_month(council, measurement, month, today, here.folder, watched)
        if not prepared.unchanged:
            write_month(prepared)
        return pressed.show(prepared.path)
    summary = summarise(council, measurement, month, today)
    return pressed.place(
        Made.MONTH,
        lambda name: monthly_workbook(
            summary, council.template, watched=watched, name_in_book=name
        ),
    )


def build_all_months(pressed: Press) -> Answer:
    """Build all months: a workbook for each month of the lists, in the folder for reports."""
    here = pressed.here()
    measurement = pressed.measured(here)
    months = months_of(measurement, pressed.around.today)
    # One process: others would each have to start a Python of their own beside Excel's.
    running = build_months(
        here.known, measurement, months, pressed.around.today, folder=here.folder, jobs=1
    )
    results = []
    for result in running:
        results.append(result)
        pressed.tell(f"{result.month.name} {result.outcome} ({len(results)} of {len(months)})")
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    done = len(results) - len(failed)
    sentence = f"{count_of(done, 'month')} of {len(months):,} in {here.folder}."
    if failed:
        return warning(sentence, *dict.fromkeys(result.message for result in failed))
    return information(sentence)


def open_folder(pressed: Press) -> Answer:
    """Open folder: the folder that reports go to."""
    folder = pressed.here().folder
    if not folder.is_dir():
        raise OutputError(
            f"There is no folder {folder} yet: it is made when the first report is written into it."
        )
    pressed.around.open_folder(folder)
    return DONE


def committee_report_button(pressed: Press) -> Answer:
    """Committee report: the month as a Word document for a committee."""
    here, today = pressed.here(), pressed.around.today
    measurement = pressed.measured(here)
    month = pressed.month(here, measurement)
    pressed.tell(f"writing the report of {month.name}")
    council = with_report(here, pressed.around.council_file)
    path = write_committee_report(council, measurement, month, today, here.folder)
    return information(f"The report of {month.name} is here: {path}")


def share_copy_button(pressed: Press) -> Answer:
    """Share copy: the month without anything about one child, as a file that may leave."""
    here, today = pressed.here(), pressed.around.today
    measurement = pressed.measured(here)
    month = pressed.month(here, measurement)
    pressed.tell(f"writing the share copy of {month.name}")
    path = write_share_copy(here.known, measurement, month, today, here.folder)
    return information(f"The share copy of {month.name} is here: {path}\n{SMALL_COUNTS_SHOWN}")


def definitions_button(pressed: Press) -> Answer:
    """Definitions: what each indicator counts, its limits with their dates, and the sources."""
    here, today = pressed.here(), pressed.around.today
    council = here.council
    calendar = council.calendar if council else england()
    return pressed.place(
        Made.DEFINITIONS,
        lambda name: definitions_workbook(
            here.definitions,
            meanings={field.value: field.meaning for field in Field},
            convention=calendar.sentence,
            as_of=today,
            template=council.template if council else None,
            name_in_book=name,
        ),
    )


def check_set_up(around: Surroundings) -> Answer:
    """Check set-up: what is in the way of formulas and buttons, and how to mend it."""
    results = around.examine()
    amiss = [one for one in results if one.verdict.state in {State.FAULT, State.WARNING}]
    # What is at fault comes before what is only to be looked at, as a box may not take it all.
    amiss.sort(key=lambda one: one.verdict.state is not State.FAULT)
    tell = warning if any(one.verdict.state is State.FAULT for one in amiss) else information
    looked = f"{count_of(len(results), 'thing')} looked at"
    if not amiss:
        return tell(f"{looked}, and nothing is in the way of formulas and buttons.")
    return tell(
        f"{looked}, {len(amiss):,} of them to be mended or looked at:",
        *(f"{one.name}: {one.verdict.sentence} {one.verdict.fix}".rstrip() for one in amiss),
        pointer="The command timeliness doctor lists every line.",
    )


def about(_: Surroundings) -> Answer:
    """About: the version, what it does, and that nothing leaves the computer."""
    return information(
        f"Timeliness {__version__} (xlwings {xlwings.__version__})",
        "It counts how many of a council's children's social care assessments were finished in "
        "time, from a pasted case list, and shows where every row went.",
        "Everything is done on this computer: nothing is sent anywhere, and your own sheets are "
        "read and never changed. Sheets that Timeliness made are replaced by new ones; rename one "
        "to keep it.",
    )


def refresh_button(pressed: Press) -> Answer:
    """Refresh formulas: enter the formulas that use our functions once more, and calculate."""
    functions = {one.name for one in functions_of(pressed.around.context().definitions)}
    refreshed = refresh_formulas(pressed.book, functions)
    if refreshed.refused:
        return warning(
            f"{count_of(len(refreshed.entered), 'formula')} entered again. Excel refused "
            f"{listed(refreshed.refused)}: the sheet may be protected, or the formula may fill "
            "several cells and has to be entered with Ctrl+Shift+Enter."
        )
    if not refreshed.entered:
        return information("No formula in this workbook uses a function of Timeliness.")
    return information(f"{count_of(len(refreshed.entered), 'formula')} entered again.")


WITH_WORKBOOK = {
    "check_list": Button(check_list_button, "checking the case list"),
    "explain_cell": Button(explain_cell_button, "looking at the formula"),
    "watch_list": Button(watch_list_button, "listing open assessments"),
    "build_summary": Button(build_summary, "building the summary"),
    "build_all_months": Button(build_all_months, "building every month"),
    "open_folder": Button(open_folder, "looking for the folder"),
    "committee_report": Button(committee_report_button, "writing the committee report"),
    "share_copy": Button(share_copy_button, "writing the share copy"),
    "definitions": Button(definitions_button, "listing the definitions"),
    "refresh_formulas": Button(refresh_button, "entering formulas again"),
}
"""The buttons that work with the open workbook, by the names that the ribbon has for them."""

WITHOUT_WORKBOOK = {"check_set_up": check_set_up, "about": about}
"""The buttons that need none."""

BUTTONS = (*WITH_WORKBOOK, *WITHOUT_WORKBOOK)
"""Every button's name."""
