"""Context grants: reading for a time, with a reason, what a role keeps closed."""

from __future__ import annotations

from collections.abc import Iterable
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
from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["Grant"]


def _gates(value: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class Grant:
    """Reading of named gates' records and of the partner's summary, for a time.

    Attributes:
        id: What audit records refer to.
        partner_id: The partner whose records it opens.
        grantee: Who may read.
        gates: The ids of the gates whose records it opens; one or more, each once.
        reason: What the context is needed for; not blank.
        grantor: Who gave it; never the grantee.
        starts_at: The first instant at which it holds, with its zone.
        ends_at: The first instant at which it no longer holds; after `starts_at`.
        revoked_at: The instant from which it was taken back; ``None`` while it was not.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> grant = Grant(
        ...     id="g-1", partner_id="acme", gates=["gate_1"], reason="hand-over",
        ...     grantee=Identity(id="p-2", email="tomas@example.com"),
        ...     grantor=Identity(id="p-1", email="ines@example.com"),
        ...     starts_at=datetime(2026, 5, 4, tzinfo=UTC),
        ...     ends_at=datetime(2026, 5, 11, tzinfo=UTC))
        >>> str(grant.state(datetime(2026, 5, 11, tzinfo=UTC)))
        'expired'

    Rule: ACC-05.
    """

    id: str
    partner_id: str
    grantee: Identity
    gates: tuple[str, ...] = attrs.field(converter=_gates)
    reason: str
    grantor: Identity
    starts_at: datetime = attrs.field(eq=microseconds)
    ends_at: datetime = attrs.field(eq=microseconds)
    revoked_at: datetime | None = attrs.field(default=None, eq=known_instant)

    def __attrs_post_init__(self) -> None:
        faults = Faults("grant", self.id)
        faults.id("id", self.id)
        faults.id("partner_id", self.partner_id)
        faults.text("reason", self.reason)
        grantee = faults.record("grantee", self.grantee, Identity)
        grantor = faults.record("grantor", self.grantor, Identity)
        if grantee is not None and grantor is not None and is_same(grantee, grantor):
            message = "is the grantor; nobody gives a grant to themselves"
            faults.add("grantee", "self-grant", message)
        self._check_gates(faults)
        check_times(faults, self.starts_at, self.ends_at, self.revoked_at)
        faults.report()

    def _check_gates(self, faults: Faults) -> None:
        if not isinstance(self.gates, tuple):
            faults.wrong_type("gates", self.gates, "a list of ids of gates")
            return
        if not self.gates:
            faults.add("gates", "empty", "names no gate; name those it opens")
        for place, gate in enumerate(self.gates):
            path = f"gates[{place}]"
            if faults.id(path, gate) and gate in self.gates[:place]:
                faults.add(path, "duplicate", f"{gate!r} is named already", gate)

    def state(self, at: datetime) -> Validity:
        """Say whether it holds at an instant; the start is inside, the end is not.

        A grant that was taken back says so also before its start and after its end.

        Raises:
            InvalidValueError: The instant has no zone.
        """
        return validity_at(at, self.starts_at, self.ends_at, self.revoked_at)

    def is_for(self, key: PersonKey | None, partner_id: str | None) -> bool:
        """Tell whether it was given to this person, for this partner."""
        return key is not None and (self.grantee.key, self.partner_id) == (
            key,
            partner_id,
        )
