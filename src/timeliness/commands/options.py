"""What several commands share: their options, the console, and the day that figures are made."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from timeliness.errors import CalendarError, OutputError, SettingsError
from timeliness.words import day_label, folded_text
from timeliness.written_days import written_day

_ENDS_OF_FILES = frozenset({".csv", ".docx", ".xlsm", ".xlsx"})


def as_written(text: str) -> str:
    """Give a help text with its square brackets, which would be taken for marks of a style."""
    return escape(text)


def _folder(out: Path | None) -> Path | None:
    """Refuse the name of a file where a folder is to be named: a folder of that name misleads.

    Raises:
        OutputError: the name ends as a file's does, and no folder has it.
    """
    if out is not None and out.suffix.lower() in _ENDS_OF_FILES and not out.is_dir():
        raise OutputError(
            f"--out takes a folder, and {out.name} is the name of a file: leave its last part out, "
            f'as in --out "{out.parent}"; the file is named by Timeliness.'
        )
    return out


CaseLists = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Case lists: .xlsx, .xlsm, .xlsb, .xls, .ods, .csv or .tsv files; those of --settings "
        "by default.",
        show_default=False,
    ),
]
CountedBy = Annotated[
    Path | None,
    typer.Option("--settings", help="A council.toml, whose definitions and working days are used."),
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
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="The folder to write to; the files in it are named by Timeliness.",
        callback=_folder,
    ),
]
SettingsFile = Annotated[
    Path, typer.Argument(help="The council's settings, council.toml.", show_default=False)
]
Month = Annotated[str, typer.Option("--month", help='The month, as "Nov 2010" or nov-2010.')]


def make_console(*, stderr: bool = False) -> Console:
    """Make the console that sentences are printed on: as they are, at their own length."""
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def as_of_day(text: str | None) -> date:
    """Read the day that figures are made as of; today where none is given.

    Raises:
        SettingsError: the text is no day.
        CalendarError: the day lies outside the years of the calendar.
    """
    from timeliness.working_days import FIRST_DAY, LAST_DAY

    day = datetime.now().astimezone().date() if text is None else _day(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CalendarError(
            f"{day_label(day)} lies outside {FIRST_DAY.year} to {LAST_DAY.year}, the years whose "
            "working days are known: make the figures as of a day in these years."
        )
    return day


def _day(text: str) -> date:
    year, month, day = written_day(folded_text(text)) or ("", 0, "")
    if len(year) == 4:
        with suppress(ValueError):
            return date(int(year), month, int(day))
    raise SettingsError(f'"{text}" is not a day: write it as 2010-12-06 or 06/12/2010.')
