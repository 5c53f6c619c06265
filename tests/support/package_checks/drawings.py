"""Checks of charts and pictures: what they show exists, and each is described in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from tests.support.package_checks.cells import box_of
from tests.support.package_checks.formulas import sheets_named_in
from tests.support.package_checks.package import Package

_REFERENCE = re.compile(r"(?:'(?:[^']|'')+'|[^'!(,]+)!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")


def drawing_problems(package: Package) -> Iterator[str]:
    """Check the drawings of every sheet."""
    for sheet in package.sheets:
        for part in package.related(sheet.part, "drawing"):
            where = f'Sheet "{sheet.name}"'
            for kind in ("graphicFrame", "pic"):
                for shape in package.xml(part).iterfind(f".//{{*}}{kind}"):
                    yield from _description_problems(shape, where)
            for chart in package.related(part, "chart"):
                for source in package.xml(chart).iter():
                    if source.find("{*}f") is not None:
                        yield from _source_problems(package, source, f"{where}: a chart")


def _description_problems(shape: Element, where: str) -> Iterator[str]:
    properties = shape.find("*/{*}cNvPr")
    if properties is None:
        return
    decorative = any(
        element.tag.endswith("}decorative") and element.get("val") in ("1", "true")
        for element in properties.iter()
    )
    if not decorative and not properties.get("descr", "").strip():
        yield f'{where}: "{properties.get("name")}" has no alternative text.'


def _source_problems(package: Package, source: Element, where: str) -> Iterator[str]:
    reference = source.findtext("{*}f") or ""
    names = sheets_named_in(reference)
    missing = [name for name in names if name not in package.sheet_names]
    if missing:
        yield f'{where} shows the sheet "{missing[0]}", which is not there.'
        return
    found = list(_REFERENCE.finditer(reference))
    joined = ",".join(one[0] for one in found)
    # Several ranges, as a column with gaps has them, stand in brackets.
    if not found or reference not in ([joined] if len(found) == 1 else []) + [f"({joined})"]:
        yield f'{where} shows "{reference}", which is no range of a sheet.'
        return
    addresses = [address for one in found for address in _addresses(one[1].replace("$", ""))]
    for cache in (*source.iterfind("{*}numCache"), *source.iterfind("{*}strCache")):
        count = cache.find("{*}ptCount")
        if count is not None and int(count.get("val", "0")) != len(addresses):
            yield f"{where} keeps {count.get('val')} values of {reference}, not {len(addresses)}."
            continue
        cells = package.cells[names[0]]
        for point in cache.iterfind("{*}pt"):
            address = addresses[int(point.get("idx", "0"))]
            shown = cells[address].text if address in cells else ""
            if not _same(point.findtext("{*}v") or "", shown):
                yield f"{where} keeps another value than cell {address} of {reference} has."


def _addresses(reference: str) -> Iterator[str]:
    first_column, first_row, last_column, last_row = box_of(reference)
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            yield f"{get_column_letter(column)}{row}"


def _same(kept: str, shown: str) -> bool:
    try:
        return abs(float(kept) - float(shown)) < 1e-9
    except ValueError:
        return kept == shown
