"""The pages are walked: commands are run, recipes followed, in a folder that is made for it."""

from __future__ import annotations

import doctest
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from docs.make_pages import DOCS, ROOT

from tests.docs.reading import PAGES, CodeBlock, blocks_of, text_of
from tests.support.lists import HARROW

_COPIED = ("addin", "docs", "examples", "src", "workbook_templates", "pyproject.toml")
_LEFT = shutil.ignore_patterns("__pycache__", "reports")


def run(block: CodeBlock, folder: Path, source: Path) -> str:
    """Run a block's commands as a shell does, each line having to do its work."""
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(source / "src"), str(source)]),
        "HOME": str(folder),
    }
    done = subprocess.run(
        ["bash", "-euc", block.text],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, block.text + done.stdout + done.stderr
    return done.stdout + done.stderr


def change(block: CodeBlock, folder: Path) -> None:
    """Do to a file what the comment before a block says."""
    what, _, rest = block.mark.partition(": ")
    name, _, line = rest.partition(" | ")
    path = folder / name
    if what == "new":
        path.write_text(block.text, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if what == "end of":
        path.write_text(f"{text}\n\n{block.text}", encoding="utf-8")
        return
    assert text.count(f"\n{line}\n") == 1, f"{name} has no one line {line}"
    new = {"after": f"{line}\n{block.text}", "before": f"{block.text}{line}\n"}
    path.write_text(text.replace(f"\n{line}\n", "\n" + new.get(what, block.text)), encoding="utf-8")


def walk(page: Path, folder: Path, source: Path = ROOT) -> None:
    """Do what a page says, block by block; a text after commands must be in what they print."""
    printed = ""
    for block in blocks_of(text_of(page)):
        if block.mark:
            change(block, folder)
        elif block.language == "bash":
            printed = run(block, folder, source)
        elif block.language == "text":
            for line in block.text.splitlines():
                assert line in printed, printed


WALKED = [
    page
    for page in PAGES
    if page != DOCS / "developers.md"
    and any(block.language == "bash" for block in blocks_of(text_of(page)))
]


@pytest.mark.parametrize("page", WALKED, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_types_works_beside_the_example(page: Path, tmp_path: Path) -> None:
    shutil.copytree(HARROW, tmp_path, dirs_exist_ok=True)
    (tmp_path / "timeliness-demo").mkdir()
    walk(page, tmp_path)


def test_the_command_line_is_walked() -> None:
    assert DOCS / "command_line.md" in WALKED


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_says_to_python_is_so(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(HARROW, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    examples = "\n".join(
        block.text
        for block in blocks_of(text_of(page))
        if block.language == "python" and block.text.startswith(">>>")
    )
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_every_recipe_for_developers_gives_what_it_says(tmp_path: Path) -> None:
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=_LEFT)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    walk(DOCS / "developers.md", tmp_path, source=tmp_path)
    (built,) = (tmp_path / "with-sheet").glob("*.xlsx")
    book = openpyxl.load_workbook(built)
    assert [cell.value for row in book["Still open"]["A5:B7"] for cell in row] == [
        "Indicator", "Still open", "NI 59", 2, "NI 60", 2,
    ]  # fmt: skip
    (addin,) = tmp_path.glob("check.xlam")
    assert addin.stat().st_size > 0
