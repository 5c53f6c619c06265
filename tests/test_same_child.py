"""Records of one child held against each other, and how the other row is named."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.lists import block_of, initial, list_of
from timeliness.case_list import CaseList, ListOptions
from timeliness.case_list.reading import read_blocks_together
from timeliness.indicators import published_definitions
from timeliness.measuring import Measurement, measure
from timeliness.same_child import NONE, open_beside, overlapped, repeated

AS_OF = date(2010, 12, 6)
MON, FRI, NEXT_FRI = date(2010, 11, 1), date(2010, 11, 5), date(2010, 11, 12)
DEFINITIONS = published_definitions()


def measured(case_list: CaseList) -> Measurement:
    return measure(case_list, DEFINITIONS.indicators.values(), as_of=AS_OF)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(
            [initial(1, MON, FRI), initial(2, MON, FRI), initial(1, MON, FRI)],
            {4: "row 2"},
            id="a repeated row",
        ),
        pytest.param(
            [initial(1, MON, FRI), initial(1, MON, FRI), initial(1, MON, FRI)],
            {3: "row 2", 4: "row 2"},
            id="the row that is counted and not another repeat",
        ),
        pytest.param(
            [initial(9, MON, FRI), initial(7, MON, None), initial(7, FRI, None)],
            {3: "row 4", 4: "row 3"},
            id="two open at once",
        ),
        pytest.param(
            [initial(1, MON, NEXT_FRI), initial(1, date(2010, 11, 2), FRI), initial(1, FRI, FRI)],
            {3: "row 2", 4: "row 2"},
            id="the earlier one that ended last",
        ),
    ],
)
def test_the_other_row_is_named_with_the_one_that_is_at_fault(
    rows: list[list[object]], said: dict[int, str]
) -> None:
    measurement = measured(list_of(*rows))
    beside = {
        finding.row: finding.beside
        for finding in (*measurement.excluded, *measurement.warnings)
        if finding.beside
    }
    assert beside == said
    repeats = [one for one in measurement.excluded if one.check.code == "exact_duplicate"]
    assert all(one.message.endswith(f" The other one is in {said[one.row]}.") for one in repeats)


def test_a_row_of_another_file_is_named_with_its_file_and_sheet() -> None:
    blocks = [
        (block_of(initial(1, MON, FRI), file="october.xlsx", sheet="IA"), ListOptions()),
        (block_of(initial(1, MON, FRI), file="november.xlsx", sheet="IA"), ListOptions()),
    ]
    [repeat] = measured(read_blocks_together(blocks, DEFINITIONS)).excluded
    assert repeat.sentence.startswith('november.xlsx, sheet "IA", row 2, column "')
    assert repeat.sentence.endswith(' The other one is in october.xlsx, sheet "IA", row 2.')


def test_a_fault_that_concerns_no_other_row_names_none() -> None:
    [fault] = measured(list_of(initial(1, MON, FRI), initial(2, FRI, MON))).excluded
    assert (fault.beside, fault.message) == ("", fault.check.message)


records = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 30), st.integers(0, 12)), min_size=1, max_size=25
)


@given(records)
def test_an_overlap_is_found_wherever_comparing_every_pair_finds_one(
    made: list[tuple[int, int, int]],
) -> None:
    child = np.array([one for one, _, _ in made], dtype=np.int64)
    start = np.array([day for _, day, _ in made]).astype("datetime64[D]")
    stop = start + np.array([length for _, _, length in made])
    others = overlapped(child, start, stop)
    for here in range(len(made)):
        place = (start[here], stop[here], here)
        earlier = [
            there
            for there in range(len(made))
            if child[there] == child[here] and (start[there], stop[there], there) < place
        ]
        latest = max((stop[there] for there in earlier), default=None)
        if latest is not None and start[here] < latest:
            assert others[here] in earlier
            assert stop[others[here]] == latest
        else:
            assert others[here] == NONE


@given(st.lists(st.integers(0, 5), max_size=20))
def test_each_open_record_is_shown_another_one_of_its_child_where_there_is_any(
    children: list[int],
) -> None:
    others = open_beside(np.array(children, dtype=np.int64))
    for here, child in enumerate(children):
        elsewhere = [place for place, one in enumerate(children) if one == child and place != here]
        assert others[here] == (elsewhere[0] if elsewhere else NONE)


@given(st.lists(st.tuples(st.integers(1, 2), st.sampled_from([MON, FRI, None])), min_size=1))
def test_a_record_repeats_the_first_that_is_equal(rows: list[tuple[int, date | None]]) -> None:
    case_list = list_of(*(initial(child, MON, stop) for child, stop in rows))
    first = [rows.index(row) for row in rows]
    assert repeated(case_list).tolist() == [
        NONE if place == here else place for here, place in enumerate(first)
    ]
