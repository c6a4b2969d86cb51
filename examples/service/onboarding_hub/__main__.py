"""Start the service: ``python -m onboarding_hub --sample``."""

from __future__ import annotations

import argparse
import os
import sys

import uvicorn
from alembic.util import CommandError
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

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
    parser.add_argument("--port", type=_port, default=8000, help="on which port")
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
    try:
        _prepare(hub, with_sample=chosen.sample)
    except (DBAPIError, CommandError) as error:
        parser.error(f"the database cannot be used: {_first_line(error)}")
    if not chosen.only_migrate:
        print(
            f"It answers on http://{chosen.host}:{chosen.port} until it is stopped.",
            file=sys.stderr,
        )
        uvicorn.run(
            app,
            host=chosen.host,
            port=chosen.port,
            log_level="warning",
            access_log=False,
        )
    hub.database.close()
    return 0


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:9]) < 65_536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 1 to 65535")
    return int(text)


def _first_line(error: DBAPIError | CommandError) -> str:
    """Tell what the database said, and not how one came to ask it."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return str(told).strip().partition("\n")[0]


def _prepare(hub: Hub, *, with_sample: bool) -> None:
    """Bring the database up to date, and fill it where that is wanted."""
    settings, now = hub.settings, system_clock()
    _migrate(settings)
    with hub.database.writing() as connection:
        hub.database.let_write(connection)
        forget_expired(connection, now)
    if with_sample:
        load_sample(
            hub.database,
            hub.rules,
            at=now,
            policy=settings.sla_policy,
            calendar=settings.calendar,
        )


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
