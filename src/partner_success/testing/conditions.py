"""Conditions on the answers to some fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

import attrs
from hypothesis import strategies as st

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    DaysBetween,
    Field,
    FieldType,
    IsKnown,
    Literal,
    Not,
    Scalar,
    Share,
)
from partner_success.questionnaires import (
    SUBMITTED_ON,
    AnyField,
    ChoiceField,
    ChoicesField,
    EmailField,
    NumberField,
    RatingField,
)
from partner_success.testing.drawing import often, pick, seldom
from partner_success.testing.texts import WORDS

_EQUAL: Final = ("equals", "not_equals")
_ORDER: Final = ("at_least", "at_most", "greater_than", "less_than")

FIRST_DAY: Final = date(2025, 12, 20)
"""The middle of the days that fields and conditions name."""

EMAILS: Final = ("ann@partner.example", "b.c@d-e.example", "x_1@sub.domain.example")
"""Addresses that answers and the conditions on them share."""


@attrs.frozen
class Scope:
    """What a condition may name, and how.

    Attributes:
        fields: The fields, one or more where a condition is drawn.
        expressible: Whether a JSON Schema must be able to say it.
    """

    fields: tuple[AnyField, ...]
    expressible: bool

    def named(self, kind: FieldType) -> list[str]:
        """Give the fields of one kind."""
        return [field.id for field in self.fields if field.kind is kind]

    def and_also(self, *fields: AnyField) -> Scope:
        """Give the same with more fields."""
        return Scope((*self.fields, *fields), self.expressible)


days: st.SearchStrategy[date] = st.integers(-20, 20).map(
    lambda count: FIRST_DAY + timedelta(days=count)
)
"""Days near `FIRST_DAY`, so that neighbours meet."""

_NUMBERS: Final = st.integers(-5, 15)
_TENTHS: Final = st.integers(-50, 150).map(lambda count: Decimal(count) / 10)


def constant(draw: st.DrawFn, field: AnyField) -> Scalar:
    """Draw what an answer to a field may be held against; for lists, an entry."""
    match field:
        case ChoiceField() | ChoicesField():
            return pick(draw, field.choices.ids)
        case RatingField():
            return draw(st.integers(1, 5))
        case NumberField():
            return draw(_TENTHS)
        case EmailField():
            return pick(draw, EMAILS)
        case _:
            return draw(_CONSTANTS[field.kind])


_CONSTANTS: Final[dict[FieldType, st.SearchStrategy[Scalar]]] = {
    FieldType.BOOLEAN: st.booleans(),
    FieldType.DATE: days,
    FieldType.NUMBER: _NUMBERS,
    FieldType.TEXT: st.sampled_from(WORDS),
}


@st.composite
def conditions(draw: st.DrawFn, scope: Scope) -> Condition:
    """Draw a condition on at least one of some fields."""
    return _condition(draw, scope, depth=2)


@st.composite
def mild_conditions(draw: st.DrawFn, scope: Scope) -> Condition:
    """Draw a condition that most answers meet."""
    one = comparison(draw, scope)
    if often(draw):
        return one
    other = comparison(draw, scope)
    return Any([Not(one) if often(draw) else one, other])


def _condition(draw: st.DrawFn, scope: Scope, *, depth: int) -> Condition:
    form = pick(draw, _FORMS if depth else _FORMS[:3])
    if form == "one":
        return comparison(draw, scope)
    if form == "known":
        return IsKnown(Field(pick(draw, scope.fields).id))
    if form == "not":
        return Not(_condition(draw, scope, depth=max(depth - 1, 0)))
    count = draw(st.integers(1, 3))
    parts = [_condition(draw, scope, depth=depth - 1) for _ in range(count)]
    if form == "count":
        return AtLeast(draw(st.integers(1, count)), parts)
    return All(parts) if form == "all" else Any(parts)


def comparison(draw: st.DrawFn, scope: Scope) -> Condition:
    """Draw one comparison of a field, with a constant or with what else there is."""
    field = pick(draw, scope.fields)
    if field.kind in _RICH and not scope.expressible and seldom(draw):
        return _RICH[field.kind](draw, field, scope)
    left = Field(field.id)
    if field.kind is FieldType.TEXT_LIST:
        word = pick(draw, ("contains", "not_contains"))
        return Compare(left, word, Literal(constant(draw, field)))
    ordered = field.kind in {FieldType.NUMBER, FieldType.DATE}
    word = pick(draw, (*_ORDER, *_EQUAL, "one_of")[0 if ordered else len(_ORDER) :])
    if word != "one_of":
        return Compare(left, word, Literal(constant(draw, field)))
    count = draw(st.integers(1, 3))
    return Compare(left, word, Literal([constant(draw, field) for _ in range(count)]))


def _with_another(draw: st.DrawFn, field: AnyField, scope: Scope) -> Condition:
    other = Field(pick(draw, scope.named(field.kind)))
    return Compare(Field(field.id), pick(draw, _EQUAL), other)


def _of_dates(draw: st.DrawFn, field: AnyField, scope: Scope) -> Condition:
    other = Field(pick(draw, [SUBMITTED_ON, *scope.named(FieldType.DATE)]))
    word = pick(draw, (*_ORDER, *_EQUAL))
    if often(draw):
        return Compare(Field(field.id), word, other)
    between = DaysBetween(Field(field.id), other)
    return Compare(between, word, Literal(draw(st.integers(-20, 20))))


def _of_numbers(draw: st.DrawFn, field: AnyField, scope: Scope) -> Condition:
    other = Field(pick(draw, scope.named(FieldType.NUMBER)))
    word = pick(draw, (*_ORDER, *_EQUAL))
    if often(draw):
        return Compare(Field(field.id), word, other)
    share = Share(Field(field.id), other)
    return Compare(share, word, Literal(pick(draw, (0, 50, 100, 150))))


_FORMS: Final = ("one", "one", "known", "not", "all", "any", "count")
_Compares: TypeAlias = Callable[[st.DrawFn, AnyField, Scope], Condition]
_RICH: Final[dict[FieldType, _Compares]] = {
    FieldType.DATE: _of_dates,
    FieldType.NUMBER: _of_numbers,
    FieldType.TEXT: _with_another,
    FieldType.BOOLEAN: _with_another,
}
