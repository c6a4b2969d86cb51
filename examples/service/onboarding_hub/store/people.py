"""The directory, and what people were given for a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import attrs
import sqlalchemy as sa

from onboarding_hub.database.instants import (
    from_database,
    known_from_database,
    to_database,
)
from onboarding_hub.database.tables import delegations, people
from onboarding_hub.database.tables import grants as _grants
from onboarding_hub.store import grants
from partner_success.access import Actor, Delegation, Identity
from partner_success.partners import Person

__all__ = [
    "BY_ID",
    "actor_called",
    "actor_of",
    "add_delegation",
    "add_person",
    "directory",
    "keys_of",
    "naming_called",
    "namings_of",
    "person_called",
    "take_back_delegation",
    "with_what_was_given",
]


@lru_cache(maxsize=10_000)
def _actor(id_: str, email: str | None, roles: tuple[str, ...]) -> Actor:
    return Actor(id=id_, email=email, roles=roles)


def actor_called(connection: sa.Connection, person_id: str) -> Actor | None:
    """Give somebody with their roles and all that they were given.

    ``None`` where they are not known.
    """
    found = _row(connection, person_id)
    if found is None:
        return None
    actor = actor_of(found)
    was_given = found["was_given"] or found["stands_in"]
    return with_what_was_given(connection, actor) if was_given else actor


def actor_of(row: Mapping[Any, Any]) -> Actor:
    """Give somebody with their roles, and nothing that they were given."""
    return _actor(row["id"], row["email"], tuple(row["roles"]))


def person_called(connection: sa.Connection, person_id: str) -> Person | None:
    """Give somebody with their name; ``None`` where they are not known."""
    found = _row(connection, person_id)
    if found is None:
        return None
    return Person(id=found["id"], name=found["name"], email=found["email"])


BY_ID = sa.select(
    people,
    # Most were given nothing, and then need not be asked for it.
    sa.exists().where(_grants.c.grantee_key == people.c.key).label("was_given"),
    sa.exists().where(delegations.c.deputy_key == people.c.key).label("stands_in"),
).where(people.c.id == sa.bindparam("person_id"))
"""Who somebody is, and whether they were given anything, by `person_id`."""


def _row(connection: sa.Connection, person_id: str) -> Any:
    asked = {"person_id": person_id}
    return connection.execute(BY_ID, asked).mappings().one_or_none()


def directory(connection: sa.Connection) -> list[Any]:
    """Give everybody with name and roles, by name."""
    chosen = sa.select(people.c.id, people.c.name, people.c.roles)
    return list(connection.execute(chosen.order_by(people.c.name, people.c.id)))


def keys_of(connection: sa.Connection, ids: Iterable[str]) -> Mapping[str, str | None]:
    """Give the keys of those who are known, by their ids."""
    chosen = sa.select(people.c.id, people.c.key).where(people.c.id.in_(list(ids)))
    return {row.id: row.key for row in connection.execute(chosen)}


def add_person(
    connection: sa.Connection,
    *,
    id_: str,
    name: str,
    email: str | None,
    roles: Iterable[str],
) -> None:
    """Take somebody into the directory."""
    key = Identity(id=id_, email=email).key
    row = {"id": id_, "name": name, "email": email, "key": key, "roles": list(roles)}
    connection.execute(sa.insert(people), row)


_NAMED = (
    sa.select(
        delegations,
        people.c.email.label("lead_email"),
    )
    .join_from(delegations, people, people.c.id == delegations.c.lead_id)
    .where(delegations.c.deputy_key == sa.bindparam("key"))
)


def with_what_was_given(connection: sa.Connection, actor: Actor) -> Actor:
    """Give somebody with the context grants and the delegations that name them."""
    if actor.key is None:
        return actor
    given = grants.given_to(connection, actor)
    named = connection.execute(_NAMED, {"key": actor.key}).all()
    if not given and not named:
        return actor
    own = Identity(id=actor.id, email=actor.email)
    standing_in = [
        _delegation(row, Identity(id=row.lead_id, email=row.lead_email), own)
        for row in named
    ]
    return attrs.evolve(actor, grants=given, delegations=standing_in)


_deputy = people.alias("deputy")
_lead = people.alias("lead")
_OF = (
    sa.select(
        delegations,
        _lead.c.email.label("lead_email"),
        _deputy.c.email.label("deputy_email"),
    )
    .join(_lead, _lead.c.id == delegations.c.lead_id, isouter=True)
    .join(_deputy, _deputy.c.id == delegations.c.deputy_id, isouter=True)
    .where(
        sa.or_(
            delegations.c.lead_id == sa.bindparam("person_id"),
            delegations.c.deputy_key == sa.bindparam("key"),
        ),
        sa.or_(
            delegations.c.partner_id == sa.bindparam("partner_id"),
            delegations.c.partner_id.is_(None),
        ),
    )
    .order_by(delegations.c.starts_at, delegations.c.id)
)


def namings_of(
    connection: sa.Connection, person: Actor, partner_id: str
) -> list[Delegation]:
    """Give who stands in for somebody with a partner, and for whom they stand in.

    Those for all partners of a lead are among them.
    """
    asked = {"person_id": person.id, "key": person.key, "partner_id": partner_id}
    own = Identity(id=person.id, email=person.email)
    found: list[Delegation] = []
    for row in connection.execute(_OF, asked):
        lead, deputy = Identity(id=row.lead_id, email=row.lead_email), own
        if row.lead_id == person.id:
            lead, deputy = own, Identity(id=row.deputy_id, email=row.deputy_email)
        found.append(_delegation(row, lead, deputy))
    return found


def naming_called(
    connection: sa.Connection, person: Actor, partner_id: str, id_: str
) -> Delegation | None:
    """Give one of these; ``None`` where there is none, or it is one of others."""
    found = namings_of(connection, person, partner_id)
    return next((each for each in found if each.id == id_), None)


def _delegation(row: Any, lead: Identity, deputy: Identity) -> Delegation:
    return Delegation(
        id=row.id,
        lead=lead,
        deputy=deputy,
        role=row.role,
        partner_id=row.partner_id,
        starts_at=from_database(row.starts_at),
        ends_at=from_database(row.ends_at),
        revoked_at=known_from_database(row.revoked_at),
    )


def add_delegation(connection: sa.Connection, delegation: Delegation) -> None:
    """Keep who stands in for whom."""
    row = {
        "id": delegation.id,
        "lead_id": delegation.lead.id,
        "lead_key": delegation.lead.key,
        "deputy_id": delegation.deputy.id,
        "deputy_key": delegation.deputy.key,
        "role": delegation.role,
        "partner_id": delegation.partner_id,
        "starts_at": to_database(delegation.starts_at),
        "ends_at": to_database(delegation.ends_at),
        "revoked_at": None,
    }
    connection.execute(sa.insert(delegations), row)


def take_back_delegation(connection: sa.Connection, delegation: Delegation) -> None:
    """Keep that somebody stands in no more."""
    assert delegation.revoked_at is not None
    at = to_database(delegation.revoked_at)
    changed = sa.update(delegations).where(delegations.c.id == delegation.id)
    connection.execute(changed.values(revoked_at=at))
