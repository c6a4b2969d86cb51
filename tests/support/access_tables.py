"""Tables of an embedder, and rows in which the facts stand in every way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from partner_success.access import AccessPolicy, Actor, Grant, Identity, Resource
from partner_success.interop import DelegationColumns, GrantColumns, PartnerColumns

NOW = datetime(2026, 5, 4, 9, 30, 0, 123_456, tzinfo=ZoneInfo("Asia/Kolkata"))
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
ADA = "ada@example.com"
TOM = "tom@example.com"
FACTS = ("stage", "gate", "gate_status", "role", "signed", "signed_off")
ROLES = ("PAM", "PDM", "TPM", "PSM", "TAM", "ADMIN")

TIMES: dict[str, tuple[datetime, datetime, datetime | None]] = {
    "in force": (NOW - DAY, NOW + DAY, None),
    "at its start": (NOW, NOW + DAY, None),
    "before its start": (NOW + TICK, NOW + DAY, None),
    "before its end": (NOW - DAY, NOW + TICK, None),
    "at its end": (NOW - DAY, NOW, None),
    "being taken back": (NOW - DAY, NOW + DAY, NOW),
    "to be taken back": (NOW - DAY, NOW + DAY, NOW + TICK),
}
"""When a grant holds, and when not, to the microsecond."""
STATES = ("none", *TIMES, "two gates", "of another")

metadata = sa.MetaData()
records = sa.Table(
    "records",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("partner_id", sa.Text, index=True),
    *(sa.Column(f"{role.lower()}_key", sa.Text, index=True) for role in ROLES),
    *(sa.Column(name, sa.Text) for name in FACTS[:4]),
    *(sa.Column(name, sa.Boolean) for name in FACTS[4:]),
)


def _times(*, timezone: bool) -> list[sa.Column[Any]]:
    kind = sa.DateTime(timezone=timezone)
    return [sa.Column(name, kind) for name in ("starts_at", "ends_at", "revoked_at")]


grants = sa.Table(
    "grants",
    metadata,
    *(sa.Column(name, sa.Text) for name in ("partner_id", "grantee_key", "gate")),
    *_times(timezone=True),
)
delegations = sa.Table(
    "delegations",
    metadata,
    *(
        sa.Column(name, sa.Text)
        for name in ("lead_key", "deputy_key", "role", "partner_id")
    ),
    *_times(timezone=False),
)

COLUMNS = PartnerColumns(
    partner_id=records.c.partner_id,
    team={role: records.c[f"{role.lower()}_key"] for role in ROLES},
    facts={name: records.c[name] for name in FACTS},
)
GRANTS = GrantColumns(**{column.name: column for column in grants.c})
DELEGATIONS = DelegationColumns(**{column.name: column for column in delegations.c})


def role_sets(roles: Sequence[str], most: int = 2) -> Iterator[tuple[str, ...]]:
    """Give every set of so many roles at most."""
    for count in range(most + 1):
        yield from combinations(roles, count)


def actors(
    policy: AccessPolicy, given: Sequence[Grant], most: int = 2
) -> Iterator[Actor]:
    """Give somebody with every set of so many roles at most."""
    for place, roles in enumerate(role_sets(policy.roles.ids, most)):
        mine = [grant for grant in given if grant.grantee.key == ADA]
        email = "  Ada@Example.com " if place % 2 else ADA
        yield Actor(id=f"p-{place}", email=email, roles=roles, grants=mine)


def grants_of(partner_id: str, state: str) -> list[Grant]:
    """Give the grants on a partner in a state; none or one."""
    if state == "none":
        return []
    starts_at, ends_at, revoked_at = TIMES.get(state, TIMES["in force"])
    return [
        Grant(
            id=f"g-{partner_id}",
            partner_id=partner_id,
            grantee=Identity(id="p", email=TOM if state == "of another" else ADA),
            gates=["gate_1", "gate_2"] if state == "two gates" else ["gate_1"],
            reason="hand-over",
            grantor=Identity(id="q", email="ines@example.com"),
            starts_at=starts_at,
            ends_at=ends_at,
            revoked_at=revoked_at,
        )
    ]


def world(
    policy: AccessPolicy, action: str
) -> tuple[list[dict[str, Any]], list[Grant]]:
    """Give rows in which all stands in every way that can matter, and the grants."""
    kind = policy.kinds[policy.actions[action].kind]
    granting = action in policy.table.granting
    # What a context grant opens asks for no more than the stage and the gate.
    names = [name for name in kind.facts if name != "stage"]
    if granting:
        names = [name for name in names if name == "gate"]
    rows: list[dict[str, Any]] = []
    given: list[Grant] = []
    # Rules speak of one role each, so that of several ties each counts for itself.
    ties = [(), *((role,) for role in policy.roles.ids), policy.roles.ids]
    states = STATES if granting else ("in force",)
    for tied, stage, state in product(ties, policy.values["stage"], states):
        partner_id = f"partner {len(given)} {len(rows)}"
        given += grants_of(partner_id, state)
        other = TOM if len(rows) % 2 else None
        team = {role: ADA if role in tied else other for role in ROLES}
        for facts in product(*(policy.values[name] for name in names)):
            row: dict[str, Any] = {
                "number": len(rows),
                "partner_id": partner_id,
                "team": team,
                "stage": stage,
                **dict(zip(names, facts, strict=True)),
            }
            rows.append(row)
    return rows, given


def resource(policy: AccessPolicy, action: str, row: dict[str, Any]) -> Resource:
    """Give a row as a decision takes it."""
    kind = policy.kinds[policy.actions[action].kind]
    return Resource(
        kind=kind.id,
        partner_id=row["partner_id"],
        team=row["team"],
        facts={name: row.get(name) for name in kind.facts},
    )


def fill(
    connection: sa.Connection, rows: Sequence[Any], given: Sequence[Grant]
) -> None:
    """Put rows and grants into the tables, instants as UTC."""
    for table in (records, grants, delegations):
        connection.execute(table.delete())
    flat = [
        {
            "number": row["number"],
            "partner_id": row["partner_id"],
            **{f"{role.lower()}_key": row["team"].get(role) for role in ROLES},
            **{name: row.get(name) for name in FACTS},
        }
        for row in rows
    ]
    connection.execute(records.insert(), flat)
    lines = [
        {
            "partner_id": grant.partner_id,
            "grantee_key": grant.grantee.key,
            "gate": gate,
            "starts_at": utc(grant.starts_at),
            "ends_at": utc(grant.ends_at),
            "revoked_at": utc(grant.revoked_at),
        }
        for grant in given
        for gate in grant.gates
    ]
    if lines:
        connection.execute(grants.insert(), lines)


def utc(instant: datetime | None) -> datetime | None:
    """Give an instant as UTC."""
    return None if instant is None else instant.astimezone(UTC)
