"""A package's bytes from its parts: the same for the same content, on every machine and day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_MEMBER_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can state."""


def packed(parts: Iterable[tuple[str, bytes]], *, compressed: bool = True) -> bytes:
    """Put parts into a package, in the order given.

    Args:
        parts: the name and the content of each.
        compressed: whether parts are packed small; compressors of different versions do not give
            the same bytes, so a package whose fingerprint is compared between computers is not.
    """
    finished = io.BytesIO()
    with zipfile.ZipFile(finished, "w") as target:
        for name, content in parts:
            member = zipfile.ZipInfo(name, _MEMBER_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            # The system that wrote an archive is part of it, and would differ with the machine.
            member.create_system = 0
            target.writestr(member, content)
    return finished.getvalue()


def parts_of(package: bytes) -> list[tuple[str, bytes]]:
    """Give the parts of a package that we made ourselves, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
