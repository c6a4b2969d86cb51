"""Checks of the parts of signed records; none repeats what it was given.

Names and addresses of people must not end up in logs, and messages do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any, Final, cast

import attrs

from partner_success.core.instants import require_aware
from partner_success.errors import InvalidValueError

__all__ = [
    "digest_field",
    "fixed_offset",
    "instant_field",
    "instant_text",
    "kind_field",
    "text_field",
]

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_NOT_IN_A_LINE: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of surrogate pairs, and what ends a line or a paragraph."""

Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def text_field(*, most: int, optional: bool = False) -> Validator:
    """Give the validator of one line of text, not blank and of bounded length.

    Raises:
        InvalidValueError: By the validator; its text tells the fault and not the text.
    """

    def check(_record: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if optional and value is None:
            return
        name = attribute.name
        if not isinstance(value, str):
            raise InvalidValueError(
                f"{name} needs text, not {type(value).__name__}; fill it in"
            )
        if not value.strip():
            hint = "leave it out (None)" if optional else "fill it in"
            raise InvalidValueError(f"{name} is blank; {hint}")
        if len(value) > most:
            raise InvalidValueError(
                f"{name} has {len(value)} characters, and at most {most} are kept"
            )
        if any(unicodedata.category(each) in _NOT_IN_A_LINE for each in value):
            raise InvalidValueError(
                f"{name} holds control characters, ends of lines or half of a surrogate"
                " pair; give one line of text"
            )

    return check


def kind_field(*kinds: type, optional: bool = False) -> Validator:
    """Give the validator of a record of one of several kinds.

    Raises:
        InvalidValueError: By the validator.
    """
    names = " or a ".join(kind.__name__ for kind in kinds)

    def check(_record: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, kinds) and not (optional and value is None):
            raise InvalidValueError(
                f"{attribute.name} needs a {names}, not {type(value).__name__}"
            )

    return check


def digest_field(
    _record: object, attribute: attrs.Attribute[Any], value: object
) -> None:
    """Check a SHA-256 in hexadecimal digits.

    Raises:
        InvalidValueError: It is none.
    """
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise InvalidValueError(
            f"{attribute.name} needs a SHA-256 as 64 lower-case hexadecimal digits"
        )


def fixed_offset(value: datetime) -> datetime:
    """Keep what the clock shows and its distance from UTC, and forget the zone's name.

    The text of a signed time says no more, so nothing else may hang on the record.
    A value without a zone is left for the validator.
    """
    # The 'no time' of pandas calls itself a datetime, and differs from itself.
    if not isinstance(cast(object, value), datetime) or value != value:
        return value
    offset: timedelta | None = value.utcoffset()
    if offset is None:
        return value
    return datetime(
        value.year,
        value.month,
        value.day,
        value.hour,
        value.minute,
        value.second,
        value.microsecond,
        tzinfo=timezone(offset),
    )


def instant_text(value: datetime) -> str:
    """Write a time as it is signed, with six decimals of the second or none.

    Examples:
        >>> from datetime import UTC
        >>> instant_text(datetime(2026, 3, 2, 10, tzinfo=UTC))
        '2026-03-02T10:00:00+00:00'
    """
    return value.isoformat()


def instant_field(
    _record: object, attribute: attrs.Attribute[Any], value: object
) -> None:
    """Check a time with its zone.

    Raises:
        InvalidValueError: It is no time, or has no zone.
    """
    require_aware(value, attribute.name)
