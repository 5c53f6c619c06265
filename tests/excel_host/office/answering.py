"""The project's own Python behind the twin: functions as xlwings calls them on Windows."""

from __future__ import annotations

import json
import sys

from tests.excel_host.windows_xlwings import WindowsXlwings


def main() -> None:
    """Answer a line of JSON with a line of JSON until the input ends."""
    excel = WindowsXlwings()
    for line in sys.stdin:
        question = json.loads(line)
        if "button" in question:
            answer: object = ["information", f"{question['button']} was pressed"]
        else:
            arguments = [_as_excel_sends(item) for item in question["arguments"]]
            answer = excel.call(question["function"], arguments)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _as_excel_sends(value: object) -> object:
    """Give a block as rows of tuples, with None where a cell is empty."""
    if isinstance(value, list):
        return tuple(_as_excel_sends(item) for item in value)
    return None if value == "" else value


if __name__ == "__main__":
    main()
