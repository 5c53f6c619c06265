"""How a wrong definition or setting becomes one sentence with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from timeliness.errors import SettingsError
from timeliness.words import listed

Model = TypeVar("Model", bound=BaseModel)


class Table(BaseModel):
    """One table of a settings or definitions file: frozen, and with no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)


@dataclass(frozen=True)
class Place:
    """Where a value was written by somebody who knows no keys: in a cell with a label.

    Attributes:
        name: the place as a message names it, such as 'row 5, "Council code"'.
        wanted: what may stand there, as an instruction: "write a number from 100 to 999".
    """

    name: str
    wanted: str


_NO_PLACES: Mapping[str, Place] = MappingProxyType({})


_A_TABLE = "a table: its name in square brackets, with its keys on the lines below"

WANTED: Mapping[str, str] = MappingProxyType(
    {
        "string_type": "a text in quotation marks",
        "string_too_short": "a text that is not empty",
        "text_not_shown": "a text without characters that cannot be shown",
        "path_with_escapes": (
            r"it between single quotation marks, as in 'S:\Performance': between double ones a "
            "backslash means something else"
        ),
        "string_pattern_mismatch": 'a code of capital letters and digits such as "NI59"',
        "int_type": "a whole number such as 10",
        "int_parsing": "a whole number such as 10",
        "int_parsing_size": "a whole number such as 10",
        "int_from_float": "a whole number such as 10",
        "float_type": "a number such as 5",
        "float_parsing": "a number such as 5",
        "finite_number": "a number such as 5",
        "greater_than_equal": "a number that is not below {ge:g}",
        "less_than_equal": "a number that is not above {le:g}",
        "date_type": "a day such as 2010-12-06",
        "date_parsing": "a day such as 2010-12-06",
        "date_from_datetime_parsing": "a day such as 2010-12-06",
        "date_from_datetime_inexact": "a day without a time such as 2010-12-06",
        "enum": "one of these: {expected}",
        "literal_error": "one of these: {expected}",
        "too_short": "one entry or more",
        "tuple_type": 'a list in square brackets such as ["first", "second"]',
        "dict_type": _A_TABLE,
        "model_type": _A_TABLE,
    }
)
"""What may stand in a place, by pydantic's name for what is wrong there; {} comes from the rule."""

WANTED_ELSE = "another value, as the manual shows it"
"""What may stand in a place where something is wrong that nobody has foreseen."""

_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""The characters that no workbook and no document can hold."""

_ESCAPED = re.compile(r"[\x00-\x1f]")
"""What a backslash and the letter after it become, which no name of a file or folder has."""


def _shown(text: str) -> str:
    if _NOT_SHOWN.search(text):
        raise PydanticCustomError("text_not_shown", "characters that cannot be shown")
    return text


def _without_escapes(text: str) -> str:
    if _ESCAPED.search(text):
        raise PydanticCustomError("path_with_escapes", "a backslash was read as another sign")
    return text


Shown: TypeAlias = Annotated[str, AfterValidator(_shown)]
"""A text that may be empty, and can be shown."""

Text: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_shown)
]
"""A text that is not empty, and can be shown."""

FilePath: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_without_escapes)
]
"""The name of a file or folder, alone or with the folders that it lies in."""

_BRANCHES = {"float", "int", "constrained-str"}
"""How pydantic names the branches of a value that may be one thing or another."""


def checked(
    model: type[Model],
    content: dict[str, Any],
    where: str,
    places: Mapping[str, Place] = _NO_PLACES,
) -> Model:
    """Check the content of a file or a sheet against its model.

    Args:
        model: what the file may say.
        content: what it says.
        where: the file, as the message names it.
        places: the cells that values come from, by key ("counting.amber_within"), where the
            reader of the message has never seen the keys.

    Raises:
        SettingsError: the first thing that is wrong, with the place of its key.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise SettingsError(_sentence(error, model, where, places)) from None


def _sentence(
    error: ValidationError, model: type[BaseModel], where: str, places: Mapping[str, Place]
) -> str:
    problems = error.errors(include_url=False)
    # A key that is not known may be the very one that is missing, misspelt.
    unknown = (one for one in problems if one["type"] == "extra_forbidden")
    problem = next(unknown, problems[0])
    place = _place(problem)
    if place in places:
        found = places[place]
        own_words = problem["type"] == "value_error"
        said = str(problem["ctx"]["error"]) if own_words else found.wanted
        return f"{where}, {found.name}: {said.rstrip('.')}."
    key = place.rpartition(".")[2]
    match problem["type"]:
        case "extra_forbidden":
            known = _known_keys(model, problem["loc"][:-1])
            near = get_close_matches(key, known, n=1)
            hint = f'"{near[0]}" is meant perhaps' if near else f"known here: {', '.join(known)}"
            said = f'the key "{place}" is not known ({hint})'
        case "missing":
            said = f'the key "{place}" is missing'
        case "value_error":
            said = (
                f'"{place}": {problem["ctx"]["error"]}' if place else str(problem["ctx"]["error"])
            )
        case "tuple_type" if isinstance(problem["input"], dict) and _is_table(
            model, problem["loc"]
        ):
            said = f'"{place}": write its heading with two brackets on each side: [[{place}]]'
        case _:
            # A value that may be one thing or another has a problem for each.
            wanted = dict.fromkeys(_wanted(one) for one in problems if _place(one) == place)
            said = f'"{place}": write {listed(list(wanted), last="or")}'
    return f"{where}: {said.rstrip('.')}."


def _place(problem: ErrorDetails) -> str:
    """Name the place of a value by its tables and keys, entries of lists counted from 1."""
    parts = list(problem["loc"])
    # Names of union branches, which pydantic puts into the place, mean nothing to a reader.
    if problem["type"] in WANTED and parts[-1:] and parts[-1] in _BRANCHES:
        parts.pop()
    return ".".join(
        str(part + 1) if isinstance(part, int) else part
        for part in parts
        if not (isinstance(part, str) and (part.startswith("function-") or "[" in part))
    )


def _wanted(problem: ErrorDetails) -> str:
    """Say what may stand in a place: pydantic's own words are for developers."""
    given = dict(problem.get("ctx", {}))
    if "expected" in given:
        # It quotes each choice with apostrophes: 'day 0' or 'day 1'.
        given["expected"] = str(given["expected"]).replace("'", '"')
    return WANTED.get(problem["type"], WANTED_ELSE).format(**given)


def _known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Find the keys that are known at a place."""
    current: Any = _at(model, path)
    current = current if isinstance(current, type) else _model_inside(current)
    return [field.alias or name for name, field in current.model_fields.items()]


def _is_table(model: type[BaseModel], path: tuple[int | str, ...]) -> bool:
    """Whether a list holds tables, each with a heading of its own."""
    return _model_inside(_at(model, path)) is not None


def _at(model: type[BaseModel], path: tuple[int | str, ...]) -> Any:
    """Give what may stand at a place, by walking the models along its path."""
    current: Any = model
    for part in path:
        if isinstance(current, type) and issubclass(current, BaseModel):
            by_key = {field.alias or name: field for name, field in current.model_fields.items()}
            current = by_key[str(part)].annotation
        else:
            current = _model_inside(current)
    return current


def _model_inside(annotation: Any) -> Any:
    """Find the model that a container's type holds, as dict[str, Model] does; None without one."""
    return next(
        (
            inner
            for inner in getattr(annotation, "__args__", ())
            if isinstance(inner, type) and issubclass(inner, BaseModel)
        ),
        None,
    )
