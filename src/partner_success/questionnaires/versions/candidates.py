"""The answers worth trying for a field: those around which a condition turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Final

import attrs

from partner_success.questionnaires.fields import (
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

__all__ = ["DAY", "Constants", "candidates"]

DAY: Final = date(2026, 1, 1)
"""The day on which the answers that are tried are given."""
_MOST: Final = 32
"""The most answers that are tried for a field."""
_LONGEST: Final = 100_000
"""The most days by which a day is moved."""
_RATINGS: Final = range(1, 6)


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


def candidates(field: AnyField, constants: Constants) -> tuple[object, ...]:
    """Give answers to try, the telling ones first; some may not be allowed."""
    return tuple(islice(dict.fromkeys(_tried(field, constants)), _MOST))


def _tried(field: AnyField, constants: Constants) -> Iterator[object]:
    match field:
        case ChoiceField():
            yield from _named_first(field.choices.ids, constants)
        case ChoicesField():
            codes = _named_first(field.choices.ids, constants)
            yield from ((code,) for code in codes)
            yield codes
            yield tuple(code for code in codes if code in constants.texts)
        case WholeNumberField() | NumberField():
            yield from _numbers(field, constants)
        case DateField():
            yield from _days(constants)
        case RatingField():
            yield from _RATINGS
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
    return tuple(sorted(codes, key=lambda code: code not in constants.texts))


def _numbers(
    field: WholeNumberField | NumberField, constants: Constants
) -> Iterator[object]:
    steps = [Decimal(0), Decimal(1), Decimal(-1)]
    if isinstance(field, NumberField) and field.decimal_places != 0:
        steps += [Decimal("0.1"), Decimal("-0.1")]
    limits = [limit for limit in (field.at_least, field.at_most) if limit is not None]
    for number in (*constants.numbers, *map(Decimal, limits), Decimal(100), Decimal(0)):
        for step in steps:
            yield number + step


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
