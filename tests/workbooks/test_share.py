"""The share copy: counts alone, whole and valid, and nothing in it that should not leave."""

from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.commands import code_of
from tests.support.editing import parts_of
from tests.support.harrow import november
from tests.support.lists import HARROW
from tests.support.package_checks import problems_of, schema_problems_of
from tests.support.workbooks import sheet_of
from timeliness.targets import Target
from timeliness.workbooks.share import share_copy


def share(folder: Path, *options: str) -> Path:
    where = ("--month", "nov-2010", "--as-of", "2010-12-06", "--out", folder)
    assert code_of("share", HARROW / "council.toml", *where, *options) == 0
    (path,) = folder.glob("*.xlsx")
    return path


def cells(path: Path) -> list[Cell | MergedCell]:
    return [
        cell
        for sheet in openpyxl.load_workbook(path).worksheets
        if isinstance(sheet, Worksheet)
        for row in sheet.iter_rows()
        for cell in row
    ]


def values(path: Path) -> list[object]:
    return [cell.value for cell in cells(path)]


def test_the_share_copy_says_how_working_days_were_counted(tmp_path: Path) -> None:
    assert november().convention in " ".join(map(str, values(share(tmp_path))))


def test_the_share_copy_is_valid_and_holds_the_published_figures(tmp_path: Path) -> None:
    path = share(tmp_path)
    assert problems_of(path) == []
    assert schema_problems_of(path) == []
    found = values(path)
    assert 55 / 59 in found
    assert 206 / 275 in found


def test_the_share_copy_passes_the_leak_check_and_the_working_workbook_does_not_hide_in_it(
    tmp_path: Path,
) -> None:
    path = share(tmp_path)
    assert code_of("check-share", path) == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Cover",
        "Contents",
        "Month",
        "Year so far",
        "NI 59",
        "NI 60",
        "NI 59 teams",
        "NI 60 teams",
        "NI 59 benchmarks",
        "NI 59 benchmark years",
        "NI 60 benchmarks",
        "NI 60 benchmark years",
        "Notes",
    ]
    lists = [HARROW / f"{name}_assessments.xlsx" for name in ("initial", "core")]
    children = {
        str(row[0])
        for one in lists
        for row in openpyxl.load_workbook(one).worksheets[0].iter_rows(min_row=5, values_only=True)
        if row[0] is not None and str(row[0]).isdigit()
    }
    assert len(children) > 500
    assert children.isdisjoint({str(value) for value in values(path)})


def test_a_target_of_nought_has_its_line_in_the_chart_as_any_other_target_has() -> None:
    summary = november()
    zero, none = (
        share_copy(
            replace(
                summary,
                indicators=tuple(replace(one, target=target) for one in summary.indicators),
            )
        )
        for target in (Target.of(0), Target.of(None))
    )
    for content, lines in ((zero, 3), (none, 2)):
        (chart,) = vars(sheet_of(content, "NI 59"))["_charts"]
        assert len(chart.ser) == lines
        drawings = b"".join(part for name, part in parts_of(content).items() if "drawing" in name)
        assert (b"with the year to date and the target" in drawings) is (lines == 3)


def small_counts(path: Path) -> list[int]:
    """Give the whole numbers from 1 to 5 that are counts and no percentage points."""
    return [
        cell.value
        for cell in cells(path)
        if isinstance(cell.value, int) and 1 <= cell.value <= 5 and cell.style != "Points"
    ]


def test_small_numbers_are_hidden_on_request(tmp_path: Path) -> None:
    assert "[c]" not in values(share(tmp_path / "shown"))
    hidden = share(tmp_path / "hidden", "--hide-small")
    assert "[c]" in values(hidden)
    assert small_counts(hidden) == []
    assert problems_of(hidden) == []
