"""What tests of the service share."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient

import partner_success as ps
from tests.support import crowd
from tests.support.house import House
from tests.support.service import KINDS, Place, Postgres, service_at

LONG = ("test_service", "test_killed", "test_two_sign", "test_who_sees_what")
"""Modules whose tests take long, which begin first, so that none is waited for last."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first."""

    def place(item: pytest.Item) -> int:
        name = item.path.stem
        return LONG.index(name) if name in LONG else len(LONG)

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def _one_loop() -> Iterator[None]:
    """Let all clients in this process use one loop, and make none for each request."""
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestClient, "portal", portal)
        yield


@pytest.fixture(scope="module", params=KINDS)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Give the service with the crowd in it, on either kind of database."""
    servers: Postgres | None = None
    if request.param == "postgresql":
        servers = request.getfixturevalue("hub_postgresql")
        place = servers.copy()
    else:
        path = tmp_path_factory.mktemp("crowd") / "hub.db"
        shutil.copy(request.getfixturevalue("hub_sqlite"), path)
        url = f"sqlite:///{path}"
        place = Place(kind="sqlite", url=url, owner_url=url)
    rules = ps.standard()
    crowd.settle(place, rules)
    service = service_at(place)
    transport = httpx.ASGITransport(app=service.app)
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=transport, base_url="http://testserver")
        yield House(service=service, rules=rules, runner=runner, client=client)
        runner.run(client.aclose())
    service.hub.database.close()
    if servers is not None:
        servers.drop(place)
