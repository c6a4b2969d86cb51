"""The answers worth trying for a field: those around which a condition turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Final

import attrs

from partner_success.questionnaires.fields import (
    RATINGS,
    AnyField,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    NumberField,
    RatingField,
    WholeNumberField,
    YesNoField,
)

__all__ = ["DAY", "Candidates", "Constants", "candidates"]

DAY: Final = date(2026, 1, 1)
"""The day on which the answers that are tried are given."""
_MOST: Final = 64
"""The most answers that are tried for a field."""
_LONGEST: Final = 100_000
"""The most days by which a day is moved."""


@attrs.frozen
class Constants:
    """The constants that two conditions name, each kind by itself.

    Attributes:
        numbers: Numbers.
        texts: Texts, codes too.
        days: Days.
    """

    numbers: tuple[Decimal, ...]
    texts: tuple[str, ...]
    days: tuple[date, ...]

    @classmethod
    def of(cls, values: Iterable[object]) -> Constants:
        """Sort constants by their kind, each once."""
        found = dict.fromkeys(
            Decimal(value) if isinstance(value, int) else value
            for value in values
            if not isinstance(value, (bool, datetime))
        )
        return cls(
            tuple(value for value in found if isinstance(value, Decimal)),
            tuple(value for value in found if isinstance(value, str)),
            tuple(value for value in found if isinstance(value, date)),
        )


@attrs.frozen
class Candidates:
    """The answers to try for a field.

    Attributes:
        values: The telling ones first; some may not be allowed.
        complete: Whether none was left out because there were too many.
    """

    values: tuple[object, ...]
    complete: bool


def candidates(field: AnyField, constants: Constants) -> Candidates:
    """Give the answers to try for a field."""
    found: dict[object, None] = {}
    for value in _tried(field, constants):
        if len(found) == _MOST and value not in found:
            return Candidates(tuple(found), complete=False)
        found[value] = None
    return Candidates(tuple(found), complete=True)


def _tried(field: AnyField, constants: Constants) -> Iterator[object]:
    match field:
        case ChoiceField():
            yield from _named_first(field.choices.ids, constants)
        case ChoicesField():
            yield from _choices(field, constants)
        case WholeNumberField() | NumberField():
            yield from _numbers(field, constants)
        case DateField():
            yield from _days(constants)
        case RatingField():
            yield from RATINGS
        case EmailField():
            yield from (*constants.texts, "ada@example.com")
        case YesNoField():
            yield from (True, False)
        case _ if field.kind == "boolean":
            yield True
        case _:
            for text in constants.texts:
                yield from (text, f"{text}x")
            yield "x"


def _named_first(codes: tuple[str, ...], constants: Constants) -> tuple[str, ...]:
    named = [text for text in constants.texts if text in codes]
    return tuple(dict.fromkeys([*named, *codes]))


def _choices(field: ChoicesField, constants: Constants) -> Iterator[object]:
    codes = _named_first(field.choices.ids, constants)
    yield from ((code,) for code in codes)
    yield codes
    named = [code for code in codes if code in constants.texts]
    # What no condition names is one like the other, and fills a list up.
    others = codes[len(named) :]
    for count in range(len(named), -1, -1):
        for chosen in combinations(named, count):
            lacking = max((field.at_least or 0) - count, 1)
            yield from filter(None, (chosen, chosen + others[:lacking]))


def _numbers(
    field: WholeNumberField | NumberField, constants: Constants
) -> Iterator[object]:
    steps = [Decimal(0), Decimal(1), Decimal(-1)]
    if isinstance(field, NumberField) and field.decimal_places != 0:
        least = _least_step(field, constants)
        steps += [least, -least]
    limits = [limit for limit in (field.at_least, field.at_most) if limit is not None]
    for number in (*constants.numbers, *map(Decimal, limits), Decimal(100), Decimal(0)):
        for step in steps:
            yield number + step


def _least_step(field: NumberField, constants: Constants) -> Decimal:
    """Give a step that leads from one constant to a number before the next."""
    if field.decimal_places is not None:
        return Decimal(1).scaleb(-field.decimal_places)
    exponents = (number.as_tuple().exponent for number in constants.numbers)
    return Decimal(1).scaleb(min([0, *map(int, exponents)]) - 1)


def _days(constants: Constants) -> Iterator[object]:
    for day in (*constants.days, DAY):
        for step in (0, 1, -1):
            yield from _moved(day, step)
    for number in constants.numbers:
        if abs(number) <= _LONGEST:
            for step in (0, 1, -1):
                yield from _moved(DAY, int(number) + step)
                yield from _moved(DAY, -int(number) + step)


def _moved(day: date, days: int) -> Iterator[str]:
    ordinal = day.toordinal() + days
    if date.min.toordinal() <= ordinal <= date.max.toordinal():
        yield (day + timedelta(days=days)).isoformat()
