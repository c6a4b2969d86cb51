"""The limits of a field, in words for whoever fills a form in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from partner_success.display.wording import plural
from partner_success.questionnaires import (
    AnyField,
    ChoiceField,
    ChoicesField,
    DateField,
    LongTextField,
    NumberField,
    TextField,
    WholeNumberField,
    YesNoField,
)

__all__ = ["limits_of"]


def limits_of(field: AnyField) -> Iterator[str]:
    """Give what an answer is held to, where the form itself does not show it."""
    match field:
        case TextField() | LongTextField():
            yield from _text_limits(field)
        case DateField():
            yield from _date_limits(field)
        case WholeNumberField():
            yield from _ends(field.at_least, field.at_most, "Whole number")
        case NumberField():
            yield from _ends(field.at_least, field.at_most, "Number")
            if field.decimal_places is not None:
                digits = plural(field.decimal_places, "digit")
                yield f"At most {digits} after the point"
        case ChoiceField() if not field.computed:
            yield "Tick one"
        case ChoicesField():
            yield _choices_limit(field)
        case _:
            pass
    yield from _computed(field)


def _text_limits(field: TextField | LongTextField) -> Iterator[str]:
    usual = {each.name: each.default for each in attrs.fields(type(field))}
    least, most = field.least_characters, field.most_characters
    if least == most:
        yield f"Exactly {plural(least, 'character')}"
    else:
        if least != usual["least_characters"]:
            yield f"At least {plural(least, 'character')}"
        if most != usual["most_characters"]:
            yield f"At most {plural(most, 'character')}"
    if isinstance(field, TextField) and field.pattern is not None:
        yield f"In the form {field.pattern}"


def _ends(
    low: int | Decimal | None, high: int | Decimal | None, what: str
) -> Iterator[str]:
    if low is not None and high is not None:
        yield f"{what} from {low:,} to {high:,}"
    elif low is not None:
        yield f"{what}, at least {low:,}"
    elif high is not None:
        yield f"{what}, at most {high:,}"


def _date_limits(field: DateField) -> Iterator[str]:
    if field.earliest is not None:
        yield f"On {field.earliest} or later"
    if field.latest is not None:
        yield f"On {field.latest} or earlier"
    if field.earliest_days is not None:
        yield f"{_days(field.earliest_days)} or later"
    if field.latest_days is not None:
        yield f"{_days(field.latest_days)} or earlier"


def _days(days: int) -> str:
    if not days:
        return "On the day of the submission"
    side = "after" if days > 0 else "before"
    return f"{plural(abs(days), 'day')} {side} the submission"


def _choices_limit(field: ChoicesField) -> str:
    least = 1 if field.at_least is None else field.at_least
    most = len(field.choices) if field.at_most is None else field.at_most
    if least == most:
        return f"Tick {least}"
    if least == 1 and most == len(field.choices):
        return "Tick any number of them"
    return f"Tick {least} to {most}"


def _computed(field: AnyField) -> Iterator[str]:
    match field:
        case ChoiceField(computed=cases) if cases:
            for case in cases:
                label = field.choices[case.choice].label
                yield f"Follows from other answers: {label} where {case.when}"
        case WholeNumberField() | NumberField() | YesNoField() if (
            field.computed is not None
        ):
            yield f"Follows from other answers: {field.computed}"
        case _:
            pass
