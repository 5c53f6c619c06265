from datetime import date
from typing import Any

import pytest

from timeliness.errors import SettingsError
from timeliness.indicators import Definitions, published_definitions
from timeliness.periods import read_period

PUBLISHED = published_definitions()


def changed(**tables: Any) -> Definitions:
    return PUBLISHED.with_council({"indicators": tables}, "council.toml")


@pytest.mark.parametrize(
    ("code", "day", "working_days"),
    [
        ("NI59", date(2008, 4, 1), 7),
        ("NI59", date(2010, 3, 31), 7),
        ("NI59", date(2010, 4, 1), 10),
        ("NI59", date(2026, 11, 1), 10),
        ("NI60", date(2008, 4, 1), 35),
        ("CF45", date(2013, 4, 1), 45),
    ],
)
def test_each_limit_holds_from_its_day(code: str, day: date, working_days: int) -> None:
    limit = PUBLISHED.indicator(code).limit_on(day)
    assert limit is not None
    assert limit.working_days == working_days
    assert limit.source


@pytest.mark.parametrize(
    ("code", "day"), [("NI59", date(2008, 3, 31)), ("CF45", date(2013, 3, 31))]
)
def test_before_its_first_limit_an_indicator_has_none(code: str, day: date) -> None:
    assert PUBLISHED.indicator(code).limit_on(day) is None


def test_titles_and_bases_carry_the_limit_of_the_period() -> None:
    ni59 = PUBLISHED.indicator("NI59")
    assert ni59.title_in(read_period("Nov 2010")) == (
        "Initial assessments completed within 10 working days of referral"
    )
    assert ni59.basis_in(read_period("2009-10")) == "7 working days"
    assert ni59.basis_in(read_period("2007-08")) == "no limit in force"
    assert ni59.label == "NI 59"


def test_codes_are_found_in_any_case_and_with_a_space() -> None:
    assert PUBLISHED.indicator("ni 59") is PUBLISHED.indicator("NI59")
    with pytest.raises(
        SettingsError, match='"NI61" is not an indicator: there are NI59, NI60, CF45'
    ):
        PUBLISHED.indicator("NI61")


def test_a_councils_limit_comes_before_the_published_ones_for_its_days_only() -> None:
    ni59 = changed(
        NI59={
            "limits": [{"from": date(2010, 10, 1), "until": date(2010, 12, 31), "working_days": 7}]
        }
    ).indicator("NI59")
    assert ni59.basis_in(read_period("Sep 2010")) == "10 working days"
    assert ni59.basis_in(read_period("Oct 2010")) == "7 working days"
    assert ni59.basis_in(read_period("2010-11")) == "10 working days, then 7 working days"
    assert ni59.title_in(read_period("Jan 2011")).startswith(
        "Initial assessments completed within 10"
    )


def test_every_kind_of_assessment_that_is_measured_has_names() -> None:
    for indicator in PUBLISHED.indicators.values():
        assert PUBLISHED.assessment_types[indicator.assessments]


@pytest.mark.parametrize(
    ("types", "named"),
    [
        ({"Initial": ["IA"]}, '"Initial" would name both initial and Initial assessments'),
        ({"core": ["Initial"]}, '"Initial" would name both initial and core assessments'),
        ({"section_47": ["c & f"]}, '"c & f" would name both single and section_47 assessments'),
        ({"S_47": ["Section 47"], "s47": ["S-47"]}, '"S-47" would name both S_47 and s47'),
    ],
)
def test_a_name_that_two_kinds_of_assessment_claim_is_refused(
    types: dict[str, Any], named: str
) -> None:
    with pytest.raises(SettingsError, match=r"^council.toml: assessment_types: ") as error:
        PUBLISHED.with_council({"assessment_types": types}, "council.toml")
    assert named in str(error.value)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            {"limits": [{"from": date(2010, 4, 2), "until": date(2010, 4, 1), "working_days": 7}]},
            "before it starts",
        ),
        (
            {"limits": [{"from": date(2010, 4, 1), "working_days": -1}]},
            "write a number that is not below 0",
        ),
        (
            {"limits": [{"from": date(2010, 4, 1), "working_days": "ten"}]},
            '"indicators.NI59.limits.1.working_days"',
        ),
        ({"limits": [{"from": "April", "working_days": 10}]}, '"indicators.NI59.limits.1.from"'),
        ({"assessments": "enquiries"}, "is not a kind of assessment"),
        ({"clock_starts": []}, '"indicators.NI59.clock_starts"'),
        ({"clock_starts": ["birthday"]}, '"indicators.NI59.clock_starts.1"'),
        ({"good_is": "middling"}, '"indicators.NI59.good_is"'),
        ({"code": "NI5"}, "an indicator's code is the name of its table: take the key out"),
        ({"title": "within {days}"}, "may hold {limit}, not {days}"),
        (
            {"clock_start": ["start"]},
            '"indicators.NI59.clock_start" is not known ("clock_starts" is meant perhaps)',
        ),
    ],
)
def test_a_wrong_definition_is_one_sentence_with_its_place(
    table: dict[str, Any], said: str
) -> None:
    with pytest.raises(SettingsError) as error:
        changed(NI59=table)
    assert said in str(error.value)
    assert str(error.value).startswith("council.toml: ")
    assert str(error.value).count("\n") == 0
