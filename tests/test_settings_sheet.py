from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from timeliness.case_list import Block
from timeliness.case_list.dates import DateSystem
from timeliness.case_list.headings import Field, Role
from timeliness.errors import SettingsError
from timeliness.periods import read_period
from timeliness.settings import Placement, Settings, read_council
from timeliness.settings_sheet import (
    SHEET_SETTINGS,
    SheetSettings,
    heading_label,
    read_settings_sheet,
    target_label,
)
from timeliness.targets import Target
from timeliness.working_days import Convention

FOLDER = Path("reports of the council")

ERROR = -2_146_826_265
"""#REF! as Excel hands it over."""


def sheet(*rows: list[Any], **place: Any) -> Block:
    headings = ["Setting", "Value", "What it does"]
    return Block([["Settings"], [], headings, *rows], file="Work.xlsx", sheet="Settings", **place)


def read(*rows: list[Any], days_off: Block | None = None, **place: Any) -> SheetSettings:
    block = sheet(["Council", "Anywhere"], *rows, **place)
    return read_settings_sheet(block, FOLDER, block.place, days_off=days_off)


def days_off(*rows: list[Any]) -> Block:
    return Block([["Date", "Day", "Name", "Kind"], *rows], file="Work.xlsx", sheet="Bank holidays")


def refusal(*rows: list[Any], **others: Any) -> str:
    with pytest.raises(SettingsError) as error:
        read(*rows, **others)
    return str(error.value)


def test_the_councils_name_alone_is_enough_and_the_case_list_is_the_workbooks_own() -> None:
    found = read()
    (cases,) = found.council.case_list_files
    assert cases.path == FOLDER / "Work.xlsx"
    assert cases.sheets == ("Cases",)
    assert found.month is None
    assert found.placement is Placement.THIS_WORKBOOK
    assert found.council.calendar.convention is Convention.DAY_0


def test_every_setting_of_the_sheet_reaches_its_place() -> None:
    found = read(
        ["Council code", 310.0],
        ["Team", "Performance"],
        ["Report month", 40483.0],
        ["Case list sheet", "IA"],
        ["Case list sheet", 2010.0],
        ["Case list sheet", 20101130.0],
        ["Type of assessment", "C&F"],
        ["Start counts as", "Day 1"],
        ["Amber within", 2.5],
        ["Indicator", "NI 59"],
        ["indicator", "C&F 45"],
        ["Reports folder", "out\\2010"],
        ["Build summary puts its sheets in", "A new workbook"],
        ["Neighbours' set", "May 2025"],
        ["Neighbour", "Barnet"],
        ["Neighbour", "Ealing"],
        [target_label("NI 59", "2010-11"), "as high as possible"],
        [target_label("NI 60", "2010/11"), 0.83],
        [heading_label(Role(Field.END)), "Signed off"],
        [heading_label(Role(Field.END, "core")), "Core signed off"],
        days_off=days_off(
            [date(2010, 12, 27), "Monday", "Christmas Day", "Bank holiday"],
            [date(2010, 12, 29), "Wednesday", "Office closed", "Closure day"],
        ),
    )
    settings = found.council.settings
    assert (settings.council.code, settings.council.team) == (310, "Performance")
    assert found.month == read_period("Nov 2010")
    assert found.placement is Placement.NEW_WORKBOOK
    (cases,) = found.council.case_list_files
    assert cases.sheets == ("IA", "2010", "20101130")
    assert cases.options.kind == "single"
    assert cases.options.columns == {"end": "Signed off", "core.end": "Core signed off"}
    assert found.council.output_folder == FOLDER / "out" / "2010"
    assert found.council.amber_within == Fraction(25, 1000)
    assert settings.counting.indicators == ("NI59", "CF45")
    assert settings.counting.closures == (date(2010, 12, 29),)
    assert found.council.calendar.convention is Convention.DAY_1
    (neighbours,) = settings.neighbours
    assert neighbours.councils == ("Barnet", "Ealing")
    month = read_period("Nov 2010")
    assert found.council.target("NI59", month) == Target(None, "as high as possible")
    assert found.council.target("NI60", month) == Target(Fraction(83, 100), "83%")


def test_a_sheet_and_a_file_that_say_the_same_give_the_same_settings(tmp_path: Path) -> None:
    path = tmp_path / "council.toml"
    path.write_text(
        """
        [council]
        name = "Anywhere"
        code = 310
        [[case_lists]]
        file = "Work.xlsx"
        sheets = ["Cases"]
        columns = { end = "Signed off" }
        [output]
        placement = "a new workbook"
        [counting]
        amber_within = 3
        closures = [2010-12-29]
        [targets."2010-11"]
        NI60 = 83
        """,
        encoding="utf-8",
    )
    block = sheet(
        ["Council", "Anywhere"],
        ["Council code", 310.0],
        ["Heading of the completion date", "Signed off"],
        ["Build summary puts its sheets in", "a new workbook"],
        ["Amber within", 3],
        ["Target for NI 60 in 2010-11", "83%"],
    )
    closure = days_off([40541.0, "", "", "closure day"])
    found = read_settings_sheet(block, tmp_path, block.place, days_off=closure)
    assert found.council.settings == read_council(path).settings


@pytest.mark.parametrize(
    ("written", "share"),
    [
        (0.83, "83%"),
        (83, "83%"),
        ("83%", "83%"),
        ("83", "83%"),
        ("82.5 %", "82.5%"),
        (1, "100%"),
        (0.825, "82.5%"),
    ],
)
def test_a_target_may_be_written_as_excel_keeps_it_or_as_people_say_it(
    written: float | str, share: str
) -> None:
    found = read(["Target for NI 60 in 2010-11", written])
    target = found.council.target("NI60", read_period("Nov 2010"))
    assert target.words == share
    assert target.share == Fraction(share.rstrip("%")) / 100


@pytest.mark.parametrize(
    "month", [40483.0, date(2010, 11, 30), "Nov 2010", " November\N{NO-BREAK SPACE}2010 "]
)
def test_the_report_month_may_be_a_date_or_text(month: object) -> None:
    assert read(["Report month", month]).month == read_period("Nov 2010")


def test_dates_follow_the_workbooks_own_date_system() -> None:
    found = read(["Report month", 40483.0 - 1462], date_system=DateSystem.FROM_1904)
    assert found.month == read_period("Nov 2010")


def test_empty_values_and_rows_without_a_label_say_nothing() -> None:
    found = read(["Council code", None], ["Neighbour", ""], [None, "a note"], ["Team"], [])
    assert found.council.settings == read().council.settings


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Council code", 12], 'row 5, "Council code": write the Department\'s number'),
        (["Council code", "Harrow"], 'row 5, "Council code": write the Department\'s number'),
        (["Amber within", "five"], 'row 5, "Amber within": write a number of percentage points'),
        (["Amber within", 0.05], "write 5 for five percentage points"),
        (["Amber within", -1], 'row 5, "Amber within": write a number of percentage points'),
        (["Start counts as", "day 2"], 'row 5, "Start counts as": choose "day 0" or "day 1"'),
        (["Type of assessment", "Section 47"], "choose a type from the list"),
        (["Report month", "2010-11"], 'row 5, "Report month": write a month, such as "Nov 2010"'),
        (["Report month", "Jane Secret"], 'row 5, "Report month": write a month, such as'),
        (["Indicator", "Jane Secret"], 'row 5, "Indicator": no indicator has this code: there'),
        (["Target for Jane in 2010-11", 80], "row 5: no indicator has this code: there are NI59"),
        (["Report month", 7.0], "the cell holds no date of 2005 to 2040"),
        (["Report month", True], "the cell holds no date of 2005 to 2040"),
        (["Team", True], 'row 5, "Team": write it as text'),
        (["Team", "#REF!"], 'row 5, "Team": the cell holds an Excel error'),
        (["Indicator", "NI 61"], 'row 5, "Indicator": no indicator has this code'),
        (["Target for NI 61 in 2010-11", 80], "row 5: no indicator has this code"),
        (["Target for NI 60 in 2010", 80], 'row 5, "Target for NI 60 in 2010": "2010" is not'),
        (["Target for NI 60 in 2010-11", 101], "write a target in per cent from 1 to 100"),
        (["Target for NI 60 in 2010-11", True], "write a percentage, such as 83%"),
        (["Target for NI 60 in 2010-11", date(2010, 1, 1)], "write a percentage, such as 83%"),
        (["Council", "Elsewhere"], 'row 5, "Council": this is set in row 4 already'),
        (["Amber witin", 5], 'row 5: there is no such setting: "Amber within" is meant perhaps'),
        (["Jane Secret", 5], "row 5: there is no such setting: correct the label"),
        (["Neighbour", "Barnet"], 'the setting "Neighbours\' set": write the name of the set'),
        (["Neighbours' set", "May 2025"], 'the setting "Neighbour": write the name of a council'),
    ],
)
def test_a_wrong_row_gets_one_sentence_with_its_number_and_label(row: list[Any], said: str) -> None:
    message = refusal(row)
    assert message.startswith('Work.xlsx, sheet "Settings"')
    assert said in message
    assert message.endswith((".", ")."))
    assert "Jane" not in message


def test_a_sheet_without_a_council_is_asked_for_its_name_and_not_for_a_key() -> None:
    block = sheet(["Team", "Performance"])
    with pytest.raises(SettingsError) as error:
        read_settings_sheet(block, FOLDER, block.place, days_off=None)
    assert str(error.value) == (
        'Work.xlsx, sheet "Settings", the setting "Council": write the council\'s name.'
    )


@pytest.mark.parametrize(
    "folder",
    ["C:\\reports", "\\\\elsewhere\\share", "//elsewhere/share", "/etc", "..", "a\\..\\.."],
)
def test_a_sheet_that_came_by_mail_cannot_send_the_reports_elsewhere(folder: str) -> None:
    assert "can only name a folder beside its workbook" in refusal(["Reports folder", folder])


@pytest.mark.parametrize(
    "label",
    ["Interpreter", "Python", "PYTHONPATH", "Add-in", "Template", "UDF Modules", "Use UDF Server"],
)
def test_no_row_can_say_what_runs(label: str) -> None:
    assert "no such setting" in refusal([label, "C:\\evil\\python.exe"])


def test_every_key_that_a_row_can_set_is_a_key_of_the_settings_and_none_names_a_program() -> None:
    tables = {name: name for name in ("council", "counting", "output")}
    known = {
        f"{table}.{key}"
        for name, table in (tables | {"neighbours": "neighbours.1"}).items()
        for key in Settings.model_json_schema()["$defs"][f"{name.title()}Table"]["properties"]
    }
    keys = {".".join(setting.key) for setting in SHEET_SETTINGS}
    assert keys - known == {"case_lists.1.sheets", "case_lists.1.type", "month"}
    assert known - keys == {"counting.closures", "output.template", "neighbours.1.file"}


def test_a_sheet_without_its_headings_or_a_council_is_refused() -> None:
    block = Block([["Council", "Anywhere"]], file="Work.xlsx", sheet="Settings")
    with pytest.raises(SettingsError, match='no row with the headings "Setting" and "Value"'):
        read_settings_sheet(block, FOLDER, block.place, days_off=None)
    empty = sheet(["Team", "Performance"])
    with pytest.raises(SettingsError, match='the setting "Council": write the council'):
        read_settings_sheet(empty, FOLDER, empty.place, days_off=None)


@pytest.mark.parametrize("cell", [None, "Christmas Eve", 3])
def test_a_closure_day_without_a_date_is_named_by_its_row(cell: object) -> None:
    message = refusal(days_off=days_off([cell, "", "Office closed", "Closure day"]))
    assert message.startswith('Work.xlsx, sheet "Bank holidays", row 2: ')
    assert message.endswith("write it as dd/mm/yyyy.")


@pytest.mark.parametrize("kind", [None, "", "Closed", "Closure days", "Bank holiday", ERROR])
def test_a_day_off_that_is_neither_bank_holiday_nor_closure_day_is_named(kind: object) -> None:
    days = days_off(
        [date(2010, 12, 27), "Monday", "Christmas Day", "Bank holiday"],
        [40490.0, "Monday", "The office moves", kind],
    )
    assert refusal(days_off=days) == (
        'Work.xlsx, sheet "Bank holidays", row 3: 08 Nov 2010 is no bank holiday that is known: '
        'write "Closure day" under "Kind", so that it is no working day, or delete the row.'
    )


def test_a_note_or_a_weekend_among_the_bank_holidays_changes_nothing() -> None:
    days = days_off(
        ["Our own notes", None, None, None],
        [None, None, "Nothing yet", None],
        [date(2010, 12, 25), "Saturday", "Christmas Day", "Bank holiday"],
        [date(2010, 11, 6), "Saturday", "Open day", None],
    )
    assert read(days_off=days).council.calendar.closures == frozenset()


@pytest.mark.parametrize(
    "label",
    [
        "Council",
        "Council code",
        "Team",
        "Report month",
        "Case list sheet",
        "Type of assessment",
        "Start counts as",
        "Amber within",
        "Indicator",
        "Reports folder",
        "Build summary puts its sheets in",
        "Neighbours' set",
        "Neighbour",
        target_label("NI 60", "2010-11"),
        heading_label(Role(Field.TEAM)),
    ],
)
def test_an_error_that_excel_hands_over_is_no_value_of_any_setting(label: str) -> None:
    block = sheet([label, ERROR])
    with pytest.raises(SettingsError) as error:
        read_settings_sheet(block, FOLDER, block.place, days_off=None)
    assert str(error.value) == (
        f'Work.xlsx, sheet "Settings", row 4, "{label}": the cell holds an Excel error: mend its '
        "formula or write the value."
    )
