"""The VBA in a file, as oletools reads it: a program that knows nothing of how it was packed."""

from __future__ import annotations

import importlib
import warnings


def modules_in(content: bytes, name: str) -> dict[str, str]:
    """Give the source of each module, without the attributes that Office keeps in front of it.

    Args:
        content: the file's bytes.
        name: the file's name.
    """
    with warnings.catch_warnings():
        # oletools calls its parser by names that the parser is about to drop.
        warnings.simplefilter("ignore", DeprecationWarning)
        parser = importlib.import_module("oletools.olevba").VBA_Parser(name, data=content)
        try:
            found = [(module, code) for _, _, module, code in parser.extract_macros()]
        finally:
            parser.close()
    return {module.rpartition(".")[0]: _without_attributes(code) for module, code in found}


def _without_attributes(code: str) -> str:
    return "\n".join(line for line in code.splitlines() if not line.startswith("Attribute "))
