"""``timeliness workbook``: the workbook in which officers keep their cases and try formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeliness.commands.options import make_console
from timeliness.errors import OutputError
from timeliness.saving import VERSIONS_FOLDER, keep_version, write_file
from timeliness.shipped import shipped_file

_NAME = "Performance workbook.xlsx"


def workbook(
    out: Annotated[
        Path, typer.Option("--out", help="The file to write, or the folder to write it to.")
    ] = Path(_NAME),
    force: Annotated[
        bool, typer.Option("--force", help="Replace a workbook that is there already.")
    ] = False,
) -> None:
    """Write the performance workbook: cases, rates and settings, ready to be filled."""
    path = write_performance_workbook(out, force=force)
    make_console().print(f"The performance workbook is here: {path}")


def write_performance_workbook(out: Path, *, force: bool) -> Path:
    """Copy the performance workbook out and give its path.

    Args:
        out: the file, or a folder for it.
        force: whether a workbook that is there is replaced; it is then kept as an earlier version.

    Raises:
        OutputError: a file is there already, its name is no workbook's, or it cannot be written.
    """
    path = out / _NAME if out.is_dir() else out
    if path.suffix.lower() != ".xlsx":
        raise OutputError(f"{path.name} is not the name of a workbook: let it end in .xlsx.")
    if path.exists():
        if not force:
            raise OutputError(
                f"{path} is there already, perhaps with your cases in it: choose another name with "
                f'--out. With --force it is replaced, and kept in the folder "{VERSIONS_FOLDER}".'
            )
        keep_version(path)
    write_file(path, shipped_file("workbook_templates", "performance_workbook.xlsx").read_bytes())
    return path
