"""From the file council.toml to a council, with a sentence for what is wrong in it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from timeliness.errors import SettingsError
from timeliness.settings.council import Council
from timeliness.settings.tables import Settings
from timeliness.validation import checked


def read_council(path: Path) -> Council:
    """Read a council.toml.

    Raises:
        SettingsError: the file is missing or broken, or a key or value in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"{path} was not found: name the council.toml that holds your council's settings."
        ) from None
    except IsADirectoryError:
        raise SettingsError(f"{path} is a folder: name the council.toml in it.") from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path.name} is not saved as UTF-8 text: open it in Notepad and save it with the "
            "encoding UTF-8."
        ) from None
    except OSError:
        raise SettingsError(f"{path} could not be read: check that you have access.") from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"{path.name} is not written as settings are ({_plain(error)}): check the quotation "
            "marks and brackets there."
        ) from None
    return Council(checked(Settings, content, path.name), path.parent, path.name)


def _plain(error: tomllib.TOMLDecodeError) -> str:
    """Say where the text breaks, without the parser's own words for what it wanted."""
    message = str(error)
    return message[message.rfind("(") + 1 : -1] if "(at " in message else message
