"""What may leave the council, written: the committee report and the share copy of a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from timeliness.errors import OutputError, SettingsError
from timeliness.file_names import workbook_name
from timeliness.leak_check import leaks_in, seems_a_team, unseen_in
from timeliness.measuring import Measurement
from timeliness.periods import Period
from timeliness.saving import keep_version, write_file
from timeliness.settings import Council
from timeliness.summarising import summarise
from timeliness.workbooks.share import share_copy

SMALL_COUNTS_SHOWN = (
    "Counts of 1 to 5 are shown as they are; timeliness share --hide-small writes a copy that "
    "hides them."
)
"""What is told of a share copy in which no number is hidden."""


def write_committee_report(
    council: Council,
    measurement: Measurement,
    month: Period,
    as_of: date,
    folder: Path | None = None,
) -> Path:
    """Build, check and write the committee report of a month, and give its path.

    An officer may have worked on an earlier report of the month, so it is kept beside the new one.

    Args:
        council: the settings.
        measurement: the council's lists, measured as of the same day.
        month: the month.
        as_of: the day on which the figures are made.
        folder: where the report goes; the folder of the settings by default.

    Raises:
        SettingsError: the settings do not say whom the report is for.
        TimelinessError: the month cannot be reported, the template has a fault, or the report
            cannot be written.
    """
    # Word's library takes a tenth of a second to load, which no other command is to wait for.
    from timeliness.documents import committee_report  # noqa: PLC0415

    report = council.settings.report
    if report is None:
        raise SettingsError(
            "council.toml does not say whom the report is for: add the table [report] with "
            'committee = "...", responsible_officer = "..." and contact = "...", as in the example '
            "that comes with Timeliness."
        )
    content = committee_report(
        summarise(council, measurement, month, as_of), report, council.report_template
    )
    path = (folder or council.output_folder) / f"{_stem(council, month)} committee report.docx"
    if leaks := unseen_in(content, path.name):
        raise OutputError(
            f"The report was not written, because its template would carry more than its text. "
            f"{_said(leaks, council)} Mend the template or the settings."
        )
    if _differs(path, content):
        keep_version(path)
    write_file(path, content)
    return path


def write_share_copy(
    council: Council,
    measurement: Measurement,
    month: Period,
    as_of: date,
    folder: Path | None = None,
    *,
    hide_small_numbers: bool = False,
) -> Path:
    """Build, check and write the share copy of a month, and give its path.

    Args:
        council: the settings.
        measurement: the council's lists, measured as of the same day.
        month: the month.
        as_of: the day on which the figures are made.
        folder: where the copy goes; the folder of the settings by default.
        hide_small_numbers: whether small numbers are shown as [c].

    Raises:
        OutputError: the leak check found something in the copy, or it cannot be written.
        TimelinessError: the month cannot be reported.
    """
    summary = summarise(council, measurement, month, as_of)
    path = (folder or council.output_folder) / f"{_stem(council, month)} share copy.xlsx"
    content = share_copy(summary, hide_small_numbers=hide_small_numbers)
    if leaks := leaks_in(content, path.name):
        raise OutputError(f"The share copy was not written. {_said(leaks, council)}")
    write_file(path, content)
    return path


def _stem(council: Council, month: Period) -> str:
    return Path(workbook_name(council.name, month)).stem


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() != content
    except OSError:
        return False


def _said(leaks: Iterable[str], council: Council) -> str:
    """Say what was found and, where the author is at fault, that it comes from the settings."""
    said = " ".join(leaks)
    if not seems_a_team(council.settings.council.team):
        said += " The author is the team under [council] in the settings."
    return said
