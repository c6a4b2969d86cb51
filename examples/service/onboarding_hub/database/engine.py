"""Connections and transactions, alike on SQLite and PostgreSQL.

On PostgreSQL every transaction lays its rights down at once: it goes on as a role that
reads what row-level security shows to the person who asks, and only where something is
written, after the library has decided that it may be, as a role that writes.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime
from itertools import chain
from threading import Lock
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError

from onboarding_hub.texts import document_of, text_of
from partner_success.access import Actor
from partner_success.interop import actor_settings

__all__ = ["PERSON", "READER", "WRITER", "Database", "came_between"]

READER: Final = "onboarding_hub_reader"
WRITER: Final = "onboarding_hub_writer"
"""The roles of PostgreSQL under which the service reads and writes."""
PERSON: Final = "onboarding_hub.person_id"
"""The setting of PostgreSQL that tells the id of who asks."""

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    # Each commit is on the disk before it is acknowledged.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=30000",
)
_WRITES: Final = "onboarding_hub_writes"
_COLLISIONS: Final = frozenset({"40001", "40P01"})
"""What PostgreSQL calls transactions that got into each other's way."""


def came_between(error: BaseException) -> bool:
    """Tell whether a transaction failed because another one was faster."""
    if isinstance(error, IntegrityError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return getattr(error.orig, "sqlstate", None) in _COLLISIONS


class Database:
    """The database of the service.

    Args:
        url: Where it is.
        pool_size: How many connections are kept open.
        rests_as: The role of PostgreSQL under which each connection is, outside and
            inside of transactions, until it is let do more; left out, its own.

    Attributes:
        last_known: People by id, as they were when they came last. It is never taken
            for how they are.
    """

    def __init__(
        self, url: str, *, pool_size: int, rests_as: str | None = None
    ) -> None:
        is_held_back = rests_as is not None and url.startswith("postgresql")
        self.engine = sa.create_engine(
            url,
            connect_args={"options": f"-c role={rests_as}"} if is_held_back else {},
            pool_size=pool_size,
            max_overflow=0,
            isolation_level=None if url.startswith("sqlite") else "REPEATABLE READ",
            json_serializer=text_of,
            json_deserializer=document_of,
            # What is asked and given stays out of the texts of errors.
            hide_parameters=True,
        )
        self.last_known: dict[str, Actor] = {}
        self.is_postgresql = self.engine.dialect.name == "postgresql"
        # SQLite lets one write at a time, and does not make others wait their turn.
        self._turn = nullcontext() if self.is_postgresql else Lock()
        if self.is_postgresql:
            event.listen(self.engine, "connect", _prepare_postgresql)
        else:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def reading(self) -> Generator[sa.Connection, None, None]:
        """Give a connection that sees one state, and changes nothing."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Generator[sa.Connection, None, None]:
        """Give a connection whose changes are kept together, or not at all.

        It can only read until it is let write.
        """
        with self._turn, self.engine.connect() as found:
            connection = found.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def let_write(self, connection: sa.Connection) -> None:
        """Let the rest of a transaction write, once it is decided that it may."""
        self._become(connection, WRITER)

    def let_read(self, connection: sa.Connection) -> None:
        """Let the next part of a transaction read alone again."""
        self._become(connection, READER)

    def ask_as(self, connection: sa.Connection, actor: Actor, at: datetime) -> None:
        """Tell the database who asks and when, from here to the transaction's end."""
        if told := self.told_of(actor, at):
            self._set(connection, told)

    def told_of(self, actor: Actor, at: datetime) -> Mapping[str, str]:
        """Give the settings by which the database knows who asks; SQLite has none."""
        if not self.is_postgresql:
            return {}
        return {**actor_settings(actor, at), PERSON: actor.id, "role": READER}

    def _become(self, connection: sa.Connection, role: str) -> None:
        if self.is_postgresql:
            self._set(connection, {"role": role})

    def _set(self, connection: sa.Connection, values: Mapping[str, str]) -> None:
        calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
        flat = tuple(chain.from_iterable(values.items()))
        connection.exec_driver_sql(f"SELECT {calls}", flat)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # The conditions of access look expensive to it, so that it would take seconds to
    # compile what takes milliseconds to evaluate.
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver begins no transactions of its own, so that ours begin as they must.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
