"""Write the made parts of the pages: what the product itself says stands in them word for word.

Run it from the project's root: python -m docs.make_pages
In a page, a made part stands between <!-- made: its name --> and <!-- end -->. The functions that
make the parts are in docs/parts; a test fails when a page is not as this script writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.parts import house, messages, methods, officers, reference

from timeliness.saving import write_file

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

PARTS: Mapping[str, Callable[[], str]] = {
    **reference.PARTS,
    **officers.PARTS,
    **methods.PARTS,
    **messages.PARTS,
    **house.PARTS,
}
"""Every made part, by its name."""

_PART = re.compile(r"(?<=<!-- made: )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)


def pages() -> tuple[Path, ...]:
    """Give every page of the documentation, the project's README and the add-in's among them."""
    return (
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        *sorted((ROOT / "addin").glob("*.md")),
        *sorted(DOCS.glob("*.md")),
    )


def names_in(text: str) -> list[str]:
    """Give the names of the made parts of a page."""
    return [found[1] for found in _PART.finditer(text)]


def filled(text: str) -> str:
    """Give a page's text with its made parts made anew."""
    return _PART.sub(lambda found: f"{found[1]}{found[2]}\n{PARTS[found[1]]().strip()}\n\n", text)


def without_parts(text: str) -> str:
    """Give a page's text without what was made: what a person wrote."""
    return _PART.sub(r"\1\2", text)


def make_pages() -> None:
    """Write every page whose made parts have changed."""
    for path in pages():
        text = path.read_text(encoding="utf-8")
        new = filled(text)
        if new != text:
            write_file(path, new.encode())


if __name__ == "__main__":
    make_pages()
