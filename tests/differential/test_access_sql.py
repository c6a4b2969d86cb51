"""One answer everywhere: decisions, lists in Python, SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

import partner_success as ps
from partner_success.access import AccessPolicy, Actor, Delegation, Identity
from partner_success.interop import (
    AssignmentColumns,
    PartnerColumns,
    actor_settings,
    row_level_security,
    sql_condition,
)
from tests.support import access_tables as tables
from tests.support.access_tables import ADA, COLUMNS, DAY, GRANTS, NOW, TIMES, records

HOSTILE = (
    "o'brien@example.com",
    "' or true --",
    '"; drop table records; --',
    "%",
    "_da@example.com",
    "ada@example.com%",
    "a\\b'\\''@example.com",
    "$1",
    ":key",
    "%(psm_key_1)s",
    '["PSM"]',
    "ádá@example.com",
    "аda@example.com",
    "ﬀ@example.com",
    "straße@example.com",
    "𝒶@example.com",
    "a" * 320,
)
"""Keys that mean something to a language that is careless with them."""


@pytest.fixture(scope="module")
def owner(postgresql: str) -> Iterator[sa.Engine]:
    """The superuser of a server, in which the tables are owned by another."""
    engine = sa.create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(postgresql)
    )
    with engine.begin() as connection:
        for role in ("keeper", "app"):
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN NOSUPERUSER")
        tables.metadata.create_all(connection)
        for table in tables.metadata.tables:
            connection.exec_driver_sql(f"ALTER TABLE {table} OWNER TO keeper")
            connection.exec_driver_sql(f"GRANT SELECT ON {table} TO app")
    yield engine
    engine.dispose()


@pytest.fixture
def app(postgresql: str, owner: sa.Engine) -> Iterator[psycopg.Connection[Any]]:
    """Somebody who owns no table and is no superuser."""
    with psycopg.connect(f"{postgresql} user=app") as connection:
        yield connection
    with owner.begin() as connection:
        found = connection.exec_driver_sql(
            "SELECT policyname FROM pg_policies WHERE tablename = 'records'"
        )
        for name in found.scalars().all():
            connection.exec_driver_sql(f'DROP POLICY "{name}" ON records')


@pytest.fixture(scope="module")
def sqlite() -> Iterator[sa.Engine]:
    """A database in memory."""
    engine = sa.create_engine("sqlite://")
    tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


def protect(owner: sa.Engine, policy: AccessPolicy, action: str, **more: Any) -> None:
    """Let the server keep the rules of an action."""
    found = row_level_security(policy, action, COLUMNS, grants=GRANTS, **more)
    with owner.begin() as connection:
        for statement in found:
            # No parameters, so that no '%' is one.
            connection.connection.cursor().execute(statement)


def seen_by(
    app: psycopg.Connection[Any], actor: Actor, at: datetime = NOW, **more: Any
) -> set[int]:
    """Give the numbers of the rows that the server shows somebody."""
    with app.transaction():
        for name, value in actor_settings(actor, at, **more).items():
            app.execute("SELECT set_config(%s, %s, true)", (name, value))
        return {row[0] for row in app.execute("SELECT number FROM records")}


def kept(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> set[int]:
    """Give the numbers of the rows of which a condition holds."""
    return set(connection.scalars(sa.select(records.c.number).where(condition)))


def partner_actions() -> list[str]:
    """Give every action that is done to what belongs to a partner."""
    policy = ps.standard().access
    return [
        action.id for action in policy.actions if policy.kinds[action.kind].of_partner
    ]


@pytest.mark.rule("ACC-11", "ACC-05")
@pytest.mark.parametrize("action", partner_actions())
def test_every_engine_keeps_what_single_decisions_allow(
    rules: ps.Rulebook,
    action: str,
    sqlite: sa.Engine,
    owner: sa.Engine,
    app: psycopg.Connection[Any],
) -> None:
    """However roles, stage, ties, facts and grants stand, all give the same rows."""
    policy = rules.access
    rows, given = tables.world(policy, action)
    resources = [tables.resource(policy, action, row) for row in rows]
    with sqlite.begin() as lite, owner.begin() as server:
        tables.fill(lite, rows, given)
        tables.fill(server, rows, given)
    if policy.actions[action].reads:
        protect(owner, policy, action)
    constants = {"gate": "gate_1"} if "gate" in rows[0] else {}
    for actor in tables.actors(policy, given):
        asked: dict[str, Any] = {"at": NOW, "reason": "asked"}
        allowed = {
            place
            for place, each in enumerate(resources)
            if policy.decide(actor, action, each, **asked).allowed
        }
        found = policy.predicate(actor, action, **asked)
        assert {row["number"] for row in found.select(rows, grants=given)} == allowed
        fixed = policy.predicate(actor, action, **asked, **constants)
        here = {place for place in allowed if rows[place].get("gate") == "gate_1"}
        with sqlite.connect() as lite, owner.connect() as server:
            for connection in (lite, server):
                condition = sql_condition(found, COLUMNS, grants=GRANTS)
                assert kept(connection, condition) == allowed
                assert kept(connection, sql_condition(found, COLUMNS)) == allowed
                condition = sql_condition(fixed, COLUMNS, grants=GRANTS)
                if constants:
                    condition = sa.and_(condition, records.c.gate == "gate_1")
                    assert kept(connection, condition) == here
        if policy.actions[action].reads:
            assert seen_by(app, actor, reason="asked") == allowed
