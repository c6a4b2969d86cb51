"""Context grants: who may read what for a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from onboarding_hub.database.instants import (
    from_database,
    known_from_database,
    to_database,
)
from onboarding_hub.database.tables import grants, people
from partner_success.access import Actor, Grant, Identity

__all__ = ["add", "called", "given_to", "of_partner", "take_back"]

_giver = people.alias("giver")
_taker = people.alias("taker")
_CHOSEN = (
    sa.select(
        grants,
        _giver.c.email.label("grantor_email"),
        _taker.c.email.label("grantee_email"),
    )
    .join(_giver, _giver.c.id == grants.c.grantor_id, isouter=True)
    .join(_taker, _taker.c.id == grants.c.grantee_id, isouter=True)
    .order_by(grants.c.starts_at, grants.c.id, grants.c.gate)
)
_GIVEN = _CHOSEN.where(grants.c.grantee_key == sa.bindparam("key"))


def given_to(connection: sa.Connection, actor: Actor) -> tuple[Grant, ...]:
    """Give the grants that somebody was given, those that are over too."""
    return _read(connection.execute(_GIVEN, {"key": actor.key}))


def of_partner(connection: sa.Connection, partner_id: str) -> tuple[Grant, ...]:
    """Give the grants on a partner's records, in the order of their starts."""
    chosen = _CHOSEN.where(grants.c.partner_id == partner_id)
    return _read(connection.execute(chosen))


def called(connection: sa.Connection, partner_id: str, id_: str) -> Grant | None:
    """Give one grant on a partner's records."""
    chosen = _CHOSEN.where(grants.c.partner_id == partner_id, grants.c.id == id_)
    return next(iter(_read(connection.execute(chosen))), None)


def add(connection: sa.Connection, grant: Grant) -> None:
    """Keep a grant that was given."""
    rows = [
        {
            "id": grant.id,
            "gate": gate,
            "partner_id": grant.partner_id,
            "grantee_id": grant.grantee.id,
            "grantee_key": grant.grantee.key,
            "grantor_id": grant.grantor.id,
            "reason": grant.reason,
            "starts_at": to_database(grant.starts_at),
            "ends_at": to_database(grant.ends_at),
            "revoked_at": None,
        }
        for gate in grant.gates
    ]
    connection.execute(sa.insert(grants), rows)


def take_back(connection: sa.Connection, grant: Grant) -> None:
    """Keep that a grant was taken back."""
    assert grant.revoked_at is not None
    at = to_database(grant.revoked_at)
    changed = sa.update(grants).where(grants.c.id == grant.id)
    connection.execute(changed.values(revoked_at=at))


def _read(rows: Iterable[Any]) -> tuple[Grant, ...]:
    several: dict[str, list[Any]] = {}
    for row in rows:
        several.setdefault(row.id, []).append(row)
    return tuple(map(_grant, several.values()))


def _grant(rows: list[Any]) -> Grant:
    row = rows[0]
    return Grant(
        id=row.id,
        partner_id=row.partner_id,
        grantee=Identity(id=row.grantee_id, email=row.grantee_email),
        gates=[each.gate for each in rows],
        reason=row.reason,
        grantor=Identity(id=row.grantor_id, email=row.grantor_email),
        starts_at=from_database(row.starts_at),
        ends_at=from_database(row.ends_at),
        revoked_at=known_from_database(row.revoked_at),
    )
