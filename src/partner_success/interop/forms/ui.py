"""How a form is shown: the UI schema of react-jsonschema-form."""

from __future__ import annotations

from typing import Final

from partner_success.interop.forms.conditions import Schema, is_computed
from partner_success.questionnaires.fields import (
    RATINGS,
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    RatingField,
    YesNoField,
)
from partner_success.questionnaires.sections import Section

__all__ = ["field_ui", "section_ui"]

_WIDGETS: Final = {
    "attestation": "checkbox",
    "choice": "select",
    "choices": "checkboxes",
    "date": "date",
    "email": "email",
    "long_text": "textarea",
    "number": "text",
    "rating": "radio",
    "text": "text",
    "whole_number": "updown",
    "yes_no": "radio",
}


def section_ui(section: Section) -> Schema:
    """Give the UI schema of a section: the order of its fields, and each of them."""
    shown = {field.id: field_ui(field) for field in section.fields}
    return {"ui:order": list(shown), **shown}


def field_ui(field: AnyField) -> Schema:
    """Give the UI schema of a field."""
    placeholder: str = getattr(field, "placeholder", "")
    names = _names(field)
    # The schema describes an attestation by what is confirmed, word for word.
    more = field.help if isinstance(field, AttestationField) else ""
    return {
        "ui:widget": _WIDGETS[field.type],
        **({"ui:enumNames": names} if names else {}),
        **({"ui:placeholder": placeholder} if placeholder else {}),
        **({"ui:help": more} if more else {}),
        **({"ui:readonly": True} if is_computed(field) else {}),
    }


def _names(field: AnyField) -> list[str]:
    """Give what a person reads in place of the values that can be chosen."""
    match field:
        case ChoiceField(choices=choices) | ChoicesField(choices=choices):
            return [choice.label for choice in choices]
        case YesNoField(words=words):
            return list(words or ())
        case RatingField():
            return _ratings(field)
        case _:
            return []


def _ratings(field: RatingField) -> list[str]:
    names = [str(number) for number in RATINGS]
    for place, label in ((0, field.lowest_label), (-1, field.highest_label)):
        if label:
            names[place] = f"{names[place]}: {label}"
    return names
