"""The month's sentences, from the summary alone: headlines, and the paragraphs of a report."""

from timeliness.narrative.chart_labels import label_positions
from timeliness.narrative.headlines import (
    counts_sentence,
    headline,
    headline_in_full,
    status_sentence,
)
from timeliness.narrative.telling import IndicatorNarrative, Narrative, figures_sentence, tell

__all__ = [
    "IndicatorNarrative",
    "Narrative",
    "counts_sentence",
    "figures_sentence",
    "headline",
    "headline_in_full",
    "label_positions",
    "status_sentence",
    "tell",
]
