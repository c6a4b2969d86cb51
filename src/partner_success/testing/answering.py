"""Answers that are good as a whole: nothing hidden, nothing required left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from partner_success.core.expressions import (
    Compare,
    Condition,
    Expression,
    Field,
    Literal,
    evaluate,
    evaluate_value,
    fields,
    holds,
)
from partner_success.questionnaires import (
    SUBMITTED_ON,
    AnyField,
    ChoiceField,
    NumberField,
    Questionnaire,
    WholeNumberField,
    YesNoField,
)
from partner_success.testing.drawing import mostly, often
from partner_success.testing.values import answer, fact, limits_of, spelt

Given: TypeAlias = dict[str, dict[str, object]]
"""Answers by section and field, as JSON gives them."""

_ATTEMPTS: Final = 3


@attrs.frozen
class Rules:
    """What one questionnaire's conditions need to know, found once.

    Attributes:
        named: By field, the constants that conditions hold its answers against.
        settled: By field, the constraints that it is the last to settle, each with the
            field whose answer it bounds.
    """

    named: Mapping[str, tuple[object, ...]]
    settled: Mapping[str, tuple[tuple[str, Condition], ...]]


@attrs.define
class Filled:
    """Answers with what is known of them.

    Attributes:
        on: The day on which they are checked.
        rules: What the conditions of the questionnaire need to know.
        answers: What was given, by section and field.
        facts: What conditions see.
        hidden: The fields that are not asked.
    """

    on: date
    rules: Rules
    answers: Given
    facts: dict[str, object]
    hidden: list[AnyField]

    def keeps(self, field: AnyField) -> bool:
        """Say whether every constraint holds that this field is the last to settle."""
        return not any(
            owner in self.facts and evaluate(condition, self.facts) is False
            for owner, condition in self.rules.settled.get(field.id, ())
        )


def rules_of(questionnaire: Questionnaire) -> Rules:
    """Find what conditions name, and when each constraint can be judged."""
    named: dict[str, list[object]] = {}
    for expression in expressions_of(questionnaire):
        for name, constant in _constants(expression):
            named.setdefault(name, []).append(constant)
    order = {field.id: place for place, field in enumerate(questionnaire.fields)}
    settled: dict[str, list[tuple[str, Condition]]] = {}
    for field in questionnaire.fields:
        for constraint in field.constraints:
            rest = [name for name in fields(constraint.condition) if name in order]
            last = max([field.id, *rest], key=order.__getitem__)
            settled.setdefault(last, []).append((field.id, constraint.condition))
    return Rules(
        {name: tuple(found) for name, found in named.items()},
        {name: tuple(found) for name, found in settled.items()},
    )


def decisive(field: AnyField) -> Iterator[Expression]:
    """Give the expressions on which rests what is asked and what is good."""
    if field.visible_when is not None:
        yield field.visible_when
    yield from (constraint.condition for constraint in field.constraints)
    match field:
        case ChoiceField(computed=cases):
            yield from (case.when for case in cases)
        case WholeNumberField() | NumberField() | YesNoField():
            yield from () if field.computed is None else (field.computed,)
        case _:
            pass


def expressions_of(questionnaire: Questionnaire) -> Iterator[Expression]:
    """Give every expression of a questionnaire."""
    for section in questionnaire.sections:
        yield from (criterion.condition for criterion in section.criteria)
        for field in section.fields:
            yield from decisive(field)
    policy = questionnaire.pass_policy
    if policy is not None and policy.qualifies_when is not None:
        yield policy.qualifies_when


def is_computed(field: AnyField) -> bool:
    """Say whether other answers decide the answer to a field."""
    match field:
        case ChoiceField(computed=cases):
            return bool(cases)
        case WholeNumberField() | NumberField() | YesNoField():
            return field.computed is not None
        case _:
            return False


def computed_answer(field: AnyField, facts: Mapping[str, object]) -> object:
    """Give what the other answers make of a computed field; ``None`` if unknown."""
    match field:
        case ChoiceField(computed=cases):
            return next(
                (case.choice for case in cases if holds(case.when, facts)), None
            )
        case YesNoField(computed=condition) if condition is not None:
            return evaluate(condition, facts)
        case WholeNumberField(computed=value) if value is not None:
            found = evaluate_value(value, facts)
            return None if found is None else int(_rounded(found, 0))
        case NumberField(computed=value, decimal_places=places) if value is not None:
            found = evaluate_value(value, facts)
            return None if found is None else _rounded(found, places or 0)
        case _:
            return None


def is_allowed(field: AnyField, computed: object) -> bool:
    """Say whether a computed answer lies within the limits of its field."""
    if isinstance(field, (WholeNumberField, NumberField)):
        limits = limits_of(field)
        assert isinstance(computed, (int, Decimal))
        return limits.least <= computed <= limits.most
    return True


def _rounded(found: object, places: int) -> Decimal:
    """Round exactly, halves away from zero."""
    assert isinstance(found, (int, Decimal, Fraction))
    steps = abs(Fraction(found)) * 10**places
    count = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return Decimal(count if found >= 0 else -count).scaleb(-places)


@st.composite
def filled(draw: st.DrawFn, questionnaire: Questionnaire, on: date) -> Filled:
    """Draw good answers: the fields are walked in order, as a person fills them in."""
    rules = rules_of(questionnaire)
    found = Filled(on, rules, {}, {SUBMITTED_ON: on}, [])
    for section in questionnaire.sections:
        answers: dict[str, object] = {}
        for field in section.fields:
            when = field.visible_when
            if when is not None and not holds(when, found.facts):
                found.hidden.append(field)
            else:
                _fill(draw, field, found, answers)
            assume(found.keeps(field))
        if answers or often(draw):
            found.answers[section.id] = answers
    return found


def _fill(
    draw: st.DrawFn, field: AnyField, found: Filled, answers: dict[str, object]
) -> None:
    """Answer one field; what breaks a constraint is tried again, then left out."""
    computed = computed_answer(field, found.facts)
    if computed is not None:
        found.facts[field.id] = computed
        assume(is_allowed(field, computed))
        if often(draw):
            answers[field.id] = _spelt(draw, computed)
    elif (field.required and not is_computed(field)) or mostly(draw):
        named = found.rules.named.get(field.id, ())
        for _ in range(_ATTEMPTS):
            given = answer(draw, field, found.on, named)
            found.facts[field.id] = fact(field, given)
            if found.keeps(field):
                answers[field.id] = given
                return
        del found.facts[field.id]
        assume(not field.required)


def _spelt(draw: st.DrawFn, given: object) -> object:
    if isinstance(given, bool) or not isinstance(given, (int, Decimal)):
        return given
    return spelt(draw, Decimal(given))


def _constants(expression: Expression) -> Iterator[tuple[str, object]]:
    """Give each field that is compared with a constant, with that constant."""
    if isinstance(expression, Compare):
        match expression.left, expression.right:
            case (Field(name), Literal(constant)) | (Literal(constant), Field(name)):
                several = constant if isinstance(constant, tuple) else (constant,)
                yield from ((name, each) for each in several)
            case _:
                pass
    for child in expression.children:
        yield from _constants(child)


@st.composite
def partial_answers(draw: st.DrawFn, questionnaire: Questionnaire, on: date) -> Given:
    """Draw some of the answers of some of the sections."""
    found = draw(filled(questionnaire, on))
    drafted: Given = {}
    for section_id, answers in found.answers.items():
        kept = {id_: given for id_, given in answers.items() if often(draw)}
        if kept or often(draw):
            drafted[section_id] = kept
    return drafted
