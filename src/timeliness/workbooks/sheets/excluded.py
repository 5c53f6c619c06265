"""The Excluded rows: every row left out, where it stands, why, and what to do about it."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from timeliness.findings import Finding
from timeliness.summary import MonthlySummary
from timeliness.words import count_of
from timeliness.workbooks.found_cells import FINDING_HEADINGS, finding_cells
from timeliness.workbooks.tables import write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Excluded rows"


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the sheet of excluded rows."""
    sheet = template.sheet(SHEET)
    row = template.first_row("excluded_rows")
    template.clear_below(sheet, row)
    for section, findings, none in (
        ("excluded_rows", summary.excluded, "No row was left out."),
        ("rows_to_look_at", summary.warnings, "No row gave cause to look at it again."),
    ):
        row = write_heading(sheet, row, template.heading(section))
        row = _write_findings(sheet, row, section, findings, none)
    if summary.more_warnings:
        more = count_of(summary.more_warnings, "more row")
        write_lines(sheet, row, f"And {more}: timeliness check lists them all.")


def _write_findings(
    sheet: Worksheet, row: int, name: str, findings: Sequence[Finding], none: str
) -> int:
    if not findings:
        return write_lines(sheet, row, none) + 1
    rows = [finding_cells(finding) for finding in findings]
    # Both tables have the same headings, so those of the first hold on every printed page.
    return write_table(sheet, row, [name], FINDING_HEADINGS, rows, filters=True).next_row
