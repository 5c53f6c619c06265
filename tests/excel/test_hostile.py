"""What lies in or beside a received workbook must not choose what runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from timeliness.excel import user_settings
from timeliness.excel.addin import module_sources
from timeliness.indicators import published_definitions

PLANTED = (
    "numpy.py", "pandas.py", "pydantic.py", "sitecustomize.py", "timeliness.py", "usercustomize.py",
    "xlwings.py",
)  # fmt: skip
"""Files that somebody could put beside a workbook, named like what our Python loads."""


def bridge() -> str:
    return module_sources(published_definitions())["Bridge"]


def command_of_the_bridge() -> list[str]:
    """Give the line with which the bridge starts Python, as words, with this Python in it."""
    start = re.search(r"StartCommand = (.*?)\nEnd Function", bridge(), re.DOTALL)
    assert start is not None
    literals = "".join(re.findall(r'"((?:[^"]|"")*)"', start[1])).replace('""', '"')
    found = re.fullmatch(r'"interpreter" (-\w) -c "(.*)"', literals)
    assert found is not None, literals
    return [sys.executable, found[1], "-c", found[2]]


def test_python_is_started_isolated_and_with_nothing_of_the_workbook() -> None:
    command = command_of_the_bridge()
    assert command[1:] == [
        "-I",
        "-c",
        "from timeliness.excel.server import serve; serve('$(CLSID)')",
    ]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_file_beside_the_workbook_is_not_run(planted: str, tmp_path: Path) -> None:
    mark = tmp_path / "it ran"
    (tmp_path / planted).write_text(f"open({str(mark)!r}, 'w').close()\n", encoding="utf-8")
    program = command_of_the_bridge()
    # Off Windows there is no COM server to start, so what it starts from is loaded instead.
    program[-1] = (
        "from timeliness.excel import server; server._xlwings();"
        "import timeliness.excel.functions, timeliness.excel.buttons; print('ready')"
    )
    ended = subprocess.run(
        program,
        cwd=tmp_path,
        env=os.environ
        | {"PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": str(tmp_path / planted),
           "PYTHONHOME": "", "PYTHONUSERBASE": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.stdout.strip() == "ready", ended.stderr
    assert not mark.exists()


def test_the_bridge_reads_its_program_from_the_profile_alone() -> None:
    sources = module_sources(published_definitions())
    code = "\n".join(
        line
        for line in "\n".join(sources.values()).splitlines()
        if not line.lstrip().startswith("'")
    )
    assert re.findall(r"Environ\$?\(([^)]*)\)", code) == ['"APPDATA"']
    asked = set(re.findall(r'SettingOf\("(\w+)"\)', code))
    assert asked == {"interpreter", "dll"} <= set(user_settings.KEYS)
    # The one thing of a workbook that Python is told is which one a button was pressed in.
    assert code.count("ActiveWorkbook") == 2
    assert '"BOOK_CALLER", ActiveWorkbook' in code


def test_a_setting_that_is_not_ours_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "timeliness.conf"
    good = user_settings.UserSettings(r"C:\P\pythonw.exe", r"C:\P\xlwings64-0.37.8.dll")
    evil = "PYTHONPATH=C:\\Evil\r\nINTERPRETER_WIN=C:\\Evil\\evil.exe\r\nadd_workbook=true\r\n"
    path.write_bytes(user_settings.user_settings_bytes(good) + evil.encode("utf-16-le"))
    assert user_settings.read_user_settings(path) == good
