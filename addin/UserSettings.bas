Option Explicit
Option Private Module

' The one settings file in the user's profile. Nothing in a workbook, and no file beside one, can
' take its place or add to it: whoever could, would choose the program that a formula starts.

Private Const FILE_IN_PROFILE As String = "\Timeliness\timeliness.conf"

' vbObjectError + 601, as a number because not every VBA takes a sum here.
Public Const NOT_INSTALLED As Long = -2147220903

Public Function SettingOf(ByVal key As String) As String
    Dim entry As Variant
    For Each entry In Split(TextOf(Environ$("APPDATA") & FILE_IN_PROFILE), vbCrLf)
        If Left$(entry, Len(key) + 1) = key & "=" Then
            SettingOf = Mid$(entry, Len(key) + 2)
            Exit Function
        End If
    Next entry
    Err.Raise NOT_INSTALLED, "Timeliness", "The settings file has no " & key & "."
End Function

Private Function TextOf(ByVal path As String) As String
    Dim content() As Byte
    Dim number As Integer
    On Error GoTo Missing
    ' Dir would tell as well whether it is there, and would end the list of files that a macro of
    ' the officer's own is going through. A second Excel may read it at the same moment.
    If FileLen(path) <= 2 Then Exit Function
    number = FreeFile
    Open path For Binary Access Read Shared As #number
    ReDim content(0 To LOF(number) - 1)
    Get #number, , content
    Close #number
    ' The file is UTF-16, which is how a string lies in memory; its first sign is a mark.
    TextOf = content
    TextOf = Mid$(TextOf, 2)
    Exit Function
Missing:
    Err.Raise NOT_INSTALLED, "Timeliness", "The settings file was not found."
End Function
