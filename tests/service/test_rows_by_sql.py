"""Nobody sees a partner, or a gate, that they should not: by SQL, past the service.

What each may see is decided by the library, one question at a time, and then looked for
in everything that the service answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import psycopg
import pytest
import sqlalchemy as sa

from onboarding_hub.database.engine import PERSON, READER
from onboarding_hub.database.tables import metadata
from partner_success.interop import actor_settings
from tests.support.crowd import EVERYBODY
from tests.support.house import House
from tests.support.service import NOW

PROTECTED: Final = {
    "partners": "id",
    "journey_events": "partner_id",
    "submissions": "partner_id",
    "drafts": "partner_id",
    "tickets": "partner_id",
    "idempotency_keys": "person_id",
}
"""Tables that show their rows to whom access lets, and the column that tells whose."""
WHAT_ACCESS_RESTS_ON: Final = {"people", "team_assignments", "grants", "delegations"}
"""Tables that PostgreSQL has to read itself to decide who sees what."""
ON_POSTGRESQL: Final = pytest.mark.parametrize("house", ["postgresql"], indirect=True)
"""SQLite has no rights of its own."""


def shown(cursor: Any, table: str) -> set[str]:
    """Give whose rows a table shows."""
    cursor.execute(f"SELECT DISTINCT {PROTECTED[table]} FROM {table}")
    return {each for (each,) in cursor.fetchall()}


@pytest.fixture
def signed_in(house: House) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection of the service's login."""
    url = house.service.place.url.replace("+psycopg", "")
    with psycopg.connect(url, options="-c jit=off") as connection:
        yield connection


def test_each_table_is_protected_or_rested_on(house: House) -> None:
    """A new table is protected, or said here to be what access rests on."""
    known = {*PROTECTED, "ticket_events", *WHAT_ACCESS_RESTS_ON}
    assert set(metadata.tables) == known


@ON_POSTGRESQL
def test_the_server_shows_each_what_access_does(
    house: House, signed_in: psycopg.Connection[Any]
) -> None:
    """Everybody, by plain SQL: the partners that they may see, and what is of them."""
    for who in EVERYBODY:
        with signed_in.transaction(force_rollback=True), signed_in.cursor() as cursor:
            settings = actor_settings(who.actor, NOW) | {PERSON: who.id}
            for name, value in {"role": READER, **settings}.items():
                cursor.execute("SELECT set_config(%s, %s, true)", (name, value))
            wanted = {f"qp-{each.stage}" for each in house.seen(who)}
            tickets = {f"qp-{each.stage}" for each in house.seen(who) if each.tickets}
            for table in PROTECTED:
                found = shown(cursor, table)
                if table == "idempotency_keys":
                    assert found <= {who.id}
                    continue
                if "ADMIN" in who.actor.roles:
                    found = {each for each in found if each.startswith("qp-")}
                assert found == (tickets if table == "tickets" else wanted), who.id
            cursor.execute("SELECT DISTINCT ticket_id FROM ticket_events")
            ids = {f"qp-{id_[3:]}" for (id_,) in cursor if id_.startswith("qt-")}
            assert ids == tickets, who.id


@ON_POSTGRESQL
@pytest.mark.parametrize("role", ["", READER])
def test_the_server_shows_nothing_to_nobody(
    signed_in: psycopg.Connection[Any], role: str
) -> None:
    """Whoever does not say who asks sees no row, as what they signed in as too."""
    with signed_in.transaction(force_rollback=True), signed_in.cursor() as cursor:
        if role:
            cursor.execute("SELECT set_config('role', %s, true)", (role,))
        for table in PROTECTED:
            assert shown(cursor, table) == set(), table
        cursor.execute("SELECT count(*) FROM ticket_events")
        assert cursor.fetchone() == (0,)


@ON_POSTGRESQL
def test_conditions_are_evaluated_and_not_compiled(house: House) -> None:
    """To compile what access asks would take seconds for each question."""
    with house.service.hub.database.reading() as connection:
        assert connection.scalar(sa.text("SHOW jit")) == "off"
