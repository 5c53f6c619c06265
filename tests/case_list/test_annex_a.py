"""Ofsted's Annex A: assessments from List 4, referrals from List 3."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

from timeliness.case_list import CaseList, CaseListFile, Field, ListOptions, read_case_list

LIST_3 = ["Child Unique ID", "Date of Referral"]
LIST_4 = [
    "Child Unique ID",
    "Continuous Assessment Start Date",
    "Continuous Assessment Date of Authorisation",
]


def test_the_real_annex_a_gives_single_assessments_from_list_4(shared_data: Path) -> None:
    case_list = read_case_list([CaseListFile(shared_data / "annex_a_sample.xlsx")])
    (source,) = case_list.sources
    assert source.sheet == "List 4"
    assert len(case_list) == 5
    assert {case_list.kind_name(record) for record in range(5)} == {"single"}
    assert "List 3 gave a referral date to 0 of 5 assessments" in source.notices[0]


def write_annex_a(
    path: Path, referrals: Sequence[Sequence[object]], assessments: Sequence[Sequence[object]]
) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "List_3"
    book.worksheets[0].append(["Annex A: referrals"])
    for row in referrals:
        book.worksheets[0].append(list(row))
    sheet = book.create_sheet("List_4")
    for row in (LIST_4, *assessments):
        sheet.append(list(row))
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def referrals_of(case_list: CaseList) -> list[date | None]:
    return [day.item() for day in case_list.dates[Field.REFERRAL].days]


def test_list_3_gives_the_last_referral_on_or_before_the_start(tmp_path: Path) -> None:
    known = [(7, 1), (7, 10), (7, 20), (8, 30), (None, 5)]
    path = write_annex_a(
        tmp_path / "annex.xlsx",
        [LIST_3, *((child, date(2020, 9, day)) for child, day in known), (9, "soon"), (7, None)],
        [
            (child, date(2020, 9, day), date(2020, 10, 12))
            for child, day in (("7", 12), (7, 10), (8, 12), (9, 12), (None, 12))
        ],
    )
    case_list = read_case_list([CaseListFile(path)])
    assert referrals_of(case_list) == [date(2020, 9, 10), date(2020, 9, 10), None, None, None]


def test_each_of_two_annexes_of_one_name_has_its_own_list_3(tmp_path: Path) -> None:
    start, end = date(2020, 9, 12), date(2020, 10, 12)
    files = [
        CaseListFile(
            write_annex_a(
                tmp_path / folder / "Annex A.xlsx",
                [LIST_3, [7, date(2020, 9, day)]],
                [[7, start, end]],
            )
        )
        for folder, day in (("east", 1), ("west", 2))
    ]
    assert referrals_of(read_case_list(files)) == [date(2020, 9, 1), date(2020, 9, 2)]


def test_a_list_3_without_its_headings_gives_no_referral_and_no_column_of_them(
    tmp_path: Path,
) -> None:
    path = write_annex_a(
        tmp_path / "annex.xlsx",
        [["Child", "Seen"], [7, date(2020, 9, 1)]],
        [[7, date(2020, 9, 12), date(2020, 10, 12)]],
    )
    case_list = read_case_list([CaseListFile(path)])
    (source,) = case_list.sources
    assert not source.holds(Field.REFERRAL, "single")
    (notice,) = source.notices
    assert notice == (
        'annex.xlsx, sheet "List_3": none of its first 20 rows has headings for the child\'s '
        "identifier and the date of referral, so no referral date was taken from it."
    )


def test_an_annex_a_without_list_3_and_with_a_type_of_the_councils_is_read_as_it_says(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "List_4"
    book.worksheets[0].append(LIST_4)
    book.worksheets[0].append([7, date(2020, 9, 12), date(2020, 10, 12)])
    path = tmp_path / "annex.xlsx"
    book.create_sheet("List_1")["A1"] = "Annex A: contacts"
    book.save(path)
    for kind, read_as, said_by in (
        (None, "single", "Annex A, whose List 4 it is"),
        ("initial", "initial", "the settings"),
    ):
        case_list = read_case_list([CaseListFile(path, options=ListOptions(kind=kind))])
        (source,) = case_list.sources
        assert (case_list.kind_name(0), source.kind_is_from) == (read_as, said_by)
        assert case_list.dates[Field.REFERRAL].days[0].item() is None
        assert "List 3" not in "".join(source.notices)
