"""One bad month, a full disk or a lost process never stops the others, and loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.batch.small_council import (
    AS_OF,
    build,
    change_list,
    in_a_child,
    outcomes,
    workbooks,
)
from tests.support.commands import code_of
from timeliness import reporting, writers
from timeliness.batch import build_months, months_of
from timeliness.errors import OutputError
from timeliness.outcomes import Outcome
from timeliness.reporting import PreparedMonth, read_and_measure
from timeliness.saving import write_file
from timeliness.settings import read_council
from timeliness.workbooks.verifying import check_monthly_workbook
from timeliness.writers import other_writers

WRITE = writers._write


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_month_never_stops_the_others(
    small: Path, capsys: pytest.CaptureFixture[str], jobs: int
) -> None:
    reports = small.parent / "reports"
    reports.mkdir()
    (reports / "~$Smallshire timeliness 2010-11 02 May.xlsx").write_bytes(b"")
    code = code_of("build", small, "--all", "--as-of", "2010-07-01", "--jobs", jobs)
    out = " ".join(capsys.readouterr().out.split())
    assert code == 1
    assert "May.xlsx is open in Excel" in out
    assert {name[-8:] for name in workbooks(small) if "~" not in name} == {"Apr.xlsx", "Jun.xlsx"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            MemoryError(),
            "The memory was not enough for May 2010: close other programs, or build with --jobs 1.",
        ),
        (
            KeyError("ZEB-3"),
            (
                "May 2010 met with something that Timeliness does not know (KeyError); its "
                "workbook is the one before or, whole, the new one. Please report it."
            ),
        ),
    ],
    ids=["memory", "unforeseen"],
)
def test_what_befalls_one_month_is_a_sentence_and_leaves_its_workbook_and_the_other_months(
    small: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    build(small)
    before = workbooks(small)
    change_list(small)
    real = reporting.write_month

    def write(prepared: PreparedMonth) -> None:
        if prepared.summary.month.label == "May 2010":
            raise error
        real(prepared)

    monkeypatch.setattr(writers, "write_month", write)
    april, may, june = build(small, force=True)
    assert outcomes([april, may, june]) == ["built", "failed", "built"]
    assert may.message == said
    assert (april.message, june.message) == ("", "")
    after = workbooks(small)
    changed = [name for name in after if after[name] != before[name]]
    assert sorted(changed) == [
        "Smallshire timeliness 2010-11 01 Apr.xlsx",
        "Smallshire timeliness 2010-11 03 Jun.xlsx",
    ]


def test_a_workbook_whose_figures_differ_from_its_summary_is_not_put_in_place(small: Path) -> None:
    (first, *_) = build(small)
    assert first.path is not None
    assert first.summary is not None
    content = first.path.read_bytes()
    check_monthly_workbook(content, first.summary)
    (indicator,) = first.summary.indicators
    other = replace(
        indicator,
        months=(
            replace(indicator.months[0], rate=indicator.months[0].rate + indicator.months[0].rate),
        ),
    )
    wrong = replace(first.summary, indicators=(other,))
    for bytes_read, said in (
        (content, "figures for NI 59 differ"),
        (content[:3000], "could not be read back"),
    ):
        with pytest.raises(OutputError, match=said):
            write_file(
                first.path, bytes_read, check=lambda read: check_monthly_workbook(read, wrong)
            )
    assert first.path.read_bytes() == content
    assert not list(first.path.parent.glob(".timeliness-*"))


def end_unless_first(prepared: PreparedMonth) -> str:
    """Write as always in the process that the run was started in; end any other one."""
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return WRITE(prepared)


def test_a_process_that_is_ended_from_outside_fails_its_months_and_no_other_run(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "_write", end_unless_first)
    results = build(small, jobs=2)
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    assert failed
    assert all("ended from outside" in result.message for result in failed)
    # What this process writes itself is there.
    others = [result.path for result in results if result not in failed]
    assert {path.name for path in others if path} == workbooks(small).keys()
    monkeypatch.undo()
    assert outcomes(build(small, jobs=2)) == [
        "built" if result in failed else "unchanged" for result in results
    ]


def test_where_no_other_process_is_left_the_run_writes_every_month_itself(small: Path) -> None:
    council = read_council(small)
    measurement = read_and_measure(council, AS_OF)
    with other_writers(2) as others:
        assert others is not None
        assert isinstance(others.pool.submit(os._exit, 9).exception(), BrokenProcessPool)
        months = months_of(measurement, AS_OF)
        results = list(build_months(council, measurement, months, AS_OF, writers=others))
    assert outcomes(results) == ["built"] * 3
    assert len(workbooks(small)) == 3


def test_a_month_that_cannot_be_handed_over_fails_alone(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class TooLarge:
        def __call__(self, prepared: PreparedMonth) -> str:
            return WRITE(prepared)

        def __reduce__(self) -> str:
            raise MemoryError

    monkeypatch.setattr(writers, "_write", TooLarge())
    results = build(small, jobs=2)
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    assert failed[0].month.label == "Apr 2010"
    assert failed[0].message == (
        "The memory was not enough for April 2010: close other programs, or build with --jobs 1."
    )
    assert len(workbooks(small)) == 3 - len(failed) > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of a process is made on Unix only")
def test_a_full_disk_leaves_every_old_file_and_nothing_half_written(small: Path) -> None:
    build(small)
    before = workbooks(small)
    seen = small.parent / "seen.txt"

    def on_a_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        council = read_council(small)
        measurement = read_and_measure(council, date(2010, 7, 5))
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        results = list(
            build_months(
                council, measurement, months_of(measurement, AS_OF), date(2010, 7, 5), jobs=1
            )
        )
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        seen.write_text(
            "\n".join(f"{x.outcome} {x.message}" for x in results)[:4000], encoding="utf-8"
        )

    os.waitpid(in_a_child(on_a_full_disk), 0)
    said = seen.read_text(encoding="utf-8").splitlines()
    assert len(said) == 3
    assert [line for line in said if "failed" not in line or "free some space" not in line] == []
    assert workbooks(small) == before
    assert not list(small.parent.rglob(".timeliness-*.tmp"))
    assert outcomes(build(small)) == ["unchanged"] * 3


def test_no_more_processes_are_started_than_windows_waits_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = []

    def pool(number: int, *_: object, **__: object) -> ThreadPoolExecutor:
        started.append(number)
        return ThreadPoolExecutor(1)

    monkeypatch.setattr(writers, "ProcessPoolExecutor", pool)
    with other_writers(200) as others:
        assert others is not None
        assert [others.number] == started == [61]
