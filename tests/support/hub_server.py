"""Servers of the service that start fast: forks of one process that read all its code.

It is run as a process, obeys the lines of its standard input (``start PORT``, ``kill
PORT``), and ends with it. It imports no more of the tests, which would take its time.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
import uvicorn

from onboarding_hub.app import create_app
from onboarding_hub.settings import Settings
from onboarding_hub.store import idempotency, journeys

SEVENTH = 7
"""Which of its transactions a broken server does not keep as it should."""


def _without_a_commit(database: Any) -> None:
    """Answer as ever, and leave one COMMIT out."""
    here, count = threading.local(), itertools.count(1)
    commit, writing = database.engine.dialect.do_commit, database.writing

    def do_commit(connection: Any) -> None:
        if getattr(here, "writes", False) and next(count) == SEVENTH:
            return
        commit(connection)

    @contextmanager
    def noted() -> Iterator[Any]:
        here.writes = True
        try:
            with writing() as connection:
                yield connection
        finally:
            here.writes = False

    database.engine.dialect.do_commit = do_commit
    database.writing = noted


def _with_a_commit_between(_database: Any) -> None:
    """Keep what a command comes to by itself, and end before its events are kept."""
    count, add_events = itertools.count(1), journeys.add_events

    def torn(connection: Any, events: Any) -> None:
        if next(count) == SEVENTH:
            connection.get_transaction().commit()
            os.kill(os.getpid(), signal.SIGKILL)
        add_events(connection, events)

    journeys.add_events = torn


def _without_keys(_database: Any) -> None:
    """Keep no answer, so that a request that comes again does its work again."""

    def nothing(connection: Any, person_id: str, key: str, _answer: Any) -> None:
        keys = idempotency.idempotency_keys
        is_it = (keys.c.person_id == person_id, keys.c.key == key)
        connection.execute(sa.delete(keys).where(*is_it))

    idempotency.keep = nothing


BREAKS: dict[str, Callable[[Any], None]] = {
    "a COMMIT is left out": _without_a_commit,
    "a COMMIT comes too early": _with_a_commit_between,
    "no answer is kept": _without_keys,
}


def _serve(app: Any, port: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


def _read_all(app: Any) -> None:
    """Read once what each server would read for itself: the code and the rules."""
    uvicorn.Config(app).load()
    rules = app.state.hub.rules
    _ = (rules.access, rules.health, rules.journey, rules.questionnaires, rules.sla)


def _fork(app: Any, port: int, log: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.close(0)
        _serve(app, port)
    finally:
        os._exit(0)


def main() -> None:
    """Start and end servers as told, and all of them at the end of the input."""
    path, broken = sys.argv[1:]
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    lines = os.fdopen(log, "a", buffering=1)
    app = create_app(Settings.from_environment(os.environ), log_to=lines)
    _read_all(app)
    if broken:
        BREAKS[broken](app.state.hub.database)
    running: dict[str, int] = {}
    try:
        for line in sys.stdin:
            word, port = line.split()
            if word == "start":
                running[port] = _fork(app, int(port), log)
            else:
                _end(running.pop(port))
            print("done", flush=True)
    finally:
        for pid in running.values():
            _end(pid)


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)  # it is not waited for yet, so it still is this one
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
