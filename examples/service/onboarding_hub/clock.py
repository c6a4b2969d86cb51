"""The only place of the service that reads a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import TypeAlias

__all__ = ["Clock", "system_clock", "ticks"]

Clock: TypeAlias = Callable[[], datetime]
"""Something that tells the time, with its zone; tests give one that stands still."""


def system_clock() -> datetime:
    """Tell the time of this machine, in UTC."""
    return datetime.now(UTC)


def ticks() -> float:
    """Give seconds that only differences can be taken of, for measuring."""
    return perf_counter()
