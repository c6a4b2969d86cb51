"""What an expression comes to on one record, by Kleene's three-valued logic."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, cast

from partner_success.core.expressions.conditions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    IsKnown,
    Not,
)
from partner_success.core.expressions.exactness import (
    Exact,
    Scalar,
    exact_number,
    plain_scalar,
)
from partner_success.core.expressions.kinds import (
    CONTAINMENTS,
    FieldType,
    Operator,
    comparison_faults,
    kind_of,
)
from partner_success.core.expressions.limits import no_node
from partner_success.core.expressions.shapes import as_list
from partner_success.core.expressions.text import value_text
from partner_success.core.expressions.values import (
    Curve,
    DaysBetween,
    Field,
    Literal,
    Share,
    Value,
)
from partner_success.errors import InvalidValueError

Answer: TypeAlias = bool | None
"""Yes, no, or not known."""
Known: TypeAlias = Scalar | Fraction
Computed: TypeAlias = Known | tuple[Known | None, ...]
"""What a value comes to: a constant, a fraction, or a list whose entries may be
unknown."""

TESTS: Final[Mapping[Operator, Callable[..., bool]]] = {
    Operator.EQUALS: operator.eq,
    Operator.NOT_EQUALS: operator.ne,
    Operator.LESS_THAN: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.GREATER_THAN: operator.gt,
    Operator.AT_LEAST: operator.ge,
}
"""How two values are compared; containment is told apart."""
_FACTS: Final = (
    "expected a number, a text, a bool, a date, an instant or a list of such"
)


def evaluate(condition: Condition, facts: Mapping[str, object]) -> Answer:
    """Say whether a condition holds on a record; ``None`` when that is not known.

    Every part is looked at, so a fault of the record is raised whatever the other
    conditions say.

    Args:
        condition: What is asked.
        facts: The record. Absent, ``None`` and NaN are missing; a float means the
            decimal number that it prints; lists may be list, tuple or set.

    Raises:
        InvalidValueError: A field holds an infinity, an instant without a zone, a kind
            the language has not, or one that cannot be compared so.

    Examples:
        >>> enough = Compare(Field("uptime"), "at_least", Literal(Decimal("99.9")))
        >>> evaluate(enough, {"uptime": 99.9}), evaluate(enough, {})
        (True, None)
    """
    match condition:
        case Compare():
            return _compare(condition, facts)
        case IsKnown(value):
            return evaluate_value(value, facts) is not None
        case All(conditions):
            return _all([evaluate(part, facts) for part in conditions])
        case Any(conditions):
            return _any([evaluate(part, facts) for part in conditions])
        case Not(part):
            return _inverted(evaluate(part, facts))
        case AtLeast(count, conditions):
            return _at_least(count, [evaluate(part, facts) for part in conditions])
        case _:
            raise no_node(condition, "a condition")


def holds(condition: Condition, facts: Mapping[str, object]) -> bool:
    """Say whether a condition is known to hold on a record.

    Raises:
        InvalidValueError: As `evaluate` does.

    Examples:
        >>> holds(Compare(Field("uptime"), "at_least", Literal(99)), {"uptime": None})
        False
    """
    return evaluate(condition, facts) is True


def evaluate_value(value: Value, facts: Mapping[str, object]) -> Computed | None:
    """Give what a value comes to on a record; ``None`` when it is not known.

    A float comes back as the decimal number that it prints, a list as a tuple.

    Raises:
        InvalidValueError: As `evaluate` does.

    Examples:
        >>> share = Share(Field("renewed"), Field("due"))
        >>> evaluate_value(share, {"renewed": 2, "due": 3})
        Fraction(200, 3)
    """
    match value:
        case Field(name):
            return _fact(name, facts.get(name))
        case Literal(constant):
            return constant
        case DaysBetween(first, second):
            start, end = _date(first, facts), _date(second, facts)
            return None if start is None or end is None else (end - start).days
        case Share(part, whole):
            counted, hundred = _number(part, facts), _number(whole, facts)
            if counted is None or hundred is None or not hundred:
                return None
            return Fraction(counted) * 100 / Fraction(hundred)
        case Curve(of):
            x = _number(of, facts)
            return None if x is None else value.at(x)
        case _:
            raise no_node(value, "a value")


def _all(answers: list[Answer]) -> Answer:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: list[Answer]) -> Answer:
    if True in answers:
        return True
    return None if None in answers else False


def _at_least(count: int, answers: list[Answer]) -> Answer:
    if answers.count(True) >= count:
        return True
    return None if len(answers) - answers.count(False) >= count else False


def _inverted(answer: Answer) -> Answer:
    return None if answer is None else not answer


def _fact(name: str, raw: object) -> Computed | None:
    unordered = isinstance(raw, (set, frozenset))
    entries = tuple(cast("AbstractSet[object]", raw)) if unordered else as_list(raw)
    if entries is None:
        return _single(f"field {name!r}", raw)
    items = [_single(f"an entry of field {name!r}", entry) for entry in entries]
    kinds = {kind_of(item) for item in items if item is not None}
    if len(kinds) > 1:
        found = ", ".join(sorted(str(kind) for kind in kinds))
        raise InvalidValueError(
            f"field {name!r} is a list of {found}; expected entries of one kind"
        )
    return tuple(sorted(items, key=repr) if unordered else items)


def _single(name: str, raw: object) -> Known | None:
    match raw:
        case None | bool():
            return raw
        case int() | float() | Decimal() | Fraction():
            return exact_number(raw, name)
        case _:
            plain = plain_scalar(raw)
    if isinstance(plain, datetime) and plain.utcoffset() is None:
        raise InvalidValueError(
            f"{name} is {plain.isoformat(sep=' ')}, a time without a zone;"
            " expected an instant with its offset from UTC"
        )
    if not isinstance(plain, (str, date)):
        raise InvalidValueError(f"{name} is a {type(raw).__name__}; {_FACTS}")
    return plain


def _number(value: Value, facts: Mapping[str, object]) -> Exact | None:
    found = evaluate_value(value, facts)
    if found is None:
        return None
    if isinstance(found, (int, Decimal, Fraction)) and not isinstance(found, bool):
        return found
    raise _unfit(value, found, "a number")


def _date(value: Value, facts: Mapping[str, object]) -> date | None:
    found = evaluate_value(value, facts)
    if found is None:
        return None
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    raise _unfit(value, found, "a date")


def _unfit(value: Value, found: Computed, expected: str) -> InvalidValueError:
    return InvalidValueError(f"{_described(value, found)}; expected {expected}")


def _described(value: Value, found: Computed) -> str:
    name = f"field {value.name!r}" if isinstance(value, Field) else f"'{value}'"
    kind = kind_of(found)
    return f"{name} is {kind.phrase if kind else 'nothing'} ({value_text(found)})"


def _compare(condition: Compare, facts: Mapping[str, object]) -> Answer:
    left = evaluate_value(condition.left, facts)
    right = evaluate_value(condition.right, facts)
    if left is None or right is None:
        return None
    relation = condition.operator
    test = TESTS.get(relation)
    faults = comparison_faults(
        _kind(left, listing=relation in CONTAINMENTS),
        relation,
        _kind(right, listing=relation is Operator.ONE_OF),
    )
    if faults:
        raise InvalidValueError(
            f"cannot say whether {condition}: {_described(condition.left, left)},"
            f" {_described(condition.right, right)}; {'; '.join(faults)}"
        )
    if test is not None:
        return test(left, right)
    answer = _member(right, left) if relation in CONTAINMENTS else _member(left, right)
    return _inverted(answer) if relation is Operator.NOT_CONTAINS else answer


def _kind(found: Computed, *, listing: bool) -> FieldType | None:
    # A list without a present entry fits every kind of entry.
    if listing and isinstance(found, tuple) and set(found) <= {None}:
        return None
    return kind_of(found)


def _member(item: Computed, container: Computed) -> Answer:
    items = container if isinstance(container, tuple) else ()
    if item in items:
        return True
    return None if None in items else False
