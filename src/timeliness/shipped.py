"""Where the files lie that come with the package: workbook templates and the example."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped_file(*parts: str) -> Path:
    """Find a file or folder that comes with the package.

    An installed package carries them inside itself; a checkout has them at its top level.

    Args:
        parts: the path, such as ``"workbook_templates", "monthly_summary.xlsx"``.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parents[1]):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))


def monthly_template() -> Path:
    """Find the template of the month's workbook, whose look every other sheet takes on.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return shipped_file("workbook_templates", "monthly_summary.xlsx")
