"""Reports seeded with one leak each fail for that reason."""

from __future__ import annotations

import pytest

from tests.leak_check.building import report_bytes, report_with
from tests.support.editing import packed, parts_of
from timeliness.leak_check import leaks_in

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
