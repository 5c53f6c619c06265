"""The Notes: what a reader must know to read the figures rightly."""

from timeliness.summary import MonthlySummary
from timeliness.trends.intervals import CONFIDENCE
from timeliness.words import FINE_FROM, count_of
from timeliness.workbooks.cells import Value
from timeliness.workbooks.tables import write_heading, write_table
from timeliness.workbooks.template import Template

SHEET = "Notes"

COMPARING = (
    f"The {CONFIDENCE} holds the rate that may stand behind so many assessments. Above and below "
    "are said only where the target lies outside it or, for two months, where Newcombe's 95% "
    "interval of their difference leaves out 0; otherwise they are not clearly different, because "
    "chance alone could explain the distance. Nothing is rounded before it is compared."
)

PERCENTAGES = (
    f"A rate is shown as a whole percentage, and with one decimal where {FINE_FROM:,} assessments "
    "or more stand behind it, rounded half up. Changes are taken between the exact rates and then "
    "rounded, so they can differ by up to 1 from the difference of the percentages shown."
)

PROJECTING = (
    "The projected year end adds to the year to date the remaining months at this month's rate "
    "and number of assessments, and the rate needed is for that number too; the sheet Year end "
    "shows other assumptions and the ranges. It is arithmetic on an assumption, not a forecast."
)

_PAGE_WIDTH = 110
"""Notes are prose: their column is as wide as a printed page."""


def render(template: Template, summary: MonthlySummary) -> None:
    """Fill the Notes."""
    sheet = template.sheet(SHEET)
    row = template.first_row("notes")
    template.clear_below(sheet, row)
    row = write_heading(sheet, row, template.heading("notes"))
    rows: list[list[Value]] = [
        [f"note {number}", text] for number, text in enumerate(_notes(summary), start=1)
    ]
    write_table(sheet, row, ["notes"], ["Note", "Text"], rows, widest=_PAGE_WIDTH)


def _notes(summary: MonthlySummary) -> tuple[str, ...]:
    points = float(summary.indicators[0].amber_within * 100)
    amber = (
        count_of(int(points), "percentage point")
        if points.is_integer()
        else (f"{points:g} percentage points")
    )
    return (
        (
            "Completed counts assessments completed in the period, whenever they began. Open "
            "assessments are in no rate. A rate is the number in time divided by the number "
            "completed; a longer period's rate is the sum of the one over the sum of the other."
        ),
        (f"{PERCENTAGES} Intervals, limits and projections have one decimal."),
        (
            "A quarter's result is cumulative: the year to date, from April to the end of the last "
            "quarter that had finished before this month."
        ),
        (
            "Green: the target is met. Amber: missed by up to "
            f"{amber}. Red: missed by more. The exact rate is compared, not the rounded one."
        ),
        COMPARING,
        PROJECTING,
        *(note for indicator in summary.indicators for note in indicator.notes),
        *((f"Compared with the {summary.neighbours}.",) if summary.neighbours else ()),
    )
