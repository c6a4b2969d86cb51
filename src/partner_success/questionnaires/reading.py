"""From what stands in a form to the value of an answer, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias, cast

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
from partner_success.questionnaires.messages import Fault, fault
from partner_success.questionnaires.numbers import number_reader
from partner_success.questionnaires.patterns.pattern import TextPattern
from partner_success.questionnaires.texts import (
    MOST_EMAIL,
    day_of,
    is_email,
    is_line,
    is_lines,
    is_visible,
)

__all__ = ["Read", "Typed", "reader_of"]

Typed: TypeAlias = bool | int | Decimal | str | date | tuple[str, ...]
"""What conditions see of an answer."""
Read: TypeAlias = Callable[[object, date], "Typed | Fault"]
"""Reads an answer, given the day on which it is read."""

_SHORT_LIST: Final = 8


def reader_of(field: AnyField) -> Read:
    """Make the function that reads the answers to a field."""
    return _READERS[type(field)](field)


def _text(field: TextField | LongTextField) -> Read:
    least, most = field.least_characters, field.most_characters
    one_line = isinstance(field, TextField)
    source = field.pattern if isinstance(field, TextField) else None
    matches = None if source is None else TextPattern(source).matches

    def read(value: Any, _on: date) -> Typed | Fault:
        # Nearly every text prints as it is, which is quickly told.
        plain = isinstance(value, str) and value.isprintable() and not value.isspace()
        if not plain:
            found = _unfit_text(value, most, one_line=one_line)
            if found is not None:
                return found
        text: str = value
        if not least <= len(text) <= most:
            return _unfit_length(text, least, most)
        if matches is not None and not matches(text):
            return fault("no-match", text, str(source))
        return text

    return read


def _unfit_length(text: str, least: int, most: int) -> Fault:
    if len(text) > most:
        return fault("too-long", text, f"at most {most:,} characters")
    # A text of no characters is no answer at all.
    if not text:
        return fault("blank", text)
    return fault("too-short", text, f"at least {least:,} characters")


def _unfit_text(value: object, most: int, *, one_line: bool) -> Fault | None:
    """Say what keeps a value from being any text of a field."""
    if not isinstance(value, str):
        return fault("wrong-type", value, "text")
    if len(value) > most:
        return fault("too-long", value, f"at most {most:,} characters")
    if not (is_line(value) if one_line else is_lines(value)):
        return fault("bad-text", value, "one line of text" if one_line else "lines")
    return None if is_visible(value) else fault("blank", value)


def _email(value: object, _on: date) -> Typed | Fault:
    if not isinstance(value, str):
        return fault("wrong-type", value, "an e-mail address as text")
    if is_email(value):
        return value
    if len(value) > MOST_EMAIL:
        return fault("too-long", value, f"at most {MOST_EMAIL} characters")
    return fault("no-email", value, "one such as ada@example.com")


def _day(field: DateField) -> Read:
    days = (field.earliest_days, field.latest_days)
    limited = (field.earliest, field.latest, *days) != (None,) * 4

    def read(value: object, on: date) -> Typed | Fault:
        if isinstance(value, str):
            found = day_of(value)
            if found is None:
                return fault("no-date", value, "one such as 2026-01-31")
        elif isinstance(value, date) and not isinstance(value, datetime):
            found = value
        else:
            return fault("wrong-type", value, "a day such as 2026-01-31")
        return _within(field, found, on) if limited else found

    return read


def _within(field: DateField, found: date, on: date) -> date | Fault:
    # Days are counted rather than added: there is no day after 9999-12-31.
    days = (found - on).days
    first, last = field.earliest_days, field.latest_days
    if field.earliest is not None and found < field.earliest:
        code, wanted = "too-early", f"{field.earliest}"
    elif first is not None and days < first:
        code, wanted = "too-early", f"{_days_text(first)} {on}"
    elif field.latest is not None and found > field.latest:
        code, wanted = "too-late", f"{field.latest}"
    elif last is not None and days > last:
        code, wanted = "too-late", f"{_days_text(last)} {on}"
    else:
        return found
    side = "later" if code == "too-early" else "earlier"
    return Fault(code, str(found), f"{wanted} or {side}")


def _days_text(days: int) -> str:
    if not days:
        return "the day"
    side = "after" if days > 0 else "before"
    return f"{abs(days):,} day{'' if abs(days) == 1 else 's'} {side}"


def _yes_no(value: object, _on: date) -> Typed | Fault:
    if value is True or value is False:
        return value
    return fault("wrong-type", value, "true or false")


def _yes_no_in_words(yes: str, no: str) -> Read:
    def read(value: object, _on: date) -> Typed | Fault:
        if value is True or value is False:
            return value
        if isinstance(value, str) and value in (yes, no):
            return value == yes
        return fault("wrong-type", value, f"true or false ({yes!r} or {no!r})")

    return read


def _attestation(value: object, _on: date) -> Typed | Fault:
    if value is True:
        return True
    if value is False:
        return fault("not-attested", value)
    return fault("wrong-type", value, "true")


def _codes(field: ChoiceField | ChoicesField) -> str:
    known = field.choices.ids
    shown = ", ".join(map(repr, known[:_SHORT_LIST]))
    more = len(known) - _SHORT_LIST
    return f"one of {shown} and {more} more" if more > 0 else f"one of {shown}"


def _choice(codes: frozenset[str], expected: str) -> Read:
    def read(value: object, _on: date) -> Typed | Fault:
        if isinstance(value, str):
            if value in codes:
                return value
            return fault("unknown-choice", value, expected)
        return fault("wrong-type", value, expected)

    return read


def _choices(field: ChoicesField) -> Read:
    least = 1 if field.at_least is None else field.at_least
    most = len(field.choices) if field.at_most is None else field.at_most
    codes = frozenset(field.choices.ids)
    one = _choice(codes, _codes(field))

    def read(value: Any, on: date) -> Typed | Fault:
        if not isinstance(value, (list, tuple)):
            return fault("wrong-type", value, "a list of choices")
        found = cast("Sequence[Any]", value)
        # Whoever sends a million of them is answered at once.
        if not least <= len(found) <= most:
            few = len(found) < least
            code, side = ("too-few", "least") if few else ("too-many", "most")
            count = least if few else most
            return Fault(code, str(len(found)), f"at {side} {count:,} choices")
        for each in found:
            if not isinstance(each, str) or each not in codes:
                return one(each, on)
        if len(found) > 1 and len(set(found)) < len(found):
            double = next(each for each in found if found.count(each) > 1)
            return fault("double-choice", double)
        return tuple(found)

    return read


def _whole_number(field: WholeNumberField) -> Read:
    return number_reader(field.at_least, field.at_most, whole=True)


def _number(field: NumberField) -> Read:
    places = field.decimal_places
    return number_reader(field.at_least, field.at_most, whole=False, places=places)


def _yes_or_no(field: YesNoField) -> Read:
    return _yes_no if field.words is None else _yes_no_in_words(*field.words)


_READERS: Final[Mapping[type, Callable[[Any], Read]]] = {
    TextField: _text,
    LongTextField: _text,
    EmailField: lambda _: _email,
    DateField: _day,
    WholeNumberField: _whole_number,
    NumberField: _number,
    YesNoField: _yes_or_no,
    ChoiceField: lambda field: _choice(frozenset(field.choices.ids), _codes(field)),
    ChoicesField: _choices,
    RatingField: lambda _: number_reader(RATINGS[0], RATINGS[-1], whole=True),
    AttestationField: lambda _: _attestation,
}
