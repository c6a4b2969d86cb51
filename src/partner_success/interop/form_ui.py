"""How a form is shown: the UI schema of react-jsonschema-form."""

from __future__ import annotations

from typing import Any

from partner_success.core.collections import Catalogue
from partner_success.interop.form_conditions import Schema, is_computed
from partner_success.questionnaires.choices import Choice
from partner_success.questionnaires.fields import (
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    RatingField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.reading import LARGEST_RATING
from partner_success.questionnaires.sections import Section

__all__ = ["field_ui", "section_ui"]


def section_ui(section: Section) -> Schema:
    """Give the UI schema of a section: the order of its fields, and each of them."""
    shown = {field.id: field_ui(field) for field in section.fields}
    return {"ui:order": list(shown), **shown}


def field_ui(field: AnyField) -> Schema:
    """Give the UI schema of a field."""
    placeholder: str = getattr(field, "placeholder", "")
    # The schema describes an attestation by what is confirmed, word for word.
    more = field.help if isinstance(field, AttestationField) else ""
    return {
        **_widget(field),
        **({"ui:placeholder": placeholder} if placeholder else {}),
        **({"ui:help": more} if more else {}),
        **({"ui:readonly": True} if is_computed(field) else {}),
    }


def _widget(field: AnyField) -> Schema:
    match field:
        case TextField():
            return {"ui:widget": "text"}
        case LongTextField():
            return {"ui:widget": "textarea"}
        case EmailField():
            return {"ui:widget": "email"}
        case DateField():
            return {"ui:widget": "date"}
        case WholeNumberField():
            return {"ui:widget": "updown"}
        case NumberField():
            return {"ui:widget": "text"}
        case YesNoField(words=words):
            named: Any = {} if words is None else {"ui:enumNames": list(words)}
            return {"ui:widget": "radio", **named}
        case ChoiceField(choices=choices):
            return {"ui:widget": "select", "ui:enumNames": _labels(choices)}
        case ChoicesField(choices=choices):
            return {"ui:widget": "checkboxes", "ui:enumNames": _labels(choices)}
        case RatingField():
            return {"ui:widget": "radio", "ui:enumNames": _ratings(field)}
        case AttestationField():
            return {"ui:widget": "checkbox"}


def _labels(choices: Catalogue[Choice]) -> list[str]:
    return [choice.label for choice in choices]


def _ratings(field: RatingField) -> list[str]:
    names = [str(number) for number in range(1, LARGEST_RATING + 1)]
    for place, label in ((0, field.lowest_label), (-1, field.highest_label)):
        if label:
            names[place] = f"{names[place]}: {label}"
    return names
