"""What the formulas for published figures answer, from the store and the council's own tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from timeliness.benchmarks.asking import benchmark_average, benchmark_rank, benchmark_value
from timeliness.benchmarks.figures import Figures
from timeliness.benchmarks.store import default_folder, read_store
from timeliness.errors import SettingsError, UnusableInputError
from timeliness.excel.cells import cell_of, error_in
from timeliness.excel.context import Context, Stamp, stamp_of
from timeliness.settings import Council


@dataclass(frozen=True)
class Asked:
    """One question about published figures.

    Attributes:
        of: whose figure: a council, a region, England or a group of councils.
        indicator: the indicator's code.
        year: "2023-24", or 2024 for the year that ends in it.
    """

    of: str | float
    indicator: str
    year: str | float

    @classmethod
    def in_cells(cls, of: object, indicator: object, year: object) -> Asked:
        """Read the arguments of a formula.

        Raises:
            UnusableInputError: one of them is empty, an error or a block of cells.
        """
        code = _text_or_number(indicator, "the indicator")
        return cls(
            _text_or_number(of, "the council or group"),
            str(code),
            _text_or_number(year, "the year"),
        )


Answering: TypeAlias = Callable[[Context, Asked], float | int]
"""Answers a question with a share or a place, or raises why there is none."""


def _value(context: Context, asked: Asked) -> float:
    figures = _PUBLISHED.now(context)
    return float(
        benchmark_value(figures, context.definitions, asked.of, asked.indicator, asked.year)
    )


def _rank(context: Context, asked: Asked) -> int:
    sets = _council(context).neighbour_sets
    if not sets:
        raise SettingsError(
            "The council's settings name no set of neighbours to rank among: add one under "
            "[neighbours] in council.toml."
        )
    figures = _PUBLISHED.now(context)
    rank = benchmark_rank(
        figures, context.definitions, sets[0], asked.of, asked.indicator, asked.year
    )
    return rank.place


def _average(context: Context, asked: Asked) -> float:
    sets = context.council.neighbour_sets if context.council else ()
    figures = _PUBLISHED.now(context)
    return float(
        benchmark_average(
            figures, context.definitions, sets, str(asked.of), asked.indicator, asked.year
        )
    )


BENCHMARK_ANSWERS: Mapping[str, Answering] = MappingProxyType(
    {"BENCHMARK_VALUE": _value, "BENCHMARK_RANK": _rank, "BENCHMARK_AVERAGE": _average}
)
"""What answers each formula, by its name."""


def _council(context: Context) -> Council:
    if context.council is None:
        raise SettingsError(
            "No council's settings are installed, so it is not known who its neighbours are: run "
            "timeliness addin install --council council.toml."
        )
    return context.council


def _text_or_number(value: object, what: str) -> str | float:
    cell = cell_of(value)
    if isinstance(cell, bool) or not isinstance(cell, (str, float)) or error_in(cell):
        raise UnusableInputError(f"A text or a number is wanted for {what}.")
    return cell


class _Published:
    """The figures that hold for a context, put together anew when a file of them has changed."""

    def __init__(self) -> None:
        self._basis: tuple[Context, Figures, tuple[Stamp, ...]] | None = None
        self._figures = Figures()

    def now(self, context: Context) -> Figures:
        """Give the figures as their files stand at this moment.

        Raises:
            UnusableInputError: a file cannot be read, or a row of it is wrong.
        """
        council = context.council
        imported = read_store(council.store if council else default_folder())
        basis = (context, imported, tuple(map(stamp_of, _own_tables(council))))
        if basis != self._basis:
            self._figures = council.published_figures_with(imported) if council else imported
            self._basis = basis
        return self._figures


def _own_tables(council: Council | None) -> tuple[Path, ...]:
    if council is None:
        return ()
    return tuple(council.folder / name for name in council.settings.benchmarks.files)


_PUBLISHED = _Published()
