"""A real spreadsheet program: formulas in LibreOffice's cells call the VBA, and it calls Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from workbook_templates.make_performance_workbook import make_workbook

from tests.excel_host.office.twin import build_twin, in_office, with_macros
from tests.support import by_hand
from tests.support.lists import HARROW
from tests.support.performance_workbooks import harrow_content
from tests.support.value2 import cells_in, serial
from timeliness.excel.user_settings import UserSettings, user_settings_bytes

FORMULAS = {
    "November's rate": '=NI59_RATE(Initial.A:F;"Nov 2010")',
    "November in time": '=NI59_IN_TIME(Initial.A1:F600;"Nov 2010")',
    "November completed": '=NI59_COMPLETED(Initial.A1:F600;"Nov 2010")',
    "the year to date": '=NI59_COMPLETED(Initial.A1:F600;"YTD Nov 2010")',
    "core in November": "=NI60_RATE(Core.A:F;Rates.E1)",
    "core that is needed": '=ROUND(RATE_NEEDED(Core.A1:F600;"NI60";"Nov 2010";0.83)*100;1)',
    "core at the year's end": '=ROUND(PROJECTED_YEAR_END(Core.A1:F600;"NI60";E1)*100;1)',
    "the status": '=TIMELINESS_STATUS(NI60_RATE(Core.A1:F600;"Nov 2010");0.83)',
    "working days": f"=WORKING_DAYS_TAKEN({serial(2010, 12, 20)};{serial(2011, 1, 6)})",
    "the due date": f"=WORKING_DAYS_DUE({serial(2010, 12, 20)};10)",
    "nothing completed": '=NI59_RATE(Initial.A1:F600;"Nov 2015")',
    "no list": "=NI59_RATE(Rates.Z90)",
    "the reason": '=TIMELINESS_EXPLAIN(Rates.Z90;"NI59")',
    "an explanation": '=TIMELINESS_EXPLAIN(Initial.A1:F600;"NI59";"Nov 2010")',
}


@dataclass(frozen=True)
class Seen:
    """What the cells showed, before and after a date in the list was changed."""

    ping: str
    before: dict[str, Any]
    after: dict[str, Any]
    table: list[list[Any]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("twin")
    build_twin(folder / "twin.xlsm")
    initial = cells_in(HARROW / "initial_assessments.xlsx")
    core = cells_in(HARROW / "core_assessments.xlsx")
    late = next(place for place, row in enumerate(initial) if is_late_in_november(row))
    formulas = [[formula] for formula in FORMULAS.values()]
    cells = f"A1:A{len(formulas)}"
    given = in_office(
        folder / "twin.xlsm",
        [
            ["run", "Bridge", "Ping"],
            ["write", "Initial", "A1", initial],
            ["write", "Core", "A1", core],
            # Whole columns are then cut to what is filled, and not to the sheet's used cells.
            ["write", "Core", "Z120000", [["a note far below the list"]]],
            ["write", "Rates", "E1", [[serial(2010, 11, 1)]]],
            ["write", "Rates", "A1", formulas],
            ["spread", "Rates", "G1:M13", '=TIMELINESS_TABLE(Core.A1:F600;"NI60";"2010-11")'],
            ["calculate"],
            ["read", "Rates", cells],
            ["read", "Rates", "G1:M13"],
            # New information on the day of its completion puts an assessment in time.
            ["write", "Initial", f"C{late + 1}", [[initial[late][4]]]],
            ["read", "Rates", cells],
        ],
        folder / "profile",
    )
    return Seen(
        ping=given[0],
        before=dict(zip(FORMULAS, (row[0] for row in given[8]), strict=True)),
        after=dict(zip(FORMULAS, (row[0] for row in given[-1]), strict=True)),
        table=given[9],
    )


def is_late_in_november(row: tuple[Any, ...]) -> bool:
    """Whether a row is an assessment of November 2010 that took more than 10 working days."""
    _, referral, new_information, _, end, _ = row
    start = new_information or referral
    if not (isinstance(start, float) and isinstance(end, float)):
        return False
    if not serial(2010, 11, 1) <= end <= serial(2010, 11, 30):
        return False
    first = date(1899, 12, 30)
    days = [first + timedelta(days=int(number)) for number in (start, end)]
    return by_hand.working_days(*days) > 10


def test_the_macros_run_at_all(seen: Seen) -> None:
    assert seen.ping == "ok"


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("November's rate", 55 / 59),
        ("November in time", 55),
        ("November completed", 59),
        ("the year to date", 475),
        ("core in November", 50 / 58),
        ("core that is needed", 92.6),
        ("core at the year's end", 80.1),
        ("the status", "Green"),
        ("working days", 10),
        ("the due date", serial(2011, 1, 6)),
        # LibreOffice shows the errors of VBA by their numbers; 2042 is #N/A, 2015 #VALUE!.
        ("nothing completed", "Error 2042"),
        ("no list", "Error 2015"),
    ],
)
def test_a_cell_shows_what_python_answers(what: str, value: Any, seen: Seen) -> None:
    expected = pytest.approx(value) if isinstance(value, float) else value
    assert seen.before[what] == expected


def test_the_reason_is_one_formula_away(seen: Seen) -> None:
    assert "empty" in seen.before["the reason"]
    assert "55 of 59 assessments completed in November 2010" in seen.before["an explanation"]


def test_a_table_fills_its_cells(seen: Seen) -> None:
    assert seen.table[0][0] == "Month"
    assert seen.table[8][:3] == ["Nov 2010", 50.0, 58.0]
    assert seen.table[9][1] == "Error 2042"


def test_a_changed_cell_changes_the_figures_that_rest_on_it_and_no_other(seen: Seen) -> None:
    changed = {what for what, value in seen.after.items() if value != seen.before[what]}
    assert changed == {"November's rate", "November in time", "an explanation"}
    assert seen.after["November in time"] == 56
    assert seen.after["November's rate"] == pytest.approx(56 / 59)


def test_the_settings_file_of_the_profile_is_read_in_every_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreter = r"C:\Users\Zoë Łukasz\Timeliness\Scripts\pythonw.exe"
    library = r"C:\Users\Zoë Łukasz\Timeliness\xlwings64-0.37.8.dll"
    monkeypatch.setenv("APPDATA", str(tmp_path / "profile"))
    # A separator of Windows is a letter here, so that the file's name holds all of its path.
    (tmp_path / r"profile\Timeliness\timeliness.conf").write_bytes(
        user_settings_bytes(UserSettings(interpreter, library))
    )
    build_twin(tmp_path / "twin.xlsm")
    steps = [["run", "UserSettings", "SettingOf", key] for key in ("interpreter", "dll", "council")]
    given = in_office(tmp_path / "twin.xlsm", steps, tmp_path / "office")
    assert given == [interpreter, library, ""]


def test_the_performance_workbooks_formulas_agree_with_excels_own_in_its_cells(
    tmp_path: Path,
) -> None:
    path = tmp_path / "performance.xlsm"
    with_macros(make_workbook(harrow_content()), path)
    *_, cells = in_office(path, [["calculate"], ["read", "Rates", "A1:G55"]], tmp_path / "office")
    head = next(number for number, row in enumerate(cells) if row[5] == "Agreement")
    figures = [row for row in cells[head + 1 :] if row[0]]
    assert len(figures) == 38
    # LibreOffice shows the #N/A of a macro as a text and hands a macro no errors, so that only
    # what is no error can be compared in its cells; errors are proven in the VBA runtime.
    compared = [row for row in figures if row[4] is not None]
    assert len(compared) == 31
    assert {row[5] for row in compared} == {"agrees"}
    assert {row[3] for row in figures if row[4] is None} == {"Error 2042", "No numeric target"}
    november = {(row[0], row[1]): row[3] for row in figures if row[2] == "the month"}
    assert november["NI 59", "Rate"] == pytest.approx(55 / 59)
    assert november["NI 60", "Completed"] == 58
