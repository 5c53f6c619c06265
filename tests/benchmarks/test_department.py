"""The Department's C2 file: what is taken, what is left, and what stops an import."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from timeliness.benchmarks.areas import AreaKind, areas
from timeliness.benchmarks.department import DepartmentFile, read_department_file
from timeliness.benchmarks.figures import read_year
from timeliness.benchmarks.store import add_to_store
from timeliness.errors import UnusableInputError

HEADINGS = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "category",
    "Assessments_completed",
    "Assessments_completed_rate",
    "Same_day",
    "1-10_days",
    "11-20_days",
    "21-30_days",
    "31-40_days",
    "41-45_days",
    "46-50_days",
    "51-60_days",
    "61+_days",
    "25th_Percentile_days",
    "Median_days",
    "75th_Percentile_days",
]


def row(
    counts: str,
    *,
    code: str = "310",
    year: str = "2024",
    level: str = "Local authority",
    region: str = "E13000002",
    category: str = "Duration of assessment",
) -> list[str]:
    """Make a row from the number completed and the nine bands, parted by spaces."""
    completed, *bands = counts.split()
    name = "Somewhere, City of" if level == "Local authority" else ""
    place = [year, "Reporting year", level, "E92000001", "England", region, "A region"]
    return [*place, code, "", name, category, completed, "1.5", *bands, "1", "2", "3"]


def write(path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def shown(read: DepartmentFile, indicator: str = "CF45") -> list[tuple[str, ...]]:
    """Give name, code, year, value, in time and completed of each figure of an indicator."""
    return [(*one[:2], *one[3:7]) for one in read.figures if one[2] == indicator]


GOOD = "2772 8 82 275 351 757 339 232 345 383"


def test_the_45_day_share_is_made_of_the_bands_up_to_45_days(tmp_path: Path) -> None:
    read = read_department_file(write(tmp_path / "c2.csv", [row(GOOD)]))
    # 8 + 82 + 275 + 351 + 757 + 339 = 1,812 of 2,772 are 65.37%; 8 + 82 = 90 are 3.25%.
    assert shown(read) == [("Harrow", "310", "2023-24", "65.4%", "1812", "2772")]
    assert shown(read, "CF10") == [("Harrow", "310", "2023-24", "3.2%", "90", "2772")]
    assert [one[7] for one in read.figures] == ["10", "45"]
    assert {one[8] for one in read.figures} == {"DfE, Children in need, C2 (to 2023-24)"}


def test_both_layouts_of_the_columns_give_the_same(tmp_path: Path) -> None:
    old = write(tmp_path / "old.csv", [row(GOOD)])
    at = HEADINGS.index("Assessments_completed_rate")
    new = write(
        tmp_path / "new.csv",
        [[cell for place, cell in enumerate(row(GOOD)) if place != at]],
        [name for place, name in enumerate(HEADINGS) if place != at],
    )
    assert read_department_file(old) == read_department_file(new)


def test_a_file_that_excel_saved_again_gives_the_same(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    sheet.append([int(cell) if cell.isdecimal() else cell for cell in row(GOOD)])
    book.save(tmp_path / "c2.xlsx")
    again = read_department_file(tmp_path / "c2.xlsx")
    assert shown(again) == [("Harrow", "310", "2023-24", "65.4%", "1812", "2772")]


@pytest.mark.parametrize(
    ("counts", "within_45", "within_10"),
    [
        ("100 c 10 10 10 10 10 10 10 10", "c", "c"),
        ("100 5 10 c 10 10 10 10 10 10", "c", "15.0%"),
        ("100 5 10 10 10 10 10 c c 10", "55.0%", "15.0%"),
        ("u u u u u u u u u u", "u", "u"),
        ("x x x x x x x x x x", "x", "x"),
        (": : : : : : : : : :", "x", "x"),
        ("c c 0 0 c 0 0 0 0 0", "c", "c"),
        ("0 0 0 0 0 0 0 0 0 0", "z", "z"),
    ],
)
def test_a_symbol_in_a_band_that_is_needed_is_the_figures_symbol(
    tmp_path: Path, counts: str, within_45: str, within_10: str
) -> None:
    read = read_department_file(write(tmp_path / "c2.csv", [row(counts)]))
    assert [one[3] for one in shown(read)] == [within_45]
    assert [one[3] for one in shown(read, "CF10")] == [within_10]


def test_regions_and_england_are_taken_and_other_rows_are_left_with_a_word(
    tmp_path: Path,
) -> None:
    rows = [
        row(GOOD, level="National", code="", region=""),
        row(GOOD, level="Regional", code="", region="E12000007"),
        row(GOOD),
        row(GOOD),
        row(GOOD, level="School", code=""),
        row(GOOD, category="Something else"),
        [""],
    ]
    read = read_department_file(write(tmp_path / "c2.csv", rows))
    assert [one[0] for one in shown(read)] == ["England", "London", "Harrow"]
    assert read.left == {
        "neither national, regional nor of a council": 1,
        "about something else than the duration of assessments": 1,
    }
    assert read.rows == 3


def test_only_the_years_asked_for_are_taken(tmp_path: Path) -> None:
    path = write(tmp_path / "c2.csv", [row(GOOD, year=str(year)) for year in range(2014, 2025)])
    read = read_department_file(path, read_year("2020"), read_year("2021-22"))
    assert [one[2] for one in shown(read)] == ["2019-20", "2020-21", "2021-22"]
    assert read.left == {"of other years": 8}
    with pytest.raises(UnusableInputError, match="no figure of the years asked for"):
        read_department_file(path, read_year("2030"))


def refusal(path: Path) -> str:
    with pytest.raises(UnusableInputError) as caught:
        read_department_file(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(GOOD, code="999")], "c2.csv, row 2: column old_la_code: this is the code of no"),
        ([row(GOOD, level="Regional", region="E1")], "row 2: column region_code: this is the"),
        ([row("100 50 60 0 0 0 0 0 0 0")], "row 2: more assessments took up to 45 days than"),
        ([row(GOOD), row("10 1 1 1 1 1 1 1 1 1")], "row 3: row 2 has other figures for the same"),
        ([row("100 5 ? 1 1 1 1 1 1 1")], "row 2: column 1-10_days: this is neither a whole"),
        ([row("100 5 ? 1 1 1 1 1 1 1")], "the symbols c, z, x, u and b (or : for not available)"),
        ([row("100 5 -3 1 1 1 1 1 1 1")], "row 2: column 1-10_days: this is neither a whole"),
        ([row("1.5 0 0 1 1 1 1 1 1 1")], "row 2: column Assessments_completed: this is neither"),
        ([row(GOOD, year="24")], "row 2: column time_period: this is no year"),
        ([row(GOOD)[:15]], "row 2: the row has fewer cells than there are headings"),
    ],
)
def test_each_fault_of_a_row_is_a_sentence_with_its_place(
    tmp_path: Path, rows: list[list[str]], said: str
) -> None:
    message = refusal(write(tmp_path / "c2.csv", rows))
    assert said in message
    assert message.endswith("Nothing was imported.")


def test_a_missing_column_is_named_and_another_csv_is_told_from_the_right_one(
    tmp_path: Path,
) -> None:
    at = HEADINGS.index("41-45_days")
    without = [[cell for place, cell in enumerate(one) if place != at] for one in (row(GOOD),)]
    headings = [name for name in HEADINGS if name != "41-45_days"]
    message = refusal(write(tmp_path / "c2.csv", without, headings))
    assert 'lacks the column "41-45_days", so it is not the Department' in message
    other = tmp_path / "other.csv"
    other.write_text("Child ID,Date of referral\n1,01/04/2010\n", encoding="utf-8")
    assert "so it is not the Department's file C2" in refusal(other)


@given(
    st.lists(
        st.lists(
            st.one_of(st.sampled_from([*row(GOOD), "c", "", "9" * 5000, "-1", "²"]), st.text()),
            min_size=20,
            max_size=25,
        ),
        max_size=4,
    )
)
def test_no_cell_however_bad_ends_in_anything_but_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "c2.csv"
    with path.open("w", newline="", encoding="utf-8", errors="replace") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    with suppress(UnusableInputError):
        read_department_file(path)


def test_many_faults_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    message = refusal(write(tmp_path / "c2.csv", [row(GOOD, code="999")] * 25))
    assert message.count("old_la_code") == 10
    assert "And 15 more rows like these." in message


def test_no_cell_of_a_wrong_file_is_quoted(tmp_path: Path) -> None:
    odd = "Zzyzx"
    rows = [row(GOOD, code=odd), row(GOOD, year=odd), row(f"{odd} 1 1 1 1 1 1 1 1 1")]
    assert odd not in refusal(write(tmp_path / "c2.csv", rows))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read_and_said(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "c2.csv", [row(GOOD)])
    text = path.read_text(encoding="utf-8").replace("Somewhere", "Çomewhere")
    path.write_bytes(text.encode(encoding))
    read = read_department_file(path)
    assert shown(read) == [("Harrow", "310", "2023-24", "65.4%", "1812", "2772")]
    assert bool(read.notices) == (encoding != "utf-8-sig")


BANDS = ["Same_day", "1-10_days", "11-20_days", "21-30_days", "31-40_days", "41-45_days"]
"""The bands of those completed within 45 days."""


def shares_checked(path: Path, read: DepartmentFile) -> tuple[int, int]:
    """Work every 45-day share out from the file itself; count the values and the symbols."""
    found = {(one[1], one[3]): one[4] for one in read.figures if one[2] == "CF45"}
    checked = symbols = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            year = int(line["time_period"])
            codes = line["old_la_code"], line["region_code"], line["country_code"]
            code = next(one for one in codes if one)
            value = found[code, f"{year - 1}-{year % 100:02d}"]
            cells = [line["Assessments_completed"], *(line[band] for band in BANDS)]
            if all(cell.isdecimal() for cell in cells) and cells[0] != "0":
                share = Fraction(sum(map(int, cells[1:])), int(cells[0])) * 100
                assert value.endswith("%")
                assert abs(Fraction(value[:-1]) - share) <= Fraction(1, 20)
                checked += 1
            else:
                assert value in {"c", "z", "x", "u"}
                symbols += 1
    return checked, symbols


def whole_file(path: Path) -> Path:
    """Make a file in the shape of the Department's: 11 years of England, regions and councils.

    Its counts are made by chance, from none to hundreds; in one row of eight a band is hidden.
    """
    chance = random.Random(45)

    def counts() -> str:
        bands = [str(chance.choice((0, 0, 1, chance.randrange(500)))) for _ in range(9)]
        total = sum(map(int, bands))
        if chance.random() < 1 / 8:
            bands[chance.randrange(6)] = chance.choice("cxu:")
        return " ".join([str(total), *bands])

    rows = []
    for year in map(str, range(2014, 2025)):
        rows.append(row(counts(), year=year, level="National", code="", region=""))
        for area in areas().values():
            if area.kind is AreaKind.REGION:
                rows.append(row(counts(), year=year, level="Regional", code="", region=area.code))
            elif area.kind is AreaKind.COUNCIL:
                rows.append(row(counts(), year=year, code=area.code))
    return write(path, rows)


def test_a_whole_file_gives_every_share_right_to_one_decimal(tmp_path: Path) -> None:
    path = whole_file(tmp_path / "c2.csv")
    read = read_department_file(path)
    checked, symbols = shares_checked(path, read)
    assert checked + symbols == read.rows == len(read.figures) // 2
    assert checked > 1000
    assert symbols > 100


def test_a_second_import_of_a_whole_file_changes_nothing(tmp_path: Path) -> None:
    path, store = whole_file(tmp_path / "c2.csv"), tmp_path / "store"
    first = add_to_store(store, read_department_file(path).figures)
    assert first.new == len(read_department_file(path).figures)
    before = {file.name: file.read_bytes() for file in store.iterdir()}
    again = add_to_store(store, read_department_file(path).figures)
    assert (again.new, again.revised, again.unchanged) == (0, 0, first.new)
    assert {file.name: file.read_bytes() for file in store.iterdir()} == before


def test_the_departments_own_file_gives_every_share_right_to_one_decimal(
    shared_data: Path,
) -> None:
    path = shared_data / "c2_children_in_need_assessments_duration_2014_to_2024.csv"
    read = read_department_file(path)
    assert (read.rows, len(read.figures), dict(read.left)) == (1803, 3606, {})
    assert shares_checked(path, read) == (1577, 226)
