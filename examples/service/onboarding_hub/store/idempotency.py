"""Answers that are kept, so that a request that comes twice does its work once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import attrs
import sqlalchemy as sa

from onboarding_hub.database.instants import from_database, to_database
from onboarding_hub.database.tables import idempotency_keys

__all__ = ["Answer", "Known", "forget_expired", "keep", "known", "reserve"]


@attrs.frozen(kw_only=True)
class Answer:
    """What a request was answered.

    Attributes:
        status: The status.
        body: The text of the body.
        headers: The headers that matter.
    """

    status: int
    body: str
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])


@attrs.frozen(kw_only=True)
class Known:
    """A request that was answered before.

    Attributes:
        digest: What was asked then.
        answer: What was answered.
    """

    digest: str
    answer: Answer


def _is(person_id: str, key: str) -> tuple[sa.ColumnElement[bool], ...]:
    return idempotency_keys.c.person_id == person_id, idempotency_keys.c.key == key


def known(
    connection: sa.Connection, person_id: str, key: str, *, at: datetime
) -> Known | None:
    """Give what was answered to somebody under a key that has not expired."""
    chosen = sa.select(idempotency_keys).where(*_is(person_id, key))
    row = connection.execute(chosen).one_or_none()
    if row is None or from_database(row.expires_at) <= at:
        return None
    answer = Answer(status=row.status, body=row.body, headers=row.headers)
    return Known(digest=row.digest, answer=answer)


def reserve(
    connection: sa.Connection,
    person_id: str,
    key: str,
    *,
    digest: str,
    expires_at: datetime,
) -> None:
    """Take a key, so that another request with it has to wait for this one."""
    connection.execute(sa.delete(idempotency_keys).where(*_is(person_id, key)))
    row = {
        "person_id": person_id,
        "key": key,
        "digest": digest,
        "expires_at": to_database(expires_at),
    }
    connection.execute(sa.insert(idempotency_keys), row)


def keep(connection: sa.Connection, person_id: str, key: str, answer: Answer) -> None:
    """Keep the answer, together with what the request did."""
    changed = sa.update(idempotency_keys).where(*_is(person_id, key))
    connection.execute(
        changed.values(
            status=answer.status, body=answer.body, headers=dict(answer.headers)
        )
    )


def forget_expired(connection: sa.Connection, at: datetime) -> int:
    """Forget the answers whose time is over, and give how many there were."""
    over = idempotency_keys.c.expires_at <= to_database(at)
    return connection.execute(sa.delete(idempotency_keys).where(over)).rowcount
