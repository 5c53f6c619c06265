"""Where the files lie that come with the package: workbook templates and the example."""

from __future__ import annotations

from pathlib import Path

from timeliness.errors import InstallationError

_PACKAGE = Path(__file__).parent


def shipped_file(*parts: str) -> Path:
    """Find a file or folder that comes with the package.

    An installed package carries them inside itself; a checkout has them at its top level.

    Args:
        parts: the path, such as ``"workbook_templates", "monthly_summary.xlsx"``.

    Raises:
        InstallationError: the file did not come with this installation.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parents[1]):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise InstallationError(
        f"{'/'.join(parts)} is missing, which comes with Timeliness: install Timeliness again."
    )


def monthly_template() -> Path:
    """Find the template of the month's workbook, whose look every other sheet takes on.

    Raises:
        InstallationError: the file did not come with this installation.
    """
    return shipped_file("workbook_templates", "monthly_summary.xlsx")
