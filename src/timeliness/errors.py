"""Everything that can stop a run, each as one sentence for the person who must act on it.

The message of every error says what is wrong, where it is and what to do; it is shown as it
stands in a console, a box in Excel or a cell comment, and it never quotes the value of a cell,
because that value may be a child's.
"""


class TimelinessError(Exception):
    """The work could not be done; the message says what to do about it."""


class UnusableInputError(TimelinessError):
    """A file or a block of cells cannot be read as a case list."""


class SettingsError(TimelinessError):
    """A key or a value in the settings is wrong."""


class PeriodError(TimelinessError):
    """A period is not written in a way that has one meaning."""


class NoLimitError(TimelinessError):
    """An assessment was completed on a day for which its indicator has no limit."""


class NotPublishedError(TimelinessError):
    """No published figure is held for what was asked; the message says why."""


class FormulaNotFollowedError(TimelinessError):
    """A formula holds what Excel alone can work out, so what it gives cannot be explained."""


class CalendarError(TimelinessError):
    """A date lies outside the years whose working days are known."""


class TemplateError(TimelinessError):
    """A template lacks something that the workbook needs."""


class InstallationError(TimelinessError):
    """A file that comes with the package is missing."""


class OutputError(TimelinessError):
    """A file could not be written; what stood there before still stands."""


class ReconciliationError(TimelinessError):
    """The rows read are not the rows used plus the rows left out, so no figure may be shown."""
