"""What the fields of the committee report hold: the council's texts and the month's figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from timeliness.benchmarks.benchmark import Benchmark, BenchmarkRow, Group
from timeliness.benchmarks.figures import Symbol
from timeliness.documents.charts import Chart, Line
from timeliness.narrative import (
    IndicatorNarrative,
    figures_sentence,
    headline,
    headline_in_full,
    tell,
)
from timeliness.rates import Rate
from timeliness.settings import ReportTable
from timeliness.summary import Comparison, IndicatorSummary, MonthlySummary
from timeliness.words import (
    NOTHING_TO_CHART,
    capitalised,
    day_in_full,
    day_label,
    percent,
    signed_points,
)

_NAVY, _ORANGE, _GREY = "12436D", "F46A25", "3D3D3D"

_TEXTS = (
    "recommendation",
    "background",
    "financial",
    "performance",
    "environmental",
    "risk",
    "priorities",
    "clearance",
    "contact",
)
"""The settings that may be several paragraphs."""

_FOR_READERS = {
    Symbol.CONFIDENTIAL: ", a small number that is not shown",
    Symbol.BREAK: ": measured against another limit, so not comparable",
}
"""What the note of a table says of a symbol beyond its meaning."""

_NOT_TEXT = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def fields_of(summary: MonthlySummary, report: ReportTable) -> dict[str, Any]:
    """Give every field that a template of the committee report may use.

    Args:
        summary: the month.
        report: what the council has set.

    Returns:
        Texts, lists of texts, and tables as lists of rows; ``chart`` in each of the indicators
        is a Chart, or None where it would have no line.
    """
    told = tell(summary)
    first = summary.indicators[0]
    result = first.quarter_result
    return {
        "council": _line(summary.council),
        "team": _line(summary.team),
        "month": summary.month.name,
        "year": summary.month.financial_year_label,
        "as_of": day_label(summary.as_of),
        "version": summary.version,
        "convention": f"{summary.convention} {figures_sentence(summary)}",
        "committee": _line(report.committee),
        "date": day_in_full(report.meeting) if report.meeting else "To be confirmed",
        "subject": _line(report.subject),
        "responsible_officer": _line(report.responsible_officer),
        "exempt": _line(report.exempt),
        "enclosures": _line(report.enclosures),
        **{name: _paragraphs(getattr(report, name)) for name in _TEXTS},
        "summary": [_line(" ".join(one.in_short)) for one in told.indicators],
        "notices": [told.notice] if told.notice else [],
        "month_label": summary.month.label,
        "previous_month_label": first.previous_month.before.period.label,
        "year_to_date_name": first.year_to_date.period.name,
        "quarter_result_label": (
            f"Q{result.before.period.quarter_number} result" if result else "last quarter's result"
        ),
        "figures": [_figures(one) for one in summary.indicators],
        "indicators": [
            _indicator(number, first_table, one, narrative)
            for number, first_table, one, narrative in zip(
                accumulate(int(one.has_completions) for one in summary.indicators),
                _first_tables(summary),
                summary.indicators,
                told.indicators,
                strict=True,
            )
        ],
    }


def _first_tables(summary: MonthlySummary) -> list[int]:
    """Number the first table of each indicator.

    The first table of the report is that of all indicators; then each has its months and, where
    it is compared, its neighbours. A number that was left out would be looked for.
    """
    tables_each = (1 if one.benchmark is None else 2 for one in summary.indicators)
    return list(accumulate(tables_each, initial=2))[:-1]


def _figures(indicator: IndicatorSummary) -> dict[str, str]:
    return {
        "indicator": _line(f"{indicator.label}: {indicator.name.lower()} within {indicator.basis}"),
        "previous_month": _rate(
            indicator.previous_month.before.rate,
            indicator.previous_month.basis if indicator.previous_month.basis_change else "",
        ),
        "month": _rate(indicator.month.rate),
        "year_to_date": _rate(
            indicator.year_to_date.rate, indicator.year_basis if indicator.mixed else ""
        ),
        "change": _change(indicator.quarter_result),
        "target": _line(capitalised(indicator.target.words)),
    }


def _indicator(
    number: int, first_table: int, indicator: IndicatorSummary, narrative: IndicatorNarrative
) -> dict[str, Any]:
    year = indicator.month.period.financial_year_label
    limits = f", measured against {indicator.year_basis}" if indicator.mixed else ""
    return {
        "heading": _line(narrative.heading),
        "label": indicator.label,
        "paragraphs": [_line(paragraph) for paragraph in narrative.paragraphs],
        "months_caption": f"Table {first_table}: {indicator.label} by month of {year}{limits}",
        "months": [
            {
                "month_name": one.month.name,
                "in_time": f"{one.rate.in_time:,}",
                "completed": f"{one.rate.completed:,}",
                "rate": capitalised(one.rate.percent_words),
                "year_to_date": _rate(one.year_to_date),
            }
            for one in indicator.months
        ],
        "chart_caption": (
            f"Chart {number}: {indicator.label} by month of {year}"
            if indicator.has_completions
            else NOTHING_TO_CHART
        ),
        "chart": _chart(indicator) if indicator.has_completions else None,
        **_benchmark(first_table + 1, indicator),
    }


def _benchmark(number: int, indicator: IndicatorSummary) -> dict[str, Any]:
    found = indicator.benchmark
    if found is None:
        return {"benchmarks": [], "benchmarks_caption": "", "benchmarks_note": ""}
    rows = (*found.councils, *found.averages)
    cells = [_benchmark_row(row, found) for row in rows]
    shown = {text for row in cells for text in row.values()}
    explained = [
        f"{_mark(symbol)} = {symbol.meaning}{_FOR_READERS.get(symbol, '')}"
        for symbol in Symbol
        if _mark(symbol) in shown
    ]
    sources = dict.fromkeys(row.source for row in rows if row.source)
    return {
        "benchmarks_caption": _line(
            f"Table {number}: {indicator.label} in {found.year.label}, {found.neighbours}"
        ),
        "benchmarks": cells,
        "benchmarks_note": _line(
            f"Difference is from {found.us.name}. {'; '.join(explained)}. "
            f"Sources: {'; '.join(sources)}."
        ),
    }


def _benchmark_row(row: BenchmarkRow, benchmark: Benchmark) -> dict[str, Any]:
    is_us = row.group is Group.US
    difference = _mark(benchmark.difference_symbol(row))
    if row.difference is not None and not is_us:
        difference = signed_points(row.difference, fine=row.is_fine)
    return {
        "is_us": is_us,
        "council": _line(row.name),
        "group": row.group.value,
        "rate": _mark(row.symbol) if row.share is None else row.words,
        "previous": _mark(row.previous_symbol) if row.previous is None else percent(row.previous),
        "rank": row.rank.words if row.rank else _mark(benchmark.rank_symbol(row)),
        "difference": difference,
        "basis": f"{row.basis}" if row.basis else _mark(Symbol.NOT_AVAILABLE),
    }


def _mark(symbol: Symbol | None) -> str:
    return f"[{symbol or Symbol.NOT_AVAILABLE}]"


def _chart(indicator: IndicatorSummary) -> Chart:
    target = indicator.target.share
    of_months, of_years = indicator.limit_changes
    lines = [
        Line("Month", [one.rate.share for one in indicator.months], _NAVY, gaps_before=of_months),
        Line(
            "Year to date",
            [one.year_to_date.share for one in indicator.months],
            _ORANGE,
            gaps_before=of_years,
        ),
    ]
    if target is not None:
        lines.append(Line("Target", [target] * len(indicator.months), _GREY, dashed=True))
    year = indicator.month.period.financial_year_label
    return Chart(
        title=headline(indicator),
        description=(
            f"Line chart of {indicator.label} by month of {year}, with the year to date"
            f"{' and the target' if target is not None else ''}. {headline_in_full(indicator)} The "
            "figures are in the table above it."
        ),
        months=[one.month.label for one in indicator.months],
        lines=lines,
    )


def _rate(rate: Rate, basis: str = "") -> str:
    """Write a rate for a cell, whose lines are not to end within "(55 of 59)".

    A rate of nothing has the shorter words: "assessments" is too long for the narrow columns.

    Args:
        rate: the rate.
        basis: the limit that it was measured against where the table's other figures were not.
    """
    if not rate.completed:
        return capitalised(rate.percent_words)
    words = rate.words.replace(" of ", "\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}")
    return f"{words} within {basis}" if basis else words


def _change(result: Comparison | None) -> str:
    if result is None:
        return "No quarter has ended yet"
    if result.change is None:
        # Figures that cannot be compared are those of different limits; here one may be missing.
        return "Not comparable" if result.basis_change else _rate(Rate(0, 0))
    return signed_points(result.change)


def _line(text: str) -> str:
    """Make a text one line that a document can hold."""
    return " ".join(_NOT_TEXT.sub(" ", text).split())


def _paragraphs(text: str) -> Sequence[str]:
    """Part a text where it has empty lines."""
    return [_line(part) for part in re.split(r"\n\s*\n", text) if part.strip()]
