"""Conditions over closed facts as dataframe expressions that mean the same everywhere.

Engines differ in what a missing value does to a comparison and to its denial. So what
is missing is never denied: it is asked apart whether a condition is known to hold and
whether it is known to fail, and both answers are truths without gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast
from typing import Any as Anything

from partner_success.core.expressions import (
    All,
    Any,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    Operator,
    Value,
    evaluate,
)
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.frames.facts import Column, Given

if TYPE_CHECKING:
    import narwhals as nw

    Truth: TypeAlias = nw.Expr | bool
    """A truth in each row, without gaps; or the same for all."""

_EQUALITIES = {Operator.EQUALS: True, Operator.NOT_EQUALS: False}


Operand: TypeAlias = Column | Given


def known_to_hold(
    condition: Condition, operands: Mapping[str, Operand], *, hold: bool = True
) -> Truth:
    """Make the expression that tells in which rows a condition is known to hold.

    Args:
        condition: Comparisons of texts and truths with each other or with constants
            (equals, not equals, one of), and what joins them.
        operands: By the names of fields, what stands for them.
        hold: Whether it is to hold; else, to be known to fail.

    Raises:
        InvalidUseError: The condition asks for something else.
        InvalidValueError: A column holds something else.
        UnknownNameError: Nothing stands for a field.
    """
    match condition:
        case Compare():
            return _comparison(condition, operands, hold=hold)
        case IsKnown(value):
            return _presence(value, operands, hold=hold)
        case Not(part):
            return known_to_hold(part, operands, hold=not hold)
        case All(parts) | Any(parts):
            each = [known_to_hold(part, operands, hold=hold) for part in parts]
            return all_of(each) if isinstance(condition, All) is hold else any_of(each)
        case _:
            parts, count = condition.conditions, condition.count
            each = [known_to_hold(part, operands, hold=hold) for part in parts]
            return _enough(each, count if hold else len(parts) - count + 1)


def all_of(parts: Iterable[Truth]) -> Truth:
    """Join by 'and'."""
    found: Truth = True
    for part in parts:
        if isinstance(part, bool):
            if not part:
                return False
        else:
            found = part if isinstance(found, bool) else found & part
    return found


def any_of(parts: Iterable[Truth]) -> Truth:
    """Join by 'or'."""
    found: Truth = False
    for part in parts:
        if isinstance(part, bool):
            if part:
                return True
        else:
            found = part if isinstance(found, bool) else found | part
    return found


def _enough(parts: Sequence[Truth], count: int) -> Truth:
    left = [part for part in parts if not isinstance(part, bool)]
    needed = count - sum(part is True for part in parts)
    if needed <= 0 or needed > len(left):
        return needed <= 0
    first, *others = map(_counted, left)
    for other in others:
        first += other
    return first >= needed


def _counted(truth: nw.Expr) -> nw.Expr:
    """Give 1 where it is true, else 0."""
    import narwhals as nw

    if isinstance(cast(object, truth), nw.Expr):
        return truth.cast(nw.Int64)
    import polars as pl

    found: nw.Expr = cast(Anything, truth).cast(pl.Int64)
    return found


def _denied(truth: Truth) -> Truth:
    return not truth if isinstance(truth, bool) else ~truth


def _presence(value: Value, operands: Mapping[str, Operand], *, hold: bool) -> Truth:
    match value:
        case Field(name):
            known = _operand(name, operands).known
            return known if hold else _denied(known)
        case Literal():
            return hold
        case _:
            raise _unfit(value)


def _comparison(
    condition: Compare, operands: Mapping[str, Operand], *, hold: bool
) -> Truth:
    match condition:
        case Compare(Literal(), _, Literal()):
            return evaluate(condition, {}) is hold
        case Compare(Field(name), Operator.ONE_OF, Literal(tuple(values))):
            return _one_of(_operand(name, operands), values, hold=hold)
        case Compare(
            Literal(tuple(values)),
            (Operator.CONTAINS | Operator.NOT_CONTAINS) as word,
            Field(name),
        ):
            same = (word is Operator.CONTAINS) is hold
            return _one_of(_operand(name, operands), values, hold=same)
        case Compare(Field(name), word, Literal(value)) if word in _EQUALITIES:
            same = _EQUALITIES[word] is hold
            return _one_of(_operand(name, operands), (value,), hold=same)
        case Compare(Literal(value), word, Field(name)) if word in _EQUALITIES:
            same = _EQUALITIES[word] is hold
            return _one_of(_operand(name, operands), (value,), hold=same)
        case Compare(Field(one), word, Field(other)) if word in _EQUALITIES:
            same = _EQUALITIES[word] is hold
            pair = _operand(one, operands), _operand(other, operands)
            return _same(*pair, hold=same)
        case _:
            raise _unfit(condition)


def _operand(name: str, operands: Mapping[str, Operand]) -> Operand:
    if name not in operands:
        raise UnknownNameError("field", name, operands)
    return operands[name]


def _one_of(operand: Operand, values: Sequence[object], *, hold: bool) -> Truth:
    words = [value for value in values if isinstance(value, str | bool)]
    if len(words) < len(values):
        raise _unfit(", ".join(map(str, values)))
    found = operand.is_one_of(words)
    return found if hold else all_of([operand.known, _denied(found)])


def _same(one: Operand, other: Operand, *, hold: bool) -> Truth:
    if isinstance(one, Column) and isinstance(other, Column):
        found = one.equals(other)
        return found if hold else all_of([one.known, other.known, _denied(found)])
    pairs = [(truth, truth is hold) for truth in (True, False)]
    return any_of(
        all_of([one.is_one_of([mine]), other.is_one_of([theirs])])
        for mine, theirs in pairs
    )


def _unfit(asked: object) -> InvalidUseError:
    return InvalidUseError(
        f"'{asked}' cannot be asked of a dataframe; compare columns of texts or truths"
        " with each other or with constants, by equals, not equals or one of"
    )
