"""Reading the pages of the manual: their blocks of code, headings, links and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from docs.make_pages import DOCS, pages

PAGES = pages()
"""Every page that is tested."""

OFFICERS = (DOCS / "officers.md", DOCS / "performance_workbook.md")
"""The pages that officers read."""

_FENCE = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)]+)\)")


@dataclass(frozen=True)
class CodeBlock:
    """A block of code.

    Attributes:
        language: the word after its fence.
        text: what stands in it.
        mark: the words of the comment on the line before it; empty without one.
    """

    language: str
    text: str
    mark: str


@dataclass(frozen=True)
class Link:
    """A link or a picture: its text, and where it leads."""

    text: str
    target: str
    is_picture: bool


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks_of(text: str) -> list[CodeBlock]:
    """Give the blocks of code of a page, in their order."""
    return [
        CodeBlock(found["language"], found["text"], found["mark"] or "")
        for found in _FENCE.finditer(text)
    ]


def without_blocks(text: str) -> str:
    return _FENCE.sub("", text)


def links_of(text: str) -> list[Link]:
    """Give the links and pictures of a page."""
    return [
        Link(" ".join(found["text"].split()), found["target"], bool(found["picture"]))
        for found in _LINK.finditer(without_blocks(text))
    ]


def headings_of(text: str) -> list[tuple[int, str]]:
    """Give the headings of a page, each with its level."""
    found = re.findall(r"^(#+) (.+)$", without_blocks(text), re.MULTILINE)
    return [(len(signs), words) for signs, words in found]


def anchor_of(heading: str) -> str:
    """Give the anchor that GitHub makes of a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.replace(" ", "-")
