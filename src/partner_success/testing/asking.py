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
    Scope,
    comparison,
    conditions,
    days,
    mild_conditions,
)
from partner_success.testing.drawing import often, pick, seldom
from partner_success.testing.texts import phrases

Parts: TypeAlias = dict[str, Any]

PATTERNS: Final = (
    "[A-Z]{2,4}",
    r"\d{4}",
    "[a-z]+(-[a-z0-9]+)?",
    "[^@]{1,9}",
    "(yes|no)",
)
"""Patterns that a few characters match."""

CODES: Final = ("gold", "silver", "bronze", "none_yet", "other")


Makes: TypeAlias = Callable[[st.DrawFn, Scope], Parts]


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
    kind = pick(draw, kinds)
    make, parts_of = _KINDS[kind]
    label, more = phrases(draw)
    parts: Parts = {"id": field_id, "label": label, "help": more}
    parts |= dict.fromkeys(_WORDED.get(kind, ()), more or label)
    parts |= parts_of(draw, scope)
    if "computed" not in parts:
        parts["required"] = often(draw)
    if scope.fields and seldom(draw):
        parts["visible_when"] = draw(conditions(scope))
    made = make(**parts)
    if seldom(draw, 6):
        made = attrs.evolve(made, constraints=_constraints(draw, scope.and_also(made)))
    return made


def _constraints(draw: st.DrawFn, scope: Scope) -> tuple[Constraint, ...]:
    return tuple(
        Constraint(
            id=f"constraint_{place}",
            condition=draw(mild_conditions(scope)),
            message=phrases(draw)[0],
        )
        for place in range(1, draw(st.integers(1, 2)) + 1)
    )


def _long_text(draw: st.DrawFn, _: Scope) -> Parts:
    parts: Parts = {}
    if often(draw):
        parts["least_characters"] = least = draw(st.integers(1, 6))
        parts["most_characters"] = least + draw(st.integers(0, 30))
    return parts


def _text(draw: st.DrawFn, scope: Scope) -> Parts:
    if seldom(draw):
        # Limits of their own would seldom leave anything that matches.
        return {"pattern": pick(draw, PATTERNS)}
    return _long_text(draw, scope)


def _no_parts(_draw: st.DrawFn, _: Scope) -> Parts:
    return {}


def _date(draw: st.DrawFn, scope: Scope) -> Parts:
    sides = pick(draw, _SIDES)
    if not scope.expressible and often(draw):
        least = draw(st.integers(-30, 30))
        most = least + draw(st.integers(0, 30))
        found: Parts = {"earliest_days": least, "latest_days": most}
    else:
        first = draw(days)
        last = first + timedelta(days=draw(st.integers(0, 30)))
        found = {"earliest": first, "latest": last}
    return _of_sides(found, sides)


def _whole_number(draw: st.DrawFn, scope: Scope) -> Parts:
    values = computable(scope)
    if values and seldom(draw):
        return {"computed": pick(draw, values)}
    return _limits(draw, int)


def _number(draw: st.DrawFn, scope: Scope) -> Parts:
    if scope.expressible:
        return _limits(draw, _halves)
    places = pick(draw, (None, 1, 2, 0))
    parts: Parts = {"decimal_places": places}
    values = computable(scope)
    if values and places is not None and seldom(draw):
        return {**parts, "computed": pick(draw, values)}
    return {**parts, **_limits(draw, _halves if places != 0 else Decimal)}


def _yes_no(draw: st.DrawFn, scope: Scope) -> Parts:
    if scope.fields and not scope.expressible and seldom(draw):
        return {"computed": draw(conditions(scope))}
    return {"words": pick(draw, (None, ("Yes", "No"), ("ja", "nein")))}


def _choice(draw: st.DrawFn, scope: Scope) -> Parts:
    choices = _choices_of(draw)
    if not scope.fields or scope.expressible or not seldom(draw):
        return {"choices": choices}
    cases = tuple(
        Case(choice=pick(draw, choices).id, when=comparison(draw, scope))
        for _ in range(draw(st.integers(1, 3)))
    )
    return {"choices": choices, "computed": cases}


def _choices(draw: st.DrawFn, _: Scope) -> Parts:
    choices = _choices_of(draw)
    if often(draw):
        return {"choices": choices}
    least = draw(st.integers(1, len(choices)))
    most = draw(st.integers(least, len(choices)))
    return {"choices": choices, "at_least": least, "at_most": most}


def _choices_of(draw: st.DrawFn) -> list[Choice]:
    label, _ = phrases(draw)
    first = draw(st.integers(0, len(CODES) - 1))
    codes = CODES[first : first + draw(st.integers(1, 4))]
    return [Choice(id=code, label=f"{label}: {code}") for code in codes]


def _limits(draw: st.DrawFn, kind: Callable[[int], Any]) -> Parts:
    sides = pick(draw, _SIDES)
    low = draw(st.integers(-10, 10))
    high = low + draw(st.integers(0, 20))
    return _of_sides({"at_least": kind(low), "at_most": kind(high)}, sides)


def _of_sides(limits: Parts, sides: tuple[int, ...]) -> Parts:
    """Keep the lower limit, the upper one, both or none."""
    pairs = [*limits.items()]
    return dict(pairs[side] for side in sides)


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


_SIDES: Final = ((), (0,), (1,), (0, 1))

_KINDS: Final[Mapping[str, tuple[Callable[..., AnyField], Makes]]] = {
    "text": (TextField, _text),
    "long_text": (LongTextField, _long_text),
    "email": (EmailField, _no_parts),
    "date": (DateField, _date),
    "whole_number": (WholeNumberField, _whole_number),
    "number": (NumberField, _number),
    "yes_no": (YesNoField, _yes_no),
    "choice": (ChoiceField, _choice),
    "choices": (ChoicesField, _choices),
    "rating": (RatingField, _no_parts),
    "attestation": (AttestationField, _no_parts),
}
_WORDED: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("placeholder",),
    "long_text": ("placeholder",),
    "email": ("placeholder",),
    "whole_number": ("unit",),
    "number": ("unit",),
    "rating": ("lowest_label", "highest_label"),
    "attestation": ("statement",),
}
"""By kind, the texts that others have not."""
KINDS: Final = tuple(_KINDS)
"""What the ``type`` of a field can be."""
