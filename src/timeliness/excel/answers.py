"""What a button says when it is done: nothing, a word of information or a warning, for a box."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

LONGEST = 1_000
"""How many characters a box of Excel shows for certain; it cuts off what is longer, unsaid."""

_CUT = " (…)"


class Kind(StrEnum):
    """How a box looks."""

    NOTHING = ""
    INFORMATION = "information"
    WARNING = "warning"


@dataclass(frozen=True)
class Answer:
    """What a button has to say.

    Attributes:
        kind: how the box looks; nothing where there is none.
        text: what it says.
    """

    kind: Kind
    text: str

    @property
    def as_sent(self) -> list[str]:
        """The answer as the add-in takes it."""
        return [str(self.kind), self.text]


DONE = Answer(Kind.NOTHING, "")
"""The sheets that a button made speak for themselves."""


def information(*sentences: str, pointer: str = "") -> Answer:
    """Tell sentences in a box, each on a line; what does not fit is left out and pointed to."""
    return Answer(Kind.INFORMATION, boxed(sentences, pointer))


def warning(*sentences: str, pointer: str = "") -> Answer:
    """Warn in a box, in the same way."""
    return Answer(Kind.WARNING, boxed(sentences, pointer))


def boxed(sentences: tuple[str, ...], pointer: str = "") -> str:
    """Put as many sentences as a box takes on lines of their own.

    Args:
        sentences: what there is to say, the most important first.
        pointer: where the rest stands; said where something is left out.
    """
    whole = "\n".join(sentences)
    if len(whole) <= LONGEST:
        return whole
    room = LONGEST - len(pointer) - len(_CUT) - 1
    ends = accumulate(len(sentence) + 1 for sentence in sentences)
    kept = [sentence for sentence, end in zip(sentences, ends, strict=True) if end - 1 <= room]
    begun = "\n".join(kept) if kept else sentences[0][:room]
    return f"{begun}{_CUT}\n{pointer}".rstrip()
