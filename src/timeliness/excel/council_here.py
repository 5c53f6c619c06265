"""Whose figures the buttons make: the workbook's own Settings sheet, else the council installed.

Both are data alone. What a workbook says can change a figure or a name, never what runs or where
files go beyond the workbook's own folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlwings import Book

from timeliness.case_list import Block
from timeliness.case_list.headings import fold_heading
from timeliness.errors import SettingsError
from timeliness.excel.open_cells import sheet_block
from timeliness.indicators import Definitions, published_definitions
from timeliness.periods import Period
from timeliness.settings import Council, read_council
from timeliness.settings_sheet import LABELS_HEADING, VALUES_HEADING, read_settings_sheet
from timeliness.working_days import Calendar, england

SETTINGS_SHEET, DAYS_OFF_SHEET = "Settings", "Bank holidays"
"""The sheets of the performance workbook that hold settings and the council's closure days."""


@dataclass(frozen=True)
class CouncilHere:
    """The council whose figures a button makes, as far as anything says it.

    Attributes:
        council: the settings; None where there are none, as a check of a list needs none.
        month: the month to report, where the workbook says it.
        in_workbook: whether the settings stand in the open workbook.
        has_folder: whether the folder that reports go to is known.
    """

    council: Council | None
    month: Period | None = None
    in_workbook: bool = False
    has_folder: bool = True

    @property
    def definitions(self) -> Definitions:
        """The indicators."""
        return self.council.definitions if self.council else published_definitions()

    @property
    def calendar(self) -> Calendar:
        """The working days."""
        return self.council.calendar if self.council else england()

    @property
    def known(self) -> Council:
        """The settings, for what cannot be made without them.

        Raises:
            SettingsError: there are none.
        """
        if self.council is None:
            raise SettingsError(
                f"Nothing says whose figures these are: fill in the sheet {SETTINGS_SHEET} of the "
                "performance workbook, or name your council.toml with timeliness addin install "
                "--council council.toml."
            )
        return self.council

    @property
    def folder(self) -> Path:
        """The folder that reports go to.

        Raises:
            SettingsError: there are no settings, or the workbook has no folder.
        """
        if not self.has_folder:
            raise SettingsError(
                "This workbook lies in no folder of this computer, so there is none beside it for "
                "reports: save it on a drive first, or set the folder in a council.toml."
            )
        return self.known.output_folder


def council_here(book: Book, council_file: Path | None) -> CouncilHere:
    """Find the settings for an open workbook.

    Args:
        book: the workbook.
        council_file: the council.toml that was named at the installation, or None.

    Raises:
        SettingsError: the settings that there are cannot be understood.
    """
    blocks = {
        sheet.name.casefold(): sheet
        for sheet in book.sheets
        if sheet.name.casefold() in {SETTINGS_SHEET.casefold(), DAYS_OFF_SHEET.casefold()}
    }
    settings = blocks.get(SETTINGS_SHEET.casefold())
    block = sheet_block(settings) if settings else None
    if block is not None and _holds_settings(block):
        days = blocks.get(DAYS_OFF_SHEET.casefold())
        folder = folder_of(book)
        found = read_settings_sheet(
            block, folder or Path(), block.place, days_off=sheet_block(days) if days else None
        )
        return CouncilHere(
            found.council, found.month, in_workbook=True, has_folder=folder is not None
        )
    if council_file is None:
        return CouncilHere(None)
    return CouncilHere(read_council(council_file))


def with_report(here: CouncilHere, council_file: Path | None) -> Council:
    """Give the council with what its report says beside the figures, which no sheet can hold.

    Args:
        here: the settings that hold for the workbook.
        council_file: the council.toml that was named at the installation, or None.

    Raises:
        SettingsError: there are no settings, or the council.toml cannot be understood.
    """
    council = here.known
    if not here.in_workbook or council_file is None:
        return council
    installed = read_council(council_file)
    report = installed.settings.report
    if report is not None and installed.report_template is not None:
        # The template lies beside the council.toml, not beside the workbook.
        report = report.model_copy(update={"template": str(installed.report_template.resolve())})
    settings = council.settings.model_copy(update={"report": report})
    return Council(settings, council.folder, SETTINGS_SHEET)


def folder_of(book: Book) -> Path | None:
    """Give the folder of a workbook; None where it was never saved or lies on the web."""
    place = str(book.api.Path or "")
    return Path(place) if place and "://" not in place else None


def _holds_settings(block: Block) -> bool:
    """Whether a sheet is one of ours and not one that an officer has called Settings too."""
    wanted = {fold_heading(LABELS_HEADING), fold_heading(VALUES_HEADING)}
    return any(
        wanted <= {fold_heading(cell) for cell in row if isinstance(cell, str)}
        for row in block.rows
    )
