"""``timeliness share`` and ``timeliness check-share``: what may leave the council."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from timeliness.errors import OutputError
from timeliness.leak_check import check_package, leaks_in
from timeliness.reporting import workbook_name
from timeliness.saving import write_file
from timeliness.settings import Council
from timeliness.summary import MonthlySummary
from timeliness.workbooks.share import share_copy


def write_share_copy(
    council: Council, summary: MonthlySummary, folder: Path | None, *, hide_small_numbers: bool
) -> Path:
    """Build, check and write the share copy of a month.

    Args:
        council: the settings.
        summary: the month.
        folder: where the copy goes; the folder of the settings by default.
        hide_small_numbers: whether small numbers are shown as [c].

    Raises:
        OutputError: the leak check found something in the copy, or it cannot be written.
    """
    name = f"{Path(workbook_name(council, summary.month)).stem} share copy.xlsx"
    content = share_copy(summary, hide_small_numbers=hide_small_numbers)
    if leaks := leaks_in(content, name):
        raise OutputError(f"The share copy was not written. {' '.join(leaks)}")
    path = (folder or council.output_folder) / name
    write_file(path, content)
    return path


def print_leaks(files: Sequence[Path]) -> int:
    """Check files, print what should not leave, and give the exit code: 1 with a leak, else 0.

    Raises:
        UnusableInputError: a file cannot be read.
    """
    console = Console(highlight=False, markup=False)
    code = 0
    for path in files:
        leaks = check_package(path)
        console.print(f"{path.name}: {'should not leave:' if leaks else 'nothing found.'}")
        for leak in leaks:
            console.print(f"  {leak}", soft_wrap=True)
        code = 1 if leaks else code
    return code
