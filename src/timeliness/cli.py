"""The command line: everything a button does, for those who prefer to type or to schedule."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import timeliness
from timeliness.commands.addin import addin, doctor
from timeliness.commands.benchmarks import app as benchmarks
from timeliness.commands.building import build, demo
from timeliness.commands.counting import check, rates
from timeliness.commands.performance_workbook import workbook
from timeliness.commands.publishing import check_share, narrative, report, share
from timeliness.commands.regional import region
from timeliness.commands.watching import watch
from timeliness.errors import TimelinessError


class _Stopped(TimelinessError):  # noqa: N818  (a person stopped the run; nothing went wrong)
    """Somebody pressed Ctrl+C."""


class _Commands(TyperGroup):
    """The commands, of which a person may stop each; Typer would end such a run without a word."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was typed."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _Stopped("Stopped; nothing was left half written.") from None


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="How many children's social care assessments were completed in time.",
)
for command in (
    demo,
    build,
    watch,
    narrative,
    report,
    share,
    check_share,
    check,
    rates,
    region,
    workbook,
    doctor,
):
    app.command(command.__name__.replace("_", "-"))(command)
app.add_typer(addin, name="addin")
app.add_typer(benchmarks, name="benchmarks")


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    if version:
        print(f"Timeliness {timeliness.__version__}")  # noqa: T201
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 2 for what cannot be used.

    Whatever happens ends in one sentence; a person who reads it was never meant to read a
    traceback.
    """
    # A log file on Windows does not take every letter of a name, which is no reason to stop a run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app(args=arguments, standalone_mode=True)
    except TimelinessError as error:
        _stop(str(error))
    except Exception as error:  # noqa: BLE001  (the last line of defence)
        _stop(
            f"Timeliness {timeliness.__version__} came upon something that it does not know "
            f"({type(error).__name__}), and stopped. Please report it with the command that was "
            "typed; leave out the case list itself."
        )


def _stop(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    raise SystemExit(2)
