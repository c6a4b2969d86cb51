"""Questionnaires as forms, and answers out of what was filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

import attrs

from onboarding_hub.pages.fields import ABSENT, Choices, FormField, value_of
from onboarding_hub.pages.filled import Given
from partner_success.core.quantities import shown
from partner_success.questionnaires import (
    RATINGS,
    AnyField,
    AttestationField,
    Questionnaire,
    RatingField,
    YesNoField,
)

__all__ = ["PREFIX", "Part", "answers_of", "given_of", "parts_of", "text_of_answer"]

PREFIX: Final = "a."
"""What stands before the path of an answer in the name of its field."""

_KINDS: Final = {
    "text": "text",
    "long_text": "long",
    "email": "email",
    "date": "day",
    "whole_number": "whole",
    "number": "number",
    "yes_no": "yes_no",
    "choice": "choice",
    "choices": "choices",
    "rating": "rating",
    "attestation": "attest",
}
_RADIOS: Final = 5


@attrs.frozen(kw_only=True)
class Part:
    """A section as a part of a form.

    Attributes:
        id: The id of the section.
        number: Its place.
        title: Its title.
        help: What it is about.
        reviewed: Whether a person judges it.
        questions: What it asks.
    """

    id: str
    number: int
    title: str
    help: str
    reviewed: bool
    questions: tuple[FormField, ...]


@lru_cache(maxsize=100)
def parts_of(asked: Questionnaire) -> tuple[Part, ...]:
    """Give the parts of the form of a questionnaire."""
    return tuple(
        Part(
            id=section.id,
            number=number,
            title=section.title,
            help=section.help,
            reviewed=section.reviewed,
            questions=tuple(
                _question(field, f"{PREFIX}{section.id}.{field.id}", place)
                for place, field in _numbered(section.fields, number)
            ),
        )
        for number, section in enumerate(asked.sections, start=1)
    )


def _numbered(fields: Any, number: int) -> Iterator[tuple[str, AnyField]]:
    for place, field in enumerate(fields, start=1):
        yield f"{number}.{place}", field


def _question(field: AnyField, name: str, place: str) -> FormField:
    computed = bool(getattr(field, "computed", None))
    choices = _choices(field)
    kind = "computed" if computed else _KINDS[field.type]
    if kind == "choice" and len(choices) > _RADIOS:
        kind = "select"
    return FormField(
        name=name,
        label=field.label,
        kind=kind,
        notes=tuple(_notes(field)),
        required=field.required and not computed,
        choices=choices,
        unit=getattr(field, "unit", ""),
        number=place,
    )


def _choices(field: AnyField) -> Choices:
    if isinstance(field, YesNoField):
        return tuple(zip(("yes", "no"), field.words or ("Yes", "No"), strict=True))
    if isinstance(field, RatingField):
        ends = {
            RATINGS[0]: field.lowest_label,
            RATINGS[-1]: field.highest_label,
        }
        return tuple(
            (str(each), f"{each} {ends.get(each, '')}".strip()) for each in RATINGS
        )
    found = getattr(field, "choices", ())
    return tuple((each.id, each.label) for each in found)


def _notes(field: AnyField) -> Iterator[str]:
    if field.visible_when is not None:
        yield f"Asked only if: {field.visible_when}."
    if field.help:
        yield field.help
    if isinstance(field, AttestationField) and field.statement != field.label:
        yield field.statement
    if example := getattr(field, "placeholder", ""):
        yield f"For example {example}"


def answers_of(asked: Questionnaire, given: Given) -> dict[str, dict[str, Any]]:
    """Give the answers that were filled in; what was left empty is none."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts_of(asked):
        for question in part.questions:
            if question.kind == "computed":
                continue
            value = value_of(question, given.get(question.name, ()))
            if value is not ABSENT and value != []:
                field = question.name.removeprefix(f"{PREFIX}{part.id}.")
                found.setdefault(part.id, {})[field] = value
    return found


def given_of(answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Give answers as they stand in the form."""
    return {
        f"{PREFIX}{section}.{name}": _texts(value)
        for section, fields in answers.items()
        for name, value in fields.items()
    }


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, tuple | list):
        return tuple(str(each) for each in cast("Iterable[object]", value))
    return (str(value),)


def text_of_answer(asked: Questionnaire, section: str, name: str, value: Any) -> str:
    """Give an answer as a person reads it."""
    field = asked.sections[section].fields[name]
    words = dict(_choices(field)) or {"yes": "Yes"}
    if isinstance(value, bool) or len(words) > 1:
        return ", ".join(words.get(each, each) for each in _texts(value))
    unit = getattr(field, "unit", "")
    text = value if isinstance(value, str) else shown(value)
    return f"{text} {unit}".strip()
