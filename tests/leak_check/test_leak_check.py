"""Files seeded with one leak each fail for that reason; share copies are clean."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.package_checks import problems_of
from tests.test_cli import AS_OF, Run, council, run
from tests.workbooks.test_monthly import harrow
from timeliness.errors import UnusableInputError
from timeliness.leak_check import leaks_in
from timeliness.workbooks.share import share_copy

__all__ = ["council", "run"]


def leaks_after(change: Callable[[openpyxl.Workbook, Worksheet], object]) -> str:
    """Spoil a share copy and check it."""
    book = openpyxl.load_workbook(io.BytesIO(share_copy(harrow())))
    sheet = book["Summary"]
    assert isinstance(sheet, Worksheet)
    change(book, sheet)
    made = io.BytesIO()
    book.save(made)
    return " ".join(leaks_in(made.getvalue(), "spoilt.xlsx"))


def with_part(name: str, content: bytes = b"<x/>") -> str:
    made = io.BytesIO(share_copy(harrow()))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, content)
    return " ".join(leaks_in(made.getvalue(), "spoilt.xlsx"))


@pytest.mark.parametrize("hide", [False, True])
def test_a_share_copy_is_clean_and_valid_and_the_same_each_time(hide: bool) -> None:
    content = share_copy(harrow(), hide_small_numbers=hide)
    assert leaks_in(content, "share.xlsx") == ()
    assert problems_of(content) == []
    assert content == share_copy(harrow(), hide_small_numbers=hide)


def column(sheet: Worksheet, *values: str) -> None:
    for row, value in enumerate(values, start=30):
        sheet.cell(row, 20, value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda b, s: setattr(b["Notes"], "sheet_state", "hidden"), '"Notes" is hidden'),
        (lambda b, s: setattr(b["Notes"], "sheet_state", "veryHidden"), "is very hidden"),
        (lambda b, s: setattr(s.row_dimensions[9], "hidden", True), "hidden rows"),
        (lambda b, s: setattr(s.column_dimensions["C"], "hidden", True), "hidden columns"),
        (lambda b, s: setattr(s["A1"], "comment", Comment("x", "y")), "comments"),
        (
            lambda b, s: b.defined_names.__setitem__(
                "old", DefinedName("old", attr_text=r"'C:\cases\[list.xlsx]a'!$A$1")
            ),
            '"old" leads to another file',
        ),
        (lambda b, s: setattr(b.properties, "creator", "Zzyzx Quill"), "author seems to be"),
        (lambda b, s: s.cell(30, 20, "Child ID"), "identifiers of children"),
        (lambda b, s: s.cell(30, 20, "DOB"), "dates of birth"),
        (lambda b, s: s.cell(30, 20, "Surname"), "names of children"),
        (lambda b, s: s.cell(30, 20, "A123456789012"), "unique pupil number"),
        (lambda b, s: s.cell(30, 20, "943 476 5919"), "an NHS number"),
        (lambda b, s: column(s, "Ref", *(f"C{n}" for n in range(10001, 10007))), "identifiers"),
        (
            lambda b, s: column(s, "Who", *(f"Zz{x} Quill" for x in "abcdef")),
            "look like names of people",
        ),
    ],
)
def test_each_leak_in_the_sheets_is_found(
    change: Callable[[openpyxl.Workbook, Worksheet], object], reason: str
) -> None:
    said = leaks_after(change)
    assert reason in said
    assert "Quill" not in said
    assert "10001" not in said


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("xl/pivotCache/pivotCacheDefinition1.xml", "pivot table"),
        ("xl/threadedComments/threadedComment1.xml", "threaded comments"),
        ("xl/externalLinks/externalLink1.xml", "other workbooks"),
        ("xl/connections.xml", "connections"),
        ("customXml/item1.xml", "custom XML"),
        ("xl/embeddings/oleObject1.bin", "embedded objects"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/revisions/revisionLog1.xml", "history"),
    ],
)
def test_each_unwanted_part_is_found(part: str, reason: str) -> None:
    assert reason in with_part(part)


def test_a_part_out_of_proportion_is_found() -> None:
    noise = bytes(range(65, 91)) * 40_000
    assert "far more than a report" not in with_part("xl/media/a.bin", noise)
    assert "far more than a report" in with_part(
        "xl/media/a.bin", b"".join(str(n * n * 7919).encode() for n in range(200_000))
    )


def test_a_bomb_and_a_file_that_is_no_package_are_refused_with_a_sentence() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", bytes(20_000_000))
    with pytest.raises(UnusableInputError, match="unpacks to far more"):
        leaks_in(made.getvalue(), "bomb.xlsx")
    with pytest.raises(UnusableInputError, match="not a workbook or document"):
        leaks_in(b"text", "a.xlsx")


def test_entities_are_refused() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(UnusableInputError, match="damaged or unsafe"):
        with_part("xl/charts/chart9.xml", evil)


def test_the_commands_write_a_share_copy_and_pass_it(run: Run, council: Path) -> None:
    out = council.parent / "out"
    common = ("share", council, "--month", "nov-2010", *AS_OF, "--out", out)
    assert run(*common)[0] == 0
    (path,) = out.glob("*share copy.xlsx")
    assert run("check-share", path)[0] == 0
    assert run("check-share", council.parent / "initial_assessments.xlsx")[0] == 1
    before = path.read_bytes()
    assert run(*common, "--hide-small")[0] == 0
    assert path.read_bytes() != before
