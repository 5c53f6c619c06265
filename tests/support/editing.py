"""Changing one part of a package, to see whether a check finds it."""

from __future__ import annotations

import io
import zipfile


def with_part(package: bytes, part: str, old: str, new: str) -> bytes:
    """Replace the first occurrence of a text in a part; the text must be there."""
    content = parts_of(package)
    text = content[part].decode()
    if old not in text:
        raise ValueError(f"{part} does not hold {old}")
    return packed(content | {part: text.replace(old, new, 1).encode()})


def parts_of(package: bytes) -> dict[str, bytes]:
    """Give the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Make a package of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
