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
from partner_success.testing.texts import WORDS

_EQUAL: Final = ("equals", "not_equals")
_ORDER: Final = ("at_least", "at_most", "greater_than", "less_than")

FIRST_DAY: Final = date(2025, 12, 20)
"""The middle of the days that fields and conditions name."""

EMAILS: Final = ("ann@partner.example", "b.c@d-e.example", "x_1@sub.domain.example")
"""Addresses that answers and the conditions on them share."""


SELDOM: Final = st.sampled_from([False, False, True])
"""Yes once in three times."""


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


def constants(field: AnyField) -> st.SearchStrategy[Scalar]:
    """Draw what an answer to a field may be held against; for lists, an entry."""
    match field:
        case ChoiceField() | ChoicesField():
            return st.sampled_from(field.choices.ids)
        case RatingField():
            return st.integers(1, 5)
        case NumberField():
            return _TENTHS
        case EmailField():
            return st.sampled_from(EMAILS)
        case _:
            return _CONSTANTS[field.kind]


_CONSTANTS: Final[dict[FieldType, st.SearchStrategy[Scalar]]] = {
    FieldType.BOOLEAN: st.booleans(),
    FieldType.DATE: days,
    FieldType.NUMBER: _NUMBERS,
    FieldType.TEXT: st.sampled_from(WORDS),
}


def conditions(scope: Scope) -> st.SearchStrategy[Condition]:
    """Draw a condition on at least one of some fields."""
    return _condition(scope, depth=2)


@st.composite
def mild_conditions(draw: st.DrawFn, scope: Scope) -> Condition:
    """Draw a condition that most answers meet."""
    one = draw(comparisons(scope))
    if draw(st.booleans()):
        return one
    other = draw(comparisons(scope))
    return Any([Not(one), other] if draw(st.booleans()) else [one, other])


@st.composite
def _condition(draw: st.DrawFn, scope: Scope, depth: int) -> Condition:
    forms = ("one", "one", "known", "not", "all", "any", "count")
    form = draw(st.sampled_from(forms if depth else forms[:3]))
    inner = _condition(scope, max(depth - 1, 0))
    if form == "one":
        return draw(comparisons(scope))
    if form == "known":
        return IsKnown(Field(draw(st.sampled_from(scope.fields)).id))
    if form == "not":
        return Not(draw(inner))
    parts = draw(st.lists(inner, min_size=1, max_size=3))
    if form == "count":
        return AtLeast(draw(st.integers(1, len(parts))), parts)
    return All(parts) if form == "all" else Any(parts)


@st.composite
def comparisons(draw: st.DrawFn, scope: Scope) -> Condition:
    """Draw one comparison of a field, with a constant or with what else there is."""
    field = draw(st.sampled_from(scope.fields))
    if field.kind in _RICH and not scope.expressible and draw(SELDOM):
        return draw(_RICH[field.kind](field, scope))
    return draw(_with_constant(field))


@st.composite
def _with_constant(draw: st.DrawFn, field: AnyField) -> Condition:
    left = Field(field.id)
    if field.kind is FieldType.TEXT_LIST:
        word = draw(st.sampled_from(["contains", "not_contains"]))
        return Compare(left, word, Literal(draw(constants(field))))
    words = (*_EQUAL, "one_of")
    if field.kind in {FieldType.NUMBER, FieldType.DATE}:
        words = (*_ORDER, *words)
    word = draw(st.sampled_from(words))
    if word == "one_of":
        several = draw(st.lists(constants(field), min_size=1, max_size=3))
        return Compare(left, word, Literal(tuple(several)))
    return Compare(left, word, Literal(draw(constants(field))))


@st.composite
def _with_another(draw: st.DrawFn, field: AnyField, scope: Scope) -> Condition:
    other = Field(draw(st.sampled_from(scope.named(field.kind))))
    return Compare(Field(field.id), draw(st.sampled_from(_EQUAL)), other)


@st.composite
def _of_dates(draw: st.DrawFn, field: AnyField, scope: Scope) -> Condition:
    dates = [SUBMITTED_ON, *scope.named(FieldType.DATE)]
    other = Field(draw(st.sampled_from(dates)))
    word = draw(st.sampled_from((*_ORDER, *_EQUAL)))
    if draw(st.booleans()):
        return Compare(Field(field.id), word, other)
    between = DaysBetween(Field(field.id), other)
    return Compare(between, word, Literal(draw(st.integers(-20, 20))))


@st.composite
def _of_numbers(draw: st.DrawFn, field: AnyField, scope: Scope) -> Condition:
    other = Field(draw(st.sampled_from(scope.named(FieldType.NUMBER))))
    word = draw(st.sampled_from((*_ORDER, *_EQUAL)))
    if draw(st.booleans()):
        return Compare(Field(field.id), word, other)
    share = Share(Field(field.id), other)
    return Compare(share, word, Literal(draw(st.sampled_from([0, 50, 100, 150]))))


_RICH: Final[
    dict[FieldType, Callable[[AnyField, Scope], st.SearchStrategy[Condition]]]
] = {
    FieldType.DATE: _of_dates,
    FieldType.NUMBER: _of_numbers,
    FieldType.TEXT: _with_another,
    FieldType.BOOLEAN: _with_another,
}
