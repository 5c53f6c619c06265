"""Measure the import of the Department's file beside pandas, which reads it as text and no more.

Run it from the project's root: python -m tests.performance.importing
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pandas

from tests.performance.timing import alternating
from tests.support.tools import shared_data_folder
from timeliness.benchmarks.department import read_department_file
from timeliness.benchmarks.store import add_to_store

C2 = "c2_children_in_need_assessments_duration_2014_to_2024.csv"


def process(*arguments: str) -> Callable[[], object]:
    """Give the running of Python as a process of its own."""
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)


def main() -> None:
    """Print how often the time of pandas each work takes, in one process and as a command."""
    path = shared_data_folder() / C2
    with tempfile.TemporaryDirectory() as name:
        folder, stores = Path(name), count()
        command = ("-m", "timeliness", "benchmarks", "import", str(path), "--store")
        works = {
            "reading and checking": lambda: read_department_file(path),
            "and writing a new store": lambda: add_to_store(
                folder / str(next(stores)), read_department_file(path).figures
            ),
            "pandas, as text": lambda: pandas.read_csv(path, dtype=str),
        }
        warm = dict(zip(works, alternating(*works.values(), runs=15), strict=True))
        reading = f"import pandas; pandas.read_csv({str(path)!r}, dtype=str)"
        ours, theirs = alternating(
            process(*command, str(folder / "command")), process("-c", reading), runs=7
        )
    for work, seconds in warm.items():
        ratio = seconds / warm["pandas, as text"]
        sys.stdout.write(f"{work}: {seconds * 1000:.1f} ms, {ratio:.2f} times pandas\n")
    sys.stdout.write(
        f"as a command: {ours:.2f} s, {ours / theirs:.2f} times a process that only loads pandas "
        f"and reads the file ({theirs:.2f} s)\n"
    )


if __name__ == "__main__":
    main()
