"""The one place where names for Excel are made: tables, defined names and worksheet functions.

``NI59`` and ``CF45`` are cell addresses, because columns run to XFD; as the name of a table or
a function they make Excel repair the file or read a cell. Every name therefore comes from here.
"""

from __future__ import annotations

import re

_LAST_COLUMN = "XFD"
_LAST_ROW = 1_048_576
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ROW_COLUMN_ADDRESS = re.compile(r"(R\d*)?(C\d*)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,254}")


def excel_name(*parts: str) -> str:
    """Join parts into a name that Excel accepts: ``excel_name("NI59", "RATE")`` is NI59_RATE.

    Raises:
        ValueError: the parts make a cell address, or hold a character that names may not have.
    """
    name = "_".join(re.sub(r"[^A-Za-z0-9]+", "_", part).strip("_") for part in parts if part)
    if not _NAME.fullmatch(name):
        raise ValueError(f'"{name}" cannot be a name in Excel')
    if is_address(name):
        raise ValueError(f'"{name}" is a cell address, so it cannot be a name in Excel')
    return name


def is_address(name: str) -> bool:
    """Whether Excel would read a name as a cell, a row or a column (in either of its styles)."""
    upper = name.upper()
    if _ROW_COLUMN_ADDRESS.fullmatch(upper):
        return True
    found = _ADDRESS.fullmatch(upper)
    if not found:
        return False
    column, row = found[1], int(found[2])
    return 1 <= row <= _LAST_ROW and (len(column) < 3 or column <= _LAST_COLUMN)
