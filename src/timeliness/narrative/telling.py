"""The whole narrative of a month: paragraphs to copy into a report, for each indicator."""

from __future__ import annotations

from dataclasses import dataclass

from timeliness.narrative.neighbours import neighbour_sentences
from timeliness.narrative.performance import performance_sentences, short_sentences
from timeliness.summary import IndicatorSummary, MonthlySummary, unfinished_sentence
from timeliness.trends.statements import change_sentence
from timeliness.words import count_of, day_in_full


@dataclass(frozen=True)
class IndicatorNarrative:
    """What may be said about one indicator's month, in sentences that stand as they are.

    Attributes:
        label: the indicator's code as people write it, "NI 60".
        title: its definition with the month's limit in it.
        in_short: the month and the year to date alone, for a summary.
        performance: what happened: the month, the year to date, the last quarter's result.
        neighbours: how the council stood beside its neighbours; empty without a benchmark.
        outlook: what chance allows to be said, where the year is heading and what it needs.
        caveats: what must be said about the way of counting.
    """

    label: str
    title: str
    in_short: tuple[str, ...]
    performance: tuple[str, ...]
    neighbours: tuple[str, ...]
    outlook: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The line above the paragraphs: "NI 60: Core assessments completed within ..."."""
        return f"{self.label}: {self.title}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs in their order, each as one line of text."""
        parts = (self.performance, self.neighbours, self.outlook, self.caveats)
        return tuple(" ".join(part) for part in parts if part)


@dataclass(frozen=True)
class Narrative:
    """A council's month in sentences.

    Attributes:
        title: whose month it is: "Harrow, November 2010".
        notice: that the month was not over when it was counted; empty where it was.
        indicators: what may be said about each.
        convention: how working days are counted, as a sentence.
    """

    title: str
    notice: str
    indicators: tuple[IndicatorNarrative, ...]
    convention: str

    @property
    def text(self) -> str:
        """The narrative as plain text, ready to be copied: a paragraph is one line."""
        blocks = [self.title, self.notice]
        for indicator in self.indicators:
            blocks += [indicator.heading, *indicator.paragraphs]
        blocks.append(self.convention)
        return "\n\n".join(block for block in blocks if block)


def tell(summary: MonthlySummary) -> Narrative:
    """Tell a month in sentences.

    Args:
        summary: the month.
    """
    return Narrative(
        title=f"{summary.council}, {summary.month.name}",
        notice=unfinished_sentence(summary.month, summary.as_of),
        indicators=tuple(_tell(indicator) for indicator in summary.indicators),
        convention=summary.convention,
    )


def figures_sentence(summary: MonthlySummary) -> str:
    """Say as of which day the figures are, and how many rows of the lists are not in them.

    Args:
        summary: the month.
    """
    went = summary.reconciliation
    left_out = "no row of the case lists was left out"
    if went.excluded:
        left_out = (
            f"{went.excluded:,} of the {count_of(went.read, 'row')} of the case lists "
            f"{'was left out, and is' if went.excluded == 1 else 'were left out, and are'} named "
            "in the working workbook"
        )
    return f"Figures as of {day_in_full(summary.as_of)}; {left_out}."


def _tell(indicator: IndicatorSummary) -> IndicatorNarrative:
    performance = performance_sentences(indicator)
    # The first sentence has said already whether the month differs from the one before.
    said = change_sentence(indicator.month, indicator.previous_month.before)
    return IndicatorNarrative(
        label=indicator.label,
        title=indicator.title,
        in_short=short_sentences(indicator),
        performance=performance,
        neighbours=neighbour_sentences(indicator.benchmark),
        outlook=tuple(text for text in indicator.trend.sentences if text != said),
        caveats=tuple(note for note in indicator.notes if note not in performance),
    )
