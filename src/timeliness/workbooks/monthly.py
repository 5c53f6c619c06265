"""The month's workbook: the template filled, sheet by sheet, from the summary."""

from __future__ import annotations

from copy import copy
from pathlib import Path

from timeliness.narrative import headline, status_sentence
from timeliness.shipped import shipped_file
from timeliness.summary import MonthlySummary
from timeliness.words import day_label
from timeliness.workbooks.cells import Shorthand
from timeliness.workbooks.package import package_bytes, worksheets_of
from timeliness.workbooks.printing import set_up_printing
from timeliness.workbooks.sheets import (
    contents,
    cover,
    excluded,
    indicator,
    method,
    notes,
    overview,
)
from timeliness.workbooks.tables import fit_rows
from timeliness.workbooks.template import Template

SECTIONS = {
    "cover_messages": cover.SHEET,
    "contents": contents.SHEET,
    "summary_month": overview.SHEET,
    "summary_year": overview.SHEET,
    "indicator_months": indicator.SHEET,
    "indicator_chart": indicator.SHEET,
    "indicator_teams": indicator.SHEET,
    "excluded_rows": excluded.SHEET,
    "rows_to_look_at": excluded.SHEET,
    "notes": notes.SHEET,
    "method_counting": method.SHEET,
    "method_definitions": method.SHEET,
    "method_rows": method.SHEET,
    "method_sources": method.SHEET,
}
"""The names that a template must define, each with the sheet on which it marks a section."""


def monthly_workbook(summary: MonthlySummary, template: Path | None = None) -> bytes:
    """Build the workbook of a month.

    Args:
        summary: the month.
        template: the council's own template, or None for the one that comes with Timeliness.

    Returns:
        The .xlsx file; the same summary and template give the same bytes.

    Raises:
        TemplateError: the template lacks something; the message says what.
    """
    path = template or shipped_file("workbook_templates", "monthly_summary.xlsx")
    filled = Template(path, dict.fromkeys(SECTIONS.values()), SECTIONS)
    names = _indicator_sheets(filled, summary)
    values = _values(summary)
    for sheet in worksheets_of(filled.workbook):
        if sheet.title not in names:
            filled.fill(sheet, values)
    cover.render(filled, summary)
    overview.render(filled, summary)
    for one, name in zip(summary.indicators, names, strict=True):
        sheet = filled.sheet(name)
        filled.fill(
            sheet,
            values
            | {
                "indicator": one.label,
                "title": one.title,
                "headline": headline(one),
                "status": status_sentence(one),
            },
        )
        indicator.render(filled, sheet, one)
    excluded.render(filled, summary)
    notes.render(filled, summary)
    method.render(filled, summary)
    contents.render(filled, _contents(filled, summary))
    _finish(filled, summary)
    return package_bytes(filled.workbook, made_on=summary.as_of)


def _indicator_sheets(template: Template, summary: MonthlySummary) -> list[str]:
    """Put a copy of the indicator sheet in the place of the template's, for each indicator."""
    book = template.workbook
    pattern = template.sheet(indicator.SHEET)
    place = worksheets_of(book).index(pattern)
    for offset, one in enumerate(summary.indicators):
        made = book.copy_worksheet(pattern)
        made.title = one.label
        made.sheet_view.showGridLines = pattern.sheet_view.showGridLines
        made.sheet_properties.tabColor = copy(pattern.sheet_properties.tabColor)
        book.move_sheet(made, place + offset - worksheets_of(book).index(made))
    book.remove(pattern)
    return [one.label for one in summary.indicators]


def _values(summary: MonthlySummary) -> dict[str, str]:
    shorthands = (Shorthand.NOT_APPLICABLE, Shorthand.BREAK)
    legend = "; ".join(f"{mark} = {mark.meaning}" for mark in shorthands)
    return {
        "council": summary.council,
        "month": summary.month.name,
        "year": summary.month.financial_year_label,
        "as_of": day_label(summary.as_of),
        "team": summary.team,
        "version": summary.version,
        "convention": summary.convention,
        "legend": f"Shorthand used in the tables: {legend}.",
        "reconciliation": summary.reconciliation.sentence,
    }


def _contents(template: Template, summary: MonthlySummary) -> list[tuple[str, str]]:
    holds = {one.label: one.title for one in summary.indicators} | {
        cover.SHEET: "Whose figures these are, and each indicator in a line",
        overview.SHEET: "The month and the year so far, one row per indicator",
        excluded.SHEET: "Every row of the case lists that was left out, and why",
        notes.SHEET: "What to know when reading the figures",
        method.SHEET: "Definitions, counting, files read and where every row went",
    }
    return [
        (sheet.title, holds.get(sheet.title, "The council's own sheet"))
        for sheet in worksheets_of(template.workbook)
        if sheet.title != contents.SHEET
    ]


def _finish(template: Template, summary: MonthlySummary) -> None:
    """Set what belongs to the whole workbook: printing, properties, the first view."""
    book = template.workbook
    for place, sheet in enumerate(worksheets_of(book)):
        fit_rows(sheet)
        set_up_printing(sheet, f"{summary.council}, {summary.month.name}")
        sheet.sheet_view.tabSelected = place == 0
    book.active = 0
    properties = book.properties
    properties.title = f"{summary.council}: assessments completed in time, {summary.month.name}"
    properties.creator = summary.team
    properties.lastModifiedBy = summary.team
    properties.language = "en-GB"
