"""A questionnaire as JSON Schema and UI schema, for any renderer of forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

from partner_success.core.expressions import Condition, holds
from partner_success.interop.forms.conditions import (
    Asked,
    Conditions,
    Schema,
    is_computed,
)
from partner_success.interop.forms.fields import answer_faults_left, field_schema
from partner_success.interop.forms.ui import section_ui
from partner_success.questionnaires.choices import Constraint
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.sections import Section

__all__ = ["FormSchema", "LeftToCheck", "form_schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@attrs.frozen
class LeftToCheck:
    """Something that a schema cannot express, and `check` judges alone.

    Attributes:
        path: The field it is about, as ``section.field``.
        what: What is left, for a person.

    Examples:
        >>> print(LeftToCheck("scope.budget", "at most 2 digits after the point"))
        scope.budget: at most 2 digits after the point

    Rule: QST-11.
    """

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


@attrs.frozen(kw_only=True)
class FormSchema:
    """A questionnaire in the words of form renderers, as plain data.

    Attributes:
        schema: A JSON Schema (2020-12) of the answers, by section and field.
        ui_schema: How react-jsonschema-form shows it: order, widgets, labels of
            choices, placeholders.
        left_to_check: What the schema accepts although `check` may find fault with it.

    Rule: QST-11.
    """

    schema: dict[str, Any]
    ui_schema: dict[str, Any]
    left_to_check: tuple[LeftToCheck, ...] = ()


def form_schema(questionnaire: Questionnaire) -> FormSchema:
    """Export a questionnaire as JSON Schema (2020-12) and UI schema.

    The schema accepts the answers, as JSON reads them, in which `check` finds no
    problem. It accepts others only where ``left_to_check`` says so: a computed answer,
    digits after the point, limits in days from the day of the check, and conditions
    and constraints that rest on these, on the day of the check, on two answers compared
    with each other or on numbers computed from answers.

    Args:
        questionnaire: Worded in the language that the form is to speak.

    Returns:
        New dictionaries, which the caller may change.

    Examples:
        >>> from partner_success.questionnaires import Section, TextField
        >>> section = Section(
        ...     id="scope", title="Scope", fields=[TextField(id="goal", label="Goal")]
        ... )
        >>> asked = Questionnaire(
        ...     id="plan", version="1.0.0", title="Plan", sections=[section]
        ... )
        >>> form = form_schema(asked)
        >>> form.schema["properties"]["scope"]["properties"]["goal"]["title"]
        'Goal'
        >>> form.ui_schema["scope"]["goal"], form.left_to_check
        ({'ui:widget': 'text'}, ())

    Rule: QST-11.
    """
    require_kind("questionnaire", questionnaire, Questionnaire)
    fields = {
        field.id: Asked(section.id, field)
        for section in questionnaire.sections
        for field in section.fields
    }
    parts = _Parts(Conditions(fields))
    sections = {each.id: parts.section(each) for each in questionnaire.sections}
    name = f"{questionnaire.id}:{questionnaire.version}"
    root = _object(questionnaire.title, questionnaire.help, sections, sections)
    schema = {
        "$schema": _DIALECT,
        "$id": f"urn:partner-success:questionnaire:{name}",
        **root,
        **_listed("required", parts.required),
        **_listed("allOf", parts.above),
    }
    shown = {section.id: section_ui(section) for section in questionnaire.sections}
    ui_schema: dict[str, Any] = {"ui:order": list(shown), **shown}
    return FormSchema(
        schema=schema, ui_schema=ui_schema, left_to_check=tuple(parts.left)
    )


@attrs.define
class _Parts:
    """The schemas of sections, and what does not belong to one of them alone.

    Attributes:
        conditions: Turns conditions into schemas.
        above: What holds of the answers of several sections.
        required: The sections that cannot be left out.
        left: What is left to `check`.
    """

    conditions: Conditions
    above: list[Schema] = attrs.Factory(list[Schema])
    required: list[str] = attrs.Factory(list[str])
    left: list[LeftToCheck] = attrs.Factory(list[LeftToCheck])

    def section(self, section: Section) -> Schema:
        always: dict[str, Schema] = {}
        required: list[str] = []
        inside: list[Schema] = []
        for field in section.fields:
            asked = Asked(section.id, field)
            self.left += (
                LeftToCheck(asked.path, what) for what in answer_faults_left(field)
            )
            needed = field.required and not is_computed(field)
            condition = field.visible_when
            if condition is None or self._obstructed(asked, condition):
                always[field.id] = field_schema(field)
                if condition is None and needed:
                    required.append(field.id)
            else:
                self._conditional(asked, condition, inside, needed=needed)
            for constraint in field.constraints:
                self._constraint(asked, constraint, inside)
        if required:
            self._require(section.id)
        return {
            **_object(section.title, section.help, always, section.fields.ids),
            **_listed("required", required),
            **_listed("allOf", inside),
        }

    def _require(self, section_id: str) -> None:
        if section_id not in self.required:
            self.required.append(section_id)

    def _obstructed(self, asked: Asked, condition: Condition) -> bool:
        """Leave to `check` whether a field is asked, where no schema can tell."""
        obstacle = self.conditions.obstacle(condition)
        if obstacle:
            what = f"whether it is asked, which rests on {obstacle}"
            self.left.append(LeftToCheck(asked.path, what))
        return bool(obstacle)

    def _conditional(
        self, asked: Asked, condition: Condition, inside: list[Schema], *, needed: bool
    ) -> None:
        """Add a field that is asked while a condition holds, and refused else."""
        section_id, key = asked.section, asked.field.id
        shown: Schema = {
            "properties": {key: field_schema(asked.field)},
            **_listed("required", [key] if needed else []),
        }
        hidden: Schema = {"not": {"required": [key]}}
        if self.conditions.within(section_id, condition):
            test = self.conditions.holds(condition, section_id)
            inside.append({"if": test, "then": shown, "else": hidden})
            # A section that is left out answers nothing; this may still ask the field.
            if needed and holds(condition, {}):
                self._require(section_id)
            return
        then = {
            "properties": {section_id: shown},
            **_listed("required", [section_id] if needed else []),
        }
        other = {"properties": {section_id: hidden}}
        test = self.conditions.holds(condition, None)
        self.above.append({"if": test, "then": then, "else": other})

    def _constraint(
        self, asked: Asked, constraint: Constraint, inside: list[Schema]
    ) -> None:
        """Add what must not be false once a field is answered."""
        condition = constraint.condition
        obstacle = self.conditions.obstacle(condition)
        if is_computed(asked.field):
            obstacle = f"the computed answer {asked.path}"
        if obstacle:
            what = f"the constraint {constraint.id}, which rests on {obstacle}"
            self.left.append(LeftToCheck(asked.path, what))
            return
        near = self.conditions.within(asked.section, condition)
        section = asked.section if near else None
        answered = self.conditions.answered(asked, section)
        broken = self.conditions.fails(condition, section)
        place = inside if near else self.above
        place.append(
            {"$comment": constraint.message, "not": {"allOf": [answered, broken]}}
        )


def _object(title: str, about: str, properties: Schema, names: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "title": title,
        **({"description": about} if about else {}),
        "properties": properties,
        # Which other answers there may be, "additionalProperties" could not tell: it
        # does not see what stands in a condition.
        "propertyNames": {"enum": list(names)},
    }


def _listed(keyword: str, entries: Sequence[Any]) -> Schema:
    """Give a keyword with its list, which must not be empty."""
    return {keyword: list(entries)} if entries else {}
