"""Whether conditions, computed fields and criteria fit the fields there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.expressions import (
    Compare,
    Condition,
    Expression,
    Field,
    FieldType,
    Literal,
    Operator,
    Value,
    check,
    fields,
)
from partner_success.errors import Problem, near_misses
from partner_success.questionnaires.choices import Case
from partner_success.questionnaires.computing import needs_of
from partner_success.questionnaires.fields import (
    AnyField,
    ChoiceField,
    ChoicesField,
    NumberField,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.sections import SUBMITTED_ON, PassPolicy, Section

__all__ = ["ConditionFaults"]

_LATER: Final = (
    "this field stands later; a condition rests on what was answered before it"
)


class ConditionFaults:
    """Checks every expression of a questionnaire against its fields."""

    def __init__(self, sections: Catalogue[Section]) -> None:
        self._sections = sections
        self._fields = [field for section in sections for field in section.fields]
        self._schema: dict[str, FieldType] = {
            SUBMITTED_ON: FieldType.DATE,
            **{field.id: field.kind for field in self._fields},
        }
        self._codes: dict[str, tuple[str, ...]] = {
            field.id: field.choices.ids
            for field in self._fields
            if isinstance(field, (ChoiceField, ChoicesField))
        }

    def all(self, policy: PassPolicy | None) -> Iterator[Problem]:
        """Give every fault of every expression, in the order of the document."""
        earlier: dict[str, FieldType] = {SUBMITTED_ON: FieldType.DATE}
        for place, section in enumerate(self._sections):
            path = f"sections[{place}]"
            for position, field in enumerate(section.fields):
                below = f"{path}.fields[{position}]"
                yield from self._field(below, field, earlier)
                earlier[field.id] = field.kind
            for position, criterion in enumerate(section.criteria):
                below = f"{path}.criteria[{position}].condition"
                yield from self._fits(below, criterion.condition, self._schema)
        if policy is not None and policy.qualifies_when is not None:
            where = "pass_policy.qualifies_when"
            yield from self._fits(where, policy.qualifies_when, self._schema)
        yield from self._cycles()

    def _field(
        self, path: str, field: AnyField, earlier: Mapping[str, FieldType]
    ) -> Iterator[Problem]:
        if field.visible_when is not None:
            where = f"{path}.visible_when"
            yield from self._fits(where, field.visible_when, earlier)
        for place, constraint in enumerate(field.constraints):
            where = f"{path}.constraints[{place}].condition"
            yield from self._fits(where, constraint.condition, self._schema)
        match field:
            case WholeNumberField(computed=value) | NumberField(computed=value):
                if value is not None:
                    yield from self._fits(f"{path}.computed", value, earlier)
                    yield from self._number(f"{path}.computed", value)
            case YesNoField(computed=condition) if condition is not None:
                yield from self._fits(f"{path}.computed", condition, earlier)
            case ChoiceField(computed=cases):
                for place, case in enumerate(cases):
                    where = f"{path}.computed[{place}]"
                    yield from self._fits(f"{where}.when", case.when, earlier)
                    yield from _case_problems(where, case, field)
            case _:
                pass

    def _number(self, path: str, value: Value) -> Iterator[Problem]:
        kind = self._schema.get(value.name) if isinstance(value, Field) else value.kind
        if kind is not None and kind is not FieldType.NUMBER:
            message = f"this is {kind.phrase}, expected a number"
            yield Problem(path=path, code="type-mismatch", message=message)

    def _fits(
        self, path: str, expression: Expression, known: Mapping[str, FieldType]
    ) -> Iterator[Problem]:
        for problem in check(expression, known):
            moved = problem.under(path)
            later = problem.code == "unknown-field" and _named(problem) in self._schema
            if later:
                yield attrs.evolve(moved, code="later-field", message=_LATER)
            else:
                yield moved
        yield from self._choices(path, expression)

    def _choices(self, path: str, expression: Expression) -> Iterator[Problem]:
        """Name the codes that a condition asks for and nobody can choose."""
        for field_id, code in _compared_codes(expression):
            codes = self._codes.get(field_id)
            if codes is not None and code not in codes:
                near = near_misses(code, codes)
                hint = f"did you mean {near[0]!r}?" if near else f"known: {codes!r}"
                message = f"{field_id!r} has no choice {code!r}; {hint}"
                yield Problem(
                    path=path, code="unknown-choice", message=message, given=code
                )

    def _cycles(self) -> Iterator[Problem]:
        """Name the fields that rest on each other in a circle."""
        needs = {field.id: _rests_on(field) for field in self._fields}
        for place, section in enumerate(self._sections):
            for position, field in enumerate(section.fields):
                circle = _circle(field.id, needs)
                # Told once, at the first of its fields.
                if circle and field.id == min(circle, key=list(needs).index):
                    message = f"these rest on each other: {' on '.join(circle)}"
                    path = f"sections[{place}].fields[{position}]"
                    yield Problem(path=path, code="cycle", message=message)


def _named(problem: Problem) -> str:
    return (problem.given or "").strip("'\"")


def _case_problems(path: str, case: Case, field: ChoiceField) -> Iterator[Problem]:
    if case.choice not in field.choices.ids:
        known = ", ".join(field.choices.ids)
        message = f"there is no choice {case.choice!r}; known: {known}"
        yield Problem(
            path=f"{path}.choice",
            code="unknown-choice",
            message=message,
            given=case.choice,
        )


def _compared_codes(expression: Expression) -> Iterator[tuple[str, str]]:
    """Give each field that is compared with texts, with each of the texts."""
    match expression:
        case Compare(Field(name), operator, Literal(value)):
            if operator in (
                Operator.EQUALS,
                Operator.NOT_EQUALS,
                Operator.ONE_OF,
                Operator.CONTAINS,
                Operator.NOT_CONTAINS,
            ):
                texts = value if isinstance(value, tuple) else (value,)
                yield from ((name, each) for each in texts if isinstance(each, str))
        case _:
            for child in expression.children:
                yield from _compared_codes(child)


def _rests_on(field: AnyField) -> tuple[str, ...]:
    condition: Condition | None = field.visible_when
    visible = () if condition is None else fields(condition)
    return tuple(dict.fromkeys((*visible, *needs_of(field))))


def _circle(start: str, needs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Give a way from a field back to itself, with it at both ends; or nothing."""
    waiting = [[start]]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop()
        for each in needs.get(way[-1], ()):
            if each == start:
                return [*way, start]
            if each not in seen:
                seen.add(each)
                waiting.append([*way, each])
    return []
