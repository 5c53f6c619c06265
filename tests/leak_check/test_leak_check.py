"""Sheets seeded with one leak each fail for that reason; share copies are clean."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.leak_check.building import leaks_after, related_as
from tests.support.commands import AS_OF, Run
from tests.support.editing import packed, parts_of, with_part
from tests.support.harrow import november
from tests.support.package_checks import problems_of
from timeliness.errors import UnusableInputError
from timeliness.leak_check import leaks_in
from timeliness.workbooks.share import share_copy


def saved_by_excel(*values: str) -> dict[str, bytes]:
    """A column of texts that cells refer to by number, as Excel itself writes them."""
    book = openpyxl.Workbook()
    # The texts stand in the file in another order than in the cells.
    for number in reversed(range(len(values))):
        book.worksheets[0].append([number])
    made = io.BytesIO()
    book.save(made)
    parts = parts_of(made.getvalue())
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b't="n"', b't="s"')
    texts = "".join(f"<si><r><t>{v[:2]}</t></r><r><t>{v[2:]}</t></r></si>" for v in values[::-1])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{texts}</sst>'.encode()
    return parts


WORKERS = ("Worker", *(f"Zz{letter} Quill" for letter in "abcdef"))


@pytest.mark.parametrize("where", ["xl/sharedStrings.xml", "xl/SharedStrings.XML", "xl/odd.xml"])
def test_texts_that_excel_keeps_apart_from_their_cells_are_read_as_columns(where: str) -> None:
    parts = saved_by_excel(*WORKERS)
    texts = parts.pop("xl/sharedStrings.xml")
    parts = related_as(parts | {where: texts}, "sharedStrings", where.removeprefix("xl/"))
    said = leaks_in(packed(parts), "sent.xlsx")
    assert 'Sheet "Sheet", column A: values look like names of people.' in said
    assert 'Sheet "Sheet", column A: values stand under a heading for names of people.' in said


def test_a_text_that_no_cell_shows_any_more_is_found() -> None:
    parts = saved_by_excel("Team", "A123456789012")
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert sheet.count(b"<v>0</v>") == 1
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v>0</v>", b"<v>1</v>")
    assert leaks_in(packed(parts), "sent.xlsx") == (
        "The workbook's stored text holds what looks like a unique pupil number.",
    )


@pytest.mark.parametrize("number", ["7", "-1", "\N{SUPERSCRIPT TWO}", ""])
def test_a_cell_that_refers_to_no_text_does_not_stop_the_check(number: str) -> None:
    parts = saved_by_excel(*WORKERS)
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v>6</v>", f"<v>{number}</v>".encode())
    assert leaks_in(packed(parts), "sent.xlsx") == (
        'Sheet "Sheet", column A: values look like names of people.',
    )


@pytest.mark.parametrize("gone", ["xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
def test_a_sheet_whose_cells_cannot_be_found_is_refused_rather_than_passed(gone: str) -> None:
    parts = saved_by_excel(*WORKERS)
    del parts[gone]
    with pytest.raises(UnusableInputError, match=r"xl/workbook\.xml inside the file is damaged"):
        leaks_in(packed(parts), "sent.xlsx")


def test_capitals_in_the_names_of_parts_hide_nothing() -> None:
    book = openpyxl.Workbook()
    book.properties.creator = "Zzyzx Quill"
    book.worksheets[0].append(["Surname", "Born"])
    for number in range(10, 16):
        book.worksheets[0].append(["", date(2005, 3, number)])
    made = io.BytesIO()
    book.save(made)
    capitals = {
        name if name in {"xl/workbook.xml", "[Content_Types].xml"} else name.upper(): content
        for name, content in parts_of(made.getvalue()).items()
    }
    said = leaks_in(packed(capitals), "sent.xlsx")
    assert said == leaks_in(made.getvalue(), "sent.xlsx")
    for reason in ("author seems to be", "names of children", "single days"):
        assert any(reason in sentence for sentence in said)


def test_a_workbook_without_styles_is_checked_too() -> None:
    parts = saved_by_excel("Surname", "x")
    del parts["xl/styles.xml"]
    said = leaks_in(packed(parts), "sent.xlsx")
    assert 'Sheet "Sheet" has a heading for names of children.' in said


@pytest.mark.parametrize("hide", [False, True])
def test_a_share_copy_is_clean_and_valid_and_the_same_each_time(hide: bool) -> None:
    content = share_copy(november(), hide_small_numbers=hide)
    assert leaks_in(content, "share.xlsx") == ()
    assert problems_of(content) == []
    assert content == share_copy(november(), hide_small_numbers=hide)


def days(sheet: Worksheet, heading: str) -> None:
    sheet.cell(30, 20, heading)
    for number in range(6):
        sheet.cell(31 + number, 20, date(2005, 3, 10 + number))


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
        (lambda b, s: column(s, "Born", *(f"{n}/03/2005" for n in range(10, 16))), "single days"),
        (lambda b, s: days(s, "Born"), "column T: values are single days"),
        (lambda b, s: setattr(s.sheet_format, "zeroHeight", True), "hidden rows"),
        (lambda b, s: setattr(s["B9"], "number_format", ";;;"), "shows nothing"),
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
    ("height", "said"),
    [
        ("0", ('The sheet "Month" has hidden rows.',)),
        ("0.0", ('The sheet "Month" has hidden rows.',)),
        ("15", ()),
        ("tall", ()),
        ("", ()),
    ],
)
def test_rows_without_height_are_hidden_rows(height: str, said: tuple[str, ...]) -> None:
    content = share_copy(november())
    flat = with_part(content, "xl/worksheets/sheet3.xml", '<row r="2"', f'<row ht="{height}" r="2"')
    assert leaks_in(flat, "spoilt.xlsx") == said


def test_the_commands_write_a_share_copy_and_pass_it(run: Run, council: Path) -> None:
    out = council.parent / "out"
    common = ("share", council, "--month", "nov-2010", *AS_OF, "--out", out)
    code, printed, _ = run(*common)
    assert code == 0
    assert "Counts of 1 to 5 are shown as they are; timeliness share --hide-small" in printed
    (path,) = out.glob("*share copy.xlsx")
    assert run("check-share", path)[0] == 0
    assert run("check-share", council.parent / "initial_assessments.xlsx")[0] == 1
    before = path.read_bytes()
    code, printed, _ = run(*common, "--hide-small")
    assert code == 0
    assert "as they are" not in printed
    assert path.read_bytes() != before
