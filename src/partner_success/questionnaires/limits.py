"""Limits of fields that nothing could meet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final, cast

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import Problem
from partner_success.questionnaires.choices import Choice
from partner_success.questionnaires.fields import (
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    DateField,
    LongTextField,
    NumberField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.numbers import LARGEST_NUMBER
from partner_success.questionnaires.patterns.pattern import pattern_problems
from partner_success.questionnaires.texts import is_line, is_visible

__all__ = ["MOST_CHARACTERS", "limit_problems"]

MOST_CHARACTERS: Final = 100_000
"""The most characters that any text field can allow."""

_MOST_CODE: Final = 200
_MOST_PLACES: Final = 15


def limit_problems(field: AnyField) -> Iterator[Problem]:
    """Give what is wrong with the limits and choices of a field."""
    match field:
        case TextField() | LongTextField():
            yield from _text_problems(field)
        case DateField():
            yield from _order("earliest", field.earliest, "latest", field.latest)
            names = ("earliest_days", "latest_days")
            yield from _order(
                names[0], field.earliest_days, names[1], field.latest_days
            )
        case WholeNumberField():
            yield from _number_problems(field.at_least, field.at_most)
        case NumberField():
            wrong = list(_number_problems(field.at_least, field.at_most))
            yield from wrong
            yield from _places_problems(field, sound=not wrong)
        case YesNoField(words=words) if words is not None:
            yield from _word_problems(words)
        case ChoiceField() | ChoicesField():
            yield from _choice_problems(field.choices)
            if isinstance(field, ChoicesField):
                yield from _count_problems(field)
        case AttestationField(statement=statement) if not is_visible(statement):
            yield _fault("statement", "no-text", "there is no text here; write one")
        case _:
            pass


def _text_problems(field: TextField | LongTextField) -> Iterator[Problem]:
    least, most = field.least_characters, field.most_characters
    if not 1 <= least <= most <= MOST_CHARACTERS:
        message = (
            "the fewest and the most characters rise from 1 to"
            f" {MOST_CHARACTERS:,} at most"
        )
        yield _fault("most_characters", "wrong-order", message, most)
    if isinstance(field, TextField) and field.pattern is not None:
        yield from (each.under("pattern") for each in pattern_problems(field.pattern))


def _number_problems(
    low: int | Decimal | None, high: int | Decimal | None
) -> Iterator[Problem]:
    finite = True
    for name, limit in (("at_least", low), ("at_most", high)):
        if isinstance(limit, Decimal) and not limit.is_finite():
            finite = False
            yield _fault(name, "not-finite", "a limit is a finite number", limit)
    if finite:
        yield from _order("at_least", low, "at_most", high)
        # A field that names one limit has the bound of all numbers as the other.
        if low is not None and high is None and low > LARGEST_NUMBER:
            yield from _order("at_least", low, "at_most", LARGEST_NUMBER)
        if high is not None and low is None and high < -LARGEST_NUMBER:
            yield from _order("at_least", -LARGEST_NUMBER, "at_most", high)


def _places_problems(field: NumberField, *, sound: bool) -> Iterator[Problem]:
    places = field.decimal_places
    if places is not None and not 0 <= places <= _MOST_PLACES:
        message = f"decimal places are from 0 to {_MOST_PLACES}"
        yield _fault("decimal_places", "bad-count", message, places)
    elif places is not None and sound and _too_close(field, places):
        message = "no number with so few digits after the point lies between the limits"
        yield _fault("decimal_places", "bad-count", message, places)
    if places is None and field.computed is not None:
        message = "a computed number is rounded; say to how many decimal places"
        yield _fault("decimal_places", "missing-places", message)


def _too_close(field: NumberField, places: int) -> bool:
    """Say whether no number with so few digits lies between the limits."""
    if field.at_least is None or field.at_most is None:
        return False
    scale: int = 10**places
    low, high = Fraction(field.at_least), Fraction(field.at_most)
    return ceil(low * scale) > floor(high * scale)


def _word_problems(words: tuple[str, str]) -> Iterator[Problem]:
    if len(set(words)) != 2 or not all(map(is_visible, words)):
        message = "words are two different texts, for yes and for no"
        yield _fault("words", "bad-words", message, words)


def _choice_problems(choices: Catalogue[Choice]) -> Iterator[Problem]:
    if not choices:
        yield _fault("choices", "empty", "there is nothing to choose; give choices")
    for place, choice in enumerate(choices):
        code = choice.id
        fits = is_line(code) and code == code.strip() and 0 < len(code) <= _MOST_CODE
        if not fits:
            message = (
                f"a code is one line of 1 to {_MOST_CODE} characters without space"
                " around it"
            )
            yield _fault(f"choices[{place}].id", "bad-code", message, code)
        if not is_visible(choice.label):
            message = "there is no text here; write one"
            yield _fault(f"choices[{place}].label", "no-text", message)


def _count_problems(field: ChoicesField) -> Iterator[Problem]:
    count = len(field.choices)
    least = 1 if field.at_least is None else field.at_least
    most = count if field.at_most is None else field.at_most
    if count and not 1 <= least <= most <= count:
        message = f"the fewest and the most chosen rise from 1 to {count}"
        yield _fault("at_most", "wrong-order", message, most)


def _order(
    low_name: str, low: object, high_name: str, high: object
) -> Iterator[Problem]:
    if low is not None and high is not None and cast(int, low) > cast(int, high):
        message = f"{high_name} lies below {low_name}, so that no answer fits"
        yield _fault(high_name, "wrong-order", message, high)


def _fault(path: str, code: str, message: str, given: object = None) -> Problem:
    found = None if given is None else shown(given)
    return Problem(path=path, code=code, message=message, given=found)
