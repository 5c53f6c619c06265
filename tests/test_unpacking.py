"""A package from outside: what comes out of it, what is refused, and how little it may claim."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.editing import packed
from timeliness.unpacking import (
    DamagedPackageError,
    Limits,
    OutsidePackage,
    OverLimitsError,
    TooManyPartsError,
    check,
)

LIMITS = Limits(parts=5, expanded=4_000_000, expansion=50, always=100_000)


def expanded(content: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    return {name: b"".join(pieces) for name, pieces in OutsidePackage(content, limits).parts()}


def with_method(method: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a.xml", b"text " * 100)
    return made.getvalue()


def locked() -> bytes:
    """A package whose list of parts says that its part is locked with a password."""
    content = bytearray(packed({"a.xml": b"text"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


class Stream(io.BytesIO):
    """Where a program writes that cannot go back, as a case system does to a browser."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_a_package_written_without_going_back_is_read_as_any_other() -> None:
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"text " * 100)
    content = stream.getvalue()
    assert b"PK\x07\x08" in content
    assert expanded(content) == {"a.xml": b"text " * 100}


@given(
    st.dictionaries(
        st.text("abc/", min_size=1).filter(lambda name: not name.endswith("/")),
        st.one_of(st.binary(), st.builds(bytes, st.integers(0, 20_000))),
        max_size=5,
    )
)
def test_what_was_packed_comes_out_again(parts: dict[str, bytes]) -> None:
    assert expanded(packed(parts)) == parts


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_of_several_pieces_is_given_whole(method: int) -> None:
    content = b"".join(str(number * number).encode() for number in range(350_000))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a.bin", content)
    assert len(content) > 3 * 1024**2
    assert expanded(made.getvalue())["a.bin"] == content


def test_what_comes_after_the_last_packed_byte_is_given_or_missed() -> None:
    roomy = Limits(parts=5, expanded=4_000_000, expansion=50, always=2_000_000)
    content = packed({"a": bytes(1024**2 + 100)})
    assert expanded(content, roomy)["a"] == bytes(1024**2 + 100)
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo("a").compress_size
    short = content.replace(struct.pack("<L", size), struct.pack("<L", size - 1))
    with pytest.raises(DamagedPackageError):
        expanded(short, roomy)


def test_the_limit_is_met_exactly_and_not_passed() -> None:
    check(packed({"a": bytes(60_000), "b": bytes(40_000)}), LIMITS)
    with pytest.raises(OverLimitsError):
        check(packed({"a": bytes(60_000), "b": bytes(40_001)}), LIMITS)


def test_a_large_package_may_become_larger_up_to_the_end_of_all_limits() -> None:
    assert LIMITS.bytes_for(1_000) == 100_000
    assert LIMITS.bytes_for(10_000) == 500_000
    assert LIMITS.bytes_for(1_000_000) == 4_000_000


def test_a_package_with_too_many_parts_is_refused_before_one_is_expanded() -> None:
    check(packed({str(number): b"" for number in range(5)}), LIMITS)
    with pytest.raises(TooManyPartsError):
        next(OutsidePackage(packed({str(number): b"" for number in range(6)}), LIMITS).parts())


def test_the_parts_can_be_gone_through_twice_and_count_once() -> None:
    package = OutsidePackage(packed({"a": bytes(90_000)}), LIMITS)
    for _ in range(2):
        assert [len(b"".join(pieces)) for _, pieces in package.parts()] == [90_000]


def test_a_part_that_says_it_is_small_is_counted_as_it_is() -> None:
    size, lie = struct.pack("<L", 90_000), struct.pack("<L", 10)
    honest = packed({"a": bytes(90_000)})
    assert honest.count(size) == 2
    with pytest.raises(DamagedPackageError):
        check(honest.replace(size, lie), LIMITS)
    with pytest.raises(OverLimitsError):
        check(
            packed({"a": bytes(200_000)}).replace(struct.pack("<L", 200_000), lie),
            LIMITS,
        )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no package",
        packed({"a": bytes(500)})[:-10],
        with_method(zipfile.ZIP_BZIP2),
        with_method(zipfile.ZIP_STORED).replace(b"text text", b"text next", 1),
        with_method(zipfile.ZIP_STORED).replace(b"PK\x03\x04", b"PK\x03\x05"),
        locked(),
    ],
    ids=["empty", "text", "cut off", "another way", "changed", "not where it says", "locked"],
)
def test_what_is_no_whole_package_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedPackageError):
        check(content, LIMITS)


def test_one_part_is_given_by_its_name_and_the_others_are_not_expanded() -> None:
    too_much = packed({"a.xml": b"text", "b.xml": b"\0" * LIMITS.expanded})
    package = OutsidePackage(too_much, LIMITS)
    assert package.content_of("a.xml") == b"text"
    assert package.content_of("c.xml") is None
    with pytest.raises(OverLimitsError):
        package.content_of("b.xml")


def test_all_parts_are_given_by_their_names_in_small_letters_and_no_name_twice() -> None:
    package = OutsidePackage(packed({"A.xml": b"first", "b.xml": b"second"}), LIMITS)
    assert package.contents() == {"a.xml": b"first", "b.xml": b"second"}
    with pytest.raises(DamagedPackageError):
        OutsidePackage(packed({"A.xml": b"first", "a.xml": b"second"}), LIMITS).contents()
