"""Conditions made into Python functions, for records judged by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any as Anything
from typing import TypeAlias

from partner_success.core.expressions.checking import fields
from partner_success.core.expressions.conditions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    IsKnown,
    Not,
)
from partner_success.core.expressions.evaluation import TESTS, Answer, Computed
from partner_success.core.expressions.kinds import CONTAINMENTS, Operator
from partner_success.core.expressions.limits import no_node
from partner_success.core.expressions.values import (
    Curve,
    DaysBetween,
    Field,
    Literal,
    Share,
    Value,
)

Facts: TypeAlias = Mapping[str, object]
Test: TypeAlias = Callable[[Facts], Answer]
Getter: TypeAlias = Callable[[Facts], Anything]


def compile_condition(condition: Condition, *, doubtful: str = "") -> Test:
    """Make a function that says whether a condition holds, as `evaluate` does.

    It is many times faster, because it asks nothing of the facts: they must be of the
    kinds against which the condition was checked (`check`), in the form that
    `evaluate_value` gives: no floats, sets or lists. Absent and ``None`` are missing.

    Args:
        condition: What is asked.
        doubtful: The key under which the facts may hold the names of fields whose
            values are wrong and therefore left out. Whether such a value is there is
            neither known nor unknown, so `IsKnown` is open on it.

    Examples:
        >>> large = compile_condition(Compare(Field("seats"), "at_least", Literal(50)))
        >>> large({"seats": 50}), large({"seats": 49}), large({})
        (True, False, None)
    """
    match condition:
        case Compare():
            return _comparison(condition)
        case IsKnown(value):
            return _known(value, doubtful)
        case Not(part):
            inner = compile_condition(part, doubtful=doubtful)
            return lambda facts: None if (a := inner(facts)) is None else not a
        case All(conditions):
            return _several(_each(conditions, doubtful), unless=False)
        case Any(conditions):
            return _several(_each(conditions, doubtful), unless=True)
        case AtLeast(count, conditions):
            return _enough(count, _each(conditions, doubtful))
        case _:
            raise no_node(condition, "a condition")


def compile_value(value: Value) -> Callable[[Facts], Computed | None]:
    """Make a function that gives what a value comes to, as `evaluate_value` does.

    What `compile_condition` says of the facts holds here too.

    Examples:
        >>> share = compile_value(Share(Field("renewed"), Field("due")))
        >>> share({"renewed": 2, "due": 3})
        Fraction(200, 3)
    """
    match value:
        case Field(name):
            return _getter(name)
        case Literal(constant):
            return lambda _: constant
        case DaysBetween(first, second):
            return _days(compile_value(first), compile_value(second))
        case Share(part, whole):
            return _share(compile_value(part), compile_value(whole))
        case Curve(of):
            return _height(compile_value(of), value)
        case _:
            raise no_node(value, "a value")


def _getter(name: str) -> Getter:
    return lambda facts: facts.get(name)


def _height(of: Getter, curve: Curve) -> Getter:
    def height(facts: Facts) -> Fraction | None:
        x = of(facts)
        return None if x is None else curve.at(x)

    return height


def _days(first: Getter, second: Getter) -> Getter:
    def days(facts: Facts) -> int | None:
        start: date | None = first(facts)
        end: date | None = second(facts)
        return None if start is None or end is None else (end - start).days

    return days


def _share(part: Getter, whole: Getter) -> Getter:
    def share(facts: Facts) -> Fraction | None:
        counted, hundred = part(facts), whole(facts)
        if counted is None or not hundred:
            return None
        return Fraction(counted) * 100 / Fraction(hundred)

    return share


def _comparison(condition: Compare) -> Test:
    left, right = compile_value(condition.left), compile_value(condition.right)
    relation = condition.operator
    if relation in CONTAINMENTS:
        return _membership(right, left, negated=relation is Operator.NOT_CONTAINS)
    if relation is Operator.ONE_OF:
        return _membership(left, right, negated=False)
    test = TESTS[relation]
    match condition:
        case Compare(Field(name), _, Literal(constant)):
            # The common case: one look-up, one comparison.
            return lambda facts: (
                None if (a := facts.get(name)) is None else test(a, constant)
            )
        case _:
            return lambda facts: (
                None
                if (a := left(facts)) is None or (b := right(facts)) is None
                else test(a, b)
            )


def _membership(item: Getter, container: Getter, *, negated: bool) -> Test:
    def member(facts: Facts) -> Answer:
        found, items = item(facts), container(facts)
        if found is None or items is None:
            return None
        if found in items:
            return not negated
        return None if None in items else negated

    return member


def _known(value: Value, doubtful: str) -> Test:
    get = compile_value(value)
    if not doubtful:
        return lambda facts: get(facts) is not None
    names = frozenset(fields(value))

    def known(facts: Facts) -> Answer:
        wrong: Anything = facts.get(doubtful)
        if wrong and not names.isdisjoint(wrong):
            return None
        return get(facts) is not None

    return known


def _each(conditions: tuple[Condition, ...], doubtful: str) -> tuple[Test, ...]:
    return tuple(compile_condition(each, doubtful=doubtful) for each in conditions)


def _several(tests: tuple[Test, ...], *, unless: bool) -> Test:
    """Combine by 'and' (one false decides) or by 'or' (one true decides)."""
    otherwise = not unless

    def several(facts: Facts) -> Answer:
        answer: Answer = otherwise
        for test in tests:
            found = test(facts)
            if found is unless:
                return unless
            if found is None:
                answer = None
        return answer

    return several


def _enough(count: int, tests: tuple[Test, ...]) -> Test:
    def enough(facts: Facts) -> Answer:
        answers = [test(facts) for test in tests]
        if answers.count(True) >= count:
            return True
        return None if len(answers) - answers.count(False) >= count else False

    return enough
