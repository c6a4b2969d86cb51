"""What a reading of untrusted data has found so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, TypeVar, cast

import attrs

from partner_success.core.expressions.limits import (
    MOST_DEPTH,
    MOST_NODES,
    too_deep,
    too_large,
)
from partner_success.core.expressions.shapes import as_table
from partner_success.core.expressions.text import given_text
from partner_success.errors import InvalidModelError, Problem, near_misses

_MOST_UNKNOWN: Final = 20
BuiltT = TypeVar("BuiltT")


@attrs.define
class Findings:
    """Every fault so far, and how many nodes were read.

    Attributes:
        problems: The faults, in the order of the document.
        nodes: How many nodes were entered.
    """

    problems: list[Problem] = attrs.field(factory=list[Problem])
    nodes: int = 0

    def note(
        self,
        path: str,
        code: str,
        message: str,
        given: object = None,
        expected: str | None = None,
    ) -> None:
        """Keep one fault."""
        found = None if given is None else given_text(given)
        self.problems.append(
            Problem(
                path=path, code=code, message=message, given=found, expected=expected
            )
        )

    def enter(self, path: str, depth: int) -> bool:
        """Count one node; say whether it is still within the bounds."""
        self.nodes += 1
        if self.nodes == MOST_NODES + 1:
            self.problems.append(too_large(""))
        elif depth > MOST_DEPTH and self.nodes <= MOST_NODES:
            self.problems.append(too_deep(path))
        return depth <= MOST_DEPTH and self.nodes <= MOST_NODES

    def table(
        self, data: object, path: str, expected: str
    ) -> Mapping[str, object] | None:
        """Give data as a table with text keys, or note that it is none."""
        table = as_table(data)
        if table is None:
            self.note(path, "wrong-type", f"expected {expected}", data)
            return None
        if not all(isinstance(key, str) for key in table):
            self.note(path, "wrong-key", "every key of a table is a text")
            return None
        return cast("Mapping[str, object]", table)

    def record(
        self, data: object, path: str, keys: tuple[str, ...]
    ) -> Mapping[str, object] | None:
        """Give data as a table with exactly these keys, or note what is wrong."""
        form = f"a table with {' and '.join(keys)}"
        table = self.table(data, path, form)
        if table is None:
            return None
        strange = self.strangers(table, path, keys, keys)
        missing = [key for key in keys if key not in table]
        for key in missing:
            message = f"{key!r} is missing; expected {form}"
            self.note(path, "missing-key", message, expected=key)
        return None if strange or missing else table

    def strangers(
        self,
        table: Mapping[str, object],
        path: str,
        allowed: Collection[str],
        known: Collection[str],
    ) -> list[str]:
        """Note, and give, the keys that do not belong into a table."""
        strange = [key for key in table if key not in allowed]
        for key in strange[:_MOST_UNKNOWN]:
            if key in known:
                message = "this key does not go with the others; put it into its own"
            elif near := near_misses(key, known):
                message = f"this key is unknown; did you mean {' or '.join(near)}?"
            else:
                message = "this key is unknown; leave it out"
            self.note(path, "unknown-key", message, key, ", ".join(known))
        if more := len(strange) - len(strange[:_MOST_UNKNOWN]):
            self.note(path, "unknown-key", f"{more:,} more keys are unknown")
        return strange

    def make(
        self, kind: Callable[..., BuiltT], path: str, *parts: object
    ) -> BuiltT | None:
        """Build a node, or note why it cannot be."""
        try:
            return kind(*parts)
        except InvalidModelError as error:
            self.problems += [problem.under(path) for problem in error.problems]
            return None

    def combine(
        self, kind: Callable[..., BuiltT], path: str, *parts: object
    ) -> BuiltT | None:
        """Build a node of parts that were read; nothing when one of them is faulty."""
        if any(part is None for part in parts):
            return None
        return self.make(kind, path, *parts)


def join(path: str, key: str) -> str:
    """Give the path of a key below a path."""
    return f"{path}.{key}" if path else key
