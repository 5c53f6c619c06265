"""From the file council.toml to a council, with a sentence for what is wrong in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from timeliness.errors import SettingsError
from timeliness.settings.council import Council
from timeliness.settings.tables import Settings
from timeliness.unpacking import WORKBOOK_BEGINNINGS
from timeliness.validation import checked

_BRACKETS = "Check its quotation marks and brackets, and that it says one thing alone."

_IN_THE_LINE = {
    "=\\s*[“”‘’]|[“”‘’]\\s*$": "Write text between straight quotation marks instead of curly ones.",
    r"=\s*[\d.]+\s*%": "Write a percentage without its sign: 80 for 80%.",
    r"^\s*\[\[?\s*(?:case_lists|neighbours)\s*\]": (
        "Head each of several with two brackets on each side, as in [[case_lists]]."
    ),
}
"""What to do where the line that breaks has these, which says more than the parser's message."""

_ADVICE = {
    r"Unescaped|hex value": (
        r"Write a folder between single quotation marks, as in 'S:\Performance': between double "
        "ones a backslash means something else."
    ),
    "twice|overwrite|mutate": "The same name stands above already: keep one of the two.",
    "Expected '='": "After a name come = and its value.",
    "Invalid value": (
        "Write text between quotation marks, a day as 2010-11-30, and yes or no as true or false."
    ),
}
"""What to do where the parser's message has these words; _BRACKETS where it has none of them."""


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
    except UnicodeDecodeError as error:
        if error.object.startswith(WORKBOOK_BEGINNINGS):
            raise SettingsError(
                f"{path.name} is a workbook: name the council.toml that lists it."
            ) from None
        raise SettingsError(
            f"{path.name} is not saved as UTF-8 text: open it in Notepad and save it with the "
            "encoding UTF-8."
        ) from None
    except OSError:
        raise SettingsError(f"{path} could not be read: check that you have access.") from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place, advice = _what_is_wrong(str(error), text)
        raise SettingsError(
            f"{path.name}, {place}: this is not written as settings are. {advice}"
        ) from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets within brackets without end.
        raise SettingsError(
            f"{path.name} is not written as settings are: start again from the one that comes with "
            "Timeliness."
        ) from None
    return Council(checked(Settings, content, path.name), path.parent, path.name)


def _what_is_wrong(said: str, text: str) -> tuple[str, str]:
    """Give the place where the text breaks, and what to do about the line or what is said of it."""
    found = re.search(r"at line (\d+)", said)
    line = text.split("\n")[int(found[1]) - 1] if found else ""
    place = f"line {found[1]}" if found else "at its end"
    fitting = (
        advice
        for where, of in ((line, _IN_THE_LINE), (said, _ADVICE))
        for words, advice in of.items()
        if re.search(words, where)
    )
    return place, next(fitting, _BRACKETS)
