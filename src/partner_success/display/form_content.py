"""What a form says, question by question, before it becomes Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from partner_success.core.expressions import Condition, fields
from partner_success.display.form_answers import (
    Answer,
    Box,
    answer_of,
    boxes_of,
    split_lines,
)
from partner_success.display.form_limits import limits_of
from partner_success.display.wording import visible
from partner_success.interop.shapes import is_table
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    PassPolicy,
    Questionnaire,
    Section,
    TextField,
    WholeNumberField,
)
from partner_success.questionnaires.kinds import require_kind

__all__ = ["Chapter", "Question", "Sheet", "facts_of", "lines_of", "sheet_of"]

_LONG: Final = 5


@attrs.frozen(kw_only=True)
class Question:
    """One field of a form; every text is one line and harmless.

    Attributes:
        number: Its place, such as ``"2.3"``.
        label: What is asked.
        required: Whether it must be answered while it is asked.
        notes: What a person may need to know: help, limits, when it is asked.
        boxes: What can be ticked.
        lines: How many lines there are to write on.
        before: What stands before the line, such as the form of a day.
        unit: What stands behind it.
        answer: What was answered beside the boxes; ``None`` for a form to fill in.
    """

    number: str
    label: str
    required: bool
    notes: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    lines: int = 0
    before: str = ""
    unit: str = ""
    answer: Answer | None = None


@attrs.frozen(kw_only=True)
class Chapter:
    """A section of a form.

    Attributes:
        number: Its place.
        title: Its title.
        help: What it is about.
        questions: What it asks.
        criteria: What must hold for it to pass.
        reviewed: Whether a person judges it.
    """

    number: int
    title: str
    help: tuple[str, ...]
    questions: tuple[Question, ...]
    criteria: tuple[str, ...] = ()
    reviewed: bool = False


@attrs.frozen(kw_only=True)
class Sheet:
    """A whole form.

    Attributes:
        language: The tag of its language.
        title: Its title.
        help: What it is for.
        facts: What else is known of it, by name.
        chapters: Its sections.
        policy: When it passes.
        strange: Answers that nothing asks for.
    """

    language: str
    title: str
    help: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    policy: tuple[str, ...]
    strange: tuple[str, ...] = ()


def lines_of(text: str) -> tuple[str, ...]:
    r"""Give the lines of a text that say something, each of them harmless.

    Examples:
        >>> lines_of("one\r\n\n two\x07")
        ('one', 'two␇')
    """
    return tuple(visible(line.strip()) for line in split_lines(text) if line.strip())


def sheet_of(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]] | None,
    facts: Sequence[tuple[str, str]] = (),
) -> Sheet:
    """Give what a form of a questionnaire says, blank or with answers."""
    numbers = {
        field.id: f"{place}.{position}"
        for place, section in enumerate(questionnaire.sections, start=1)
        for position, field in enumerate(section.fields, start=1)
    }
    chapters = tuple(
        _chapter(place, section, numbers, answers)
        for place, section in enumerate(questionnaire.sections, start=1)
    )
    return Sheet(
        language=questionnaire.language,
        title=visible(questionnaire.title),
        help=lines_of(questionnaire.help),
        facts=tuple((name, visible(text)) for name, text in facts if text),
        chapters=chapters,
        policy=tuple(_policy_lines(questionnaire, numbers)),
        strange=() if answers is None else tuple(_strange(questionnaire, answers)),
    )


def _chapter(
    place: int,
    section: Section,
    numbers: Mapping[str, str],
    answers: Mapping[str, Mapping[str, object]] | None,
) -> Chapter:
    given = None if answers is None else _table(answers.get(section.id))
    return Chapter(
        number=place,
        title=visible(section.title),
        help=lines_of(section.help),
        questions=tuple(_question(field, numbers, given) for field in section.fields),
        criteria=tuple(_said(each.condition, numbers) for each in section.criteria),
        reviewed=section.reviewed,
    )


def _table(given: object) -> Mapping[str, object]:
    return given if is_table(given) else {}


def _question(
    field: AnyField, numbers: Mapping[str, str], given: Mapping[str, object] | None
) -> Question:
    boxes = boxes_of(field, None if given is None else given.get(field.id))
    unit = field.unit if isinstance(field, (NumberField, WholeNumberField)) else ""
    answer = None if given is None else answer_of(field, given, boxes)
    if answer and unit:
        answer = *answer[:-1], visible(f"{answer[-1]} {unit}")
    lines = 0 if boxes or answer is not None else 1
    if lines and isinstance(field, LongTextField):
        lines = _LONG
    return Question(
        number=numbers[field.id],
        label=visible(field.label),
        required=field.required,
        notes=tuple(_notes(field, numbers, blank=given is None)),
        boxes=boxes,
        lines=lines,
        before=_before(field),
        unit=visible(unit),
        answer=answer,
    )


def _before(field: AnyField) -> str:
    if isinstance(field, DateField):
        return "Year, month, day"
    if isinstance(field, (TextField, LongTextField, EmailField)) and field.placeholder:
        return visible(f"For example {field.placeholder}")
    return ""


def _notes(
    field: AnyField, numbers: Mapping[str, str], *, blank: bool
) -> Iterator[str]:
    if field.visible_when is not None:
        yield f"Only if {_said(field.visible_when, numbers)}"
    yield from lines_of(field.help)
    if isinstance(field, AttestationField) and field.statement != field.label:
        yield from lines_of(field.statement)
    # Who reads answers does not need to know what others were not allowed.
    if blank:
        yield from map(visible, limits_of(field))
        yield from (visible(each.message) for each in field.constraints)


def _said(condition: Condition, numbers: Mapping[str, str]) -> str:
    """Say a condition, and where the questions stand that it rests on."""
    places = [numbers[name] for name in fields(condition) if name in numbers]
    where = f" (question {' and '.join(places)})" if places else ""
    return visible(f"{condition}{where}")


def _policy_lines(
    questionnaire: Questionnaire, numbers: Mapping[str, str]
) -> Iterator[str]:
    policy: PassPolicy | None = questionnaire.pass_policy
    if policy is None:
        return
    judged = sum(section.judged for section in questionnaire.sections)
    if policy.at_least is None or policy.at_least == judged:
        if judged:
            yield f"It passes when every judged section passes ({judged})."
    else:
        yield f"It passes when {policy.at_least} of {judged} judged sections pass."
    if policy.qualifies_when is not None:
        yield f"It passes on its own when {_said(policy.qualifies_when, numbers)}."


def _strange(
    questionnaire: Questionnaire, answers: Mapping[str, Mapping[str, object]]
) -> Iterator[str]:
    """Name answers that nothing asks for, so that none of them disappears."""
    for section_id, given in answers.items():
        section = questionnaire.sections.get(section_id)
        if section is None or not is_table(given):
            yield visible(str(section_id))
            continue
        for field_id in given:
            if field_id not in section.fields:
                yield visible(f"{section_id}.{field_id}")


def facts_of(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Give what is known of a questionnaire beside its questions."""
    require_kind("questionnaire", questionnaire, Questionnaire)
    return [
        ("Questionnaire", f"{questionnaire.id}, version {questionnaire.version}"),
        ("Stage", questionnaire.stage),
        ("Completed by", " or ".join(questionnaire.completed_by)),
    ]
