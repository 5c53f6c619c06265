"""Checks of formulas: their syntax, and that what they refer to is there.

An engine reads each formula, but forgives what Excel does not, so that brackets and quotation
marks are counted here as well. References to tables are looked up and then replaced by a range,
because the engine knows tables only of files that it loaded itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import ironcalc

from tests.support.package_checks.package import Package

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"'((?:[^']|'')+)'!|([^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!")
_TABLE = re.compile(r"([^\W\d][\w.]*)\[((?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*)\]")
_TABLE_ITEM = re.compile(r"\[((?:'.|[^\[\]'])*)\]")
_OTHER_WORKBOOK = re.compile(r"(?<![\w\[\]])\[(?:\d+|[^\[\]]+\.xl\w+)\]", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{"}

# Newer functions that a file must call by a longer name, or Excel shows #NAME?. Source: the list
# of future functions in Microsoft's [MS-XLSX], as far as reports are likely to use it.
_NEWER = re.compile(
    r"(?<![\w.])(BYCOL|BYROW|CEILING\.MATH|CONCAT|DAYS|FILTER|FLOOR\.MATH|FORMULATEXT|IFNA|IFS|"
    r"ISFORMULA|LAMBDA|LET|MAXIFS|MINIFS|NUMBERVALUE|PERCENTILE\.(?:EXC|INC)|RANK\.(?:AVG|EQ)|"
    r"SEQUENCE|SHEETS?|SORT|SORTBY|STDEV\.[PS]|SWITCH|TEXTJOIN|UNIQUE|VAR\.[PS]|XLOOKUP|XMATCH)\(",
    re.IGNORECASE,
)


def formula_problems(package: Package) -> Iterator[str]:
    """Check every formula of cells, names, tables, rules and validations."""
    found = list(_formulas(package))
    tables = _columns_of_tables(package)
    for where, formula in found:
        yield from (f"{where}: {problem}" for problem in _text_problems(formula))
        missing = [name for name in sheets_named_in(formula) if name not in package.sheet_names]
        if missing:
            yield f'{where}: the formula refers to the sheet "{missing[0]}", which is not there.'
        yield from (f"{where}: {problem}" for problem in _table_problems(formula, tables))
    unread = _not_read_by_engine(package, {formula for _, formula in found})
    for where, formula in found:
        if formula in unread:
            yield f"{where}: the formula cannot be read: {formula}"


def sheets_named_in(formula: str) -> list[str]:
    """Give the names of the sheets that a formula refers to, folded as Excel compares them."""
    found = _SHEET.findall(_TEXT.sub('""', formula))
    names = [quoted.replace("''", "'") or plain for quoted, plain in found]
    return [name.casefold() for ends in names for name in ends.split(":")]


def _formulas(package: Package) -> Iterator[tuple[str, str]]:
    for sheet in package.sheets:
        for address, cell in package.cells[sheet.name.casefold()].items():
            if cell.formula:
                yield f'Sheet "{sheet.name}": cell {address}', cell.formula
        root = package.xml(sheet.part)
        for rule in root.iterfind("{*}conditionalFormatting/{*}cfRule/{*}formula"):
            yield f'Sheet "{sheet.name}": a conditional format', rule.text or ""
        for kind in ("formula1", "formula2"):
            for rule in root.iterfind(f"{{*}}dataValidations/{{*}}dataValidation/{{*}}{kind}"):
                yield f'Sheet "{sheet.name}": a data validation', rule.text or ""
        for part in package.related(sheet.part, "table"):
            table = package.xml(part)
            for formula in table.iterfind("{*}tableColumns/{*}tableColumn/*"):
                if formula.tag.endswith("Formula"):
                    yield f'Table "{table.get("displayName")}"', formula.text or ""
    for name in package.xml(package.workbook).iterfind("{*}definedNames/{*}definedName"):
        yield f'The defined name "{name.get("name")}"', name.text or ""


def _text_problems(formula: str) -> Iterator[str]:
    if formula.startswith("="):
        yield "the formula begins with a second equals sign."
    if "#REF!" in formula:
        yield "the formula refers to something that was deleted."
    bare = _SHEET.sub("Sheet!", _TEXT.sub("", formula))
    if '"' in bare:
        yield "a quotation mark in the formula is not closed."
    elif not _balanced(bare):
        yield "the brackets in the formula do not match."
    if _OTHER_WORKBOOK.search(_TEXT.sub("", formula)):
        yield "the formula refers to another workbook."
    for name in _NEWER.findall(bare):
        yield f"the function {name.upper()} lacks the prefix _xlfn. that files need."


def _balanced(text: str) -> bool:
    stack: list[str] = []
    for sign in text:
        if sign in "([{":
            stack.append(sign)
        elif sign in _BRACKETS and (not stack or stack.pop() != _BRACKETS[sign]):
            return False
    return not stack


def _columns_of_tables(package: Package) -> dict[str, set[str]]:
    tables = [
        package.xml(part)
        for sheet in package.sheets
        for part in package.related(sheet.part, "table")
    ]
    return {
        table.get("displayName", "").casefold(): {
            column.get("name", "").casefold()
            for column in table.iterfind("{*}tableColumns/{*}tableColumn")
        }
        for table in tables
    }


def _table_problems(formula: str, tables: dict[str, set[str]]) -> Iterator[str]:
    for name, inside in _TABLE.findall(_TEXT.sub('""', formula)):
        columns = tables.get(name.casefold())
        if columns is None:
            yield f'the formula refers to the table "{name}", which is not there.'
            continue
        for item in _TABLE_ITEM.findall(inside) or [inside]:
            column = re.sub("'(.)", r"\1", item.removeprefix("@"))
            if column and not item.startswith("#") and column.casefold() not in columns:
                yield f'the formula refers to "{column}", which is no column of "{name}".'


def _not_read_by_engine(package: Package, formulas: set[str]) -> set[str]:
    """Let an engine read every formula on a sheet of its own; give those that it cannot."""
    model = ironcalc.create("checks", "en", "UTC", "en")
    for sheet in package.sheets:
        if sheet.name.casefold() != "sheet1":
            model.add_sheet(sheet.name)
    model.add_sheet("formulas checked")
    page = len(model.get_worksheets_properties()) - 1
    plain = {formula: _TABLE.sub(partial(_as_range), formula) for formula in formulas}
    for row, formula in enumerate(plain.values(), start=1):
        model.update_cell_with_formula(page, row, 1, f"={formula}")
    model.evaluate()
    return {
        formula
        for row, (formula, ours) in enumerate(plain.items(), start=1)
        if model.get_formatted_cell_value(page, row, 1) == "#ERROR!"
        or _cut_short(model.get_cell_formula(page, row, 1) or "", f"={ours}")
    }


def _as_range(found: re.Match[str]) -> str:
    one_row = "#This Row" in found[2] or found[2].startswith("@")
    return "$A$1" if one_row else "$A$1:$A$2"


def _cut_short(read: str, written: str) -> bool:
    """Whether the engine read only the beginning of a formula and dropped its end."""
    short, whole = (re.sub(r"\s", "", text).upper() for text in (read, written))
    return len(short) < len(whole) and whole.startswith(short)
