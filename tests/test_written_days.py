"""A day means the same wherever somebody writes it: in a list, as a period, behind --as-of."""

from datetime import date

import pytest

from timeliness.case_list.dates import read_dates
from timeliness.commands.options import as_of_day
from timeliness.errors import SettingsError
from timeliness.periods import month_of, read_period

DAY = date(2010, 12, 6)


@pytest.mark.parametrize(
    "text",
    ["2010-12-06", "2010-12-6", "06/12/2010", "6/12/2010", "6 Dec 2010", "06-DEC-2010",
     "6 December 2010", " 6\N{NO-BREAK SPACE}Dec 2010 ", "06/12/2010 09:30"],
)  # fmt: skip
def test_a_day_is_read_in_the_same_ways_wherever_it_is_written(text: str) -> None:
    assert read_dates([text]).days[0].item() == DAY
    assert as_of_day(text) == DAY
    assert read_period(text) == month_of(DAY)


@pytest.mark.parametrize("text", ["6/12/10", "31/02/2010", "12/25/2010", "6 Brumaire 2010", ""])
def test_what_is_no_day_of_one_meaning_is_no_as_of_day(text: str) -> None:
    with pytest.raises(SettingsError, match="is not a day: write it as 2010-12-06"):
        as_of_day(text)
