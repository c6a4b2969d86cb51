"""Tables from files, each record with the place where it stands."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.frames.building import (
    Cells,
    Gatherer,
    file_error,
    problem,
    too_large,
)
from partner_success.frames.csv_text import read_csv
from partner_success.frames.engine import (
    ColumnType,
    make_frame,
    read_parquet,
    require_engine,
)
from partner_success.frames.json_records import read_json, read_json_lines
from partner_success.frames.limits import STANDARD_LIMITS, TableLimits
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Source

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

TableFormat = Literal["csv", "json", "jsonl", "parquet"]
"""The forms in which tables are read."""

SUFFIXES: Final[Mapping[str, TableFormat]] = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
"""Which form the end of a file's name stands for."""


@attrs.frozen(kw_only=True)
class Table:
    """The records of one file.

    Attributes:
        file: The name of the file.
        format: What it was written in. Cells of CSV are text, and empty text where
            there is nothing; in the other forms they have types, and are ``None``.
        columns: The names of the columns, in the order of the file.
        rows: Each record that could be read: its place, and a cell for each column.
        refusals: Each record that could not be read.
        types: The types of the columns by name, in Parquet, which declares them.
    """

    file: str
    format: TableFormat
    columns: tuple[str, ...]
    rows: tuple[tuple[Source, Cells], ...]
    refusals: tuple[Refusal, ...] = ()
    types: FrozenMap[str, ColumnType] = EMPTY_MAP

    def frame(self) -> nw.DataFrame[pl.DataFrame]:
        """Give the cells as a narwhals dataframe over Polars.

        A column of truth values, days or 64-bit whole numbers has that type, one of
        other numbers is of floats, and one of anything else, as all of CSV, is text.
        """
        return make_frame(self.columns, [cells for _, cells in self.rows])


def read_table(
    path: str | PathLike[str], *, limits: TableLimits = STANDARD_LIMITS
) -> Table:
    """Read a table from CSV, JSON, JSON Lines or Parquet; the name's end tells which.

    CSV is UTF-8, with commas, and names its columns on the first line. JSON is a list
    of objects, or such a list under ``"rows"``. A record that cannot be read, such as
    one with a cell too few, is refused and the others are read.

    A Parquet file that was damaged on purpose can end the whole process inside the
    dataframe library; read those of strangers in a process that may be lost.

    Args:
        path: The file.
        limits: How large it may be.

    Raises:
        InvalidDataError: The file cannot be opened, is too large, or is no table; the
            subject is its path.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: The name ends in nothing that is read.
    """
    require_engine()
    place = Path(path)
    form = format_of(place)
    gatherer = Gatherer(place, limits)
    types: FrozenMap[str, ColumnType] = EMPTY_MAP
    with _opened(place, limits.size) as file:
        if form == "parquet":
            columns, types = read_parquet(file, place, gatherer)
        else:
            columns = _READERS[form](file, place, gatherer)
    return Table(
        file=gatherer.file,
        format=form,
        columns=columns,
        rows=tuple(gatherer.rows),
        refusals=tuple(gatherer.refusals),
        types=types,
    )


_READERS: Final = {"csv": read_csv, "json": read_json, "jsonl": read_json_lines}


def format_of(path: Path) -> TableFormat:
    """Tell the form of a file by the end of its name.

    Raises:
        UnknownNameError: The name ends in nothing that is read.

    Examples:
        >>> format_of(Path("accounts.CSV"))
        'csv'
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnknownNameError("format of tables", suffix, SUFFIXES)
    return SUFFIXES[suffix]


@contextmanager
def _opened(path: Path, most: int) -> Generator[BinaryIO]:
    try:
        # Opening a pipe would wait for whoever writes into it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise _unreadable(path, "it is no regular file")
        file = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except InvalidDataError:
        raise
    except ValueError as error:
        # NUL, or half of a surrogate pair, in the path.
        raise _unreadable(path, str(error)) from error
    with file:
        if os.fstat(file.fileno()).st_size > most:
            raise too_large(path, most)
        try:
            yield file
        except OSError as error:
            raise _unreadable(path, error.strerror or str(error)) from error


def _unreadable(path: Path, reason: str) -> InvalidDataError:
    message = f"the file cannot be read: {reason}"
    return file_error(path, problem("unreadable-file", message))
