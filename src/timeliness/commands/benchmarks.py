"""``timeliness benchmarks``: import published figures, show them, and build their workbook."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from timeliness.commands.options import (
    AsOf,
    IndicatorCode,
    Out,
    SettingsFile,
    as_of_day,
    make_console,
)
from timeliness.words import count_of, listed, percent_to_a_tenth

if TYPE_CHECKING:
    from timeliness.benchmarks.department import DepartmentFile
    from timeliness.benchmarks.figures import Figures, PublishedFigure

MOST_LINES = 200
"""How many figures are listed; --json gives them all."""

Store = Annotated[
    Path | None,
    typer.Option("--store", help="The folder of imported figures; your own by default."),
]

StoreOfSettings = Annotated[
    Path | None,
    typer.Option(
        "--store",
        help="The folder of imported figures; by default that of the settings, or else your own.",
    ),
]

app = typer.Typer(
    no_args_is_help=True,
    help="Published figures of other councils: import them, show them, compare with them.",
)


@app.command("import")
def import_figures(
    file: Annotated[
        Path,
        typer.Argument(help="The Department's C2 file, as it was downloaded.", show_default=False),
    ],
    store: Store = None,
    first: Annotated[
        str | None, typer.Option("--from", help="The first year to take, as 2014 or 2013-14.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last year to take.")] = None,
) -> None:
    """Import the Department's figures on the duration of assessments (Children in need, C2)."""
    from timeliness.benchmarks.department import read_department_file
    from timeliness.benchmarks.figures import read_year
    from timeliness.benchmarks.store import add_to_store, default_folder

    console = make_console()
    read = read_department_file(
        file, read_year(first) if first else None, read_year(last) if last else None
    )
    done = add_to_store(store or default_folder(), read.figures)
    for sentence in (*read.notices, *_took(read)):
        console.print(sentence)
    console.print(
        f"New: {done.new:,}. Revised: {done.revised:,}. Held already: {done.unchanged:,}."
    )
    console.print(f"The figures are here: {done.path}")


@app.command("show")
def show(
    indicator: IndicatorCode = None,
    year: Annotated[
        str | None, typer.Option("--year", help="One year, as 2024 or 2023-24.")
    ] = None,
    council: Annotated[
        str | None, typer.Option("--council", help="One council, region or England.")
    ] = None,
    store: StoreOfSettings = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", help="A council.toml, whose store and own tables are read."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Give JSON, for programs.")] = False,
) -> None:
    """Show the published figures that are stored."""
    from timeliness.benchmarks.areas import area_called, areas
    from timeliness.benchmarks.figures import read_year
    from timeliness.benchmarks.measures import measure_called
    from timeliness.benchmarks.store import default_folder, read_store
    from timeliness.indicators import published_definitions
    from timeliness.settings import read_council

    own = read_council(settings) if settings is not None else None
    folder = store or (own.store if own else default_folder())
    figures, definitions = read_store(folder), published_definitions()
    if own is not None:
        figures, definitions = own.published_figures_with(figures), own.definitions
    code = measure_called(indicator, definitions).code if indicator else None
    area = area_called(council).code if council else None
    period = read_year(year) if year else None
    found = [
        figure
        for figure in figures
        if (code is None or figure.indicator == code)
        and (area is None or figure.area == area)
        and (period is None or figure.year == period)
    ]
    found.sort(key=lambda one: (one.indicator, one.year, areas()[one.area].name))
    if as_json:
        typer.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
        return
    _print(found, figures, folder)


@app.command("build")
def build(
    settings: SettingsFile,
    year: Annotated[
        str, typer.Option("--year", help="The year to compare in, as 2024 or 2023-24.")
    ],
    store: StoreOfSettings = None,
    out: Out = None,
    as_of: AsOf = None,
) -> None:
    """Build a workbook that sets a council beside its neighbours, its region and England."""
    from timeliness.benchmarks.figures import read_year
    from timeliness.benchmarks.store import read_store
    from timeliness.reporting import compare_councils, write_benchmarks
    from timeliness.settings import read_council

    council, period, day = read_council(settings), read_year(year), as_of_day(as_of)
    figures = council.published_figures_with(read_store(store or council.store))
    benchmarks = compare_councils(council, figures, period, day)
    path = write_benchmarks(council, benchmarks, out or council.output_folder, day)
    console = make_console()
    for benchmark in benchmarks:
        console.print(f"{benchmark.message}.")
        console.print(benchmark.rank_sentence)
        if benchmark.flag:
            console.print(benchmark.flag)
    console.print(f"The workbook is here: {path}")


def _took(read: DepartmentFile) -> Iterable[str]:
    from timeliness.benchmarks.figures import Symbol

    years = [year.label for year in read.years]
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    symbols = Counter(figure[4] for figure in read.figures if not figure[6])
    shown = [
        f"{count_of(number, 'time')} {Symbol(symbol).value} ({Symbol(symbol).meaning})"
        for symbol, number in sorted(symbols.items())
    ]
    yield (
        f"Took {count_of(read.rows, 'row')} of {span}: the shares within 45 and within 10 working "
        f"days, {len(read.figures):,} figures. {len(read.figures) - symbols.total():,} have a value"
        + (f"; the others have a symbol: {listed(shown)}." if shown else ".")
    )
    left = [f"{count_of(number, 'row')} {why}" for why, number in read.left.items()]
    yield f"Left: {listed(left)}." if left else "No row was left."


def _as_json(figure: PublishedFigure) -> dict[str, Any]:
    from timeliness.benchmarks.areas import areas

    return {
        "council": areas()[figure.area].name,
        "code": figure.area,
        "indicator": figure.indicator,
        "year": figure.year.end.year,
        "period": figure.year.label,
        "value": None if figure.share is None else float(figure.share),
        "in_time": figure.rate.in_time if figure.rate else None,
        "completed": figure.rate.completed if figure.rate else None,
        "symbol": figure.symbol.value if figure.symbol else None,
        "rank": figure.rank.words if figure.rank else None,
        "basis": figure.basis,
        "source": figure.source,
    }


def _print(found: list[PublishedFigure], figures: Figures, folder: Path) -> None:
    from timeliness.benchmarks.store import FILE

    console = make_console()
    if not found:
        console.print(
            "No stored figure is like that: leave out --year, --council or --indicator."
            if len(figures)
            else f"There are no figures in {folder / FILE} yet: fetch them with timeliness "
            "benchmarks import."
        )
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Council", "Code", "Indicator", "Year"):
        table.add_column(heading, no_wrap=heading != "Council")
    for heading in ("Value", "In time", "Completed", "Within days"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in found[:MOST_LINES]:
        table.add_row(*_line(one))
    console.print(table, soft_wrap=False)
    for source in dict.fromkeys(one.source for one in found[:MOST_LINES]):
        console.print(f"Source: {source}.")
    if len(found) > MOST_LINES:
        more = count_of(len(found) - MOST_LINES, "more figure")
        console.print(f"{more}: name a year, a council or an indicator, or give --json.")


def _line(figure: PublishedFigure) -> tuple[str, ...]:
    from timeliness.benchmarks.areas import areas

    symbol = f"[{figure.symbol.value}]" if figure.symbol else ""
    counts = (f"{figure.rate.in_time:,}", f"{figure.rate.completed:,}") if figure.rate else ("", "")
    return (
        areas()[figure.area].name,
        figure.area,
        figure.indicator,
        figure.year.label,
        symbol if figure.share is None else percent_to_a_tenth(figure.share),
        *counts,
        f"{figure.basis}",
    )
