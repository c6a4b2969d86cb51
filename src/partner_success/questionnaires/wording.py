"""The texts of a questionnaire by their place, and putting others in their stead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from partner_success.core.collections import Catalogue
from partner_success.questionnaires.choices import Choice, Constraint
from partner_success.questionnaires.fields import (
    AnyField,
    ChoiceField,
    ChoicesField,
)
from partner_success.questionnaires.sections import Criterion, Section

__all__ = ["localized_sections", "placed_texts", "text_of", "text_places"]

_FIELD_TEXTS = (
    "label",
    "help",
    "statement",
    "placeholder",
    "lowest_label",
    "highest_label",
    "unit",
)


def text_places(sections: Catalogue[Section]) -> Iterator[str]:
    """Give every place for which a translation can have a text."""
    yield from ("title", "help")
    yield from (place for place, _ in placed_texts(sections))


def placed_texts(sections: Catalogue[Section]) -> Iterator[tuple[str, str]]:
    """Give every text of the sections with its place, in the order of the form."""
    for section in sections:
        yield f"sections.{section.id}.title", section.title
        yield f"sections.{section.id}.help", section.help
        for criterion in section.criteria:
            yield f"criteria.{criterion.id}.message", criterion.message
        for field in section.fields:
            yield from _texts_of_field(field)


def _texts_of_field(field: AnyField) -> Iterator[tuple[str, str]]:
    place = f"fields.{field.id}"
    yield from ((f"{place}.{name}", getattr(field, name)) for name in _texts_of(field))
    for constraint in field.constraints:
        yield f"{place}.constraints.{constraint.id}", constraint.message
    if isinstance(field, (ChoiceField, ChoicesField)):
        for choice in field.choices:
            yield f"{place}.choices.{choice.id}", choice.label


def text_of(
    translations: Mapping[str, Mapping[str, str]], language: str
) -> Mapping[str, str]:
    """Give the texts of a language: those of ``de``, those of ``de-AT`` over them."""
    by_tag = {tag.lower(): texts for tag, texts in translations.items()}
    parts = language.lower().split("-")
    found: dict[str, str] = {}
    for length in range(1, len(parts) + 1):
        found |= by_tag.get("-".join(parts[:length]), {})
    return found


def localized_sections(
    sections: Catalogue[Section], texts: Mapping[str, str]
) -> tuple[Section, ...]:
    """Give the sections with the texts of a language, where it has them."""
    return tuple(_section(section, texts) for section in sections)


def _section(section: Section, texts: Mapping[str, str]) -> Section:
    place = f"sections.{section.id}"
    return attrs.evolve(
        section,
        title=texts.get(f"{place}.title", section.title),
        help=texts.get(f"{place}.help", section.help),
        fields=[_field(field, texts) for field in section.fields],
        criteria=[_criterion(each, texts) for each in section.criteria],
    )


def _criterion(criterion: Criterion, texts: Mapping[str, str]) -> Criterion:
    message = texts.get(f"criteria.{criterion.id}.message", criterion.message)
    return attrs.evolve(criterion, message=message)


def _field(field: AnyField, texts: Mapping[str, str]) -> AnyField:
    place = f"fields.{field.id}"
    changes: dict[str, Any] = {
        name: texts[f"{place}.{name}"]
        for name in _texts_of(field)
        if f"{place}.{name}" in texts
    }
    if field.constraints:
        changes["constraints"] = tuple(
            _constraint(each, place, texts) for each in field.constraints
        )
    if isinstance(field, (ChoiceField, ChoicesField)):
        changes["choices"] = [_choice(each, place, texts) for each in field.choices]
    changed: AnyField = attrs.evolve(field, **changes)
    return changed


def _constraint(
    constraint: Constraint, place: str, texts: Mapping[str, str]
) -> Constraint:
    message = texts.get(f"{place}.constraints.{constraint.id}", constraint.message)
    return attrs.evolve(constraint, message=message)


def _choice(choice: Choice, place: str, texts: Mapping[str, str]) -> Choice:
    return attrs.evolve(
        choice, label=texts.get(f"{place}.choices.{choice.id}", choice.label)
    )


def _texts_of(field: AnyField) -> tuple[str, ...]:
    return tuple(name for name in _FIELD_TEXTS if hasattr(field, name))
