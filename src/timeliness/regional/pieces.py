"""A very long list in pieces: CSV or Parquet, a few columns of some hundred thousand rows at once.

The memory that it takes is that of a piece, however long the file is. pyarrow is the one door to
both formats; it is an addition to the installation, because no council's list needs it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import csv, parquet

from timeliness.case_list.texts import delimiter_of, first_line_of
from timeliness.errors import UnusableInputError
from timeliness.unpacking import WORKBOOK_BEGINNINGS

_PARQUET = b"PAR1"
_BYTES_OF_A_PIECE = 4 * 1024 * 1024
_ROWS_OF_A_PIECE = 500_000
_SAMPLE = 64 * 1024


@dataclass(frozen=True, eq=False)
class PieceColumn:
    """A column of a piece: its different cells, and for each row which of them it holds.

    Attributes:
        cells: the different cells; the last one is the empty one.
        places: for each row the position of its cell.
    """

    cells: Sequence[Any]
    places: NDArray[np.int64]


@dataclass(frozen=True)
class LongList:
    """A list that can be read in pieces.

    Attributes:
        path: the file.
        headings: the headings of its first row, as they are written.
        is_parquet: whether it is a Parquet file rather than text.
    """

    path: Path
    headings: tuple[str, ...]
    is_parquet: bool

    def pieces(
        self, columns: Sequence[str], torn: list[int]
    ) -> Iterator[Mapping[str, PieceColumn]]:
        """Read some columns, piece by piece.

        Args:
            columns: the headings of the columns.
            torn: is given the number of cells of each row that could not be read, because it has
                more or fewer cells than there are headings.

        Raises:
            UnusableInputError: the file is damaged.
        """
        with _in_words(self.path):
            read = _parquet_pieces if self.is_parquet else _csv_pieces
            for batch in read(self, columns, torn):
                yield {
                    name: _column(column)
                    for name, column in zip(batch.schema.names, batch.columns, strict=True)
                }


def open_long_list(path: Path) -> LongList:
    """Open a list and read its headings.

    Raises:
        UnusableInputError: the file is missing or neither CSV nor Parquet, or pyarrow is not
            installed.
    """
    with _in_words(path):
        start = _start_of(path)
        if start.startswith(_PARQUET):
            names = tuple(map(str, parquet.ParquetFile(path).schema_arrow.names))
            return LongList(path, names, is_parquet=True)
        if start.startswith(WORKBOOK_BEGINNINGS):
            raise UnusableInputError(
                f"{path.name} is a workbook, and a region's list is CSV or Parquet: save its sheet "
                "as CSV UTF-8, or count a council's workbook with the command rates."
            )
        text = start.decode("utf-8-sig" if _encoding_of(start) == "utf8" else "cp1252", "replace")
        return LongList(path, first_line_of(text), is_parquet=False)


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SAMPLE)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what pyarrow and the disk raise into a sentence, without the cells that they quote."""
    try:
        yield
    except FileNotFoundError:
        raise UnusableInputError(f"{path} was not found: check the name and the folder.") from None
    except (OSError, pyarrow.ArrowException):
        raise UnusableInputError(
            f"{path.name} could not be read as CSV or Parquet: check that you have access to it, "
            "that it is whole and, as text, saved as UTF-8, and that its first row holds the "
            "headings. A workbook is read by the command rates."
        ) from None


def _parquet_pieces(
    long_list: LongList, columns: Sequence[str], _torn: list[int]
) -> Iterator[pyarrow.RecordBatch]:
    file: parquet.ParquetFile = parquet.ParquetFile(long_list.path)
    yield from file.iter_batches(_ROWS_OF_A_PIECE, columns=list(columns))


def _csv_pieces(
    long_list: LongList, columns: Sequence[str], torn: list[int]
) -> Iterator[pyarrow.RecordBatch]:
    with _csv_reader(long_list, columns, torn) as reader:
        yield from reader


def _csv_reader(
    long_list: LongList, columns: Sequence[str], torn: list[int]
) -> csv.CSVStreamingReader:
    def skip(row: csv.InvalidRow) -> str:
        torn.append(row.actual_columns)
        return "skip"

    start = _start_of(long_list.path)
    # Every cell is taken as text, and each different one once, so that dates are read by the same
    # rules as in any case list.
    text = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    return csv.open_csv(
        long_list.path,
        read_options=csv.ReadOptions(
            block_size=_BYTES_OF_A_PIECE, encoding=_encoding_of(start), use_threads=False
        ),
        parse_options=csv.ParseOptions(
            delimiter=delimiter_of(start.decode("latin-1")),
            newlines_in_values=True,
            invalid_row_handler=skip,
        ),
        convert_options=csv.ConvertOptions(
            include_columns=list(columns), column_types=dict.fromkeys(columns, text)
        ),
    )


def _encoding_of(start: bytes) -> str:
    """Tell UTF-8 from Windows' own letters by the first part of a file."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        # The part may end within a letter, and a whole file may not.
        decoder.decode(start, final=len(start) < _SAMPLE)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf8"


def _column(array: Any) -> PieceColumn:
    if pyarrow.types.is_timestamp(array.type):
        # A time of day is left off, as it is everywhere.
        array = array.cast(pyarrow.date32(), safe=False)
    if not pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    cells = [*array.dictionary.to_pylist(), None]
    places = array.indices.fill_null(len(cells) - 1).to_numpy().astype(np.int64)
    return PieceColumn(cells, places)
