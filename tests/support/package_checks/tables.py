"""Checks of tables: Excel repairs a file whose header cells and column names differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from tests.support.package_checks.cells import Box, box_of, overlap
from tests.support.package_checks.names import NAME
from tests.support.package_checks.package import Package, Sheet
from timeliness.excel_names import is_address

_DIFFERENCES = ("dataDxfId", "headerRowDxfId", "totalsRowDxfId", "headerRowBorderDxfId")


def table_problems(package: Package) -> Iterator[str]:
    """Check every table: names, header cells, range, merged cells and style numbers."""
    taken: Counter[str] = Counter(
        (name.get("name") or "").casefold()
        for name in package.xml(package.workbook).iterfind("{*}definedNames/{*}definedName")
    )
    identifiers: Counter[str] = Counter()
    for sheet in package.sheets:
        boxes: dict[str, Box] = {}
        for part in package.related(sheet.part, "table"):
            table = package.xml(part)
            name = table.get("displayName", "")
            where = f'Sheet "{sheet.name}": table "{name}"'
            for label in {name, table.get("name", name)}:
                if not NAME.fullmatch(label):
                    yield f'{where}: "{label}" cannot be the name of a table.'
                elif is_address(label):
                    yield f'{where}: the name "{label}" is a cell address.'
            taken[name.casefold()] += 1
            if taken[name.casefold()] > 1:
                yield f"{where}: the name is used twice."
            identifiers[table.get("id", "")] += 1
            if identifiers[table.get("id", "")] > 1:
                yield f"{where}: its number {table.get('id')} is used twice."
            box = box_of(table.get("ref", "A1"))
            for other, other_box in boxes.items():
                if overlap(box, other_box):
                    yield f'{where} overlaps the table "{other}".'
            boxes[name] = box
            yield from _column_problems(package, sheet, table, box, where)
            yield from _style_problems(package, table, where)
        yield from _merge_problems(package, sheet, boxes)


def _column_problems(
    package: Package, sheet: Sheet, table: Element, box: Box, where: str
) -> Iterator[str]:
    names = [_unescaped(column.get("name", "")) for column in _columns(table)]
    width = box[2] - box[0] + 1
    if len(names) != width:
        yield f"{where} has {len(names)} columns and a range of {width}."
    if box[3] - box[1] < 1:
        yield f"{where} has no row below its headers."
    for name, count in Counter(name.casefold() for name in names).items():
        if not name.strip():
            yield f"{where} has a column without a name."
        if count > 1:
            yield f'{where} has two columns called "{name}".'
    filtered = table.find("{*}autoFilter")
    if filtered is not None and box_of(filtered.get("ref", "A1"))[:3] != box[:3]:
        yield f"{where}: its filter covers {filtered.get('ref')}, not its own range."
    if table.get("headerRowCount") == "0":
        return
    cells = package.cells[sheet.name.casefold()]
    for column, name in enumerate(names[:width], start=box[0]):
        address = f"{get_column_letter(column)}{box[1]}"
        cell = cells.get(address)
        if cell is None or cell.kind not in ("s", "inlineStr", "str"):
            yield f"{where}: the header cell {address} is not text."
        elif cell.text != name:
            yield f'{where}: the header cell {address} is not "{name}", the name of its column.'


def _style_problems(package: Package, table: Element, where: str) -> Iterator[str]:
    styles = package.xml(package.related(package.workbook, "styles")[0])
    differences = len(styles.findall("{*}dxfs/{*}dxf"))
    for element in (table, *_columns(table)):
        for key in _DIFFERENCES:
            number = element.get(key)
            if number is not None and int(number) >= differences:
                yield f"{where} has the {key} {number}, but there are {differences}."


def _merge_problems(package: Package, sheet: Sheet, boxes: dict[str, Box]) -> Iterator[str]:
    for merge in package.xml(sheet.part).iterfind("{*}mergeCells/{*}mergeCell"):
        reference = merge.get("ref", "")
        for name, box in boxes.items():
            if overlap(box_of(reference), box):
                yield f'Sheet "{sheet.name}": {reference} is merged inside the table "{name}".'


def _columns(table: Element) -> list[Element]:
    return table.findall("{*}tableColumns/{*}tableColumn")


def _unescaped(name: str) -> str:
    """Give a column's name as its cell shows it: the file writes a line break as _x000a_."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), name)
