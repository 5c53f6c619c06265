"""The Benchmarks: this council beside its neighbours, its region and England, and year by year."""

from collections.abc import Sequence
from fractions import Fraction

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.benchmarks.benchmark import Benchmark, BenchmarkRow, Group, YearOfBenchmarks
from timeliness.benchmarks.figures import Symbol
from timeliness.words import capitalised
from timeliness.workbooks.bar_charts import bar_chart, rows_taken
from timeliness.workbooks.cells import FineShare, Points, Shorthand, Strong, Value
from timeliness.workbooks.charts import ROWS_TAKEN, Line, line_chart
from timeliness.workbooks.styles import GREY, NAVY, ORANGE, PLUM, TEAL, Style
from timeliness.workbooks.tables import TablePlace, write_heading, write_lines, write_table
from timeliness.workbooks.template import Template

SHEET = "Benchmarks"

EXPLANATION = (
    "Each row is a figure as it was published, or an average that says how it was made and of how "
    "many councils; places are among this council and its neighbours alone."
)
"""What the sheet is, in one sentence."""

_VALUE = 3
_WIDEST = 40
_LINE, _NOTE_LINE = 170, 185
"""How many characters stand on a line of this sheet, whose table is wide."""

_FEWEST_FOR_LINES = 3
_FIRST_LINE = 2
_SHORTHANDS = {
    Symbol.CONFIDENTIAL: Shorthand.CONFIDENTIAL,
    Symbol.NOT_APPLICABLE: Shorthand.NOT_APPLICABLE,
    Symbol.NOT_AVAILABLE: Shorthand.NOT_AVAILABLE,
    Symbol.LOW_RELIABILITY: Shorthand.LOW_RELIABILITY,
    Symbol.BREAK: Shorthand.BREAK,
}
_COLOURS = {Group.US: NAVY, Group.AVERAGE: GREY, Group.REGION: GREY, Group.ENGLAND: GREY}


LEGEND = f"Shorthand: {'; '.join(f'{mark} = {mark.meaning}' for mark in Shorthand)}."
"""What stands in the place of a number."""


def render(template: Template, benchmarks: Sequence[Benchmark]) -> None:
    """Fill the Benchmarks, or take the sheet out where no figure of others is held."""
    sheet = template.sheet(SHEET)
    if not benchmarks:
        template.workbook.remove(sheet)
        return
    row = template.first_row("benchmarks")
    template.clear_below(sheet, row)
    row = write_lines(sheet, row, EXPLANATION, width=_LINE)
    row = write_lines(sheet, row, LEGEND, Style.NOTE, width=_NOTE_LINE) + 1
    for number, benchmark in enumerate(benchmarks):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        label = benchmark.label
        heading = f"{label}, {benchmark.year.label}: {template.heading('benchmarks')}"
        row = write_heading(sheet, row, heading)
        for sentence in sentences(benchmark, benchmark.bridge_sentence or benchmark.now_sentence):
            row = write_lines(sheet, row, sentence, width=_LINE)
        row = write_councils(sheet, row + 1, benchmark).next_row
        if has_chart_of_years(benchmark):
            # The years and their chart have a printed page of their own, lest one be cut in two.
            sheet.row_breaks.append(Break(id=row - 1))
        row = write_heading(sheet, row, f"{label}: {template.heading('benchmark_years')}")
        row = write_years(sheet, row, benchmark).next_row


def has_chart_of_councils(benchmark: Benchmark) -> bool:
    """Whether there is any value to draw: of some years only ranks are published."""
    return any(one.share is not None for one in (*benchmark.councils, *benchmark.averages))


def write_councils(sheet: Worksheet, row: int, benchmark: Benchmark) -> TablePlace:
    """Write the table of the councils, below their chart where there is any value to draw."""
    shown = _best_first(benchmark)
    if not has_chart_of_councils(benchmark):
        return _write_councils(sheet, row, benchmark, shown)
    bars = sum(one.share is not None for one in shown)
    place = _write_councils(sheet, row + rows_taken(bars), benchmark, shown)
    _draw_councils(sheet, row, place, benchmark, shown[:bars])
    return place


def has_chart_of_years(benchmark: Benchmark) -> bool:
    """Whether this council has figures of enough years for a line."""
    return sum(one.us is not None for one in benchmark.years) >= _FEWEST_FOR_LINES


def write_years(sheet: Worksheet, row: int, benchmark: Benchmark) -> TablePlace:
    """Write the table of the years, below their chart where there are enough of them."""
    if not has_chart_of_years(benchmark):
        return _write_years(sheet, row, benchmark)
    place = _write_years(sheet, row + ROWS_TAKEN, benchmark)
    _draw_years(sheet, row, place, benchmark)
    return place


def sentences(benchmark: Benchmark, about_ourselves: str = "") -> tuple[str, ...]:
    """Say what a benchmark shows, and what the council's own list gives where it may be told."""
    quarter = f"{benchmark.us.name} is {benchmark.quarter.words}." if benchmark.quarter else ""
    basis = f"Measured against {benchmark.basis_words}."
    return tuple(
        said
        for said in (
            benchmark.rank_sentence,
            quarter,
            benchmark.standing_sentence,
            benchmark.flag or basis,
            about_ourselves,
        )
        if said
    )


def _best_first(benchmark: Benchmark) -> list[BenchmarkRow]:
    """Put the averages among the councils, where their values belong; rows without one last."""
    good_is_high = benchmark.good_is_high
    rows = [*benchmark.councils, *benchmark.averages]

    def order(row: BenchmarkRow) -> tuple[bool, Fraction]:
        share = row.share or Fraction(0)
        return row.share is None, -share if good_is_high else share

    return sorted(rows, key=order)


def _name(row: BenchmarkRow) -> str:
    return f"{row.name} (this council)" if row.group is Group.US else row.name


def _write_councils(
    sheet: Worksheet, row: int, benchmark: Benchmark, shown: Sequence[BenchmarkRow]
) -> TablePlace:
    year, before = benchmark.year.label, benchmark.year_before.label
    return write_table(
        sheet,
        row,
        [benchmark.indicator, "benchmarks"],
        [
            "Council or average",
            "Group",
            year,
            before,
            f"Change on {before} (percentage points)",
            "Rank",
            f"Difference from {benchmark.us.name} (percentage points)",
            "Measured against",
            "Source, or why there is no value",
        ],
        [_row(one, benchmark) for one in shown],
        widest=_WIDEST,
    )


def _row(row: BenchmarkRow, benchmark: Benchmark) -> list[Value]:
    is_ours = row.group is Group.US

    def text(words: str) -> Value:
        return Strong(words) if is_ours else words

    change: Value = _SHORTHANDS[row.change_symbol]
    if row.change is not None:
        change = Points(row.change, row.is_fine)
    difference: Value = _SHORTHANDS[benchmark.difference_symbol(row)]
    if row.difference is not None and not is_ours:
        difference = Points(row.difference, row.is_fine)
    now = f", now {benchmark.basis_now}" if benchmark.basis_now else ""
    return [
        text(_name(row)),
        text(str(row.group)),
        _share(row.share, row, row.symbol),
        _share(row.previous, row, row.previous_symbol),
        change,
        text(row.rank.words) if row.rank else _SHORTHANDS[benchmark.rank_symbol(row)],
        difference,
        text(f"{row.basis} working days{now}") if row.basis else Shorthand.NOT_AVAILABLE,
        text(capitalised(row.reason) or row.source),
    ]


def _share(share: Fraction | None, row: BenchmarkRow, symbol: Symbol | None) -> Value:
    if share is None:
        return _SHORTHANDS[symbol or Symbol.NOT_AVAILABLE]
    return FineShare(share) if row.is_fine else share


def _draw_councils(
    sheet: Worksheet,
    row: int,
    place: TablePlace,
    benchmark: Benchmark,
    drawn: Sequence[BenchmarkRow],
) -> None:
    flag = f" {benchmark.flag}" if benchmark.flag else ""
    bar_chart(
        sheet,
        place,
        _VALUE,
        len(drawn),
        colour=TEAL,
        marked={
            number: _COLOURS[one.group] for number, one in enumerate(drawn) if one.group in _COLOURS
        },
        title=benchmark.message,
        description=(
            f"Bar chart of {benchmark.label} in {benchmark.year.label}, the best first. "
            f"{benchmark.message}.{flag} The figures are in the table below the chart."
        ),
        at=f"A{row}",
    )


def _write_years(sheet: Worksheet, row: int, benchmark: Benchmark) -> TablePlace:
    years = benchmark.years
    return write_table(
        sheet,
        row,
        [benchmark.indicator, "benchmark", "years"],
        [
            "Year",
            benchmark.us.name,
            "Neighbours' simple mean",
            *([benchmark.region] if benchmark.region else ()),
            "England",
            "Change on the year before (percentage points)",
            "Rank",
            "Measured against",
        ],
        [_year(one, before, benchmark) for one, before in zip(years, (None, *years), strict=False)],
        widest=_WIDEST,
    )


def _year(
    one: YearOfBenchmarks, before: YearOfBenchmarks | None, benchmark: Benchmark
) -> list[Value]:
    fine = benchmark.us.is_fine

    def share(value: Fraction | None, symbol: Symbol | None = None) -> Value:
        if value is None:
            return _SHORTHANDS[symbol or Symbol.NOT_AVAILABLE]
        return FineShare(value) if fine else value

    change: Value = Shorthand.NOT_APPLICABLE
    if before and one.us is not None and before.us is not None and before.is_followed_by(one):
        change = Points(one.us - before.us, fine) if one.basis == before.basis else Shorthand.BREAK
    return [
        one.year.label,
        share(one.us, one.symbol),
        share(one.mean),
        *([share(one.region)] if benchmark.region else ()),
        share(one.england),
        change,
        one.rank.words if one.rank else Shorthand.NOT_APPLICABLE,
        f"{one.basis} working days" if one.basis else Shorthand.NOT_APPLICABLE,
    ]


def _draw_years(sheet: Worksheet, row: int, place: TablePlace, benchmark: Benchmark) -> None:
    colours = (NAVY, ORANGE, *([PLUM] if benchmark.region else ()), GREY)
    line_chart(
        sheet,
        place,
        [
            Line(column, colour, labelled=column == _FIRST_LINE)
            for column, colour in enumerate(colours, start=_FIRST_LINE)
        ],
        title=benchmark.years_message,
        description=(
            f"Line chart of {benchmark.label} by year, with the neighbours' simple mean, "
            f"{benchmark.region + ' and ' if benchmark.region else ''}England. "
            f"{benchmark.years_message}. The figures are in the table below the chart."
        ),
        at=f"A{row}",
    )
