"""Why a playbook is run, and the id that a run has because of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import quote

import attrs

from partner_success.partners.faults import Faults, member

__all__ = ["Cause", "CauseKind", "run_id"]

_BETWEEN: Final = "/"


class CauseKind(StrEnum):
    """What a playbook is run because of.

    Attributes:
        TRIGGER: A trigger of health fired.
        BAND: A score fell or rose into a band.
        GATE: A gate of the partner's journey was not passed, or slips.
        TICKET: A ticket of support.
        RENEWAL: A contract comes up for renewal.
        MANUAL: Somebody decided so.
    """

    TRIGGER = "trigger"
    BAND = "band"
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


def run_id(*, playbook: str, subject: str, cause: Cause) -> str:
    """Give the id that a run has, for ever, by what it is run for.

    The same playbook for the same subject and cause gives the same id, wherever it is
    asked for, and nothing else gives that one. So a store with the id and the place of
    an event as its unique key refuses a second run too, whoever starts it.

    Args:
        playbook: The id of the playbook.
        subject: The id of the partner or customer.
        cause: Why it is run.

    Examples:
        >>> run_id(
        ...     playbook="low_health",
        ...     subject="acme",
        ...     cause=Cause(kind="trigger", id="nps drop", day=date(2026, 5, 4)),
        ... )
        'low_health/acme/trigger/nps%20drop/2026-05-04'

    Rule: PLB-04.
    """
    parts = [playbook, subject, str(cause.kind), cause.id]
    if cause.day is not None:
        parts.append(cause.day.isoformat())
    # Text from JSON may hold half a surrogate pair, which has no bytes of its own.
    return _BETWEEN.join(quote(part, safe="", errors="surrogatepass") for part in parts)
