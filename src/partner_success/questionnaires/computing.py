"""What a computed field comes to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, cast

from partner_success.core.expressions import (
    Condition,
    Value,
    compile_condition,
    compile_value,
    fields,
)
from partner_success.questionnaires.choices import Case
from partner_success.questionnaires.fields import (
    AnyField,
    ChoiceField,
    NumberField,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.numbers import plain_number
from partner_success.questionnaires.reading import Typed
from partner_success.questionnaires.sections import WRONG

__all__ = ["Compute", "compute_of", "needs_of"]

Compute: TypeAlias = Callable[[Mapping[str, object]], "Typed | None"]
"""Gives a computed answer from the others; ``None`` where it is not known."""


def compute_of(field: AnyField) -> Compute | None:
    """Make the function that computes a field; ``None`` for one that people answer."""
    match field:
        case WholeNumberField(computed=value) if value is not None:
            return _number(value, 0)
        case NumberField(computed=value, decimal_places=places) if value is not None:
            return _number(value, places or 0)
        case YesNoField(computed=condition) if condition is not None:
            return compile_condition(condition, doubtful=WRONG)
        case ChoiceField(computed=cases) if cases:
            return _choice(cases)
        case _:
            return None


def needs_of(field: AnyField) -> tuple[str, ...]:
    """Name the fields from which a field is computed, none for others."""
    match field:
        case WholeNumberField() | NumberField() | YesNoField():
            computed: Value | Condition | None = field.computed
            return () if computed is None else fields(computed)
        case ChoiceField(computed=cases):
            return tuple(dict.fromkeys(n for case in cases for n in fields(case.when)))
        case _:
            return ()


def _number(value: Value, places: int) -> Compute:
    get = compile_value(value)

    def compute(facts: Mapping[str, object]) -> Typed | None:
        found = get(facts)
        if not isinstance(found, (int, Decimal, Fraction)):
            return None
        return _rounded(Fraction(found), places)

    return compute


def _rounded(exact: Fraction, places: int) -> int | Decimal:
    """Round halves away from zero, exactly."""
    scaled = abs(exact) * 10**places
    steps = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    signed = -steps if exact < 0 else steps
    return plain_number(Decimal(signed).scaleb(-places)) if places else signed


def _choice(cases: tuple[Case, ...]) -> Compute:
    tests = tuple(
        (
            case.choice,
            compile_condition(case.when, doubtful=WRONG),
            frozenset(fields(case.when)),
        )
        for case in cases
    )

    def compute(facts: Mapping[str, object]) -> Typed | None:
        wrong = cast("Collection[str]", facts.get(WRONG, ()))
        for choice, test, names in tests:
            answer = test(facts)
            if answer:
                return choice
            # Another answer in place of a wrong one could make it this case.
            if answer is None and not names.isdisjoint(wrong):
                return None
        return None

    return compute
