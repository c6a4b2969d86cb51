"""CSV, split by the standard library, which alone tells where a record starts."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from partner_success.errors import Problem
from partner_success.frames.building import (
    Gatherer,
    file_error,
    name_faults,
    problem,
)

_AT_ONCE = 256 * 1024
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
        records = _Records(text)
        columns = _header(records, path, gatherer)
        for lines, rows in records.batches():
            _take(lines, rows, columns, gatherer)
        return columns


def _take(
    lines: Sequence[int],
    rows: Sequence[list[str] | Problem],
    columns: tuple[str, ...],
    gatherer: Gatherer,
) -> None:
    count = len(columns)
    sound: list[tuple[int, tuple[str, ...]]] = []

    def take_sound() -> None:
        gatherer.take_all(
            columns, [line for line, _ in sound], [cells for _, cells in sound]
        )
        sound.clear()

    for line, cells in zip(lines, rows, strict=True):
        if isinstance(cells, Problem):
            flaw = cells
        elif len(cells) == count:
            sound.append((line, tuple(cells)))
            continue
        elif cells:
            flaw = _ragged(len(cells), count)
        else:
            continue
        take_sound()
        gatherer.refuse(gatherer.next_source(line), flaw)
    take_sound()


def _header(records: _Records, path: Path, gatherer: Gatherer) -> tuple[str, ...]:
    names = records.first()
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


class _Records:
    """The records of a text, each with the line on which it starts."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._line = 0
        self._is_lost = False

    def first(self) -> list[str] | Problem | None:
        """Give the first record that is not empty; ``None`` where there is none."""
        return next((cells for _, cells in self._split(self._text) if cells), None)

    def batches(
        self,
    ) -> Iterator[tuple[Sequence[int], Sequence[list[str] | Problem]]]:
        """Give the other records many at once, empty ones too."""
        while not self._is_lost and (lines := self._text.readlines(_AT_ONCE)):
            rows = _unquoted(lines)
            if rows is None:
                found = [*self._split(chain(lines, self._text), len(lines))]
                yield [line for line, _ in found], [cells for _, cells in found]
            else:
                first = self._line + 1
                self._line += len(lines)
                yield range(first, first + len(lines)), rows

    def _split(
        self, lines: Iterable[str], most: float = math.inf
    ) -> Iterator[tuple[int, list[str] | Problem]]:
        """Give records one by one, until so many lines are read."""
        before, last = self._line, [""]

        def remembered() -> Iterator[str]:
            for line in lines:
                last[0] = line
                yield line

        reader = csv.reader(remembered(), strict=True)
        while reader.line_num < most and not self._is_lost:
            start = self._line + 1
            cells: list[str] | Problem
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                # Where the quotation marks of a line do not match, nobody knows which
                # of the lines below are records and which stand inside a text.
                sure = before + reader.line_num == start and last[0].count('"') % 2 == 0
                cells = _unsplittable(error, start, sure=sure)
                self._is_lost = not sure
            self._line = before + reader.line_num
            yield start, cells


def _unquoted(lines: Sequence[str]) -> list[list[str]] | None:
    """Split lines without quotation marks, each of which is a record."""
    if any('"' in line for line in lines):
        return None
    try:
        return [*csv.reader(lines, strict=True)]
    except csv.Error:
        # A cell is longer than the standard library takes.
        return None


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
