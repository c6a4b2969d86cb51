"""How large an expression can be, so that no walk over one runs away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Never, Protocol

from partner_success.errors import InvalidModelError, InvalidValueError, Problem

MOST_DEPTH: Final = 32
"""Nodes on the longest way from the root to a leaf, both counted."""
MOST_NODES: Final = 1_000
"""Nodes of a whole expression, every field and literal counted."""
MOST_ITEMS: Final = 1_000
"""Entries of a literal list, points of a curve."""
MOST_TEXT: Final = 1_000
"""Characters of a literal text."""
MOST_NAME: Final = 100
"""Characters of a field's name."""


class Node(Protocol):
    """Any part of an expression."""

    @property
    def children(self) -> tuple[Node, ...]:
        """The parts directly below, in order."""
        ...


def walk(node: Node) -> Iterator[tuple[Node, int]]:
    """Give a node and everything below it, each with its depth; the root has 1."""
    waiting = [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        yield current, depth
        waiting.extend((child, depth + 1) for child in reversed(current.children))


def size_problems(node: Node) -> list[Problem]:
    """Give the faults of an expression that is too deep or too large."""
    for position, (_, depth) in enumerate(walk(node), start=1):
        if depth > MOST_DEPTH:
            return [too_deep("")]
        if position > MOST_NODES:
            return [too_large("")]
    return []


def too_deep(path: str) -> Problem:
    """Give the fault of nesting beyond `MOST_DEPTH`."""
    return Problem(
        path=path,
        code="too-deep",
        message=f"this is nested more than {MOST_DEPTH} deep; flatten it",
        expected=f"at most {MOST_DEPTH} levels",
    )


def too_large(path: str) -> Problem:
    """Give the fault of more parts than `MOST_NODES`."""
    return Problem(
        path=path,
        code="too-large",
        message=f"this has more than {MOST_NODES:,} parts; split the expression",
        expected=f"at most {MOST_NODES:,} parts",
    )


def refuse(subject: str, problems: Iterable[Problem]) -> None:
    """Raise when there is any problem.

    Raises:
        InvalidModelError: There is; it carries them all.
    """
    found = tuple(problems)
    if found:
        raise InvalidModelError(subject, found)


def no_node(node: Never, expected: str) -> InvalidValueError:
    """Give the error for what is no node: the end of an exhaustive match over nodes."""
    return InvalidValueError(f"expected {expected}, found {type(node).__name__}")
