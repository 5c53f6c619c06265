"""A council's settings: council.toml, checked key by key, with a sentence for what is wrong."""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, Field, field_validator, model_validator

from timeliness.benchmarks.areas import Area, AreaKind, area_called
from timeliness.benchmarks.figures import Figures
from timeliness.benchmarks.neighbours import NeighbourSet, named_set, set_from_file
from timeliness.benchmarks.own_table import figures_from_file
from timeliness.benchmarks.store import default_folder, read_store
from timeliness.case_list import CaseListFile, ListOptions
from timeliness.errors import PeriodError, SettingsError
from timeliness.indicators import Code, Definitions, Text, published_definitions
from timeliness.periods import Period, PeriodKind, read_period
from timeliness.targets import Target
from timeliness.validation import Table, checked
from timeliness.working_days import Calendar, Convention

_NONE = "None"
"""What a report's section says where a council has set nothing for it."""


class CouncilTable(Table):
    """``[council]``: whose figures these are.

    Attributes:
        name: the council's name, as it stands in titles.
        code: the Department's number of the council, such as 310.
        team: who made the figures; the author of every workbook.
    """

    name: Text
    code: Annotated[int, Field(ge=100, le=999)] | None = None
    team: Text = "Performance team"


class CaseListTable(Table):
    """``[[case_lists]]``: a file with case lists, beside the settings or by its full path.

    Attributes:
        file: the file.
        sheets: the sheets to read; every sheet with a case list's headings by default.
        tables: the Excel tables to read instead of sheets.
        type: the kind of assessment, where the list does not say it ("initial").
        columns: the council's own headings, by meaning (end = "Signed off").
    """

    file: Text
    sheets: tuple[Text, ...] = ()
    tables: tuple[Text, ...] = ()
    type: Text | None = None
    columns: dict[str, Text] = Field(default_factory=dict)


class Placement(StrEnum):
    """Where the button that builds a month's summary puts its sheets."""

    THIS_WORKBOOK = "this workbook"
    NEW_WORKBOOK = "a new workbook"


class OutputTable(Table):
    """``[output]``: where workbooks go, and the template that they are built from.

    Attributes:
        folder: where workbooks are written.
        template: the council's own template of the monthly workbook.
        placement: whether Excel's button puts the sheets of a month beside the officer's own, or
            opens them as a workbook of their own.
    """

    folder: Text = "reports"
    template: Text | None = None
    placement: Placement = Placement.THIS_WORKBOOK


class CountingTable(Table):
    """``[counting]``: how working days are counted and how near to a target is amber.

    Attributes:
        convention: "day 0" or "day 1" for the day on which the clock starts.
        closures: local closure days that are not to count as working days.
        amber_within: percentage points by which a rate may miss its target and be amber.
        indicators: the indicators to report; those that the lists hold by default.
    """

    convention: Convention = Convention.DAY_0
    closures: tuple[date, ...] = ()
    amber_within: Annotated[float, Field(ge=0, le=100)] = 5
    indicators: tuple[Code, ...] = ()

    @property
    def amber_share(self) -> Fraction:
        """How far below its target a rate is still amber, as a share: 5 points are 1/20."""
        return Fraction(str(self.amber_within)) / 100


class NeighboursTable(Table):
    """``[neighbours]`` or ``[[neighbours]]``: councils that this one is compared with.

    Attributes:
        set: the name of the set, with its date.
        councils: the councils by name or number, the closest first.
        file: a file with every council's neighbours, in their place.
    """

    set: Text
    councils: tuple[Text | int, ...] = ()
    file: Text | None = None

    @model_validator(mode="after")
    def _councils_or_a_file(self) -> NeighboursTable:
        if bool(self.councils) == bool(self.file):
            raise ValueError("name either its councils or a file with them, and not both")
        return self


class BenchmarksTable(Table):
    """``[benchmarks]``: where published figures come from, and which set of neighbours is used.

    Attributes:
        files: tables of published figures, CSV files or workbooks.
        store: the folder with imported figures; the user's own by default.
        neighbours: the name of the set to use; the first one by default.
    """

    files: tuple[Text, ...] = ()
    store: Text | None = None
    neighbours: Text | None = None


class ReportTable(Table):
    """``[report]``: what the report to a committee says beside the figures, month after month.

    A text of several paragraphs has an empty line between them.

    Attributes:
        committee: whom the report is for.
        meeting: ``date``, the day of the meeting; "to be confirmed" where it is left out.
        subject: what the report is about.
        responsible_officer: who answers for it; a role is better than a name.
        exempt: whether the public may not see it, and why.
        enclosures: what goes with it.
        recommendation: what the committee is asked to do.
        background: what it should know beforehand.
        financial: what it means for money.
        performance: what it means for performance, beside the figures.
        environmental: what it means for the environment.
        risk: which risks it touches.
        priorities: which of the council's priorities it serves.
        clearance: who has cleared it.
        contact: whom to ask.
        template: the council's own template; the one supplied by default.
    """

    committee: Text
    meeting: Annotated[date | None, Field(alias="date")] = None
    subject: Text = "Children's social care: assessments completed in time"
    responsible_officer: Text
    exempt: Text = "No"
    enclosures: Text = _NONE
    recommendation: Text = "The committee is asked to note this report."
    background: Text = _NONE
    financial: Text = _NONE
    performance: Text = _NONE
    environmental: Text = _NONE
    risk: Text = _NONE
    priorities: Text = _NONE
    clearance: Text = _NONE
    contact: Text
    template: Text | None = None


def _financial_year(text: str) -> Period:
    try:
        year = read_period(text)
    except PeriodError as error:
        raise ValueError(str(error)) from None
    if year.kind is not PeriodKind.YEAR:
        raise ValueError(f'targets are set by financial year ("2010-11"), and "{text}" is none')
    return year


def _year(text: str) -> str:
    _financial_year(text)
    return text


def _possible_target(target: float | str) -> float | str:
    if isinstance(target, (int, float)) and not (target == 0 or 1 <= target <= 100):
        raise ValueError(
            f"a target is written in per cent from 1 to 100 (83 for 83%), and {target:g} is not"
        )
    return target


Year: TypeAlias = Annotated[str, AfterValidator(_year)]
"""A financial year as councils write it: "2010-11"."""

TargetSetting: TypeAlias = Annotated[float | Text, AfterValidator(_possible_target)]
"""A target: per cent, or words."""


class Settings(Table):
    """All that a council sets, by the tables of its council.toml."""

    council: CouncilTable
    case_lists: Annotated[tuple[CaseListTable, ...], Field(min_length=1)]
    output: OutputTable = OutputTable()
    counting: CountingTable = CountingTable()
    neighbours: tuple[NeighboursTable, ...] = ()
    benchmarks: BenchmarksTable = BenchmarksTable()
    report: ReportTable | None = None
    targets: dict[Year, dict[Code, TargetSetting]] = Field(default_factory=dict)
    indicators: dict[Code, dict[str, Any]] = Field(default_factory=dict)
    assessment_types: dict[str, tuple[Text, ...]] = Field(default_factory=dict)

    @field_validator("neighbours", mode="before")
    @classmethod
    def _one_set_or_many(cls, neighbours: object) -> object:
        return (neighbours,) if isinstance(neighbours, dict) else neighbours

    @model_validator(mode="after")
    def _the_chosen_set_is_there(self) -> Settings:
        names = [one.set for one in self.neighbours]
        if len(set(names)) < len(names):
            raise ValueError("neighbours: two sets have one name")
        if self.benchmarks.neighbours not in {None, *names}:
            known = ", ".join(names) or "none"
            raise ValueError(
                f'benchmarks.neighbours: "{self.benchmarks.neighbours}" is the name of no set '
                f"under [neighbours] (there: {known})"
            )
        return self


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
            raise SettingsError(f"{self.where}: [council]: {error}") from None
        if found.kind is not AreaKind.COUNCIL:
            raise SettingsError(f"{self.where}: [council]: {found.name} is no council.")
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
            if period.start in _financial_year(year) and code in of_year:
                return Target.of(of_year[code])
        return Target.of(None)


def read_council(path: Path) -> Council:
    """Read a council.toml.

    Raises:
        SettingsError: the file is missing or broken, or a key or value in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"{path} was not found: name the council.toml that holds your council's settings."
        ) from None
    except IsADirectoryError:
        raise SettingsError(f"{path} is a folder: name the council.toml in it.") from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path.name} is not saved as UTF-8 text: open it in Notepad and save it with the "
            "encoding UTF-8."
        ) from None
    except OSError:
        raise SettingsError(f"{path} could not be read: check that you have access.") from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"{path.name} is not written as settings are ({_plain(error)}): check the quotation "
            "marks and brackets there."
        ) from None
    return Council(checked(Settings, content, path.name), path.parent, path.name)


def _plain(error: tomllib.TOMLDecodeError) -> str:
    """Say where the text breaks, without the parser's own words for what it wanted."""
    message = str(error)
    return message[message.rfind("(") + 1 : -1] if "(at " in message else message
