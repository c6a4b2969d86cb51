"""Conditions as nodes: what is refused when they are built."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    Operator,
    Share,
)
from partner_success.errors import InvalidModelError

A = IsKnown(Field("a"))
B = Compare(Field("b"), Operator.AT_LEAST, Literal(5))


def faults(kind: object, *parts: object) -> list[tuple[str, str]]:
    """Build a node that must be refused; give path and code of each fault."""
    with pytest.raises(InvalidModelError) as caught:
        kind(*parts)  # type: ignore[operator]
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_compare_takes_operators_by_their_word() -> None:
    """A word is as good as the member of the vocabulary."""
    assert Compare(Field("b"), "at_least", Literal(5)) == B
    assert B.operator is Operator.AT_LEAST


def test_compare_suggests_the_operator_that_was_meant() -> None:
    """A misspelt operator is answered with the near ones."""
    with pytest.raises(InvalidModelError, match="did you mean at_least"):
        Compare(Field("b"), "at_leest", Literal(5))
    with pytest.raises(InvalidModelError, match="use a known one"):
        Compare(Field("b"), "~", Literal(5))
    assert faults(Compare, "b", 7, None) == [
        ("left", "wrong-type"),
        ("right", "wrong-type"),
        ("operator", "unknown-operator"),
    ]


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        (Literal("a"), "equals", Literal(1)),
        (Field("a"), "at_least", Literal("gold")),
        (Field("a"), "less_than", Literal(True)),
        (Field("a"), "equals", Literal([1])),
        (Literal([1]), "at_most", Field("a")),
        (Field("a"), "one_of", Literal("gold")),
        (Literal([1]), "one_of", Literal([1])),
        (Literal("a"), "one_of", Literal([1])),
        (Literal("abc"), "contains", Field("a")),
        (Field("a"), "not_contains", Literal([1])),
        (Literal([1]), "contains", Literal("a")),
        (Share(Field("a"), Field("b")), "equals", Literal(date(2026, 1, 31))),
    ],
)
def test_compare_refuses_sides_that_never_fit(
    left: Literal, operator: str, right: Literal
) -> None:
    """What no record could make comparable is refused when it is built."""
    assert faults(Compare, left, operator, right) == [("", "type-mismatch")]


def test_compare_tells_both_sides_that_do_not_fit() -> None:
    """Both sides are judged, not only the first."""
    assert len(faults(Compare, Literal("a"), "at_least", Literal("b"))) == 2
    assert len(faults(Compare, Literal("a"), "contains", Literal(["b"]))) == 2


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        (Field("a"), "one_of", Field("b")),
        (Literal(["a"]), "contains", Field("b")),
        (Literal(["a"]), "not_contains", Literal("b")),
        (Literal("a"), "one_of", Literal(["a"])),
        (Literal("a"), "equals", Field("b")),
        (Literal(1), "less_than", Literal(2)),
        (Field("a"), "at_most", Field("b")),
    ],
)
def test_compare_accepts_sides_that_may_fit(
    left: Literal, operator: str, right: Literal
) -> None:
    """Fields stand on either side, and constants of one kind may be compared."""
    assert Compare(left, operator, right).children == (left, right)


@pytest.mark.parametrize(
    ("kind", "parts", "found"),
    [
        (All, ((),), [("", "empty")]),
        (Any, ([],), [("", "empty")]),
        (
            All,
            ((A, "b", None),),
            [("conditions[1]", "wrong-type"), ("conditions[2]", "wrong-type")],
        ),
        (Any, (5,), [("conditions[0]", "wrong-type")]),
        (Not, (Field("a"),), [("conditions[0]", "wrong-type")]),
        (AtLeast, (0, (A, B)), [("count", "bad-count")]),
        (AtLeast, (3, (A, B)), [("count", "bad-count")]),
        (AtLeast, (True, (A, B)), [("count", "bad-count")]),
        (AtLeast, (1.0, (A, B)), [("count", "bad-count")]),
        (AtLeast, (10**5000, ()), [("count", "bad-count"), ("", "empty")]),
        (AtLeast, (1, ()), [("", "empty")]),
        (IsKnown, ("a",), [("value", "wrong-type")]),
    ],
)
def test_combinations_refuse_what_makes_no_sense(
    kind: object, parts: tuple[object, ...], found: list[tuple[str, str]]
) -> None:
    """Empty lists, counts out of range and strangers are refused."""
    assert faults(kind, *parts) == found


def test_conditions_cannot_be_nested_without_end() -> None:
    """The thirty-third level is refused."""
    condition: Condition = A
    for _ in range(30):
        condition = Not(condition)
    assert faults(Not, condition) == [("", "too-deep")]


def test_conditions_cannot_be_large_without_end() -> None:
    """The thousand-and-first part is refused."""
    assert len(All([A] * 499).conditions) == 499
    assert faults(All, [A] * 500) == [("", "too-large")]


@pytest.mark.parametrize(
    "condition", [A, B, All([A]), Any([A, B]), Not(A), AtLeast(1, [A])]
)
def test_conditions_are_hashable_and_picklable(condition: Condition) -> None:
    """A condition survives pickling and serves as a key."""
    copy = pickle.loads(pickle.dumps(condition))
    assert copy == condition
    assert {copy: 1}[condition] == 1


def test_conditions_can_be_matched_by_position() -> None:
    """Compilers take nodes apart with match."""
    condition: Condition = AtLeast(1, [B])
    match condition:
        case AtLeast(1, (Compare(Field(name), Operator.AT_LEAST, Literal(5)),)):
            assert name == "b"
        case _:
            pytest.fail("the pattern does not match")
