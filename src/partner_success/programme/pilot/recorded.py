"""What every event of a programme says."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.core.instants import microseconds
from partner_success.machines.log import check_instant, check_place

__all__ = ["PilotRecorded"]


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
