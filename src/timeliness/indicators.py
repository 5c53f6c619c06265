"""What is measured: indicators as definitions with dates, and how a council changes them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StringConstraints, field_validator, model_validator

from timeliness.errors import SettingsError
from timeliness.periods import Period
from timeliness.validation import Shown, Table, Text, checked
from timeliness.words import day_label, folded_name, listed

DateField: TypeAlias = Literal["referral", "new_information", "start", "end"]
"""A date that a case list can hold for an assessment."""


def label_of(code: str) -> str:
    """Write an indicator's code as people do: "NI59" is "NI 59"."""
    return re.sub(r"^([A-Z]+)(\d+)$", r"\1 \2", code)


class Limit(Table):
    """A timescale and the completions that it applies to, both ends included.

    Attributes:
        working_days: how many working days an assessment may take.
        start: the first day of completion that it applies to.
        end: the last one; open where it is left out.
        source: where the limit comes from, as the sheet Method prints it.
    """

    working_days: Annotated[int, Field(ge=0, le=260)]
    start: Annotated[date, Field(alias="from")]
    end: Annotated[date | None, Field(alias="until")] = None
    source: Shown = "the council's settings"

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Limit:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the limit ends on {self.end} before it starts on {self.start}")
        return self

    def applies_on(self, day: date) -> bool:
        """Whether an assessment completed on this day has this limit."""
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def basis(self) -> str:
        """The limit in words, as tables and flags print it."""
        return f"{self.working_days} working days"


class Indicator(Table):
    """One measure of timeliness: which assessments, from when to when, within which limit.

    Attributes:
        name: the assessments in a few words, "Initial assessments".
        title: the definition in words; {limit} stands for the working days in force.
        assessments: the kind of assessment, one of those under [assessment_types].
        clock_starts: the dates that start the clock; the first one that a row has is taken.
        clock_starts_without_these: the date that starts it in a list with no column for these.
        clock_stops: the date that stops it.
        good_is: "high" where more in time is better, "low" where less is and none is late.
        source: where the definition comes from.
        limits: the timescales; where two apply to a day, the first holds.
        code: the code, "NI59"; it is the table's own name in a file.
    """

    name: Text
    title: Text
    assessments: Text
    clock_starts: Annotated[tuple[DateField, ...], Field(min_length=1)]
    clock_starts_without_these: DateField | None = None
    clock_stops: DateField = "end"
    good_is: Literal["high", "low"] = "high"
    source: Shown = "the council's settings"
    limits: Annotated[tuple[Limit, ...], Field(min_length=1)]
    code: str = ""

    @field_validator("title")
    @classmethod
    def _title_names_only_the_limit(cls, title: str) -> str:
        unknown = set(re.findall(r"\{(.*?)\}", title)) - {"limit"}
        if unknown:
            raise ValueError(f"the title may hold {{limit}}, not {{{sorted(unknown)[0]}}}")
        return title

    @property
    def label(self) -> str:
        """The code as people write it: "NI 59"."""
        return label_of(self.code)

    @property
    def has_late_ones(self) -> bool:
        """Whether an assessment beyond the limit is late: not where fewer within it are better."""
        return self.good_is == "high"

    def limit_on(self, day: date) -> Limit | None:
        """Give the limit for an assessment completed on a day, or None when none is in force.

        The limit follows the day of completion, so that a reporting year has one basis. Where
        limits overlap the first holds; a council's own come before the published ones.
        """
        return next((limit for limit in self.limits if limit.applies_on(day)), None)

    def limits_in(self, period: Period) -> tuple[Limit, ...]:
        """Give the limits in force on any day of a period, in the order of their days."""
        turns = {period.start, period.end}
        for limit in self.limits:
            turns |= {limit.start, limit.end or period.end}
            turns |= {date.fromordinal(limit.end.toordinal() + 1)} if limit.end else set()
        found = [self.limit_on(day) for day in sorted(turns) if day in period]
        return tuple(dict.fromkeys(limit for limit in found if limit is not None))

    def basis_in(self, period: Period) -> str:
        """Name the limit of a period in words; a change within the period is named as one."""
        bases = dict.fromkeys(limit.basis for limit in self.limits_in(period))
        return ", then ".join(bases) or "no limit in force"

    def is_mixed_in(self, period: Period) -> bool:
        """Whether the limit changes within a period, so that its figures rest on more than one."""
        return len({limit.basis for limit in self.limits_in(period)}) > 1

    def mixed_sentence(self, *periods: Period) -> str:
        """Say which of some periods mix limits, the longest last; empty where none does."""
        mixed = [period for period in periods if self.is_mixed_in(period)]
        if not mixed:
            return ""
        was, its = ("was", "its") if len(mixed) == 1 else ("were", "their")
        return (
            f"{self.label}: {listed([period.name for period in mixed])} {was} measured against "
            f"{self.basis_in(mixed[-1])}, so {its} figures mix different limits and cannot be "
            "compared with those of other periods."
        )

    def title_in(self, period: Period) -> str:
        """Write the title with the limit of a period in it."""
        days = dict.fromkeys(str(limit.working_days) for limit in self.limits_in(period))
        return self.title.replace("{limit}", ", then ".join(days) or "[no limit]")

    def no_limit_message(self, day: date) -> str:
        """Say that no limit is in force on a day, and what to do about it."""
        first = min(self.limits, key=lambda limit: limit.start)
        return (
            f"{self.label} has no limit in force on {day_label(day)} (its first one starts on "
            f"{day_label(first.start)}). Leave assessments completed then out of the list, or give "
            f"{self.code} a limit for those days in council.toml under [[indicators.{self.code}"
            ".limits]]."
        )


Code: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,15}$")]


class Definitions(Table):
    """All indicators, and the words by which case lists name the kinds of assessment."""

    assessment_types: dict[str, tuple[Text, ...]]
    indicators: dict[Code, Indicator]

    @model_validator(mode="after")
    def _hang_together(self) -> Definitions:
        for code, indicator in self.indicators.items():
            if indicator.code != code:
                raise ValueError(
                    f"indicators.{code}.code: an indicator's code is the name of its table: take "
                    f"the key out, or call the table [indicators.{indicator.code}]"
                )
            if indicator.assessments not in self.assessment_types:
                known = ", ".join(self.assessment_types)
                raise ValueError(
                    f'indicators.{code}.assessments: "{indicator.assessments}" is not a kind of '
                    f"assessment (known: {known}; add it with its names under [assessment_types])"
                )
        owners: dict[str, str] = {}
        for kind, names in self.assessment_types.items():
            # The key is a name too, as in a type column with "section 47".
            for name in (kind, *names):
                if not folded_name(name):
                    raise ValueError(
                        f'assessment_types.{kind}: "{name}" has no letter of the English alphabet '
                        "and no digit, by which lists are searched: write the name in full"
                    )
                owner = owners.setdefault(folded_name(name), kind)
                if owner != kind:
                    raise ValueError(
                        f'assessment_types: "{name}" would name both {owner} and {kind} '
                        "assessments: take it out of one of them, or write both as one kind"
                    )
        return self

    def indicator(self, code: str) -> Indicator:
        """Give the indicator with a code, in any case and with or without a space.

        Raises:
            SettingsError: there is none.
        """
        found = self.indicators.get(code.replace(" ", "").upper())
        if found is None:
            known = ", ".join(self.indicators)
            raise SettingsError(f'"{code}" is not an indicator: there are {known}.')
        return found

    def with_council(self, changes: Mapping[str, Any], where: str) -> Definitions:
        """Add a council's own definitions to these.

        Args:
            changes: the tables ``assessment_types`` and ``indicators`` as the council wrote
                them. Limits of a known indicator come before its published ones and so hold for
                the days they name; every other key replaces what it names.
            where: the file, for messages.

        Raises:
            SettingsError: a key or a value is wrong.
        """
        merged = self.model_dump(by_alias=True)
        for name, words in dict(changes.get("assessment_types", {})).items():
            known = merged["assessment_types"].get(name, ())
            merged["assessment_types"][name] = (*known, *words)
        for code, table in dict(changes.get("indicators", {})).items():
            base = merged["indicators"].get(code, {})
            limits = table.get("limits", ())
            if isinstance(limits, list | tuple):
                limits = (*limits, *base.get("limits", ()))
            merged["indicators"][code] = {"code": code} | base | dict(table) | {"limits": limits}
        return checked(Definitions, merged, where)


@lru_cache(maxsize=1)
def published_definitions() -> Definitions:
    """Read the indicators that come with the package: NI59, NI60 and CF45."""
    text = resources.files("timeliness").joinpath("indicators.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    for code, table in content["indicators"].items():
        table["code"] = code
    return checked(Definitions, content, "indicators.toml")
