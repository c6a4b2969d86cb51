"""Ids that tell nothing, and that nobody guesses."""

from __future__ import annotations

import secrets

__all__ = ["new_id"]


def new_id(prefix: str) -> str:
    """Give an id that is like no other."""
    return f"{prefix}-{secrets.token_hex(10)}"
