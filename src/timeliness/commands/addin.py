"""``timeliness addin`` and ``timeliness doctor``: the add-in built, installed and looked over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeliness.commands.options import make_console
from timeliness.excel.places import ADDIN_NAME
from timeliness.saving import write_file

if TYPE_CHECKING:
    from timeliness.excel.installing import Plan
    from timeliness.excel.machine import Machine

addin = typer.Typer(no_args_is_help=True, help="Build, install or take away the Excel add-in.")

CouncilFile = Annotated[
    Path | None,
    typer.Option("--council", help="The council's settings, council.toml, that Excel is to use."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="List the steps, on any system, and do none.")
]


@addin.command()
def build(
    out: Annotated[
        Path | None, typer.Option("--out", help=f"The file to write; {ADDIN_NAME} by default.")
    ] = None,
    council: CouncilFile = None,
) -> None:
    """Build the add-in as a file, and say its SHA-256."""
    from timeliness.excel.addin import build_addin
    from timeliness.excel.installing import definitions_for, sha256

    content = build_addin(definitions_for(str(council) if council else ""))
    path = (out or Path(ADDIN_NAME)).resolve()
    write_file(path, content)
    console = make_console()
    console.print(f"The add-in is here: {path}")
    console.print(f"SHA-256: {sha256(content)}")


@addin.command()
def install(council: CouncilFile = None, dry_run: DryRun = False) -> None:
    """Put the add-in into your Excel, or renew the one that is there."""
    from timeliness.excel.installing import plan_install

    _go(plan_install(this_machine(), council), "installed", dry_run=dry_run)


@addin.command()
def uninstall(dry_run: DryRun = False) -> None:
    """Take away exactly what was installed."""
    from timeliness.excel.installing import plan_uninstall

    _go(plan_uninstall(this_machine()), "taken away", dry_run=dry_run)


def doctor() -> None:
    """Check the set-up for Excel, line by line with a fix; exit code 1 when something is wrong."""
    from timeliness.excel.doctor import examine
    from timeliness.excel.verdicts import State

    console = make_console()
    results = examine(this_machine())
    for result in results:
        verdict = result.verdict
        console.print(f"{result.name}: {verdict.state}. {verdict.sentence}")
        if verdict.fix:
            console.print(f"  {verdict.fix}")
    if any(result.verdict.state is State.FAULT for result in results):
        raise typer.Exit(1)


def this_machine() -> Machine:
    """Give what is to be known of this computer, with the add-in as it would be built here."""
    from timeliness.excel.addin import build_addin
    from timeliness.excel.machine import this_machine as machine

    return machine(build_addin)


def _go(plan: Plan, done: str, *, dry_run: bool) -> None:
    """Carry a plan out, or with a dry run tell it; then print its steps."""
    from timeliness.excel.installing import carry_out

    console = make_console()
    if not dry_run:
        carry_out(plan)
    for step in plan.steps:
        console.print(step.sentence)
    if dry_run:
        console.print("Nothing was done: this was a dry run.")
        for hindrance in plan.hindrances:
            console.print(f"It could not be done here as it stands. {hindrance}")
        return
    console.print(f"The add-in is {done}." if plan.steps else "There was nothing to take away.")
