"""A workbook's bytes: the same for the same content, valid to the schema, with alt texts.

openpyxl stamps the clock into two places, orders the parts of a font otherwise than the schema
wants, and has no door for the alternative text of a chart. Each is mended here, once, on the
finished package.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import quoteattr

from lxml.etree import LxmlError
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from timeliness.archives import packed, parts_of
from timeliness.errors import OutputError

_FONT_ORDER = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)


def package_bytes(workbook: Workbook, *, made_on: date) -> bytes:
    """Give the bytes of a workbook.

    Args:
        workbook: the workbook, with its properties set; a chart's or picture's alternative
            text is its ``description``.
        made_on: the day that stands in its properties as that of its making.

    Returns:
        The .xlsx file; equal content gives equal bytes on every machine.

    Raises:
        OutputError: the folder for temporary files does not take the sheets while they are put
            together.
    """
    alt_texts = _alt_texts(workbook)
    raw = io.BytesIO()
    try:
        # It is put together without compressing, because each part is compressed below.
        ExcelWriter(workbook, zipfile.ZipFile(raw, "w")).save()
    except (OSError, LxmlError):
        # openpyxl puts each sheet together in a temporary file.
        raise OutputError(
            "The workbook could not be put together in the computer's folder for temporary files: "
            "free some space, and check that you may write there. What was there before is "
            "unchanged."
        ) from None
    stamp = f"{made_on.isoformat()}T00:00:00Z"
    return packed(
        (name, _mended(name, content, stamp, alt_texts))
        for name, content in parts_of(raw.getvalue())
    )


def _mended(name: str, content: bytes, stamp: str, alt_texts: list[list[str]]) -> bytes:
    if name == "docProps/core.xml":
        return _with_stamp(content.decode(), stamp).encode()
    if name == "xl/styles.xml":
        return _with_font_order(content.decode()).encode()
    if found := re.fullmatch(r"xl/drawings/drawing(\d+)\.xml", name):
        return _with_alt_texts(content.decode(), alt_texts[int(found[1]) - 1]).encode()
    return content


def worksheets_of(workbook: Workbook) -> list[Worksheet]:
    """Give the sheets of a workbook that hold cells, in their order."""
    return [sheet for sheet in workbook.worksheets if isinstance(sheet, Worksheet)]


def _alt_texts(workbook: Workbook) -> list[list[str]]:
    """Collect the alternative texts in the order in which openpyxl writes drawings.

    A sheet's charts come first, then its pictures; a picture is the template's logo. openpyxl has
    no public list of either.
    """
    drawn = [
        (vars(sheet).get("_charts", ()), vars(sheet).get("_images", ()))
        for sheet in worksheets_of(workbook)
    ]
    return [
        [*(getattr(chart, "description", "") for chart in charts), *("Logo" for _ in images)]
        for charts, images in drawn
        if charts or images
    ]


def _with_stamp(core: str, stamp: str) -> str:
    return re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*", rf"\g<1>{stamp}", core)


def _with_font_order(styles: str) -> str:
    def ordered(font: re.Match[str]) -> str:
        parts = re.findall(r"<(\w+)[^>]*/>", font[1]), re.findall(r"<\w+[^>]*/>", font[1])
        in_order = sorted(zip(*parts, strict=True), key=lambda part: _FONT_ORDER.index(part[0]))
        return f"<font>{''.join(part for _, part in in_order)}</font>"

    return re.sub(r"<font>(.*?)</font>", ordered, styles, flags=re.DOTALL)


def _with_alt_texts(drawing: str, texts: Sequence[str]) -> str:
    remaining = iter(texts)

    def described(properties: re.Match[str]) -> str:
        text = next(remaining, "")
        without = re.sub(r'\sdescr="[^"]*"', "", properties[1]) if text else properties[1]
        return f"<{without}{f' descr={quoteattr(text)}' if text else ''}{properties[2]}>"

    return re.sub(r"<((?:\w+:)?cNvPr\b[^>]*?)(\s*/?)>", described, drawing)
