"""Instants on their way to the database and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload

__all__ = ["from_database", "to_database"]


def to_database(at: datetime) -> datetime:
    """Give an instant as it is kept: in UTC."""
    return at.astimezone(UTC)


@overload
def from_database(at: datetime) -> datetime: ...
@overload
def from_database(at: None) -> None: ...
def from_database(at: datetime | None) -> datetime | None:
    """Give an instant that was kept with its zone, which SQLite does not tell."""
    if at is None:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
