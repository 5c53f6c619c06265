"""One command run in two surroundings: another time zone, language and seed of hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_SURROUNDINGS = (("UTC", "C", "0"), ("Pacific/Kiritimati", "de_DE.UTF-8", "4711"))


def made_in_each(folder: Path, *arguments: object) -> list[bytes]:
    """Run a command of Timeliness in each, and give the one file that each makes.

    Args:
        folder: where the files go, each to a folder of its own that is named by ``--out``.
        arguments: the command with its other options.
    """
    made = []
    for zone, language, seed in _SURROUNDINGS:
        out = folder / seed
        subprocess.run(
            [sys.executable, "-m", "timeliness", *map(str, arguments), "--out", out],
            env=os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        (path,) = out.glob("*.*x")
        made.append(path.read_bytes())
    return made
