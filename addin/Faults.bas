Option Explicit
Option Private Module

' What is said when Python could not be asked at all: a sentence for the person who can mend it.

Public Function ReasonOf(ByVal number As Long) As String
    If number = NOT_INSTALLED Then
        ReasonOf = "Timeliness is not installed for you, or its settings file was moved. Run " & _
            """timeliness addin install"" again, then start Excel anew."
    Else
        ReasonOf = "Timeliness could not start its own Python, so nothing was done. Run " & _
            """timeliness doctor"", which says what is in the way and how to mend it."
    End If
End Function
