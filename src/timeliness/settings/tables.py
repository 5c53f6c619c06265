"""The tables of a council.toml, each key with what it may hold and what it is by default."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from timeliness.errors import PeriodError
from timeliness.indicators import Code
from timeliness.periods import Period, PeriodKind, read_period
from timeliness.targets import read_target
from timeliness.validation import FilePath, Table, Text
from timeliness.working_days import Convention

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

    file: FilePath
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

    folder: FilePath = "reports"
    template: FilePath | None = None
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
    file: FilePath | None = None

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

    files: tuple[FilePath, ...] = ()
    store: FilePath | None = None
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
    template: FilePath | None = None


def financial_year(text: str) -> Period:
    """Read a financial year.

    Raises:
        ValueError: the text is no period, or one of another length.
    """
    try:
        year = read_period(text)
    except PeriodError as error:
        raise ValueError(str(error)) from None
    if year.kind is not PeriodKind.YEAR:
        raise ValueError(f'targets are set by financial year ("2010-11"), and "{text}" is none')
    return year


def _year(text: str) -> str:
    financial_year(text)
    return text


def _target(written: object) -> object:
    return read_target(written) if isinstance(written, (int, float, str)) else written


Year: TypeAlias = Annotated[str, AfterValidator(_year)]
"""A financial year as councils write it: "2010-11"."""

TargetSetting: TypeAlias = Annotated[float | Text, BeforeValidator(_target)]
"""A target: per cent as a number or as text, or words."""


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
