"""What every event of a journey says: who, in which role, when and why."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.core.instants import microseconds, require_aware
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["Recorded"]


def _aware(_event: object, attribute: attrs.Attribute[datetime], at: datetime) -> None:
    require_aware(at, attribute.name)


def _counted(_event: object, attribute: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or value < 1:
        raise InvalidValueError(
            f"{attribute.name} is the place of the event in the log, a whole number"
            f" from 1 up, found {shown(value)}"
        )


@attrs.frozen(kw_only=True)
class Recorded:
    """Something that happened on a partner's journey.

    Attributes:
        id: Unlike any other event of any partner.
        partner_id: Whose journey it is.
        sequence: Its place in the log, from 1.
        at: When, with its zone.
        by: The id of who did it.
        role: The role in which they did it; ``None`` where they hold none.
        why: Why, in their words; may be empty where no rule asks for it.

    Raises:
        InvalidValueError: The instant has no zone, or the place is none.

    Rule: JRN-09.
    """

    id: str
    partner_id: str
    sequence: int = attrs.field(validator=_counted)
    at: datetime = attrs.field(eq=microseconds, validator=_aware)
    by: str
    role: str | None = None
    why: str = ""
