"""A support ticket."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs

from partner_success.partners.faults import Faults, member


class Severity(StrEnum):
    """How badly a ticket hurts, worst first.

    Attributes:
        CRITICAL: Work has stopped.
        HIGH: Work is hindered badly.
        MEDIUM: Work is hindered.
        LOW: A question or a blemish.
    """

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def _severity(value: Severity | str) -> Severity:
    return member(Severity, value)


@attrs.frozen(kw_only=True)
class Ticket:
    """One request for support, as it stands.

    Attributes:
        id: Not blank, no space around it.
        severity: How badly it hurts; its text is taken too.
        opened_at: When it was opened, with its zone.
        account_id: The id of the `Account` it concerns; ``None`` for one of the partner
            itself, which `partner_id` then names.
        partner_id: The id of the `Partner` it concerns; ``None`` where the account
            tells.
        first_responded_at: When somebody first answered, with its zone; not before
            `opened_at`, ``None`` as long as nobody did.
        resolved_at: When it was resolved, with its zone; not before `opened_at`,
            ``None`` as long as it is open.
        is_incident: Whether something was broken; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> Ticket(id="t-1", account_id="a-1", severity="high",
        ...     opened_at=datetime(2026, 5, 4, 9, tzinfo=UTC)).is_open
        True
    """

    id: str
    severity: Severity = attrs.field(converter=_severity)
    opened_at: datetime
    account_id: str | None = None
    partner_id: str | None = None
    first_responded_at: datetime | None = None
    resolved_at: datetime | None = None
    is_incident: bool | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("ticket", self.id)
        faults.id("id", self.id)
        faults.member("severity", self.severity, Severity)
        faults.id("account_id", self.account_id, optional=True)
        faults.id("partner_id", self.partner_id, optional=True)
        if self.account_id is None and self.partner_id is None:
            message = "is needed where there is no partner_id; say whom it concerns"
            faults.add(
                "account_id", "missing", message, expected="the id of an account"
            )
        opened = faults.instant("opened_at", self.opened_at)
        for name in ("first_responded_at", "resolved_at"):
            found = faults.instant(name, getattr(self, name), optional=True)
            faults.in_order("opened_at", opened, name, found)
        faults.truth("is_incident", self.is_incident, optional=True)
        faults.report()

    @property
    def is_open(self) -> bool:
        """Whether it is not resolved."""
        return self.resolved_at is None
