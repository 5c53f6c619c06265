"""The month's workbook: the template filled, sheet by sheet, from the summary."""

from __future__ import annotations

from copy import copy
from pathlib import Path

from timeliness.narrative import headline, status_sentence
from timeliness.shipped import monthly_template
from timeliness.summary import MonthlySummary
from timeliness.watch_list import WatchList
from timeliness.words import day_label
from timeliness.workbooks.cells import Shorthand
from timeliness.workbooks.package import package_bytes, worksheets_of
from timeliness.workbooks.placing import Made, NameInBook, mark_sheets
from timeliness.workbooks.printing import set_up_printing
from timeliness.workbooks.sheets import (
    benchmarks,
    bridge,
    contents,
    control_chart,
    cover,
    excluded,
    indicator,
    late,
    method,
    notes,
    overview,
    revisions,
    teams,
    watch_list,
    year_end,
)
from timeliness.workbooks.tables import fit_rows
from timeliness.workbooks.template import Template

SECTIONS = {
    "cover_messages": cover.SHEET,
    "contents": contents.SHEET,
    "summary_month": overview.SHEET,
    "summary_year": overview.SHEET,
    "summary_outlook": overview.SHEET,
    "summary_sentences": overview.SHEET,
    "indicator_months": indicator.SHEET,
    "indicator_chart": indicator.SHEET,
    "indicator_teams": indicator.SHEET,
    "control_chart": control_chart.SHEET,
    "benchmarks": benchmarks.SHEET,
    "benchmark_years": benchmarks.SHEET,
    "year_end": year_end.SHEET,
    "teams": teams.SHEET,
    "bridge": bridge.SHEET,
    "late_ones": late.SHEET,
    "watch_teams": watch_list.SHEET,
    "watch_list": watch_list.SHEET,
    "excluded_rows": excluded.SHEET,
    "rows_to_look_at": excluded.SHEET,
    "revisions": revisions.SHEET,
    "notes": notes.SHEET,
    "method_counting": method.SHEET,
    "method_definitions": method.SHEET,
    "method_rows": method.SHEET,
    "method_sources": method.SHEET,
}
"""The names that a template must define, each with the sheet on which it marks a section."""


def monthly_workbook(
    summary: MonthlySummary,
    template: Path | None = None,
    *,
    watched: WatchList | None = None,
    name_in_book: NameInBook | None = None,
) -> bytes:
    """Build the workbook of a month.

    Args:
        summary: the month.
        template: the council's own template, or None for the one that comes with Timeliness.
        watched: the open assessments, for a workbook that stays within the council; without them
            it has no Watch list.
        name_in_book: for sheets that Excel will copy into another workbook, gives the name that
            each will have there; such sheets are marked as made by Timeliness.

    Returns:
        The .xlsx file; the same summary and template give the same bytes.

    Raises:
        TemplateError: the template lacks something; the message says what.
    """
    filled = _opened(template)
    names = _copies(filled, indicator.SHEET, [one.label for one in summary.indicators])
    chart_names = _copies(
        filled,
        control_chart.SHEET,
        [control_chart.sheet_name(one) for one in summary.indicators],
    )
    values = _values(summary)
    for sheet in worksheets_of(filled.workbook):
        if sheet.title not in {*names, *chart_names}:
            filled.fill(sheet, values)
    cover.render(filled, summary)
    overview.render(filled, summary)
    for one, name, chart_name in zip(summary.indicators, names, chart_names, strict=True):
        of_indicator = values | {
            "indicator": one.label,
            "title": one.title,
            "headline": headline(one),
            "status": status_sentence(one),
        }
        # Of a control chart's sheet the month is the last one that it shows.
        of_chart = of_indicator | {"month": one.trend.chart.last_month or summary.month.name}
        for copied, texts, render in (
            (name, of_indicator, indicator.render),
            (chart_name, of_chart, control_chart.render),
        ):
            sheet = filled.sheet(copied)
            filled.fill(sheet, texts)
            render(filled, sheet, one)
    benchmarks.render(
        filled, [one.benchmark for one in summary.indicators if one.benchmark is not None]
    )
    year_end.render(filled, summary)
    teams.render(filled, summary)
    bridge.render(filled, summary)
    late.render(filled, summary)
    watch_list.render(filled, watched)
    excluded.render(filled, summary)
    revisions.render(filled, summary)
    notes.render(filled, summary)
    method.render(filled, summary)
    contents.render(filled, _contents(filled, summary), name_in_book or str)
    finish(
        filled,
        title=f"{summary.council}: assessments completed in time, {summary.month.name}",
        author=summary.team,
        footer=f"{summary.council}, {summary.month.name}, as of {day_label(summary.as_of)}",
    )
    if name_in_book is not None:
        mark_sheets(filled.workbook, Made.MONTH, name_in_book)
    return package_bytes(filled.workbook, made_on=summary.as_of)


def single_sheet(template: Path | None, name: str) -> Template:
    """Open a template of the monthly workbook with one of its sheets alone.

    Args:
        template: the council's own template, or None for the one that comes with Timeliness.
        name: the sheet.

    Raises:
        TemplateError: the template lacks something.
    """
    filled = _opened(template)
    book = filled.workbook
    for sheet in worksheets_of(book):
        if sheet.title != name:
            book.remove(sheet)
    # What is left of the template's names would point to the sheets that were taken out.
    book.defined_names.clear()
    return filled


def _opened(template: Path | None) -> Template:
    return Template(template or monthly_template(), dict.fromkeys(SECTIONS.values()), SECTIONS)


def _copies(template: Template, pattern_name: str, titles: list[str]) -> list[str]:
    """Put a copy of a sheet in the place of the template's, for each of some titles."""
    book = template.workbook
    pattern = template.sheet(pattern_name)
    place = worksheets_of(book).index(pattern)
    for offset, title in enumerate(titles):
        made = book.copy_worksheet(pattern)
        made.title = title
        made.sheet_view.showGridLines = pattern.sheet_view.showGridLines
        made.sheet_properties.tabColor = copy(pattern.sheet_properties.tabColor)
        book.move_sheet(made, place + offset - worksheets_of(book).index(made))
    book.remove(pattern)
    return titles


def _values(summary: MonthlySummary) -> dict[str, str]:
    return {
        "council": summary.council,
        "month": summary.month.name,
        "year": summary.month.financial_year_label,
        "as_of": day_label(summary.as_of),
        "team": summary.team,
        "version": summary.version,
        "convention": summary.convention,
        "legend": legend(),
        "reconciliation": summary.reconciliation.sentence,
    }


def _contents(template: Template, summary: MonthlySummary) -> list[tuple[str, str]]:
    charts = {
        control_chart.sheet_name(one): f"Which months of {one.label} are more than chance"
        for one in summary.indicators
    }
    holds = {one.label: one.title for one in summary.indicators} | charts
    holds |= {
        cover.SHEET: "Whose figures these are, and each indicator in a line",
        overview.SHEET: "The month and the year so far, one row per indicator",
        benchmarks.SHEET: "This council beside its neighbours, its region and England",
        year_end.SHEET: "Where the year is heading, and the rate that each month left needs",
        teams.SHEET: "The teams side by side, without calling chance a difference",
        bridge.SHEET: "The same assessments at each timescale, where it has changed",
        late.SHEET: "How late the late assessments of the month were",
        watch_list.SHEET: "Open assessments with the days they have left, for officers alone",
        excluded.SHEET: "Every row of the case lists that was left out, and why",
        revisions.SHEET: "Figures that differ from the workbook built before",
        notes.SHEET: "What to know when reading the figures",
        method.SHEET: "Definitions, counting, files read and where every row went",
    }
    return [
        (sheet.title, holds.get(sheet.title, "The council's own sheet"))
        for sheet in worksheets_of(template.workbook)
        if sheet.title != contents.SHEET
    ]


def legend() -> str:
    """Say what the shorthands in the tables mean."""
    shorthands = (Shorthand.NOT_APPLICABLE, Shorthand.BREAK)
    meanings = "; ".join(f"{mark} = {mark.meaning}" for mark in shorthands)
    return f"Shorthand used in the tables: {meanings}."


def finish(template: Template, *, title: str, author: str, footer: str) -> None:
    """Set what belongs to a whole workbook: printing, properties, the first view.

    Args:
        template: the workbook, its sheets filled.
        title: its title among its properties.
        author: who made the figures.
        footer: what stands in the middle of each printed page's foot.
    """
    book = template.workbook
    for place, sheet in enumerate(worksheets_of(book)):
        fit_rows(sheet)
        set_up_printing(sheet, footer)
        sheet.sheet_view.tabSelected = place == 0
    book.active = 0
    properties = book.properties
    properties.title = title
    properties.creator = properties.lastModifiedBy = author
    properties.language = "en-GB"
