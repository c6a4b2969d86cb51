"""The service of the examples in tests: in this process, or as one of its own.

A database with the sample is made once, and copied for each test.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import attrs
import psycopg
import pytest

import partner_success as ps
from partner_success.testing import FixedClock

# This is read by every run of tests: what the service needs is loaded by its own tests.
if TYPE_CHECKING:
    import httpx
    import sqlalchemy as sa
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from onboarding_hub.database.engine import Database
    from onboarding_hub.hub import Hub

ROOT = Path(__file__).parents[2]
KINDS = ("sqlite", "postgresql")
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""When tests begin: shortly after the last event of the sample."""
SECRET = "a-secret-that-everybody-knows-and-nobody-may-use"
LOGIN = "hub_app"
"""Under which the service signs in to PostgreSQL: no owner, and no superuser."""


@attrs.frozen(kw_only=True)
class Place:
    """A database for one test.

    Attributes:
        kind: SQLite or PostgreSQL.
        url: Where the service finds it.
        owner_url: The same, as whoever owns its tables.
    """

    kind: str
    url: str
    owner_url: str

    @contextmanager
    def owner(self) -> Iterator[Database]:
        """Give the database to its owner, who may do everything there."""
        from onboarding_hub.database.engine import Database

        database = Database(self.owner_url, pool_size=5)
        yield database
        database.close()


@attrs.frozen(kw_only=True)
class Service:
    """The service in this process.

    Attributes:
        place: Its database.
        clock: Its clock, which stands still until it is moved.
        app: The application.
        log: What it wrote to its log.
    """

    place: Place
    clock: FixedClock
    app: FastAPI
    log: io.StringIO

    @property
    def hub(self) -> Hub:
        """The service without its routes."""
        hub: Hub = self.app.state.hub
        return hub

    @contextmanager
    def everything(self) -> Iterator[sa.Connection]:
        """Give a connection that sees and writes what the service may at all."""
        database = self.hub.database
        with database.writing() as connection:
            database.let_write(connection)
            yield connection

    def client(self, person_id: str | None = None) -> TestClient:
        """Give a client, signed in as somebody of the sample where an id is given."""
        from fastapi.testclient import TestClient

        from onboarding_hub.identity import COOKIE

        client = TestClient(self.app, follow_redirects=False)
        if person_id is not None:
            client.cookies.set(COOKIE, self.hub.sessions.begin(person_id, self.clock()))
        return client


def service_at(place: Place, *, at: datetime = NOW, **settings: Any) -> Service:
    """Make the service on a database."""
    from onboarding_hub.app import create_app
    from onboarding_hub.settings import Settings

    clock, log = FixedClock(at), io.StringIO()
    chosen = {"pool_size": 10, "secret": SECRET, **settings}
    app = create_app(
        Settings(database_url=place.url, **chosen), clock=clock, log_to=log
    )
    return Service(place=place, clock=clock, app=app, log=log)


def fill(place: Place) -> None:
    """Bring a database up to date, and put the sample in."""
    from onboarding_hub.database.migrating import migrate
    from onboarding_hub.sample import load_sample
    from onboarding_hub.settings import Settings

    settings = Settings(database_url=place.url)
    terms = {"policy": settings.sla_policy, "calendar": settings.calendar}
    with place.owner() as owner:
        migrate(owner, login=LOGIN)
        load_sample(owner, ps.standard(), at=NOW, **terms)


class Postgres:
    """Databases on a private server: empty ones, and copies of one with the sample."""

    def __init__(self, found: str) -> None:
        self._found = found
        self._host = dict(part.split("=") for part in found.split())["host"]
        self._count = 0
        # To copy the files is half the work of copying what stands in them.
        self._more = ""
        with psycopg.connect(found) as connection:
            if connection.info.server_version >= 150000:
                self._more = "STRATEGY FILE_COPY"
        self._run(f"CREATE ROLE {LOGIN} LOGIN")
        self.sample = self.empty()
        fill(self.sample)
        self._template = f"hub_{self._count}"

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._found, autocommit=True) as connection:
            connection.execute(statement.encode())

    def empty(self, more: str = "") -> Place:
        """Make a database."""
        self._count += 1
        name = f"hub_{self._count}"
        self._run(f"CREATE DATABASE {name} {more}")
        url = f"postgresql+psycopg://{{}}@/{name}?host={self._host}"
        owner = url.format("postgres")
        return Place(kind="postgresql", url=url.format(LOGIN), owner_url=owner)

    def copy(self) -> Place:
        """Make a database with the sample."""
        return self.empty(f"TEMPLATE {self._template} {self._more}")

    def drop(self, place: Place) -> None:
        """Take a database away, so that no disk is busy with what nobody needs."""
        name = urlsplit(place.owner_url).path.removeprefix("/")
        self._run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def hub_postgresql(postgresql: str) -> Postgres:
    """Give databases of PostgreSQL for the service."""
    return Postgres(postgresql)


@pytest.fixture(scope="session")
def hub_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of SQLite with the sample, to be copied."""
    path = tmp_path_factory.mktemp("hub") / "sample.db"
    fill(Place(kind="sqlite", url=f"sqlite:///{path}", owner_url=f"sqlite:///{path}"))
    return path


@pytest.fixture(params=KINDS)
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give an empty database of either kind."""
    if request.param == "postgresql":
        servers: Postgres = request.getfixturevalue("hub_postgresql")
        place = servers.empty()
        yield place
        servers.drop(place)
        return
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    yield Place(kind="sqlite", url=url, owner_url=url)


@pytest.fixture(params=KINDS)
def sample_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give a database of either kind with the sample."""
    if request.param == "postgresql":
        servers: Postgres = request.getfixturevalue("hub_postgresql")
        place = servers.copy()
        yield place
        servers.drop(place)
        return
    path = tmp_path / "hub.db"
    shutil.copy(request.getfixturevalue("hub_sqlite"), path)
    yield Place(kind="sqlite", url=f"sqlite:///{path}", owner_url=f"sqlite:///{path}")


@pytest.fixture
def service(sample_place: Place) -> Iterator[Service]:
    """Give the service with the sample, on either kind of database."""
    found = service_at(sample_place)
    yield found
    found.hub.database.close()


@attrs.frozen(kw_only=True)
class Running:
    """The service as a process of its own, by the clock of this machine.

    Attributes:
        base: Its address.
        process: The process.
        place: Its database.
    """

    base: str
    process: subprocess.Popen[bytes]
    place: Place

    @contextmanager
    def client(self, person_id: str | None = None) -> Iterator[httpx.Client]:
        """Give a client over the network, signed in where an id is given."""
        import httpx

        with httpx.Client(base_url=self.base, timeout=60) as client:
            if person_id is not None:
                body = {"person_id": person_id}
                client.post("/api/session", json=body).raise_for_status()
            yield client

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    """Give a port that nothing listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def start(place: Place, *, port: int | None = None, **environment: str) -> Running:
    """Start the service, and wait until it answers.

    Args:
        place: Its database, up to date.
        port: Where it listens; left out, anywhere.
        environment: More of its settings.
    """
    import httpx

    chosen = free_port() if port is None else port
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    paths = os.pathsep.join([str(ROOT / "examples" / "service"), *sys.path])
    process = subprocess.Popen(
        [sys.executable, "-m", "onboarding_hub", "--port", str(chosen)],
        env={
            **known,
            "PYTHONPATH": paths,
            "HUB_DATABASE_URL": place.url,
            "HUB_MIGRATION_URL": place.owner_url,
            "HUB_SECRET": SECRET,
            **environment,
        },
        stdout=subprocess.DEVNULL,
    )
    found = Running(base=f"http://127.0.0.1:{chosen}", process=process, place=place)
    with httpx.Client(timeout=60) as client:
        for _ in range(1200):
            try:
                if client.get(f"{found.base}/readyz").status_code == 200:
                    return found
            except httpx.TransportError:
                time.sleep(0.05)
            if process.poll() is not None:
                break
    found.kill()
    raise RuntimeError("the service does not answer")


@contextmanager
def running(place: Place, **environment: str) -> Iterator[Running]:
    """Run the service as a process of its own for as long as needed."""
    found = start(place, **environment)
    try:
        yield found
    finally:
        found.kill()
