"""A council by its settings: what it counts, compares itself with and aims at, and where it is."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from pathlib import Path

from timeliness.benchmarks.areas import Area, AreaKind, area_called
from timeliness.benchmarks.figures import Figures
from timeliness.benchmarks.neighbours import NeighbourSet, named_set, set_from_file
from timeliness.benchmarks.own_table import figures_from_file
from timeliness.benchmarks.store import default_folder, read_store
from timeliness.case_list import CaseListFile, ListOptions
from timeliness.errors import SettingsError
from timeliness.indicators import Definitions, published_definitions
from timeliness.periods import Period
from timeliness.settings.tables import Settings, financial_year
from timeliness.targets import Target
from timeliness.working_days import Calendar


class Council:
    """A council's settings with the place that they were read from, ready for use."""

    def __init__(self, settings: Settings, folder: Path, where: str) -> None:
        """Take checked settings; ``where`` names their file in messages.

        Raises:
            SettingsError: a definition of an indicator is wrong, or a target names none.
        """
        self.settings = settings
        self.folder = folder
        self.where = where
        self.definitions: Definitions = published_definitions()
        if settings.indicators or settings.assessment_types:
            self.definitions = self.definitions.with_council(
                {
                    "indicators": settings.indicators,
                    "assessment_types": settings.assessment_types,
                },
                where,
            )
        named = [code for of_year in settings.targets.values() for code in of_year]
        for code in (*named, *settings.counting.indicators):
            try:
                self.definitions.indicator(code)
            except SettingsError as error:
                raise SettingsError(f"{where}: {error}") from None
        for number, entry in enumerate(settings.case_lists, start=1):
            if entry.type is not None and entry.type not in self.definitions.assessment_types:
                known = ", ".join(self.definitions.assessment_types)
                raise SettingsError(
                    f'{where}: "case_lists.{number}.type": "{entry.type}" is not a kind of '
                    f"assessment; there are {known}."
                )

    @property
    def name(self) -> str:
        """The council's name."""
        return self.settings.council.name

    @property
    def calendar(self) -> Calendar:
        """The council's working days."""
        counting = self.settings.counting
        return Calendar(counting.convention, frozenset(counting.closures))

    @property
    def amber_within(self) -> Fraction:
        """How far below its target a rate is still amber, as a share: 5 points are 1/20."""
        return self.settings.counting.amber_share

    @property
    def output_folder(self) -> Path:
        """Where workbooks go."""
        return self.folder / self.settings.output.folder

    @property
    def template(self) -> Path | None:
        """The council's own template of the monthly workbook, or None for the one supplied."""
        template = self.settings.output.template
        return self.folder / template if template else None

    @property
    def report_template(self) -> Path | None:
        """The council's own template of the committee report, or None for the one supplied."""
        report = self.settings.report
        return self.folder / report.template if report and report.template else None

    @property
    def case_list_files(self) -> tuple[CaseListFile, ...]:
        """The files to read, with what is said about each."""
        return tuple(
            CaseListFile(
                self.folder / entry.file,
                entry.sheets,
                entry.tables,
                ListOptions(columns=entry.columns, kind=entry.type),
            )
            for entry in self.settings.case_lists
        )

    @cached_property
    def area(self) -> Area:
        """The council among those that figures are published for.

        Raises:
            SettingsError: neither its number nor its name is known.
        """
        table = self.settings.council
        try:
            found = area_called(table.code if table.code is not None else table.name)
        except SettingsError as error:
            raise SettingsError(
                f"{self.where}: [council]: {error} Correct the name, set code to the council's "
                "number, or take the neighbours out of the settings."
            ) from None
        if found.kind is not AreaKind.COUNCIL:
            raise SettingsError(
                f"{self.where}: [council]: {found.name} is no council: write the "
                "council's own name or number."
            )
        return found

    @cached_property
    def neighbour_sets(self) -> tuple[NeighbourSet, ...]:
        """The sets of neighbours, the one in use first; read when they are first asked for.

        Raises:
            TimelinessError: a council in a set is not known, or a file cannot be read.
        """
        in_use = self.settings.benchmarks.neighbours
        tables = sorted(self.settings.neighbours, key=lambda table: table.set != in_use)
        if not tables:
            return ()
        us = self.area
        try:
            return tuple(
                set_from_file(table.set, self.folder / table.file, us)
                if table.file
                else named_set(table.set, table.councils, us)
                for table in tables
            )
        except SettingsError as error:
            raise SettingsError(f"{self.where}: [neighbours]: {error}") from None

    @property
    def store(self) -> Path:
        """The folder with the figures that were imported."""
        named = self.settings.benchmarks.store
        return self.folder / named if named else default_folder()

    @cached_property
    def published_figures(self) -> Figures:
        """Imported figures and those of the tables that the settings name, which come first.

        They are read when they are first asked for.

        Raises:
            UnusableInputError: a file cannot be read, or a row of it is wrong.
        """
        return self.published_figures_with(read_store(self.store))

    def published_figures_with(self, imported: Figures) -> Figures:
        """Put the figures of the settings' tables in the place of imported ones.

        Raises:
            UnusableInputError: a file cannot be read, or a row of it is wrong.
        """
        own = (
            figure
            for name in self.settings.benchmarks.files
            for figure in figures_from_file(self.folder / name, self.definitions)
        )
        return Figures((*imported, *own))

    def target(self, code: str, period: Period) -> Target:
        """Give the target of an indicator in a period's financial year."""
        for year, of_year in self.settings.targets.items():
            if period.start in financial_year(year) and code in of_year:
                return Target.of(of_year[code])
        return Target.of(None)
