"""The performance workbook written by its command, once and over nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import Run


def test_the_performance_workbook_is_written_once_and_never_over_anothers_cases(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("workbook")
    made = tmp_path / "Performance workbook.xlsx"
    assert (code, made.exists()) == (0, True)
    assert "The performance workbook is here" in out
    made.write_bytes(b"an officer's cases")
    for arguments in ([], ["--out", str(made)], ["--out", str(tmp_path)]):
        code, _, said = run("workbook", *arguments)
        assert code == 2
        assert "is there already, perhaps with your cases in it" in said
    assert made.read_bytes() == b"an officer's cases"
    code, _, _ = run("workbook", "--force")
    assert code == 0
    kept = tmp_path / "earlier versions" / "Performance workbook version 1.xlsx"
    assert kept.read_bytes() == b"an officer's cases"
    code, out, _ = run("check", made, "--sheet", "Cases", "--as-of", "2026-11-01")
    assert code == 0
    assert "12" in out


def test_a_name_that_is_no_workbooks_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, said = run("workbook", "--out", tmp_path / "cases.docx")
    assert code == 2
    assert "let it end in .xlsx" in said
    assert not any(tmp_path.iterdir())
