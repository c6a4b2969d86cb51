"""Fields of every kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

import attrs
from hypothesis import strategies as st

from partner_success.core.expressions import (
    DaysBetween,
    Field,
    FieldType,
    Share,
    Value,
)
from partner_success.questionnaires import (
    SUBMITTED_ON,
    AnyField,
    AttestationField,
    Case,
    Choice,
    ChoiceField,
    ChoicesField,
    Constraint,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    RatingField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from partner_success.testing.conditions import (
    SELDOM,
    Scope,
    comparisons,
    conditions,
    days,
    mild_conditions,
)
from partner_success.testing.texts import helps, labels

Parts: TypeAlias = dict[str, Any]

PATTERNS: Final = ("[A-Z]{2,4}", r"\d{4}", "[a-z]+(-[a-z0-9]+)?", "[^@]{1,9}", "(yes|no)")
"""Patterns that a few characters match."""

CODES: Final = ("gold", "silver", "bronze", "none_yet", "other")


Makes: TypeAlias = Callable[[Scope], st.SearchStrategy[Parts]]


@st.composite
def any_field(
    draw: st.DrawFn, field_id: str, kinds: Sequence[str], scope: Scope
) -> AnyField:
    """Draw a field of one of some kinds, with conditions on those that stand earlier.

    Args:
        draw: Given by hypothesis.
        field_id: The id of the field.
        kinds: What its ``type`` may be.
        scope: The fields that stand earlier, maybe none.
    """
    make, parts_of = _KINDS[draw(st.sampled_from(kinds))]
    parts: Parts = {"id": field_id, "label": draw(labels), "help": draw(helps)}
    parts |= draw(parts_of(scope))
    if "computed" not in parts:
        parts["required"] = draw(st.booleans())
    if scope.fields and draw(SELDOM):
        parts["visible_when"] = draw(conditions(scope))
    made = make(**parts)
    if draw(_RARELY):
        bounds = draw(_constraints(scope.and_also(made)))
        made = attrs.evolve(made, constraints=bounds)
    return made


def _constraints(scope: Scope) -> st.SearchStrategy[tuple[Constraint, ...]]:
    drawn = st.lists(st.tuples(mild_conditions(scope), labels), min_size=1, max_size=2)
    return drawn.map(
        lambda several: tuple(
            Constraint(id=f"constraint_{place}", condition=each, message=message)
            for place, (each, message) in enumerate(several, start=1)
        )
    )


def _alone(parts: st.SearchStrategy[Parts]) -> Makes:
    """Make parts that rest on no other field."""
    return lambda _: parts


def _texts(*names: str) -> Makes:
    return _alone(st.fixed_dictionaries(dict.fromkeys(names, helps)))


@st.composite
def _lengths(draw: st.DrawFn) -> Parts:
    parts: Parts = {"placeholder": draw(helps)}
    if draw(st.booleans()):
        parts["least_characters"] = least = draw(st.integers(1, 6))
        parts["most_characters"] = least + draw(st.integers(0, 30))
    return parts


@st.composite
def _line(draw: st.DrawFn) -> Parts:
    if draw(SELDOM):
        # Limits of their own would seldom leave anything that matches.
        return {"pattern": draw(st.sampled_from(PATTERNS))}
    return draw(_lengths())


@st.composite
def _date(draw: st.DrawFn, scope: Scope) -> Parts:
    names = draw(st.sampled_from([(), *_ALONE_OR_BOTH]))
    if not scope.expressible and draw(st.booleans()):
        low = draw(st.integers(-30, 30))
        high = low + draw(st.integers(0, 30))
        return {f"{name}_days": (low, high)[name == "latest"] for name in names}
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 30)))
    return {name: (first, last)[name == "latest"] for name in names}


@st.composite
def _whole_number(draw: st.DrawFn, scope: Scope) -> Parts:
    unit = {"unit": draw(helps)}
    values = computable(scope)
    if values and draw(SELDOM):
        return {**unit, "computed": draw(st.sampled_from(values))}
    return {**unit, **draw(_limits(int))}


@st.composite
def _number(draw: st.DrawFn, scope: Scope) -> Parts:
    parts: Parts = {"unit": draw(labels)}
    if scope.expressible:
        return {**parts, **draw(_limits(_halves))}
    parts["decimal_places"] = places = draw(st.sampled_from([None, 1, 2, 0]))
    values = computable(scope)
    if values and places is not None and draw(SELDOM):
        return {**parts, "computed": draw(st.sampled_from(values))}
    return {**parts, **draw(_limits(_halves))}


@st.composite
def _yes_no(draw: st.DrawFn, scope: Scope) -> Parts:
    if scope.fields and not scope.expressible and draw(SELDOM):
        return {"computed": draw(conditions(scope))}
    return {"words": draw(st.sampled_from([None, ("Yes", "No"), ("ja", "nein")]))}


@st.composite
def _choice(draw: st.DrawFn, scope: Scope) -> Parts:
    choices = draw(_choices_list)
    if not scope.fields or scope.expressible or not draw(SELDOM):
        return {"choices": choices}
    codes = st.sampled_from([choice.id for choice in choices])
    drawn = st.lists(st.tuples(codes, comparisons(scope)), min_size=1, max_size=3)
    cases = tuple(Case(choice=code, when=when) for code, when in draw(drawn))
    return {"choices": choices, "computed": cases}


@st.composite
def _several(draw: st.DrawFn) -> Parts:
    choices = draw(_choices_list)
    if draw(st.booleans()):
        return {"choices": choices}
    least = draw(st.integers(1, len(choices)))
    most = draw(st.integers(least, len(choices)))
    return {"choices": choices, "at_least": least, "at_most": most}


@st.composite
def _limits(draw: st.DrawFn, kind: Callable[[int], Any]) -> Parts:
    sides = draw(st.sampled_from([(), ("at_least",), ("at_most",), _BOTH]))
    low = draw(st.integers(-10, 10))
    high = low + draw(st.integers(0, 20))
    found = {"at_least": kind(low), "at_most": kind(high)}
    return {side: found[side] for side in sides}


def _halves(count: int) -> Decimal:
    return Decimal(count) / 2


def computable(scope: Scope) -> list[Value]:
    """Give what a number can be computed from: days between dates, shares."""
    if scope.expressible:
        return []
    dates = scope.named(FieldType.DATE)
    numbers = scope.named(FieldType.NUMBER)
    days_between = [
        DaysBetween(Field(first), Field(second))
        for first in dates
        for second in (*dates, SUBMITTED_ON)
        if first != second
    ]
    shares = [
        Share(Field(part), Field(whole))
        for part in numbers
        for whole in numbers
        if part != whole
    ]
    return [*days_between, *shares]


_BOTH: Final = ("at_least", "at_most")
_ALONE_OR_BOTH: Final = (("earliest",), ("latest",), ("earliest", "latest"))
_RARELY: Final = st.sampled_from([False] * 5 + [True])

_choices_list: Final = st.lists(
    st.builds(Choice, id=st.sampled_from(CODES), label=labels),
    min_size=1,
    max_size=4,
    unique_by=lambda choice: choice.id,
)

_statement: Final = st.fixed_dictionaries({"statement": labels})

_KINDS: Final[Mapping[str, tuple[Callable[..., AnyField], Makes]]] = {
    "text": (TextField, _alone(_line())),
    "long_text": (LongTextField, _alone(_lengths())),
    "email": (EmailField, _texts("placeholder")),
    "date": (DateField, _date),
    "whole_number": (WholeNumberField, _whole_number),
    "number": (NumberField, _number),
    "yes_no": (YesNoField, _yes_no),
    "choice": (ChoiceField, _choice),
    "choices": (ChoicesField, _alone(_several())),
    "rating": (RatingField, _texts("lowest_label", "highest_label")),
    "attestation": (
        AttestationField,
        _alone(_statement),
    ),
}
KINDS: Final = tuple(_KINDS)
"""What the ``type`` of a field can be."""
