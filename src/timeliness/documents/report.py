"""The committee report: the template filled with a month, as bytes that are always the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from docx.document import Document
from docxtpl import DocxTemplate

from timeliness.archives import packed, parts_of
from timeliness.documents.charts import PlacedChart
from timeliness.documents.fields import fields_of
from timeliness.documents.template import fill, open_template
from timeliness.settings import ReportTable
from timeliness.shipped import shipped_file
from timeliness.summary import MonthlySummary

_LEFT_BEHIND = (
    "customXml",
    "custom-properties",
    "extended-properties",
    "people",
    "stylesWithEffects",
    "thumbnail",
)
"""What Word keeps in a template beside its text, and what has no place in a report."""

_LONGEST_PROPERTY = 255
"""How many letters Word takes for the title or the author of a document."""


def committee_report(
    summary: MonthlySummary, report: ReportTable, template: Path | None = None
) -> bytes:
    """Build the committee report of a month.

    Args:
        summary: the month.
        report: what the council has set for it.
        template: the council's own template; the one supplied by default.

    Returns:
        The .docx file; the same inputs give the same bytes.

    Raises:
        TemplateError: the template cannot be opened, or has a field that cannot be filled in.
    """
    path = template or shipped_file("workbook_templates", "committee_report.docx")
    document = open_template(path)
    fields = fields_of(summary, report)
    for number, indicator in enumerate(fields["indicators"], start=1):
        chart = indicator["chart"]
        indicator["chart"] = PlacedChart(document, chart, number) if chart else ""
    fill(document, fields, path.name)
    # Asked for as a whole, the library would read the template anew.
    finished = document.docx
    _leave_behind(finished)
    _set_properties(finished, fields, summary.as_of)
    return _bytes_of(document)


def _leave_behind(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for identifier, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _LEFT_BEHIND:
                del relations[identifier]


def _set_properties(document: Document, fields: Mapping[str, str], as_of: date) -> None:
    properties = document.core_properties
    properties.title = f"{fields['subject']}: {fields['council']}, {fields['month']}"[
        :_LONGEST_PROPERTY
    ]
    properties.author = properties.last_modified_by = fields["team"][:_LONGEST_PROPERTY]
    properties.language = "en-GB"
    properties.comments = properties.keywords = ""
    properties.revision = 1
    made = datetime.combine(as_of, time(), UTC)
    properties.created = properties.modified = made


def _bytes_of(document: DocxTemplate) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    return packed(parts_of(raw.getvalue()))
