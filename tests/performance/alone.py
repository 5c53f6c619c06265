"""One work in a process of its own: python -m tests.performance.alone '["module", "name", []]'."""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path


def greatest_memory() -> float:
    """Give the most memory that this process has held, in megabytes.

    The system's own account of it would begin with what the process that started this one held.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Do the work that the argument names, and print its seconds and its memory as JSON."""
    module, function, arguments = json.loads(sys.argv[1])
    work = getattr(importlib.import_module(module), function)
    start = time.perf_counter()
    work(*arguments)
    seconds = time.perf_counter() - start
    megabytes = greatest_memory()
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": megabytes}) + "\n")


if __name__ == "__main__":
    main()
