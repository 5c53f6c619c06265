import pytest

from timeliness.excel_names import excel_name, is_address
from timeliness.indicators import published_definitions


@pytest.mark.parametrize(
    "name",
    [
        "NI59",
        "ni60",
        "CF45",
        "CIN2026",
        "A1",
        "XFD1048576",
        "K2",
        "R",
        "C",
        "R1C1",
        "rc",
        "R2",
        "C3",
    ],
)
def test_what_excel_reads_as_a_cell_is_no_name(name: str) -> None:
    assert is_address(name)
    with pytest.raises(ValueError, match="is a cell address"):
        excel_name(name)


@pytest.mark.parametrize("name", ["NI59_RATE", "XFE1", "A1048577", "A0", "RATE", "ROW1X", "ABCD1"])
def test_other_names_are_fine(name: str) -> None:
    assert not is_address(name)
    assert excel_name(name)


def test_parts_are_joined_and_signs_that_names_may_not_have_are_replaced() -> None:
    assert excel_name("NI59", "RATE") == "NI59_RATE"
    assert excel_name("excluded rows", "2010-11") == "excluded_rows_2010_11"


@pytest.mark.parametrize("parts", [(), ("",), ("1st",), ("é",)])
def test_what_cannot_be_a_name_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="cannot be a name"):
        excel_name(*parts)


def test_no_name_made_for_an_indicator_is_a_cell() -> None:
    for code in published_definitions().indicators:
        assert is_address(code), "the code alone must never be used as a name"
        for part in ("RATE", "IN_TIME", "COMPLETED", "months", "teams"):
            assert not is_address(excel_name(code, part))
