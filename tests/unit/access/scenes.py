"""People, partners and what is given for a time, for the tests of access."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from partner_success.access import (
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)

STAGES = ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3", "post_launch")
ROLES = ("PAM", "PDM", "TPM", "PSM", "TAM", "ADMIN")

ADA = Identity(id="p-1", email="ada@example.com")
TOM = Identity(id="p-2", email="tom@example.com")
INES = Identity(id="p-3", email="ines@example.com")


def actor(*roles: str, who: Identity = ADA, **given: Any) -> Actor:
    """Give Ada, or who is named, in these roles."""
    fields: dict[str, Any] = {"id": who.id, "email": who.email, "roles": roles, **given}
    return Actor(**fields)


def partner(stage: str | None, **team: str | None) -> Resource:
    """Give the partner Acme in a stage, with a team by role."""
    return partner_resource("acme", stage=stage, team=team)


def grant(**changes: Any) -> Grant:
    """Give Ada's grant for Gate 1 of Acme, which holds for a day from now on."""
    fields: dict[str, Any] = {
        "id": "g-1",
        "partner_id": "acme",
        "grantee": ADA,
        "gates": ["gate_1"],
        "reason": "hand-over",
        "grantor": INES,
        "starts_at": NOW,
        "ends_at": NOW + DAY,
        **changes,
    }
    return Grant(**fields)


def delegation(**changes: Any) -> Delegation:
    """Give Tom's naming of Ada as deputy PSM, which holds for a day from now on."""
    fields: dict[str, Any] = {
        "id": "d-1",
        "lead": TOM,
        "deputy": ADA,
        "role": "PSM",
        "starts_at": NOW,
        "ends_at": NOW + DAY,
        **changes,
    }
    return Delegation(**fields)
