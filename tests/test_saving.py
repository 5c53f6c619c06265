import errno
import os
from pathlib import Path

import pytest

from timeliness.errors import OutputError
from timeliness.saving import VERSIONS_FOLDER, keep_version, sole_writer, write_file


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_into_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "month.xlsx"
    write_file(path, b"one")
    write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert leftovers(path.parent) == ["month.xlsx"]


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "close it if it is open"),
        (errno.EIO, "could not be written"),
    ],
)
def test_the_previous_file_survives_a_failure_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    path = tmp_path / "month.xlsx"
    path.write_bytes(b"before")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as failing:
        failing.setattr(os if step == "fsync" else Path, step, fail)
        with pytest.raises(OutputError, match=said) as error:
            write_file(path, b"after")
    assert "unchanged" in str(error.value)
    assert path.read_bytes() == b"before"
    assert leftovers(tmp_path) == ["month.xlsx"]


def test_a_workbook_that_is_open_in_excel_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "month.xlsx"
    path.write_bytes(b"before")
    (tmp_path / "~$month.xlsx").write_bytes(b"")
    with pytest.raises(OutputError, match="is open in Excel: close it"):
        write_file(path, b"after")
    assert path.read_bytes() == b"before"


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_bytes(b"")
    with pytest.raises(OutputError, match="is not a folder"):
        write_file(tmp_path / "reports" / "month.xlsx", b"after")


def test_a_name_that_the_disk_does_not_take_is_told_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    name = "m" * 300 + ".xlsx"
    with pytest.raises(OutputError) as error:
        write_file(tmp_path / name, b"after")
    assert str(error.value) == (
        f"{name} has a longer name or path than the disk takes: choose a shorter name, or a folder "
        "inside fewer others. What was there before is unchanged."
    )
    assert leftovers(tmp_path) == []


def test_a_copy_that_a_stopped_run_kept_pushes_no_older_one_out(tmp_path: Path) -> None:
    path = tmp_path / "month.xlsx"
    for content in (b"one", b"two"):
        path.write_bytes(content)
        keep_version(path)
    keep_version(path)
    folder = tmp_path / VERSIONS_FOLDER
    assert leftovers(folder) == ["month version 1.xlsx", "month version 2.xlsx"]
    assert (folder / "month version 1.xlsx").read_bytes() == b"two"
    assert (folder / "month version 2.xlsx").read_bytes() == b"one"


@pytest.mark.parametrize("place", [".", VERSIONS_FOLDER, "Barnet/earlier versions"])
def test_a_run_that_clears_a_folder_leaves_what_is_being_written_in_it_and_below(
    tmp_path: Path, place: str
) -> None:
    path = tmp_path / place / "report.docx"

    def clear(_: bytes) -> None:
        with sole_writer(tmp_path):
            pass

    write_file(path, b"whole", check=clear)
    assert path.read_bytes() == b"whole"


def test_a_run_clears_no_folder_of_another_one_below_its_own(tmp_path: Path) -> None:
    others = tmp_path / "Barnet" / VERSIONS_FOLDER
    others.mkdir(parents=True)
    (others / ".timeliness-abc.tmp").write_bytes(b"half")
    with sole_writer(tmp_path):
        pass
    assert leftovers(others) == [".timeliness-abc.tmp"]


def test_a_rest_that_cannot_be_taken_away_stops_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".timeliness-abc.tmp").write_bytes(b"half")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "it is open elsewhere")

    monkeypatch.setattr(Path, "unlink", refuse)
    with sole_writer(tmp_path):
        write_file(tmp_path / "month.xlsx", b"whole")
    assert (tmp_path / "month.xlsx").read_bytes() == b"whole"
