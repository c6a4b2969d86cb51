"""Tables and lists, told apart in a way that type checkers follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

__all__ = ["is_list", "is_table"]


def is_table(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Say whether a value is a table of a document."""
    # Asking for the class first is much quicker than asking the abstract one.
    return type(value) is dict or isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Say whether a value is a list of a document; a text is none."""
    return isinstance(value, (list, tuple))
