"""Where a record stands, so that a fault in it can be found and mended."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeVar

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.errors import Problem
from partner_success.frames.results import Refusal

RecordT = TypeVar("RecordT")


@attrs.frozen(kw_only=True)
class Source:
    """The place of a record in a file.

    Attributes:
        file: The name of the file.
        line: The line on which the record starts, the first line of the file being 1;
            ``None`` in formats without lines.
        record: The place of the record among those of the file, from 1.

    Examples:
        >>> str(Source(file="accounts.csv", line=3, record=2))
        'accounts.csv, line 3'
    """

    file: str
    line: int | None
    record: int

    @property
    def place(self) -> str:
        """The line, or the number of the record where there are no lines."""
        return f"record {self.record}" if self.line is None else f"line {self.line}"

    def refuse(self, problem: Problem) -> Refusal:
        """Make the refusal of the record for one problem in it."""
        return Refusal(
            file=self.file, line=self.line, record=self.record, problem=problem
        )

    def __str__(self) -> str:
        return f"{self.file}, {self.place}"


@attrs.frozen(kw_only=True)
class Fact(Generic[RecordT]):
    """A record of facts and where it was read.

    Attributes:
        record: What was read.
        source: Where it stands.
        parts: Where parts of it stand, by name, if it was put together from several
            records of the file.
    """

    record: RecordT
    source: Source
    parts: FrozenMap[str, Source] = EMPTY_MAP

    def refuse(self, problem: Problem, part: str = "") -> Refusal:
        """Make the refusal for one problem, where the part to blame stands."""
        return self.parts.get(part, self.source).refuse(problem)


def file_label(path: Path) -> str:
    """Give the name of a file so that every terminal can print it."""
    return path.name.encode("utf-8", "backslashreplace").decode("utf-8")
