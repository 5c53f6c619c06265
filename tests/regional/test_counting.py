"""A region counted in pieces gives what each council's list gives, and loses no row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tests.support.commands import code_of
from timeliness.case_list import Block, ListOptions, read_block
from timeliness.case_list.names import NO_TEAM
from timeliness.errors import UnusableInputError
from timeliness.indicators import published_definitions
from timeliness.measuring import measure
from timeliness.rates import Rate, tally
from timeliness.reconciliation import Reconciliation
from timeliness.regional import RegionalCounts, count_region, counting, pieces
from timeliness.regional.counting import NO_LIMIT, TORN_ROW
from timeliness.regional.sums import NO_COUNCIL
from timeliness.unpacking import WORKBOOK_BEGINNINGS
from timeliness.working_days import england

HEADINGS = ("Local authority", "Assessment type", "Referral date", "Start date", "End date")
AS_OF = date(2016, 4, 1)


def write_csv(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((headings, *rows))
    return path


def region(path: Path, rows: Sequence[Sequence[object]], **options: Any) -> RegionalCounts:
    headings = options.pop("headings", HEADINGS)
    return count_region([write_csv(path / "all.csv", rows, headings)], as_of=AS_OF, **options)


DAYS = st.dates(date(2013, 4, 1), date(2016, 3, 31))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Leeds", "Kent", " kent", "", "Bury"]),
        st.sampled_from(["Initial", "Core", "C&F", "", "Visit"]),
        st.one_of(st.just(""), st.just("31/04/2014"), DAYS.map(date.isoformat)),
        st.one_of(st.just(""), DAYS.map(lambda day: f"{day:%d/%m/%Y}")),
        st.one_of(st.just(""), st.just("soon"), DAYS.map(date.isoformat)),
    ),
    min_size=1,
    max_size=40,
).filter(lambda rows: any(map(any, rows)))
"""Rows of a list, not all of them empty: a block without any filled row is refused."""


@given(ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_counts_are_those_of_the_whole_list_with_councils_for_teams(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    counts = region(tmp_path, rows)
    cells = Block((tuple(h.replace("Local authority", "Team") for h in HEADINGS), *rows))
    definitions = published_definitions()
    case_list = read_block(cells, ListOptions(), definitions)
    whole = measure(case_list, definitions.indicators.values(), as_of=AS_OF)
    # An empty row is a row here, and in a block it is none; each of these holds something else.
    assert counts.reconciliation.completed == whole.reconciliation.completed
    assert counts.reconciliation.still_open == whole.reconciliation.still_open
    assert counts.reconciliation.read == len(rows)
    for cohort in whole.cohorts:
        expected = tally(cohort)
        found = {
            council.casefold(): of_council
            for council, of_council in counts.tallies.get(cohort.indicator.code, {}).items()
        }
        for name in (*expected.teams, NO_TEAM):
            rate = expected.rate(None, name)
            mine = found.get((NO_COUNCIL if name == NO_TEAM else name).casefold())
            assert (mine.rate(None) if mine else Rate(0, 0)) == rate
            for month in expected.months:
                of_month = mine.rate(month) if mine else Rate(0, 0)
                assert of_month == expected.rate(month, name)


def test_every_row_is_accounted_for_with_its_reason(tmp_path: Path) -> None:
    start = "01/11/2010"
    path = write_csv(
        tmp_path / "all.csv",
        [
            ["Leeds", "Core", "", start, "12/11/2010"],
            ["Leeds", "Core", "", start, ""],
            ["Leeds", "Core", "", "", "12/11/2010"],
            ["Leeds", "Core", "", start, "31/04/2011"],
            ["Leeds", "Core", "", start, "01/10/2010"],
            ["Leeds", "Core", "", "01/01/2007", "01/02/2007"],
            ["Leeds", "Visit", "", start, "12/11/2010"],
            ["Leeds", "Core", "", start],
            ["Leeds", "Core", "", start, "12/11/2010", "one cell too many"],
        ],
        HEADINGS,
    )
    counts = count_region([path], as_of=AS_OF)
    assert counts.reconciliation == Reconciliation(9, 1, 1, 0, 7)
    assert sum(counts.reasons.values()) == 7
    assert counts.reasons[TORN_ROW] == 2
    assert counts.reasons[NO_LIMIT] == 1
    assert any("repeats another" in note for note in counts.notes)


@pytest.mark.parametrize("most_known", [200_000, 50])
def test_many_small_pieces_give_what_one_gives_and_councils_may_come_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_known: int
) -> None:
    first = date(2014, 4, 1)
    starts = [first + timedelta(days=number % 700) for number in range(4000)]
    rows = [
        [f"Council {number // 400}", "C&F", "", start, start + timedelta(days=number % 90)]
        for number, start in enumerate(starts)
    ]
    path = write_csv(tmp_path / "all.csv", rows, HEADINGS)
    whole = count_region([path], as_of=AS_OF)
    monkeypatch.setattr(pieces, "_BYTES_OF_A_PIECE", 8 * 1024)
    monkeypatch.setattr(counting, "_MOST_KNOWN", most_known)
    in_pieces = count_region([path], as_of=AS_OF)
    assert in_pieces.reconciliation == whole.reconciliation
    assert in_pieces.tallies.keys() == whole.tallies.keys() == {"CF45"}
    assert list(in_pieces.tallies["CF45"]) == [f"Council {number}" for number in range(10)]
    for name, counts in whole.tallies["CF45"].items():
        for month in counts.months:
            assert in_pieces.tallies["CF45"][name].rate(month) == counts.rate(month)


def test_a_council_is_one_whatever_its_capitals_and_spaces(tmp_path: Path) -> None:
    day = date(2014, 4, 1)
    names = ["Bath", "BATH ", "Avon", "bath"]
    path = write_csv(
        tmp_path / "all.csv", [[name, "C&F", "", day, day] for name in names], HEADINGS
    )
    tallies = count_region([path], as_of=AS_OF).tallies["CF45"]
    assert {name: counts.rate(None) for name, counts in tallies.items()} == {
        "Avon": Rate(1, 1),
        "Bath": Rate(3, 3),
    }


def test_a_council_that_has_none_of_an_indicator_is_not_among_its_councils(tmp_path: Path) -> None:
    days = ["01/11/2010", "01/11/2010", "12/11/2010"]
    one = write_csv(tmp_path / "one.csv", [["Leeds", "Core", *days]], HEADINGS)
    two = write_csv(tmp_path / "two.csv", [["Kent", "Initial", *days]], HEADINGS)
    counts = count_region([one, two], as_of=AS_OF)
    assert {code: list(found) for code, found in counts.tallies.items()} == {
        "NI59": ["Kent"],
        "NI60": ["Leeds"],
    }


def test_two_files_add_up(tmp_path: Path) -> None:
    row = ["Leeds", "C&F", "", "2015-04-01", "2015-05-01"]
    one = write_csv(tmp_path / "one.csv", [row], HEADINGS)
    two = write_csv(tmp_path / "two.csv", [row, ["Kent", *row[1:]]], HEADINGS)
    counts = count_region([one, two], as_of=AS_OF)
    assert list(counts.tallies["CF45"]) == ["Kent", "Leeds"]
    assert counts.tallies["CF45"]["Leeds"].rate(None) == Rate(2, 2)


@pytest.mark.parametrize(
    "write",
    [
        lambda day: day,
        lambda day: datetime(day.year, day.month, day.day, 17, 45),
        lambda day: day.isoformat(),
        lambda day: float((day - date(1899, 12, 30)).days),
    ],
    ids=["dates", "times", "text", "serial numbers"],
)
def test_a_parquet_file_is_read_whatever_its_dates_are(
    tmp_path: Path, write: Callable[[date], object]
) -> None:
    days = [date(2015, 4, 1), date(2015, 5, 1), date(2015, 8, 3)]
    table = pyarrow.table(
        {
            "LA": ["Leeds", "Leeds", None],
            "Start date": [write(days[0])] * 3,
            "End date": [write(days[1]), None, write(days[2])],
        }
    )
    parquet.write_table(table, tmp_path / "Single assessments.parquet")
    counts = count_region([tmp_path / "Single assessments.parquet"], as_of=AS_OF)
    assert counts.reconciliation == Reconciliation(3, 2, 1, 0, 0)
    assert counts.tallies["CF45"]["Leeds"].rate(None) == Rate(1, 1)
    assert counts.tallies["CF45"][NO_COUNCIL].rate(None) == Rate(0, 1)


def test_text_may_be_separated_and_written_as_windows_does(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    text = "Council;Start date;End date\r\nCaf\xe9shire;01/04/2015;01/05/2015\r\n"
    path.write_bytes(text.encode("cp1252"))
    counts = count_region([path], indicator="CF45", as_of=AS_OF)
    assert list(counts.tallies["CF45"]) == ["Caf\xe9shire"]


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(UnusableInputError) as error:
        count_region([path], **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (("LA", "Type", "Start date"), "no column for the completion date"),
        (("LA", "Type", "End date"), "no column for the start date"),
        (("Type", "Start date", "End date"), "no column names the councils"),
        (("LA", "Council", "Type", "Start date", "End date"), "both name councils"),
        (("LA", "Type", "Start date", "Started", "End date"), "both read as the start date"),
        (("LA", "Start date", "End date"), "does not say which assessments"),
        (
            ("LA", "Initial start date", "Initial end date", "Core start date", "Core end date"),
            "side by side",
        ),
    ],
)
def test_a_list_that_lacks_something_is_refused_in_words(
    tmp_path: Path, headings: tuple[str, ...], said: str
) -> None:
    path = write_csv(tmp_path / "all.csv", [["secret"] * len(headings)], headings)
    message = refusal(path)
    assert said in message
    assert "secret" not in message


@pytest.mark.parametrize("begins", WORKBOOK_BEGINNINGS)
def test_a_workbook_is_refused_as_one_and_told_what_reads_it(tmp_path: Path, begins: bytes) -> None:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(begins + b" and more")
    assert refusal(path) == (
        "cases.xlsx is a workbook, and a region's list is CSV or Parquet: save its sheet as CSV "
        "UTF-8, or count a council's workbook with the command rates."
    )


def test_rows_that_say_their_type_go_by_its_own_columns_before_shared_ones(tmp_path: Path) -> None:
    headings = ("LA", "Type", "Start date", "End date", "Core start date", "IA end date")
    rows = [
        # A core assessment of 31 working days, within 35, and of 40 from the shared start.
        ["Leeds", "Core", "2015-04-20", "2015-06-17", "2015-05-01", "2015-04-20"],
        # An initial assessment of 5 working days, within 10, and of 40 to the shared end.
        ["Leeds", "Initial", "2015-04-20", "2015-06-17", "2015-05-01", "2015-04-27"],
        ["Leeds", "Core", "2015-04-20", "2015-06-17", "", "2015-04-27"],
    ]
    counts = region(tmp_path, rows, headings=headings)
    assert counts.tallies["NI59"]["Leeds"].rate(None) == Rate(1, 1)
    assert counts.tallies["NI60"]["Leeds"].rate(None) == Rate(1, 1)
    assert counts.reconciliation.excluded == 1


@pytest.mark.parametrize("cell", ["\N{NO-BREAK SPACE}", "–", "Café"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "," * 4 + "\n"])
def test_a_text_is_read_in_its_own_letters_wherever_it_ends(
    tmp_path: Path, cell: str, end: str
) -> None:
    path = tmp_path / "all.csv"
    columns = "Start date,End date,LA" + "," * end.count(",")
    path.write_text(f"{columns}\n2015-04-01,2015-05-01,{cell}{end}", encoding="utf-8")
    found = count_region([path], indicator="CF45").tallies["CF45"]
    assert list(found) == ([cell] if cell == "Café" else [NO_COUNCIL])
    # A part of a long file may end within a letter too.
    lines = "2015-04-01,2015-05-01,é" + "," * end.count(",") + "\n"
    for shift in range(3):
        path.write_text(f"{columns}{' ' * shift}\n{lines * 5000}", encoding="utf-8")
        assert list(count_region([path], indicator="CF45").tallies["CF45"]) == ["é"]


def test_a_council_that_is_said_not_to_be_given_is_none(tmp_path: Path) -> None:
    rows = [[name, "C&F", "", "2015-04-01", "2015-05-01"] for name in (NO_COUNCIL, "", "Leeds")]
    found = region(tmp_path, rows).tallies["CF45"]
    assert {name: tally.rate(None).completed for name, tally in found.items()} == {
        "Leeds": 1,
        NO_COUNCIL: 2,
    }


def test_the_councils_column_can_be_chosen(tmp_path: Path) -> None:
    rows = [["x", "Leeds", "2015-04-01", "2015-05-01"]]
    headings = ("LA", "Borough", "Start date", "End date")
    counts = region(tmp_path, rows, headings=headings, council="borough", indicator="CF45")
    assert list(counts.tallies["CF45"]) == ["Leeds"]
    message = refusal(tmp_path / "all.csv", council="Shire", indicator="CF45")
    assert 'no column is headed "Shire"' in message


@pytest.mark.parametrize("content", [b"PAR1 secret", b"", b"\x00\x01secret", b'"secret\n' * 9])
def test_a_damaged_file_is_refused_without_its_content(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "all.csv"
    path.write_bytes(content)
    message = refusal(path, indicator="CF45")
    assert "all.csv" in message
    assert "secret" not in message
    assert "was not found" in refusal(tmp_path / "none.csv")


def test_the_command_writes_a_table_and_says_where_every_row_went(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ["Leeds", "C&F", "", "2015-04-01", "2015-05-01"],
        ["=Kent", "C&F", "", "2015-04-01", "2016-03-01"],
        ["Leeds", "C&F", "", "2015-04-01", "never"],
    ]
    path = write_csv(tmp_path / "all.csv", rows, HEADINGS)
    assert code_of("region", path, "--as-of", "2016-04-01") == 0
    said = capsys.readouterr()
    lines = list(csv.reader(said.out.splitlines()))
    assert lines[1:] == [
        ["'=Kent", "CF45", "2015-16", "2015-04-01", "2016-03-31", "0", "1", "0.0"],
        ["Leeds", "CF45", "2015-16", "2015-04-01", "2016-03-31", "1", "1", "1.0"],
    ]
    assert "3 rows read: 2 completed, 0 still open, 1 left out." in said.err
    assert "1 left out: the text in this cell is not a date" in said.err
    assert england().convention.sentence in said.err.splitlines()
    out = tmp_path / "rates.csv"
    assert code_of("region", path, "--by", "month", "--as-of", "2016-04-01", "--out", out) == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 3
    assert code_of("region", path, "--by", "team") == 2


def test_what_was_completed_after_the_day_counts_as_open_and_its_number_is_said(
    tmp_path: Path,
) -> None:
    day, later = AS_OF.isoformat(), date(2036, 4, 2).isoformat()
    rows = [
        ("Leeds", "C&F", "", day, day),
        ("Leeds", "C&F", "", day, later),
        ("Kent", "C&F", "", later, ""),
    ]
    counts = region(tmp_path, rows)
    assert counts.reconciliation == Reconciliation(3, 1, 1, 0, 1)
    (reason,) = counts.reasons
    assert reason.startswith("the assessment starts after the day")
    assert counts.notes[-1] == (
        "1 assessment completed after the day that these figures are made as of counts as open on "
        "that day; check any completion date that lies ahead."
    )


def test_without_its_addition_the_command_says_what_to_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("timeliness.regional")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert code_of("region", tmp_path / "all.csv") == 2
    assert "its addition" in capsys.readouterr().err
