Option Explicit
Option Private Module

' Excel stores with each formula the full path of the add-in that it was written with. A workbook
' from a colleague's computer then looks for the add-in where that colleague has it; its links are
' pointed to this one. Only a link to a file of the add-in's own name is touched, and no file that
' a link names is ever opened.

' Of workbooks that were open before the add-in was, none was heard to open.
Public Sub PointOpenLinksHere()
    Dim book As Workbook
    For Each book In Application.Workbooks
        PointLinksHere book
    Next book
End Sub

Public Sub PointLinksHere(ByVal book As Workbook)
    Dim links As Variant, one As Variant
    Dim hadAlerts As Boolean
    If book Is ThisWorkbook Then Exit Sub
    ' A protected workbook refuses; its formulas then go on to show their last values. Whatever is
    ' refused, somebody who only opens a file may not meet the window of a debugger.
    On Error Resume Next
    links = book.LinkSources(xlExcelLinks)
    If Not IsArray(links) Then Exit Sub
    hadAlerts = Application.DisplayAlerts
    Application.DisplayAlerts = False
    For Each one In links
        If IsOursElsewhere(CStr(one)) Then
            book.ChangeLink CStr(one), ThisWorkbook.FullName, xlLinkTypeExcelLinks
        End If
    Next one
    Application.DisplayAlerts = hadAlerts
End Sub

Private Function IsOursElsewhere(ByVal link As String) As Boolean
    Dim name As String
    name = Mid$(link, InStrRev(Replace(link, "/", "\"), "\") + 1)
    IsOursElsewhere = StrComp(name, ThisWorkbook.Name, vbTextCompare) = 0 And _
        StrComp(link, ThisWorkbook.FullName, vbTextCompare) <> 0
End Function
