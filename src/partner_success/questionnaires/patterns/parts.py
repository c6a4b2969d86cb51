"""What a text pattern is made of, and how it is written for `re` and ECMAScript."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final, TypeAlias

import attrs

__all__ = ["ANY", "DIGIT", "WORD", "Characters", "Choice", "Group", "Node", "Repeat"]

LAST: Final = 0x10FFFF
"""The last character there is."""
_OUTSIDE: Final = frozenset(r"^$\.*+?()[]{}|")
_INSIDE: Final = frozenset(r"\]^-[")
_ESCAPED: Final = frozenset("\u2028\u2029")


def merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Give ranges of code points (closed) in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


@attrs.frozen
class Characters:
    """One character out of a set.

    Attributes:
        ranges: The code points, both ends closed, in order.
        negated: Whether it is written as all characters but the others.
    """

    ranges: tuple[tuple[int, int], ...] = attrs.field(converter=merged)
    negated: bool = False

    @classmethod
    def of(cls, text: str) -> Characters:
        """Give the set of the characters of a text."""
        return cls([(ord(each), ord(each)) for each in text])

    @property
    def others(self) -> tuple[tuple[int, int], ...]:
        """Every character that is not in the set."""
        edges = [(-1, -1), *self.ranges, (LAST + 1, LAST + 1)]
        gaps = ((before[1] + 1, after[0] - 1) for before, after in pairwise(edges))
        return tuple((low, high) for low, high in gaps if low <= high)

    def __or__(self, other: Characters) -> Characters:
        return Characters(self.ranges + other.ranges)

    def meets(self, other: Characters) -> bool:
        """Tell whether a character is in both sets."""
        return any(
            low <= end and start <= high
            for low, high in self.ranges
            for start, end in other.ranges
        )

    @property
    def source(self) -> str:
        """The set as both languages write it."""
        if not self.negated and len(self.ranges) == 1:
            low, high = self.ranges[0]
            if low == high:
                return _written(low, _OUTSIDE)
        shown = self.others if self.negated else self.ranges
        inner = "".join(_range(low, high) for low, high in shown)
        return f"[{'^' if self.negated else ''}{inner}]"


@attrs.frozen
class Repeat:
    """Something several times over.

    Attributes:
        item: What is repeated; it takes at least one character.
        least: The fewest times.
        most: The most times; ``None`` without a limit.
        place: Where in the pattern it stands, from 0.
    """

    item: Node
    least: int
    most: int | None
    place: int

    @property
    def source(self) -> str:
        """The repetition as both languages write it."""
        ends = (self.least, self.most)
        signs = {(0, 1): "?", (0, None): "*", (1, None): "+"}
        most = "" if self.most is None else self.most
        counts = f"{{{self.least},{most}}}"
        if self.least == self.most:
            counts = f"{{{self.least}}}"
        return f"{self.item.source}{signs.get(ends, counts)}"


@attrs.frozen
class Group:
    """Parts one after the other.

    Attributes:
        parts: The parts, in order.
    """

    parts: tuple[Node, ...]

    @property
    def inner(self) -> str:
        """The parts as both languages write them, without brackets."""
        return "".join(part.source for part in self.parts)

    @property
    def source(self) -> str:
        """The parts in brackets."""
        return f"(?:{self.inner})"


@attrs.frozen
class Choice:
    """One of several sequences.

    Attributes:
        options: The sequences.
    """

    options: tuple[Group, ...]

    @property
    def source(self) -> str:
        """The sequences in brackets."""
        return f"(?:{'|'.join(option.inner for option in self.options)})"


Node: TypeAlias = Characters | Repeat | Group | Choice

DIGIT: Final = Characters([(0x30, 0x39)])
r"""What ``\d`` means: the ten digits of ASCII."""
WORD: Final = Characters([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
r"""What ``\w`` means: letters and digits of ASCII, and the low line."""
ANY: Final = Characters(Characters.of("\n\r\u2028\u2029").others, negated=True)
"""What ``.`` means: all that does not end a line, by ECMAScript's wider reading."""


def _range(low: int, high: int) -> str:
    ends = [low] if low == high else [low, high]
    glue = "" if high == low + 1 else "-"
    return glue.join(_written(each, _INSIDE) for each in ends)


def _written(code: int, escaped: frozenset[str]) -> str:
    character = chr(code)
    if character < " " or character in _ESCAPED:
        return f"\\u{code:04x}"
    return f"\\{character}" if character in escaped else character
