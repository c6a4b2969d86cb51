"""A questionnaire made ready to read answers, many thousand times a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeAlias, cast

import attrs

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.expressions import compile_condition, fields
from partner_success.core.quantities import shown
from partner_success.errors import Problem, near_misses
from partner_success.questionnaires.computing import Compute, compute_of, needs_of
from partner_success.questionnaires.fields import AnyField
from partner_success.questionnaires.messages import Fault, fault, problem_of, said
from partner_success.questionnaires.reading import Read, Typed, reader_of
from partner_success.questionnaires.sections import SUBMITTED_ON, WRONG, Section

__all__ = ["Asked", "Form", "Reading"]

Test: TypeAlias = Callable[[Mapping[str, object]], "bool | None"]

_MISSING: Final = object()
_NOTHING: Final[Mapping[str, object]] = {}
_MOST_UNKNOWN: Final = 20


@attrs.frozen
class Asked:
    """One field, made ready.

    Attributes:
        field: The field.
        section_id: The section it stands in.
        path: Where its answer stands, as ``section.field``.
        visible: Tells from the answers before it whether it is asked.
        rests_on: The fields of which that depends.
        compute: Computes it from the answers before it.
        needs: The fields from which it is computed.
    """

    field: AnyField
    section_id: str
    path: str
    read: Read
    visible: Test | None
    rests_on: frozenset[str]
    compute: Compute | None
    needs: frozenset[str]

    @property
    def quick(self) -> Quick:
        """What the loop over all fields needs: each attribute asked for costs."""
        required = self.field.required and self.compute is None
        return self.field.id, self.read, required, self.visible, self.compute, self


Quick: TypeAlias = tuple[str, Read, bool, "Test | None", "Compute | None", Asked]


class Reading:
    """What was read of a set of answers.

    Attributes:
        facts: The answers that are right, by field, computed ones too, the day, and
            which answers are wrong.
        problems: Everything that is wrong: single answers in the order of the
            questionnaire, then sections that are unknown, then constraints.
        hidden: The fields that are not asked.
        spoilt: The fields whose answer is wrong, so that what rests on them is open.
        unsure: The fields of which it is open whether they are asked.
    """

    __slots__ = ("facts", "hidden", "problems", "spoilt", "unsure")

    def __init__(self, on: date) -> None:
        self.problems: list[Problem] = []
        self.hidden: set[str] = set()
        self.spoilt: set[str] = set()
        self.facts: dict[str, Any] = {SUBMITTED_ON: on, WRONG: self.spoilt}
        self.unsure: set[str] = set()


class Form:
    """Every section and field of a questionnaire, made ready."""

    __slots__ = ("_constraints", "_known", "_quick", "asked", "sections")

    def __init__(self, sections: Catalogue[Section]) -> None:
        self.sections: tuple[tuple[str, tuple[Asked, ...]], ...] = tuple(
            (section.id, tuple(_asked(section, field) for field in section.fields))
            for section in sections
        )
        self.asked: dict[str, Asked] = {
            each.field.id: each for _, fields_ in self.sections for each in fields_
        }
        self._quick: tuple[tuple[str, tuple[Quick, ...]], ...] = tuple(
            (section_id, tuple(each.quick for each in fields_))
            for section_id, fields_ in self.sections
        )
        self._known = {
            section_id: tuple(each.field.id for each in fields_)
            for section_id, fields_ in self.sections
        }
        self._constraints: tuple[tuple[Asked, Test, str], ...] = tuple(
            (asked, compile_condition(each.condition, doubtful=WRONG), each.message)
            for asked in self.asked.values()
            for each in asked.field.constraints
        )

    def read(self, answers: object, on: date) -> Reading:
        """Read answers by section and field; nothing that is given is changed."""
        reading = Reading(on)
        if type(answers) is not dict and not isinstance(answers, Mapping):
            wrong = fault("wrong-type", answers, "a table of sections")
            reading.problems.append(problem_of("", wrong))
            reading.spoilt.update(self.asked)
            return reading
        given = cast("Mapping[object, object]", answers)
        seen = 0
        for section_id, asked in self._quick:
            section = given.get(section_id, _MISSING)
            seen += section is not _MISSING
            if section is _MISSING:
                _read_section(reading, section_id, asked, _NOTHING, on)
            elif type(section) is FrozenMap:
                # A dict is asked for each field several times as fast.
                found = dict(cast("FrozenMap[str, object]", section).items())
                _read_section(reading, section_id, asked, found, on)
            elif type(section) is dict or isinstance(section, Mapping):
                found = cast("dict[str, object]", section)
                _read_section(reading, section_id, asked, found, on)
            else:
                wrong = fault("wrong-type", section, "a table of answers")
                reading.problems.append(problem_of(section_id, wrong))
                reading.spoilt.update(self._known[section_id])
                reading.unsure.update(q[0] for q in asked if q[3] is not None)
        if seen != len(given):
            known = list(self._known)
            reading.problems += _unknown("unknown-section", "", given, known)
        for asked_field, holds, message in self._constraints:
            answered = reading.facts.get(asked_field.field.id) is not None
            if answered and holds(reading.facts) is False:
                broken = Fault("constraint", "", message)
                reading.problems.append(problem_of(asked_field.path, broken))
        return reading


def _asked(section: Section, field: AnyField) -> Asked:
    condition = field.visible_when
    return Asked(
        field=field,
        section_id=section.id,
        path=f"{section.id}.{field.id}",
        read=reader_of(field),
        visible=(
            None if condition is None else compile_condition(condition, doubtful=WRONG)
        ),
        rests_on=frozenset(() if condition is None else fields(condition)),
        compute=compute_of(field),
        needs=frozenset(needs_of(field)),
    )


def _read_section(
    reading: Reading,
    section_id: str,
    asked: tuple[Quick, ...],
    given: Mapping[str, object],
    on: date,
) -> None:
    """Read the answers of a section, field by field."""
    facts, answer_to, missing, seen = reading.facts, given.get, _MISSING, 0
    for id_, read, required, visible, compute, each in asked:
        raw = answer_to(id_, missing)
        if visible is not None and visible(facts) is not True:
            seen += raw is not missing
            _read_hidden(reading, each, raw, on)
            continue
        if raw is missing:
            if compute is not None:
                _fill_in(reading, each, compute(facts), on)
            elif required:
                nothing = Fault("missing", "", each.field.label)
                reading.problems.append(problem_of(each.path, nothing))
            continue
        seen += 1
        value = read(raw, on)
        if type(value) is Fault:
            reading.problems.append(problem_of(each.path, value))
            reading.spoilt.add(id_)
        elif compute is None:
            facts[id_] = value
        else:
            facts[id_] = _agreed(reading, each, value, compute(facts))
    if seen != len(given):
        known = [each[0] for each in asked]
        reading.problems += _unknown("unknown-field", section_id, given, known)


def _read_hidden(reading: Reading, asked: Asked, raw: object, on: date) -> None:
    """Refuse an answer to a field that is not asked, as far as that is known."""
    if reading.spoilt and asked.rests_on & reading.spoilt:
        # Whether it is asked rests on an answer that is wrong: say no more than that.
        reading.spoilt.add(asked.field.id)
        reading.unsure.add(asked.field.id)
        found = None if raw is _MISSING else asked.read(raw, on)
        if isinstance(found, Fault):
            reading.problems.append(problem_of(asked.path, found))
        return
    reading.hidden.add(asked.field.id)
    if raw is not _MISSING:
        problem = problem_of(asked.path, fault("hidden-field", raw))
        reading.problems.append(problem)


def _fill_in(reading: Reading, asked: Asked, computed: Typed | None, on: date) -> None:
    """Take a computed answer as if it were given: within the limits, or wrong."""
    if computed is None:
        if asked.needs & reading.spoilt:
            reading.spoilt.add(asked.field.id)
        return
    found = asked.read(computed, on)
    if isinstance(found, Fault):
        reading.problems.append(problem_of(asked.path, found))
        reading.spoilt.add(asked.field.id)
    else:
        reading.facts[asked.field.id] = found


def _agreed(
    reading: Reading, asked: Asked, value: Typed | Fault, computed: Typed | None
) -> Typed | Fault:
    """Give the answer that counts: the computed one where it is known."""
    if computed is None or computed == value:
        return value
    found = Fault("contradicts", said(value), said(computed))
    reading.problems.append(problem_of(asked.path, found))
    return computed


def _unknown(
    code: str, path: str, given: Mapping[Any, object], known: list[str]
) -> Iterator[Problem]:
    """Name what nobody asked for, the first of it."""
    strange = [key for key in given if key not in known]
    for key in strange[:_MOST_UNKNOWN]:
        near = near_misses(key, known)
        hint = f"did you mean {' or '.join(near)}?" if near else "leave it out"
        name = shown(key) if not isinstance(key, str) else key
        place = f"{path}.{name}" if path else name
        yield problem_of(place, fault(code, key, hint))
    if more := len(strange) - len(strange[:_MOST_UNKNOWN]):
        yield problem_of(path, Fault(code, f"{more:,} more", "leave them out"))
