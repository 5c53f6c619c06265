"""A cell of the settings sheet as the value that a council.toml would hold."""

from __future__ import annotations

from datetime import date
from pathlib import PureWindowsPath

from timeliness.case_list import Block
from timeliness.case_list.dates import DateProblem, is_error, read_dates
from timeliness.case_list.headings import kind_names
from timeliness.case_list.names import as_name
from timeliness.errors import PeriodError
from timeliness.indicators import published_definitions
from timeliness.periods import Period, read_month
from timeliness.settings_sheet.labels import SheetSetting, indicator_called
from timeliness.targets import target_in_cell


def converted(setting: SheetSetting, value: object, block: Block) -> object:
    """Turn a cell into what a council.toml would hold.

    Raises:
        ValueError: it cannot be what the setting wants.
        SettingsError: it is no indicator.
    """
    if isinstance(value, str):
        value = " ".join(value.split())
    # A file holds an error as its text; Excel hands over a number, which is no name and no figure.
    if is_error(value) or (isinstance(value, str) and value.startswith("#")):
        raise ValueError("the cell holds an Excel error: mend its formula or write the value")
    match setting.key:
        case ("month",):
            return _month(value if isinstance(value, str) else day_in(value, block), setting.wanted)
        case ("targets", _, _):
            if not isinstance(value, (int, float, str)) or isinstance(value, bool):
                raise ValueError(setting.wanted)
            return target_in_cell(value)
        case ("counting", "amber_within"):
            return _points(value)
        case ("counting", "indicators"):
            return indicator_called(str(value)).code
        case ("council", "code"):
            return value
        case ("output", "folder"):
            return _folder_beside(_text(value))
        case (_, "type"):
            kind = kind_names(published_definitions()).of_cell(value)
            if kind is None:
                raise ValueError(setting.wanted)
            return kind
        case _ if setting.choices:
            return _text(value).casefold()
    return _text(value)


def _text(value: object) -> str:
    """Take a cell as text: a sheet may be called 2010, which a cell holds as a number."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return as_name(value)
    raise ValueError("write it as text")


def _month(written: str | date, wanted: str) -> Period:
    """Take a month; what is none is not repeated, because it may be anybody's name."""
    try:
        return read_month(written)
    except PeriodError:
        raise ValueError(wanted) from None


def _points(value: object) -> object:
    """Take percentage points; 5% typed for 5 points would be a twentieth of one point."""
    if isinstance(value, (int, float)) and 0 < value < 0.5:
        raise ValueError("write 5 for five percentage points, without the sign %")
    return value


def _folder_beside(text: str) -> str:
    """Take a folder below the workbook's own.

    Raises:
        ValueError: it lies elsewhere, where whoever sent the workbook might want the reports.
    """
    path = PureWindowsPath(text)
    if path.anchor or ".." in path.parts:
        raise ValueError(
            "a settings sheet can only name a folder beside its workbook, such as reports; a "
            "folder elsewhere is set in council.toml"
        )
    return path.as_posix()


def day_in(value: object, block: Block) -> date:
    """Take a cell that Excel shows as a date.

    Raises:
        ValueError: it is none.
    """
    column = read_dates([value], block.date_system)
    if isinstance(value, bool) or column.problems[0] != DateProblem.NONE:
        raise ValueError("the cell holds no date of 2005 to 2040")
    found: date = column.days[0].item()
    return found
