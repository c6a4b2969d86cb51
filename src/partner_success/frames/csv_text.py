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

_AT_ONCE = 2048
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
        _take(records, columns, gatherer)
        return columns


def _take(
    records: Iterator[tuple[int, list[str] | Problem]],
    columns: tuple[str, ...],
    gatherer: Gatherer,
) -> None:
    count = len(columns)
    lines: list[int] = []
    rows: list[tuple[str, ...]] = []
    for line, cells in records:
        flaw = None
        if isinstance(cells, Problem):
            flaw = cells
        elif len(cells) != count:
            flaw = _ragged(len(cells), count)
        else:
            lines.append(line)
            rows.append(tuple(cells))
        if flaw is not None or len(rows) == _AT_ONCE:
            gatherer.take_all(columns, lines, rows)
            lines, rows = [], []
        if flaw is not None:
            gatherer.refuse(gatherer.next_source(line), flaw)
    gatherer.take_all(columns, lines, rows)


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


def _records(text: io.TextIOWrapper) -> Iterator[tuple[int, list[str] | Problem]]:
    last = [""]

    def lines() -> Iterator[str]:
        for line in text:
            last[0] = line
            yield line

    reader = csv.reader(lines(), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # Where the quotation marks of a line do not match, nobody knows which of
            # the lines below are records and which stand inside a text.
            sure = reader.line_num == start and last[0].count('"') % 2 == 0
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
