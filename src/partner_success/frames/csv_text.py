"""CSV, split by the standard library, which alone tells where a record starts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from partner_success.errors import Problem
from partner_success.frames.building import (
    Gatherer,
    file_error,
    name_faults,
    problem,
)

_OTHER_CODES = (b"\xff\xfe", b"\xfe\xff")
_OTHER_SIGNS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(file: BinaryIO, path: Path, gatherer: Gatherer) -> tuple[str, ...]:
    """Read a file of comma-separated values and give its columns.

    Raises:
        InvalidDataError: There is no sound header, or too much of something.
    """
    if file.read(2) in _OTHER_CODES:
        message = "this is UTF-16; save the file as UTF-8"
        raise file_error(path, problem("no-utf-8", message))
    file.seek(0)
    # Bytes that are no UTF-8 spoil their own record only.
    with io.TextIOWrapper(
        file, encoding="utf-8-sig", errors="surrogateescape", newline=""
    ) as text:
        records = _records(text)
        columns = _header(records, path, gatherer)
        for line, cells in records:
            source = gatherer.next_source(line)
            if isinstance(cells, Problem):
                gatherer.refuse(source, cells)
            elif len(cells) != len(columns):
                gatherer.refuse(source, _ragged(len(cells), len(columns)))
            else:
                gatherer.take(source, columns, tuple(cells))
        return columns


def _header(
    records: Iterator[tuple[int, list[str] | Problem]], path: Path, gatherer: Gatherer
) -> tuple[str, ...]:
    _, names = next(records, (1, None))
    if names is None:
        message = "the file is empty; its first line names the columns"
        raise file_error(path, problem("empty-file", message))
    if isinstance(names, Problem):
        raise file_error(path, names)
    if len(names) == 1:
        for sign, words in _OTHER_SIGNS.items():
            if sign in names[0]:
                message = (
                    f"its cells seem to be separated by {words}; save the file with"
                    " commas between them"
                )
                raise file_error(path, problem("not-commas", message))
    faults = name_faults(names, gatherer.limits)
    if faults:
        raise file_error(path, *faults)
    return tuple(names)


class _Lines:
    """The lines of a text, the last one remembered."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.last = ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.last = next(self._text)
        return self.last


def _records(text: io.TextIOWrapper) -> Iterator[tuple[int, list[str] | Problem]]:
    lines = _Lines(text)
    reader = csv.reader(lines, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # Where the quotation marks of a line do not match, nobody knows which of
            # the lines below are records and which stand inside a text.
            sure = reader.line_num == start and lines.last.count('"') % 2 == 0
            yield start, _unsplittable(error, start, sure=sure)
            if not sure:
                return
        else:
            if cells:
                yield start, cells


def _unsplittable(error: csv.Error, start: int, *, sure: bool) -> Problem:
    message = f"the record cannot be split into cells: {error}"
    if not sure:
        message += f"; nothing from line {start} on was read"
    return problem(
        "not-csv",
        f"{message}; a quotation mark inside a text is written twice",
        expected="cells with matching quotation marks",
    )


def _ragged(found: int, expected: int) -> Problem:
    return problem(
        "ragged",
        f"has {_cells(found)}, and the first line names {expected} columns;"
        " a text that holds a comma stands in quotation marks",
        given=_cells(found),
        expected=_cells(expected),
    )


def _cells(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"
