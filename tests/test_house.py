"""The rules of the house: which room may know of which, and what must be in no file at all."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.lists import ROOT

SOURCE = ROOT / "src" / "timeliness"

DOORS = {
    "openpyxl": "workbooks",
    "pyarrow": "regional",
    "xlwings": "excel",
    "pyopenvba": "excel",
    "docx": "documents",
    "docxtpl": "documents",
}
"""Libraries that one room alone may import."""

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "websockets",
    "xmlrpc",
}  # fmt: skip

FORWARD = (
    (
        "archives",
        "unpacking",
        "errors",
        "words",
        "written_days",
        "excel_names",
        "validation",
        "shipped",
        "saving",
        "reconciliation",
        "template_files",
    ),
    ("working_days", "periods"),
    ("file_names", "which_months"),
    ("indicators", "targets"),
    ("case_list",),
    ("findings", "same_child"),
    ("checks",),
    ("measuring",),
    ("rates",),
    ("trends", "watch_list", "explaining", "list_check", "regional"),
    ("benchmarks",),
    ("settings", "revisions"),
    ("settings_sheet",),
    ("summary",),
    ("summarising",),
    ("narrative",),
    ("suppression", "leak_check", "outcomes"),
    ("workbooks", "manifest", "documents"),
    ("unchanged",),
    ("reporting",),
    ("writers",),
    ("batch", "publishing"),
    ("excel",),
    ("commands",),
    ("cli",),
)
"""The way of the data: a room may know those before it and its own neighbours, none after it."""

RENDERS_ONLY = {
    "documents": {"case_list", "checks", "measuring", "working_days", "summarising", "reporting"},
    "workbooks": {"case_list", "checks", "measuring", "working_days", "summarising", "settings"},
}
"""What a room that only renders must not reach for."""


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written in full"
            yield node.module or ""


def faults(room: str, text: str) -> list[str]:
    """Name the rules that a module of a room breaks."""
    place = {name: number for number, names in enumerate(FORWARD) for name in names}
    found = []
    for name in imports_of(text):
        library, _, rest = name.partition(".")
        if library in NETWORK:
            found.append(f"{name} reaches the network")
        if DOORS.get(library, room) != room:
            found.append(f"{name} belongs to {DOORS[library]}")
        other = rest.partition(".")[0]
        if library != "timeliness" or not other or other == room:
            continue
        if place.get(other, 0) > place.get(room, len(FORWARD)):
            found.append(f"{room} reaches forward to {other}")
        if other in RENDERS_ONLY.get(room, set()):
            found.append(f"{room} only renders, and must not know {other}")
    return found


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_every_module_keeps_to_its_room(path: Path) -> None:
    assert faults(room_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "text", "fault"),
    [
        ("rates", "import openpyxl.chart", "openpyxl.chart belongs to workbooks"),
        ("workbooks", "from xlwings import func", "xlwings belongs to excel"),
        ("cli", "def f():\n    import urllib.request", "urllib.request reaches the network"),
        ("indicators", "from timeliness.rates import Rate", "indicators reaches forward to rates"),
        ("workbooks", "from timeliness.measuring import measure", "workbooks only renders"),
    ],
)
def test_each_rule_of_the_house_bites(room: str, text: str, fault: str) -> None:
    (found,) = faults(room, text)
    assert fault in found


def test_every_room_has_its_place_on_the_way_of_the_data() -> None:
    placed = {name for names in FORWARD for name in names} | {"__init__", "__main__"}
    assert {room_of(path) for path in SOURCE.rglob("*.py")} <= placed


UNWANTED = re.compile(
    r"pypi\.org|pythonhosted|npmjs\.(?:org|com)|deb\.debian|registry\.|--index-url|/root/|/home/\w|/Users/"
)


def test_no_file_names_a_package_host_or_somebodys_folder() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        content = (ROOT / name).read_bytes()
        if name == "tests/test_house.py" or b"\x00" in content:
            continue
        assert not UNWANTED.search(content.decode("utf-8")), name
