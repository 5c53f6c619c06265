Option Explicit
Option Private Module

' The way to Python: xlwings' library starts one Python for this Excel, which formulas and buttons
' share. Python is started isolated, so that no folder and no variable of the user's is added to
' what it may load, and it is never handed the workbook that a formula stands in.

#If Win64 Then
    Private Declare PtrSafe Function ActivatePython Lib "{dll64}" Alias "XLPyDLLActivateAuto" ( _
        ByRef result As Variant, Optional ByVal config As String = "", _
        Optional ByVal mode As Long = 1) As Long
#Else
    Private Declare PtrSafe Function ActivatePython Lib "{dll32}" Alias "XLPyDLLActivateAuto" ( _
        ByRef result As Variant, Optional ByVal config As String = "", _
        Optional ByVal mode As Long = 1) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr

Private Const SECONDS_BEFORE_NEXT_TRY As Long = 60

Private isLoaded As Boolean
Private startLine As String
Private failedAt As Date
Private failedWith As Long

Public Function AskPython(ByVal functionName As String, ByVal arguments As Variant) As Variant
    AskPython = Python().CallUDF("timeliness.excel.functions", functionName, arguments)
End Function

Public Function PressInPython(ByVal button As String) As Variant
    Dim py As Object
    ' Who presses a button is there to wait, so it may try again at once.
    ForgetFault
    Set py = Python()
    py.SetAttr py.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    PressInPython = py.Var(py.Call(py.Module("timeliness.excel.buttons"), "press", py.Tuple(button)))
End Function

Public Sub ForgetFault()
    failedAt = 0
End Sub

Private Function Python() As Object
    Dim result As Variant
    ' A sheet full of formulas must not wait for each of them to fail by itself.
    If failedAt <> 0 And DateDiff("s", failedAt, Now) < SECONDS_BEFORE_NEXT_TRY Then
        Err.Raise failedWith, "Timeliness", "Python could not be started a moment ago."
    End If
    On Error GoTo Failed
    If Not isLoaded Then LoadLibraryOfXlwings
    ' The settings file is read once and not for every formula: a profile may lie on the network.
    If Len(startLine) = 0 Then startLine = StartCommand()
    If ActivatePython(result, startLine, 1) <> 0 Then
        Err.Raise NOT_STARTED, "Timeliness", "Python could not be started."
    End If
    Set Python = result
    failedAt = 0
    Exit Function
Failed:
    failedAt = Now
    failedWith = Err.Number
    startLine = ""
    Err.Raise failedWith, "Timeliness", Err.Description
End Function

Private Sub LoadLibraryOfXlwings()
    Dim path As String
    path = SettingOf("dll")
    If LoadLibraryW(StrPtr(path)) = 0 Then
        Err.Raise NOT_STARTED, "Timeliness", "The library of xlwings could not be loaded."
    End If
    isLoaded = True
End Sub

Private Function StartCommand() As String
    StartCommand = """" & SettingOf("interpreter") & """ -I -c " & _
        """from timeliness.excel.server import serve; serve('$(CLSID)')"""
End Function
