"""Why a playbook is called for, and run."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from partner_success.partners.faults import Faults, member

__all__ = ["Cause", "CauseKind"]


class CauseKind(StrEnum):
    """What a playbook is called for by, or run because of.

    Attributes:
        BAND: The band of a health score.
        TRIGGER: A trigger that fired.
        LICENCE: A licence with more active than licensed users.
        METRIC: An operational metric that misses its target.
        GATE: A gate of the partner's journey was not passed, or slips.
        TICKET: A ticket of support.
        RENEWAL: A contract comes up for renewal.
        MANUAL: Somebody decided so.

    Rule: PLB-04, PLB-05.
    """

    BAND = "band"
    TRIGGER = "trigger"
    LICENCE = "licence"
    METRIC = "metric"
    GATE = "gate"
    TICKET = "ticket"
    RENEWAL = "renewal"
    MANUAL = "manual"


def _kind(value: CauseKind | str) -> CauseKind:
    return member(CauseKind, value)


@attrs.frozen(kw_only=True)
class Cause:
    """What made somebody run a playbook.

    Two causes are the same where kind, id and day are. So what can come again, such as
    a trigger, needs its day; a ticket has an id of its own.

    Attributes:
        kind: What it is; its text will do.
        id: Which one: of the trigger, the band, the ticket.
        day: The day on which it came about; ``None`` where the id says enough.

    Raises:
        InvalidDataError: With every fault of the fields.

    Examples:
        >>> Cause(kind="ticket", id="T-7").kind
        <CauseKind.TICKET: 'ticket'>

    Rule: PLB-04.
    """

    kind: CauseKind = attrs.field(converter=_kind)
    id: str
    day: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("Cause", self.id)
        faults.member("kind", self.kind, CauseKind)
        faults.id("id", self.id)
        faults.day("day", self.day, optional=True)
        faults.report()

    def __str__(self) -> str:
        day = "" if self.day is None else f" of {self.day.isoformat()}"
        return f"{self.kind} {self.id}{day}"
