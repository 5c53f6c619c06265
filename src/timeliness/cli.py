"""The command line: everything a button does, for those who prefer to type or to schedule."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from timeliness import __version__
from timeliness.building import build_councils, choose_months
from timeliness.case_list import CaseListFile, ListOptions, read_case_list
from timeliness.commands.publishing import print_leaks, write_share_copy
from timeliness.errors import SettingsError, TimelinessError, UnusableInputError
from timeliness.indicators import Indicator, published_definitions
from timeliness.measuring import Cohort, Measurement, measure
from timeliness.periods import PeriodKind, read_month
from timeliness.rates import PeriodRate, rates_by, rates_by_team, tally
from timeliness.reporting import read_and_measure, write_watch_list
from timeliness.settings import read_council
from timeliness.shipped import shipped_file
from timeliness.summary import summarise
from timeliness.watch_list import watch as open_assessments
from timeliness.watching import print_watch_list
from timeliness.words import count_of

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="How many children's social care assessments were completed in time.",
)


class By(StrEnum):
    """How rates are divided."""

    MONTH = "month"
    QUARTER = "quarter"
    YTD = "ytd"
    YEAR = "year"
    TEAM = "team"


CaseLists = Annotated[
    list[Path],
    typer.Argument(
        help="Case lists: .xlsx, .xlsm, .xlsb, .xls, .ods, .csv or .tsv files.", show_default=False
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", help='A heading of your own, as in --column end="Signed off".'),
]
Sheets = Annotated[
    list[str] | None, typer.Option("--sheet", help="A sheet to read; every case list by default.")
]
IndicatorCode = Annotated[
    str | None, typer.Option("--indicator", help="One indicator, such as NI59; all by default.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="The day the figures are made as of, as 2010-12-06; today by default."
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="The folder to write to.")]
SettingsFile = Annotated[
    Path, typer.Argument(help="The council's settings, council.toml.", show_default=False)
]
_DEMO_AS_OF = date(2010, 12, 6)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    if version:
        print(f"Timeliness {__version__}")  # noqa: T201
        raise typer.Exit


@app.command()
def demo(out: Out = None) -> None:
    """Build November 2010 for Harrow, the example that comes with Timeliness."""
    build_councils(
        [shipped_file("examples", "harrow_2010_11", "council.toml")],
        choose_months("Nov 2010", every=False, first=None, last=None, as_of=_DEMO_AS_OF),
        _DEMO_AS_OF,
        folder=(out or Path("timeliness-demo")).resolve(),
        jobs=1,
        force=False,
        console=_console(),
    )


@app.command()
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
    day = _as_of(as_of)
    choice = choose_months(month, every=every, first=first, last=last, as_of=day)
    code = build_councils(
        settings, choice, day, folder=out, jobs=jobs, force=force, console=_console()
    )
    if code:
        raise typer.Exit(code)


@app.command()
def watch(
    settings: SettingsFile,
    as_of: AsOf = None,
    out: Out = None,
) -> None:
    """List open assessments by the days they have left; with --out, as a workbook too."""
    council = read_council(settings)
    day = _as_of(as_of)
    watched = open_assessments(read_and_measure(council, day), council.calendar, day)
    console = _console()
    print_watch_list(console, watched)
    if out is not None:
        console.print(f"The workbook is here: {write_watch_list(council, watched, out)}")


@app.command()
def share(
    settings: SettingsFile,
    month: Annotated[str, typer.Option("--month", help='The month, as "Nov 2010" or nov-2010.')],
    out: Out = None,
    as_of: AsOf = None,
    hide_small: Annotated[
        bool, typer.Option("--hide-small", help="Show counts of 1 to 5 as [c].")
    ] = False,
) -> None:
    """Write a copy of a month that may leave the council: counts and rates alone."""
    council, wanted, day = read_council(settings), read_month(month), _as_of(as_of)
    summary = summarise(council, read_and_measure(council, day), wanted, day)
    path = write_share_copy(council, summary, out, hide_small_numbers=hide_small)
    _console().print(f"The share copy is here: {path}")


@app.command("check-share")
def check_share(
    files: Annotated[
        list[Path], typer.Argument(help="Workbooks or documents to check.", show_default=False)
    ],
) -> None:
    """Say what in workbooks or documents should not leave; exit code 1 when anything is found."""
    raise typer.Exit(print_leaks(files))


@app.command()
def check(
    case_lists: CaseLists,
    column: Columns = None,
    sheet: Sheets = None,
    indicator: IndicatorCode = None,
    as_of: AsOf = None,
) -> None:
    """Say where every row of case lists goes, and why each excluded one is left out."""
    measurement = _measure_files(case_lists, column, sheet, indicator, as_of)
    console = _console()
    _print_sources(console, measurement)
    _print_reconciliation(console, measurement)
    for title, findings in (
        ("Left out:", measurement.excluded),
        ("Counted, but to be looked at:", measurement.warnings),
    ):
        if findings:
            console.print(f"\n{title}")
        for finding in findings:
            console.print(f"  {finding.sentence}")
    if not measurement.excluded:
        console.print("\nNo row was left out.")


@app.command()
def rates(
    case_lists: CaseLists,
    column: Columns = None,
    sheet: Sheets = None,
    indicator: IndicatorCode = None,
    by: Annotated[By, typer.Option("--by", help="How to divide the figures.")] = By.MONTH,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write a JSON list for programs.")
    ] = False,
    as_of: AsOf = None,
) -> None:
    """Count how many assessments were completed in time, straight from case lists."""
    measurement = _measure_files(case_lists, column, sheet, indicator, as_of)
    cohorts = [x for x in measurement.cohorts if indicator or not x.is_empty]
    counted = [(cohort, item) for cohort in cohorts for item in _divided(cohort, by)]
    notes = _console(stderr=True)
    notes.print(measurement.reconciliation.sentence)
    for note in dict.fromkeys(note for cohort in cohorts for note in cohort.notes):
        notes.print(note)
    if as_json:
        items = [_as_json(cohort.indicator, by, item) for cohort, item in counted]
        sys.stdout.write(json.dumps(items, indent=2) + "\n")
        return
    _print_rates(counted)


def _console(*, stderr: bool = False) -> Console:
    """Make the console that sentences are printed on: as they are, at their own length."""
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def _divided(cohort: Cohort, by: By) -> Sequence[PeriodRate]:
    counts = tally(cohort)
    return rates_by_team(counts) if by is By.TEAM else rates_by(counts, PeriodKind(by.value))


def _as_json(indicator: Indicator, by: By, item: PeriodRate) -> dict[str, Any]:
    return {
        "indicator": indicator.code,
        "kind": by.value,
        "period": item.period.label,
        "start": item.period.start.isoformat(),
        "end": item.period.end.isoformat(),
        "team": item.team,
        "in_time": item.rate.in_time,
        "completed": item.rate.completed,
        "rate": item.rate.value,
    }


def _print_rates(counted: Sequence[tuple[Cohort, PeriodRate]]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("Indicator")
    table.add_column("Period")
    if any(item.team for _, item in counted):
        table.add_column("Team")
    for heading in ("In time", "Completed", "Rate"):
        table.add_column(heading, justify="right")
    for cohort, item in counted:
        share = item.rate.percent
        table.add_row(
            cohort.indicator.label,
            item.period.label,
            *([item.team] if item.team else []),
            f"{item.rate.in_time:,}",
            f"{item.rate.completed:,}",
            "none completed" if share is None else f"{share}%",
        )
    _console().print(table)


def _measure_files(
    files: Sequence[Path],
    column: Sequence[str] | None,
    sheet: Sequence[str] | None,
    indicator: str | None,
    as_of: str | None,
) -> Measurement:
    definitions = published_definitions()
    wanted = definitions.indicator(indicator) if indicator else None
    options = ListOptions(
        columns=_columns(column or ()), assumed_kind=wanted.assessments if wanted else None
    )
    listed = [CaseListFile(path, sheets=tuple(sheet or ()), options=options) for path in files]
    case_list = read_case_list(listed, definitions)
    indicators = [wanted] if wanted else list(definitions.indicators.values())
    return measure(case_list, indicators, as_of=_as_of(as_of))


def _columns(choices: Sequence[str]) -> dict[str, str]:
    columns = {}
    for choice in choices:
        key, equals, heading = choice.partition("=")
        if not (key.strip() and equals and heading.strip()):
            raise UnusableInputError(
                f'--column {choice} is not complete: write it as --column end="Signed off".'
            )
        columns[key.strip()] = heading.strip()
    return columns


def _as_of(text: str | None) -> date:
    if text is None:
        return datetime.now().astimezone().date()
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise SettingsError(f'"{text}" is not a day: write it as 2010-12-06 or 06/12/2010.')


def _print_sources(console: Console, measurement: Measurement) -> None:
    for source in measurement.case_list.sources:
        place = f"headings in row {source.heading_row}" if source.heading_row else "no headings"
        console.print(
            f"{source.place}: {count_of(source.records, 'row')}, {place}; type of assessment from "
            f"{source.kind_is_from}.",
        )
        for notice in source.notices:
            console.print(f"  {notice}")
    for skipped in measurement.case_list.skipped:
        console.print(f"Not read: {skipped}")


def _print_reconciliation(console: Console, measurement: Measurement) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("Counted for")
    for heading in ("Rows read", "Completed", "Still open", "Other types", "Left out"):
        table.add_column(heading, justify="right")
    lines = [(x.indicator.label, x.reconciliation) for x in measurement.cohorts if not x.is_empty]
    for name, went in (*lines, ("All together", measurement.reconciliation)):
        numbers = (went.read, went.completed, went.still_open, went.other, went.excluded)
        table.add_row(name, *(f"{number:,}" for number in numbers))
    console.print()
    console.print(table)
    for cohort in measurement.cohorts:
        for note in cohort.notes:
            console.print(note)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 2 for what cannot be used.

    Whatever happens ends in one sentence; a person who reads it was never meant to read a
    traceback.
    """
    try:
        app(args=arguments, standalone_mode=True)
    except TimelinessError as error:
        _stop(str(error))
    except KeyboardInterrupt:
        _stop("Stopped; nothing was left half written.")
    except Exception as error:  # noqa: BLE001  (the last line of defence)
        _stop(
            f"Timeliness {__version__} came upon something that it does not know "
            f"({type(error).__name__}), and stopped without writing anything. Please report it "
            "with the command that was typed; leave out the case list itself."
        )


def _stop(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    raise SystemExit(2)
