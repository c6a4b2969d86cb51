"""Lists and tables of untrusted data, told apart for programs and type checkers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast


def as_list(data: object) -> Sequence[object] | None:
    """Give data as a list, or ``None`` when it is none; a text is none."""
    if isinstance(data, (list, tuple)):
        return cast("Sequence[object]", data)
    return None


def as_table(data: object) -> Mapping[object, object] | None:
    """Give data as a table, or ``None`` when it is none."""
    return cast("Mapping[object, object]", data) if isinstance(data, Mapping) else None
