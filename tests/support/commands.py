"""Commands run as an officer types them, in the process of the test."""

from __future__ import annotations

import pytest

from timeliness.cli import main


def code_of(*arguments: object) -> int:
    """Run a command and give its exit code."""
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    code = end.value.code
    assert code is None or isinstance(code, int)
    return code or 0
