"""How a wrong definition or setting becomes one sentence with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from timeliness.errors import SettingsError

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
    problem = error.errors(include_url=False)[0]
    place = ".".join(
        str(part + 1) if isinstance(part, int) else part
        for part in problem["loc"]
        # Names of union branches, which pydantic puts into the place, mean nothing to a reader.
        if not (isinstance(part, str) and (part.startswith("function-") or "[" in part))
    )
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
        case _:
            detail = problem["msg"]
            said = f'"{place}": {detail[:1].lower()}{detail[1:]}'
    return f"{where}: {said.rstrip('.')}."


def _known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Find the keys that are known at a place, by walking the models along its path."""
    current: Any = model
    for part in path:
        if isinstance(current, type) and issubclass(current, BaseModel):
            by_key = {field.alias or name: field for name, field in current.model_fields.items()}
            current = by_key[str(part)].annotation if part in by_key else None
        else:
            current = _model_inside(current)
    current = current if isinstance(current, type) else _model_inside(current)
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return []
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_inside(annotation: Any) -> Any:
    """Find the model that a container's type holds: the one in dict[str, Model]."""
    for inner in getattr(annotation, "__args__", ()):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
        found = _model_inside(inner)
        if found is not None:
            return found
    return None
