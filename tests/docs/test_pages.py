"""The pages are up to date and well made: links, pictures, headings and blocks of code."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from docs.make_pages import DOCS, PARTS, ROOT, filled, names_in

from tests.docs.reading import (
    OFFICERS,
    PAGES,
    anchor_of,
    blocks_of,
    headings_of,
    links_of,
    text_of,
    without_blocks,
)
from timeliness.settings import Settings
from timeliness.validation import checked

LANGUAGES = {"bash", "bat", "csv", "mermaid", "python", "sh", "text", "toml"}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


@every_page
def test_the_made_parts_of_a_page_are_what_the_product_says(page: Path) -> None:
    text = text_of(page)
    assert set(names_in(text)) <= set(PARTS)
    assert text == filled(text), "run python -m docs.make_pages"
    assert text.count("<!-- made:") == text.count("<!-- end -->") == len(names_in(text))


def test_every_part_that_is_made_stands_in_one_page() -> None:
    assert sorted(name for page in PAGES for name in names_in(text_of(page))) == sorted(PARTS)


@every_page
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    for link in links_of(text_of(page)):
        assert "://" not in link.target, "the manual is read offline"
        name, _, anchor = link.target.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link.target
        assert target.is_relative_to(ROOT), link.target
        if anchor:
            known = [anchor_of(words) for _, words in headings_of(text_of(target))]
            assert anchor in known, link.target


@every_page
def test_every_picture_is_told_in_words(page: Path) -> None:
    for link in links_of(text_of(page)):
        if link.is_picture:
            assert len(link.text.split()) >= 8, link.target
            assert link.text.endswith("."), link.target


def test_every_picture_is_shown() -> None:
    shown = {
        (page.parent / link.target).resolve()
        for page in PAGES
        for link in links_of(text_of(page))
        if link.is_picture
    }
    assert {path for path in shown if path.parent == DOCS / "pictures"} == set(
        (DOCS / "pictures").glob("*.png")
    )


@every_page
def test_headings_begin_with_one_title_and_skip_no_level(page: Path) -> None:
    levels = [level for level, _ in headings_of(text_of(page))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1


@every_page
def test_headings_of_a_page_have_anchors_of_their_own(page: Path) -> None:
    anchors = [anchor_of(words) for level, words in headings_of(text_of(page)) if level <= 2]
    assert len(set(anchors)) == len(anchors)


@every_page
def test_a_page_begins_with_what_it_is_for(page: Path) -> None:
    if page == ROOT / "CHANGELOG.md":
        return
    first = text_of(page).split("\n\n")[1]
    assert len(first.split()) >= 8
    assert first.rstrip().endswith((".", ":"))


@every_page
def test_every_block_of_code_says_its_language(page: Path) -> None:
    assert {block.language for block in blocks_of(text_of(page))} <= LANGUAGES


@every_page
def test_toml_blocks_are_settings(page: Path) -> None:
    least = {"council": {"name": "Harrow"}, "case_lists": [{"file": "list.xlsx"}]}
    for block in blocks_of(text_of(page)):
        # Parts of files are tried where the page is walked.
        if block.language == "toml" and block.mark in {"", "end of: council.toml"}:
            checked(Settings, least | tomllib.loads(block.text), page.name)


@every_page
def test_tables_have_as_many_cells_in_every_row(page: Path) -> None:
    for table in re.findall(r"(?:^\|.*\|\n)+", without_blocks(text_of(page)), re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(cells) == 1, table[:80]


@pytest.mark.parametrize("page", OFFICERS, ids=lambda path: path.name)
def test_officers_read_no_developers_words(page: Path) -> None:
    foreign = re.compile(
        r"\b(?:API|argument|boolean|class|function|library|module|Python|parse|repository|stdout"
        r"|string|traceback|XML)\b"
    )
    assert not foreign.findall(re.sub(r"`[^`]*`", "", text_of(page)))


@pytest.mark.parametrize("page", OFFICERS, ids=lambda path: path.name)
def test_officers_read_short_sentences(page: Path) -> None:
    prose = re.sub(r"^(?:\||#|!\[|<!--|```).*$", "", without_blocks(text_of(page)), flags=re.M)
    for sentence in re.split(r"(?<=[.:;?])\s+|\n\n|\n- |\n\d\. ", prose):
        assert len(sentence.split()) <= 32, sentence


def test_the_index_names_every_page() -> None:
    named = {(DOCS / link.target).resolve() for link in links_of(text_of(DOCS / "README.md"))}
    assert set(DOCS.glob("*.md")) - {DOCS / "README.md"} <= named
