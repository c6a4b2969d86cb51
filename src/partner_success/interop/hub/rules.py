"""Rules of a foreign file, turned into criteria over the fields that were read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.core.expressions import (
    Compare,
    Condition,
    Constant,
    Field,
    FieldType,
    Literal,
    Operator,
    check,
)
from partner_success.errors import InvalidModelError
from partner_success.interop.faults import shorten
from partner_success.interop.hub.notes import Part
from partner_success.interop.numbers import exactly
from partner_success.interop.shapes import is_list
from partner_success.questionnaires import (
    AnyField,
    ChoiceField,
    ChoicesField,
    Criterion,
    YesNoField,
)
from partner_success.questionnaires.texts import day_of, is_visible

__all__ = ["HubFields", "read_rule", "rule_field"]

_OPERATORS: Final[Mapping[str, Operator]] = {
    "equals": Operator.EQUALS,
    "notEquals": Operator.NOT_EQUALS,
    "greaterThan": Operator.GREATER_THAN,
    "lessThan": Operator.LESS_THAN,
    "contains": Operator.CONTAINS,
    "notContains": Operator.NOT_CONTAINS,
    "in": Operator.ONE_OF,
}


class _UnfitError(Exception):
    """A value of a rule that the field can never have."""


@attrs.define
class HubFields:
    """The fields that were read, by the ids that they have in the file.

    Attributes:
        by_section: For each section of the file its fields, each by its id there.
        by_name: For each id in the file all fields that have it.
    """

    by_section: dict[str, dict[str, AnyField]] = attrs.field(
        factory=dict[str, dict[str, AnyField]]
    )
    by_name: dict[str, list[AnyField]] = attrs.field(factory=dict[str, list[AnyField]])

    def add(self, section: str, asked: str, field: AnyField) -> None:
        """Keep a field."""
        self.by_section.setdefault(section, {})[asked] = field
        self.by_name.setdefault(asked, []).append(field)

    def find(self, name: str, section: str) -> list[AnyField]:
        """Give what a rule of a section can mean by a name; its own section first."""
        own = self.by_section.get(section, {}).get(name)
        if own is not None:
            return [own]
        front, _, back = name.partition(".")
        placed = self.by_section.get(front, {}).get(back)
        if placed is not None:
            return [placed]
        return self.by_name.get(name, [])


def rule_field(rule: Part) -> str:
    """Give the name of the field that a rule is about; empty where there is none."""
    return rule.text("field") or rule.text("fieldId")


def read_rule(
    rule: Part, id_: str, section: str, fields: HubFields
) -> Criterion | None:
    """Read one rule; ``None``, with what is wrong, for one that cannot be carried over.

    Args:
        rule: The rule in the file.
        id_: What the criterion is called.
        section: The id that the section of the rule has in the file.
        fields: Every field of the file.
    """
    word, message = rule.text("operator"), rule.text("failureMessage")
    value = rule.anything("value")
    field = _field_of(rule, section, fields)
    rule.finish()
    if field is None:
        return None
    operator = _OPERATORS.get(word)

    def leave_out(code: str, text: str, **more: Any) -> None:
        rule.notes.leave_out(rule.path, code, text, **more)

    if operator is None:
        known = ", ".join(_OPERATORS)
        wrong = f"no rule compares with {shorten(word)}" if word else "no operator"
        text = f"{wrong}; the rule is left out"
        leave_out("unknown-operator", text, given=word, expected=known)
        return None
    try:
        condition = _condition(field, operator, value)
    except _UnfitError as error:
        text = f"{field.id!r} {word}: {error}; the rule is left out"
        leave_out("unfit-rule", text, given=value)
        return None
    except InvalidModelError as error:
        reasons = "; ".join(problem.message for problem in error.problems)
        text = f"{field.id!r} {word}: {reasons}; the rule is left out"
        leave_out("unfit-rule", text, given=value)
        return None
    if not is_visible(message):
        message = f"This must hold: {condition}."
        text = "there is no message; what must hold stands for it"
        rule.notes.leave_out(rule.at("failureMessage"), "missing", text)
    return Criterion(id=id_, condition=condition, message=message)


def _field_of(rule: Part, section: str, fields: HubFields) -> AnyField | None:
    name, other = rule_field(rule), rule.text("fieldId")
    if other and other != name:
        rule.notes.leave_out(
            rule.at("fieldId"),
            "ambiguous-field",
            f"the rule names {name!r} and {other!r}; the first is taken",
            given=other,
        )
    found = fields.find(name, section)
    if len(found) == 1:
        return found[0]
    code, wrong = "unknown-field", "the rule names no field"
    if found:
        code = "ambiguous-field"
        wrong = f"{shorten(name)} is in more than one other section"
    elif name:
        hint = rule.notes.hint(name, fields.by_name)
        wrong = f"{shorten(name)} is no field that was read{hint}"
    rule.notes.leave_out(rule.path, code, f"{wrong}; the rule is left out", given=name)
    return None


def _condition(field: AnyField, operator: Operator, value: Any) -> Condition:
    if value is None:
        raise _UnfitError("there is no value to compare with")
    if operator is Operator.ONE_OF:
        if not is_list(value):
            raise _UnfitError("expected a list of values")
        constant: Constant = tuple(_constant(field, each) for each in value)
    else:
        constant = _constant(field, value)
    made = Compare(Field(field.id), operator, Literal(constant))
    if faults := check(made, {field.id: field.kind}):
        raise _UnfitError("; ".join(fault.message for fault in faults))
    return made


def _constant(field: AnyField, value: object) -> Any:
    if isinstance(field, YesNoField):
        return _yes_or_no(field, value)
    if isinstance(field, (ChoiceField, ChoicesField)):
        return _choice(field, value)
    make, expected = _CONSTANTS[field.kind]
    found = make(value)
    if found is None:
        raise _UnfitError(f"expected {expected}")
    return found


def _yes_or_no(field: YesNoField, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if field.words is not None and isinstance(value, str):
        # As of any choice, a rule may name the value or the label.
        for truth, word in zip((True, False), field.words, strict=True):
            if value.casefold() in (word.casefold(), "yes" if truth else "no"):
                return truth
    raise _UnfitError("expected true or false, or the words for yes and no")


def _choice(field: ChoiceField | ChoicesField, value: Any) -> str:
    text = str(exactly(value)) if _is_number(value) else value
    for choice in field.choices:
        if text in (choice.id, choice.label):
            return choice.id
    raise _UnfitError("nothing that can be chosen is called so")


def _is_number(value: object) -> bool:
    numeric = isinstance(value, (int, float, Decimal))
    return numeric and not isinstance(value, bool)


def _number(value: object) -> object:
    return value if _is_number(value) else None


def _text(value: object) -> object:
    return value if isinstance(value, str) else None


def _day(value: object) -> object:
    return day_of(value) if isinstance(value, str) else None


_CONSTANTS: Final[Mapping[FieldType, tuple[Callable[[object], object], str]]] = {
    FieldType.NUMBER: (_number, "a number"),
    FieldType.TEXT: (_text, "a text"),
    FieldType.DATE: (_day, "a day such as 2026-01-31"),
}
