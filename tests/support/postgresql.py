"""A private PostgreSQL server, from the binaries of the system, for as long as needed.

It listens on a socket in a folder of its own and on no port. It never runs as root,
which PostgreSQL refuses, and is stopped and removed at the end.
"""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

SUPERUSER = "postgres"
MISSING = (
    "needs the server binaries of PostgreSQL (initdb, postgres), on PATH or below"
    " /usr/lib/postgresql"
)
SETTINGS = ("listen_addresses=", "shared_buffers=128MB", "autovacuum=off")
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""What is fast, and loses what it acknowledged when the machine stops."""
ROOMY = 4 * 2**30
"""How many bytes have to be free in memory before a server may keep its files there."""


def find_binary(name: str) -> str | None:
    """Give the path of one of the server's binaries, the newest there is."""
    if found := shutil.which(name):
        return found
    places = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(places, key=lambda path: int(float(path.parts[-3])))
    return str(newest[-1]) if newest else None


def _account() -> str:
    """Give the account that the server runs under, which is never root."""
    if os.getuid() != 0:
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _options(account: str, folder: Path) -> dict[str, Any]:
    """Give how each command is run: where, as whom, in which surroundings."""
    options: dict[str, Any] = {
        "cwd": folder,
        "stdin": subprocess.DEVNULL,
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
    }
    if os.getuid() == 0:
        entry = pwd.getpwnam(account)
        options |= {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return options


def _room(*, durable: bool) -> str:
    """Give where a server may keep its files: in memory, where there is much of it.

    The path is short, because that of a socket may have about a hundred characters.
    """
    memory = Path("/dev/shm")
    is_roomy = memory.is_dir() and shutil.disk_usage(memory).free >= ROOMY
    return str(memory) if is_roomy and not durable else "/tmp"


def _wait(server: subprocess.Popen[bytes], found: str, log: Path) -> None:
    """Wait until a server answers, at most a minute."""
    for _ in range(600):
        try:
            psycopg.connect(found).close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    said = log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"the PostgreSQL server does not answer:\n{said}")


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[str]:
    """Run a server, and give the connection string of its superuser.

    It is a child of this process and in its group, so that it ends with a run that is
    broken off.

    Args:
        durable: Whether it waits for the disk, as a server in earnest does.

    Raises:
        FileNotFoundError: There are no binaries.
        RuntimeError: The server could not be made or started.
    """
    initdb, postgres = find_binary("initdb"), find_binary("postgres")
    if initdb is None or postgres is None:
        raise FileNotFoundError(f"a private server {MISSING}")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_room(durable=durable)))
    account, data, said = _account(), str(folder / "data"), folder / "server.log"
    found = f"host={folder} user={SUPERUSER} dbname=postgres"
    try:
        if os.getuid() == 0:
            shutil.chown(folder, account)
        options = _options(account, folder)
        made = ("-A", "trust", "-U", SUPERUSER, "-E", "UTF8", "--locale=C", "--no-sync")
        with said.open("ab") as log:
            streams = {"stdout": log, "stderr": log}
            done = subprocess.run(
                (initdb, "-D", data, *made), check=False, **options, **streams
            )
            if done.returncode:
                raise RuntimeError(f"initdb failed:\n{said.read_text('utf-8')}")
            chosen = [f"unix_socket_directories={folder}", *SETTINGS]
            chosen += () if durable else FORGETFUL
            command = [postgres, "-D", data, *(f"--{each}" for each in chosen)]
            server = subprocess.Popen(command, **options, **streams)
        try:
            _wait(server, found, said)
            yield found
        finally:
            # It ends at once: nothing that it holds has to outlive it.
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the connection string of a private server's superuser."""
    if find_binary("initdb") is None or find_binary("postgres") is None:
        pytest.skip(MISSING)
    with running_server() as found:
        yield found
