"""The watch list as a workbook of its own, for a working day between two months' ends."""

from __future__ import annotations

from pathlib import Path

from timeliness import __version__
from timeliness.watch_list import WatchList
from timeliness.words import day_label
from timeliness.workbooks.monthly import finish, legend, single_sheet
from timeliness.workbooks.package import package_bytes
from timeliness.workbooks.placing import Made, NameInBook, mark_sheets
from timeliness.workbooks.sheets import watch_list


def watch_workbook(
    watched: WatchList,
    *,
    council: str,
    team: str,
    convention: str,
    template: Path | None = None,
    name_in_book: NameInBook | None = None,
) -> bytes:
    """Build the workbook of a watch list from the template of the monthly workbook.

    Args:
        watched: the open assessments.
        council: the council's name.
        team: who made the list.
        convention: how working days are counted, as a sentence.
        template: the council's own template, or None for the one that comes with Timeliness.
        name_in_book: for a sheet that Excel will copy into another workbook, gives its name there.

    Returns:
        The .xlsx file, with the one sheet; the same list and template give the same bytes.

    Raises:
        TemplateError: the template lacks something; the message says what.
    """
    filled = single_sheet(template, watch_list.SHEET)
    day = day_label(watched.as_of)
    filled.fill(
        filled.sheet(watch_list.SHEET),
        {
            "council": council,
            "team": team,
            "as_of": day,
            "version": __version__,
            "convention": convention,
            "legend": legend(),
        },
    )
    watch_list.render(filled, watched)
    finish(
        filled,
        title=f"{council}: open assessments, {day}",
        author=team,
        footer=f"{council}, {day}",
    )
    if name_in_book is not None:
        mark_sheets(filled.workbook, Made.WATCH_LIST, name_in_book)
    return package_bytes(filled.workbook, made_on=watched.as_of)
