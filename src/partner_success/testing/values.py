"""Good answers to one field, as they stand in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor
from typing import Final

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from partner_success.questionnaires import (
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
    TextPattern,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.texts import END
from partner_success.testing.conditions import EMAILS
from partner_success.testing.drawing import often, pick
from partner_success.testing.texts import WORDS, lengthy

_WIDE: Final = 1_000
"""How far from its one limit, or from 0, a number is drawn."""
_PRINTED: Final = st.characters(exclude_categories=["C", "Zl", "Zp"])
_BOUND: Final = 10**15
_MONTH: Final = 31
_FINE: Final = 3
"""The most digits after the point that are drawn."""
_EMAIL: Final = st.from_regex(
    r"[a-z]{1,8}(\.[a-z0-9]{1,4})?@([a-z]{1,6}\.){1,2}[a-z]{2,4}", fullmatch=True
)


def answer(
    draw: st.DrawFn, field: AnyField, on: date, named: Sequence[object] = ()
) -> object:
    """Draw a good answer to a field.

    Args:
        draw: Given by hypothesis.
        field: What is answered.
        on: The day on which the answer is checked.
        named: The constants that conditions hold its answers against; they are drawn
            often where they are good answers.
    """
    match field:
        case TextField() | LongTextField():
            return _text(draw, field, named)
        case EmailField():
            return pick(draw, EMAILS) if often(draw) else draw(_EMAIL)
        case DateField():
            return _day(draw, field, on, named)
        case WholeNumberField() | NumberField() | RatingField():
            return spelt(draw, _number(draw, limits_of(field), named))
        case ChoicesField():
            least, most = chosen_range(field)
            codes = draw(st.permutations(field.choices.ids))
            return [*codes[: draw(st.integers(least, most))]]
        case _:
            return pick(draw, _every_answer(field))


def _every_answer(field: YesNoField | ChoiceField | AttestationField) -> list[object]:
    if isinstance(field, ChoiceField):
        return [*field.choices.ids]
    if isinstance(field, YesNoField):
        return [False, True, *(field.words or ())]
    return [True]


def fact(field: AnyField, answer: object) -> object:
    """Give what conditions see of a good answer."""
    match field, answer:
        case DateField(), str():
            return date.fromisoformat(answer)
        case YesNoField(words=tuple(words)), str():
            return answer == words[0]
        case _:
            return answer


def day_range(field: DateField, on: date) -> tuple[int, int]:
    """Give the ordinals of the first and last day allowed; none where first > last."""
    first, last = date.min.toordinal(), date.max.toordinal()
    if field.earliest is not None:
        first = max(first, field.earliest.toordinal())
    if field.latest is not None:
        last = min(last, field.latest.toordinal())
    if field.earliest_days is not None:
        first = max(first, on.toordinal() + field.earliest_days)
    if field.latest_days is not None:
        last = min(last, on.toordinal() + field.latest_days)
    return first, last


def chosen_range(field: ChoicesField) -> tuple[int, int]:
    """Give how many choices are chosen at least, and at most."""
    least = 1 if field.at_least is None else field.at_least
    return least, len(field.choices) if field.at_most is None else field.at_most


@attrs.frozen
class Limits:
    """What numbers a field takes.

    Attributes:
        least: The lowest number.
        most: The highest number.
        places: The most digits after the point; ``None`` for as many as one likes.
    """

    least: Decimal | int
    most: Decimal | int
    places: int | None


def limits_of(field: WholeNumberField | NumberField | RatingField) -> Limits:
    """Give what numbers a field takes."""
    if isinstance(field, RatingField):
        return Limits(1, 5, 0)
    return Limits(
        least=-_BOUND if field.at_least is None else field.at_least,
        most=_BOUND if field.at_most is None else field.at_most,
        places=field.decimal_places if isinstance(field, NumberField) else 0,
    )


def is_good_text(field: TextField | LongTextField, text: str) -> bool:
    """Say whether a text is a good answer; some good ones are doubted."""
    pattern = field.pattern if isinstance(field, TextField) else None
    return (
        field.least_characters <= len(text) <= field.most_characters
        and text.isprintable()
        and bool(text.strip())
        and (pattern is None or TextPattern(pattern).matches(text))
    )


def _text(
    draw: st.DrawFn, field: TextField | LongTextField, named: Sequence[object]
) -> str:
    meant = (*(word for word in named if isinstance(word, str)), *WORDS)
    shared = [text for text in meant if is_good_text(field, text)]
    if shared and often(draw):
        return pick(draw, shared)
    if isinstance(field, TextField) and field.pattern is not None:
        matching = _matching(field.pattern)
        return draw(matching.filter(lambda text: is_good_text(field, text)))
    return lengthy(draw, field.least_characters, field.most_characters)


@lru_cache(maxsize=64)
def _matching(pattern: str) -> st.SearchStrategy[str]:
    # The source without its anchors, which hypothesis sets itself.
    source = TextPattern(pattern).python[1 : -len(END)]
    return st.from_regex(source, fullmatch=True, alphabet=_PRINTED)


def _day(draw: st.DrawFn, field: DateField, on: date, named: Sequence[object]) -> str:
    first, last = day_range(field, on)
    assume(first <= last)
    meant = {on.toordinal(), first, last}
    meant |= {day.toordinal() for day in named if isinstance(day, date)}
    middle = min(max(on.toordinal(), first), last)
    span = max(first, middle - _MONTH), min(last, middle + _MONTH)
    return date.fromordinal(_near(draw, meant, (first, last), span)).isoformat()


def _number(draw: st.DrawFn, limits: Limits, named: Sequence[object]) -> Decimal:
    places = _FINE if limits.places is None else min(limits.places, _FINE)
    scale = 10**places
    first, last = ceil(limits.least * scale), floor(limits.most * scale)
    if first > last:
        # Limits closer than the steps that are drawn: the limit itself is there.
        return Decimal(limits.least)
    meant = {
        round(number * scale)
        for number in named
        if isinstance(number, (int, Decimal)) and not isinstance(number, bool)
    }
    middle = min(max(0, first), last)
    span = max(first, middle - _WIDE * scale), min(last, middle + _WIDE * scale)
    count = _near(draw, meant | {first, last}, (first, last), span)
    return Decimal(count).scaleb(-places)


def _near(
    draw: st.DrawFn, meant: set[int], limits: tuple[int, int], span: tuple[int, int]
) -> int:
    """Draw one of some numbers or a neighbour within limits, or any in a span."""
    near = {count + step for count in meant for step in (-1, 0, 1)}
    shared = sorted(count for count in near if limits[0] <= count <= limits[1])
    return pick(draw, shared) if often(draw) else draw(st.integers(*span))


def spelt(draw: st.DrawFn, number: Decimal) -> object:
    """Draw one of the ways in which JSON, or a program, gives a number."""
    spellings: list[object] = [number]
    if number == int(number):
        spellings.insert(0, int(number))
    if Decimal(repr(float(number))) == number:
        spellings.append(float(number))
    return pick(draw, spellings)
