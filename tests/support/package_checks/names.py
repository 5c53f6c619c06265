"""Checks of defined names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.support.package_checks.package import Package
from timeliness.excel_names import is_address

NAME = re.compile(r"[^\W\d][\w.]{0,254}|\\[\w.]*")
"""What Excel accepts as a name, but for cell addresses."""


def name_problems(package: Package) -> Iterator[str]:
    """Check that names are names, are there once, and belong to a sheet that exists."""
    seen: Counter[tuple[str, str | None]] = Counter()
    for element in package.xml(package.workbook).iterfind("{*}definedNames/{*}definedName"):
        name, scope = element.get("name", ""), element.get("localSheetId")
        where = f'The defined name "{name}"'
        if not NAME.fullmatch(name):
            yield f"{where} is not a name that Excel accepts."
        elif is_address(name):
            yield f"{where} is a cell address."
        seen[name.casefold(), scope] += 1
        if seen[name.casefold(), scope] > 1:
            yield f"{where} is there twice."
        if scope is not None and int(scope) >= len(package.sheets):
            yield f"{where} belongs to sheet number {scope}, which is not there."
