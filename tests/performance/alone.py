"""One work in a process of its own: python -m tests.performance.alone '["module", "name", []]'."""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time


def main() -> None:
    """Do the work that the argument names, and print its seconds and its memory as JSON."""
    module, function, arguments = json.loads(sys.argv[1])
    work = getattr(importlib.import_module(module), function)
    start = time.perf_counter()
    work(*arguments)
    seconds = time.perf_counter() - start
    # Linux counts in kilobytes.
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": megabytes}) + "\n")


if __name__ == "__main__":
    main()
