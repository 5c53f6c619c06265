"""Commands run as an officer types them, in the process of the test."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.support.lists import HARROW
from timeliness.cli import main

LISTS = [str(HARROW / "initial_assessments.xlsx"), str(HARROW / "core_assessments.xlsx")]
AS_OF = ["--as-of", "2010-12-06"]

Run = Callable[..., tuple[int, str, str]]
"""The fixture that runs a command and gives its exit code, its output and its errors."""


def code_of(*arguments: object) -> int:
    """Run a command and give its exit code."""
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    code = end.value.code
    assert code is None or isinstance(code, int)
    return code or 0


def rates(run: Run, *arguments: str) -> list[dict[str, object]]:
    """Give the rates that a command prints as JSON."""
    code, out, _ = run("rates", *arguments, "--json", *AS_OF)
    assert code == 0
    items = json.loads(out)
    assert isinstance(items, list)
    return items
