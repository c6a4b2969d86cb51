"""How much work a text pattern can be for an engine that tries one way after another.

The engines of Python and of browsers go back to their last choice when a way does not
lead to the end. The bound below counts every test of a character that all ways together
can take. It is found from the end of the pattern to its beginning: what a part costs
follows from what stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

import attrs

from partner_success.questionnaires.patterns.parts import (
    Characters,
    Choice,
    Group,
    Node,
    Repeat,
)
from partner_success.questionnaires.patterns.reading import (
    PatternFaultError,
    can_be_empty,
)

__all__ = ["LONGEST_ANSWER", "MOST_STEPS", "Work", "work_of"]

LONGEST_ANSWER: Final = 10_000
"""The length of answer, in characters, at which the work is held against its limit."""
MOST_STEPS: Final = 1_000_000
"""The most tests of a character that an answer of that length may take."""
_MOST_COPIES: Final = 2_000
"""The most single characters and sets, counted parts written out."""

_NONE: Final = Characters(())


@attrs.frozen
class Work:
    """A bound of the work on an answer: so many steps, and so many more a character.

    Attributes:
        fixed: Steps whatever the length.
        rate: Steps for each character.
    """

    fixed: int = 0
    rate: int = 0

    def __add__(self, other: Work) -> Work:
        return Work(self.fixed + other.fixed, self.rate + other.rate)

    def times(self, count: int) -> Work:
        """Give so many times the work."""
        return Work(self.fixed * count, self.rate * count)

    def on(self, characters: int) -> int:
        """Give the steps for an answer of so many characters."""
        return self.fixed + self.rate * characters


@attrs.frozen(kw_only=True)
class _Tail:
    """A part of the pattern with everything behind it.

    Attributes:
        first: The characters that it can take first.
        later: The characters that it can take after its first.
        tests: How many tests it makes at most where it takes no character.
        work: How much work it is at most, with every way back.
        sure: Whether the next character always tells which way to go.
    """

    first: Characters
    later: Characters
    tests: int
    work: Work
    sure: bool = True

    @property
    def all(self) -> Characters:
        return self.first | self.later


_END: Final = _Tail(first=_NONE, later=_NONE, tests=1, work=Work(1))


def work_of(node: Node) -> Work:
    """Give a bound of the work that a pattern can be.

    Raises:
        PatternFaultError: It can be too much.
    """
    if (count := _copies(node)) > _MOST_COPIES:
        message = (
            f"with every count written out there are {count:,} characters and sets, at"
            f" most {_MOST_COPIES:,}; lower the counts"
        )
        raise PatternFaultError(0, "too-large", message)
    work = _before(node, _END).work
    _refuse_if_long(work, 0)
    return work


def _copies(node: Node) -> int:
    match node:
        case Characters():
            return 1
        case Repeat():
            # One character that repeats is a loop in every engine, whatever its count.
            times = max(node.least, node.most or 1)
            return (
                1 if isinstance(node.item, Characters) else times * _copies(node.item)
            )
        case Group():
            return sum(map(_copies, node.parts))
        case _:
            return sum(map(_copies, node.options))


def _before(node: Node, rest: _Tail) -> _Tail:
    """Give a part together with what stands behind it."""
    match node:
        case Characters():
            return _Tail(
                first=node,
                later=rest.all,
                tests=1,
                work=Work(1) + rest.work,
                sure=rest.sure,
            )
        case Group():
            for part in reversed(node.parts):
                rest = _before(part, rest)
            return rest
        case Choice():
            return _either([_before(option, rest) for option in node.options])
        case Repeat(Characters() as item):
            return _run(node, item, rest)
        case _:
            return _loop(node, rest)


def _either(ways: list[_Tail]) -> _Tail:
    """Give the choice between ways that end alike."""
    first, later = _NONE, _NONE
    apart = True
    for way in ways:
        apart = apart and not way.first.meets(first)
        first, later = first | way.first, later | way.later
    tests = sum(way.tests for way in ways)
    if apart:
        # Only one of them gets beyond its first test.
        dearest = max(
            (way.work for way in ways), key=lambda work: work.on(LONGEST_ANSWER)
        )
        work = Work(tests) + dearest
    else:
        work = sum((way.work for way in ways), Work())
    sure = apart and all(way.sure for way in ways)
    return _Tail(first=first, later=later, tests=tests, work=work, sure=sure)


def _run(node: Repeat, item: Characters, rest: _Tail) -> _Tail:
    """Give a character that repeats, with what stands behind it."""
    fixed = node.least == node.most
    apart = fixed or not item.meets(rest.first)
    once = node.most == 1
    if fixed:
        work = Work(node.least) + rest.work
    elif apart:
        # Where the run could have gone on, what stands behind it fails at once.
        each = 1 + rest.tests
        most = Work(each, each) if node.most is None else Work(each * node.most)
        work = most + rest.work
    else:
        work = _cheapest(_overlapping(node, rest))
    _refuse_if_long(work, node.place)
    return _Tail(
        first=item | rest.first if node.least == 0 else item,
        later=rest.all if once else item | rest.all,
        tests=1 + (rest.tests if node.least == 0 else 0),
        work=work,
        sure=apart and rest.sure,
    )


def _overlapping(node: Repeat, rest: _Tail) -> Iterator[Work]:
    """Give bounds where each end of a run is a way of its own."""
    if node.most is not None:
        yield Work(node.most) + rest.work.times(node.most - node.least + 1)
    if not rest.work.rate or not rest.first.meets(rest.later):
        # Each way begins with a character that stops the one before it, so that all of
        # them together go over the answer once.
        each = 1 + rest.work.fixed + rest.work.rate
        yield Work(each, each + rest.work.rate)
    elif node.most is None:
        message = (
            "what repeats here takes characters with which the rest can begin, and the"
            " rest repeats without a limit too; give a limit, such as {1,20}, or leave"
            " those characters out of the set, such as [^@]+@[^@]+"
        )
        raise PatternFaultError(node.place, "too-much-work", message)


def _loop(node: Repeat, rest: _Tail) -> _Tail:
    """Give a group that repeats, with what stands behind it."""
    if node.most == 1:
        # At once: groups within each other would each be gone through twice, and
        # twenty of them a million times.
        return _written_out(node, node.most, rest)
    (first, tests), taken = _opening(node.item), _taken(node.item)
    around = _Tail(
        first=first | rest.first,
        later=taken | rest.all,
        tests=tests + rest.tests,
        work=Work(1),
    )
    body = _before(node.item, around)
    sure = body.sure and not first.meets(rest.first)
    if node.most is not None and not sure:
        return _written_out(node, node.most, rest)
    if not sure:
        message = (
            "what repeats here can be read in more than one way; begin or end each"
            " repetition with a character that stands nowhere else in it and not behind"
            " it, such as (,[^,]+)*, or give a limit, such as {0,5}"
        )
        raise PatternFaultError(node.place, "too-much-work", message)
    work = _cheapest(_single_way(node, body, rest)) + rest.work
    _refuse_if_long(work, node.place)
    return _Tail(
        first=around.first if node.least == 0 else first,
        later=around.later,
        tests=body.tests + (rest.tests if node.least == 0 else 0),
        work=work,
        sure=rest.sure,
    )


def _single_way(node: Repeat, body: _Tail, rest: _Tail) -> Iterator[Work]:
    """Give bounds of a loop in which each character tells the way."""
    each = _copies(node.item) + rest.tests
    yield Work(each, each)
    if node.most is not None:
        yield (body.work + Work(rest.tests)).times(node.most)


def _written_out(node: Repeat, most: int, rest: _Tail) -> _Tail:
    tail = rest
    for _ in range(most - node.least):
        tail = _either([_before(node.item, tail), rest])
        _refuse_if_long(tail.work, node.place)
    for _ in range(node.least):
        tail = _before(node.item, tail)
    return tail


def _opening(node: Node) -> tuple[Characters, int]:
    """Give the characters that a part can take first, and how many tests find one."""
    match node:
        case Characters():
            return node, 1
        case Repeat():
            return _opening(node.item)
        case Choice():
            return _openings(node.options)
        case _:
            empty = takewhile(can_be_empty, node.parts)
            return _openings(node.parts[: sum(1 for _ in empty) + 1])


def _openings(nodes: Iterable[Node]) -> tuple[Characters, int]:
    first, tests = zip(*map(_opening, nodes), strict=True)
    return _joined(first), sum(tests)


def _taken(node: Node) -> Characters:
    """Give every character that a part can take."""
    match node:
        case Characters():
            return node
        case Repeat():
            return _taken(node.item)
        case Choice():
            return _joined(map(_taken, node.options))
        case _:
            return _joined(map(_taken, node.parts))


def _joined(sets: Iterable[Characters]) -> Characters:
    return Characters(tuple(each for found in sets for each in found.ranges))


def _cheapest(works: Iterable[Work]) -> Work:
    return min(works, key=lambda work: work.on(LONGEST_ANSWER))


def _refuse_if_long(work: Work, place: int) -> None:
    steps = work.on(LONGEST_ANSWER)
    if steps > MOST_STEPS:
        message = (
            f"with what stands behind it, an answer of {LONGEST_ANSWER:,} characters"
            f" can take {steps:,} steps, at most {MOST_STEPS:,}; lower the counts, or"
            " let neighbours take different characters"
        )
        raise PatternFaultError(place, "too-much-work", message)
