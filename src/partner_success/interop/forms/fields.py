"""Fields of a questionnaire as JSON Schema: what an answer may be."""

from __future__ import annotations

import re
from typing import Final

from partner_success.interop.forms.conditions import Schema, is_computed
from partner_success.interop.forms.days import day_pattern
from partner_success.interop.forms.numbers import highest, lowest
from partner_success.questionnaires.fields import (
    RATINGS,
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
from partner_success.questionnaires.numbers import LARGEST_NUMBER
from partner_success.questionnaires.patterns.pattern import TextPattern
from partner_success.questionnaires.texts import (
    EMAIL,
    END,
    LINE,
    LINES,
    MOST_EMAIL,
    VISIBLE,
)

__all__ = ["answer_faults_left", "field_schema"]

_SYNTAX: Final = re.compile(r"[\\^$.*+?()\[\]{}|/]")


def field_schema(field: AnyField) -> Schema:
    """Give the schema of the answers to a field, with its words for a person."""
    about = field.statement if isinstance(field, AttestationField) else field.help
    unit = field.unit if isinstance(field, (NumberField, WholeNumberField)) else ""
    return {
        "title": f"{field.label} ({unit})" if unit else field.label,
        **({"description": about} if about else {}),
        **_answers(field),
        **({"readOnly": True} if is_computed(field) else {}),
    }


def answer_faults_left(field: AnyField) -> tuple[str, ...]:
    """Say what of an answer alone a schema cannot judge."""
    found: list[str] = []
    if is_computed(field):
        found.append("the value that follows from other answers")
    match field:
        case NumberField(decimal_places=places) if places:
            found.append(f"at most {places} digits after the point")
        case DateField(earliest_days=first, latest_days=last):
            for days, side in ((first, "or later"), (last, "or earlier")):
                if days is not None:
                    found.append(f"{_beside(days)}, {side}")
        case _:
            pass
    return tuple(found)


def _beside(days: int) -> str:
    if not days:
        return "the day of the check"
    side = "after" if days > 0 else "before"
    count = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"{count} {side} the day of the check"


def _answers(field: AnyField) -> Schema:
    match field:
        case TextField() | LongTextField() | EmailField() | DateField():
            return _text(field)
        case WholeNumberField() | NumberField():
            return _number(field)
        case YesNoField(words=words):
            return _yes_no(words)
        case ChoiceField() | ChoicesField():
            return _choices(field)
        case RatingField():
            return {"type": "integer", "enum": [*RATINGS]}
        case _:
            # Of an attestation. A renderer fills in a "const" by itself, and nobody
            # would have confirmed it.
            return {"type": "boolean", "enum": [True]}


def _text(field: TextField | LongTextField | EmailField | DateField) -> Schema:
    if isinstance(field, EmailField):
        limits = {"maxLength": MOST_EMAIL, "pattern": EMAIL}
        return {"type": "string", "format": "email", **limits}
    if isinstance(field, DateField):
        pattern = day_pattern(field.earliest, field.latest)
        return {"type": "string", "format": "date", "pattern": pattern}
    lines = LINE if isinstance(field, TextField) else LINES
    own = field.pattern if isinstance(field, TextField) else None
    return {
        "type": "string",
        "minLength": field.least_characters,
        "maxLength": field.most_characters,
        "pattern": rf"^(?=[\s\S]*{VISIBLE}){lines.removeprefix('^')}",
        **({} if own is None else {"allOf": [{"pattern": TextPattern(own).ecma}]}),
    }


def _number(field: WholeNumberField | NumberField) -> Schema:
    low, high = field.at_least, field.at_most
    whole = isinstance(field, WholeNumberField) or field.decimal_places == 0
    return {
        "type": "integer" if whole else "number",
        "minimum": -LARGEST_NUMBER if low is None else lowest(low),
        "maximum": LARGEST_NUMBER if high is None else highest(high),
    }


def _yes_no(words: tuple[str, str] | None) -> Schema:
    if words is None:
        return {"type": "boolean"}
    # The pattern binds texts alone; a renderer sees a yes or no, which comes first.
    either = "|".join(_SYNTAX.sub(r"\\\g<0>", word) for word in words)
    return {"type": ["boolean", "string"], "pattern": f"^(?:{either}){END}"}


def _choices(field: ChoiceField | ChoicesField) -> Schema:
    # The labels are in the UI schema: of "oneOf" with titles, which could hold them, a
    # renderer fills in the first by itself.
    one: Schema = {"type": "string", "enum": list(field.choices.ids)}
    if isinstance(field, ChoiceField):
        return one
    return {
        "type": "array",
        "items": one,
        "uniqueItems": True,
        "minItems": 1 if field.at_least is None else field.at_least,
        "maxItems": len(field.choices) if field.at_most is None else field.at_most,
    }
