"""All rules of the leak check, applied to a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from timeliness.errors import UnusableInputError
from timeliness.leak_check.content import content_leaks
from timeliness.leak_check.package import package_leaks
from timeliness.leak_check.reading import Parts, read_parts

_SIZE_EXPECTED = 2_000_000


def check_package(path: Path) -> tuple[str, ...]:
    """Read a file and say what in it should not leave; nothing in it is opened or run.

    Args:
        path: a workbook or a document.

    Returns:
        A sentence for each leak, which never quotes a value; none when the file is clean.

    Raises:
        UnusableInputError: the file cannot be read.
    """
    # Windows refuses to read a folder as it refuses a file that is open elsewhere.
    if path.is_dir():
        raise UnusableInputError(f"{path} is a folder: name the file in it that should leave.")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnusableInputError(f"{path} was not found: check the name.") from None
    except OSError:
        raise UnusableInputError(
            f"{path} could not be read: close it in other programs and check that you have access."
        ) from None
    return leaks_in(content, path.name)


def leaks_in(content: bytes, name: str) -> tuple[str, ...]:
    """Say what in a file's bytes should not leave.

    Args:
        content: the bytes of a workbook or a document.
        name: its name, for messages.

    Raises:
        UnusableInputError: it cannot be read.
    """
    parts = read_parts(content, name)
    return tuple(dict.fromkeys((*_size_leaks(parts), *package_leaks(parts), *content_leaks(parts))))


def unseen_in(content: bytes, name: str) -> tuple[str, ...]:
    """Say what a file's bytes carry unseen, whatever its text says.

    Args:
        content: the bytes of a workbook or a document.
        name: its name, for messages.

    Raises:
        UnusableInputError: it cannot be read.
    """
    return tuple(dict.fromkeys(package_leaks(read_parts(content, name))))


def _size_leaks(parts: Parts) -> Iterator[str]:
    """Name a part that holds more than a report of rates ever does."""
    for name, content in parts.content.items():
        if len(content) > _SIZE_EXPECTED:
            yield (
                f"The part {name} holds {len(content) / 1_000_000:.0f} MB, far more than a report "
                "of rates: it may hold a list of cases."
            )
