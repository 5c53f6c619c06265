"""What LibreOffice's script provider runs: it hands each question on to the project's own Python.

LibreOffice brings a Python of its own, which has none of the project's packages. So the questions
go as lines of JSON to a second process, ``tests.excel_host.office.answering``.
"""

import json
import os
import subprocess

_answering = None


def ask(name, arguments):
    """Answer a worksheet function of the twin."""
    return _exchange({"function": name, "arguments": _plain(arguments)})


def press(button):
    """Answer a button of the twin."""
    return _exchange({"button": button})


def _exchange(question):
    global _answering
    if _answering is None:
        _answering = subprocess.Popen(
            json.loads(os.environ["TIMELINESS_ANSWERING"]),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
    _answering.stdin.write(json.dumps(question) + "\n")
    _answering.stdin.flush()
    return _tuples(json.loads(_answering.stdout.readline()))


def _plain(value):
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return repr(value)


def _tuples(value):
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


g_exportedScripts = (ask, press)
