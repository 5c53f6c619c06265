"""The template of a workbook: an officer's colours, logo and wording, filled in by code.

A template is an ordinary workbook. Its named styles give the look; its texts may hold
placeholders such as {council}; and a name on a cell (Formulas, Name Manager) marks where a
section of a sheet begins, the cell's text being the section's heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from timeliness.errors import TemplateError
from timeliness.template_files import WORKBOOK, opening, read_template
from timeliness.words import listed
from timeliness.workbooks.cells import safe_text
from timeliness.workbooks.copying import fresh_copy
from timeliness.workbooks.styles import Style

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Template:
    """A template that has all that its workbook needs."""

    def __init__(self, path: Path, sheets: Collection[str], sections: Mapping[str, str]) -> None:
        """Open a template and check it.

        Args:
            path: the template.
            sheets: the sheets that it must have.
            sections: the names that it must define, each with the sheet it must point to.

        Raises:
            TemplateError: it cannot be opened, or lacks a sheet, a style or a name.
        """
        self.path = path
        self.workbook = _open(path)
        self._check(sheets, sections)
        self._places = {name: self._place(name, sheet) for name, sheet in sections.items()}
        self._headings = {
            name: str(self.workbook[sheet].cell(*self._places[name]).value or "")
            for name, sheet in sections.items()
        }
        # Names mark places in the template; in the finished workbook they would mark nothing.
        for name in sections:
            del self.workbook.defined_names[name]

    def sheet(self, name: str) -> Worksheet:
        """Give a sheet of the template."""
        found = self.workbook[name]
        assert isinstance(found, Worksheet)  # noqa: S101  (the check made sure)
        return found

    def first_row(self, section: str) -> int:
        """Give the row in which a section begins in the template."""
        return self._places[section][0]

    def heading(self, section: str) -> str:
        """Give the heading of a section as the template words it."""
        return self._headings[section]

    def clear_below(self, sheet: Worksheet, row: int) -> None:
        """Empty a sheet from a row on, where sections will be written in their true lengths.

        Cells that an officer has merged there are parted, because tables may stand on them.
        """
        for merged in list(sheet.merged_cells.ranges):
            if merged.max_row >= row:
                sheet.unmerge_cells(merged.coord)
        for number, cells in enumerate(sheet.iter_rows(min_row=row), start=row):
            sheet.row_dimensions[number].height = None
            for cell in cells:
                cell.value = None
                cell.style = "Normal"

    def fill(self, sheet: Worksheet, values: Mapping[str, str]) -> None:
        """Put values into the placeholders of a sheet's texts.

        Raises:
            TemplateError: a text has a placeholder that is not known.
        """

        def value_of(found: re.Match[str]) -> str:
            if found[1] not in values:
                known = listed([f"{{{name}}}" for name in values], last="or")
                raise TemplateError(
                    f'{self.path.name}, sheet "{sheet.title}", cell {cell.coordinate}: '
                    f"{{{found[1]}}} is not a word that can be filled in; there are {known}."
                )
            return values[found[1]]

        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and "{" in cell.value:
                    cell.value = safe_text(_PLACEHOLDER.sub(value_of, cell.value))
                    cell.data_type = "s"

    def _check(self, sheets: Collection[str], sections: Mapping[str, str]) -> None:
        book = self.workbook
        lacks = [f'the sheet "{name}"' for name in sheets if name not in book.sheetnames]
        lacks += [f'the style "{style}"' for style in Style if style not in book.named_styles]
        lacks += [f'the name "{name}"' for name in sections if name not in book.defined_names]
        if lacks:
            raise TemplateError(
                f"{self.path.name} lacks {listed(lacks)}. Put it back, or start again from the "
                "template that comes with Timeliness."
            )

    def _place(self, name: str, sheet: str) -> tuple[int, int]:
        places = list(self.workbook.defined_names[name].destinations)
        for found_sheet, cells in places:
            found = re.match(r"\$?([A-Z]+)\$?(\d+)", cells)
            if found_sheet == sheet and found:
                return int(found[2]), 1
        raise TemplateError(
            f'{self.path.name}: the name "{name}" must stand on a cell of the sheet "{sheet}". '
            "Put it back there with Formulas, Name Manager."
        )


def _open(path: Path) -> Workbook:
    content = read_template(path, WORKBOOK)
    with opening(path, WORKBOOK, OSError, InvalidFileException, KeyError, ValueError, TypeError):
        return fresh_copy(content)
