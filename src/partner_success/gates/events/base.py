"""What every event of a journey says: who, in which role, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import attrs

from partner_success.core.instants import microseconds
from partner_success.machines.log import check_instant, check_place

__all__ = ["Recorded"]


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
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone, or the place is none.

    Rule: JRN-09.
    """

    in_gate_record: ClassVar[bool] = True
    """Whether the record of a gate holds it: whoever may not view that gate may not
    see it. What is told of the partner as a whole is in none."""

    id: str
    partner_id: str
    sequence: int = attrs.field(validator=check_place)
    at: datetime = attrs.field(eq=microseconds, validator=check_instant)
    by: str
    role: str | None = None
    why: str = ""
