"""Partners, grants and what must hold of them, for lists over dataframes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import partner_success as ps
from partner_success.access import (
    Actor,
    Grant,
    Identity,
    Predicate,
)
from partner_success.core.expressions import from_data
from partner_success.frames import (
    select_visible,
)
from tests.support.engines import column

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
ADA = Identity(id="p-1", email="ada@example.com")
INES = Identity(id="p-2", email="ines@example.com")
TOMAS = Identity(id="p-3", email="tomas@example.com")

PARTNERS: dict[str, list[Any]] = {
    "partner_id": ["acme", "birch", "cedar", "dale"],
    "stage": ["gate_3", "gate_2", None, "post_launch"],
    "psm_key": [ADA.key, ADA.key, ADA.key, INES.key],
    "tpm_key": [None] * 4,
}


def seen(rules: ps.Rulebook, *roles: str, **grants: Any) -> Predicate:
    """Give what must hold of a partner so that Ada sees it."""
    actor = Actor(id=ADA.id, email=ADA.email, roles=roles, **grants)
    return rules.access.predicate(actor, "view_partner", at=AT)


def grant(**changes: Any) -> Grant:
    """Give Ada a grant on Birch."""
    told: dict[str, Any] = {
        "id": "g-1",
        "partner_id": "birch",
        "grantee": ADA,
        "gates": ["gate_1"],
        "reason": "hand-over",
        "grantor": INES,
        "starts_at": AT - HOUR,
        "ends_at": AT + HOUR,
    }
    return Grant(**{**told, **changes})


def grants_of(**columns: Any) -> dict[str, list[Any]]:
    """Give the columns of a table with one grant to Ada, on Birch."""
    told = {
        "partner_id": "birch",
        "grantee_key": ADA.key,
        "gates": "gate_1",
        "starts_at": AT - HOUR,
        "ends_at": AT + HOUR,
        "revoked_at": None,
    }
    return {name: [value] for name, value in {**told, **columns}.items()}


def asking(data: Any, **fields: Any) -> Predicate:
    """Make a predicate of a condition by hand."""
    return Predicate(
        action_id="view_partner",
        actor_id=ADA.id,
        at=AT,
        condition=from_data(data),
        **fields,
    )


def listed(frame: Any, predicate: Predicate, **options: Any) -> list[str]:
    """Give the ids of the partners on a list."""
    return column(select_visible(frame, predicate, **options), "partner_id")
