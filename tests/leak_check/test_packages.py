"""What a package carries unseen is found; what cannot be checked is refused, not passed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.leak_check.building import related_as, with_new_part
from tests.support.editing import packed, parts_of, with_part
from tests.support.harrow import november
from timeliness.errors import UnusableInputError
from timeliness.leak_check import check_package, leaks_in
from timeliness.leak_check.reading import LARGEST_FILE, LIMITS
from timeliness.workbooks.share import share_copy


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
