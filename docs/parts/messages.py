"""The parts of the messages' page: every sentence that a person is told, read from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docs.parts.tables import table

import timeliness
from timeliness import errors
from timeliness.shipped import shipped_file
from timeliness.validation import WANTED, WANTED_ELSE

SOURCE = Path(timeliness.__file__).parent

_KINDS = {
    name: one.__doc__ or ""
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.TimelinessError)
}
"""Every error, with the sentence that says what it is about."""

_OF_A_ROW = "RowError"
"""The error of one row of a table, to whose sentence its reader adds the place."""


@dataclass(frozen=True)
class Module:
    """A module of the package: its tree, the names it imports, and the texts that it names.

    Attributes:
        tree: the module.
        imported: the names that it imports, each with its module.
        texts: what its constants hold, those at its top and those that it imports.
    """

    tree: ast.Module
    imported: frozenset[str]
    texts: Mapping[str, ast.expr]


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    """Read every module of the package."""
    trees = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(SOURCE.rglob("*.py"))
    }
    named = {
        f"{home}.{one.targets[0].id}": one.value
        for home, tree in trees.items()
        for one in tree.body
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
    }
    found = []
    for home, tree in trees.items():
        imported = {
            f"{one.module}.{name.name}"
            for one in tree.body
            if isinstance(one, ast.ImportFrom)
            for name in one.names
        }
        texts = {
            name.rpartition(".")[2]: text
            for name, text in named.items()
            if name.rpartition(".")[0] == home or name in imported
        }
        found.append(Module(tree, frozenset(imported), texts))
    return tuple(found)


def stops() -> dict[str, list[str]]:
    """Give the sentences with which the work stops, by the name of the error."""
    found: dict[str, set[str]] = {name: set() for name in (*_KINDS, _OF_A_ROW)}
    for module in modules():
        for node in ast.walk(module.tree):
            made = _made_in(node)
            if made is not None and (name := ast.unparse(made.func)) in found and made.args:
                found[name].add(_words(made.args[0], module))
    return {name: _said(sentences) for name, sentences in found.items() if _said(sentences)}


def _made_in(node: ast.AST) -> ast.Call | None:
    """Give the call with which an error is raised, or made by a function for whoever raises it."""
    made = node.exc if isinstance(node, ast.Raise) else None
    made = node.value if isinstance(node, ast.Return) else made
    return made if isinstance(made, ast.Call) else None


def boxes() -> list[str]:
    """Give what the boxes of the buttons say."""
    return _said(
        {
            *(
                words
                for module, call in _calls({"information", "warning"}, "timeliness.excel.answers")
                for words in (_words(one, module) for one in call.args)
            ),
            *_said_by_the_add_in(),
        }
    )


def _said_by_the_add_in() -> Iterator[str]:
    """Give what the add-in says by itself, because Python did not answer."""
    module = shipped_file("addin", "Faults.bas").read_text(encoding="utf-8")
    for text in re.findall(r"ReasonOf = ((?:.* _\n)*.*)", module):
        yield "".join(re.findall(r'"((?:[^"]|"")*)"', text)).replace('""', '"')


def verdicts() -> list[tuple[str, str]]:
    """Give what a check of the set-up finds amiss, and what mends each."""
    found = {
        (_words(call.args[0], module), _words(call.args[1], module))
        for module, call in _calls({"fault", "warning"}, "timeliness.excel.verdicts")
    }
    return sorted(one for one in found if _is_said(one[0]))


def _calls(names: set[str], home: str) -> Iterator[tuple[Module, ast.Call]]:
    for module in modules():
        called = {name for name in names if f"{home}.{name}" in module.imported}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in called:
                yield module, node


def _said(sentences: Iterator[str] | set[str]) -> list[str]:
    return sorted({one for one in sentences if _is_said(one)})


def _is_said(sentence: str) -> bool:
    """Whether anything is left of a sentence without what is only known when it happens."""
    return any(letter.isalpha() for letter in sentence)


def _words(node: ast.expr, module: Module) -> str:
    """Write the text of an expression, with … for what is only known when it happens."""
    if isinstance(node, ast.Constant):
        return " ".join(str(node.value).split("\n"))
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(value, module) for value in node.values)
    if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name):
        return _words(node.value, module)
    if isinstance(node, ast.Name) and node.id.isupper() and node.id in module.texts:
        return _words(module.texts[node.id], module)
    return "…"


def _stops() -> str:
    return "\n\n".join(
        f"### {_title(name)}\n\n" + "\n".join(f"- {_plain(one)}" for one in sentences)
        for name, sentences in stops().items()
    )


def _title(name: str) -> str:
    sentence = _KINDS.get(name, "A row of a table of published figures cannot be used.")
    return sentence.partition(";")[0].rstrip(".")


def values() -> list[str]:
    """Give what a message asks for where a value in a file of settings cannot be used."""
    known = dict.fromkeys((*WANTED.values(), WANTED_ELSE))
    return [f"write {re.sub(r'{.*?}', '…', one)}" for one in known]


def _values() -> str:
    return "\n".join(f"- {_plain(one)}" for one in values())


def _boxes() -> str:
    return "\n".join(f"- {_plain(one)}" for one in boxes())


def _verdicts() -> str:
    rows = [(_plain(sentence), _plain(fix)) for sentence, fix in verdicts()]
    return table(["What is found", "What mends it"], rows)


def _plain(sentence: str) -> str:
    """Keep what Markdown would take for its own signs as it is."""
    return "".join(f"\\{letter}" if letter in "*_<>[]`" else letter for letter in sentence)


PARTS: Mapping[str, Callable[[], str]] = {
    "stops": _stops,
    "values": _values,
    "boxes": _boxes,
    "verdicts": _verdicts,
}
"""Each part by its name in the page."""
