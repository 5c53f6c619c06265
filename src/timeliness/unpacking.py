"""A package from outside, expanded a piece at a time and counted, so that none fills the memory.

What a package says of its own sizes may be false, and zipfile believes it: a part that says it is
small is cut off there, while other readers go on. Parts are therefore expanded here, and what
comes out of one must be what the package says of it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_SIGNATURE = b"PK\x03\x04"
_LOCKED = 0x1
_CHUNK = 64 * 1024
_PIECE = 1024 * 1024


WORKBOOK_BEGINNINGS = (_SIGNATURE, b"\xd0\xcf\x11\xe0")
"""What workbooks of today and of former days begin with."""


class DamagedPackageError(Exception):
    """The bytes are no whole package of the usual kind, or it is locked with a password."""


class OverLimitsError(Exception):
    """A package expands to more than it may."""


class TooManyPartsError(OverLimitsError):
    """A package has more parts than it may."""


@dataclass(frozen=True)
class Limits:
    """How much a package may hold.

    Attributes:
        parts: the most parts.
        expanded: the most bytes that all parts may expand to.
        expansion: how many times larger than packed they may become.
        always: bytes that they may expand to however small the package is.
    """

    parts: int
    expanded: int
    expansion: int
    always: int

    def bytes_for(self, packed: int) -> int:
        """Give the most bytes that a package may expand to, by its own bytes."""
        return min(self.expanded, max(self.always, packed * self.expansion))


class OutsidePackage:
    """The parts of a package, each expanded when it is asked for."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Take a package; nothing of it is expanded yet.

        Raises:
            DamagedPackageError: the bytes are no package.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                listed = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, OSError, NotImplementedError):
            raise DamagedPackageError from None
        members = [member for member in listed if not member.filename.endswith("/")]
        self.names = tuple(member.filename for member in members)
        self._members = members
        self._content = content
        self._limits = limits

    def parts(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give the name of each part with its content a piece at a time.

        A part whose pieces are not taken is not expanded and does not count.

        Raises:
            DamagedPackageError: a part is damaged, or is not what the package says of it.
            TooManyPartsError: there are too many of them.
            OverLimitsError: what was expanded so far is too much.
        """
        if len(self._members) > self._limits.parts:
            raise TooManyPartsError
        left = self._limits.bytes_for(len(self._content))

        def counted(member: zipfile.ZipInfo) -> Iterator[bytes]:
            nonlocal left
            size = checksum = 0
            for piece in _expanded(_packed(self._content, member), member.compress_type):
                size += len(piece)
                left -= len(piece)
                if left < 0:
                    raise OverLimitsError
                checksum = zlib.crc32(piece, checksum)
                yield piece
            if (size, checksum) != (member.file_size, member.CRC):
                raise DamagedPackageError

        for member in self._members:
            yield member.filename, counted(member)

    def content_of(self, name: str) -> bytes | None:
        """Give what one part holds, or None where there is none of that name.

        Raises:
            DamagedPackageError: the part is damaged, or is not what the package says of it.
            OverLimitsError: it is too much, or one of too many.
        """
        content = None
        for part, pieces in self.parts():
            if part == name:
                content = b"".join(pieces)
        return content

    def contents(self) -> dict[str, bytes]:
        """Give what every part holds, by its name in small letters.

        Excel and Word do not tell capitals in the names of parts apart.

        Raises:
            DamagedPackageError: a part is damaged, or two have one name, of which a program may
                open either.
            OverLimitsError: they are too much, or too many.
        """
        found = {name.casefold(): b"".join(pieces) for name, pieces in self.parts()}
        if len(found) < len(self.names):
            raise DamagedPackageError
        return found


def check(content: bytes, limits: Limits) -> None:
    """Expand a package once and keep nothing of it, before another reader opens it.

    Raises:
        DamagedPackageError: the bytes are no whole package.
        OverLimitsError: it holds or expands to more than it may.
    """
    for _, pieces in OutsidePackage(content, limits).parts():
        for _ in pieces:
            pass


def _packed(content: bytes, member: zipfile.ZipInfo) -> memoryview:
    """Find the bytes of a part where the package says that they lie."""
    header = content[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
    if (
        member.flag_bits & _LOCKED
        or len(header) < _LOCAL_HEADER.size
        or not header.startswith(_SIGNATURE)
    ):
        raise DamagedPackageError
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = member.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    return memoryview(content)[start : start + member.compress_size]


def _expanded(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
        return
    if method != zipfile.ZIP_DEFLATED:
        raise DamagedPackageError
    expander = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _CHUNK):
            # What is left of a chunk once a piece is full goes into the next piece; the expander
            # may hold a little more when nothing is left.
            waiting: bytes | memoryview = packed[start : start + _CHUNK]
            while waiting and not expander.eof:
                yield expander.decompress(waiting, _PIECE)
                waiting = expander.unconsumed_tail
        while not expander.eof:
            rest = expander.decompress(b"", _PIECE)
            if not rest:
                raise DamagedPackageError
            yield rest
    except zlib.error:
        raise DamagedPackageError from None
