"""From the cells of a column to their values, many at once.

Most cells of a column are as they should be, and many of them say the same. What shows
at a glance to be sound is read at once; every other cell goes through `read_text_cell`
or `read_typed_cell`, which tell what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from partner_success.frames.cells import (
    MOST_DIGITS,
    NOTHING,
    read_text_cell,
    read_typed_cell,
)
from partner_success.frames.columns import CellKind, Column

__all__ = ["ReadColumn", "column_reader"]

ReadColumn = Callable[[Sequence[Any]], Sequence[Any]]
"""Gives for each cell its value, ``None``, or what is wrong with it."""

_KEPT: Final = 4096
_LONGEST: Final = 64
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def column_reader(column: Column, *, typed: bool) -> ReadColumn:
    """Give what reads the cells of a column.

    Args:
        column: What the column holds.
        typed: Whether the cells have types; else they are text.

    Examples:
        >>> column_reader(Column(id="rating", kind="whole"), typed=False)(["3", ""])
        [3, None]
    """
    if typed:
        return lambda cells: [read_typed_cell(cell, column) for cell in cells]
    known = _Known(column)
    at_a_glance = _AT_A_GLANCE.get(column.kind)

    def read(texts: Sequence[str]) -> Sequence[Any]:
        found = None if at_a_glance is None else at_a_glance(texts, column)
        return [*map(known.__getitem__, texts)] if found is None else found

    return read


class _Known(dict[str, Any]):
    """What the texts of a column say, each read once.

    It keeps a bounded number of short ones.
    """

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._column = column

    def __missing__(self, text: str) -> Any:
        value = read_text_cell(text, self._column)
        if len(text) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = value
        return value


def _lacks(texts: Sequence[str], column: Column) -> bool:
    return column.required and "" in texts


def _texts(texts: Sequence[str], column: Column) -> Sequence[Any] | None:
    return None if _lacks(texts, column) else [text or None for text in texts]


def _ids(texts: Sequence[str], column: Column) -> Sequence[Any] | None:
    spaced = any(map(str.__ne__, texts, map(str.strip, texts)))
    # Words such as 'null' stand for nothing, however they are written.
    if spaced or not _WORDS.isdisjoint(map(str.casefold, texts)):
        return None
    return _texts(texts, column)


def _digits(texts: Sequence[str], column: Column) -> Sequence[Any] | None:
    together = "".join(texts)
    sound = together.isascii() and together.isdigit()
    if not sound or _lacks(texts, column) or max(map(len, texts)) > MOST_DIGITS:
        return None
    return [int(text) if text else None for text in texts]


def _instants(texts: Sequence[str], column: Column) -> Sequence[Any] | None:
    sound = all(map(_INSTANT.fullmatch, filter(None, texts)))
    if not sound or _lacks(texts, column):
        return None
    try:
        return [datetime.fromisoformat(text) if text else None for text in texts]
    except ValueError:
        # One of them is no time that there is.
        return None


_WORDS: Final = NOTHING - {""}
_AT_A_GLANCE: Final[
    dict[CellKind, Callable[[Sequence[str], Column], Sequence[Any] | None]]
] = {
    "id": _ids,
    "text": _texts,
    "number": _digits,
    "whole": _digits,
    "instant": _instants,
}
