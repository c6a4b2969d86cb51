"""How Alembic comes to the database: on the service's connection, or by its setting."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection

from onboarding_hub.database.engine import Database
from onboarding_hub.database.tables import metadata
from onboarding_hub.settings import Settings


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()


def _run_by_setting() -> None:
    settings = Settings.from_environment(os.environ)
    database = Database(settings.owner_url, pool_size=1)
    with database.engine.begin() as connection:
        _run(connection)
    database.close()


given = context.config.attributes.get("connection")
if given is None:
    _run_by_setting()
else:
    _run(given)
