"""Make monthly_summary.xlsx, the template that comes with Timeliness, from this text.

Run it from the project's root: python -m workbook_templates.make_monthly_summary
A council that wants its own look copies the workbook, changes the copy in Excel and names it
under [output] in its council.toml; this script is for the copy that everybody starts from.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl.workbook.defined_name import DefinedName
from workbook_templates.house_look import HEIGHTS, new_workbook

from timeliness.saving import write_file
from timeliness.workbooks.package import package_bytes
from timeliness.workbooks.styles import Style

PATH = Path(__file__).parent / "monthly_summary.xlsx"
MADE_ON = date(2026, 11, 1)
# Sheet: the texts of column A, row by row, with the style of each and the section it begins.
SHEETS: dict[str, tuple[tuple[str, Style, str], ...]] = {
    "Cover": (
        ("{council}: children's social care assessments completed in time", Style.TITLE, ""),
        ("{month}", Style.SUBTITLE, ""),
        ("", Style.PROSE, ""),
        ("Made by {team} as of {as_of}, with Timeliness {version}.", Style.PROSE, ""),
        (
            (
                "For use within the council: this workbook lists rows of the case lists and, on "
                "the Watch list, children's numbers."
            ),
            Style.PROSE,
            "",
        ),
        ("", Style.PROSE, ""),
        ("In short", Style.SUBTITLE, "cover_messages"),
    ),
    "Contents": (
        ("Contents", Style.TITLE, ""),
        ("Choose a sheet's name to go to it.", Style.PROSE, ""),
        ("", Style.PROSE, ""),
        ("Sheets", Style.SUBTITLE, "contents"),
    ),
    "Summary": (
        ("Summary: {council}, {month}", Style.TITLE, ""),
        ("In time means completed within the limit, counted in working days.", Style.PROSE, ""),
        ("{legend}", Style.NOTE, ""),
        ("", Style.PROSE, ""),
        ("The month", Style.SUBTITLE, "summary_month"),
        ("", Style.PROSE, ""),
        ("The year so far", Style.SUBTITLE, "summary_year"),
        ("", Style.PROSE, ""),
        ("Is it real, and will we make it", Style.SUBTITLE, "summary_outlook"),
        ("", Style.PROSE, ""),
        ("What may be said, ready to copy", Style.SUBTITLE, "summary_sentences"),
    ),
    "Indicator": (
        ("{indicator}: {title}", Style.TITLE, ""),
        ("{status}", Style.PROSE, ""),
        ("{legend}", Style.NOTE, ""),
        ("", Style.PROSE, ""),
        ("The months of {year}", Style.SUBTITLE, "indicator_months"),
        ("", Style.PROSE, ""),
        ("Chart of the months", Style.SUBTITLE, "indicator_chart"),
        ("", Style.PROSE, ""),
        ("By team", Style.SUBTITLE, "indicator_teams"),
    ),
    "Control chart": (
        ("{indicator}: control chart to {month}", Style.TITLE, ""),
        ("{title}", Style.PROSE, ""),
        ("", Style.PROSE, ""),
        ("Month by month, with limits", Style.SUBTITLE, "control_chart"),
    ),
    "Benchmarks": (
        ("Benchmarks: {council} beside other councils", Style.TITLE, ""),
        ("Figures as they were published, the best first.", Style.PROSE, ""),
        ("", Style.PROSE, ""),
        ("this council, its neighbours and averages", Style.SUBTITLE, "benchmarks"),
        ("", Style.PROSE, ""),
        ("year by year", Style.SUBTITLE, "benchmark_years"),
    ),
    "Year end": (
        ("Year end: where {year} is heading after {month}", Style.TITLE, ""),
        ("Arithmetic on the assumptions named, not a forecast.", Style.PROSE, ""),
        ("", Style.PROSE, ""),
        ("the year end on each assumption", Style.SUBTITLE, "year_end"),
    ),
    "Teams": (
        ("Teams: {council}, the year up to {month}", Style.TITLE, ""),
        ("", Style.PROSE, ""),
        ("teams beside all together", Style.SUBTITLE, "teams"),
    ),
    "Bridge": (
        ("Bridge: the same assessments at each timescale", Style.TITLE, ""),
        ("", Style.PROSE, ""),
        ("month by month at each timescale", Style.SUBTITLE, "bridge"),
    ),
    "Late ones": (
        ("Late ones: {council}, {month}", Style.TITLE, ""),
        ("{convention}", Style.PROSE, ""),
        ("{legend}", Style.NOTE, ""),
        ("", Style.PROSE, ""),
        ("how late the late ones were", Style.SUBTITLE, "late_ones"),
    ),
    "Watch list": (
        ("Watch list: {council}, open assessments on {as_of}", Style.TITLE, ""),
        ("For officers alone: the children's numbers are in it.", Style.PROSE, ""),
        ("{legend}", Style.NOTE, ""),
        ("", Style.PROSE, ""),
        ("By team", Style.SUBTITLE, "watch_teams"),
        ("", Style.PROSE, ""),
        ("Open assessments, the most pressing first", Style.SUBTITLE, "watch_list"),
    ),
    "Excluded rows": (
        ("Excluded rows: {council}, {month}", Style.TITLE, ""),
        ("{reconciliation}", Style.PROSE, ""),
        ("", Style.PROSE, ""),
        ("Rows left out of the figures, and why", Style.SUBTITLE, "excluded_rows"),
        ("", Style.PROSE, ""),
        ("Rows that were counted but should be looked at", Style.SUBTITLE, "rows_to_look_at"),
    ),
    "Revisions": (
        ("Revisions: {council}, {month}", Style.TITLE, ""),
        (
            "A new export or a corrected definition changes figures; none changes unseen.",
            Style.PROSE,
            "",
        ),
        ("", Style.PROSE, ""),
        ("Figures that differ from the workbook before", Style.SUBTITLE, "revisions"),
    ),
    "Notes": (
        ("Notes", Style.TITLE, ""),
        ("Numbers in square brackets on other sheets lead here.", Style.PROSE, ""),
        ("", Style.PROSE, ""),
        ("Notes on the figures", Style.SUBTITLE, "notes"),
    ),
    "Method": (
        ("Method: how these figures were made", Style.TITLE, ""),
        ("Made as of {as_of} with Timeliness {version}.", Style.PROSE, ""),
        ("", Style.PROSE, ""),
        ("How working days are counted", Style.SUBTITLE, "method_counting"),
        ("", Style.PROSE, ""),
        ("Definitions in force", Style.SUBTITLE, "method_definitions"),
        ("", Style.PROSE, ""),
        ("Where every row went", Style.SUBTITLE, "method_rows"),
        ("", Style.PROSE, ""),
        ("What was read", Style.SUBTITLE, "method_sources"),
    ),
}


def make_template() -> bytes:
    """Give the bytes of the template."""
    book = new_workbook("Template of the monthly summary")
    for title, lines in SHEETS.items():
        sheet = book.create_sheet(title)
        sheet.sheet_view.showGridLines = False
        for row, (text, style, section) in enumerate(lines, start=1):
            cell = sheet.cell(row, 1)
            cell.value = text or None
            cell.style = style.value
            if style in HEIGHTS:
                sheet.row_dimensions[row].height = HEIGHTS[style]
            if section:
                book.defined_names[section] = DefinedName(section, attr_text=f"'{title}'!$A${row}")
    return package_bytes(book, made_on=MADE_ON)


if __name__ == "__main__":
    write_file(PATH, make_template())
