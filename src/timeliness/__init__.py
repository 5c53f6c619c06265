"""Timeliness of children's social care assessments, from a pasted case list to the committee.

The way of the data is one street: rows become a case list, the case list is measured against
the indicators, the measurements are counted, and the counts become one frozen monthly summary
that every sheet, sentence and formula renders.
"""

from importlib.metadata import version

__version__ = version("timeliness")
