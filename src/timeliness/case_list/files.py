"""From a file to blocks of cells: workbooks of every age by calamine, text by the csv module.

What a file is, is told from its first bytes, because case systems name web pages and text files
".xls". A file is opened for reading only and its links, macros and connections are never
followed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import python_calamine
from defusedxml import ElementTree

from timeliness.case_list.blocks import Block
from timeliness.case_list.dates import DateSystem
from timeliness.errors import UnusableInputError
from timeliness.words import listed

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ",;\t|"
_LINES_FOR_DELIMITER = 40
_LETTERS_FOR_DELIMITER = 1024 * 1024

MAX_BYTES = 500 * 1024 * 1024
"""The largest file that is read."""

MAX_MEMBERS = 10_000
"""The most parts that a workbook's package may have."""

MAX_EXPANDED_BYTES = 4 * 1024 * 1024 * 1024
"""The most that a workbook's package may expand to."""

MAX_EXPANSION = 200
"""How many times larger than packed a workbook may be; a real one grows about 10 to 40 times."""

MAX_CELLS = 100_000_000
"""The largest block of cells that a sheet may span, empty ones included."""

_SMALL_PACKAGE = 64 * 1024 * 1024
"""Any workbook may expand to this much: it cannot fill a memory."""

_PIECE = 1024 * 1024
_OVERLAP = 64
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
# A pattern that begins with letters is found ten times faster than one that begins with a choice,
# so the usual ways to write a place are looked for one by one, and the odd one only where it is.
_PLACES = (re.compile(rb'r="([A-Za-z]{2,3})\d'), re.compile(rb"r='([A-Za-z]{2,3})\d"))
_ODD_PLACES = (re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{2,3})\d"),)
_NUMBERS = re.compile(rb"(\d{1,7})\s*[\"']")
_BLANKS = (b" ", b"\t", b"\n", b"\r")
_LAST_SINGLE_LETTER = 26
_LAST_ROW = 1_048_576

_DAMAGE = (
    python_calamine.CalamineError,
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
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
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        _check_package(content, path)
        return _read_workbook(content, path, digest, sheets=sheets, tables=tables)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnusableInputError(_locked(path))
        return _read_workbook(content, path, digest, sheets=sheets, tables=tables)
    if sheets or tables:
        raise UnusableInputError(
            f"{path.name} is a text file and has no sheets or tables: take their names out of "
            "the settings, or name the workbook."
        )
    return (_read_text(content, path, digest),)


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


def _check_package(content: bytes, path: Path) -> None:
    """Refuse a package that is broken or that would fill the memory, before it is opened.

    What a package says of its own sizes may be false, so every part is expanded once, a piece at
    a time, and counted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise UnusableInputError(
                    f"{path.name} is a zip file but not a workbook: take the case list out of it, "
                    "or export it again as .xlsx or .csv."
                )
            if len(parts) > MAX_MEMBERS:
                raise UnusableInputError(_bomb(path))
            expanded = 0
            for part in parts:
                is_sheet = part.filename.startswith("xl/worksheets/")
                widest = 1
                for piece in _pieces(content, part):
                    expanded += len(piece)
                    if expanded > min(MAX_EXPANDED_BYTES, _allowed(len(content))):
                        raise UnusableInputError(_bomb(path))
                    if is_sheet:
                        widest = max(widest, _widest_column(piece))
                # The reader holds a sheet as one block, empty cells included, so that two cells
                # in opposite corners would fill any memory. Few sheets are so wide that their
                # rows must be looked at as well.
                if (
                    widest * _LAST_ROW > MAX_CELLS
                    and widest * max(map(_last_row, _pieces(content, part))) > MAX_CELLS
                ):
                    raise UnusableInputError(_bomb(path))
    except (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, NotImplementedError):
        raise UnusableInputError(_damaged(path)) from None


def _allowed(packed: int) -> int:
    return max(_SMALL_PACKAGE, packed * MAX_EXPANSION)


def _pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Expand a part of a package a piece at a time, whatever size it claims to have.

    Raises:
        zipfile.BadZipFile: the part does not lie where the package says.
        zlib.error: the part is damaged.
    """
    header = content[part.header_offset : part.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_ZIP):
        raise zipfile.BadZipFile
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = part.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    expander = zlib.decompressobj(-zlib.MAX_WBITS)
    end = b""
    while packed:
        piece = end + expander.decompress(packed, _PIECE)
        packed = expander.unconsumed_tail
        # A cell's place may be cut in two by the end of a piece, so the next one begins with it.
        end = piece[-_OVERLAP:]
        yield piece


def _widest_column(text: bytes) -> int:
    """Give the number of the last column that a sheet's cells name; one letter counts as Z."""
    patterns = _ODD_PLACES if _is_oddly_spaced(text) else _PLACES
    wide = {letters for pattern in patterns for letters in pattern.findall(text)}
    return max(map(_column_number, wide), default=_LAST_SINGLE_LETTER)


def _last_row(text: bytes) -> int:
    """Give the greatest number that could be a row's, whichever way it is written."""
    return max((int(number) for number in _NUMBERS.findall(text)), default=1)


def _is_oddly_spaced(text: bytes) -> bool:
    """Whether blanks stand beside the sign in "r=", which XML allows and nobody writes."""
    return any(
        blank in text and ((b"r" + blank in text and blank + b"=" in text) or b"r=" + blank in text)
        for blank in _BLANKS
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _read_workbook(
    content: bytes, path: Path, digest: str, *, sheets: Sequence[str], tables: Sequence[str]
) -> tuple[Block, ...]:
    with _calamine_errors(path):
        workbook = python_calamine.load_workbook(io.BytesIO(content), load_tables=bool(tables))
        system = _date_system(content)
        if tables:
            return tuple(_table_block(workbook, name, path, digest, system) for name in tables)
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]
        for name in sheets:
            if name not in names:
                raise UnusableInputError(
                    f'{path.name} has no sheet "{name}": it has '
                    f"{listed([f'{chr(34)}{n}{chr(34)}' for n in names])}."
                )
        blocks = [_sheet_block(workbook, name, path, digest, system) for name in sheets or names]
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
    except python_calamine.PasswordError:
        raise UnusableInputError(_locked(path)) from None
    except MemoryError:
        raise UnusableInputError(
            f"{path.name} is too large for this machine's memory: export a shorter period."
        ) from None
    except _DAMAGE:
        raise UnusableInputError(_damaged(path)) from None
    except BaseException as error:
        # A damaged file can make the compiled reader panic, which is no Exception; anything
        # else of that rank (an interrupt) goes on.
        if type(error).__name__ != "PanicException":
            raise
        raise UnusableInputError(_damaged(path)) from None


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
    try:
        table = workbook.get_table_by_name(name)
    except python_calamine.TableNotFound:
        known = listed([f'"{table}"' for table in workbook.table_names or ()]) or "none"
        raise UnusableInputError(
            f'{path.name} has no table "{name}"; its tables: {known}.'
        ) from None
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


def _date_system(content: bytes) -> DateSystem:
    """Find which date system an Open XML workbook's bare serial numbers follow."""
    if not content.startswith(_ZIP):
        return DateSystem.FROM_1900
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if "xl/workbook.xml" not in package.namelist():
            return DateSystem.FROM_1900
        root = ElementTree.fromstring(package.read("xl/workbook.xml"))
    for properties in root.iter():
        if properties.tag.endswith("}workbookPr"):
            from_1904 = properties.get("date1904", "0") in {"1", "true"}
            return DateSystem.FROM_1904 if from_1904 else DateSystem.FROM_1900
    return DateSystem.FROM_1900


def _read_text(content: bytes, path: Path, digest: str) -> Block:
    text, encoding = _decoded(content, path)
    start = text.lstrip()[:200].casefold()
    if start.startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise UnusableInputError(
            f"{path.name} is a web page, not a workbook, whatever its name says: open it in Excel "
            "and save it as .xlsx."
        )
    if "\x00" in text:
        raise UnusableInputError(
            f"{path.name} is neither a workbook nor a text file: export the case list again as "
            ".xlsx or .csv."
        )
    delimiter = delimiter_of(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UnusableInputError(
            f"{path.name} could not be read as text with columns: a quotation mark may be open. "
            "Export it again, or open it in Excel and save it as .xlsx."
        ) from None
    notice = () if encoding == "UTF-8" else (f"{path.name} was read as {encoding} text.",)
    return Block(rows, file=path.name, sha256=digest, notices=notice)


def _decoded(content: bytes, path: Path) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = [("utf-16", "UTF-16")]
    else:
        encodings = [("utf-8-sig", "UTF-8"), ("cp1252", "Windows (Western European)")]
    for codec, name in encodings:
        try:
            return content.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise UnusableInputError(
        f"{path.name} is neither a workbook nor a text file that can be read: export it "
        "again as .xlsx or .csv."
    )


def first_line_of(text: str) -> tuple[str, ...]:
    """Give the cells of the first line of a text with columns."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    return tuple(next(rows, ()))


def delimiter_of(text: str) -> str:
    """Find the sign between columns: the one that most lines hold, then the one most often."""
    lines = text[:_LETTERS_FOR_DELIMITER].splitlines()[:_LINES_FOR_DELIMITER]
    lines = [line for line in lines if line.strip()]
    return max(
        _DELIMITERS,
        key=lambda sign: (sum(sign in line for line in lines), sum(x.count(sign) for x in lines)),
    )


def _bomb(path: Path) -> str:
    return (
        f"{path.name} is small but would fill this machine's memory when opened, which no case "
        "list does, so it was not opened. Export the list again from the case system."
    )


def _damaged(path: Path) -> str:
    return (
        f"{path.name} is damaged or is not a workbook: open it in Excel and save it again, or "
        "export it again."
    )


def _locked(path: Path) -> str:
    return (
        f"{path.name} is protected with a password, so it cannot be read: save a copy without "
        "the password in a safe place, and remove it afterwards."
    )
