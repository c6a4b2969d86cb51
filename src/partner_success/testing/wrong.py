"""Wrong answers to one field, by the code of what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import floor
from typing import Final

from partner_success.questionnaires import (
    AnyField,
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
from partner_success.testing.texts import WORDS
from partner_success.testing.values import Limits, chosen_range, day_range, limits_of

_NEITHER: Final[tuple[object, ...]] = (None, {}, {"value": 1})
_NUMBERS: Final[tuple[object, ...]] = (0, 1, 7.5, 20260131)
_TRUTHS: Final[tuple[object, ...]] = (True, False)
_TEXTS: Final[tuple[object, ...]] = ("", "7", "true", "yes", "1-5")
_LISTS: Final[tuple[object, ...]] = ([], ["gold"])

_NO_EMAIL: Final = (
    "",
    " ",
    "ann",
    "ann@partner",
    "@partner.example",
    "ann@partner..example",
    "ann smith@partner.example",
    "Ann <ann@partner.example>",
    "ann@partner.example\n",
)
_NO_DAY: Final = (
    "",
    "tomorrow",
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-1-31",
    "20260131",
    "31.01.2026",
    "0000-01-01",
    "2026-01-31T00:00:00",
    "2026-01-31\n",
)
_NOT_FINITE: Final = (float("nan"), float("inf"), float("-inf"), Decimal("NaN"))
_BLANKS: Final = ("", " ", "\u00a0", "\u3000")
_CONTROLS: Final = ("\x00", "\x1b", "\x7f", "\ud800")
_LINE_ENDS: Final = ("\n", "\r", "\t", "\u2028")
_NO_MATCH: Final = (*WORDS, "!", "??", "Zz9", "a-", "#" * 5, "#" * 9)
_STRANGE_CODES: Final = ("", "platinum", "GOLD", "gold ", "7")
_LONGEST: Final = 1_000


def wrong_answers(field: AnyField, on: date) -> list[tuple[str, list[object]]]:
    """Give wrong answers to a field, by the one code that each of them earns."""
    return [(code, found) for code, found in _pools(field, on) if found]


def _pools(field: AnyField, on: date) -> Iterator[tuple[str, list[object]]]:
    match field:
        case TextField() | LongTextField():
            yield "wrong-type", [*_NEITHER, *_NUMBERS, *_TRUTHS, *_LISTS]
            yield from _texts(field)
        case EmailField():
            yield "wrong-type", [*_NEITHER, *_NUMBERS, *_TRUTHS, *_LISTS]
            yield "no-email", [*_NO_EMAIL]
            yield "too-long", ["a" * 250 + "@b.example"]
        case DateField():
            yield "wrong-type", [*_NEITHER, *_NUMBERS, *_TRUTHS, *_LISTS]
            yield "no-date", [*_NO_DAY]
            yield from _days(field, on)
        case WholeNumberField() | NumberField() | RatingField():
            yield "wrong-type", [*_NEITHER, *_TRUTHS, *_TEXTS, *_LISTS]
            code = "too-many-decimals" if field.type == "number" else "not-whole"
            yield from _numbers(limits_of(field), code)
        case YesNoField(words=words):
            texts = [text for text in _TEXTS if text not in (words or ())]
            yield "wrong-type", [*_NEITHER, *_NUMBERS, *_LISTS, *texts]
        case ChoiceField():
            yield "wrong-type", [*_NEITHER, *_NUMBERS, *_TRUTHS, *_LISTS]
            yield "unknown-choice", _strange_codes(field)
        case ChoicesField():
            yield from _choices(field)
        case _:
            yield "wrong-type", [*_NEITHER, *_NUMBERS, *_LISTS, *_TEXTS]
            yield "not-attested", [False]


def _texts(field: TextField | LongTextField) -> Iterator[tuple[str, list[object]]]:
    least, most = field.least_characters, field.most_characters
    line = isinstance(field, TextField)
    controls = (*_CONTROLS, *_LINE_ENDS) if line else _CONTROLS
    yield "bad-text", ["a" * (least - 1) + control for control in controls]
    yield "blank", [*_BLANKS] if line else [*_BLANKS, "\n", "\t"]
    yield "too-short", ["a" * (least - 1)] if least > 1 else []
    yield "too-long", ["a" * (most + 1)] if most <= _LONGEST else []
    if isinstance(field, TextField) and field.pattern is not None:
        pattern = TextPattern(field.pattern)
        fitting = [text for text in _NO_MATCH if least <= len(text) <= most]
        yield "no-match", [text for text in fitting if not pattern.matches(text)]


def _days(field: DateField, on: date) -> Iterator[tuple[str, list[object]]]:
    first, last = day_range(field, on)
    # Where nothing fits it is not plain which of the limits is told.
    first, last = (first, last) if first <= last else (0, date.max.toordinal())
    earlier = [day for day in (first - 1, first - 400) if day >= 1]
    later = [day for day in (last + 1, last + 400) if day <= date.max.toordinal()]
    yield "too-early", [date.fromordinal(day).isoformat() for day in earlier]
    yield "too-late", [date.fromordinal(day).isoformat() for day in later]


def _numbers(limits: Limits, code: str) -> Iterator[tuple[str, list[object]]]:
    least, most, places = limits.least, limits.most, limits.places
    yield "not-finite", [*_NOT_FINITE]
    yield "too-low", [least - 1, least - Decimal("0.5"), -1e300]
    yield "too-high", [most + 1, most + Decimal("0.5"), 10**400]
    if places is not None:
        # One digit too many, as near to nought as the limits leave.
        middle = floor(min(max(Decimal(0), Decimal(least)), Decimal(most)))
        fine = [middle + Decimal(count).scaleb(-places - 1) for count in (5, 1, 15)]
        yield code, [number for number in fine if least <= number <= most]


def _choices(field: ChoicesField) -> Iterator[tuple[str, list[object]]]:
    least, most = chosen_range(field)
    codes: list[object] = [*field.choices.ids]
    # As many as are wanted, the last of them wrong.
    rest = codes[: least - 1]
    entries = ([*rest, each] for each in (7, True, None, codes))
    yield "wrong-type", [*_NEITHER, *_NUMBERS, *_TRUTHS, *_TEXTS, *entries]
    yield "unknown-choice", [[*rest, code] for code in _strange_codes(field)]
    twice = [codes[0], *codes[: max(least, 2) - 1]]
    yield "double-choice", [twice] if most > 1 else []
    yield "too-few", [rest]
    yield "too-many", [[codes[0]] * (most + 1), [*codes, *codes]]


def _strange_codes(field: ChoiceField | ChoicesField) -> list[object]:
    return [code for code in _STRANGE_CODES if code not in field.choices.ids]
