"""``timeliness narrative``, ``report``, ``share`` and ``check-share``: what others may read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from timeliness.commands.options import (
    AsOf,
    Month,
    Out,
    SettingsFile,
    as_of_day,
    as_written,
    make_console,
)
from timeliness.errors import UnusableInputError
from timeliness.periods import read_month


def narrative(settings: SettingsFile, month: Month, as_of: AsOf = None) -> None:
    """Tell a month in sentences that can be copied into a report."""
    from timeliness.narrative import tell
    from timeliness.reporting import read_and_measure
    from timeliness.settings import read_council
    from timeliness.summarising import summarise

    council, wanted, day = read_council(settings), read_month(month), as_of_day(as_of)
    summary = summarise(council, read_and_measure(council, day), wanted, day)
    make_console().print(tell(summary).text)


def report(settings: SettingsFile, month: Month, out: Out = None, as_of: AsOf = None) -> None:
    """Write the report to a committee as a Word document."""
    from timeliness.publishing import write_committee_report
    from timeliness.reporting import read_and_measure
    from timeliness.settings import read_council

    council, wanted, day = read_council(settings), read_month(month), as_of_day(as_of)
    path = write_committee_report(council, read_and_measure(council, day), wanted, day, out)
    make_console().print(f"The report is here: {path}")


def share(
    settings: SettingsFile,
    month: Month,
    out: Out = None,
    as_of: AsOf = None,
    hide_small: Annotated[
        bool, typer.Option("--hide-small", help=as_written("Show counts of 1 to 5 as [c]."))
    ] = False,
) -> None:
    """Write a copy of a month that may leave the council: counts and rates alone."""
    from timeliness.publishing import SMALL_COUNTS_SHOWN, write_share_copy
    from timeliness.reporting import read_and_measure
    from timeliness.settings import read_council

    council, wanted, day = read_council(settings), read_month(month), as_of_day(as_of)
    path = write_share_copy(
        council, read_and_measure(council, day), wanted, day, out, hide_small_numbers=hide_small
    )
    console = make_console()
    console.print(f"The share copy is here: {path}")
    if hide_small:
        console.print(
            "Small numbers are hidden within this copy. If copies of other months are published "
            "too, check that no difference between two of them gives one back."
        )
    else:
        console.print(SMALL_COUNTS_SHOWN)


def check_share(
    files: Annotated[
        list[Path], typer.Argument(help="Workbooks or documents to check.", show_default=False)
    ],
) -> None:
    """Say what in workbooks or documents should not leave; exit code 1 when anything is found."""
    raise typer.Exit(print_leaks(files))


def print_leaks(files: Sequence[Path]) -> int:
    """Check files, print what should not leave, and give the exit code.

    A file that cannot be read is named, and the others are checked all the same.

    Returns:
        0 when every file is clean, 1 with a leak or with a file that could not be read, 2 when
        none could be read.
    """
    from timeliness.leak_check import check_package

    console, errors = make_console(), make_console(stderr=True)
    found, unread = 0, 0
    for path in files:
        try:
            leaks = check_package(path)
        except UnusableInputError as error:
            errors.print(str(error))
            unread += 1
            continue
        console.print(f"{path.name}: {'should not leave:' if leaks else 'nothing found.'}")
        for leak in leaks:
            console.print(f"  {leak}")
        found += bool(leaks)
    if found + unread < len(files):
        console.print(
            "Counts of 1 to 5 were not looked for: a share copy hides them if it was made with "
            "--hide-small."
        )
    if unread and len(files) > 1:
        errors.print(f"{unread} of {len(files)} files could not be checked.")
    return 2 if unread == len(files) else int(bool(found or unread))
