"""What stands in the way of a condition, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.expressions.checking import fields
from partner_success.core.expressions.conditions import (
    Compare,
    Condition,
    IsKnown,
    Not,
)
from partner_success.core.expressions.evaluation import (
    Computed,
    evaluate,
    evaluate_value,
)
from partner_success.core.expressions.text import name_text, value_text
from partner_success.core.expressions.values import Field, Literal

Leaf: TypeAlias = Compare | IsKnown
"""What asks something of a fact by itself."""


@attrs.frozen(kw_only=True)
class Unmet:
    """One comparison that stands in the way.

    Attributes:
        condition: The comparison, or the question whether a value is known.
        wanted: What it would have to be; ``False`` below an odd number of 'not'.
        found: What it is; ``None`` when that is not known.
        facts: The fields it rests on, each with its value; missing ones with ``None``.
    """

    condition: Leaf
    wanted: bool
    found: bool | None
    facts: FrozenMap[str, Computed | None]

    @property
    def unknown(self) -> bool:
        """Whether a missing value, not a wrong one, stands in the way."""
        return self.found is None

    @property
    def message(self) -> str:
        """The same in a sentence, with the facts."""
        if self.found is None:
            head = f"it is not known whether {self.condition}"
        elif self.found:
            head = f"it must not be that {self.condition}"
        else:
            head = f"it must be that {self.condition}"
        shown = [
            f"{name_text(name)} = {value_text(value)}"
            for name, value in self.facts.items()
        ]
        for side in self.condition.children:
            value = evaluate_value(side, self.facts)
            if not isinstance(side, (Field, Literal)) and value is not None:
                shown.append(f"{side} = {value_text(value)}")
        return f"{head} ({', '.join(shown)})" if shown else head

    def __str__(self) -> str:
        return self.message


def unmet(condition: Condition, facts: Mapping[str, object]) -> tuple[Unmet, ...]:
    """Give every comparison that stands in the way of a condition.

    Of 'any' and 'at least' those of every part that is not met, for any of them could
    be mended. Nothing exactly when the condition holds.

    Raises:
        InvalidValueError: As `evaluate` does.

    Examples:
        >>> uptime = Compare(Field("uptime"), "at_least", Literal(99))
        >>> print(unmet(uptime, {"uptime": 98})[0])
        it must be that uptime is at least 99 (uptime = 98)
    """
    leaves = dict.fromkeys(_in_the_way(condition, facts, wanted=True))
    return tuple(
        Unmet(
            condition=leaf,
            wanted=wanted,
            found=found,
            facts=FrozenMap(
                {name: evaluate_value(Field(name), facts) for name in fields(leaf)}
            ),
        )
        for leaf, wanted, found in leaves
    )


def _in_the_way(
    condition: Condition, facts: Mapping[str, object], *, wanted: bool
) -> Iterator[tuple[Leaf, bool, bool | None]]:
    found = evaluate(condition, facts)
    if found is wanted:
        return
    if isinstance(condition, (Compare, IsKnown)):
        yield condition, wanted, found
    elif isinstance(condition, Not):
        yield from _in_the_way(condition.condition, facts, wanted=not wanted)
    else:
        for part in condition.conditions:
            yield from _in_the_way(part, facts, wanted=wanted)
