"""How long a working day is: declared, checked, read and written."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

_FORM: Final = re.compile(r"(\d\d?):(\d\d)(?::(\d\d))?", re.ASCII)
_DAY: Final = timedelta(days=1)


def as_working_day(value: object) -> timedelta | None:
    """Give the declared length of a working day back, or refuse it.

    Raises:
        InvalidValueError: It is no whole number of seconds above 0 and up to a day.
    """
    if value is None:
        return None
    if not isinstance(value, timedelta) or value.microseconds:
        raise InvalidValueError(
            "a working day is declared in whole seconds, such as timedelta(hours=8),"
            f" not {shown(value)}"
        )
    if not timedelta(0) < value <= _DAY:
        raise InvalidValueError(
            f"a working day is longer than nothing and at most 24 hours, not {value}"
        )
    return value


def read_length(text: str) -> timedelta:
    """Read a length such as ``7:30``.

    Raises:
        InvalidValueError: The text is not of this form.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise InvalidValueError(f"a length is written as 7:30, not {shown(text)}")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def length_text(length: timedelta) -> str:
    """Write a length as `read_length` reads it."""
    minutes, seconds = divmod(length // timedelta(seconds=1), 60)
    text = f"{minutes // 60}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text
