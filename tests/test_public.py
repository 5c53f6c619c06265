"""The public names of the package: each is there, says what it is, and costs nothing unasked."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import timeliness


@pytest.mark.parametrize("name", timeliness.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(timeliness, name)
    if name == "__version__":
        assert value.count(".") == 2
    else:
        assert value.__name__ == name
        assert inspect.getdoc(value)


def test_a_name_that_is_not_public_is_refused_as_any_module_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = timeliness.guess


def test_the_package_alone_loads_none_of_its_rooms() -> None:
    ask = "import sys, timeliness; print([x for x in sys.modules if x.startswith('timeliness.')])"
    asked = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "[]"


def test_the_package_says_that_it_has_types() -> None:
    from importlib import resources  # noqa: PLC0415

    assert resources.files("timeliness").joinpath("py.typed").is_file()
