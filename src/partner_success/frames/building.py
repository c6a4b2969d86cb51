"""From raw records to a table: names, lengths and characters are checked here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Final

from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.limits import TableLimits
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Source, file_label
from partner_success.interop.faults import shorten
from partner_success.partners.proven import proven_records

Cells = tuple[Any, ...]

_SHORT: Final = 1000
_HIDDEN: Final = re.compile("[\0\ud800-\udfff]")


def problem(
    code: str,
    message: str,
    *,
    path: str = "",
    given: str | None = None,
    expected: str | None = None,
) -> Problem:
    """Make a problem."""
    return Problem(
        path=path, code=code, message=message, given=given, expected=expected
    )


def file_error(path: Path, *problems: Problem) -> InvalidDataError:
    """Make the error for a file that cannot be read as a table at all."""
    name = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return InvalidDataError(name, problems)


def too_large(path: Path, most: int, hint: str = "") -> InvalidDataError:
    """Make the error for a file of more bytes than are read."""
    message = f"the file has more than {most:,} bytes{hint}"
    return file_error(path, problem("too-large", message))


def no_utf_8() -> Problem:
    """Make the problem of bytes that are no UTF-8."""
    return problem("no-utf-8", "this is no UTF-8; save the file as UTF-8")


def text_fault(text: str, most: int, path: str = "") -> Problem | None:
    """Say what keeps a text from being taken; None if nothing does."""
    if len(text) > most:
        return problem(
            "too-long",
            f"a text of {len(text):,} characters; at most {most:,} are read",
            path=path,
            given=shorten(text),
            expected=f"at most {most:,} characters",
        )
    if text.isascii():
        hidden = "\0" in text
    else:
        hidden = any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)
    if not hidden:
        return None
    if any("\udc80" <= char <= "\udcff" for char in text):
        # So the decoder hands on bytes that it could not decode.
        fault = no_utf_8()
        return problem(fault.code, fault.message, path=path, expected="UTF-8 text")
    message = "holds NUL or half of a surrogate pair, which are no text"
    return problem(
        "no-character", message, path=path, given=shorten(text), expected="text"
    )


def name_faults(names: Sequence[str], limits: TableLimits) -> list[Problem]:
    """Name everything that is wrong with the names of columns."""
    if len(names) > limits.columns:
        message = f"{len(names):,} columns; at most {limits.columns:,} are read"
        return [problem("too-many-columns", message)]
    found: list[Problem] = []
    places: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        fault = text_fault(name, limits.name)
        if fault is not None:
            message = f"the name of column {place}: {fault.message}"
            found.append(problem(fault.code, message, given=fault.given))
        elif not name.strip():
            message = f"column {place} has no name; name it or take it out"
            found.append(problem("empty-name", message, given=shorten(name)))
        elif name != name.strip():
            message = f"the column {name!r} has space around its name; strip it"
            found.append(problem("space-around", message, path=name.strip()))
        elif name in places:
            message = (
                f"columns {places[name]} and {place} are both called {name!r};"
                " names are unique"
            )
            found.append(problem("duplicate-column", message, path=name))
        places.setdefault(name, place)
    return found


class Gatherer:
    """Gathers the records of one file, refusing those that cannot be taken."""

    def __init__(self, path: Path, limits: TableLimits) -> None:
        self.path = path
        self.file: str = file_label(path)
        self.limits = limits
        self.rows: list[tuple[Source, Cells]] = []
        self.refusals: list[Refusal] = []
        self._count = 0

    def next_source(self, line: int | None) -> Source:
        """Count one more record and say where it stands.

        Raises:
            InvalidDataError: There are more records than are read.
        """
        self._advance(1)
        return Source(file=self.file, line=line, record=self._count)

    def _advance(self, count: int) -> None:
        self._count += count
        if self._count > self.limits.rows:
            message = f"more than {self.limits.rows:,} records; split the file"
            raise file_error(self.path, problem("too-many-rows", message))

    def refuse(self, source: Source, *problems: Problem) -> None:
        """Refuse a record."""
        self.refusals.extend(source.refuse(each) for each in problems)

    def take(self, source: Source, columns: Sequence[str], cells: Cells) -> None:
        """Take a record if every text in it can be taken."""
        most = self.limits.cell
        faults = [
            fault
            for column, cell in zip(columns, cells, strict=True)
            if isinstance(cell, str)
            and (fault := text_fault(cell, most, column)) is not None
        ]
        if faults:
            self.refuse(source, *faults)
        else:
            self.rows.append((source, cells))

    def take_all(
        self, columns: Sequence[str], lines: Sequence[int], rows: Sequence[Cells]
    ) -> None:
        """Count more records, all of them text, and take those that can be taken.

        Raises:
            InvalidDataError: There are more records than are read.
        """
        first = self._count + 1
        self._advance(len(rows))
        places = {
            "file": repeat(self.file),
            "line": lines,
            "record": range(first, first + len(rows)),
        }
        sources = proven_records(Source, places, len(rows))
        if _are_plain(rows, min(self.limits.cell, _SHORT)):
            self.rows.extend(zip(sources, rows, strict=True))
            return
        for source, cells in zip(sources, rows, strict=True):
            self.take(source, columns, cells)


def _are_plain(rows: Sequence[Cells], most: int) -> bool:
    """Tell quickly that no text of many is too long or holds what is no character."""
    if max(map(len, chain.from_iterable(rows)), default=0) > most:
        return False
    together = "".join(chain.from_iterable(rows))
    if together.isascii():
        return "\0" not in together
    return _HIDDEN.search(together) is None
