"""Excel while a button works: words in the status bar, a still screen, and both put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from xlwings import App

Tell: TypeAlias = Callable[[str], None]
"""Says in the status bar what is being done."""


@contextmanager
def busy(app: App, doing: str) -> Iterator[Tell]:
    """Say what is being done while it lasts.

    The status bar goes back to Excel and the screen follows again, whatever happened in between.

    Args:
        app: the running Excel.
        doing: what is being done, such as "checking the case list".
    """

    def tell(words: str) -> None:
        app.status_bar = f"Timeliness: {words}"

    follows = app.screen_updating
    try:
        app.screen_updating = False
        tell(doing)
        yield tell
    finally:
        try:
            # False is how Excel takes its status bar back; a text would stay there for good.
            app.status_bar = False
        finally:
            app.screen_updating = follows
