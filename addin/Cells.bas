Option Explicit
Option Private Module

' How arguments leave for Python and answers come back: whole blocks at once, as Value2 holds them,
' and error values by their names, which become true error values here.

Private Const MANY_ROWS As Long = 100000

' The cells of an argument in one block: a range's without what lies beyond the sheet's last used
' cell, so that whole columns are no more than what is in them.
Public Function BlockOf(ByRef argument As Variant) As Variant
    Dim part As Range
    If Not IsObject(argument) Then
        BlockOf = argument
        Exit Function
    End If
    Set part = UsedPartOf(argument)
    If Not part Is Nothing Then BlockOf = part.Value2
End Function

' One value: a cell's, or what was written into the formula; nothing where it was left out.
Public Function ValueOf(ByRef argument As Variant) As Variant
    If IsMissing(argument) Then Exit Function
    If IsObject(argument) Then
        ValueOf = argument.Value2
    Else
        ValueOf = argument
    End If
End Function

' Where a range stands, so that rows can be named as the user sees them.
Public Function PlaceOf(ByRef argument As Variant) As Variant
    If Not IsObject(argument) Then Exit Function
    PlaceOf = Array(argument.Parent.Name, argument.Row, argument.Column, _
        argument.Parent.Parent.Date1904, argument.Areas.Count)
End Function

Public Function AnswerOf(ByVal given As Variant) As Variant
    Dim row As Long, column As Long
    If Not IsArray(given) Then
        AnswerOf = ValueOrError(given)
        Exit Function
    End If
    If DimensionsOf(given) = 1 Then
        For column = LBound(given) To UBound(given)
            given(column) = ValueOrError(given(column))
        Next column
    Else
        For row = LBound(given, 1) To UBound(given, 1)
            For column = LBound(given, 2) To UBound(given, 2)
                given(row, column) = ValueOrError(given(row, column))
            Next column
        Next row
    End If
    AnswerOf = given
End Function

Private Function ValueOrError(ByVal given As Variant) As Variant
    If VarType(given) <> vbString Then
        ValueOrError = given
        Exit Function
    End If
    Select Case given
        Case "#N/A": ValueOrError = CVErr(xlErrNA)
        Case "#VALUE!", "#ERROR!": ValueOrError = CVErr(xlErrValue)
        Case "#REF!": ValueOrError = CVErr(xlErrRef)
        Case "#NAME?": ValueOrError = CVErr(xlErrName)
        Case "#NUM!": ValueOrError = CVErr(xlErrNum)
        Case "#DIV/0!": ValueOrError = CVErr(xlErrDiv0)
        Case "#NULL!": ValueOrError = CVErr(xlErrNull)
        Case Else: ValueOrError = given
    End Select
End Function

Private Function UsedPartOf(ByVal cases As Range) As Range
    Dim used As Range, part As Range, last As Range
    Set used = cases.Parent.UsedRange
    Set part = Application.Intersect(cases.Areas(1), _
        cases.Parent.Range("A1", used.Cells(used.Rows.Count, used.Columns.Count)))
    If part Is Nothing Then Exit Function
    If part.Rows.Count > MANY_ROWS Then
        ' Formats alone can make a sheet "used" down to its last row.
        Set last = part.Find(What:="*", LookIn:=xlFormulas, SearchOrder:=xlByRows, _
            SearchDirection:=xlPrevious)
        If last Is Nothing Then Exit Function
        Set part = part.Resize(last.Row - part.Row + 1)
    End If
    Set UsedPartOf = part
End Function

Private Function DimensionsOf(ByRef given As Variant) As Long
    Dim size As Long
    On Error GoTo One
    size = UBound(given, 2)
    DimensionsOf = 2
    Exit Function
One:
    DimensionsOf = 1
End Function
