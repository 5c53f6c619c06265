"""The Method: definitions in force, how days are counted, what was read, where each row went."""

from timeliness.reconciliation import Reconciliation, several_lines
from timeliness.summary import MonthlySummary
from timeliness.workbooks.cells import Shorthand, Value
from timeliness.workbooks.found_cells import SOURCE_HEADINGS, source_cells
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Method"

_WIDEST = 27
"""Six columns of this width fill a printed page."""


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the Method."""
    sheet = template.sheet(SHEET)
    row = template.first_row("method_counting")
    template.clear_below(sheet, row)
    row = write_heading(sheet, row, template.heading("method_counting"))
    row = write_lines(
        sheet, row, "Working days are Mondays to Fridays that are no bank holiday in England."
    )
    row = write_lines(sheet, row, summary.convention)
    row = write_heading(sheet, row + 1, template.heading("method_definitions"))
    row = write_table(
        sheet,
        row,
        ["method", "definitions"],
        ["Indicator", "Definition", "Clock starts on", "Clock stops on", "Limit", "Sources"],
        _definitions(summary),
        widest=_WIDEST,
    ).next_row
    row = write_heading(sheet, row, template.heading("method_rows"))
    if said := several_lines((went for _, went in summary.went), summary.reconciliation):
        row = write_lines(sheet, row, said)
    row = write_table(
        sheet,
        row,
        ["method", "rows"],
        ["Counted for", "Rows read", "Completed", "Still open", "Other types", "Left out"],
        _reconciliations(summary),
        widest=_WIDEST,
    ).next_row
    row = write_heading(sheet, row, template.heading("method_sources"))
    row = write_table(
        sheet,
        row,
        ["method", "sources"],
        [*SOURCE_HEADINGS, "SHA-256"],
        [
            [*cells, source.sha256 or Shorthand.NOT_APPLICABLE]
            for cells, source in zip(source_cells(summary), summary.sources, strict=True)
        ],
        widest=_WIDEST,
    ).next_row
    for sentence in (*summary.notices, *summary.skipped):
        row = write_lines(sheet, row, sentence)


def _definitions(summary: MonthlySummary) -> list[list[Value]]:
    return [
        [
            indicator.label,
            indicator.title,
            indicator.clock_starts,
            indicator.clock_stops,
            indicator.year_basis,
            "; ".join((indicator.source, *indicator.limit_sources)),
        ]
        for indicator in summary.indicators
    ]


def _reconciliations(summary: MonthlySummary) -> list[list[Value]]:
    def line(name: str, went: Reconciliation) -> list[Value]:
        return [name, went.read, went.completed, went.still_open, went.other, went.excluded]

    return [
        line(name, went) for name, went in (*summary.went, ("All together", summary.reconciliation))
    ]
