"""The tables. What happened is only ever added to; what follows from it stands beside.

Instants are kept as UTC. Documents are the library's own, as exact as it writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from partner_success.interop import (
    AssignmentColumns,
    DelegationColumns,
    GrantColumns,
    PartnerColumns,
)

__all__ = [
    "ADDED_TO_ONLY",
    "ASSIGNED",
    "GRANTED",
    "OF_A_PARTNER",
    "PARTNERS",
    "STANDING_IN",
    "TICKETS",
    "delegations",
    "drafts",
    "grants",
    "idempotency_keys",
    "journey_events",
    "metadata",
    "partners",
    "people",
    "submissions",
    "team_assignments",
    "ticket_events",
    "tickets",
]

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(
    name: str, *more: sa.ForeignKey, null: bool = False, **how: Any
) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=null, **how)


def _instant(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _document(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _count(name: str, **how: Any) -> sa.Column[int]:
    # A key of SQLite counts by itself where it is not told otherwise.
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False, **how)


def _of_partner(**how: Any) -> sa.Column[str]:
    return _text("partner_id", sa.ForeignKey("partners.id"), **how)


def _for_a_time() -> Iterator[sa.Column[object]]:
    """Give the columns of what is given for a time, and can be taken back."""
    yield _instant("starts_at")
    yield _instant("ends_at")
    yield _instant("revoked_at", null=True)


def _what_happened() -> Iterator[sa.Column[Any]]:
    """Give the columns of an event, whatever it happened to."""
    yield _text("kind")
    yield _instant("at")
    yield _text("by")
    yield _document("document")


people = sa.Table(
    "people",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    _text("email", null=True),
    _text("key", null=True, unique=True),
    _document("roles"),
)

partners = sa.Table(
    "partners",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    _text("country", null=True),
    _instant("created_at"),
    _instant("updated_at"),
    _count("version"),
    _text("stage"),
    _text("status"),
    _text("lead_role"),
    sa.Column("target_launch", sa.Date, nullable=True),
    _document("team"),
    _document("snapshot"),
    sa.Index(None, "stage"),
)

team_assignments = sa.Table(
    "team_assignments",
    metadata,
    _of_partner(primary_key=True),
    _text("role", primary_key=True),
    _text("person_id", primary_key=True),
    _text("key", null=True),
    sa.Index(None, "key", "role"),
    sa.Index(None, "person_id"),
)

journey_events = sa.Table(
    "journey_events",
    metadata,
    _of_partner(primary_key=True),
    _count("sequence", primary_key=True),
    _text("id", unique=True),
    _text("stage", null=True),
    *_what_happened(),
)

submissions = sa.Table(
    "submissions",
    metadata,
    _text("id", primary_key=True),
    _of_partner(index=True),
    _text("questionnaire_id"),
    _text("version"),
    _instant("signed_at"),
    _text("signed_by"),
    _text("role"),
    _text("digest"),
    _text("replaces", null=True),
    _document("document"),
)

drafts = sa.Table(
    "drafts",
    metadata,
    _of_partner(primary_key=True),
    _text("questionnaire_id", primary_key=True),
    _count("revision"),
    _instant("saved_at"),
    _text("saved_by"),
    _document("document"),
)

tickets = sa.Table(
    "tickets",
    metadata,
    _text("id", primary_key=True),
    _of_partner(index=True),
    _text("summary"),
    _text("policy"),
    _text("calendar"),
    _text("severity"),
    _text("phase"),
    _instant("opened_at"),
    _text("opened_by"),
    _count("version"),
    sa.Index(None, "opened_at", "id"),
)

ticket_events = sa.Table(
    "ticket_events",
    metadata,
    _text("ticket_id", sa.ForeignKey("tickets.id"), primary_key=True),
    _count("sequence", primary_key=True),
    *_what_happened(),
)

# A row for each gate that a grant opens, as the library's condition asks for it.
grants = sa.Table(
    "grants",
    metadata,
    _text("id", primary_key=True),
    _text("gate", primary_key=True),
    _of_partner(index=True),
    _text("grantee_id"),
    _text("grantee_key"),
    _text("grantor_id"),
    _text("reason"),
    *_for_a_time(),
    sa.Index(None, "grantee_key"),
)

delegations = sa.Table(
    "delegations",
    metadata,
    _text("id", primary_key=True),
    _text("lead_id"),
    _text("lead_key"),
    _text("deputy_id"),
    _text("deputy_key"),
    _text("role"),
    _of_partner(null=True),
    *_for_a_time(),
    sa.Index(None, "deputy_key"),
)

idempotency_keys = sa.Table(
    "idempotency_keys",
    metadata,
    _text("person_id", primary_key=True),
    _text("key", primary_key=True),
    _text("digest"),
    _instant("expires_at"),
    sa.Column("status", sa.Integer, nullable=True),
    sa.Column("headers", sa.JSON, nullable=True),
    _text("body", null=True),
    sa.Index(None, "expires_at"),
)

ADDED_TO_ONLY: Final = ("journey_events", "submissions", "ticket_events")
"""The tables of which no row is ever changed or taken away."""

OF_A_PARTNER: Final = ("journey_events", "submissions", "drafts")
"""The tables whose rows are seen by whoever sees their partner."""

ASSIGNED: Final = AssignmentColumns(
    partner_id=team_assignments.c.partner_id,
    role=team_assignments.c.role,
    key=team_assignments.c.key,
)
PARTNERS: Final = PartnerColumns(
    partner_id=partners.c.id, team=ASSIGNED, facts={"stage": partners.c.stage}
)
"""What access asks of a row of `partners`."""
TICKETS: Final = PartnerColumns(
    partner_id=tickets.c.partner_id,
    team=ASSIGNED,
    facts={
        "stage": sa.select(partners.c.stage)
        .where(partners.c.id == sa.literal_column("tickets.partner_id"))
        .scalar_subquery()
    },
)
"""What access asks of a row of `tickets`."""
GRANTED: Final = GrantColumns(
    partner_id=grants.c.partner_id,
    grantee_key=grants.c.grantee_key,
    gate=grants.c.gate,
    starts_at=grants.c.starts_at,
    ends_at=grants.c.ends_at,
    revoked_at=grants.c.revoked_at,
)
STANDING_IN: Final = DelegationColumns(
    lead_key=delegations.c.lead_key,
    deputy_key=delegations.c.deputy_key,
    role=delegations.c.role,
    partner_id=delegations.c.partner_id,
    starts_at=delegations.c.starts_at,
    ends_at=delegations.c.ends_at,
    revoked_at=delegations.c.revoked_at,
)
