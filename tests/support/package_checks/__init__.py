"""What makes Excel repair or misread a workbook although its schema is met.

``problems_of`` holds our own checks, ``schema_problems_of`` asks the Open XML SDK; a file that
we hand out passes both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from tests.support.package_checks.cells import cell_problems
from tests.support.package_checks.drawings import drawing_problems
from tests.support.package_checks.formulas import formula_problems
from tests.support.package_checks.names import name_problems
from tests.support.package_checks.package import Package, container_problems
from tests.support.package_checks.ribbon import ribbon_problems
from tests.support.package_checks.schema import schema_problems_of
from tests.support.package_checks.tables import table_problems

__all__ = ["problems_of", "schema_problems_of"]


def problems_of(
    source: Path | bytes,
    *,
    procedures: Collection[str] | None = None,
    images: Collection[str] | None = None,
) -> list[str]:
    """Name what is wrong with a workbook or an add-in, one plain sentence for each fault.

    Args:
        source: an .xlsx, .xlsm or .xlam file, or its bytes.
        procedures: the names of the VBA procedures in it, to which ribbon callbacks must lead;
            without them callbacks are not looked up.
        images: the names of Office's own icons; without them icons are not looked up.

    Returns:
        Sentences; none when all is well. Where parts cannot be read at all, only these.
    """
    package = Package.read(source)
    return list(container_problems(package)) or list(_content_problems(package, procedures, images))


def _content_problems(
    package: Package, procedures: Collection[str] | None, images: Collection[str] | None
) -> Iterator[str]:
    yield from cell_problems(package)
    yield from table_problems(package)
    yield from name_problems(package)
    yield from formula_problems(package)
    yield from drawing_problems(package)
    yield from ribbon_problems(package, procedures, images)
    yield from _property_problems(package)


def _property_problems(package: Package) -> Iterator[str]:
    core = package.related("", "core-properties")
    for name in ("title", "language"):
        if not any((package.xml(part).findtext(f"{{*}}{name}") or "").strip() for part in core):
            yield f"The document properties have no {name}."
