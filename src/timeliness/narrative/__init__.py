"""The month's sentences, from the summary alone: headlines, and the paragraphs of a report."""

from timeliness.narrative.headlines import headline, status_sentence
from timeliness.narrative.telling import IndicatorNarrative, Narrative, tell

__all__ = ["IndicatorNarrative", "Narrative", "headline", "status_sentence", "tell"]
