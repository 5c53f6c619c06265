Option Explicit
Option Private Module

' What is said when Python did not answer: a sentence for the person who can mend it.

' vbObjectError + 602, as a number because not every VBA takes a sum here.
Public Const NOT_STARTED As Long = -2147220902

Public Function ReasonOf(ByVal number As Long) As String
    If number = NOT_INSTALLED Then
        ReasonOf = "Timeliness is not installed for you, or its settings file was moved. Ask " & _
            "IT to run ""timeliness addin install"" again, then start Excel anew."
    ElseIf number = NOT_STARTED Then
        ReasonOf = "Timeliness could not start its own Python, so nothing was done. Ask IT " & _
            "to run ""timeliness doctor"", which says what is in the way and how to mend it."
    Else
        ReasonOf = "Timeliness's own Python stopped before it was done. Delete a sheet that it " & _
            "left half-made, then try it once more. If it stops again, ask " & _
            "IT to run ""timeliness doctor"", which says what is in the way and how to mend it."
    End If
End Function
