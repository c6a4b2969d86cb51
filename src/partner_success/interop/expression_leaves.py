"""How conditions and values of the expression language stand in documents."""

from __future__ import annotations

import typing
from collections.abc import Callable
from typing import Any, Final

from partner_success.core.expressions import (
    Condition,
    Value,
    from_data,
    to_data,
    value_from_data,
)
from partner_success.interop.faults import refusal
from partner_success.interop.leaf import Leaf

__all__ = ["EXPRESSION_LEAVES"]

_A_CONDITION: Final = "a condition such as {field = 'tier', at_most = 1}"
_A_VALUE: Final = "a value such as {field = 'tier'}"


def _leaf_of(node: Any, whole: Any) -> Leaf:
    """Give the row of one node, or of the union that they all are members of."""
    condition = whole is Condition
    expected = _A_CONDITION if condition else _A_VALUE
    parse: Callable[[object], object] = from_data if condition else value_from_data

    def read(data: object) -> Any:
        found = parse(data)
        if not isinstance(found, node):
            message = f"expected a {node.__name__}, found a {type(found).__name__}"
            raise refusal("other-node", message, data, expected=expected)
        return found

    # A value may be a bare constant, a list of them too; its nodes are tables.
    bare = node is Value
    return Leaf(
        read=read,
        write=to_data,
        expected=expected,
        schema={} if bare else {"type": "object"},
        shapes=("table", "list", "single") if bare else ("table",),
    )


EXPRESSION_LEAVES: Final[dict[Any, Leaf]] = {
    node: _leaf_of(node, whole)
    for whole in (Condition, Value)
    for node in (whole, *typing.get_args(whole))
}
"""A row for `Condition`, one for `Value`, and one for each node of either."""
