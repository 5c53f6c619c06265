"""The worksheet functions as data, and that Python has each of them as it says."""

from __future__ import annotations

import inspect

import pytest

from tests.excel_host.windows_xlwings import WindowsXlwings
from timeliness.excel.catalogue import CATEGORY, LONGEST_HELP, Argument, Function, functions_of
from timeliness.excel_names import is_address
from timeliness.indicators import published_definitions

FUNCTIONS = functions_of(published_definitions())

OWN_INDICATOR = {
    "assessment_types": {"section_47": ["Section 47"]},
    "indicators": {
        "S47": {
            "name": "Section 47 enquiries",
            "title": "Section 47 enquiries completed within {limit} working days",
            "assessments": "section_47",
            "clock_starts": ["start"],
            "limits": [{"from": "2013-04-01", "working_days": 15}],
        }
    },
}


def test_every_indicator_has_its_rate_and_its_two_counts() -> None:
    names = [function.name for function in FUNCTIONS]
    for code in ("NI59", "NI60", "CF45"):
        assert {f"{code}_RATE", f"{code}_IN_TIME", f"{code}_COMPLETED"} <= set(names)
    assert len(names) == len(set(names))


def test_a_councils_own_indicator_has_them_too() -> None:
    definitions = published_definitions().with_council(OWN_INDICATOR, "council.toml")
    names = {function.name for function in functions_of(definitions)}
    assert {"S47_RATE", "S47_IN_TIME", "S47_COMPLETED"} <= names


def test_a_long_name_of_a_councils_indicator_does_not_overrun_the_help() -> None:
    changes = {"indicators": {"NI59": {"name": "Initial assessments " * 30}}}
    functions = functions_of(published_definitions().with_council(changes, "council.toml"))
    assert max(len(function.help) for function in functions) <= LONGEST_HELP


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_no_name_is_a_cell_and_no_help_is_cut_off(function: Function) -> None:
    assert not is_address(function.name)
    assert 0 < len(function.help) <= LONGEST_HELP
    for argument in function.arguments:
        assert 0 < len(argument.help) <= LONGEST_HELP


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_python_registers_each_function_with_the_arguments_that_the_catalogue_gives(
    function: Function, excel: WindowsXlwings
) -> None:
    registered = excel.registered()[function.name]
    assert registered["category"] == CATEGORY
    assert not registered["volatile"]
    given = registered["args"]
    names = [argument["name"] for argument in given if argument["name"] != "place"]
    assert names == [argument.name for argument in function.arguments]
    optional = [
        argument["name"]
        for argument in given
        if "optional" in argument and argument["name"] in names
    ]
    assert optional == [argument.name for argument in function.arguments if argument.optional]
    assert all(argument["options"] == {"convert": "raw"} for argument in given)


def test_python_registers_no_function_that_the_catalogue_lacks(excel: WindowsXlwings) -> None:
    assert set(excel.registered()) == {function.name for function in FUNCTIONS}


def test_every_function_says_what_it_gives(excel: WindowsXlwings) -> None:
    for name in excel.registered():
        assert inspect.getdoc(getattr(excel.module, name))


def test_the_help_of_an_indicators_functions_is_plain_english() -> None:
    found = {one.name: one.help for one in functions_of(published_definitions())}
    assert found["NI59_IN_TIME"] == (
        "NI 59: how many of the initial assessments completed in the period were in time."
    )
    assert found["NI60_COMPLETED"] == (
        "NI 60: how many of the core assessments were completed in the period."
    )
    assert found["CF45_RATE"].startswith(
        "CF 45: the share of the single assessments completed in the period that were in time, "
    )


def test_help_that_excel_would_cut_off_is_refused() -> None:
    with pytest.raises(ValueError, match="256 characters"):
        Function("A_RATE", "x" * 256, ())


def test_an_optional_argument_before_one_that_is_not_is_refused() -> None:
    arguments = (Argument("a", "a", optional=True), Argument("b", "b"))
    with pytest.raises(ValueError, match="optional"):
        Function("A_RATE", "help", arguments)
