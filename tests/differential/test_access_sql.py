"""One answer everywhere: decisions, lists in Python, SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any

import attrs
import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

import partner_success as ps
from partner_success.access import (
    AccessPolicy,
    Actor,
    Delegation,
    Identity,
    revoke_deputy,
)
from partner_success.interop import (
    AssignmentColumns,
    PartnerColumns,
    actor_settings,
    row_level_security,
    sql_condition,
)
from tests.support import access_tables as tables
from tests.support.access_tables import ADA, COLUMNS, GRANTS, NOW, TIMES, records

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
            run(
                connection,
                sql.SQL("DROP POLICY {} ON records")
                .format(sql.Identifier(name))
                .as_string(None),
            )


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
            run(connection, statement)


def run(connection: sa.Connection, statement: str) -> None:
    """Run a statement that has no parameters, so that no '%' is one."""
    cursor: Any = connection.connection.cursor()
    cursor.execute(statement)


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
    reads = policy.actions[action].reads
    if reads:
        protect(owner, policy, action)
    by_partner = {grant.partner_id: [grant] for grant in given}
    constants = {"gate": "gate_1"} if "gate" in rows[0] else {}
    # Two roles meet where something is read; what is written is asked the same way.
    for actor in tables.actors(policy, given, 2 if reads else 1):
        asked: dict[str, Any] = {"at": NOW, "reason": "asked"}
        # Grants on other partners do not matter; with hundreds it would take long.
        asking = {
            each: attrs.evolve(actor, grants=by_partner.get(each, ()))
            for each in {row["partner_id"] for row in rows}
        }
        allowed = {
            place
            for place, each in enumerate(resources)
            if policy.decide(asking[each.partner_id], action, each, **asked).allowed
        }
        found = policy.predicate(actor, action, **asked)
        assert {row["number"] for row in found.select(rows, grants=given)} == allowed
        # With the gate as a constant, and with the grants that the actor brings along.
        here = {place for place in allowed if rows[place].get("gate") == "gate_1"}
        fixed = found
        if constants:
            fixed = policy.predicate(actor, action, **asked, **constants)
        row_fits = records.c.gate == "gate_1" if constants else sa.true()
        with sqlite.connect() as lite, owner.connect() as server:
            for connection in (lite, server):
                condition = sql_condition(found, COLUMNS, grants=GRANTS)
                assert kept(connection, condition) == allowed
                assert kept(connection, sql_condition(found, COLUMNS)) == allowed
                condition = sql_condition(fixed, COLUMNS, grants=GRANTS) & row_fits
                assert kept(connection, condition) == (here if constants else allowed)
        if reads:
            assert seen_by(app, actor, reason="asked") == allowed


@pytest.mark.rule("ACC-11", "ACC-07")
def test_deputies_see_what_their_leads_do_everywhere(
    rules: ps.Rulebook,
    sqlite: sa.Engine,
    owner: sa.Engine,
    app: psycopg.Connection[Any],
) -> None:
    """For all of a lead's partners or one, as long as the delegation holds."""
    policy = rules.access
    rows, _ = tables.world(policy, "view_metrics")
    resources = [tables.resource(policy, "view_partner", row) for row in rows]
    protect(owner, policy, "view_partner", delegations=tables.DELEGATIONS)
    lead = Identity(id="p-1", email=ADA)
    deputy = Identity(id="p-2", email="Eva@Example.com")
    herself = Actor(id=deputy.id, email=deputy.email)
    for role, partner_id in product(("PSM", "PAM"), (None, rows[53]["partner_id"])):
        for starts_at, ends_at, revoked_at in TIMES.values():
            named = Delegation(
                id="d-1",
                lead=lead,
                deputy=deputy,
                role=role,
                partner_id=partner_id,
                starts_at=starts_at,
                ends_at=ends_at,
            )
            if revoked_at is not None:
                taken = revoke_deputy(herself, named, at=revoked_at)
                assert taken.delegation is not None
                named = taken.delegation
            line = {
                "lead_key": lead.key,
                "deputy_key": deputy.key,
                "role": role,
                "partner_id": partner_id,
                "starts_at": naive(starts_at),
                "ends_at": naive(ends_at),
                "revoked_at": named.revoked_at and naive(named.revoked_at),
            }
            with sqlite.begin() as lite, owner.begin() as server:
                for connection in (lite, server):
                    tables.fill(connection, rows, [])
                    connection.execute(tables.delegations.insert(), [line])
            eva = attrs.evolve(herself, delegations=[named])
            allowed = {
                place
                for place, each in enumerate(resources)
                if policy.decide(eva, "view_partner", each, at=NOW).allowed
            }
            found = policy.predicate(eva, "view_partner", at=NOW)
            condition = sql_condition(found, COLUMNS, grants=GRANTS)
            with sqlite.connect() as lite, owner.connect() as server:
                assert kept(lite, condition) == kept(server, condition) == allowed
            assert seen_by(app, eva) == allowed


def naive(instant: datetime) -> datetime:
    """Give an instant as UTC without saying so."""
    return instant.astimezone(UTC).replace(tzinfo=None)


@pytest.mark.rule("ACC-09", "ACC-11")
def test_hostile_keys_are_only_ever_compared(
    rules: ps.Rulebook,
    sqlite: sa.Engine,
    owner: sa.Engine,
    app: psycopg.Connection[Any],
) -> None:
    """Whatever is in a key, it shows the rows of that key, in every engine."""
    policy = rules.access
    rows = [
        {
            "number": place,
            "partner_id": email,
            "team": {"PSM": Identity(id="p", email=email).key},
            "stage": "gate_3",
        }
        for place, email in enumerate(HOSTILE)
    ]
    protect(owner, policy, "view_partner")
    with sqlite.begin() as lite, owner.begin() as server:
        tables.fill(lite, rows, [])
        tables.fill(server, rows, [])
    for place, email in enumerate((*HOSTILE, None, " ", "a\0b", "a\ud800b")):
        actor = Actor(id="p-1", email=email, roles=["PSM"])
        expected = {place} & set(range(len(rows)))
        found = policy.predicate(actor, "view_partner", at=NOW)
        assert {row["number"] for row in found.select(rows)} == expected
        condition = sql_condition(found, COLUMNS, grants=GRANTS)
        with sqlite.connect() as lite, owner.connect() as server:
            assert kept(lite, condition) == kept(server, condition) == expected
        assert seen_by(app, actor) == expected


@pytest.mark.rule("ACC-11")
def test_settings_that_are_unset_or_empty_show_nothing(
    rules: ps.Rulebook, owner: sa.Engine, app: psycopg.Connection[Any]
) -> None:
    """Before anything was set, and after the transaction that set it."""
    rows, _ = tables.world(rules.access, "view_metrics")
    with owner.begin() as server:
        tables.fill(server, rows, [])
    protect(owner, rules.access, "view_partner", to=["app"], name='odd " % name')
    everything = "SELECT number FROM records"
    assert app.execute(everything).fetchall() == []
    app.commit()
    root = Actor(id="p-1", roles=["ADMIN"])
    assert len(seen_by(app, root)) == len(rows)
    assert app.execute(everything).fetchall() == []
    app.commit()
    smuggler = Actor(id="p-1", email=ADA, roles=['x", "ADMIN', "PSM,ADMIN"])
    assert seen_by(app, smuggler) == set()


@pytest.mark.rule("ACC-11")
def test_teams_may_stand_in_arrays_or_in_a_table_of_assignments(
    rules: ps.Rulebook, owner: sa.Engine
) -> None:
    """Both give what a column of one key gives."""
    others = sa.MetaData()
    teams = sa.Table(
        "teams",
        others,
        sa.Column("partner_id", sa.Text),
        sa.Column("stage", sa.Text),
        sa.Column("psm_keys", sa.ARRAY(sa.Text)),
    )
    assigned = sa.Table(
        "assigned",
        others,
        *(sa.Column(name, sa.Text) for name in ("partner_id", "role", "key")),
    )
    own = {"partner_id": teams.c.partner_id, "facts": {"stage": teams.c.stage}}
    ways = (
        PartnerColumns(**own, team={"PSM": teams.c.psm_keys}),
        PartnerColumns(
            **own,
            team=AssignmentColumns(**{column.name: column for column in assigned.c}),
        ),
    )
    found = rules.access.predicate(
        Actor(id="p-1", email=ADA, roles=["PSM"]), "view_metrics", at=NOW
    )
    with owner.begin() as server:
        others.create_all(server)
        server.execute(
            teams.insert(),
            [
                {"partner_id": "a", "stage": "gate_3", "psm_keys": ["x", ADA]},
                {"partner_id": "b", "stage": "gate_3", "psm_keys": ["x"]},
                {"partner_id": "c", "stage": "gate_2", "psm_keys": [ADA]},
                {"partner_id": "d", "stage": "gate_3", "psm_keys": None},
            ],
        )
        server.execute(
            assigned.insert(),
            [
                {"partner_id": "a", "role": "PSM", "key": ADA},
                {"partner_id": "b", "role": "TAM", "key": ADA},
                {"partner_id": "c", "role": "PSM", "key": ADA},
            ],
        )
        for columns in ways:
            asked = sa.select(teams.c.partner_id).where(sql_condition(found, columns))
            assert server.scalars(asked).all() == ["a"]
        others.drop_all(server)
