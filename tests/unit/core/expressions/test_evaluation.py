"""What expressions come to on a record."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Curve,
    DaysBetween,
    Field,
    IsKnown,
    Literal,
    Not,
    Operator,
    Share,
    evaluate,
    evaluate_value,
    holds,
)
from partner_success.errors import InvalidValueError

X, Y = Field("x"), Field("y")
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
DAY = date(2026, 1, 31)
NAN = float("nan")


class Tier(StrEnum):
    GOLD = "gold"


@pytest.mark.parametrize(
    ("operator", "answers"),
    [
        ("equals", [False, True, False]),
        ("not_equals", [True, False, True]),
        ("less_than", [True, False, False]),
        ("at_most", [True, True, False]),
        ("greater_than", [False, False, True]),
        ("at_least", [False, True, True]),
    ],
)
def test_operators_below_on_and_above(operator: str, answers: list[bool]) -> None:
    """Each operator is right below, on and above its edge, for every ordered kind."""
    sides: list[tuple[Literal, list[object]]] = [
        (Literal(0.7), [0.6999999999999999, 0.7, 0.7000000000000001]),
        (Literal(0.7), [Fraction(69, 100), Fraction(7, 10), Decimal("0.71")]),
        (Literal(7), [6, Decimal("7.0"), 8]),
        (Literal(DAY), [DAY - timedelta(1), DAY, DAY + timedelta(1)]),
        (
            Literal(NOON),
            [NOON - timedelta.resolution, NOON, NOON + timedelta.resolution],
        ),
    ]
    for right, found in sides:
        condition = Compare(X, operator, right)
        assert [evaluate(condition, {"x": x}) for x in found] == answers


@pytest.mark.parametrize("operator", list(Operator))
@pytest.mark.parametrize("facts", [{}, {"x": None}, {"x": NAN}, {"x": Decimal("sNaN")}])
def test_a_missing_field_makes_any_comparison_unknown(
    operator: Operator, facts: dict[str, object]
) -> None:
    """Absent, None and NaN are missing on either side."""
    assert evaluate(Compare(X, operator, Y), {**facts, "y": 5}) is None
    assert evaluate(Compare(Y, operator, X), {**facts, "y": 5}) is None
    assert not holds(Compare(X, operator, Y), facts)


@pytest.mark.parametrize(
    ("operator", "facts", "answer"),
    [
        ("contains", {"x": ["a", "b"], "y": "a"}, True),
        ("contains", {"x": ("a", None), "y": "a"}, True),
        ("contains", {"x": {"b", None}, "y": "a"}, None),
        ("contains", {"x": frozenset({"b"}), "y": "a"}, False),
        ("contains", {"x": [], "y": 5}, False),
        ("contains", {"x": [None], "y": 5}, None),
        ("contains", {"x": [1.5, NAN], "y": Fraction(3, 2)}, True),
        ("not_contains", {"x": ["a"], "y": "a"}, False),
        ("not_contains", {"x": ["b"], "y": "a"}, True),
        ("not_contains", {"x": ["b", None], "y": "a"}, None),
        ("one_of", {"x": Tier.GOLD, "y": ["gold"]}, True),
        ("one_of", {"x": DAY, "y": [NOON.date() + timedelta(1)]}, False),
        ("one_of", {"x": "a", "y": []}, False),
        ("equals", {"x": True, "y": True}, True),
        ("equals", {"x": "a", "y": "A"}, False),
    ],
)
def test_lists_and_equality(
    operator: str, facts: dict[str, object], answer: bool | None
) -> None:
    """A list with a missing entry may contain anything."""
    assert evaluate(Compare(X, operator, Y), facts) is answer


def test_instants_are_compared_as_instants() -> None:
    """The repeated hour of autumn is told apart, and ends of time do not overflow."""
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2025, 10, 26, 2, 30, tzinfo=berlin)
    second = first.replace(fold=1)
    same = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    assert evaluate(Compare(X, "less_than", Y), {"x": first, "y": second}) is True
    assert evaluate(Compare(X, "equals", Y), {"x": second, "y": same}) is True
    early = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    late = datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))
    assert evaluate(Compare(X, "less_than", Y), {"x": early, "y": late}) is True


@pytest.mark.parametrize(
    ("condition", "facts", "found"),
    [
        (
            Compare(X, "at_least", Literal(5)),
            {"x": "many"},
            "'x' is a text .'many'.*number",
        ),
        (Compare(X, "at_least", Literal(5)), {"x": True}, "'x' is a yes or no"),
        (Compare(X, "equals", Literal(DAY)), {"x": NOON}, "'x' is an instant.*a date"),
        (Compare(X, "at_least", Y), {"x": "a", "y": "b"}, "no order"),
        (Compare(X, "equals", Y), {"x": [], "y": []}, "'x' is a list.*one value"),
        (Compare(X, "contains", Y), {"x": "abc", "y": "a"}, "expected a list"),
        (Compare(X, "contains", Y), {"x": [], "y": ["a"]}, "expected one value"),
        (Compare(X, "one_of", Y), {"x": 1, "y": ["a"]}, "'y' is a list of texts"),
        (
            Compare(Share(X, Y), "equals", Field("z")),
            {"x": 1, "y": 2, "z": "a"},
            "'x in percent of y' is a number .50.*'z' is a text",
        ),
        (IsKnown(X), {"x": float("inf")}, "field 'x' is infinite"),
        (
            IsKnown(X),
            {"x": [1, Decimal("-Infinity")]},
            "entry of field 'x' is infinite",
        ),
        (IsKnown(X), {"x": NOON.replace(tzinfo=None)}, "'x' is 2026.*without a zone"),
        (IsKnown(X), {"x": time(12)}, "field 'x' is a time; expected"),
        (IsKnown(X), {"x": {"a": 1}}, "field 'x' is a dict; expected"),
        (IsKnown(X), {"x": [[1]]}, "entry of field 'x' is a list; expected"),
        (IsKnown(X), {"x": [1, "a"]}, "list of number, text"),
        (IsKnown(X), {"x": 10**5000}, "of a size"),
        (IsKnown(DaysBetween(X, Y)), {"x": 5}, "'x' is a number .5.; expected a date"),
        (IsKnown(DaysBetween(X, Y)), {"y": NOON}, "'y' is an instant.*expected a date"),
        (IsKnown(Share(X, Y)), {"x": True}, "'x' is a yes or no .yes.; expected a num"),
        (IsKnown(Curve(X, [(0, 0), (1, 1)])), {"x": ()}, "'x' is a list.*nothing"),
        (
            All([Compare(X, "equals", Literal(1)), IsKnown(Y)]),
            {"x": 2, "y": b""},
            "bytes",
        ),
    ],
)
def test_unfit_facts_are_refused_by_name(
    condition: Compare, facts: dict[str, object], found: str
) -> None:
    """The error names the field, what it holds and what was expected."""
    with pytest.raises(InvalidValueError, match=found):
        evaluate(condition, facts)


def test_what_is_no_node_is_refused() -> None:
    """A text in the place of a condition or value is misuse."""
    with pytest.raises(InvalidValueError, match="expected a condition, found str"):
        evaluate("x", {})  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="expected a value, found str"):
        evaluate_value("x", {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        ({"x": 2, "y": 3}, Fraction(200, 3)),
        ({"x": Decimal("0.1"), "y": 0.2}, Fraction(50)),
        ({"x": 0, "y": 3}, Fraction(0)),
        ({"x": 2, "y": 0}, None),
        ({"x": 2, "y": 0.0}, None),
        ({"x": 2}, None),
        ({"y": 3}, None),
    ],
)
def test_share_is_exact_or_unknown(
    facts: dict[str, object], share: Fraction | None
) -> None:
    """A share of nothing is not known, a share of something is exact."""
    assert evaluate_value(Share(X, Y), facts) == share


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"x": DAY, "y": date(2026, 3, 1)}, 29),
        ({"x": date(2026, 3, 1), "y": DAY}, -29),
        ({"x": DAY}, None),
        ({"y": DAY}, None),
    ],
)
def test_days_between_counts_whole_days(
    facts: dict[str, object], days: int | None
) -> None:
    """Days count from the first to the second date."""
    assert evaluate_value(DaysBetween(X, Y), facts) == days


def test_curve_of_a_field() -> None:
    """A curve looks its number up in the record."""
    curve = Curve(X, [(0, 0), (10, 100)])
    assert evaluate_value(curve, {"x": 2.5}) == 25
    assert evaluate_value(curve, {}) is None


def test_fields_come_back_in_plain_form() -> None:
    """A float becomes its decimal, a list a tuple, a set a sorted tuple."""
    assert repr(evaluate_value(X, {"x": 0.7})) == "Decimal('0.7')"
    assert evaluate_value(X, {"x": ["a", None]}) == ("a", None)
    assert evaluate_value(X, {"x": {"b", "c", "a"}}) == ("a", "b", "c")
    assert evaluate_value(Literal("a"), {}) == "a"


T, F, U = (Compare(Field(name), "equals", Literal(True)) for name in "tfu")
FACTS = {"t": True, "f": False}


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (All([T, T]), True),
        (All([T, U]), None),
        (All([U, F]), False),
        (Any([F, F]), False),
        (Any([F, U]), None),
        (Any([U, T]), True),
        (Not(T), False),
        (Not(F), True),
        (Not(U), None),
        (AtLeast(2, [T, T, F]), True),
        (AtLeast(2, [T, U, F]), None),
        (AtLeast(2, [T, F, F]), False),
        (AtLeast(2, [U, F, F]), False),
        (AtLeast(2, [T, T, U]), True),
        (IsKnown(Field("t")), True),
        (IsKnown(Field("u")), False),
        (IsKnown(Share(Literal(1), Literal(0))), False),
    ],
)
def test_three_valued_logic(condition: All, answer: bool | None) -> None:
    """Unknown parts make the whole unknown only where they decide it."""
    assert evaluate(condition, FACTS) is answer
    assert holds(condition, FACTS) is (answer is True)
