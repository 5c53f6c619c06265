"""A template read once and copied for every workbook that is built from it.

Reading a template takes as long as filling it. What openpyxl makes of it is therefore kept in the
form in which Python hands objects from one process to another; each workbook gets one of its own
from that, to fill as it likes.
"""

from __future__ import annotations

import io
import pickle
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from openpyxl import Workbook, load_workbook


def fresh_copy(content: bytes) -> Workbook:
    """Read a workbook, or copy it where it was read before.

    Args:
        content: the bytes of the file, by which it is known.

    Raises:
        Exception: whatever openpyxl raises for bytes that are no workbook.
    """
    book = pickle.loads(_kept(content))  # noqa: S301  (what this very process wrote)
    assert isinstance(book, Workbook)  # noqa: S101  (nothing else is kept)
    return book


@lru_cache(maxsize=4)
def _kept(content: bytes) -> bytes:
    kept = io.BytesIO()
    _Pickler(kept, pickle.HIGHEST_PROTOCOL).dump(load_workbook(io.BytesIO(content)))
    return kept.getvalue()


class _Pickler(pickle.Pickler):
    """Keeps openpyxl's own kinds of dictionaries whole.

    Python's way of pickling a dictionary leaves out what such a one knows beside its entries, and
    asks for the entries by a method that openpyxl has given another meaning.
    """

    def reducer_override(self, obj: object) -> Any:
        if isinstance(obj, dict) and type(obj).__module__.startswith("openpyxl."):
            known = vars(obj), getattr(obj, "default_factory", None), list(dict.items(obj))
            return _made, (type(obj),), known, None, None, _furnish
        return NotImplemented


def _made(kind: type[dict[Any, Any]]) -> dict[Any, Any]:
    return kind.__new__(kind)


def _furnish(
    made: dict[Any, Any],
    known: tuple[dict[str, Any], Callable[[], Any] | None, list[tuple[Any, Any]]],
) -> None:
    attributes, factory, entries = known
    vars(made).update(attributes)
    if isinstance(made, defaultdict):
        made.default_factory = factory
    dict.update(made, entries)
