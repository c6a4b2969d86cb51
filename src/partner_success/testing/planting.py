"""Good answers in which faults are planted, each known by its path and code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, cast

import attrs
from hypothesis import strategies as st

from partner_success.core.expressions import evaluate, fields
from partner_success.questionnaires import AnyField, ChoiceField, Questionnaire
from partner_success.testing.answering import (
    Filled,
    computed_answer,
    decisive,
    filled,
    is_allowed,
    is_computed,
)
from partner_success.testing.drawing import pick
from partner_success.testing.faults import Faulty
from partner_success.testing.values import answer, fact
from partner_success.testing.wrong import wrong_answers

_STRANGE: Final = ("extra", "part_one", "signd", "Größe", "submitted_on", "")
_NO_SECTION: Final[tuple[object, ...]] = (None, [], "yes", 1, True)
_ATTEMPTS: Final = 6


@attrs.define
class _Ground:
    """Answers while faults are planted in them.

    Attributes:
        questionnaire: What is asked.
        on: The day of the check.
        filled: The good answers at the start.
        answers: The answers by section, changed in place.
        planted: The path and code of each fault so far.
        homes: The section of each field.
        named: The fields on which it rests what else is asked, or is good.
        used: The fields and sections in which there is something already.
    """

    questionnaire: Questionnaire
    on: date
    filled: Filled
    answers: dict[str, object]
    planted: set[tuple[str, str]]
    homes: dict[str, str]
    named: frozenset[str]
    used: set[str]

    def section(self, section_id: str) -> dict[str, object]:
        """Give the answers of a section, to be changed."""
        found = self.answers.setdefault(section_id, {})
        return cast("dict[str, object]", found)

    def path(self, field: AnyField) -> str:
        """Give where the answer to a field stands."""
        return f"{self.homes[field.id]}.{field.id}"

    def plant(self, field: AnyField, code: str) -> None:
        """Note the one fault of a field."""
        self.planted.add((self.path(field), code))
        self.used |= {field.id, self.homes[field.id]}

    def free(self) -> list[AnyField]:
        """Give the fields that are asked, on which nothing rests, without a fault."""
        hidden = {field.id for field in self.filled.hidden}
        taken = self.used | self.named | hidden
        return [field for field in self.questionnaire.fields if field.id not in taken]


@st.composite
def faulty(draw: st.DrawFn, questionnaire: Questionnaire, on: date) -> Faulty:
    """Draw answers with one to three faults, of which no other follows."""
    found = draw(filled(questionnaire, on))
    ground = _Ground(
        questionnaire=questionnaire,
        on=on,
        filled=found,
        answers={id_: dict(answers) for id_, answers in found.answers.items()},
        planted=set(),
        homes={
            field.id: section.id
            for section in questionnaire.sections
            for field in section.fields
        },
        named=frozenset(
            name
            for field in questionnaire.fields
            for expression in decisive(field)
            for name in fields(expression)
        ),
        used=set(),
    )
    # A broken constraint first: what it names must be right for it to be looked at.
    # Sections are replaced last, so that the others find them as they were.
    places = st.lists(st.integers(0, len(_WAYS) - 1), min_size=1, max_size=4)
    for place in sorted(draw(places)):
        _WAYS[place](draw, ground)
    if not ground.planted:
        _add_section(draw, ground)
    return Faulty(answers=ground.answers, planted=frozenset(ground.planted))


def _break_constraint(draw: st.DrawFn, ground: _Ground) -> None:
    """Answer a field anew, well for itself, so that constraints are broken."""
    constrained = {
        name
        for field in ground.questionnaire.fields
        for each in field.constraints
        for name in (field.id, *fields(each.condition))
    }
    deciding = {
        name
        for field in ground.questionnaire.fields
        for expression in decisive(field)
        if expression not in [each.condition for each in field.constraints]
        for name in fields(expression)
    }
    hidden = {field.id for field in ground.filled.hidden}
    movable = [
        field
        for field in ground.questionnaire.fields
        if field.id in constrained - deciding - hidden - ground.used
        and not is_computed(field)
    ]
    if not movable:
        return
    field = pick(draw, movable)
    for _ in range(_ATTEMPTS):
        given = answer(draw, field, ground.on)
        facts = ground.filled.facts | {field.id: fact(field, given)}
        broken = [
            other
            for other in ground.questionnaire.fields
            for each in other.constraints
            if other.id in facts and evaluate(each.condition, facts) is False
        ]
        if broken:
            ground.section(ground.homes[field.id])[field.id] = given
            ground.filled.facts[field.id] = facts[field.id]
            ground.used |= constrained
            for other in broken:
                ground.plant(other, "constraint")
            return


def _answer_wrongly(draw: st.DrawFn, ground: _Ground) -> None:
    if free := ground.free():
        field = pick(draw, free)
        code, wrong = pick(draw, wrong_answers(field, ground.on))
        ground.section(ground.homes[field.id])[field.id] = pick(draw, wrong)
        ground.plant(field, code)


def _contradict(draw: st.DrawFn, ground: _Ground) -> None:
    computed = [
        field
        for field in ground.free()
        if computed_answer(field, ground.filled.facts) is not None
    ]
    if computed:
        field = pick(draw, computed)
        found = computed_answer(field, ground.filled.facts)
        if others := _other_than(field, found):
            other = pick(draw, others)
            ground.section(ground.homes[field.id])[field.id] = other
            ground.plant(field, "contradicts")


def _other_than(field: AnyField, found: object) -> list[object]:
    if isinstance(found, bool):
        return [not found]
    if isinstance(field, ChoiceField):
        return [code for code in field.choices.ids if code != found]
    assert isinstance(found, (int, Decimal))
    return [other for other in (found + 1, found - 1) if is_allowed(field, other)]


def _leave_out(draw: st.DrawFn, ground: _Ground) -> None:
    required = [
        field for field in ground.free() if field.required and not is_computed(field)
    ]
    if required:
        field = pick(draw, required)
        del ground.section(ground.homes[field.id])[field.id]
        ground.plant(field, "missing")


def _answer_hidden(draw: st.DrawFn, ground: _Ground) -> None:
    hidden = [field for field in ground.filled.hidden if field.id not in ground.used]
    if hidden:
        field = pick(draw, hidden)
        ground.section(ground.homes[field.id])[field.id] = answer(
            draw, field, ground.on
        )
        ground.plant(field, "hidden-field")


def _add_field(draw: st.DrawFn, ground: _Ground) -> None:
    section = pick(draw, [*ground.questionnaire.sections])
    others = [id_ for id_, home in ground.homes.items() if home != section.id]
    names = [name for name in (*_STRANGE, *others[:1]) if name not in section.fields]
    name = pick(draw, names)
    ground.section(section.id)[name] = pick(draw, [True, "", None])
    ground.planted.add((f"{section.id}.{name}", "unknown-field"))
    ground.used.add(section.id)


def _add_section(draw: st.DrawFn, ground: _Ground) -> None:
    name = pick(draw, [n for n in _STRANGE if n not in ground.questionnaire.sections])
    ground.answers[name] = pick(draw, [{}, {"a": 1}, None])
    ground.planted.add((name, "unknown-section"))


def _replace_section(draw: st.DrawFn, ground: _Ground) -> None:
    replaceable = [
        section
        for section in ground.questionnaire.sections
        if section.id not in ground.used
        and not ground.used.intersection(section.fields.ids)
        and not ground.named.intersection(section.fields.ids)
    ]
    if replaceable:
        section = pick(draw, replaceable)
        ground.answers[section.id] = pick(draw, _NO_SECTION)
        ground.planted.add((section.id, "wrong-type"))
        ground.used.add(section.id)


_WAYS: Final[tuple[Callable[[st.DrawFn, _Ground], None], ...]] = (
    _break_constraint,
    _contradict,
    _leave_out,
    _answer_hidden,
    _answer_wrongly,
    _answer_wrongly,
    _answer_wrongly,
    _add_field,
    _add_section,
    _replace_section,
)
