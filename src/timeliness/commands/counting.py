"""``timeliness check`` and ``timeliness rates``: straight from case lists, without a workbook."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from timeliness.commands.options import (
    AsOf,
    CaseLists,
    Columns,
    CountedBy,
    IndicatorCode,
    Sheets,
    as_of_day,
    make_console,
)
from timeliness.errors import UnusableInputError
from timeliness.periods import PeriodKind
from timeliness.reconciliation import several_lines
from timeliness.words import count_of

if TYPE_CHECKING:
    from timeliness.case_list import CaseListFile
    from timeliness.indicators import Indicator
    from timeliness.measuring import Cohort, Measurement
    from timeliness.rates import PeriodRate
    from timeliness.working_days import Calendar


class By(StrEnum):
    """How rates are divided."""

    MONTH = "month"
    QUARTER = "quarter"
    YTD = "ytd"
    YEAR = "year"
    TEAM = "team"


def check(
    case_lists: CaseLists = None,
    settings: CountedBy = None,
    column: Columns = None,
    sheet: Sheets = None,
    indicator: IndicatorCode = None,
    as_of: AsOf = None,
) -> None:
    """Say where every row of case lists goes, and why any is left out."""
    measurement, calendar = _measure_files(
        case_lists or (), settings, column, sheet, indicator, as_of
    )
    console = make_console()
    _print_sources(console, measurement)
    _print_reconciliation(console, measurement)
    console.print(calendar.sentence)
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


def rates(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    case_lists: CaseLists = None,
    settings: CountedBy = None,
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
    measurement, calendar = _measure_files(
        case_lists or (), settings, column, sheet, indicator, as_of
    )
    cohorts = [x for x in measurement.cohorts if indicator or not x.is_empty]
    counted = [(cohort, item) for cohort in cohorts for item in _divided(cohort, by)]
    notes = make_console(stderr=True)
    notes.print(measurement.reconciliation.sentence)
    notes.print(calendar.sentence)
    for note in dict.fromkeys(note for cohort in cohorts for note in cohort.notes):
        notes.print(note)
    for cohort in cohorts:
        periods = dict.fromkeys(item.period for one, item in counted if one is cohort)
        if mixed := cohort.indicator.mixed_sentence(*periods):
            notes.print(mixed)
    if as_json:
        items = [_as_json(cohort.indicator, by, item) for cohort, item in counted]
        sys.stdout.write(json.dumps(items, indent=2) + "\n")
        return
    _print_rates(counted)


def _divided(cohort: Cohort, by: By) -> Sequence[PeriodRate]:
    from timeliness.rates import rates_by, rates_by_team, tally

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
    if not counted:
        make_console().print("No assessment was completed, so there is no rate.")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("Indicator")
    table.add_column("Period")
    if any(item.team for _, item in counted):
        table.add_column("Team")
    for heading in ("In time", "Completed", "Rate"):
        table.add_column(heading, justify="right")
    for cohort, item in counted:
        table.add_row(
            cohort.indicator.label,
            item.period.label,
            *([item.team] if item.team else []),
            f"{item.rate.in_time:,}",
            f"{item.rate.completed:,}",
            item.rate.percent_words,
        )
    make_console().print(table)


def _measure_files(
    files: Sequence[Path],
    settings: Path | None,
    column: Sequence[str] | None,
    sheet: Sequence[str] | None,
    indicator: str | None,
    as_of: str | None,
) -> tuple[Measurement, Calendar]:
    """Measure the lists that were named or else the council's, and say how days were counted."""
    from timeliness.case_list import CaseListFile, read_case_list
    from timeliness.indicators import published_definitions
    from timeliness.measuring import measure
    from timeliness.working_days import england

    _refuse_settings_among(files)
    listed = tuple(CaseListFile(path) for path in files)
    council, definitions, calendar = None, published_definitions(), england()
    if settings is not None:
        from timeliness.settings import read_council

        council = read_council(settings)
        definitions, calendar = council.definitions, council.calendar
        listed = listed or council.case_list_files
    if not listed:
        raise UnusableInputError(
            "There is no case list to read: name one or more, or a council's settings with "
            "--settings council.toml."
        )
    wanted = definitions.indicator(indicator) if indicator else None
    said = _with_options(listed, _columns(column or ()), tuple(sheet or ()), wanted)
    case_list, day = read_case_list(said, definitions), as_of_day(as_of)
    if council is not None and wanted is None:
        from timeliness.summarising import measure_council

        return measure_council(council, case_list, day), calendar
    indicators = [wanted] if wanted else list(definitions.indicators.values())
    return measure(case_list, indicators, calendar, day), calendar


def _with_options(
    files: Sequence[CaseListFile],
    columns: Mapping[str, str],
    sheets: tuple[str, ...],
    wanted: Indicator | None,
) -> list[CaseListFile]:
    """Add what the options say to what the settings say of case lists."""
    assumed = wanted.assessments if wanted else None
    return [
        replace(
            file,
            sheets=sheets or file.sheets,
            tables=() if sheets else file.tables,
            options=replace(
                file.options, columns={**file.options.columns, **columns}, assumed_kind=assumed
            ),
        )
        for file in files
    ]


def _refuse_settings_among(files: Sequence[Path]) -> None:
    for path in files:
        if path.suffix.lower() == ".toml":
            raise UnusableInputError(
                f"{path.name} holds settings and no case list: name it with --settings, as in "
                f'--settings "{path}".'
            )


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
    # An indicator of which every assessment is left out has a line too, or nothing would add up.
    lines = [
        (cohort.indicator.label, cohort.reconciliation)
        for cohort in measurement.cohorts
        if cohort.has_rows
    ]
    for name, went in (*lines, ("All together", measurement.reconciliation)):
        numbers = (went.read, went.completed, went.still_open, went.other, went.excluded)
        table.add_row(name, *(f"{number:,}" for number in numbers))
    console.print()
    console.print(table)
    if said := several_lines((went for _, went in lines), measurement.reconciliation):
        console.print(said)
    for cohort in measurement.cohorts:
        for note in cohort.notes:
            console.print(note)
