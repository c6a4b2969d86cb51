"""Good answers in which faults are planted, each known by its path and code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

import attrs
from hypothesis import strategies as st

from partner_success.core.expressions import evaluate, fields
from partner_success.questionnaires import AnyField, ChoiceField, Questionnaire, Section
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
    """Draw answers with one fault or several, of which no other follows."""
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
    # Only of what is possible here, or hardly anything but strange names would be
    # planted. The order of the ways stays: a broken constraint first, because what it
    # names must be right for it to be looked at; sections are replaced last, so that
    # the others find them as they were.
    ways = [way for way in _WAYS if way.places(ground)]
    count = draw(st.integers(1, 4))
    chosen = [draw(st.integers(0, len(ways) - 1)) for _ in range(count)]
    for way in [ways[number] for number in sorted(chosen)]:
        if places := way.places(ground):
            way.plant(draw, ground, pick(draw, places))
    if not ground.planted:
        _add_section(draw, ground, pick(draw, _new_sections(ground)))
    return Faulty(answers=ground.answers, planted=frozenset(ground.planted))


def _constrained(ground: _Ground) -> set[str]:
    """Name the fields that have a constraint or stand in one."""
    return {
        name
        for field in ground.questionnaire.fields
        for each in field.constraints
        for name in (field.id, *fields(each.condition))
    }


def _movable(ground: _Ground) -> list[AnyField]:
    """Give the fields whose answer decides of constraints, and of nothing else."""
    deciding = {
        name
        for field in ground.questionnaire.fields
        for expression in decisive(field)
        if expression not in [each.condition for each in field.constraints]
        for name in fields(expression)
    }
    hidden = {field.id for field in ground.filled.hidden}
    return [
        field
        for field in ground.questionnaire.fields
        if field.id in _constrained(ground) - deciding - hidden - ground.used
        and not is_computed(field)
    ]


def _break_constraint(draw: st.DrawFn, ground: _Ground, field: AnyField) -> None:
    """Answer a field anew, well for itself, so that constraints are broken."""
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
            ground.used |= _constrained(ground)
            for other in broken:
                ground.plant(other, "constraint")
            return


def _answer_wrongly(draw: st.DrawFn, ground: _Ground, field: AnyField) -> None:
    code, wrong = pick(draw, wrong_answers(field, ground.on))
    ground.section(ground.homes[field.id])[field.id] = pick(draw, wrong)
    ground.plant(field, code)


def _contradictable(ground: _Ground) -> list[AnyField]:
    return [field for field in ground.free() if _contradictions(ground, field)]


def _contradictions(ground: _Ground, field: AnyField) -> list[object]:
    """Give what else a computed answer could be; nothing where none is known."""
    found = computed_answer(field, ground.filled.facts)
    if found is None:
        return []
    if isinstance(found, bool):
        return [not found]
    if isinstance(field, ChoiceField):
        return [code for code in field.choices.ids if code != found]
    assert isinstance(found, (int, Decimal))
    return [other for other in (found + 1, found - 1) if is_allowed(field, other)]


def _contradict(draw: st.DrawFn, ground: _Ground, field: AnyField) -> None:
    other = pick(draw, _contradictions(ground, field))
    ground.section(ground.homes[field.id])[field.id] = other
    ground.plant(field, "contradicts")


def _required(ground: _Ground) -> list[AnyField]:
    return [
        field for field in ground.free() if field.required and not is_computed(field)
    ]


def _leave_out(_draw: st.DrawFn, ground: _Ground, field: AnyField) -> None:
    del ground.section(ground.homes[field.id])[field.id]
    ground.plant(field, "missing")


def _hidden(ground: _Ground) -> list[AnyField]:
    return [field for field in ground.filled.hidden if field.id not in ground.used]


def _answer_hidden(draw: st.DrawFn, ground: _Ground, field: AnyField) -> None:
    given = answer(draw, field, ground.on)
    ground.section(ground.homes[field.id])[field.id] = given
    ground.plant(field, "hidden-field")


def _sections(ground: _Ground) -> list[Section]:
    return [*ground.questionnaire.sections]


def _add_field(draw: st.DrawFn, ground: _Ground, section: Section) -> None:
    others = [id_ for id_, home in ground.homes.items() if home != section.id]
    names = [name for name in (*_STRANGE, *others[:1]) if name not in section.fields]
    name = pick(draw, names)
    ground.section(section.id)[name] = pick(draw, [True, "", None])
    ground.planted.add((f"{section.id}.{name}", "unknown-field"))
    ground.used.add(section.id)


def _new_sections(ground: _Ground) -> list[str]:
    return [n for n in _STRANGE if n not in ground.questionnaire.sections]


def _add_section(draw: st.DrawFn, ground: _Ground, name: str) -> None:
    ground.answers[name] = pick(draw, [{}, {"a": 1}, None])
    ground.planted.add((name, "unknown-section"))


def _replaceable(ground: _Ground) -> list[Section]:
    return [
        section
        for section in ground.questionnaire.sections
        if section.id not in ground.used
        and not ground.used.intersection(section.fields.ids)
        and not ground.named.intersection(section.fields.ids)
    ]


def _replace_section(draw: st.DrawFn, ground: _Ground, section: Section) -> None:
    ground.answers[section.id] = pick(draw, _NO_SECTION)
    ground.planted.add((section.id, "wrong-type"))
    ground.used.add(section.id)


@attrs.frozen
class _Way:
    """A way to plant a fault.

    Attributes:
        places: Gives where it is possible.
        plant: Plants it at one of these places.
    """

    places: Callable[[_Ground], Sequence[Any]]
    plant: Callable[[st.DrawFn, _Ground, Any], None]


_WAYS: Final = (
    _Way(_movable, _break_constraint),
    _Way(_contradictable, _contradict),
    _Way(_required, _leave_out),
    _Way(_hidden, _answer_hidden),
    *[_Way(_Ground.free, _answer_wrongly)] * 3,
    _Way(_sections, _add_field),
    _Way(_new_sections, _add_section),
    _Way(_replaceable, _replace_section),
)
