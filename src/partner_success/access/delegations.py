"""Deputies: who signs in a lead's place for a time."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.access.people import Identity, is_same
from partner_success.access.validity import (
    Validity,
    check_times,
    known_instant,
    validity_at,
)
from partner_success.core.instants import microseconds
from partner_success.partners import PersonKey
from partner_success.partners.faults import Faults

__all__ = ["Delegation"]


@attrs.frozen(kw_only=True)
class Delegation:
    """A lead's naming of a deputy for a time.

    The deputy may do what the rules marked ``delegable`` let the lead do, by the lead's
    tie to the partner, and cannot pass it on.

    Attributes:
        id: What audit records refer to.
        lead: In whose place the deputy acts.
        deputy: Who acts; never the lead.
        role: The lead's role in which the deputy stands in.
        partner_id: The one partner that it is for; ``None`` for all of the lead's.
        starts_at: The first instant at which it holds, with its zone.
        ends_at: The first instant at which it no longer holds; after `starts_at`.
        revoked_at: The instant from which it was taken back; ``None`` while it was not.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> away = Delegation(
        ...     id="d-1", role="PSM",
        ...     lead=Identity(id="p-1", email="ada@example.com"),
        ...     deputy=Identity(id="p-2", email="tomas@example.com"),
        ...     starts_at=datetime(2026, 7, 1, tzinfo=UTC),
        ...     ends_at=datetime(2026, 7, 15, tzinfo=UTC))
        >>> str(away.state(datetime(2026, 7, 15, tzinfo=UTC)))
        'expired'

    Rule: ACC-07.
    """

    id: str
    lead: Identity
    deputy: Identity
    role: str
    partner_id: str | None = None
    starts_at: datetime = attrs.field(eq=microseconds)
    ends_at: datetime = attrs.field(eq=microseconds)
    revoked_at: datetime | None = attrs.field(default=None, eq=known_instant)

    def __attrs_post_init__(self) -> None:
        faults = Faults("delegation", self.id)
        faults.id("id", self.id)
        lead = faults.record("lead", self.lead, Identity)
        deputy = faults.record("deputy", self.deputy, Identity)
        if lead is not None and deputy is not None and is_same(lead, deputy):
            message = "is the lead; nobody stands in for themselves"
            faults.add("deputy", "own-deputy", message)
        faults.id("role", self.role)
        faults.id("partner_id", self.partner_id, optional=True)
        check_times(faults, self.starts_at, self.ends_at, self.revoked_at)
        faults.report()

    def state(self, at: datetime) -> Validity:
        """Say whether it holds at an instant; the start is inside, the end is not.

        Raises:
            InvalidValueError: The instant has no zone.
        """
        return validity_at(at, self.starts_at, self.ends_at, self.revoked_at)

    def is_for(self, key: PersonKey | None, partner_id: str | None) -> bool:
        """Tell whether this person is the deputy, for this partner."""
        return (
            key is not None
            and self.deputy.key == key
            and self.partner_id in (None, partner_id)
        )
