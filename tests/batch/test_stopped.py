"""A run that is stopped or killed leaves whole files, and the next one goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.batch.small_council import (
    ROWS,
    build,
    in_a_child,
    outcomes,
    outputs,
    workbooks,
    write_rows,
)
from tests.support.commands import code_of
from timeliness import reporting, writers
from timeliness.errors import OutputError
from timeliness.manifest import FOLDER
from timeliness.outcomes import Outcome
from timeliness.reporting import PreparedMonth
from timeliness.saving import VERSIONS_FOLDER, sole_writer
from timeliness.workbooks.verifying import check_monthly_workbook
from timeliness.writers import other_writers


def test_a_stopped_run_leaves_whole_months_and_the_next_one_goes_on_where_it_was(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = reporting.write_month

    def write(prepared: PreparedMonth) -> None:
        if prepared.summary.month.label == "May 2010":
            raise KeyboardInterrupt
        real(prepared)

    arguments = ("build", small, "--all", "--as-of", "2010-07-01", "--jobs", "1")
    monkeypatch.setattr(writers, "write_month", write)
    assert code_of(*arguments) == 2
    assert capsys.readouterr().err == "Stopped; nothing was left half written.\n"
    assert list(workbooks(small)) == ["Smallshire timeliness 2010-11 01 Apr.xlsx"]
    monkeypatch.undo()
    assert outcomes(build(small)) == ["unchanged", "built", "built"]


def test_two_runs_do_not_write_into_one_folder_at_once(tmp_path: Path) -> None:
    with (
        sole_writer(tmp_path),
        pytest.raises(OutputError, match="Another run is writing"),
        sole_writer(tmp_path),
    ):
        pass
    with sole_writer(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_stopped_run_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    for place in (tmp_path, tmp_path / FOLDER):
        (place / ".timeliness-abc.tmp").write_bytes(b"half")
    with sole_writer(tmp_path):
        pass
    assert not list(tmp_path.rglob("*.tmp"))


def test_the_key_that_stops_a_run_is_answered_by_the_process_that_was_started() -> None:
    with other_writers(2) as others:
        assert others is not None
        process = others.pool.submit(os.getpid).result()
        os.kill(process, signal.SIGINT)
        assert others.pool.submit(os.getpid).result() == process


def test_a_stopped_run_does_not_wait_for_months_that_are_not_begun() -> None:
    waiting: list[Future[int]] = []
    with suppress(KeyboardInterrupt), other_writers(2) as others:
        assert others is not None
        waiting += [others.pool.submit(os.getpid) for _ in range(50)]
        raise KeyboardInterrupt
    assert waiting[-1].cancelled()


def undisturbed(small: Path, folder: Path, day: date) -> dict[str, bytes]:
    """Build the same council elsewhere, never disturbed; check and give what it has then."""
    shutil.copytree(small.parent, folder, ignore=shutil.ignore_patterns("reports"))
    for result in build(folder / small.name, as_of=day):
        assert result.path is not None
        assert result.summary is not None
        check_monthly_workbook(result.path.read_bytes(), result.summary)
    return outputs(folder / "reports")


def neither_old_nor_new(
    now: dict[str, bytes], before: dict[str, bytes], new: dict[str, bytes]
) -> list[str]:
    """Name the files that are neither as they were nor as an undisturbed run makes them.

    A copy of an earlier version is whole where it is one of the copies or workbooks of before.
    """
    earlier = {content for name, content in before.items() if name.endswith(".xlsx")}
    wrong = [name for name in before if name not in now and VERSIONS_FOLDER not in name]
    for name, content in now.items():
        if name.startswith(VERSIONS_FOLDER):
            whole = content in earlier
        else:
            whole = content in (before.get(name), new[name])
        wrong += [] if whole else [name]
    return wrong


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of a process is made on Unix only")
def test_killed_at_200_moments_every_file_is_the_old_or_the_new_one_and_the_next_run_completes(
    small: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_rows(small.parent, [ROWS[0], ROWS[2]])
    chance = random.Random(15841)
    days = [date(2010, 7, day) for day in range(1, 28)]
    elsewhere = tmp_path_factory.mktemp("undisturbed")
    new = {day: undisturbed(small, elsewhere / str(day), day) for day in days}
    reports = small.parent / "reports"
    ends = Counter[str]()
    build(small)
    started = time.perf_counter()
    os.waitpid(in_a_child(partial(build, small, as_of=days[-1])), 0)
    longest = time.perf_counter() - started
    for number in range(200):
        day = days[(number + 1) % len(days)]
        before = outputs(reports)
        child = in_a_child(partial(build, small, as_of=day))
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = outputs(reports)
        assert neither_old_nor_new(now, before, new[day]) == [], f"after kill {number}"
        made = sum(now[name] == content for name, content in new[day].items())
        ends["all" if made == len(new[day]) else "some" if made else "none"] += 1
    # Kills fell between the writing of one file and of the next, or they would prove little.
    assert ends["some"] > 0, ends
    results = build(small, as_of=date(2010, 7, 28))
    assert all(result.outcome is not Outcome.FAILED for result in results)
    assert not list(small.parent.rglob(".timeliness-*"))
    assert outcomes(build(small, as_of=date(2010, 7, 28))) == ["unchanged"] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of a process is made on Unix only")
def test_killed_with_its_writing_processes_a_run_leaves_none_of_them_behind(small: Path) -> None:
    command = [sys.executable, "-m", "timeliness", "build", str(small), "--all", "--jobs", "2"]
    before = writing_processes()
    with subprocess.Popen(
        [*command, "--as-of", "2010-07-01"], stdout=subprocess.DEVNULL
    ) as running:
        deadline = time.monotonic() + 60
        while not writing_processes() - before and running.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        running.kill()
    deadline = time.monotonic() + 60
    while writing_processes() - before:
        assert time.monotonic() < deadline, "a writing process outlived its run"
        time.sleep(0.05)
    assert all(result.outcome is not Outcome.FAILED for result in build(small))


def writing_processes() -> set[str]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"multiprocessing.spawn" in path.read_bytes():
                found.add(path.parent.name)
        except OSError:
            continue
    return found
