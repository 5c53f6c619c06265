"""What leaves the council: written whole, checked, and without a name or number of any child."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.support.commands import AS_OF, Run
from tests.support.harrow import NOVEMBER, harrow
from tests.support.lists import HARROW, HARROW_AS_OF
from tests.support.written_lists import write_workbook
from timeliness.errors import OutputError, SettingsError
from timeliness.publishing import write_committee_report, write_share_copy


def test_a_button_writes_the_report_and_the_share_copy_with_one_call_each(tmp_path: Path) -> None:
    found, measurement = harrow()
    report = write_committee_report(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    copy = write_share_copy(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Harrow timeliness 2010-11 08 Nov committee report.docx",
        "Harrow timeliness 2010-11 08 Nov share copy.xlsx",
    ]
    assert {report.parent, copy.parent} == {tmp_path}


def test_the_commands_write_into_the_folder_of_the_settings(run: Run, council: Path) -> None:
    code, out, _ = run("report", council, "--month", "nov-2010", *AS_OF)
    assert code == 0
    (made,) = (council.parent / "reports").glob("*.docx")
    assert str(made) in out
    code, out, _ = run("narrative", council, "--month", "nov-2010", *AS_OF)
    assert code == 0
    assert "In November 2010, 86% (50 of 58) of core assessments were completed" in out
    assert max(len(line) for line in out.splitlines()) > 400
    assert run("check-share", made)[0] == 0


def test_a_report_that_an_officer_has_worked_on_is_kept(tmp_path: Path) -> None:
    found, measurement = harrow()
    path = write_committee_report(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    again = write_committee_report(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    assert not (tmp_path / "earlier versions").exists()
    document = docx.Document(str(path))
    document.add_paragraph("Written by hand")
    document.save(str(path))
    worked_on = path.read_bytes()
    write_committee_report(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    assert again.read_bytes() != worked_on
    (kept,) = (tmp_path / "earlier versions").iterdir()
    assert kept.read_bytes() == worked_on


@pytest.mark.parametrize("lock", ["~$rrow timeliness 2010-11 08 Nov committee report.docx"])
def test_a_report_that_is_open_in_word_is_left_alone(tmp_path: Path, lock: str) -> None:
    found, measurement = harrow()
    path = write_committee_report(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    before = path.read_bytes()
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(OutputError, match="is open in Word: close it and try again"):
        write_committee_report(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    assert path.read_bytes() == before


def test_settings_that_do_not_say_whom_the_report_is_for_say_what_to_add(tmp_path: Path) -> None:
    found, measurement = harrow()
    found.settings = found.settings.model_copy(update={"report": None})
    with pytest.raises(SettingsError, match=r"add the table \[report\] with committee"):
        write_committee_report(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    assert list(tmp_path.iterdir()) == []


NAMED = '[report]\ntemplate = "ours.docx"'


def test_a_template_with_comments_is_refused_and_one_with_words_own_traces_is_cleaned(
    run: Run, council: Path
) -> None:
    template = council.parent / "ours.docx"
    supplied = HARROW.parents[1] / "workbook_templates" / "committee_report.docx"
    document = docx.Document(str(supplied))
    document.core_properties.author = "Zzyzx Quill"
    document.save(str(template))
    text = council.read_text(encoding="utf-8")
    council.write_text(text.replace("[report]", NAMED), encoding="utf-8")
    assert run("report", council, "--month", "nov-2010", *AS_OF)[0] == 0
    (made,) = (council.parent / "reports").glob("*.docx")
    assert not holds(made, "Quill")
    before = made.read_bytes()
    document.add_comment(document.paragraphs[0].runs[0], "Ask Quill", "Zzyzx Quill", "ZQ")
    document.save(str(template))
    code, _, err = run("report", council, "--month", "nov-2010", *AS_OF)
    assert code == 2
    assert "The report was not written" in err
    assert "comments" in err
    assert "Quill" not in err
    assert made.read_bytes() == before


def test_a_share_copy_with_a_persons_name_is_not_written(tmp_path: Path) -> None:
    found, measurement = harrow()
    table = found.settings.council.model_copy(update={"team": "Zzyzx Quill"})
    found.settings = found.settings.model_copy(update={"council": table})
    with pytest.raises(OutputError, match="author seems to be a person") as stopped:
        write_share_copy(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert "the team under [council] in the settings" in str(stopped.value)


@pytest.mark.parametrize(
    "team", ["Performance and Intelligence", "Data and Insight", "Children's Services", "Analysis"]
)
def test_a_team_is_not_taken_for_a_person(tmp_path: Path, team: str) -> None:
    found, measurement = harrow()
    table = found.settings.council.model_copy(update={"team": team})
    found.settings = found.settings.model_copy(update={"council": table})
    assert write_share_copy(found, measurement, NOVEMBER, HARROW_AS_OF, tmp_path).is_file()


NAMES = ("Zzyzx", "Quillfeather", "Xanthippe", "Vorpalblade")
IDENTIFIERS = ("ZQ4711042", "A123456789012", "943 476 5919", "88112233")


def seeded_rows() -> Iterator[list[Any]]:
    """Make a case list full of names and identifiers, in every column and in bad rows too."""
    yield [
        "Name",
        "Child ID",
        "Type",
        "Date of referral",
        "Date started",
        "Date completed",
        "Notes",
    ]
    for number in range(60):
        day = date(2010, 11 - number % 4, 1 + number % 28)
        kind = "Core" if number % 2 else "IA"
        name = f"{NAMES[number % 4]} {NAMES[(number + 1) % 4]}"
        yield [name, IDENTIFIERS[number % 4] + str(number), kind, day, day, day, name]
    # What each check finds: no date, text for a date, end before start, the future, twice.
    yield [NAMES[0], IDENTIFIERS[0], "IA", "Xanthippe", "Vorpalblade", "Quillfeather", ""]
    yield [NAMES[1], IDENTIFIERS[1], NAMES[2], date(2010, 11, 3), None, None, NAMES[3]]
    yield [NAMES[1], IDENTIFIERS[1], "Core", None, date(2010, 11, 3), date(2010, 10, 3), NAMES[3]]
    yield [NAMES[1], IDENTIFIERS[1], "Core", None, date(2010, 11, 3), date(2031, 10, 3), NAMES[3]]
    yield [NAMES[2], IDENTIFIERS[2], "Core", None, date(2010, 11, 4), date(2010, 11, 5), NAMES[3]]
    yield [NAMES[2], IDENTIFIERS[2], "Core", None, date(2010, 11, 4), date(2010, 11, 5), NAMES[3]]


def holds(path: Path, *words: str) -> list[str]:
    """Name the words that a file holds, in its name, its bytes or the parts inside it."""
    content = path.read_bytes()
    inside = [path.name.encode(), content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside += [archive.read(name) for name in archive.namelist()]
    return [word for word in words if any(word.encode() in part for part in inside)]


def test_seeded_names_and_identifiers_reach_no_copy_no_report_no_message_and_no_temporary_file(
    run: Run, council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(council.parent / "initial_assessments.xlsx", list(seeded_rows()))
    text = council.read_text(encoding="utf-8")
    text = re.sub(r'\[\[case_lists\]\]\nfile = "core_assessments.xlsx"\n', "", text)
    council.write_text(text, encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    looked_into: list[Path] = []
    seeded: list[Path] = []

    def seen_first(take_away: Callable[..., None]) -> Callable[..., None]:
        """Look into each file that is taken away again."""

        def taken_away(path: str | Path, **more: Any) -> None:
            if Path(path).is_file():
                looked_into.append(Path(path))
                seeded.extend([Path(path)] if holds(Path(path), *NAMES, *IDENTIFIERS) else [])
            take_away(path, **more)

        return taken_away

    for name in ("remove", "unlink"):
        monkeypatch.setattr(os, name, seen_first(getattr(os, name)))
    out = tmp_path / "out"
    months = ("--month", "nov-2010", "--as-of", "2010-12-06")
    said = ""
    for command, *more in (
        ("narrative",),
        ("report", "--out", out),
        ("share", "--out", out),
        ("share", "--hide-small", "--out", out / "hidden"),
    ):
        code, printed, errors = run(command, council, *months, *more)
        assert code == 0, errors
        said += printed + errors
    for path in (*out.rglob("*.docx"), *out.rglob("*.xlsx")):
        code, printed, errors = run("check-share", path)
        assert code == 0, printed
        said += printed + errors
    code, printed, errors = run("check-share", council.parent / "initial_assessments.xlsx")
    assert code == 1
    said += printed + errors
    assert [word for word in (*NAMES, *IDENTIFIERS) if word in said] == []
    made = [path for path in out.rglob("*") if path.is_file()]
    assert len(made) == 3
    assert [path.name for path in made if holds(path, *NAMES, *IDENTIFIERS)] == []
    assert looked_into
    assert seeded == []
    left = [path for path in temporary.rglob("*") if path.is_file()]
    assert [path.name for path in left if holds(path, *NAMES, *IDENTIFIERS)] == []


def test_seeded_names_and_identifiers_reach_no_message_and_no_manifest_of_a_build(
    run: Run, council: Path, tmp_path: Path
) -> None:
    lists = [council.parent / f"{name}_assessments.xlsx" for name in ("initial", "core")]
    write_workbook(lists[0], list(seeded_rows()))
    said = ""
    for command in (
        ("build", council, "--month", "nov-2010", *AS_OF, "--out", tmp_path / "out"),
        ("check", *lists, *AS_OF),
        ("rates", *lists, *AS_OF),
        ("watch", council, *AS_OF),
    ):
        code, printed, errors = run(*command)
        assert code == 0, errors
        said += printed + errors
    assert [word for word in (*NAMES, *IDENTIFIERS) if word in said] == []
    manifests = [path for path in tmp_path.rglob("timeliness manifest/*") if path.is_file()]
    assert manifests
    assert [path.name for path in manifests if holds(path, *NAMES, *IDENTIFIERS)] == []


def test_what_the_report_says_beside_the_figures_builds_no_month_anew(
    run: Run, council: Path
) -> None:
    build = ("build", council, "--month", "nov-2010", *AS_OF)
    assert "Nothing has changed" not in run(*build)[1]
    text = council.read_text(encoding="utf-8")
    council.write_text(text.replace('exempt = "No"', 'exempt = "Yes"'), encoding="utf-8")
    assert "Nothing has changed since the workbook was built" in run(*build)[1]


def test_the_search_for_seeded_words_finds_them_in_a_working_list(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", list(seeded_rows()))
    assert set(holds(path, *NAMES)) == set(NAMES)
