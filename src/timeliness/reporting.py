"""From a council's settings to a month's file: the main job, as it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from timeliness.benchmarks.benchmark import Benchmark
from timeliness.benchmarks.comparison import compare, years_held
from timeliness.benchmarks.figures import Figures
from timeliness.benchmarks.measures import PUBLISHED_ONLY
from timeliness.case_list import read_case_list
from timeliness.errors import NotPublishedError, SettingsError
from timeliness.file_names import name_in_files, workbook_name
from timeliness.manifest import (
    Manifest,
    Note,
    counted_in,
    hash_of,
    inputs_of,
    read_manifest,
    revisions_since,
    rows_behind,
    write_manifest,
)
from timeliness.measuring import Measurement
from timeliness.outcomes import Told
from timeliness.periods import Period, month_of
from timeliness.saving import keep_version, write_file
from timeliness.settings import Council
from timeliness.shipped import monthly_template
from timeliness.summarising import measure_council, question, summarise
from timeliness.summary import MonthlySummary
from timeliness.template_files import WORKBOOK, read_template
from timeliness.watch_list import WatchList
from timeliness.words import listed
from timeliness.workbooks.benchmarking import benchmarks_workbook
from timeliness.workbooks.monthly import monthly_workbook
from timeliness.workbooks.verifying import check_monthly_workbook
from timeliness.workbooks.watching import watch_workbook


@dataclass(frozen=True)
class PreparedMonth:
    """All that it takes to write a month's workbook, apart from the case list itself.

    Attributes:
        path: where the workbook goes.
        summary: what it says.
        watched: the open assessments that it lists.
        template: what it is built from.
        manifest: what will be noted beside it; its ``output`` is empty until it is written.
        unchanged: the manifest of the workbook that is there, where it was made from the same
            inputs; else None.
    """

    path: Path
    summary: MonthlySummary
    watched: WatchList
    template: Path
    manifest: Manifest
    unchanged: Manifest | None


def read_and_measure(council: Council, as_of: date) -> Measurement:
    """Read a council's case lists and measure them.

    Raises:
        UnusableInputError: a list cannot be read.
        NoLimitError: an assessment was completed on a day without a limit.
    """
    case_list = read_case_list(council.case_list_files, council.definitions)
    return measure_council(council, case_list, as_of)


def prepare_month(
    council: Council,
    measurement: Measurement,
    month: Period,
    as_of: date,
    folder: Path,
    watched: WatchList,
    files: str = "",
) -> PreparedMonth:
    """Summarise a month and compare it with what was built before.

    Args:
        council: the settings.
        measurement: the council's lists, measured as of the same day.
        month: the month.
        as_of: the day on which the figures are made.
        folder: where the workbook goes.
        watched: the open assessments on that day.
        files: the hash of every file behind the month, to be noted for the next run.

    Raises:
        TimelinessError: the month cannot be reported, or the template is missing.
    """
    summary = summarise(council, measurement, month, as_of)
    path = folder / workbook_name(council.name, month)
    template = council.template or monthly_template()
    # What a committee report says beside the figures has no part in the workbook.
    settings = council.settings.model_dump(mode="json", by_alias=True, exclude={"report"})
    inputs = inputs_of(summary, settings, read_template(template, WORKBOOK))
    before = read_manifest(path)
    counted, rows = counted_in(summary), rows_behind(measurement, month)
    revisions = revisions_since(before, inputs, counted, rows)
    unchanged = (
        before is not None and before.inputs == inputs and before.note.output == hash_of(path)
    )
    note = Note(files, "", Told.of(summary))
    return PreparedMonth(
        path=path,
        summary=replace(summary, revisions=revisions),
        watched=watched,
        template=template,
        manifest=Manifest(note, inputs, counted, rows, revisions),
        unchanged=before if unchanged else None,
    )


def renew_note(prepared: PreparedMonth) -> None:
    """Note beside an unchanged month that the files of this run are behind it as well.

    A file may have changed in a way that has no part in the workbook.

    Raises:
        OutputError: the note cannot be written.
    """
    before, now = prepared.unchanged, prepared.manifest
    if before is not None and now.note.files not in {"", before.note.files}:
        write_manifest(prepared.path, _of_output(now, before.note.output))


def write_month(prepared: PreparedMonth) -> None:
    """Write a prepared month: the workbook first, checked, and then its manifest.

    A run that is stopped between the two leaves a manifest that does not fit its workbook, so
    that the next run builds the month again.

    Raises:
        TimelinessError: the template lacks something, or a file cannot be written.
    """
    content = monthly_workbook(prepared.summary, prepared.template, watched=prepared.watched)
    digest = hashlib.sha256(content).hexdigest()
    if digest != hash_of(prepared.path):
        keep_version(prepared.path)
    write_file(
        prepared.path, content, check=lambda read: check_monthly_workbook(read, prepared.summary)
    )
    write_manifest(prepared.path, _of_output(prepared.manifest, digest))


def _of_output(manifest: Manifest, output: str) -> Manifest:
    """Give a manifest with the hash of its workbook."""
    return replace(manifest, note=replace(manifest.note, output=output))


def write_watch_list(council: Council, watched: WatchList, folder: Path) -> Path:
    """Write a watch list as a workbook of its own and give its path.

    Raises:
        TimelinessError: the template lacks something, or the file cannot be written.
    """
    path = folder / f"{name_in_files(council.name)} watch list {watched.as_of.isoformat()}.xlsx"
    content = watch_workbook(
        watched,
        council=council.name,
        team=council.settings.council.team,
        convention=council.calendar.sentence,
        template=council.template,
    )
    write_file(path, content)
    return path


def compare_councils(
    council: Council, figures: Figures, year: Period, as_of: date
) -> tuple[Benchmark, ...]:
    """Set a council beside its neighbours in everything that is published for a year.

    Args:
        council: the settings, with a set of neighbours.
        figures: what is published.
        year: the financial year.
        as_of: the day whose limits are those in force.

    Raises:
        SettingsError: the settings name no neighbours.
        NotPublishedError: nothing is held for the council or a neighbour in the year.
    """
    if not council.neighbour_sets:
        raise SettingsError(
            f"{council.where}: there is no [neighbours], so there is nobody to compare with: name "
            "a set with its councils, or a file with the Department's sets."
        )
    now = month_of(as_of)
    asked = [
        *(question(council, one, now) for one in council.definitions.indicators.values()),
        *(question(council, one, now) for one in PUBLISHED_ONLY.values()),
    ]
    found = [compare(figures, one, year) for one in asked]
    benchmarks = tuple(one for one in found if one is not None)
    if not benchmarks:
        years = sorted({held for one in asked for held in years_held(figures, one)})
        held = (
            f"Figures are held for {listed([one.label for one in years])}: choose one of them"
            if years
            else "None are held for other years either: import the Department's file with "
            "timeliness benchmarks import"
        )
        raise NotPublishedError(
            f"No figure of {council.area.name} or its neighbours is held for {year.label}. {held}."
        )
    return benchmarks


def write_benchmarks(
    council: Council, benchmarks: Sequence[Benchmark], folder: Path, as_of: date
) -> Path:
    """Write benchmarks of one year as a workbook of its own and give its path.

    Raises:
        TimelinessError: the template lacks something, or the file cannot be written.
    """
    path = folder / f"{name_in_files(council.name)} benchmarks {benchmarks[0].year.label}.xlsx"
    content = benchmarks_workbook(
        benchmarks,
        council=council.name,
        team=council.settings.council.team,
        as_of=as_of,
        template=council.template,
    )
    write_file(path, content)
    return path
