"""From a file to blocks of cells: workbooks of every age by calamine, text by `texts`.

What a file is, is told from its first bytes, because case systems name web pages and text files
".xls". A file is opened for reading only and its links, macros and connections are never
followed.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import python_calamine
from defusedxml import ElementTree

from timeliness.case_list.blocks import Block
from timeliness.case_list.dates import DateSystem
from timeliness.case_list.packages import checked_package, damaged
from timeliness.case_list.texts import read_text
from timeliness.errors import UnusableInputError
from timeliness.unpacking import OutsidePackage
from timeliness.words import listed

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LOCKED_PARTS = "EncryptedPackage".encode("utf-16-le")
_LOCKED_RECORDS = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06.{14}|\x08\x00\x00\x05.{6})(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
"""How an old workbook of Excel 95 or later begins where a password is needed to open it."""

_MANIFEST = "META-INF/manifest.xml"

MAX_BYTES = 500 * 1024 * 1024
"""The largest file that is read."""

_DAMAGE = (
    python_calamine.CalamineError,
    ElementTree.ParseError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What the readers raise for a damaged package; a refused XML entity is a ValueError."""


def read_blocks(
    path: Path, *, sheets: Sequence[str] = (), tables: Sequence[str] = ()
) -> tuple[Block, ...]:
    """Read the cells of a file.

    Args:
        path: a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) or a text file (.csv, .tsv, .txt).
        sheets: the sheets to read, by name; all of them where none is named.
        tables: Excel tables to read, by name, instead of sheets.

    Returns:
        A block for each sheet or table that holds any cell, in their order.

    Raises:
        UnusableInputError: the file is missing, cannot be opened, or lacks a named sheet.
    """
    content = _read_bytes(path)
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith((_ZIP, _EMPTY_ZIP, _OLE)):
        return _read_workbook(content, path, digest, sheets=sheets, tables=tables)
    if sheets or tables:
        raise UnusableInputError(
            f"{path.name} is a text file and has no sheets or tables: take their names out of "
            "the settings, or name the workbook."
        )
    return (read_text(content, path.name, digest),)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnusableInputError(f"{path} is a folder: name the file in it.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnusableInputError(
                f"{path.name} has {size // 1024**2:,} MB, more than the {MAX_BYTES // 1024**2} MB "
                "that a case list may have. Export a shorter period, or save it as .csv."
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnusableInputError(f"{path} was not found: check the name and the folder.") from None
    except PermissionError:
        raise UnusableInputError(
            f"{path.name} may not be read: close it if it is open elsewhere, and check that you "
            "have access to it."
        ) from None
    except OSError as error:
        raise UnusableInputError(
            f"{path.name} could not be read ({error.strerror or 'the drive did not answer'}): "
            "check the drive and try again."
        ) from None
    if not content.strip(b"\x00 \t\r\n"):
        raise UnusableInputError(f"{path.name} is empty: export it again.")
    return content


def _read_workbook(
    content: bytes, path: Path, digest: str, *, sheets: Sequence[str], tables: Sequence[str]
) -> tuple[Block, ...]:
    is_package = content.startswith((_ZIP, _EMPTY_ZIP))
    package = checked_package(content, path.name) if is_package else None
    with _calamine_errors(path):
        if _is_locked(content, package):
            raise UnusableInputError(
                f"{path.name} is protected with a password, so it cannot be read: save a copy "
                "without the password in a safe place, and remove it afterwards."
            )
        workbook = python_calamine.load_workbook(io.BytesIO(content), load_tables=bool(tables))
        system = _date_system(package) if package else DateSystem.FROM_1900
        if tables:
            return tuple(_table_block(workbook, name, path, digest, system) for name in tables)
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]
        # Excel does not tell capitals in the names of sheets apart.
        known = {name.casefold(): name for name in names}
        for name in sheets:
            if name.casefold() not in known:
                raise UnusableInputError(
                    f'{path.name} has no sheet "{name}": it has '
                    f"{listed([f'{chr(34)}{n}{chr(34)}' for n in names])}."
                )
        wanted = [known[name.casefold()] for name in sheets] or names
        blocks = [_sheet_block(workbook, name, path, digest, system) for name in wanted]
    filled = tuple(block for block in blocks if block.rows)
    if not filled:
        raise UnusableInputError(f"{path.name} has no cells: export it again.")
    return filled


@contextmanager
def _calamine_errors(path: Path) -> Iterator[None]:
    """Turn whatever the workbook reader says of a damaged file into one sentence."""
    try:
        yield
    except UnusableInputError:
        raise
    except MemoryError:
        raise UnusableInputError(
            f"{path.name} is too large for this machine's memory: export a shorter period."
        ) from None
    except _DAMAGE:
        raise UnusableInputError(damaged(path.name)) from None
    except BaseException as error:
        # A damaged file can make the compiled reader panic, which is no Exception; anything
        # else of that rank (an interrupt) goes on.
        if type(error).__name__ != "PanicException":
            raise
        raise UnusableInputError(damaged(path.name)) from None


def _sheet_block(
    workbook: python_calamine.CalamineWorkbook,
    name: str,
    path: Path,
    digest: str,
    system: DateSystem,
) -> Block:
    sheet = workbook.get_sheet_by_name(name)
    row, column = sheet.start or (0, 0)
    return Block(
        sheet.to_python(skip_empty_area=True),
        file=path.name,
        sheet=name,
        first_row=row + 1,
        first_column=column + 1,
        date_system=system,
        sha256=digest,
    )


def _table_block(
    workbook: python_calamine.CalamineWorkbook,
    name: str,
    path: Path,
    digest: str,
    system: DateSystem,
) -> Block:
    names = {known.casefold(): known for known in workbook.table_names or ()}
    if name.casefold() not in names:
        known = listed([f'"{table}"' for table in names.values()]) or "none"
        raise UnusableInputError(f'{path.name} has no table "{name}"; its tables: {known}.')
    table = workbook.get_table_by_name(names[name.casefold()])
    row, column = table.start or (1, 0)
    return Block(
        [list(table.columns), *table.to_python()],
        file=path.name,
        sheet=table.sheet,
        first_row=row,
        first_column=column + 1,
        date_system=system,
        sha256=digest,
    )


def _date_system(package: OutsidePackage) -> DateSystem:
    """Find which date system an Open XML workbook's bare serial numbers follow."""
    workbook = package.content_of("xl/workbook.xml")
    if workbook is None:
        return DateSystem.FROM_1900
    for properties in ElementTree.fromstring(workbook).iter():
        if properties.tag.endswith("}workbookPr"):
            from_1904 = properties.get("date1904", "0") in {"1", "true"}
            return DateSystem.FROM_1904 if from_1904 else DateSystem.FROM_1900
    return DateSystem.FROM_1900


def _is_locked(content: bytes, package: OutsidePackage | None) -> bool:
    """Tell whether a workbook needs a password; its reader calls such a one damaged."""
    if package is None:
        return _LOCKED_PARTS in content or _LOCKED_RECORDS.search(content) is not None
    return b"encryption-data" in (package.content_of(_MANIFEST) or b"")
