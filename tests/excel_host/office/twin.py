"""The add-in's twin: its modules in a macro workbook, with a bridge through LibreOffice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyopenvba import ExcelFile
from pyopenvba.vba import VBAProject

from tests.support.editing import packed, parts_of
from tests.support.tools import ROOT, office_python, soffice
from timeliness.excel.addin import CLASS_MODULES, module_sources
from timeliness.indicators import published_definitions

_BRIDGE = """
Option Explicit

Public Function AskPython(ByVal functionName As String, ByVal arguments As Variant) As Variant
    AskPython = InOneBlock(Invoke("ask", Array(functionName, arguments)))
End Function

' COM hands rows over as one array of two dimensions; the script provider as arrays of arrays.
Private Function InOneBlock(ByVal given As Variant) As Variant
    Dim row As Long, column As Long, nested As Boolean
    Dim block() As Variant
    If IsArray(given) Then nested = IsArray(given(LBound(given)))
    If Not nested Then
        InOneBlock = given
        Exit Function
    End If
    ReDim block(LBound(given) To UBound(given), LBound(given(0)) To UBound(given(0)))
    For row = LBound(given) To UBound(given)
        For column = LBound(given(row)) To UBound(given(row))
            block(row, column) = given(row)(column)
        Next column
    Next row
    InOneBlock = block
End Function

Public Function PressInPython(ByVal button As String) As Variant
    PressInPython = Invoke("press", Array(button))
End Function

Private Function Invoke(ByVal name As String, ByVal arguments As Variant) As Variant
    Dim factory As Object, provider As Object, script As Object
    Set factory = createUnoService("com.sun.star.script.provider.MasterScriptProviderFactory")
    Set provider = factory.createScriptProvider("")
    Set script = provider.getScript("vnd.sun.star.script:asking.py$" & name & _
        "?language=Python&location=user")
    Invoke = script.invoke(arguments, Array(), Array())
End Function

Public Function Ping() As String
    Ping = "ok"
End Function
"""

_NAMED_OTHERWISE = {".Value2": ".Value", "cells.Parent.Parent.Date1904": "False"}
"""What LibreOffice 7.4 does not have: its Value holds dates as serial numbers, as Value2 does."""


def build_twin(path: Path) -> None:
    """Write the twin: the add-in's modules without those that only Excel's events call."""
    with ExcelFile.create_new(path) as file:
        project = file.vba_project()
        project.delete_module("Module1")
        _add_modules(project)
        file.save(path)


def with_macros(workbook: bytes, path: Path) -> None:
    """Write a workbook of ours with the twin's modules in it.

    LibreOffice does not hand a table's name on to a macro, so that the table of cases is named by
    its cells instead.
    """
    parts = parts_of(workbook)
    cases = re.search(
        rb'displayName="Cases"[^>]*? ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', _tables(parts)
    )
    assert cases is not None
    left, top, right, bottom = (part.decode() for part in cases.groups())
    place = f"Cases!${left}${top}:${right}${bottom}".encode()
    for name, content in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = content.replace(b"Cases[#All]", place)
    kinds = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = kinds.replace(_PLAIN_WORKBOOK, _MACRO_WORKBOOK)
    path.write_bytes(packed(parts))
    with ExcelFile(path) as file:
        file.add_vba_project()
        _add_modules(file.vba_project())
        file.save(path)


_TABLE_OF_CASES = rb'displayName="Cases"[^>]*? ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"'
_PLAIN_WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_WORKBOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def _tables(parts: dict[str, bytes]) -> bytes:
    return b"".join(content for name, content in parts.items() if name.startswith("xl/tables/"))


def _add_modules(project: VBAProject) -> None:
    for name, source in module_sources(published_definitions()).items():
        if name in {*CLASS_MODULES, "ThisWorkbook"}:
            continue
        text = _BRIDGE if name == "Bridge" else source
        for excels, offices in _NAMED_OTHERWISE.items():
            text = text.replace(excels, offices)
        project.add_module(name, text.replace("\n", "\r\n"))


def in_office(workbook: Path, steps: Sequence[Sequence[Any]], profile: Path) -> list[Any]:
    """Open a workbook in LibreOffice with its macros and carry out steps in it.

    Args:
        workbook: the twin.
        steps: a name from ``driver.STEPS`` and its arguments each.
        profile: an empty folder for LibreOffice's own settings.
    """
    scripts = profile / "user" / "Scripts" / "python"
    scripts.mkdir(parents=True)
    asking = Path(__file__).with_name("asking.py")
    (scripts / asking.name).write_text(asking.read_text(encoding="utf-8"), encoding="utf-8")
    pipe = f"timeliness{uuid.uuid4().hex}"
    environment = os.environ | {
        "TIMELINESS_ANSWERING": json.dumps(
            [sys.executable, "-m", "tests.excel_host.office.answering"]
        ),
        # LibreOffice finds its own Python's library by the first Python on the path, which must
        # not be the one of this environment.
        "PATH": os.defpath,
    }
    environment.pop("PYTHONPATH", None)
    office = subprocess.Popen(
        [
            soffice(), "--headless", "--norestore", "--nologo", "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={pipe};urp;",
        ],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        done = subprocess.run(
            [office_python(), str(Path(__file__).with_name("driver.py")), pipe, str(workbook)],
            input=json.dumps(steps), capture_output=True, text=True, timeout=180, check=False,
            env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        )  # fmt: skip
    finally:
        office.terminate()
        office.wait(30)
    assert done.returncode == 0, done.stderr
    given: list[Any] = json.loads(done.stdout)
    return given
