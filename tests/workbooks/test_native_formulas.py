"""Excel's own formulas of the performance workbook: three engines and the add-in's functions agree.

LibreOffice and IronCalc work out every formula of a hundred filled workbooks, and Python counts
the same lists with the engine and with the real worksheet functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from openpyxl.utils import get_column_letter
from workbook_templates.case_formulas import HEADINGS, WHOLE_ROW, case_formulas
from workbook_templates.make_performance_workbook import Content, make_workbook

from tests.support.engines import by_ironcalc, cells_of, plain, same
from tests.support.performance_workbooks import chance_content, harrow_content
from tests.support.rendering import convert_all
from timeliness.case_list import Block, read_block
from timeliness.excel import functions
from timeliness.indicators import published_definitions
from timeliness.measuring import Measurement, measure
from timeliness.periods import year_to_date
from timeliness.rates import tally
from timeliness.working_days import Calendar, Convention

LISTS = 100
"""How many lists by chance; every fifth is counted in a council's own way."""

FIRST_CASE = 6
FIRST_FIGURE = 18
"""The rows in which the cases and the figures begin."""

HEADINGS_OF_CASES = (*HEADINGS.values(), *case_formulas(published_definitions()))


@dataclass(frozen=True, eq=False)
class Filled:
    """A filled workbook, worked out by both engines.

    Attributes:
        content: what it was filled with.
        formulas: each formula by sheet and address.
        office: what LibreOffice shows, by sheet and address.
        iron: what IronCalc shows for each formula.
    """

    content: Content
    formulas: Mapping[tuple[str, str], str]
    office: Mapping[tuple[str, str], Any]
    iron: Mapping[tuple[str, str], Any]

    @property
    def own_counting(self) -> bool:
        """Whether the council counts in its own way."""
        return bool(self.content.closures)

    @cached_property
    def measured(self) -> Measurement:
        """The cases as the engine measures them."""
        first, count = list(HEADINGS.values()), len(self.content.cases)
        block = Block([first, *self.content.cases], first_row=FIRST_CASE - 1)
        assert len(block.rows) == count + 1
        convention = Convention.DAY_1 if self.own_counting else Convention.DAY_0
        calendar = Calendar(convention, frozenset(self.content.closures))
        indicators = published_definitions().indicators.values()
        return measure(read_block(block), indicators, calendar)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> list[Filled]:
    """The Harrow example and a hundred lists by chance, worked out in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("filled")
    contents = [
        harrow_content(),
        *(chance_content(seed, own_counting=seed % 5 == 0) for seed in range(LISTS)),
    ]
    paths = [folder / f"list {number:03d}.xlsx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(make_workbook(content))
    made = convert_all(paths, folder / "worked out", "xlsx")
    found = []
    for content, path, by_office in zip(contents, paths, made, strict=True):
        formulas = cells_of(path, values=False)
        found.append(
            Filled(content, formulas, cells_of(by_office, values=True), by_ironcalc(path, formulas))
        )
    return found


def test_both_engines_give_every_formula_the_same_value(filled: list[Filled]) -> None:
    for number, one in enumerate(filled):
        different = {
            (key, one.office[key], one.iron[key])
            for key in one.formulas
            if not same(one.office[key], one.iron[key])
        }
        assert not different, (number, different)


def expected_rows(one: Filled) -> dict[int, tuple[Any, ...]]:
    """Give what the engine makes of each case: indicator, clock, days, limit and state, by row."""
    rows: dict[int, tuple[Any, ...]] = {}
    measured = one.measured
    for cohort in measured.cohorts:
        label, done = cohort.indicator.label, cohort.completed
        excluded = cohort.timed.records[cohort.excluded]
        for record in excluded.tolist():
            rows[int(measured.case_list.row[record])] = (label, None, "", None, "Check the dates")
        for record, start in zip(
            cohort.still_open.records.tolist(), cohort.still_open.start.tolist(), strict=True
        ):
            rows[int(measured.case_list.row[record])] = (label, plain(start), "", "", "Open")
        for record, start, days, limit, in_time in zip(
            *(
                column.tolist()
                for column in (done.records, done.start, done.days_taken, done.limit, done.in_time)
            ),
            strict=True,
        ):
            state = "Yes" if in_time else "No"
            rows[int(measured.case_list.row[record])] = (
                label,
                plain(start),
                float(days),
                float(limit),
                state,
            )
    for finding in measured.excluded:
        if finding.check.code == "type_unknown":
            rows[finding.row] = ("Check the type", "", "", "", "Check the type")
        elif finding.check.code == "exact_duplicate":
            rows[finding.row] = (None, None, None, None, "Repeats a row")
    return rows


def test_the_columns_beside_each_case_say_what_the_engine_finds(filled: list[Filled]) -> None:
    columns = [
        get_column_letter(number)
        for number, heading in enumerate(HEADINGS_OF_CASES, start=1)
        if heading not in (*HEADINGS.values(), WHOLE_ROW)
    ]
    states = set()
    for number, one in enumerate(filled):
        rows = expected_rows(one)
        assert set(rows) == set(range(FIRST_CASE, FIRST_CASE + len(one.content.cases)))
        for row, expected in rows.items():
            shown = [one.office["Cases", f"{letter}{row}"] for letter in columns]
            # For a case that cannot be counted the clock and the limit say what they can.
            pairs = [pair for pair in zip(shown, expected, strict=True) if pair[1] is not None]
            assert all(same(*pair) for pair in pairs), (number, row, shown, expected)
            states.add(expected[-1])
    assert states == {"Yes", "No", "Open", "Check the type", "Repeats a row", "Check the dates"}


def figures(one: Filled) -> Iterator[tuple[int, str, str]]:
    """Give each figure of Rates: its row, the add-in's formula and what Excel alone finds."""
    row = FIRST_FIGURE
    while text := one.office.get(("Rates", f"G{row}")):
        yield row, text, one.office["Rates", f"E{row}"]
        row += 1


def test_n_and_completed_are_those_of_the_engine_whatever_the_way_of_counting(
    filled: list[Filled],
) -> None:
    for number, one in enumerate(filled):
        for position, cohort in enumerate(one.measured.cohorts):
            counts, month = tally(cohort), one.content.month
            first = FIRST_FIGURE + position * 12
            for offset, rate in (
                (0, counts.rate(month)),
                (3, counts.rate(year_to_date(month))),
                (6, counts.rate(month, one.content.team or None)),
            ):
                shown = [one.office["Rates", f"E{first + offset + more}"] for more in range(3)]
                share = "#N/A" if rate.share is None else float(rate.share)
                expected = [float(rate.in_time), float(rate.completed), share]
                assert all(map(same, shown, expected)), (number, cohort.indicator.code, shown)


def value2(value: Any) -> Any:
    """Give a cell as Excel hands it to the add-in."""
    return None if value == "" else value


class Sheet:
    """The add-in's side of a formula: its text is read and the real function is called."""

    def __init__(self, one: Filled) -> None:
        self.one = one
        last = FIRST_CASE + len(one.content.cases)
        letters = [get_column_letter(number + 1) for number in range(len(HEADINGS_OF_CASES))]
        self.cases = tuple(
            tuple(value2(one.office["Cases", f"{letter}{row}"]) for letter in letters)
            for row in range(FIRST_CASE - 1, last)
        )

    def answer(self, text: str) -> Any:
        name, _, rest = text.removeprefix("=").partition("(")
        arguments = re.findall(r'INDEX\([^)]*\)|"[^"]*"|[^,]+', rest.removesuffix(")"))
        found = getattr(functions, name)(*map(self.argument, arguments))
        return plain(found[0][0] if isinstance(found, list) else found)

    def argument(self, text: str) -> Any:
        if text == "Cases[#All]":
            return self.cases
        if text.startswith('"'):
            return text.strip('"')
        if found := re.fullmatch(r"INDEX\(Cases\[(.+)\],1\)", text):
            return self.cases[1][self.cases[0].index(found[1])]
        if re.fullmatch(r"\$?[A-Z]+\$?\d+", text):
            value = self.one.office["Rates", text.replace("$", "")]
            return -2_146_826_246 if value == "#N/A" else value2(value)
        return float(text)


def is_comparable(one: Filled, row: int, figure: str) -> bool:
    """Whether Excel alone can give a figure that the add-in may give nevertheless."""
    match figure:
        case "Projected year end":
            return bool(one.office["Rates", f"E{row - 9}"] > 0 or one.office["Rates", "B10"] == 0)
        case "Working days taken":
            return bool(one.office["Cases", f"J{FIRST_CASE}"] != "")
    return True


def test_the_functions_of_the_add_in_give_what_excel_alone_gives(filled: list[Filled]) -> None:
    compared = set()
    for number, one in enumerate(filled):
        if one.own_counting:
            # The add-in goes by the council.toml that was named when it was installed.
            continue
        sheet = Sheet(one)
        for row, text, by_excel in figures(one):
            figure = one.office["Rates", f"B{row}"]
            answer = sheet.answer(text)
            if not is_comparable(one, row, figure):
                assert by_excel == "#N/A"
                continue
            assert same(answer, by_excel), (number, row, text, answer, by_excel)
            compared.add((figure, by_excel if isinstance(by_excel, str) else "a number"))
    assert compared >= {
        ("Rate", "#N/A"),
        ("Rate", "a number"),
        ("Status", "Green"),
        ("Status", "Red"),
        ("Status", "No numeric target"),
        ("Status", "#N/A"),
        ("Projected year end", "a number"),
        ("Rate needed", "a number"),
        ("Rate needed", "#N/A"),
        ("Working days taken", "a number"),
        ("Due after 10 working days", "a number"),
    }


def test_the_published_figures_stand_in_the_harrow_workbook(filled: list[Filled]) -> None:
    shown = {
        (one["A"], one["B"], one["C"]): one["E"]
        for row in range(FIRST_FIGURE, FIRST_FIGURE + 36)
        for one in [{letter: filled[0].office["Rates", f"{letter}{row}"] for letter in "ABCE"}]
    }
    month, year = "the month", "the year to date"
    assert [shown["NI 59", what, month] for what in ("In time", "Completed")] == [55, 59]
    assert [shown["NI 60", what, month] for what in ("In time", "Completed")] == [50, 58]
    assert same(shown["NI 59", "Rate", month], 55 / 59)
    assert round(shown["NI 59", "Rate", year], 2) == 0.79
    assert round(shown["NI 60", "Rate", year], 2) == 0.75
    assert shown["NI 59", "Status", year] == "No numeric target"
    assert shown["NI 60", "Status", year] == "Red"
    assert round(shown["NI 60", "Projected year end", "the year"], 2) == 0.80
    assert round(shown["NI 60", "Rate needed", "each month left"], 2) == 0.93
    assert shown["CF 45", "Rate", month] == "#N/A"
