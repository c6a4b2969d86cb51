"""What every event of a programme says."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError
from partner_success.machines.log import check_instant, check_place

__all__ = ["PilotRecorded", "check_any", "check_first_of_month", "check_positive"]


def check_positive(
    _event: object, attribute: attrs.Attribute[int], value: object
) -> None:
    """Refuse what is no whole number from 1 up; a validator of attrs.

    Raises:
        InvalidValueError: It is none.
    """
    if type(value) is not int or value < 1:
        raise InvalidValueError(
            f"{attribute.name} is a whole number from 1 up, found {shown(value)}"
        )


def check_first_of_month(
    _event: object, attribute: attrs.Attribute[date], value: date
) -> None:
    """Refuse a day with which no quarter begins; a validator of attrs.

    Raises:
        InvalidValueError: It is not the first of a month.
    """
    if value.day != 1:
        raise InvalidValueError(
            f"{attribute.name} begins on the first of a month, found {value}"
        )


def check_any(
    _event: object, attribute: attrs.Attribute[tuple[str, ...]], value: tuple[str, ...]
) -> None:
    """Refuse a list without an entry; a validator of attrs.

    Raises:
        InvalidValueError: There is none.
    """
    if not value:
        raise InvalidValueError(f"{attribute.name} names at least one, found none")


@attrs.frozen(kw_only=True)
class PilotRecorded:
    """Something that happened in a programme.

    Attributes:
        id: Unlike any other event of any programme.
        programme_id: The programme.
        sequence: Its place in the log, from 1.
        at: When, with its zone.
        by: The id of who did it.
        why: Why, in their words; may be empty where no rule asks for it.
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone, or the place is none.

    Rule: PRG-02.
    """

    id: str
    programme_id: str
    sequence: int = attrs.field(validator=check_place)
    at: datetime = attrs.field(eq=microseconds, validator=check_instant)
    by: str
    why: str = ""
