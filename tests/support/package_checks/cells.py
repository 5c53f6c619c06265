"""Checks of sheets, rows, cells, their styles, merged ranges and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from tests.support.package_checks.formulas import sheets_named_in
from tests.support.package_checks.package import Package, Sheet

Box = tuple[int, int, int, int]
"""First column, first row, last column and last row of a range."""


def cell_problems(package: Package) -> Iterator[str]:
    """Check every sheet: name, visibility, order of cells, style numbers, merges and links."""
    for name, count in Counter(sheet.name.casefold() for sheet in package.sheets).items():
        if count > 1:
            yield f'Two sheets are called "{name}".'
    for sheet in package.sheets:
        if len(sheet.name) > 31:
            yield f"{_at(sheet)}: the name has more than 31 characters."
        if sheet.state != "visible":
            yield f"{_at(sheet)} is hidden."
        root = package.xml(sheet.part)
        yield from _order_problems(sheet, root)
        yield from _style_problems(package, sheet, root)
        yield from _merge_problems(sheet, root)
        yield from _link_problems(package, sheet, root)
        yield from _hidden_problems(sheet, root)


def box_of(reference: str) -> Box:
    """Give the bounds of a range such as "A1:C3" or "$B$2"."""
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return (
        first_column or 1,
        first_row or 1,
        last_column or 16_384,
        last_row or 1_048_576,
    )


def overlap(one: Box, other: Box) -> bool:
    """Whether two ranges share a cell."""
    return all(one[i] <= other[i + 2] and other[i] <= one[i + 2] for i in (0, 1))


def _at(sheet: Sheet) -> str:
    return f'Sheet "{sheet.name}"'


def _order_problems(sheet: Sheet, root: Element) -> Iterator[str]:
    rows = list(root.iterfind("{*}sheetData/{*}row"))
    numbers = [int(row.get("r", "0")) for row in rows]
    for before, number in pairwise(numbers):
        if number <= before:
            yield f"{_at(sheet)}: row {number} follows row {before}."
    for row, number in zip(rows, numbers, strict=True):
        addresses = [cell.get("r", "") for cell in row.iterfind("{*}c")]
        places = [coordinate_to_tuple(address) for address in addresses]
        for address, place in zip(addresses, places, strict=True):
            if place[0] != number:
                yield f"{_at(sheet)}: cell {address} stands in row {number}."
        for (left_address, left), (address, right) in pairwise(zip(addresses, places, strict=True)):
            if left == right:
                yield f"{_at(sheet)}: cell {address} is there twice."
            elif right < left:
                yield f"{_at(sheet)}: cell {address} follows cell {left_address}."


def _style_problems(package: Package, sheet: Sheet, root: Element) -> Iterator[str]:
    styles = package.xml(package.related(package.workbook, "styles")[0])
    formats = len(styles.findall("{*}cellXfs/{*}xf"))
    differences = len(styles.findall("{*}dxfs/{*}dxf"))
    strings = len(package.shared_strings)
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        where = f"{_at(sheet)}: cell {cell.get('r')}"
        if int(cell.get("s", "0")) >= formats:
            yield f"{where} has the style {cell.get('s')}, but there are {formats}."
        if cell.get("t") == "s" and int(cell.findtext("{*}v") or "0") >= strings:
            yield f"{where} has the text {cell.findtext('{*}v')}, but there are {strings}."
    for element in root.iter():
        number = element.get("dxfId")
        if number is not None and int(number) >= differences:
            kind = element.tag.rpartition("}")[2]
            yield f"{_at(sheet)}: a {kind} has the dxfId {number}, but there are {differences}."


def _merge_problems(sheet: Sheet, root: Element) -> Iterator[str]:
    merges = [merge.get("ref", "") for merge in root.iterfind("{*}mergeCells/{*}mergeCell")]
    for place, one in enumerate(merges):
        for other in merges[place + 1 :]:
            if overlap(box_of(one), box_of(other)):
                yield f"{_at(sheet)}: the merged ranges {one} and {other} overlap."


def _link_problems(package: Package, sheet: Sheet, root: Element) -> Iterator[str]:
    names = {
        (name.get("name") or "").casefold()
        for name in package.xml(package.workbook).iterfind("{*}definedNames/{*}definedName")
    }
    targets = {to.identifier: to.target for to in package.relationships(sheet.part)}
    for link in root.iterfind("{*}hyperlinks/{*}hyperlink"):
        where = f"{_at(sheet)}: the link in {link.get('ref')}"
        target = next((targets[value] for key, value in link.items() if key.endswith("}id")), "")
        # openpyxl writes a place in the same workbook as a target outside it: "#Summary!A1".
        place = link.get("location") or target.partition("#")[2]
        if not target and not place:
            yield f"{where} leads nowhere."
        elif target and not target.startswith("#"):
            continue
        elif "!" not in place:
            if place.casefold() not in names:
                yield f'{where} leads to "{place}", which is no defined name.'
        else:
            for name in sheets_named_in(place):
                if name not in package.sheet_names:
                    yield f'{where} leads to the sheet "{name}", which is not there.'


def _hidden_problems(sheet: Sheet, root: Element) -> Iterator[str]:
    for path, what in (("{*}sheetData/{*}row", "row"), ("{*}cols/{*}col", "column")):
        for element in root.iterfind(path):
            if element.get("hidden") in ("1", "true"):
                number = element.get("r") or element.get("min")
                yield f"{_at(sheet)}: {what} {number} is hidden."
