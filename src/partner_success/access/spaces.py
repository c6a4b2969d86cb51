"""Sets of cases as whole numbers, a bit for each, so that they are compared at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import TypeAlias

import attrs

from partner_success.access.domains import MOST_CASES, Value, assignments
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidUseError

__all__ = ["Holds", "Space"]

Holds: TypeAlias = Callable[[Mapping[str, Value]], bool]


@attrs.frozen
class Space:
    """Every way in which some facts can stand, in a fixed order.

    Attributes:
        values: By its name what each fact can be.
        masks: For each fact and each value the set of the cases in which it is that.

    Raises:
        InvalidUseError: There are more than 200,000 cases.
    """

    values: FrozenMap[str, tuple[Value, ...]]
    masks: tuple[tuple[int, ...], ...] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.size > MOST_CASES:
            names = ", ".join(self.names)
            raise InvalidUseError(
                f"{names} can stand in {self.size:,} ways, and at most {MOST_CASES:,}"
                " are tried; let the rules ask for fewer facts"
            )
        object.__setattr__(self, "masks", tuple(self._masks()))

    @property
    def names(self) -> tuple[str, ...]:
        """The facts, in order."""
        return tuple(self.values)

    @property
    def size(self) -> int:
        """How many cases there are."""
        return prod(map(len, self.values.values()))

    def _masks(self) -> Sequence[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        block = self.size
        for known in self.values.values():
            period, block = block, block // len(known)
            # A one at the start of each period.
            starts = ((1 << self.size) - 1) // ((1 << period) - 1)
            ones = (1 << block) - 1
            found.append(
                tuple(ones * starts << block * place for place in range(len(known)))
            )
        return found

    def where(self, holds: Holds) -> int:
        """Give the set of the cases in which something holds."""
        bits = [
            "1" if holds(case) else "0" for case in assignments(self.names, self.values)
        ]
        return int("".join(reversed(bits)), 2)

    def first(self, cases: int) -> tuple[int, ...]:
        """Give the first case of a set as the place of each value; it is not empty."""
        number = (cases & -cases).bit_length() - 1
        places: list[int] = []
        for known in reversed([*self.values.values()]):
            number, place = divmod(number, len(known))
            places.append(place)
        return tuple(reversed(places))

    def case(self, places: Sequence[int]) -> dict[str, Value]:
        """Give the facts of a case."""
        return {
            name: self.values[name][place]
            for name, place in zip(self.names, places, strict=True)
        }

    def freed(self, cases: int, name: str, value: Value) -> int:
        """Add to a set what differs in one fact alone from those that have a value."""
        if name not in self.values:
            return cases
        place, known = self.names.index(name), self.values[name]
        step = prod(len(self.values[each]) for each in self.names[place + 1 :])
        position = known.index(value)
        base = (cases & self.masks[place][position]) >> step * position
        for position in range(len(known)):
            cases |= base << step * position
        return cases
