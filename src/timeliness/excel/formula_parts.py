"""Takes the calls of our functions out of a formula, argument by argument.

Only what is needed for that: texts in quotation marks, sheet names in apostrophes, brackets of
every kind. What an argument means is for Excel to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?=\s*\()")
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"?|'(?:[^']|'')*'?")
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True)
class Call:
    """A call of a function in a formula.

    Attributes:
        name: the function, in capitals.
        arguments: the arguments as they are written, without spaces around them.
    """

    name: str
    arguments: tuple[str, ...]


def calls_in(formula: str, names: Collection[str]) -> tuple[Call, ...]:
    """Find the calls of functions in a formula, from left to right.

    Args:
        formula: the formula as Range.Formula gives it, in English with commas.
        names: the functions to look for, in capitals.
    """
    found = []
    place = 0
    while place < len(formula):
        if quoted := _QUOTED.match(formula, place):
            place = quoted.end()
        elif name := _NAME.match(formula, place):
            place = name.end()
            if name[0].upper() in names:
                start = formula.index("(", place) + 1
                found.append(Call(name[0].upper(), _arguments(formula, start)))
        else:
            # A word is passed over as a whole, so that no name begins within one.
            word = _WORD.match(formula, place)
            place = word.end() if word else place + 1
    return tuple(found)


def text_in(argument: str) -> str | None:
    """Give the text of an argument that is one in quotation marks; None for any other."""
    if re.fullmatch(r"\"(?:[^\"]|\"\")*\"", argument):
        return argument[1:-1].replace('""', '"')
    return None


def _arguments(formula: str, start: int) -> tuple[str, ...]:
    """Cut the text from after a bracket to its partner at the commas that belong to it."""
    parts = [""]
    depth, place = 0, start
    while place < len(formula):
        sign = formula[place]
        if quoted := _QUOTED.match(formula, place):
            parts[-1] += quoted[0]
            place = quoted.end()
            continue
        if sign in _CLOSING and depth == 0:
            break
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
        place += 1
    return tuple(part.strip() for part in parts)
