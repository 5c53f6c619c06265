"""Sheets of ours in a person's own workbook: copied in by Excel, and replaced only if still ours.

A sheet is ours when it carries the mark and still has the name that the mark gives. So a sheet of
the officer's with one of our names stays, and ours gets another; a sheet of ours that was renamed
or copied for keeps stays too; and so does one that formulas, names or charts elsewhere refer to,
because without it they would show #REF!.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from xlwings import Book, Sheet

from timeliness.errors import OutputError
from timeliness.excel.referring import referred_to
from timeliness.saving import write_file
from timeliness.workbooks.placing import MARK, Made, NameInBook, mark_text, read_mark

_LONGEST_NAME = 31


@dataclass(frozen=True)
class Placed:
    """What was put into a workbook.

    Attributes:
        names: the sheets, by their names there.
        kept: sheets of ours that stayed, because something of the officer's refers to them.
    """

    names: tuple[str, ...]
    kept: tuple[str, ...]


def place_sheets(
    book: Book, made: Made, build: Callable[[NameInBook], bytes], folder: Path
) -> Placed:
    """Put sheets into an open workbook, in the place of those that we made before.

    Args:
        book: the workbook.
        made: what the sheets are a part of.
        build: builds a workbook with the sheets, given the names that they will have.
        folder: a private folder for that workbook on its way.

    Raises:
        OutputError: the workbook is of a kind that takes none, or Excel did not take the sheets;
            the officer's sheets are as they were.
    """
    _check_that_it_takes_sheets(book)
    ours = [sheet for sheet in book.sheets if _mark_of(sheet)]
    kept = referred_to(book, ours)
    replaceable = [sheet for sheet in ours if sheet.name not in kept]
    # A sheet that is a chart has a name too.
    taken = _folded(str(sheet.Name) for sheet in book.api.Sheets)
    taken -= _folded(sheet.name for sheet in replaceable)
    names: dict[str, str] = {}

    def name_in_book(wanted: str) -> str:
        if wanted not in names:
            names[wanted] = _free_name(wanted, taken | _folded(names.values()))
        return names[wanted]

    path = folder / "sheets.xlsx"
    write_file(path, build(name_in_book))
    new_names = _folded(names.values())
    old = [
        sheet
        for sheet in replaceable
        if _mark_of(sheet) == made or sheet.name.casefold() in new_names
    ]
    # Neither Excel's questions nor the workbook's own macros have a say in what happens here.
    with book.app.properties(display_alerts=False, enable_events=False):
        copied = _copy_all(book, path, old[0] if old else None)
        try:
            for sheet in old:
                sheet.delete()
            for wanted, sheet in copied:
                _name_as_ours(sheet, made, name_in_book(wanted))
        except Exception:  # noqa: BLE001  (each engine of xlwings refuses in its own way)
            # With Excel's own name, such as "Cover (2)", no press of a button would replace them.
            _take_away(sheet for _, sheet in copied)
            raise _not_taken(book) from None
        copied[0][1].api.Activate()
    return Placed(tuple(sheet.name for _, sheet in copied), tuple(sorted(kept)))


def _name_as_ours(sheet: Sheet, made: Made, name: str) -> None:
    """Give a copied sheet its name, and its mark where Excel did not take that along."""
    sheet.name = name
    if _mark_of(sheet) is None:
        sheet.names.add(MARK, f"={mark_text(made, name)}")


def _check_that_it_takes_sheets(book: Book) -> None:
    if book.api.ProtectStructure:
        raise OutputError(
            f"{book.name} is protected, so no sheet can be added: take the protection off with "
            "Review, Protect Workbook, then press the button again."
        )
    # What a case system hands out is often still of this kind.
    if book.api.Excel8CompatibilityMode:
        raise OutputError(
            f"{book.name} is in the format of Excel 97 to 2003, which has no room for these "
            "sheets: save it with File, Save As, Excel Workbook (.xlsx), open the new file, then "
            "press the button again."
        )
    # This is the older way of sharing; working together on a file in OneDrive is not meant.
    if book.api.MultiUserEditing:
        raise OutputError(
            f"{book.name} is a shared workbook, in which Excel neither adds tables nor deletes "
            "sheets: stop sharing it with Review, Share Workbook, then press the button again."
        )


def was_made(sheet: Sheet) -> bool:
    """Whether a sheet was made by a button, even if it was renamed or copied since."""
    return bool(_marks(sheet))


def _mark_of(sheet: Sheet) -> Made | None:
    """Give what a sheet of ours is a part of; None for one that is not, or is not any more."""
    name = sheet.name
    return next((made for made, given in _marks(sheet) if given == name), None)


def _marks(sheet: Sheet) -> list[tuple[Made, str]]:
    # A workbook may have a name of its own that is called the same; only a sheet's own counts.
    read = (
        read_mark(name.refers_to or "")
        for name in sheet.names
        if name.name.rpartition("!")[2] == MARK
    )
    return [mark for mark in read if mark is not None]


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _free_name(wanted: str, taken: Iterable[str]) -> str:
    """Find a name that no other sheet has: as wanted, with our name, then with a number."""
    for ending in _endings():
        name = f"{wanted[: _LONGEST_NAME - len(ending)]}{ending}"
        if name.casefold() not in taken:
            return name
    raise AssertionError  # pragma: no cover  (the endings do not end)


def _endings() -> Iterator[str]:
    yield ""
    yield " (Timeliness)"
    number = 2
    while True:
        yield f" (Timeliness {number})"
        number += 1


def _copy_all(book: Book, path: Path, before: Sheet | None) -> list[tuple[str, Sheet]]:
    """Let Excel copy every sheet of a file into a workbook; all of them, or none.

    Args:
        book: the workbook.
        path: the file.
        before: the sheet before which they go; None for the end of the workbook.
    """
    there = {sheet.name for sheet in book.sheets}
    copied: list[tuple[str, Sheet]] = []
    try:
        made = book.app.books.open(path, update_links=False, read_only=True, add_to_mru=False)
        try:
            for sheet in made.sheets:
                after = None if before else book.sheets[-1]
                copied.append((sheet.name, sheet.copy(before=before, after=after)))
        finally:
            made.close()
            # xlwings' own way looks for Excel's window first, and fails with two Excels open.
            book.api.Activate()
    except Exception:  # noqa: BLE001  (each engine of xlwings refuses in its own way)
        _take_away([sheet for sheet in book.sheets if sheet.name not in there])
        raise _not_taken(book) from None
    return copied


def _take_away(sheets: Iterable[Sheet]) -> None:
    """Delete what was copied, as far as Excel lets it."""
    for sheet in sheets:
        with suppress(Exception):
            sheet.delete()


def _not_taken(book: Book) -> OutputError:
    return OutputError(
        f"Excel did not take the sheets into {book.name}, and your own are as they were: leave the "
        "cell that you are editing, close boxes that are open, and press the button again."
    )
