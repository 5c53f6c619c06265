"""The part of the messages' page: every sentence that stops the work, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docs.parts.tables import in_one_line

import timeliness
from timeliness import errors

SOURCE = Path(timeliness.__file__).parent

_KINDS = {
    name: one.__doc__ or ""
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.TimelinessError)
}
"""Every error, with the sentence that says what it is about."""


def stops() -> dict[str, list[str]]:
    """Give the sentences with which the work stops, by the name of the error."""
    found: dict[str, list[str]] = {name: [] for name in _KINDS}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, sentence in _raised_in(tree):
            found[name].append(sentence)
    return {name: sorted(set(sentences)) for name, sentences in found.items() if sentences}


def _raised_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
            continue
        name = ast.unparse(node.exc.func)
        if name in _KINDS and node.exc.args:
            sentence = in_one_line(_words(node.exc.args[0]))
            if any(letter.isalpha() for letter in sentence):
                yield name, sentence


def _words(node: ast.expr) -> str:
    """Write the text of an expression, with … for what is only known when it happens."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(value) for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _words(node.left) + _words(node.right)
    return "…"


def _stops() -> str:
    return "\n\n".join(
        f"## {_title(_KINDS[name])}\n\n" + "\n".join(f"- {_plain(one)}" for one in sentences)
        for name, sentences in stops().items()
    )


def _title(sentence: str) -> str:
    return sentence.partition(";")[0].rstrip(".")


def _plain(sentence: str) -> str:
    """Keep what Markdown would take for its own signs as it is."""
    return "".join(f"\\{letter}" if letter in "*_<>[]`" else letter for letter in sentence)


PARTS: Mapping[str, Callable[[], str]] = {"stops": _stops}
"""Each part by its name in the page."""
