"""The VBA of the worksheet functions, written from the catalogue.

Each wrapper takes its arguments as whole blocks, asks Python, and turns what comes back into a
number, a text or a true error value. Whatever fails, the cell shows an error and never a text
that Excel would take for more than any number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeliness.excel.catalogue import CATEGORY, Argument, Function, Takes

MODULE_NAME = "Functions"
"""The VBA module that holds the wrappers."""

EXPLAINS = "TIMELINESS_EXPLAIN"
"""The one function whose cell is for reading, so that it says in words when Python is missing."""

_HEAD = """\
Option Explicit

' The worksheet functions of Timeliness, one for each in the catalogue of src/timeliness/excel.
' This module is written when the add-in is built; change the catalogue, not this text.
"""


def wrappers_source(functions: Sequence[Function]) -> str:
    """Write the module with a wrapper for each function, and their registration with Excel."""
    parts = [_HEAD, *map(_wrapper, functions), _registration(functions)]
    return "\n".join(parts)


def _wrapper(function: Function) -> str:
    name = function.name
    parameters = ", ".join(
        f"{'Optional ' if one.optional else ''}ByRef {_variable(one)} As Variant"
        for one in function.arguments
    )
    blocks = (_sent(one, function.arguments) for one in function.arguments)
    sent = ", ".join((*blocks, *_place(function.arguments)))
    left_out = "".join(
        f"    If IsMissing({_variable(one)}) Then {_variable(one)} = Empty\n"
        for one in function.arguments
        if one.optional
    )
    refused = "ReasonOf(Err.Number)" if name == EXPLAINS else "CVErr(xlErrValue)"
    return f"""\
Public Function {name}({parameters}) As Variant
    On Error GoTo Unanswered
{left_out}    {name} = AnswerOf(AskPython("{name}", Array({sent})))
    Exit Function
Unanswered:
    {name} = {refused}
End Function
"""


def _variable(argument: Argument) -> str:
    """Name a parameter so that it is no word of VBA's own, such as End."""
    return f"{argument.name}_" if argument.name in {"end", "start"} else argument.name


def _sent(argument: Argument, arguments: Sequence[Argument]) -> str:
    """Hand an argument over; of two columns of dates each is told the other, to be as long."""
    if argument.takes is Takes.VALUE:
        return f"ValueOf({_variable(argument)})"
    for other in arguments:
        if other.takes is Takes.DATES and other is not argument:
            return f"BlockBeside({_variable(argument)}, {_variable(other)})"
    return f"BlockOf({_variable(argument)})"


def _place(arguments: Sequence[Argument]) -> Iterator[str]:
    """Send where the case list or the dates stand, for row numbers and the date system."""
    for argument in arguments:
        if argument.takes is not Takes.VALUE:
            yield f"PlaceOf({_variable(argument)})"
            return


def _registration(functions: Sequence[Function]) -> str:
    lines = []
    for one in functions:
        helps = ", _\n        ".join(_quoted(argument.help) for argument in one.arguments)
        lines.append(
            f"    Register {_quoted(one.name)}, _\n        {_quoted(one.help)}, _\n"
            f"        Array({helps})"
        )
    body = "\n".join(lines)
    return f"""\
' Gives Excel's function wizard its help. Where Excel refuses that to a hidden add-in, it is shown
' for the moment: once for all of its functions, because that may be seen.
Public Sub RegisterFunctions()
    Dim isRefused As Boolean
    On Error Resume Next
    Application.MacroOptions Macro:={_quoted(functions[0].name)}, Category:="{CATEGORY}"
    isRefused = Err.Number <> 0
    If isRefused Then ThisWorkbook.IsAddin = False
{body}
    If isRefused Then ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
End Sub

Private Sub Register(ByVal name As String, ByVal help As String, ByVal argumentHelp As Variant)
    Application.MacroOptions Macro:=name, Description:=help, Category:="{CATEGORY}", _
        ArgumentDescriptions:=argumentHelp
End Sub
"""


def _quoted(text: str) -> str:
    """Write a text as VBA has it, on one line whatever a council's own name for a thing holds.

    A line that ended within the quotation marks would go on as code.
    """
    printed = "".join(sign if sign.isprintable() else " " for sign in text)
    quoted = printed.replace('"', '""')
    return f'"{quoted}"'
