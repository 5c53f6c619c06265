"""A file that cannot be read ends in one sentence that names it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
import python_calamine

from tests.support.damaged_files import DAMAGED, LOCKED
from tests.support.rendering import convert
from tests.support.written_lists import END, ends, write_workbook
from timeliness.case_list import CaseListFile, ListOptions, read_case_list
from timeliness.case_list import files as reading
from timeliness.errors import UnusableInputError


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_ends_in_one_sentence_that_names_it(tmp_path: Path, name: str) -> None:
    make, said = DAMAGED[name]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(UnusableInputError, match=said) as error:
        read_case_list([CaseListFile(path, options=ListOptions(assumed_kind="initial"))])
    assert name in str(error.value)
    assert str(error.value).endswith(".")


def test_an_old_workbook_that_calamine_finds_locked_is_said_to_be_locked(tmp_path: Path) -> None:
    path = convert(write_workbook(tmp_path / "list.xlsx"), tmp_path, "xls")
    content = bytearray(path.read_bytes())
    begins = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    content[begins + 20 : begins + 22] = LOCKED[:2]
    path.write_bytes(content)
    with pytest.raises(python_calamine.PasswordError):
        python_calamine.load_workbook(path)
    with pytest.raises(UnusableInputError) as error:
        ends(path)
    assert str(error.value) == (
        "list.xls is protected with a password, so it cannot be read: save a copy without the "
        "password in a safe place, and remove it afterwards."
    )


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (
            PermissionError(13, "Permission denied"),
            (
                "may not be read: close it if it is open elsewhere, and check that you have "
                "access to it."
            ),
        ),
        (
            OSError(5, "Input/output error"),
            "could not be read (Input/output error): check the drive and try again.",
        ),
        (
            OSError(),
            "could not be read (the drive did not answer): check the drive and try again.",
        ),
    ],
)
def test_a_file_that_may_not_be_read_or_whose_drive_fails_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError, said: str
) -> None:
    path = write_workbook(tmp_path / "list.xlsx")

    def failing(_: Path) -> bytes:
        raise trouble

    monkeypatch.setattr(Path, "read_bytes", failing)
    with pytest.raises(UnusableInputError) as error:
        read_case_list([CaseListFile(path)])
    assert str(error.value) == f"list.xlsx {said}"


class PanicException(BaseException):
    """What the compiled reader raises where it gives up; it is no Exception."""


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (MemoryError, "is too large for this machine's memory: export a shorter period."),
        (
            PanicException,
            (
                "is damaged or is not a workbook: open it in Excel and save it again, or export "
                "it again."
            ),
        ),
    ],
)
def test_a_reader_that_gives_up_is_told_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: type[BaseException],
    said: str,
) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    give_up_with(trouble, monkeypatch)
    with pytest.raises(UnusableInputError) as error:
        ends(path)
    assert str(error.value) == f"list.xlsx {said}"


def test_an_interrupt_while_a_workbook_is_read_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    give_up_with(KeyboardInterrupt, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        ends(path)


def give_up_with(trouble: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(python_calamine, "load_workbook", reader)


@pytest.mark.parametrize("sweeps", [True, False])
def test_whether_python_frees_memory_is_after_reading_as_it_was_before(
    tmp_path: Path, sweeps: bool
) -> None:
    path, before = write_workbook(tmp_path / "list.xlsx"), gc.isenabled()
    try:
        (gc.enable if sweeps else gc.disable)()
        assert ends(path) == [END, None]
        with pytest.raises(UnusableInputError):
            ends(tmp_path / "none.xlsx")
        assert gc.isenabled() == sweeps
    finally:
        (gc.enable if before else gc.disable)()


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="was not found"):
        read_case_list([CaseListFile(tmp_path / "none.xlsx")])
    with pytest.raises(UnusableInputError, match="is a folder"):
        read_case_list([CaseListFile(tmp_path)])


def test_a_sheet_that_is_not_there_is_named_beside_those_that_are(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx")
    with pytest.raises(UnusableInputError, match='no sheet "Cases": it has "Data"'):
        read_case_list([CaseListFile(path, sheets=("Cases",))])


def test_sheets_of_a_text_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Type,Start date,End date\nIA,01/11/2010,02/11/2010\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match="has no sheets or tables"):
        read_case_list([CaseListFile(path, sheets=("Cases",))])


def test_a_file_beyond_the_limit_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(UnusableInputError, match="Export a shorter period"):
        read_case_list([CaseListFile(write_workbook(tmp_path / "list.xlsx"))])
