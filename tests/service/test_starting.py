"""Migrations, what cannot be changed, and the service as a process."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from anyio import to_thread
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError

from onboarding_hub.database.migrating import is_at_head, migrate, migrate_down
from onboarding_hub.database.rights import grant_rights, take_rights
from onboarding_hub.database.tables import ADDED_TO_ONLY, metadata
from tests.support.service import LOGIN, Place, Service, running, service_at


def test_the_migrations_lead_to_the_tables(empty_place: Place) -> None:
    """Up, down and up again, the database is what the tables say."""
    with empty_place.owner() as owner:
        for _ in range(2):
            migrate(owner, login=LOGIN)
            with owner.engine.begin() as connection:
                context = MigrationContext.configure(connection)
                assert compare_metadata(context, metadata) == []
                assert is_at_head(connection)
            migrate_down(owner)
            with owner.engine.begin() as connection:
                left = set(sa.inspect(connection).get_table_names())
                assert left <= {"alembic_version"}
                assert not is_at_head(connection)


@pytest.mark.parametrize("empty_place", ["postgresql"], indirect=True)
def test_rights_are_granted_anew(empty_place: Place) -> None:
    """Taken back and granted again, the server keeps what it kept before."""
    kept = sa.text(
        "SELECT tablename, policyname, roles::text, qual FROM pg_policies ORDER BY 1, 2"
    )
    with empty_place.owner() as owner:
        migrate(owner, login=LOGIN)
        with owner.engine.begin() as connection:
            before = connection.execute(kept).all()
            there = sa.inspect(connection).get_table_names()
            for statement in take_rights(there):
                connection.execute(statement)
            assert connection.execute(kept).all() == []
            for statement in grant_rights(there):
                connection.execute(statement)
            assert connection.execute(kept).all() == before != []


def test_rights_are_of_the_tables_that_there_are() -> None:
    """A table that a later migration makes is in no statement of an earlier one."""
    there = {*metadata.tables, "alembic_version"} - {"drafts"}
    for statements in (grant_rights(there), take_rights(there)):
        texts = [each.statement for each in statements]
        assert any("submissions" in each for each in texts)
        assert not any("drafts" in each for each in texts)


@pytest.mark.parametrize("table", ADDED_TO_ONLY)
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET document = document", "DELETE FROM {}"]
)
def test_nobody_changes_what_happened(
    sample_place: Place, table: str, change: str
) -> None:
    """Not even the owner of a table changes or takes away what happened."""
    with sample_place.owner() as owner, owner.engine.connect() as connection:
        _have_a_row(connection, table)
        with pytest.raises(DBAPIError, match="only added to"):
            connection.exec_driver_sql(change.format(table))


def _have_a_row(connection: sa.Connection, name: str) -> None:
    table = metadata.tables[name]
    if name == "submissions":
        row = {
            "id": "s-1",
            "partner_id": "amberline",
            "questionnaire_id": "gate_3",
            "version": "1.0.0",
            "signed_at": datetime(2026, 5, 4, tzinfo=UTC),
            "signed_by": "ada",
            "role": "PSM",
            "digest": "",
            "document": {},
        }
        connection.execute(sa.insert(table), row)
    assert connection.scalar(sa.select(sa.func.count()).select_from(table))


@pytest.mark.parametrize("table", [*ADDED_TO_ONLY, "partners", "people"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
@pytest.mark.parametrize("sample_place", ["postgresql"], indirect=True)
def test_who_reads_cannot_write(service: Service, table: str, change: str) -> None:
    """On PostgreSQL, what was not let write is refused by the server."""
    database = service.hub.database
    column = metadata.tables[table].columns.keys()[0]
    with database.writing() as connection:
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.exec_driver_sql(change.format(table, column))
        connection.get_transaction().rollback()


def test_it_starts_and_answers(sample_place: Place) -> None:
    """As a process it brings its database up to date and answers who is signed in."""
    with running(sample_place) as found, found.client("ines") as client:
        assert client.get("/api/session").json()["name"] == "Ines Okafor"
        assert client.get("/api/partners").json()["total"] > 0


@pytest.mark.parametrize("sample_place", ["postgresql"], indirect=True)
def test_who_does_not_say_who_they_are_sees_nothing(service: Service) -> None:
    """On PostgreSQL, a query before it is told who asks shows no partner."""
    database = service.hub.database
    for visit in (database.reading, database.writing):
        with visit() as connection:
            found = sa.select(sa.func.count()).select_from(metadata.tables["partners"])
            assert connection.scalar(found) == 0


def test_as_many_are_worked_for_as_there_are_connections(sample_place: Place) -> None:
    """While a server runs it, no thread is there that could only wait for others."""
    app = service_at(sample_place, pool_size=3).app
    with TestClient(app) as client:
        limiter = client.portal.call(to_thread.current_default_thread_limiter)
        assert limiter.total_tokens == 3
        assert client.get("/readyz").status_code == 200
    assert app.state.hub.database.engine.pool.checkedin() == 0
