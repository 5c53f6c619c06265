"""What Timeliness itself makes for officers alone never passes, renamed or cut down."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.commands import AS_OF, Run
from tests.workbooks.test_placed import check
from timeliness.leak_check import check_package, leaks_in
from timeliness.shipped import shipped_file


@pytest.fixture
def made(run: Run, council: Path) -> Callable[..., Path]:
    """Make a workbook with a command and give it."""

    def _made(command: str, *options: str) -> Path:
        out = council.parent / command
        assert run(command, council, *options, *AS_OF, "--out", out)[0] == 0
        return next(path for path in out.glob("*.xlsx"))

    return _made


def as_sentences(book: openpyxl.Workbook) -> str:
    saved = io.BytesIO()
    book.save(saved)
    return "\n".join(leaks_in(saved.getvalue(), "sent.xlsx"))


def test_the_watch_list_is_known_by_its_name_its_tables_its_words_and_its_headings(
    made: Callable[..., Path],
) -> None:
    said = "\n".join(check_package(made("watch")))
    assert 'Sheet "Watch list" is for officers alone: it tells open assessments' in said
    assert 'The table "watch_list" is for officers alone' in said
    assert 'Sheet "Watch list" says itself that it is for use within the council' in said
    assert "column C: values stand under a heading for identifiers of children" in said


def values_only(sheet: Worksheet, rows: slice) -> openpyxl.Workbook:
    """Copy some rows as an officer pastes them elsewhere: values, without table or name."""
    book = openpyxl.Workbook()
    for row in list(sheet.iter_rows(values_only=True))[rows]:
        book.worksheets[0].append(row)
    return book


def row_of(sheet: Worksheet, text: str) -> int:
    rows = enumerate(sheet.iter_rows(values_only=True))
    return next(place for place, row in rows if text in row)


@pytest.mark.parametrize(
    ("title", "heading", "what"),
    [
        ("Watch list", "Urgency", "open assessments of single children"),
        ("Excluded rows", "What is wrong and what to do", "rows of the case lists"),
        ("Late ones", "Median working days late", "how late single assessments were"),
    ],
)
def test_a_table_pasted_elsewhere_with_one_row_is_known_by_its_headings(
    made: Callable[..., Path], title: str, heading: str, what: str
) -> None:
    sheet = openpyxl.load_workbook(made("build", "--month", "nov-2010"))[title]
    assert isinstance(sheet, Worksheet)
    first = row_of(sheet, heading)
    said = as_sentences(values_only(sheet, slice(first, first + 2)))
    assert f'Sheet "Sheet" is for officers alone: it tells {what}' in said


def test_a_month_s_workbook_with_every_list_taken_out_still_says_what_it_is(
    made: Callable[..., Path],
) -> None:
    path = made("build", "--month", "nov-2010")
    said = "\n".join(check_package(path))
    for title in ("Watch list", "Excluded rows", "Late ones"):
        assert f'Sheet "{title}" is for officers alone' in said
    assert 'The table "NI59_late_teams" is for officers alone' in said
    book = openpyxl.load_workbook(path)
    for title in ("Watch list", "Excluded rows", "Late ones"):
        del book[title]
    assert (
        as_sentences(book)
        == 'Sheet "Cover" says itself that it is for use within the council alone.'
    )


@pytest.mark.parametrize("renamed", ["Check", "Check (2)", "Looked at"])
def test_the_check_of_a_list_is_known(renamed: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(check(str)))
    book.worksheets[0].title = renamed
    said = as_sentences(book)
    assert f'Sheet "{renamed}" is for officers alone: it tells rows of the case lists' in said
    assert 'The table "check_excluded" is for officers alone' in said


def test_the_cases_of_the_performance_workbook_are_known() -> None:
    path = shipped_file("workbook_templates", "performance_workbook.xlsx")
    said = "\n".join(check_package(path))
    assert 'Sheet "Cases" is for officers alone: it tells the case list itself' in said
    assert 'The table "Cases" is for officers alone' in said


@pytest.mark.parametrize("name", ["watch_list2", "WATCH_LIST_1", "Cases13", "CF45_late_bands"])
def test_a_copied_table_is_known_by_the_name_that_excel_gives_it(name: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("A", "B"))
    sheet.append((1, 2))
    sheet.add_table(Table(displayName=name, ref="A1:B2"))
    assert f'The table "{name}" is for officers alone' in as_sentences(book)


def test_one_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    run: Run, council: Path, made: Callable[..., Path]
) -> None:
    clean, watched = made("share", "--month", "nov-2010"), made("watch")
    broken, absent = council.parent / "broken.xlsx", council.parent / "absent.xlsx"
    broken.write_bytes(b"no package")
    code, printed, errors = run("check-share", broken, watched, absent, clean)
    assert code == 1
    assert f"{watched.name}: should not leave:" in printed
    assert f"{clean.name}: nothing found." in printed
    assert "broken.xlsx is not a workbook or document that can be checked" in errors
    assert "absent.xlsx was not found" in errors
    assert "2 of 4 files could not be checked." in errors
    assert run("check-share", broken, clean)[0] == 1
    code, printed, errors = run("check-share", broken, absent)
    assert (code, printed) == (2, "")
    assert "2 of 2 files could not be checked." in errors


def test_nothing_found_is_not_said_without_what_was_not_looked_for(
    run: Run, made: Callable[..., Path]
) -> None:
    unsought = "Counts of 1 to 5 were not looked for"
    clean, watched = made("share", "--month", "nov-2010"), made("watch")
    code, printed, _ = run("check-share", clean, clean)
    assert code == 0
    assert printed.count(unsought) == 1
    assert unsought in run("check-share", clean, watched)[1]
    assert unsought not in run("check-share", watched)[1]
