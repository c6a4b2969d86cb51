"""Start the service: ``python -m onboarding_hub --sample``."""

from __future__ import annotations

import argparse
import os
import sys

import uvicorn
from sqlalchemy import make_url

from onboarding_hub.app import create_app
from onboarding_hub.clock import system_clock
from onboarding_hub.database.engine import Database
from onboarding_hub.database.migrating import migrate
from onboarding_hub.hub import Hub
from onboarding_hub.sample import load_sample
from onboarding_hub.settings import Settings
from onboarding_hub.store.idempotency import forget_expired


def main() -> int:
    """Bring the database up to date, and answer until somebody stops it."""
    parser = argparse.ArgumentParser(prog="onboarding_hub", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="where it answers")
    parser.add_argument("--port", type=int, default=8000, help="on which port")
    parser.add_argument(
        "--sample", action="store_true", help="fill an empty database with sample data"
    )
    parser.add_argument(
        "--only-migrate",
        action="store_true",
        help="bring the database up to date, and start nothing",
    )
    chosen = parser.parse_args()
    try:
        settings = Settings.from_environment(os.environ)
        app = create_app(settings)
    except ValueError as error:
        parser.error(str(error))
    hub: Hub = app.state.hub
    _migrate(settings)
    with hub.database.writing() as connection:
        hub.database.let_write(connection)
        forget_expired(connection, system_clock())
    if chosen.sample:
        load_sample(
            hub.database,
            hub.rules,
            at=system_clock(),
            policy=settings.sla_policy,
            calendar=settings.calendar,
        )
    if not chosen.only_migrate:
        uvicorn.run(
            app,
            host=chosen.host,
            port=chosen.port,
            log_level="warning",
            access_log=False,
        )
    hub.database.close()
    return 0


def _migrate(settings: Settings) -> None:
    """Bring the database up to date, as whoever owns its tables."""
    login = None
    if settings.migration_url is not None:
        login = make_url(settings.database_url).username
    owner = Database(settings.owner_url, pool_size=1)
    migrate(owner, login=login)
    owner.close()


if __name__ == "__main__":
    sys.exit(main())
