"""What the roles of PostgreSQL may do, as statements for a migration."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sqlalchemy import DDL

import partner_success as ps
from onboarding_hub.database.engine import PERSON, READER, WRITER
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

_PROTECTED: Final = (
    "partners",
    "tickets",
    "ticket_events",
    "idempotency_keys",
    *OF_A_PARTNER,
)
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


def grant_rights(there: Collection[str]) -> Iterator[DDL]:
    """Give the statements: who reads sees what access lets them, and writes nothing.

    Args:
        there: The tables that there are: a migration that makes one more takes the
            rights back before, and grants them anew.
    """
    return map(_as_it_stands, _grants(there))


def _as_it_stands(statement: str) -> DDL:
    # A percent sign of a statement would be taken for a place to fill in.
    return DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]


def _grants(there: Collection[str]) -> Iterator[str]:
    for role in (READER, WRITER):
        yield (
            "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname ="
            f" '{role}') THEN CREATE ROLE {role} NOLOGIN; END IF; END$$"
        )
        yield f"GRANT {role} TO CURRENT_USER"
        yield f"GRANT SELECT ON {_listed(_all(), there)} TO {role}"
    added = _listed((*_CHANGED, *ADDED_TO_ONLY), there)
    yield f"GRANT INSERT ON {added} TO {WRITER}"
    yield f"GRANT UPDATE ON {_listed(_CHANGED, there)} TO {WRITER}"
    yield f"GRANT DELETE ON {_listed(_TAKEN_AWAY, there)} TO {WRITER}"
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
    for table, seen in _seen(there).items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield (
            f"CREATE POLICY {table}_seen ON {table} FOR SELECT TO {READER}"
            f" USING ({seen})"
        )
    # A policy holds for members of its role too: whoever signs in is one, and has to
    # have become the role before.
    became = f"(current_user = '{WRITER}')"
    for table in _known(_PROTECTED, there):
        yield (
            f"CREATE POLICY {table}_written ON {table} FOR ALL TO {WRITER}"
            f" USING {became} WITH CHECK {became}"
        )


def _all() -> tuple[str, ...]:
    return (*metadata.tables, "alembic_version")


def _known(tables: Iterable[str], there: Collection[str]) -> list[str]:
    return [each for each in tables if each in there]


def _listed(tables: Iterable[str], there: Collection[str]) -> str:
    return ", ".join(_known(tables, there))


def _seen(there: Collection[str]) -> dict[str, str]:
    """Give by table when a row is seen, where it is not access itself that says so."""
    parents = {
        **dict.fromkeys(OF_A_PARTNER, ("partners", "partner_id")),
        "ticket_events": ("tickets", "ticket_id"),
    }
    found = {
        **{
            table: f"EXISTS (SELECT FROM {parent} WHERE {parent}.id = {table}.{key})"
            for table, (parent, key) in parents.items()
        },
        # The answers that are kept repeat what somebody was shown.
        "idempotency_keys": f"person_id = current_setting('{PERSON}', true)",
    }
    return {table: found[table] for table in _known(found, there)}


def take_rights(there: Collection[str]) -> Iterator[DDL]:
    """Give the statements that take it back; the roles stay, for they are shared.

    Args:
        there: The tables that there are.
    """
    return map(_as_it_stands, _takes(there))


def _takes(there: Collection[str]) -> Iterator[str]:
    for table in _known(_PROTECTED, there):
        yield f"DROP POLICY IF EXISTS {table}_written ON {table}"
        yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
    for table in _seen(there):
        yield f"DROP POLICY IF EXISTS {table}_seen ON {table}"
    yield "DROP POLICY partner_success_view_partner ON partners"
    yield "DROP POLICY partner_success_view_tickets ON tickets"
    for role in (READER, WRITER):
        yield f"REVOKE ALL ON {_listed(_all(), there)} FROM {role}"
