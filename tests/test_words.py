from datetime import date
from fractions import Fraction

import pytest

from timeliness.words import (
    count_of,
    day_label,
    listed,
    named_in_list,
    percent,
    rounded_half_up,
    signed_points,
    to_a_tenth,
)


def test_numbers_agree_with_their_nouns() -> None:
    assert count_of(1, "row") == "1 row"
    assert count_of(0, "row") == "0 rows"
    assert count_of(2000, "child", "children") == "2,000 children"


def test_a_councils_name_stands_in_a_list_without_parting_it() -> None:
    assert named_in_list("Bristol, City of") == "City of Bristol"
    assert named_in_list("Herefordshire, County of") == "County of Herefordshire"
    names = named_in_list("Bournemouth, Christchurch and Poole")
    assert names == "Bournemouth Christchurch and Poole"
    assert named_in_list("Kingston upon Thames") == "Kingston upon Thames"


def test_lists_are_joined_as_sentences_join_them() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"], last="or") == "a or b"
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("value", "whole"),
    [("1/2", 1), ("3/2", 2), ("49/100", 0), ("-1/2", -1), ("-49/100", 0), ("5/2", 3), ("0", 0)],
)
def test_halves_are_rounded_away_from_zero(value: str, whole: int) -> None:
    assert rounded_half_up(Fraction(value)) == whole


def test_shares_are_whole_per_cent_from_the_exact_fraction() -> None:
    assert percent(Fraction(55, 59)) == "93%"
    assert percent(Fraction(57, 200)) == "29%"


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("4", "+4"),
        ("1", "+1"),
        ("-1", "-1"),
        ("-7/2", "-4"),
        ("2/5", "0"),
    ],
)
def test_differences_are_whole_points_with_their_sign(points: str, words: str) -> None:
    assert signed_points(Fraction(points) / 100) == words


def test_differences_of_shares_with_a_decimal_have_one_too() -> None:
    points = [Fraction(tenths, 1000) for tenths in (42, -7, 100)] + [Fraction(4, 100_000)]
    assert [signed_points(one, fine=True) for one in points] == ["+4.2", "-0.7", "+10.0", "0.0"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("58", "58"),
        ("0", "0"),
        ("12345", "12,345"),
        ("275/8", "34.4"),
        ("1/9", "0.1"),
        ("3999/4", "999.8"),
        ("4999/2", "2,499.5"),
        ("-275/8", "-34.4"),
    ],
)
def test_a_number_that_is_not_whole_has_one_decimal(number: str, words: str) -> None:
    assert to_a_tenth(Fraction(number)) == words


def test_days_are_written_in_english_whatever_the_machine_speaks() -> None:
    assert day_label(date(2010, 5, 3)) == "03 May 2010"
