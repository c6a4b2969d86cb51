"""Bringing the database to the form that this version of the service wants."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from onboarding_hub.database.engine import READER, WRITER, Database

__all__ = ["is_at_head", "migrate", "migrate_down"]

_FOLDER: Final = Path(__file__).parent / "migrations"


def migrate(
    database: Database, revision: str = "head", *, login: str | None = None
) -> None:
    """Bring a database up to a revision.

    Args:
        database: The database, as whoever owns it.
        revision: The revision.
        login: On PostgreSQL the name under which the service signs in, where it is not
            the owner; it gets the roles under which the service reads and writes.
    """
    with database.engine.begin() as connection:
        command.upgrade(_config(connection), revision)
        if database.is_postgresql and login is not None:
            name = connection.dialect.identifier_preparer.quote(login)
            roles = f"{READER}, {WRITER}"
            connection.exec_driver_sql(f"GRANT {roles} TO {name}")


def migrate_down(database: Database, revision: str = "base") -> None:
    """Take a database back to a revision."""
    with database.engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def is_at_head(connection: sa.Connection) -> bool:
    """Tell whether a database has the form that this version wants."""
    wanted = ScriptDirectory(str(_FOLDER)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == wanted


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
