Option Explicit

' The buttons. What each does is done in Python; here are only the box that shows its answer and
' the state that the ribbon asks for.

Private shown As IRibbonUI

Public Sub TimelinessLoaded(ByVal loaded As IRibbonUI)
    Set shown = loaded
End Sub

Public Sub RefreshRibbon()
    If Not shown Is Nothing Then shown.Invalidate
End Sub

Public Sub TimelinessHasWorkbook(control As IRibbonControl, ByRef enabled As Variant)
    enabled = Not ActiveWorkbook Is Nothing
End Sub

Public Sub TimelinessPressed(control As IRibbonControl)
    PressButton control.ID
End Sub

Public Sub PressButton(ByVal button As String)
    Dim answer As Variant
    Dim kind As String, text As String
    On Error GoTo Unanswered
    answer = PressInPython(button)
    kind = answer(LBound(answer))
    text = answer(LBound(answer) + 1)
    If kind = "warning" Then
        MsgBox text, vbExclamation, "Timeliness"
    ElseIf Len(text) > 0 Then
        MsgBox text, vbInformation, "Timeliness"
    End If
    Exit Sub
Unanswered:
    ' Python puts these back itself, unless it was ended in the middle.
    Application.StatusBar = False
    Application.ScreenUpdating = True
    Application.DisplayAlerts = True
    Application.EnableEvents = True
    MsgBox ReasonOf(Err.Number), vbExclamation, "Timeliness"
End Sub
