"""The verdict of the Open XML SDK."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.support.tools import ooxml_validator


def schema_problems_of(path: Path) -> list[str]:
    """Ask the Open XML SDK's validator what Excel would not accept in a file.

    Returns:
        Each error with its part and place; none when the file is valid.

    Raises:
        RuntimeError: the validator itself could not run.
    """
    command = [ooxml_validator(), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"The Open XML validator did not run: {done.stderr or done.stdout}")
    verdict = json.loads(done.stdout)
    errors = [
        f"{error['path'] or path.name} {error['xPath'] or ''}: {error['description']}"
        for error in verdict["errors"]
    ]
    if verdict["ok"] != (not errors) or verdict["ok"] != (done.returncode == 0):
        raise RuntimeError(f"The Open XML validator contradicts itself: {done.stdout}")
    return errors
