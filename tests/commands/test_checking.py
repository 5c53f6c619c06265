"""What check says of a list: how it was read, what was left out, and no value of a cell."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl

from tests.commands.test_watching import EARLIER
from tests.support.commands import AS_OF, LISTS, Run
from tests.support.lists import HEADINGS, initial
from tests.support.written_lists import write_workbook
from timeliness.working_days import Convention


def test_rates_and_check_say_where_the_clock_had_to_start_on_another_date(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Type,Date started,Date completed\nIA,01/11/2010,02/11/2010\n", encoding="utf-8"
    )
    note = (
        "list.csv has no column for the date of referral or the date of new information, so NI 59 "
        "counts its assessments from the start date."
    )
    _, out, err = run("rates", path, "--json", *AS_OF)
    counted = f"1 row read: 1 completed, 0 still open, 0 left out. {Convention.DAY_0.sentence}"
    assert err == f"{counted} {note}"
    assert len(json.loads(out)) == 1
    assert note in run("check", path, *AS_OF)[1].splitlines()


def test_check_says_how_a_list_was_read_and_which_sheets_were_not(run: Run, tmp_path: Path) -> None:
    text = "Type,Date of referral,Date completed,Café\nIA,01/11/2010,02/11/2010,x\n"
    (tmp_path / "old.csv").write_text(text, encoding="cp1252")
    book = openpyxl.load_workbook(
        write_workbook(tmp_path / "list.xlsx", [list(HEADINGS), initial(1, EARLIER, None)])
    )
    book.create_sheet("Codes").append(["A", "Accepted"])
    book.save(tmp_path / "list.xlsx")
    code, out, _ = run("check", tmp_path / "old.csv", tmp_path / "list.xlsx", *AS_OF)
    assert code == 0
    assert out.splitlines()[:4] == [
        'old.csv: 1 row, headings in row 1; type of assessment from the column "Type".',
        "  old.csv was read as Windows (Western European) text.",
        (
            'list.xlsx, sheet "Data": 1 row, headings in row 1; type of assessment from the '
            'column "Assessment type".'
        ),
        (
            'Not read: list.xlsx, sheet "Codes": no row has the headings of a case list (such as a '
            "start date and a completion date). If it is one, put the headings back above the rows."
        ),
    ]


def test_check_names_every_row_left_out_and_the_sum(run: Run) -> None:
    code, out, _ = run("check", *LISTS, *AS_OF)
    assert code == 0
    assert (
        'initial_assessments.xlsx, sheet "Initial assessments", row 25, column "Client ID"' in out
    )
    assert "row 484: this row holds a note or a total" in out
    assert ["All", "together", "758", "750", "4", "0", "4"] in [
        line.split() for line in out.splitlines()
    ]


def test_check_prints_no_value_of_any_cell(run: Run, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx",
        [
            list(HEADINGS),
            initial("ZEBEDEE", "Zebedee Quux", "Quux, Zebedee"),
            ["Zebedee"],
            [1, "Quux"],
        ],
    )
    code, out, err = run("check", path)
    assert code == 0
    assert "quux" not in (out + err).casefold()
    assert "zebedee" not in (out + err).casefold()


def test_names_with_square_brackets_are_printed_as_they_are(run: Run, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list [final].xlsx", [list(HEADINGS), initial(1, None, None)])
    _, out, _ = run("check", path)
    assert "list [final].xlsx" in out
