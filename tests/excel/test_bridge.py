"""The add-in's way to Python, run: what it asks of Windows stands in, the rest is as it is."""

from __future__ import annotations

import re

import pytest
from pyopenvba.apps.excel import ExcelApplication

from timeliness.excel.addin import module_sources
from timeliness.indicators import published_definitions

_WINDOWS = """
Option Explicit
Public SettingsRead As Long, Started As Long, StartLine As String
Public HasSettings As Boolean, LetsStart As Boolean

Public Const NOT_INSTALLED As Long = -2147220903

Public Function SettingOf(ByVal key As String) As String
    SettingsRead = SettingsRead + 1
    If Not HasSettings Then Err.Raise NOT_INSTALLED, "Timeliness", "The file was not found."
    SettingOf = "C:\\Timeliness\\" & key
End Function

Public Function LoadLibraryW(ByVal path As String) As Long
    LoadLibraryW = 1
End Function

Public Function ActivatePython(ByRef result As Variant, ByVal given As String, _
    ByVal mode As Long) As Long
    Started = Started + 1
    StartLine = given
    If LetsStart Then Set result = New Answering Else ActivatePython = -1
End Function

Public Function AskTimes(ByVal times As Long) As String
    Dim number As Long, faults As String
    For number = 1 To times
        faults = faults & " " & Asked()
    Next number
    AskTimes = Trim$(faults)
End Function

Private Function Asked() As String
    On Error GoTo Failed
    Asked = AskPython("NI59_RATE", Array(1))
    Exit Function
Failed:
    Asked = CStr(Err.Number)
End Function

Public Function Seen() As String
    Seen = SettingsRead & " settings read, " & Started & " started"
End Function

Public Sub Arrange(ByVal settings As Boolean, ByVal starts As Boolean)
    HasSettings = settings
    LetsStart = starts
End Sub

Public Function LineUsed() As String
    LineUsed = StartLine
End Function
"""

_ANSWERING = """
Public Function CallUDF(ByVal script As String, ByVal name As String, ByVal given As Variant) _
    As Variant
    CallUDF = script & "." & name
End Function
"""

_ANSWER = "timeliness.excel.functions.NI59_RATE"
_NOT_INSTALLED, _NOT_STARTED = "-2147220903", "-2147220902"


@pytest.fixture
def excel() -> ExcelApplication:
    app = ExcelApplication()
    app.add_workbook()
    sources = module_sources(published_definitions())
    app.add_module(sources["Faults"], name="Faults")
    source = sources["Bridge"]
    source = re.sub(r"#If Win64.*?#End If\n|Private Declare [^\n]*\n", "", source, flags=re.DOTALL)
    # The runtime has no addresses of texts, so that the path itself is handed over.
    app.add_module(source.replace("StrPtr(path)", "path"), name="Bridge")
    app.add_module(_WINDOWS, name="Windows")
    app.add_module(_ANSWERING, name="Answering", kind="class")
    return app


def test_the_settings_file_is_read_once_however_many_formulas_ask(excel: ExcelApplication) -> None:
    excel.run("Arrange", True, True)
    assert excel.run("AskTimes", 3) == " ".join([_ANSWER] * 3)
    assert excel.run("Seen") == "2 settings read, 3 started"
    assert excel.run("LineUsed") == (
        '"C:\\Timeliness\\interpreter" -I -c '
        "\"from timeliness.excel.server import serve; serve('$(CLSID)')\""
    )


def test_a_sheet_of_formulas_waits_once_for_a_python_that_does_not_start(
    excel: ExcelApplication,
) -> None:
    excel.run("Arrange", True, False)
    assert excel.run("AskTimes", 3) == " ".join([_NOT_STARTED] * 3)
    assert excel.run("Seen") == "2 settings read, 1 started"


def test_every_formula_of_a_sheet_knows_that_nothing_is_installed(excel: ExcelApplication) -> None:
    excel.run("Arrange", False, True)
    assert excel.run("AskTimes", 3) == " ".join([_NOT_INSTALLED] * 3)
    assert excel.run("Seen") == "1 settings read, 0 started"


def test_settings_that_were_mended_are_read_at_the_next_press(excel: ExcelApplication) -> None:
    excel.run("Arrange", True, False)
    excel.run("AskTimes", 1)
    excel.run("Arrange", True, True)
    excel.run("ForgetFault")
    assert excel.run("AskTimes", 1) == _ANSWER
    # The program is asked for anew; the library was loaded and stays.
    assert excel.run("Seen") == "3 settings read, 2 started"
