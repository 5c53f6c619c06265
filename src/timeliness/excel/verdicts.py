"""What a check of the set-up says: how it stands, in a sentence, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands."""

    OK = "ok"
    WARNING = "look at this"
    FAULT = "fault"
    UNKNOWN = "not known here"


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Attributes:
        state: how it stands.
        sentence: what was found.
        fix: what to do; empty where all is well.
    """

    state: State
    sentence: str
    fix: str = ""


def ok(sentence: str) -> Verdict:
    """All is well."""
    return Verdict(State.OK, sentence)


def warning(sentence: str, fix: str) -> Verdict:
    """It may work, and is to be looked at."""
    return Verdict(State.WARNING, sentence, fix)


def fault(sentence: str, fix: str) -> Verdict:
    """It cannot work so."""
    return Verdict(State.FAULT, sentence, fix)


def unknown(sentence: str, fix: str = "") -> Verdict:
    """It cannot be seen from here."""
    return Verdict(State.UNKNOWN, sentence, fix)
