"""Make accessibility.md from the checklist and the tests that hold its items.

Run it from the project's root: python docs/make_accessibility.py
A test says which items it holds with @pytest.mark.conforms("...").
"""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from pathlib import Path

from timeliness.saving import write_file

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accessibility.md"
CHECKLIST = ROOT / "docs" / "accessibility_checklist.toml"
MARK = "conforms"

HEAD = """# Accessibility

What is kept of the Government Analysis Function's checklist "Making spreadsheets accessible: a
brief checklist of the basics" in a share copy, and what is kept in a committee report: each item
with the tests that hold it. This page is made from those tests by
`python docs/make_accessibility.py`; a test fails when it is not up to date.
"""


def checklist() -> dict[str, list[str]]:
    """Give the items of the checklist by the heading that they stand under."""
    content = tomllib.loads(CHECKLIST.read_text(encoding="utf-8"))
    return {section["heading"]: section["items"] for section in content["sections"]}


def held_by_item() -> dict[str, list[tuple[str, str]]]:
    """Find the tests that hold each item: the file and the name of each."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for test in ast.walk(tree):
            if isinstance(test, ast.FunctionDef):
                for item in items_held_by(test):
                    found[item].append((path.relative_to(ROOT).as_posix(), test.name))
    return found


def items_held_by(test: ast.FunctionDef) -> list[str]:
    """Give the items that a test says it holds."""
    return [
        argument.value
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == f"pytest.mark.{MARK}"
        for argument in mark.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def make_page() -> str:
    """Give the text of the page."""
    tests = held_by_item()
    lines = [HEAD]
    for heading, items in checklist().items():
        lines += [f"## {heading}", "", "| Item | Held by the test |", "|---|---|"]
        for item in items:
            held = "<br>".join(
                f"[{name.removeprefix('test_').replace('_', ' ')}](../{path})"
                for path, name in tests.get(item, [])
            )
            lines.append(f"| {item} | {held or 'not held'} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    write_file(PAGE, make_page().encode())
