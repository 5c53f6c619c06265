"""The parts of the reference: commands, formulas, buttons and settings as the product has them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, get_args

import typer
from defusedxml import ElementTree
from docs.parts.tables import in_one_line, table
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from rich.text import Text

from timeliness.case_list import Field
from timeliness.checks import LIST_CHECKS, TIMED_CHECKS
from timeliness.cli import app
from timeliness.excel.addin import ribbon_xml
from timeliness.excel.catalogue import functions_of
from timeliness.findings import Check
from timeliness.indicators import Indicator, Limit, published_definitions
from timeliness.settings import Settings
from timeliness.words import capitalised
from timeliness.workbooks.cells import Shorthand


@dataclass(frozen=True)
class Command:
    """A command of the command line.

    Attributes:
        name: as it is typed, such as "addin install".
        help: what it does.
        parameters: its arguments and options as typer knows them.
    """

    name: str
    help: str
    parameters: tuple[Any, ...]

    @property
    def usage(self) -> str:
        """The command as it is typed, with what must follow it."""
        needed = (
            f"{one.opts[0]} …" if one.param_type_name == "option" else one.name.upper()
            for one in self.parameters
            if one.required
        )
        return " ".join((f"timeliness {self.name}".strip(), *needed))


def commands() -> tuple[Command, ...]:
    """Give every command, in the order of ``timeliness --help``."""
    return tuple(_commands_of(typer.main.get_command(app), ()))


def _commands_of(group: Any, path: tuple[str, ...]) -> Iterator[Command]:
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from _commands_of(one, (*path, name))
        else:
            yield Command(" ".join((*path, name)), one.help or "", tuple(one.params))


def _commands() -> str:
    texts = []
    for one in commands():
        texts.append(f"### `timeliness {one.name}`\n\n{in_one_line(one.help)}\n\n`{one.usage}`")
        if one.parameters:
            rows = [_parameter(parameter) for parameter in one.parameters]
            texts.append(table(["Argument or option", "What it is", "By default"], rows))
    return "\n\n".join(texts)


def _parameter(parameter: Any) -> tuple[str, str, str]:
    is_option = parameter.param_type_name == "option"
    name = ", ".join(parameter.opts) if is_option else parameter.name.upper()
    default = parameter.default
    choices = f" One of {', '.join(type(default))}." if isinstance(default, Enum) else ""
    if parameter.required:
        shown = "must be given"
    elif default is None or default is False:
        shown = ""
    else:
        shown = str(default.value if isinstance(default, Enum) else default)
    help_text = Text.from_markup(parameter.help).plain
    return f"`{name}`", f"{help_text}{choices}", shown


def _formulas() -> str:
    texts = []
    for one in functions_of(published_definitions()):
        texts.append(f"### `{one.usage}`\n\n{one.help}")
        rows = [
            (argument.name, argument.help, "yes" if argument.optional else "no")
            for argument in one.arguments
        ]
        texts.append(table(["Argument", "What to give", "May be left out"], rows))
    return "\n\n".join(texts)


def buttons() -> tuple[Mapping[str, str], ...]:
    """Give every button of the ribbon, with its attributes in the ribbon's XML."""
    root = ElementTree.fromstring(ribbon_xml())
    return tuple(
        {"group": group.get("label", ""), **one.attrib}
        for group in root.iter()
        if group.tag.endswith("}group")
        for one in group
    )


def _buttons() -> str:
    (tab,) = re.findall(r'<tab [^>]*keytip="(\w+)"', ribbon_xml())
    return table(
        ["Group", "Button", "Keys", "What it reads and writes"],
        [
            (one["group"], one["label"], f"Alt, {tab}, {one['keytip']}", one["supertip"])
            for one in buttons()
        ],
    )


def models() -> dict[str, type[BaseModel]]:
    """Give the tables of a council.toml, each with the model that checks it."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in Settings.model_fields.items():
        for model in _models_in(field.annotation):
            repeated = name == "case_lists"
            found[f"[[{name}]]" if repeated else f"[{name}]"] = model
    return {**found, "[indicators.CODE]": Indicator, "[[indicators.CODE.limits]]": Limit}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _settings() -> str:
    texts = []
    for name, model in models().items():
        said = _attributes(model)
        rows = [
            (f"`{field.alias or key}`", capitalised(said[key]), _default(field))
            for key, field in model.model_fields.items()
            if key not in {"code"} or model is not Indicator
        ]
        texts.append(f"### `{name}`\n\n{_lead(model)}")
        texts.append(table(["Key", "What it is", "By default"], rows))
    return "\n\n".join(texts)


def _lead(model: type[BaseModel]) -> str:
    first = (inspect.getdoc(model) or "").partition("\n")[0]
    _, colon, rest = first.partition(": ")
    return capitalised(rest if colon and first.startswith("`") else first)


def _attributes(model: type[BaseModel]) -> dict[str, str]:
    """Read what a model's docstring says of each of its keys."""
    _, _, listed = (inspect.getdoc(model) or "").partition("Attributes:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n     +.*)*)", listed, re.MULTILINE)
    return {name: in_one_line(text).replace("``", "`") for name, text in found}


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be set"
    default = field.get_default(call_default_factory=True)
    if default in (None, (), {}):
        return ""
    return str(default.value if isinstance(default, Enum) else default)


def all_checks() -> tuple[Check, ...]:
    """Give every check, in the order in which reasons are given."""
    return (*(rule.check for rule in LIST_CHECKS), *(rule.check for rule in TIMED_CHECKS))


def _checks() -> str:
    return table(
        ["Code", "Columns", "The row is"],
        [
            (
                f"`{one.code}`",
                ", ".join(field.meaning for field in one.fields) or "the whole row",
                "left out" if one.excludes else "counted",
            )
            for one in all_checks()
        ],
    )


def _columns() -> str:
    return table(
        ["Name in settings and commands", "What the column holds"],
        [(f"`{field.value}`", field.meaning) for field in Field],
    )


def _shorthand() -> str:
    return table(["Shorthand", "Meaning"], [(one.value, one.meaning) for one in Shorthand])


def _kinds() -> str:
    kinds = published_definitions().assessment_types.items()
    return table(
        ["Kind", "Words that name it"],
        [(f"`{kind}`", ", ".join(words)) for kind, words in kinds],
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": _commands,
    "formulas": _formulas,
    "buttons": _buttons,
    "settings": _settings,
    "checks": _checks,
    "columns": _columns,
    "kinds": _kinds,
    "shorthand": _shorthand,
}
"""Each part by its name in the page."""
