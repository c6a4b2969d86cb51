"""Patterns drawn as trees, and an engine that tries every way and counts its steps."""

from __future__ import annotations

import string
from typing import TypeAlias

from hypothesis import strategies as st

Tree: TypeAlias = tuple[object, ...]
"""``("set", negated, characters)``, ``("all", *parts)``, ``("any", *parts)`` or
``("times", part, least, most)``."""

ALPHABET = "ab1-é"
SIGNS = set(string.punctuation)
LINE_ENDS = "\n\r\u2028\u2029"


def written(tree: Tree) -> str:
    """Write a tree as a pattern."""
    match tree:
        case ("set", bool() as negated, str() as members):
            if negated and members == LINE_ENDS:
                return "."
            if negated or len(members) > 1:
                inner = "".join(
                    f"\\{each}" if each == "-" else each for each in members
                )
                return f"[{'^' if negated else ''}{inner}]"
            return f"\\{members}" if members in SIGNS else members
        case ("all", *parts):
            return "".join(wrapped(part, within=("any",)) for part in parts)
        case ("any", *parts):
            return "|".join(map(written, parts))
        case ("times", part, least, most):
            high = "" if most is None else most
            return f"{wrapped(part, within=('any', 'all', 'times'))}{{{least},{high}}}"
    raise AssertionError(tree)


def wrapped(tree: Tree, within: tuple[str, ...]) -> str:
    """Write a tree in brackets where it needs them."""
    return f"({written(tree)})" if tree[0] in within else written(tree)


def naive_steps(tree: Tree, text: str) -> tuple[int, bool]:
    """Try every way to the end; count each test, and say whether one got there."""
    waiting: list[tuple[int, object]] = [(0, (tree, None))]
    steps, matched = 0, False
    while waiting:
        at, ahead = waiting.pop()
        if ahead is None:
            steps += 1
            matched = matched or at == len(text)
        elif ahead[0][0] == "set":
            (_, negated, members), rest = ahead
            steps += 1
            if at < len(text) and (text[at] in members) is not negated:
                waiting.append((at + 1, rest))
        else:
            waiting += [(at, way) for way in ways(*ahead)]
    return steps, matched


def ways(tree: Tree, rest: object) -> list[object]:
    """Give each way into a tree and on to the rest."""
    match tree:
        case ("all", *parts):
            for part in reversed(parts):
                rest = (part, rest)
            return [rest]
        case ("any", *parts):
            return [(part, rest) for part in parts]
        case ("times", part, least, most):
            stop = [rest] if least == 0 else []
            if most == 0:
                return stop
            high = None if most is None else most - 1
            again = ("times", part, max(least - 1, 0), high)
            return [*stop, (part, (again, rest))]
    raise AssertionError(tree)


def parse(pattern: str) -> Tree:
    """Read a pattern of the language as a tree, by the parser that Python brings."""
    import re._parser as parser

    return _of_items(parser.parse(pattern))


def _of_items(items: object) -> Tree:
    return ("all", *(_of_item(str(name), value) for name, value in items))


def _of_item(name: str, value: object) -> Tree:
    match name:
        case "LITERAL":
            return ("set", False, chr(value))
        case "NOT_LITERAL":
            return ("set", True, chr(value))
        case "ANY":
            return ("set", True, LINE_ENDS)
        case "IN":
            negated = str(value[0][0]) == "NEGATE"
            return ("set", negated, "".join(map(_members, value[negated:])))
        case "BRANCH":
            return ("any", *map(_of_items, value[1]))
        case "SUBPATTERN":
            return _of_items(value[3])
        case "MAX_REPEAT":
            least, most, part = value
            endless = str(most) == "MAXREPEAT"
            return ("times", _of_items(part), least, None if endless else most)
    raise AssertionError(name)


def _members(entry: object) -> str:
    match str(entry[0]), entry[1]:
        case "LITERAL", code:
            return chr(code)
        case "RANGE", (low, high):
            return "".join(map(chr, range(low, high + 1)))
        case "CATEGORY", which:
            word = string.digits + string.ascii_letters + "_"
            return {"CATEGORY_DIGIT": string.digits, "CATEGORY_WORD": word}[str(which)]
    raise AssertionError(entry)


def can_be_empty(tree: Tree) -> bool:
    """Tell whether a tree can take no character."""
    match tree:
        case ("set", *_):
            return False
        case ("all", *parts):
            return all(map(can_be_empty, parts))
        case ("any", *parts):
            return any(map(can_be_empty, parts))
        case ("times", _, least, _):
            return least == 0
    raise AssertionError(tree)


sets = st.builds(
    lambda negated, members: ("set", negated, "".join(sorted(members))),
    st.booleans(),
    st.sets(st.sampled_from(ALPHABET), min_size=1, max_size=3),
) | st.just(("set", True, LINE_ENDS))
counts = st.tuples(st.integers(0, 3), st.none() | st.integers(1, 4)).filter(
    lambda ends: ends[1] is None or ends[0] <= ends[1]
)


def times(part: Tree, ends: tuple[int, int | None]) -> Tree:
    """Repeat a part, unless it can be empty."""
    return part if can_be_empty(part) else ("times", part, *ends)


trees: st.SearchStrategy[Tree] = st.recursive(
    sets,
    lambda inner: st.one_of(
        st.builds(times, inner, counts),
        st.builds(
            lambda parts: ("all", *parts), st.lists(inner, min_size=1, max_size=4)
        ),
        st.builds(
            lambda parts: ("any", *parts), st.lists(inner, min_size=1, max_size=3)
        ),
    ),
    max_leaves=8,
)
texts = st.text(ALPHABET + "c\n", max_size=14)
