"""A private PostgreSQL server, from the binaries of the system, for as long as needed.

It listens on a socket in a folder of its own and on no port. It never runs as root,
which PostgreSQL refuses, and is stopped and removed at the end.
"""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SUPERUSER = "postgres"
MISSING = (
    "needs the server binaries of PostgreSQL (initdb, pg_ctl), on PATH or below"
    " /usr/lib/postgresql"
)


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


def _run(account: str, folder: Path, *command: str) -> None:
    identity: dict[str, Any] = {}
    if os.getuid() == 0:
        entry = pwd.getpwnam(account)
        identity = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    # The server keeps what it inherits open, so that a pipe would never end.
    with (folder / "commands.log").open("ab") as log:
        done = subprocess.run(
            command,
            check=False,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
            **identity,
        )
    if done.returncode:
        said = (folder / "commands.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"{' '.join(command)} failed:\n{said}")


@contextmanager
def running_server() -> Iterator[str]:
    """Run a server, and give the connection string of its superuser.

    Raises:
        FileNotFoundError: There are no binaries.
        RuntimeError: The server could not be made or started.
    """
    initdb, control = find_binary("initdb"), find_binary("pg_ctl")
    if initdb is None or control is None:
        raise FileNotFoundError(f"a private server {MISSING}")
    # Short, because the path of a socket may have about a hundred characters only.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    account = _account()
    data = str(folder / "data")
    try:
        if os.getuid() == 0:
            shutil.chown(folder, account)
        made = ("-A", "trust", "-U", SUPERUSER, "-E", "UTF8", "--no-sync")
        _run(account, folder, initdb, "-D", data, *made, "--locale=C")
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
            " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
            " -c shared_buffers=128MB -c autovacuum=off"
        )
        start = ("-D", data, "-w", "-t", "60", "-l", str(folder / "server.log"))
        _run(account, folder, control, "start", *start, "-o", options)
        try:
            yield f"host={folder} user={SUPERUSER} dbname=postgres"
        finally:
            stop = ("-D", data, "-w", "-m", "immediate")
            _run(account, folder, control, "stop", *stop)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the connection string of a private server's superuser."""
    if find_binary("initdb") is None or find_binary("pg_ctl") is None:
        pytest.skip(MISSING)
    with running_server() as found:
        yield found
