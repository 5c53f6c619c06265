"""Text with columns as a block of cells, whatever its encoding and the sign between columns."""

from __future__ import annotations

import csv
import io

from timeliness.case_list.blocks import Block
from timeliness.errors import UnusableInputError

_DELIMITERS = ",;\t|"
_LINES_FOR_DELIMITER = 40
_LETTERS_FOR_DELIMITER = 1024 * 1024


def read_text(content: bytes, name: str, digest: str) -> Block:
    """Read the cells of a text file.

    Args:
        content: the bytes of the file.
        name: its name, for messages.
        digest: the fingerprint of its bytes.

    Raises:
        UnusableInputError: it is no text with columns.
    """
    text, encoding = _decoded(content, name)
    start = text.lstrip()[:200].casefold()
    if start.startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise UnusableInputError(
            f"{name} is a web page, not a workbook, whatever its name says: open it in Excel "
            "and save it as .xlsx."
        )
    if "\x00" in text:
        raise UnusableInputError(
            f"{name} is neither a workbook nor a text file: export the case list again as "
            ".xlsx or .csv."
        )
    delimiter = delimiter_of(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UnusableInputError(
            f"{name} could not be read as text with columns: a quotation mark may be open. "
            "Export it again, or open it in Excel and save it as .xlsx."
        ) from None
    notice = () if encoding == "UTF-8" else (f"{name} was read as {encoding} text.",)
    return Block(rows, file=name, sha256=digest, notices=notice)


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = [("utf-16", "UTF-16")]
    else:
        encodings = [("utf-8-sig", "UTF-8"), ("cp1252", "Windows (Western European)")]
    for codec, encoding in encodings:
        try:
            return content.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    raise UnusableInputError(
        f"{name} is neither a workbook nor a text file that can be read: export it "
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
