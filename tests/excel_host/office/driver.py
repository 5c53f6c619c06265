"""Drives LibreOffice over UNO. It runs in the Python that LibreOffice brings, which has ``uno``.

It reads a list of steps as JSON from its input, carries them out in a workbook and writes what each
of them gave as a JSON list to its output.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

MACROS_RUN = 4
SECONDS_TO_START = 60


def main(pipe, path, steps):
    desktop = connect(pipe)
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(path), "_blank", 0,
        (option("Hidden", True), option("MacroExecutionMode", MACROS_RUN)),
    )  # fmt: skip
    try:
        return [STEPS[name](document, *arguments) for name, *arguments in steps]
    finally:
        document.close(True)
        # The office goes while it answers.
        with contextlib.suppress(DisposedException):
            desktop.terminate()


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def write(document, sheet, address, rows):
    """Write values and formulas into cells, row by row, from a cell on."""
    sheets = document.Sheets
    if not sheets.hasByName(sheet):
        sheets.insertNewByName(sheet, sheets.Count)
    target = sheets.getByName(sheet)
    start = target.getCellRangeByName(address).CellAddress
    for down, cells in enumerate(rows):
        for across, value in enumerate(cells):
            cell = target.getCellByPosition(start.Column + across, start.Row + down)
            if isinstance(value, (int, float)):
                cell.Value = value
            elif isinstance(value, str) and value.startswith("="):
                cell.Formula = value
            elif isinstance(value, str):
                cell.String = value


def spread(document, sheet, address, formula):
    """Enter a formula that fills a range of cells."""
    document.Sheets.getByName(sheet).getCellRangeByName(address).ArrayFormula = formula


def calculate(document):
    document.calculateAll()


def read(document, sheet, address):
    """Give the values of a range; an error as its text."""
    target = document.Sheets.getByName(sheet).getCellRangeByName(address)
    return [list(row) for row in target.DataArray]


def run(document, module, procedure, *arguments):
    """Run a procedure of the add-in and give what it returns."""
    url = f"vnd.sun.star.script:VBAProject.{module}.{procedure}?language=Basic&location=document"
    script = document.getScriptProvider().getScript(url)
    return script.invoke(tuple(arguments), (), ())[0]


STEPS = {"write": write, "spread": spread, "calculate": calculate, "read": read, "run": run}

if __name__ == "__main__":
    json.dump(main(sys.argv[1], sys.argv[2], json.load(sys.stdin)), sys.stdout)
