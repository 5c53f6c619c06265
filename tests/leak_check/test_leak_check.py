"""Files seeded with one leak each fail for that reason; share copies are clean."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.editing import packed, parts_of, with_part
from tests.support.harrow import november
from tests.support.lists import HARROW
from tests.support.package_checks import problems_of
from tests.test_cli import AS_OF, Run, council, run
from timeliness.documents import committee_report
from timeliness.errors import UnusableInputError
from timeliness.leak_check import check_package, leaks_in
from timeliness.leak_check.reading import LARGEST_FILE, LIMITS
from timeliness.settings import read_council
from timeliness.workbooks.share import share_copy

__all__ = ["council", "run"]


def leaks_after(change: Callable[[openpyxl.Workbook, Worksheet], object]) -> str:
    """Spoil a share copy and check it."""
    book = openpyxl.load_workbook(io.BytesIO(share_copy(november())))
    sheet = book["Month"]
    assert isinstance(sheet, Worksheet)
    change(book, sheet)
    made = io.BytesIO()
    book.save(made)
    return " ".join(leaks_in(made.getvalue(), "spoilt.xlsx"))


def with_new_part(name: str, content: bytes = b"<x/>") -> str:
    made = io.BytesIO(share_copy(november()))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, content)
    return " ".join(leaks_in(made.getvalue(), "spoilt.xlsx"))


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


def related_as(parts: dict[str, bytes], kind: str, target: str) -> dict[str, bytes]:
    """Relate a workbook to a part, as every program does for the parts that it wants read."""
    place = "xl/_rels/workbook.xml.rels"
    relation = f'<Relationship Id="rIdX" Type="http://x/relationships/{kind}" Target="{target}"/>'
    text = parts[place].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    return parts | {place: text}


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
        ("xl/slicerCaches/slicerCache1.xml", "slicer"),
        ("xl/persons/person.xml", "threaded comments or their writers"),
        ("xl/queryTables/queryTable1.xml", "connections"),
        ("xl/activeX/activeX1.bin", "embedded objects"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("docProps/custom.xml", "custom document properties"),
        ("xl/printerSettings/printerSettings1.bin", "printer"),
    ],
)
def test_each_unwanted_part_is_found(part: str, reason: str) -> None:
    assert reason in with_new_part(part)


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


def test_a_folder_in_the_document_s_properties_is_found() -> None:
    base = "<HyperlinkBase>file:///S:/Zzyzx/</HyperlinkBase></Properties>"
    content = with_part(share_copy(november()), "docProps/app.xml", "</Properties>", base)
    assert leaks_in(content, "spoilt.xlsx") == ("The document's properties name a folder.",)


@pytest.mark.parametrize(
    ("kind", "target", "said"),
    [
        ("hyperlink", "https://www.gov.uk/", ()),
        (
            "hyperlink",
            r"S:\cases\list.docx",
            ("The file links to something outside it (hyperlink).",),
        ),
        (
            "image",
            "https://council.example/pixel.png",
            ("The file links to something outside it (image).",),
        ),
    ],
)
def test_what_a_file_fetches_or_opens_elsewhere_is_found_and_a_web_address_may_stay(
    kind: str, target: str, said: tuple[str, ...]
) -> None:
    parts = related_as(parts_of(share_copy(november())), kind, f'{target}" TargetMode="External')
    assert leaks_in(packed(parts), "spoilt.xlsx") == said


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("pivotCacheDefinition", "pivot table"),
        ("threadedComment", "threaded comments"),
        ("externalLink", "other workbooks"),
        ("connections", "connections"),
        ("customXml", "custom XML"),
        ("oleObject", "embedded objects"),
        ("vbaProject", "macros"),
    ],
)
def test_an_unwanted_part_is_found_under_any_name(kind: str, reason: str) -> None:
    parts = related_as(parts_of(share_copy(november())), kind, "odd.xml")
    parts["xl/odd.xml"] = b"<x/>"
    assert reason in " ".join(leaks_in(packed(parts), "spoilt.xlsx"))


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ('<x:absPath xmlns:x="urn:x" url="C:\\Users\\quill\\"/>', "names the folder"),
        ('<fileSharing userName="Zzyzx Quill"/>', "a person who reserved it"),
    ],
)
def test_what_excel_notes_of_a_person_in_a_workbook_is_found(element: str, reason: str) -> None:
    parts = parts_of(share_copy(november()))
    workbook = parts["xl/workbook.xml"].decode()
    end = workbook.index(">", workbook.index("<workbook")) + 1
    parts["xl/workbook.xml"] = f"{workbook[:end]}{element}{workbook[end:]}".encode()
    said = " ".join(leaks_in(packed(parts), "spoilt.xlsx"))
    assert reason in said
    assert "uill" not in said


def report_bytes() -> bytes:
    settings = read_council(HARROW / "council.toml").settings.report
    assert settings is not None
    return committee_report(november(), settings)


def report_with(old: str, new: str, part: str = "word/document.xml") -> str:
    """Spoil a committee report and check it."""
    return " ".join(leaks_in(with_part(report_bytes(), part, old, new), "spoilt.docx"))


BODY_END = "<w:sectPr"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<w:p><w:ins w:id="1" w:author="Zzyzx Quill"/></w:p>', "tracked changes"),
        ('<w:p><w:moveFrom w:id="1" w:author="Zzyzx Quill"/></w:p>', "tracked changes"),
        (
            '<w:p><w:pPr><w:pPrChange w:author="Zzyzx Quill"><w:pPr/></w:pPrChange></w:pPr></w:p>',
            "a person who changed its form",
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>", "hidden text"),
        ("<w:p><w:r><w:t>Child ID</w:t></w:r></w:p>", "identifiers of children"),
        (
            "<w:tbl>"
            + "".join(
                f"<w:tr><w:tc><w:p><w:r><w:t>{value}</w:t></w:r></w:p></w:tc></w:tr>"
                for value in ("Ref", *(f"C{number}" for number in range(10001, 10007)))
            )
            + "</w:tbl>",
            "column 1: values look like identifiers",
        ),
        *(
            (
                "<w:tbl>"
                + "".join(
                    f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>"
                    for cell in ("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>",)
                    for a, b in ((heading, "Days left"), ("Zzyzx Quill", "3"))
                )
                + "</w:tbl>",
                reason,
            )
            for heading, reason in (
                ("Name", "column 1: values stand under a heading for names of children"),
                ("Clock started", "is for officers alone"),
            )
        ),
    ],
)
def test_each_leak_in_a_document_is_found(content: str, reason: str) -> None:
    said = report_with(BODY_END, f"{content}{BODY_END}")
    assert reason in said
    assert "uill" not in said


def test_leaks_in_a_document_s_footer_are_found() -> None:
    name = next(name for name in parts_of(report_bytes()) if name.startswith("word/footer"))
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p></w:ftr>"
    assert "hidden text" in report_with("</w:ftr>", hidden, name)


@pytest.mark.parametrize("part", ["word/footnotes.xml", "word/endnotes.xml", "word/Header9.XML"])
def test_leaks_in_a_document_s_notes_are_found(part: str) -> None:
    text = '<x xmlns:w="urn:w"><w:p><w:r><w:t>Child </w:t></w:r><w:r><w:t>ID</w:t></w:r></w:p></x>'
    said = leaks_in(packed(parts_of(report_bytes()) | {part: text.encode()}), "spoilt.docx")
    assert said == ("The document has a heading for identifiers of children.",)


def test_a_package_of_another_kind_is_refused_rather_than_passed() -> None:
    with pytest.raises(UnusableInputError, match="not a workbook or document that can be checked"):
        leaks_in(packed({"content.xml": b"<x/>", "mimetype": b"x"}), "list.ods")


def test_a_package_with_two_parts_of_one_name_is_refused_rather_than_passed() -> None:
    with pytest.raises(UnusableInputError, match="not a workbook or document that can be checked"):
        with_new_part("XL/Workbook.xml")


def test_a_part_out_of_proportion_is_found() -> None:
    noise = bytes(range(65, 91)) * 40_000
    assert "far more than a report" not in with_new_part("xl/media/a.bin", noise)
    assert "far more than a report" in with_new_part(
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


def test_a_file_beyond_the_limits_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnusableInputError) as error:
        leaks_in(bytes(LARGEST_FILE + 1), "large.xlsx")
    assert str(error.value) == (
        "large.xlsx is larger than 50 MB, so it was not read: do not send it."
    )
    parts = {f"xl/media/{number}.bin": b"" for number in range(LIMITS.parts + 1)}
    with pytest.raises(UnusableInputError) as error:
        leaks_in(packed(parts), "many.xlsx")
    assert str(error.value) == (
        "many.xlsx holds more than 5,000 parts, so it was not read: do not send it."
    )


@pytest.mark.parametrize("trouble", [PermissionError(13, "denied"), OSError()])
def test_a_file_that_another_program_holds_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError
) -> None:
    def held(_: Path) -> bytes:
        raise trouble

    monkeypatch.setattr(Path, "read_bytes", held)
    path = tmp_path / "sent.xlsx"
    with pytest.raises(UnusableInputError) as error:
        check_package(path)
    assert str(error.value) == (
        f"{path} could not be read: close it in other programs and check that you have access."
    )


def test_a_folder_is_answered_with_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="is a folder: name the file in it"):
        check_package(tmp_path)


def test_entities_are_refused() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(UnusableInputError, match="damaged or unsafe"):
        with_new_part("xl/charts/chart9.xml", evil)


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
