"""The committee report: a document from a template that officers edit in Word."""

from timeliness.documents.report import committee_report

__all__ = ["committee_report"]
