Option Explicit
Option Private Module

' How arguments leave for Python and answers come back: whole blocks at once, as Value2 holds them,
' and error values by their names, which become true error values here.

Private Const MANY_ROWS As Long = 100000

' The cells of an argument in one block: a range's without what lies beyond the sheet's last used
' cell, so that whole columns are no more than what is in them.
Public Function BlockOf(ByRef argument As Variant) As Variant
    BlockOf = BlockBeside(argument, Empty)
End Function

' The same, as long as what it stands beside: where the last cases are open, the column of ends
' stops before that of starts does, and the two are still to be read row by row.
Public Function BlockBeside(ByRef argument As Variant, ByVal beside As Variant) As Variant
    If TypeName(argument) = "Range" Then
        BlockBeside = CellsOf(UsedPartOf(argument, beside))
    Else
        BlockBeside = argument
    End If
End Function

' One value: a cell's, or what was written into the formula.
Public Function ValueOf(ByRef argument As Variant) As Variant
    If TypeName(argument) = "Range" Then
        ValueOf = CellsOf(argument)
    Else
        ValueOf = argument
    End If
End Function

' Where a range stands, so that rows can be named as the user sees them; nothing for a value.
Public Function PlaceOf(ByRef argument As Variant) As Variant
    If TypeName(argument) = "Range" Then PlaceOf = PlaceOfRange(argument)
End Function

Private Function CellsOf(ByVal cells As Range) As Variant
    If Not cells Is Nothing Then CellsOf = cells.Value2
End Function

Private Function PlaceOfRange(ByVal cells As Range) As Variant
    PlaceOfRange = Array(cells.Parent.Name, cells.Row, cells.Column, _
        cells.Parent.Parent.Date1904, cells.Areas.Count)
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

Private Function UsedPartOf(ByVal cases As Range, ByVal beside As Variant) As Range
    Dim area As Range
    Dim rowsHeld As Long, rowsBeside As Long
    Set area = PartOnUsedCells(cases)
    If area Is Nothing Then Exit Function
    rowsHeld = RowsHeldIn(area)
    If TypeName(beside) = "Range" Then rowsBeside = RowsHeldIn(PartOnUsedCells(beside))
    If rowsBeside > area.Rows.Count Then rowsBeside = area.Rows.Count
    If rowsBeside > rowsHeld Then rowsHeld = rowsBeside
    If rowsHeld > 0 Then Set UsedPartOf = area.Resize(rowsHeld, area.Columns.Count)
End Function

Private Function PartOnUsedCells(ByVal cells As Range) As Range
    Dim area As Range, used As Range
    Dim rowsLeft As Long, columnsLeft As Long
    Set area = cells.Areas(1)
    Set used = cells.Parent.UsedRange
    rowsLeft = used.Row + used.Rows.Count - area.Row
    columnsLeft = used.Column + used.Columns.Count - area.Column
    If rowsLeft < 1 Or columnsLeft < 1 Then Exit Function
    If area.Rows.Count < rowsLeft Then rowsLeft = area.Rows.Count
    If area.Columns.Count < columnsLeft Then columnsLeft = area.Columns.Count
    Set PartOnUsedCells = area.Resize(rowsLeft, columnsLeft)
End Function

' Formats alone can make a sheet "used" down to its last row.
Private Function RowsHeldIn(ByVal area As Range) As Long
    If area Is Nothing Then Exit Function
    If area.Rows.Count > MANY_ROWS Then
        RowsHeldIn = FilledRowsOf(area)
    Else
        RowsHeldIn = area.Rows.Count
    End If
End Function

' The number of rows down to the last that holds anything, found by halves. Counting sees every
' row; Excel's own search passes over those that a filter hides, and they would be in no figure.
Private Function FilledRowsOf(ByVal area As Range) As Long
    Dim filled As Long, blankFrom As Long, middle As Long
    blankFrom = area.Rows.Count + 1
    Do While blankFrom - filled > 1
        middle = (filled + blankFrom) \ 2
        If HoldsAnything(area, middle, blankFrom - 1) Then
            filled = middle
        Else
            blankFrom = middle
        End If
    Loop
    FilledRowsOf = filled
End Function

Private Function HoldsAnything(ByVal area As Range, ByVal first As Long, ByVal last As Long) _
    As Boolean
    Dim part As Range
    Set part = area.Offset(first - 1, 0).Resize(last - first + 1, area.Columns.Count)
    HoldsAnything = Application.WorksheetFunction.CountA(part) > 0
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
