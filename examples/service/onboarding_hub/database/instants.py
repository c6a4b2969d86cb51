"""Instants on their way to the database and back."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["from_database", "known_from_database", "to_database"]


def to_database(at: datetime) -> datetime:
    """Give an instant as it is kept: in UTC."""
    return at.astimezone(UTC)


def from_database(at: datetime) -> datetime:
    """Give an instant that was kept with its zone, which SQLite does not tell."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def known_from_database(at: datetime | None) -> datetime | None:
    """Give an instant that may not be known."""
    return None if at is None else from_database(at)
