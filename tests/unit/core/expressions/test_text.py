"""Expressions as English sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Curve,
    DaysBetween,
    Expression,
    Field,
    IsKnown,
    Literal,
    Not,
    Share,
)
from partner_success.core.expressions.text import given_text, value_text

TIER = Compare(Field("tier"), "one_of", Literal(["gold", "silver"]))
VALUE = Compare(Field("committed_value"), "at_least", Literal(50_000_000))
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        (
            All([VALUE, Not(Any([TIER, IsKnown(Field("region"))]))]),
            f"{VALUE} and not (tier is one of 'gold', 'silver' or region is known)",
        ),
        (Any([All([VALUE, TIER]), TIER]), f"({VALUE} and {TIER}) or {TIER}"),
        (AtLeast(1, [TIER, VALUE]), f"at least 1 of 2 ({TIER}; {VALUE})"),
        (Compare(Field("a"), "equals", Literal(True)), "a is yes"),
        (Compare(Field("a"), "not_equals", Literal(False)), "a is not no"),
        (
            Compare(Field("a"), "less_than", Literal(Decimal("0.50"))),
            "a is less than 0.5",
        ),
        (Compare(Field("a"), "greater_than", Field("b_c")), "a is more than b c"),
        (Compare(Field("a"), "contains", Literal("x'y")), 'a contains "x\'y"'),
        (Compare(Field("a"), "not_contains", Literal(1)), "a does not contain 1"),
        (
            Compare(DaysBetween(Field("a"), Field("b")), "at_most", Literal(60)),
            "days from a to b is at most 60",
        ),
        (
            Compare(Field("a"), "at_most", Literal(date(2026, 1, 31))),
            "a is no later than 2026-01-31",
        ),
        (
            Compare(Literal(NOON), "less_than", Field("a")),
            "2026-01-31 12:00:00+00:00 is before a",
        ),
        (
            Compare(Literal(NOON), "equals", Field("a")),
            "2026-01-31 12:00:00+00:00 is a",
        ),
        (
            Compare(Curve(Field("x"), [(0, 0), (1.5, 100)]), "at_least", Literal(80)),
            "x on the curve (0 gives 0, 1.5 gives 100) is at least 80",
        ),
        (Share(Field("a"), Literal(7)), "a in percent of 7"),
    ],
)
def test_sentences(expression: Expression, sentence: str) -> None:
    """An expression reads as one sentence."""
    assert str(expression) == sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "missing"),
        (Fraction(15, 2), "7.5"),
        (Fraction(200, 3), "about 66.6666666667"),
        (Fraction(4), "4"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("1200.50"), "1,200.5"),
        (10**100, "10," + "000," * 19 + "…"),
        ("x" * 100, "'" + "x" * 78 + "…"),
        ((), "nothing"),
        (tuple(range(14)), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"),
    ],
)
def test_values_are_written_for_a_person(value: object, text: str) -> None:
    """Numbers are grouped, long things are shortened."""
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (1.5, "1.5"),
        (7, "7"),
        pytest.param(10**5000, "int", id="huge"),
        ("a", "'a'"),
        ([1], "list"),
        (object(), "object"),
    ],
)
def test_what_was_given_is_shown_safely(value: object, text: str) -> None:
    """A fault shows what was found, and only the type of what could be endless."""
    assert given_text(value) == text
