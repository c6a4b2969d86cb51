"""What is chosen when the service is started, from the environment."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import attrs
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from partner_success.errors import PartnerSuccessError

__all__ = ["Settings", "told_of"]

_PREFIX: Final = "HUB_"
_SHORTEST_SECRET: Final = 32


def _secret(_settings: object, _attribute: object, value: str) -> None:
    if len(value) < _SHORTEST_SECRET:
        raise ValueError(
            f"HUB_SECRET has {len(value)} characters; give at least {_SHORTEST_SECRET},"
            " such as those of: python -c 'import secrets; print(secrets.token_hex())'"
        )


@attrs.frozen(kw_only=True)
class Settings:
    """What an operator chooses.

    Attributes:
        database_url: Where everything is kept: SQLite, or PostgreSQL by psycopg.
        migration_url: The same database as whoever owns its tables, where the service
            signs in as somebody else; ``None`` where it does not.
        secret: Signs sessions and cursors; whoever has it can be anybody.
        session_lifetime: How long somebody stays signed in.
        secure_cookie: Whether browsers send the session over HTTPS alone.
        sla_policy: The id of the rulebook's policy that new tickets are promised.
        calendar: The working time in which promises are counted, as the library reads.
        pool_size: How many connections to the database are kept open, and how many
            requests are worked on at once.
        most_bytes: How large the body of a request may be.
        idempotency_lifetime: How long the answer to a repeated request is kept.
    """

    database_url: str = "sqlite:///onboarding-hub.db"
    migration_url: str | None = None
    secret: str = attrs.field(factory=secrets.token_hex, validator=_secret, repr=False)
    session_lifetime: timedelta = timedelta(hours=12)
    secure_cookie: bool = False
    sla_policy: str = "partner_support"
    calendar: str = "Mon-Fri 09:00-17:00; zone UTC"
    pool_size: int = 8
    most_bytes: int = 262_144
    idempotency_lifetime: timedelta = timedelta(days=1)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read what is set; what is not set stays as it is here.

        Raises:
            ValueError: A value cannot be meant; it names the variable.
        """
        readers: dict[str, Callable[[str], Any]] = {
            "database_url": _database_url,
            "migration_url": _database_url,
            "secret": str,
            "session_lifetime": _hours,
            "secure_cookie": _truth,
            "sla_policy": str,
            "calendar": str,
            "pool_size": _count,
            "most_bytes": _count,
            "idempotency_lifetime": _hours,
        }
        found: dict[str, Any] = {}
        for name, read in readers.items():
            if (key := _variable(name)) in environment:
                with told_of(name):
                    found[name] = read(environment[key])
        return cls(**found)

    @property
    def owner_url(self) -> str:
        """The database as whoever owns its tables, who migrates them."""
        return self.migration_url or self.database_url


def _variable(name: str) -> str:
    return f"{_PREFIX}{name.upper()}"


@contextmanager
def told_of(name: str) -> Generator[None, None, None]:
    """Name the variable whose value is refused.

    Raises:
        ValueError: It was.
    """
    try:
        yield
    except (ValueError, PartnerSuccessError) as error:
        raise ValueError(f"{_variable(name)}: {error}") from error


def _database_url(text: str) -> str:
    """Name the driver where only the kind of database is named."""
    for kind in ("postgresql://", "postgres://"):
        if text.startswith(kind):
            return _is_read(f"postgresql+psycopg://{text.removeprefix(kind)}")
    if text and "://" not in text:
        return f"sqlite:///{Path(text)}"
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")) or (
        text.removeprefix("sqlite:///") in {"", ":memory:"}
    ):
        # In memory each connection would have a database of its own. What was given
        # may hold a password, and is not repeated.
        raise ValueError("give the path of a file, sqlite:///PATH or postgresql://...")
    return _is_read(text)


def _is_read(text: str) -> str:
    try:
        make_url(text)
    except (ArgumentError, ValueError):
        # From None: what it was made of may hold a password.
        raise ValueError(
            "it cannot be read; give postgresql://NAME@HOST:PORT/DATABASE, and what"
            " means something in an address as %XX"
        ) from None
    return text


def _count(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,8}", text):
        raise ValueError(f"{text!r} is no whole number above 0")
    return int(text)


def _hours(text: str) -> timedelta:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) or not float(text):
        raise ValueError(f"{text!r} is no number of hours above 0, such as 1.5")
    return timedelta(hours=float(text))


def _truth(text: str) -> bool:
    if text in {"yes", "true", "1"}:
        return True
    if text in {"no", "false", "0"}:
        return False
    raise ValueError(f"{text!r} is neither yes nor no")
