"""An officer's template as a file: read in one way, for a workbook and for a document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timeliness.errors import TemplateError
from timeliness.unpacking import DamagedPackageError, Limits, OverLimitsError, check

_LIMITS = Limits(parts=2_000, expanded=200 * 1024**2, expansion=200, always=16 * 1024**2)
"""What a template may hold; one with pictures is far below it."""


@dataclass(frozen=True)
class TemplateKind:
    """A kind of template, in the words of messages.

    Attributes:
        thing: what it should be opened as.
        saved_from: how it is saved again.
        table: the table of council.toml that names it.
    """

    thing: str
    saved_from: str
    table: str


WORKBOOK = TemplateKind("workbook", "Excel as .xlsx", "[output]")
DOCUMENT = TemplateKind("document", "Word as .docx", "[report]")


def read_template(path: Path, kind: TemplateKind) -> bytes:
    """Read a template's bytes.

    Raises:
        TemplateError: it is missing, damaged or too large when it is expanded.
    """
    with opening(path, kind, OSError, DamagedPackageError):
        try:
            content = path.read_bytes()
            check(content, _LIMITS)
        except FileNotFoundError:
            raise TemplateError(
                f"The template {path} was not found: check the name under {kind.table} in "
                "council.toml."
            ) from None
        except OverLimitsError:
            raise TemplateError(
                f"The template {path.name} would fill this machine's memory when opened, which no "
                "template does, so it was not opened: start again from the template that comes "
                "with Timeliness."
            ) from None
    return content


@contextmanager
def opening(path: Path, kind: TemplateKind, *errors: type[Exception]) -> Iterator[None]:
    """Turn what a library raises for a file that is no template into one sentence.

    Raises:
        TemplateError: one of the errors was raised inside.
    """
    try:
        yield
    except errors:
        raise TemplateError(
            f"The template {path.name} cannot be opened as a {kind.thing}: save it again from "
            f"{kind.saved_from}."
        ) from None
