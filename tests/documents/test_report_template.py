"""What an officer may do with the template of the committee report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Pt, RGBColor

from tests.documents.building import TEMPLATE, charts, lines, opened, report, settings, tables
from tests.support.editing import packed, parts_of
from tests.support.harrow import november
from tests.support.lists import ROOT
from tests.support.rendering import convert
from timeliness.documents import committee_report
from timeliness.errors import TemplateError
from timeliness.leak_check import unseen_in


def edited(tmp_path: Path, change: Callable[[Document], object]) -> Path:
    document = docx.Document(str(TEMPLATE))
    change(document)
    path = tmp_path / "ours.docx"
    document.save(str(path))
    return path


def test_an_officers_wording_colours_and_order_hold(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        heading = document.styles["Heading 1"]
        heading.font.color.rgb = RGBColor(0x80, 0x16, 0x50)
        heading.font.size = Pt(20)
        for paragraph in document.paragraphs:
            if paragraph.text == "Section 3: Clearance":
                paragraph.runs[0].text = "Cleared by"
                paragraph.insert_paragraph_before("For {{ committee }}, by {{ team }} & others.")
        document.sections[0].header.paragraphs[0].text = "{{ council }} Council"

    content = committee_report(november(), settings(), edited(tmp_path, change))
    document = opened(content)
    found = lines(content)
    assert "Cleared by" in found
    assert "Section 3: Clearance" not in found
    assert (
        "For Performance and Finance Scrutiny Sub-Committee, by Harrow performance team & others."
        in found
    )
    assert document.styles["Heading 1"].font.size == Pt(20)
    assert document.sections[0].header.paragraphs[0].text == "Harrow Council"


def test_a_field_that_word_has_cut_into_runs_is_filled_in_all_the_same(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        line = document.add_paragraph("{{ coun")
        line.add_run("cil").bold = True
        line.add_run(" }}!")

    assert (
        lines(committee_report(november(), settings(), edited(tmp_path, change)))[-1] == "Harrow!"
    )


def test_a_template_that_another_word_processor_has_saved_is_filled_in_the_same_way(
    tmp_path: Path,
) -> None:
    template = convert(TEMPLATE, tmp_path, "docx")
    assert parts_of(template.read_bytes()) != parts_of(TEMPLATE.read_bytes())
    content = committee_report(november(), settings(), template)
    assert [line for line in lines(content) if line] == [line for line in lines(report()) if line]
    assert tables(content) == tables(report())
    assert len(charts(content)) == 2
    assert unseen_in(content, "report.docx") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ comittee }}", '"comittee" is not a field that can be filled in; "committee" is meant'),
        ("{{ zzz }}", '"zzz" is not a field that can be filled in; known here are council, team'),
        (
            "{% for x in figures %}{{ x.targt }}{% endfor %}",
            '"targt" is not a field that can be filled in; "target" is meant perhaps',
        ),
        ("{% for x in figures %}{{ x.target }}", "a field or a loop that is not whole"),
        ("{{ council", "a field or a loop that is not whole"),
        ("{{ council.__class__.__mro__ }}", '"__class__" is not a field'),
        ("{{ 1 / 0 }}", "a field or a loop that is not whole"),
        ("{{ open('x') }}", '"open" is not a field'),
        ("{{ figures() }}", "a field or a loop that is not whole"),
    ],
)
def test_a_field_that_is_not_known_or_not_whole_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    template = edited(tmp_path, lambda document: document.add_paragraph(text))
    with pytest.raises(TemplateError) as error:
        committee_report(november(), settings(), template)
    assert said in str(error.value)
    assert str(error.value).startswith("ours.docx")
    assert str(error.value).endswith(".")


def test_a_field_that_is_not_known_is_named_in_a_footer_too(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "{{ moth }}"

    with pytest.raises(TemplateError, match=r'"moth" is not a field .* "month" is meant'):
        committee_report(november(), settings(), edited(tmp_path, change))


def test_a_template_that_is_missing_or_no_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="was not found: check the name under"):
        committee_report(november(), settings(), tmp_path / "none.docx")
    for name, content in (
        ("text.docx", b"no document"),
        ("book.docx", (ROOT / "workbook_templates" / "monthly_summary.xlsx").read_bytes()),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(TemplateError, match="cannot be opened as a document"):
            committee_report(november(), settings(), tmp_path / name)
    (tmp_path / "bomb.docx").write_bytes(packed({"word/document.xml": bytes(20_000_000)}))
    with pytest.raises(TemplateError, match="would fill this machine's memory"):
        committee_report(november(), settings(), tmp_path / "bomb.docx")
