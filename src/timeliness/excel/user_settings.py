"""The one settings file in a person's profile: which Python Excel starts, whose settings it uses.

The file is data alone. It names a program, a library and a council's settings by their full
paths; whatever else stands in it is passed over, so that nothing in it can add a folder to
Python's path or a word to the line that starts it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PureWindowsPath
from typing import Annotated

from pydantic import AfterValidator

from timeliness.errors import SettingsError
from timeliness.validation import Table, checked

_LARGEST = 65_536
"""How many bytes are read at most; three paths need far fewer."""

_NOT_IN_A_PATH = re.compile(r'[\x00-\x1f\x7f"<>|*?]')


@dataclass(frozen=True)
class UserSettings:
    """What Excel needs to know to start Timeliness.

    Attributes:
        interpreter: the full path of the environment's pythonw.exe.
        dll: the full path of the library of xlwings through which Excel speaks to Python.
        council: the full path of a council.toml, or nothing.
    """

    interpreter: str
    dll: str
    council: str = ""


KEYS = tuple(field.name for field in fields(UserSettings))
"""The keys of the file, in their order."""


def _full_path(text: str) -> str:
    if _NOT_IN_A_PATH.search(text):
        raise ValueError("this holds a character that no path may have")
    if not (PureWindowsPath(text).is_absolute() or Path(text).is_absolute()):
        raise ValueError("this is not a full path, with its drive")
    return text


def _interpreter(text: str) -> str:
    if PureWindowsPath(text).name.lower() != "pythonw.exe":
        raise ValueError("this is not a pythonw.exe")
    return text


def _dll(text: str) -> str:
    if dll_version(text) is None:
        raise ValueError("this is not a library of xlwings")
    return text


FullPath = Annotated[str, AfterValidator(_full_path)]


class _File(Table):
    interpreter: Annotated[FullPath, AfterValidator(_interpreter)]
    dll: Annotated[FullPath, AfterValidator(_dll)]
    council: Annotated[str, AfterValidator(lambda text: _full_path(text) if text else text)] = ""


def dll_version(path: str) -> str | None:
    """Read xlwings' version from the name of its library; None when it is not so named."""
    name = PureWindowsPath(path).name
    found = re.fullmatch(r"xlwings(?:32|64)-(\d+(?:\.\d+)+)\.dll", name, re.IGNORECASE)
    return found[1] if found else None


def dll_bits(path: str) -> int | None:
    """Read from the name of xlwings' library whether it is for a 32 or a 64-bit Excel."""
    if dll_version(path) is None:
        return None
    return 64 if PureWindowsPath(path).name.lower().startswith("xlwings64") else 32


def read_user_settings(path: Path) -> UserSettings:
    """Read the settings file.

    Raises:
        SettingsError: the file is missing or is not as ``user_settings_bytes`` writes it.
    """
    content: dict[str, str] = {}
    for line in _lines(path):
        key, _, value = line.partition("=")
        if key not in KEYS:
            continue
        if key in content:
            raise SettingsError(f'{path.name}: the key "{key}" stands there twice. {_AGAIN}')
        content[key] = value
    try:
        return UserSettings(**checked(_File, content, path.name).model_dump())
    except SettingsError as error:
        raise SettingsError(f"{error} {_AGAIN}") from None


def unknown_lines(path: Path) -> tuple[int, ...]:
    """Give the numbers of the lines that say nothing to us, and are passed over.

    Raises:
        SettingsError: the file is missing or is no text of ours.
    """
    return tuple(
        number
        for number, line in enumerate(_lines(path), start=1)
        if line and line.partition("=")[0] not in KEYS
    )


def user_settings_bytes(settings: UserSettings) -> bytes:
    """Write the settings as the file's bytes: UTF-16 with its mark, one ``key=value`` a line.

    Raises:
        SettingsError: a path is none that Excel could use.
    """
    content = asdict(settings)
    checked(_File, content, "The settings for Excel")
    text = "".join(f"{key}={content[key]}\r\n" for key in KEYS)
    try:
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    except UnicodeEncodeError:
        raise SettingsError(
            "The path of this Python or of the council's settings holds a character that cannot be "
            "written: move it to a folder whose name has letters and digits alone."
        ) from None


_AGAIN = 'Run "timeliness addin install" again, which writes the file anew.'


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise SettingsError(
            f"{path.name} was not found, so the add-in is not installed for you: run "
            '"timeliness addin install".'
        ) from None
    except OSError:
        raise SettingsError(
            f"{path} could not be read: check that you have access to the folder."
        ) from None
    try:
        if len(content) > _LARGEST or not content.startswith(codecs.BOM_UTF16_LE):
            raise UnicodeError
        text = content.removeprefix(codecs.BOM_UTF16_LE).decode("utf-16-le")
    except UnicodeError:
        raise SettingsError(f"{path.name} is not as Timeliness wrote it. {_AGAIN}") from None
    return text.split("\r\n")
