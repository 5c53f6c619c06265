"""The committee report of the example, and what stands in it."""

from __future__ import annotations

import io
from functools import lru_cache
from xml.etree.ElementTree import Element

import docx
from defusedxml.ElementTree import fromstring
from docx.document import Document

from tests.support.editing import parts_of
from tests.support.harrow import november
from tests.support.lists import HARROW, ROOT
from timeliness.documents import committee_report
from timeliness.settings import ReportTable, read_council

TEMPLATE = ROOT / "workbook_templates" / "committee_report.docx"


def settings() -> ReportTable:
    found = read_council(HARROW / "council.toml").settings.report
    assert found is not None
    return found


@lru_cache(maxsize=1)
def report() -> bytes:
    return committee_report(november(), settings())


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(content).paragraphs]


def tables(content: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in table.rows]
        for table in opened(content).tables
    ]


def charts(content: bytes) -> list[Element]:
    parts = sorted(parts_of(content).items())
    return [fromstring(part) for name, part in parts if name.startswith("word/charts/")]
