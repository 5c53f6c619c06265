"""The words of the How to sheet."""

from __future__ import annotations

from workbook_templates.case_formulas import CHECK_DATES, CHECK_TYPE
from workbook_templates.rate_formulas import DIFFERS, NOT_INSTALLED

INTRODUCTION = (
    "This workbook counts how many assessments were completed in time. Excel's own formulas do it "
    "on every computer; with the Timeliness add-in you can ask for any figure in any cell. Nothing "
    "in it leaves your computer."
)

STEPS = (
    "Settings: write your council's name and choose the report month.",
    (
        "Cases: select the sample cases from Child ID to Team, press Delete, and paste your own "
        "there (Paste Special, Values). The columns to the right of Team fill themselves."
    ),
    (
        "Cases: look down the column In time. A row that says neither Yes nor No nor Open is in no "
        f'figure: mend it where it says "{CHECK_TYPE}" or "{CHECK_DATES}".'
    ),
    (
        'In any empty cell write =NI59_RATE(Cases[#All],"Oct 2026") with the month that you want, '
        "and press Enter. NI60_ and CF45_ begin the names of the other indicators' formulas."
    ),
    (
        "Give the cell the format %. Rates shows the same figure, with Excel's own formula beside "
        "it."
    ),
)
"""The way to the first formula."""

TROUBLES = (
    (
        "#NAME?",
        (
            "Excel does not know the function: the add-in is not installed here, or was loaded "
            "after the workbook."
        ),
        (
            "Install the add-in, open the workbook again and press Refresh formulas. What Excel "
            "works out by itself is right without it."
        ),
    ),
    (
        "#N/A",
        (
            "There is no such figure: nothing was completed in the period, or there is no target "
            "to reach."
        ),
        (
            "Check the month and the list. The button Explain cell says how many rows were read "
            "and used."
        ),
    ),
    (
        "#VALUE!",
        (
            "The list cannot be read, the period has no meaning, or the add-in did not answer when "
            "Excel asked."
        ),
        (
            'Give the list with its headings, as Cases[#All], and a period such as "Oct 2026" or '
            '"YTD Oct 2026". The button Explain cell says what is wrong; if it gives a figure, '
            "press Refresh formulas."
        ),
    ),
    (
        f'"{NOT_INSTALLED}" on Rates',
        "The add-in is not there, so that there is nothing to compare.",
        "Use the column By Excel alone.",
    ),
    (
        f'"{DIFFERS}" on Rates',
        (
            "The add-in and Excel count differently: a date is text, a type has a new name, or "
            "your own way of counting is on Settings but not in the add-in's settings."
        ),
        "Press Check list: it names each row that the add-in left out and why.",
    ),
)
"""What a cell shows, what that means and what to do."""
