"""Drawing a workbook or a document as LibreOffice prints it."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tests.support.tools import pdftoppm, pdftotext, soffice

_SECONDS = 180


def render_pdf(path: Path, out_dir: Path) -> Path:
    """Print a file to a PDF in a folder and give the PDF."""
    return convert(path, out_dir, "pdf")


def convert(path: Path, out_dir: Path, kind: str) -> Path:
    """Save a file as another kind ("pdf", "xls", "ods") in a folder and give the new file."""
    (made,) = convert_all([path], out_dir, kind)
    return made


def convert_all(paths: Sequence[Path], out_dir: Path, kind: str) -> list[Path]:
    """Save files as another kind in a folder, in one run of LibreOffice; give the new files."""
    out_dir.mkdir(parents=True, exist_ok=True)
    made = [out_dir / f"{path.stem}.{kind}" for path in paths]
    for old in made:
        old.unlink(missing_ok=True)
    profile = Path(_profile().name).as_uri()
    arguments = ["--headless", "--norestore", "--convert-to", kind, "--outdir", str(out_dir)]
    said = _run([soffice(), f"-env:UserInstallation={profile}", *arguments, *map(str, paths)])
    # LibreOffice ends with 0 also where it could not read a file, so the new file is the proof.
    for path, new in zip(paths, made, strict=True):
        if not new.exists():
            raise RuntimeError(f"LibreOffice made no {kind} of {path.name}: {said}")
    return made


def render_pages(path: Path, out_dir: Path, dpi: int = 80) -> list[Path]:
    """Draw each page of a workbook, a document or a PDF as a PNG; give them in page order."""
    pdf = path if path.suffix == ".pdf" else render_pdf(path, out_dir)
    stem = out_dir / path.stem
    for old in out_dir.glob(f"{path.stem}-*.png"):
        old.unlink()
    _run([pdftoppm(), "-r", str(dpi), "-png", str(pdf), str(stem)])
    # The numbers of the pages are padded to one length, so that names sort as pages do.
    return sorted(out_dir.glob(f"{path.stem}-*.png"))


def pdf_text(path: Path) -> str:
    """Read the text of a PDF, laid out as on its pages."""
    return _run([pdftotext(), "-layout", str(path), "-"])


@lru_cache(maxsize=1)
def _profile() -> tempfile.TemporaryDirectory[str]:
    """Make one profile for a test run: LibreOffice starts faster on a profile that it knows."""
    return tempfile.TemporaryDirectory(prefix="timeliness-office-", ignore_cleanup_errors=True)


def _run(command: list[str]) -> str:
    """Run a program; give what it printed. What it started ends with it, also at a time-out."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            raise
    if process.returncode != 0:
        raise RuntimeError(f"{Path(command[0]).name} ended with {process.returncode}: {said}")
    return said


def _end(process: subprocess.Popen[str]) -> None:
    """End a program and what it started: soffice is a script that starts the real one."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
