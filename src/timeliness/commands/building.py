"""``timeliness build`` and ``timeliness demo``: progress, the end's table, the exit code."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from timeliness.commands.options import AsOf, Out, as_of_day, make_console
from timeliness.errors import PeriodError, TimelinessError
from timeliness.periods import read_month
from timeliness.shipped import shipped_file
from timeliness.which_months import MonthChoice

if TYPE_CHECKING:
    from timeliness.outcomes import MonthResult
    from timeliness.writers import Writers

ALL_BUILT, SOME_FAILED, NOTHING_DONE = 0, 1, 2
"""The exit codes of a build."""

_DEMO_AS_OF = date(2010, 12, 6)


def demo(out: Out = None) -> None:
    """Build November 2010 for Harrow, the example that comes with Timeliness."""
    build_councils(
        [shipped_file("examples", "harrow_2010_11", "council.toml")],
        choose_months("Nov 2010", every=False, first=None, last=None),
        _DEMO_AS_OF,
        folder=(out or Path("timeliness-demo")).resolve(),
        jobs=1,
        force=False,
        console=make_console(),
    )


def build(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    settings: Annotated[
        list[Path],
        typer.Argument(help="Settings of one or more councils, council.toml.", show_default=False),
    ],
    month: Annotated[
        str | None, typer.Option("--month", help='A month, as "Nov 2010" or nov-2010.')
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every month of the case lists.")] = False,
    first: Annotated[str | None, typer.Option("--from", help="The first month to build.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last month to build.")] = None,
    out: Out = None,
    as_of: AsOf = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="How many processes; one a core by default."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Build months that have not changed as well.")
    ] = False,
) -> None:
    """Build a month's workbook, or those of many months, from a council's settings."""
    day = as_of_day(as_of)
    choice = choose_months(month, every=every, first=first, last=last)
    code = build_councils(
        settings, choice, day, folder=out, jobs=jobs, force=force, console=make_console()
    )
    if code:
        raise typer.Exit(code)


def choose_months(
    month: str | None, *, every: bool, first: str | None, last: str | None
) -> MonthChoice:
    """Give the choice of months that the options of a build make.

    Raises:
        PeriodError: the options name no month, or more than one way to choose.
    """
    ways = (month is not None) + every + (first is not None or last is not None)
    if ways != 1:
        raise PeriodError(
            'Say which months to build, in one way: --month "Nov 2010", --all, or --from apr-2010 '
            "--to nov-2010."
        )
    if month is not None:
        wanted = read_month(month)
        return MonthChoice(wanted, wanted)
    return MonthChoice(read_month(first) if first else None, read_month(last) if last else None)


def settings_files(patterns: Sequence[Path]) -> list[Path]:
    """Give the settings files that were named, also by a pattern that the shell left as it is."""
    found: list[Path] = []
    for pattern in patterns:
        # The folder is no pattern, whatever its name: brackets stand in the names of real ones.
        matches = glob.glob(pattern.name, root_dir=pattern.parent) if "*" in pattern.name else []  # noqa: PTH207
        found += [pattern.parent / match for match in sorted(matches)] or [pattern]
    return found


def build_councils(
    settings: Sequence[Path],
    choice: MonthChoice,
    as_of: date,
    *,
    folder: Path | None,
    jobs: int | None,
    force: bool,
    console: Console,
) -> int:
    """Build the chosen months of councils, print what became of each, and give the exit code.

    Raises:
        TimelinessError: there is one council, and nothing of it could be done.
    """
    from timeliness.outcomes import Outcome
    from timeliness.settings import read_council
    from timeliness.unchanged import files_behind, unchanged_months

    results: list[MonthResult] = []
    refused: list[str] = []
    notices: list[str] = []
    with ExitStack() as stack:

        @cache
        def writers() -> Writers | None:
            return stack.enter_context(other_writers(jobs))

        for path in settings_files(settings):
            try:
                council = read_council(path)
                target = folder or council.output_folder
                files = files_behind(council, as_of)
                unchanged = () if force else unchanged_months(council, choice, files, target)
                if unchanged:
                    results += unchanged
                    continue
                # A run that finds everything as it was is over sooner than these are loaded; the
                # other processes load theirs while this one reads the lists.
                from timeliness.batch import build_months, months_of, span_of
                from timeliness.reporting import read_and_measure
                from timeliness.writers import other_writers

                others = None if choice.is_one_month else writers()
                measurement = read_and_measure(council, as_of)
                months = months_of(measurement, as_of, choice.first, choice.last)
                if not choice.is_one_month:
                    notices.append(span_of(measurement, as_of).quiet_message)
                running = build_months(
                    council,
                    measurement,
                    months,
                    as_of,
                    folder=target,
                    jobs=jobs,
                    force=force,
                    files=files,
                    writers=others,
                )
                with _progress(console, council.name, len(months)) as advance:
                    for result in running:
                        results.append(result)
                        advance(result)
            except TimelinessError as error:
                refused.append(str(error))
    done = [result for result in results if result.outcome is not Outcome.FAILED]
    failures = [*refused, *(result.message for result in results if result.message)]
    if not done:
        raise PeriodError("\n".join(dict.fromkeys(failures)))
    _print_end(console, sorted(results, key=lambda result: (result.council, result.month)))
    for message in dict.fromkeys((*filter(None, notices), *failures)):
        console.print(message)
    return SOME_FAILED if failures else ALL_BUILT


@contextmanager
def _progress(console: Console, name: str, months: int) -> Iterator[Callable[[MonthResult], None]]:
    """Show a bar on a terminal, and a plain line for each of several months elsewhere."""
    if not console.is_terminal:
        many = months > 1
        yield (
            lambda result: (
                console.print(f"{name}, {result.month.name}: {result.outcome}.") if many else None
            )
        )
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=months)
        yield lambda _: progress.advance(task)


def _print_end(console: Console, results: Sequence[MonthResult]) -> None:
    if len(results) == 1:
        _print_one(console, results[0])
        return
    labels = dict.fromkeys(
        label for result in results if result.told for label, _, _ in result.told.figures
    )
    several = len({result.council for result in results}) > 1
    table = Table(box=None, pad_edge=False)
    if several:
        table.add_column("Council")
    table.add_column("Month", no_wrap=True)
    for heading in ("Rows used", "Left out", *labels):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Outcome", no_wrap=True)
    for result in results:
        table.add_row(*([result.council] if several else []), *_row(result, list(labels)))
    console.print(table)
    folders = {result.path.parent: None for result in results if result.path and result.told}
    for folder in folders:
        console.print(f"The workbooks are here: {folder}")
    for result in results:
        _print_revisions(console, result)
    for notice in dict.fromkeys(
        notice for result in results if result.told for notice in result.told.notices
    ):
        console.print(notice)


def _row(result: MonthResult, labels: Sequence[str]) -> list[str]:
    told = result.told
    if told is None:
        return [result.month.label, *[""] * (len(labels) + 2), result.outcome]
    rates = {label: f"{in_time:,}/{completed:,}" for label, in_time, completed in told.figures}
    return [
        result.month.label,
        f"{told.used:,}",
        f"{told.excluded:,}",
        *(rates.get(label, "") for label in labels),
        result.outcome,
    ]


def _print_one(console: Console, result: MonthResult) -> None:
    from timeliness.outcomes import Outcome

    assert result.told is not None  # noqa: S101  (where the only month failed, nothing was done)
    for sentence in (*result.told.sentences, *result.told.notices):
        console.print(sentence)
    _print_revisions(console, result)
    if result.outcome is Outcome.SKIPPED:
        console.print("Nothing has changed since the workbook was built, so it was left as it is.")
    console.print(f"The workbook is here: {result.path}")


def _print_revisions(console: Console, result: MonthResult) -> None:
    from timeliness.outcomes import Outcome

    if result.summary and result.summary.revisions and result.outcome is Outcome.BUILT:
        console.print(f"Changed since the workbook of {result.month.name} before:")
        for revision in result.summary.revisions:
            console.print(f"  {revision.sentence}")
