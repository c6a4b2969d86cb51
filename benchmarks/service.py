"""The service under load, and what its rules cost beside a bare route of FastAPI."""

from __future__ import annotations

import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

import psycopg
from _measuring import Row, median_ratio, options, tell

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "examples" / "service"))

from onboarding_hub.clock import system_clock
from onboarding_hub.identity import COOKIE, Sessions
from onboarding_hub.settings import Settings
from tests.support.postgresql import running_server

HERE = Path(__file__).parent
LOGIN = "hub_app"
PATH = "/api/partners/amberline"
CLIENTS = 200
MOST_OF_A_START = 120


class Place(NamedTuple):
    """A database.

    The service signs in to PostgreSQL under row-level security; who owns the tables
    migrates them, and is not held back by it.
    """

    name: str
    url: str
    owner_url: str


@contextmanager
def places() -> Iterator[list[Place]]:
    """Give an empty database of either kind, which keep what they acknowledge."""
    with tempfile.TemporaryDirectory() as folder, running_server(durable=True) as found:
        host = dict(part.split("=") for part in found.split())["host"]
        with psycopg.connect(found, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {LOGIN} LOGIN".encode())
            connection.execute(b"CREATE DATABASE hub")
        sqlite = f"sqlite:///{Path(folder) / 'hub.db'}"
        url = f"postgresql://{{}}@/hub?host={host}"
        yield [
            Place("SQLite", sqlite, sqlite),
            Place("PostgreSQL", url.format(LOGIN), url.format("postgres")),
        ]


def free_port() -> int:
    """Give a port that nothing listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def server(
    command: list[str], port: int, **environment: str
) -> Iterator[Callable[[], None]]:
    """Run a server in a process of its own, and give what waits until it answers."""
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    paths = filter(None, sys.path)
    process = subprocess.Popen(
        [sys.executable, *command],
        env={**known, "PYTHONPATH": os.pathsep.join(paths), **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield partial(_wait, process, f"http://127.0.0.1:{port}/openapi.json")
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + MOST_OF_A_START
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(address).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"nothing answers at {address}")


def ask(job: str, **asked: Any) -> Any:
    """Let the client do something, in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE / "_service_client.py")],
        input=json.dumps({"job": job, **asked}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def rows_of(place: Place, *, quick: bool) -> list[Row]:
    """Measure the service on one database."""
    secret = secrets.token_hex()
    begun = Sessions(secret, Settings().session_lifetime).begin("ines", system_clock())
    hub, bare, plain = free_port(), free_port(), free_port()
    bare_file = str(HERE / "_service_bare.py")
    chosen = {
        "HUB_DATABASE_URL": place.url,
        "HUB_SECRET": secret,
    }
    # Beside it stands nothing that holds rows back, so that it costs nothing.
    others = {**chosen, "HUB_DATABASE_URL": place.owner_url}
    with ExitStack() as stack:
        start = stack.enter_context
        command = ["-m", "onboarding_hub", "--sample", "--port", str(hub)]
        waits = [
            start(server(command, hub, **chosen, HUB_MIGRATION_URL=place.owner_url)),
            start(server([bare_file, str(bare), "edge"], bare, **others)),
            start(server([bare_file, str(plain), "plain"], plain, **others)),
        ]
        for wait in waits:
            wait()
        rates = ask(
            "read",
            ports=[hub, bare, plain],
            path=PATH,
            cookie=f"{COOKIE}={begun}",
            turns=5 if quick else 15,
            # Each turn goes on until the last of them was answered.
            clients=CLIENTS // 5 if quick else CLIENTS,
            seconds=0.4 if quick else 2,
        )
        load = ask("mix", port=hub, clients=CLIENTS, seconds=2 if quick else 60)
    _print_figures(place, rates, load)
    name = f"{place.name}: {{}}"
    share = median_ratio(rates[0], rates[1])
    more = {"at_least": True}
    return [
        Row(name.format("errors of 200 people at work"), load["errors"], 0),
        Row(name.format("requests a second"), load["rate"], 20, **more),
        Row(name.format("slowest of a hundred, s"), load["p99"], 30),
        Row(name.format("share of the bare rate"), share, 0.75, **more),
    ]


def _print_figures(place: Place, rates: list[list[float]], load: Any) -> None:
    """Print what no bar stands beside."""
    names = ("through the rules", "bare", "bare, without edge")
    for name, each in zip(names, rates, strict=True):
        rate = statistics.median(each)
        print(f"{place.name}: a partner {name}: {rate:.0f} a second", file=sys.stderr)
    print(
        f"{place.name}: at work {load['rate']:.0f} a second, median"
        f" {load['median'] * 1000:.0f} ms, slowest of a hundred"
        f" {load['p99'] * 1000:.0f} ms",
        file=sys.stderr,
    )
    for each in load["first_errors"]:
        print(f"{place.name}: {each}", file=sys.stderr)


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    with places() as found:
        rows = [row for each in found for row in rows_of(each, quick=chosen.quick)]
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
