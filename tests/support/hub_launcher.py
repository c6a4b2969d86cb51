"""Starts the service as processes again and again, and kills them (see hub_server)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
import httpx

from tests.support.service import ROOT, SECRET, Place, free_port


@attrs.define
class Launcher:
    """Servers on one database.

    Attributes:
        place: The database.
        process: What starts the servers.
        log: Where they write what they have to say.
    """

    place: Place
    process: subprocess.Popen[str]
    log: Path

    def start(self, port: int | None = None) -> str:
        """Start a server, wait until it answers, and give its address."""
        chosen = free_port() if port is None else port
        self._say(f"start {chosen}")
        base = f"http://127.0.0.1:{chosen}"
        # There is nothing to be verified, which would take its time each time.
        with httpx.Client(timeout=60, verify=False) as client:
            for _ in range(3000):
                try:
                    if client.get(f"{base}/healthz").status_code == 200:
                        return base
                except httpx.TransportError:
                    time.sleep(0.01)
        raise RuntimeError("the service does not answer")

    def kill(self, base: str) -> None:
        """End a server in the middle of whatever it does."""
        self._say(f"kill {base.rpartition(':')[2]}")

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"


@contextmanager
def launcher(place: Place, log: Path, *, broken: str = "") -> Iterator[Launcher]:
    """Make servers ready to be started.

    Args:
        place: Their database.
        log: Where they write what they have to say.
        broken: What is done to them on purpose, by its name in `BREAKS` of hub_server.
    """
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    paths = os.pathsep.join([str(ROOT / "examples" / "service"), *sys.path])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.hub_server", str(log), broken],
        cwd=ROOT,
        env={
            **known,
            "PYTHONPATH": paths,
            "HUB_DATABASE_URL": place.url,
            "HUB_SECRET": SECRET,
            "HUB_POOL_SIZE": "10",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Launcher(place=place, process=process, log=log)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)
        assert process.stdout is not None
        process.stdout.close()
