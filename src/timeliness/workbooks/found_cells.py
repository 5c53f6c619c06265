"""What was read, and what was found wrong in it, as the cells of a table's row."""

from timeliness.findings import Finding
from timeliness.list_check import ListCheck
from timeliness.summary import MonthlySummary
from timeliness.words import capitalised
from timeliness.workbooks.cells import Shorthand, Value

FINDING_HEADINGS = ("File", "Sheet", "Row", "Column", "What is wrong and what to do")
SOURCE_HEADINGS = ("File", "Sheet", "Headings in row", "Rows read", "Type of assessment from")


def finding_cells(finding: Finding) -> list[Value]:
    """Give the cells of a finding, below its headings."""
    return [
        finding.file,
        finding.sheet or Shorthand.NOT_APPLICABLE,
        finding.row,
        finding.column or Shorthand.NOT_APPLICABLE,
        capitalised(finding.message),
    ]


def source_cells(read: ListCheck | MonthlySummary) -> list[list[Value]]:
    """Give the cells of each block that was read, below their headings."""
    return [
        [
            source.file,
            source.sheet or Shorthand.NOT_APPLICABLE,
            source.heading_row or Shorthand.NOT_APPLICABLE,
            source.records,
            source.kind_is_from,
        ]
        for source in read.sources
    ]
