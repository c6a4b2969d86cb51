"""Whether answers are what a questionnaire asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.instants import require_date
from partner_success.errors import Problem
from partner_success.questionnaires.form import Form, Reading
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire

__all__ = ["AnswerValue", "Answers", "Completed", "check", "complete", "read"]

AnswerValue: TypeAlias = bool | int | Decimal | str | tuple[str, ...]
"""An answer in the plain form that is stored and signed; a day is ISO text."""
Answers: TypeAlias = FrozenMap[str, FrozenMap[str, AnswerValue]]
"""Plain answers by section and field."""


def read(questionnaire: Questionnaire, answers: object, *, on: date) -> Reading:
    """Read answers into what conditions see, with everything that is wrong.

    Raises:
        InvalidUseError: ``questionnaire`` is none.
        InvalidValueError: ``on`` is no day.
    """
    require_kind("questionnaire", questionnaire, Questionnaire)
    if type(on) is not date:
        require_date(on, "on")
    return questionnaire.form.read(answers, on)


def check(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]],
    *,
    on: date,
) -> tuple[Problem, ...]:
    """Name everything that is wrong with answers; nothing when they can be submitted.

    Nothing is coerced: the text "no" is no truth value, 3.9 is no whole number, "7" no
    number; only the JSON number 3.0 is the whole number 3. Days are ISO text, or
    `datetime.date`. A field that is not asked must have no answer.

    Args:
        questionnaire: What is asked.
        answers: By section and field, of any origin.
        on: The day of the check, for limits and conditions that count from it.

    Returns:
        The problems, those of single answers in the order of the questionnaire and
        broken constraints last; each with the path ``section.field``, a stable code of
        `MESSAGES`, what was given, what was expected and a message.

    Raises:
        InvalidValueError: ``on`` is no day.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?", required=True)
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> on = date(2026, 3, 2)
        >>> print(check(gate, {"contract": {"signed": "yes"}}, on=on)[0])
        contract.signed: expected true or false, found 'yes'
        >>> check(gate, {"contract": {"signed": True}}, on=on)
        ()

    Rule: QST-04, QST-05.
    """
    return tuple(read(questionnaire, answers, on=on).problems)


@attrs.frozen(kw_only=True)
class Completed:
    """Answers as they are stored when they are submitted.

    Attributes:
        answers: The right answers in plain form: hidden ones dropped, computed ones
            filled in, 3.0 as 3, days as ISO text.
        dropped: The paths of answers to fields that are not asked.
        problems: What keeps the answers from being submitted.
    """

    answers: Answers
    dropped: tuple[str, ...]
    problems: tuple[Problem, ...]


def complete(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]],
    *,
    on: date,
) -> Completed:
    """Make answers ready to be submitted.

    Args:
        questionnaire: What is asked.
        answers: By section and field, of any origin.
        on: The day of the submission.

    Raises:
        InvalidValueError: ``on`` is no day.

    Examples:
        >>> from partner_success.questionnaires import Section, WholeNumberField
        >>> field = WholeNumberField(id="people", label="How many people?")
        >>> section = Section(id="team", title="Team", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> ready = complete(gate, {"team": {"people": 3.0}}, on=date(2026, 3, 2))
        >>> ready.answers["team"]["people"], ready.problems
        (3, ())

    Rule: QST-04, QST-06.
    """
    reading = read(questionnaire, answers, on=on)
    hidden = [problem for problem in reading.problems if problem.code == "hidden-field"]
    return Completed(
        answers=plain_answers(questionnaire.form, reading),
        dropped=tuple(problem.path for problem in hidden),
        problems=tuple(each for each in reading.problems if each not in hidden),
    )


def plain_answers(form: Form, reading: Reading) -> Answers:
    """Give what was read in plain form, sections without an answer left out."""
    found: dict[str, FrozenMap[str, AnswerValue]] = {}
    for section_id, asked in form.sections:
        section = {
            each.field.id: _plain(value)
            for each in asked
            if (value := reading.facts.get(each.field.id)) is not None
        }
        if section:
            found[section_id] = FrozenMap(section)
    return FrozenMap(found)


def _plain(value: AnswerValue | date) -> AnswerValue:
    # A member of an enumeration is a text too, and is stored as no more than that.
    match value:
        case str():
            return value if type(value) is str else str.__str__(value)
        case date():
            return value.isoformat()
        case tuple():
            return tuple(str.__str__(each) for each in value)
        case _:
            return value
