"""What the roles of PostgreSQL may do, as statements for a migration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import DDL

import partner_success as ps
from onboarding_hub.database.engine import READER, WRITER
from onboarding_hub.database.tables import (
    ADDED_TO_ONLY,
    GRANTED,
    OF_A_PARTNER,
    PARTNERS,
    STANDING_IN,
    TICKETS,
    metadata,
)
from partner_success.interop import row_level_security

__all__ = ["grant_rights", "take_rights"]

_PROTECTED: Final = ("partners", "tickets", "ticket_events", *OF_A_PARTNER)
_CHANGED: Final = (
    "drafts",
    "grants",
    "delegations",
    "idempotency_keys",
    "partners",
    "people",
    "team_assignments",
    "tickets",
)
_TAKEN_AWAY: Final = ("drafts", "idempotency_keys", "team_assignments")


def grant_rights() -> Iterator[DDL]:
    """Give the statements: who reads sees what access lets them, and writes nothing."""
    return map(_as_it_stands, _grants())


def _as_it_stands(statement: str) -> DDL:
    # A percent sign of a statement would be taken for a place to fill in.
    return DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]


def _grants() -> Iterator[str]:
    for role in (READER, WRITER):
        yield (
            "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname ="
            f" '{role}') THEN CREATE ROLE {role} NOLOGIN; END IF; END$$"
        )
        yield f"GRANT {role} TO CURRENT_USER"
        tables = ", ".join([*metadata.tables, "alembic_version"])
        yield f"GRANT SELECT ON {tables} TO {role}"
    yield f"GRANT INSERT ON {', '.join((*_CHANGED, *ADDED_TO_ONLY))} TO {WRITER}"
    yield f"GRANT UPDATE ON {', '.join(_CHANGED)} TO {WRITER}"
    yield f"GRANT DELETE ON {', '.join(_TAKEN_AWAY)} TO {WRITER}"
    policy = ps.standard().access
    yield from row_level_security(
        policy,
        "view_partner",
        PARTNERS,
        grants=GRANTED,
        delegations=STANDING_IN,
        to=READER,
    )
    yield from row_level_security(policy, "view_tickets", TICKETS, to=READER)
    for table in ("ticket_events", *OF_A_PARTNER):
        parent, key = ("tickets", "ticket_id")
        if table in OF_A_PARTNER:
            parent, key = ("partners", "partner_id")
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield (
            f"CREATE POLICY {table}_seen ON {table} FOR SELECT TO {READER} USING"
            f" (EXISTS (SELECT FROM {parent} WHERE {parent}.id = {table}.{key}))"
        )
    for table in _PROTECTED:
        yield (
            f"CREATE POLICY {table}_written ON {table} FOR ALL TO {WRITER}"
            " USING (true) WITH CHECK (true)"
        )


def take_rights() -> Iterator[DDL]:
    """Give the statements that take it back; the roles stay, for they are shared."""
    return map(_as_it_stands, _takes())


def _takes() -> Iterator[str]:
    for table in _PROTECTED:
        yield f"DROP POLICY {table}_written ON {table}"
        yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
    for table in ("ticket_events", *OF_A_PARTNER):
        yield f"DROP POLICY {table}_seen ON {table}"
    yield "DROP POLICY partner_success_view_partner ON partners"
    yield "DROP POLICY partner_success_view_tickets ON tickets"
    tables = ", ".join([*metadata.tables, "alembic_version"])
    for role in (READER, WRITER):
        yield f"REVOKE ALL ON {tables} FROM {role}"
